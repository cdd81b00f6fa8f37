"""Rows of plain values, by key; who says a value; and services in words."""

from __future__ import annotations

from collections.abc import Mapping

from kg.schemes import scheme

Cell = str | int | float | bool | None
Row = Mapping[str, Cell]

STATED, INFERRED, REFERENCE, ASSERTED = "stated", "inferred", "reference", "asserted"
"""Who says a value: a letter, a rule, the catalogue, or a person."""


def said(value: Cell, status: str = STATED) -> tuple[Cell, str | None]:
    """A value with who says so; nothing where there is no value."""
    return value, status if value is not None else None


def in_words(notations: str) -> str:
    """Services as people read them: each notation by its label in the scheme, words that are none as they are."""
    found = ((scheme("services").by_notation(one), one) for one in notations.split(", "))
    return ", ".join(concept.label if concept else one for concept, one in found)
