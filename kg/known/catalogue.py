"""What the reference data of a graph say: who supplies a system, and who owns a supplier."""

from __future__ import annotations

from collections.abc import Mapping

from kg.known.asking import ask
from kg.store import Store


def suppliers_of(store: Store) -> Mapping[str, str]:
    """Supplier of each system that the catalogue knows, by their names; of several the first."""
    return _first(store, "catalogue-suppliers", "system", "supplier")


def owners_of(store: Store) -> Mapping[str, str]:
    """Owner of each supplier that the catalogue knows, by their names; of several the first."""
    return _first(store, "supplier-owners", "supplier", "owner")


def _first(store: Store, query: str, key: str, value: str) -> Mapping[str, str]:
    return {str(row[key]): str(row[value]) for row in reversed(ask(store, query))}
