"""Systems and suppliers in tables: those that letters name, with whom the catalogue knows behind them."""

from __future__ import annotations

from collections.abc import Iterable

from kg.exporting.identifying import Names, Record
from kg.known.asking import ask
from kg.known.rows import Cell
from kg.store import Store


def systems(store: Store, names: Names, wanted: Iterable[Cell]) -> list[Record]:
    """Systems with their supplier by the catalogue."""
    by = _catalogue(store, names, "catalogue-suppliers", ("system", "system"), ("supplier", "supplier"))
    ids = sorted(str(one) for one in set(wanted) if one)
    return [{"id": one, "name": names.name("system", one), "supplier_id": by.get(one)} for one in ids]


def suppliers(store: Store, names: Names, wanted: Iterable[Cell]) -> list[Record]:
    """Suppliers with their owner by the catalogue; owners are in the table too, each before what it owns."""
    owners = _catalogue(store, names, "supplier-owners", ("supplier", "supplier"), ("supplier", "owner"))
    found: dict[str, Record] = {}
    for one in sorted(str(one) for one in set(wanted) if one):
        line = [one]
        while (owner := owners.get(line[-1])) and owner not in line:
            line.append(owner)
        for each in reversed(line):
            owner = owners.get(each) if each != line[-1] else None
            found.setdefault(each, {"id": each, "name": names.name("supplier", each), "owner_id": owner})
    return list(found.values())


def _catalogue(
    store: Store, names: Names, query: str, of: tuple[str, str], by: tuple[str, str]
) -> dict[str | None, str]:
    """For each thing of the catalogue the first that a query gives for it; each by its kind and its column."""
    pairs = ((names.id_of(of[0], row[of[1]]), names.id_of(by[0], row[by[1]])) for row in reversed(ask(store, query)))
    return {one: other for one, other in pairs if other}
