"""Names that people have confirmed → the files of a catalogue of one's own, by which the next letters are read.

Their form is that which `--catalogue DIR` takes (data/reference/README.md).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.catalogue.folding import tokens
from kg.decisions.confirmed import Place, Thing, confirmed
from kg.model import Decision, Kind
from kg.persons import words
from kg.schemes import scheme

_COLUMNS = {
    "systems.csv": ("system_id", "preferred_name", "aliases", "service_areas", "current_supplier_id"),
    "suppliers.csv": ("supplier_id", "preferred_name", "aliases"),
    "ambiguous.csv": ("alias", "id", "kind", "nature", "safe_context"),
}
_INITIALS = 4
"""A name of so many capitals, or fewer, may be short for other things, too."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The files of a catalogue, and how much they hold."""

    files: Mapping[str, bytes]
    systems: int
    suppliers: int
    left_out: int
    """How many names are none that a catalogue can have, or may be those of persons."""


def catalogue_of(decisions: Iterable[Decision]) -> Confirmed:
    """The catalogue of decisions that stand. The same decisions, in any order, give the same bytes."""
    found, left_out = confirmed(decisions)
    whole = sorted(set(found.values()), key=lambda one: (one.kind, one.key))
    mine = [one for one in whole if one.others or not one.known]
    rows = {
        "systems.csv": [_system(one, found) for one in mine if one.kind is Kind.SYSTEM],
        "suppliers.csv": [_row(one) for one in mine if one.kind is Kind.SUPPLIER],
        "ambiguous.csv": [row for one in mine for row in _senses(one, found)],
    }
    files = {name: _csv(columns, rows[name]) for name, columns in _COLUMNS.items() if rows[name]}
    return Confirmed(files, len(rows["systems.csv"]), len(rows["suppliers.csv"]), left_out)


def _row(thing: Thing) -> tuple[str, ...]:
    return thing.key, thing.name, "|".join(thing.others)


def _system(thing: Thing, found: Mapping[Place, Thing]) -> tuple[str, ...]:
    """Its row; of what is shipped only further names are told, of several suppliers none."""
    suppliers = {found[place].key for place in thing.suppliers}
    if thing.known:
        return *_row(thing), "", ""
    return *_row(thing), "|".join(thing.services), suppliers.pop() if len(suppliers) == 1 else ""


def _senses(thing: Thing, found: Mapping[Place, Thing]) -> Iterator[tuple[str, ...]]:
    """Rows for those of its names that are also other words; its services and suppliers, where named, carry them."""
    labels = (scheme("services").by_notation(one) for one in thing.services)
    safe = [one.label.lower() for one in labels if one] + sorted({found[one].name for one in thing.suppliers})
    for name in thing.others if thing.known else sorted((thing.name, *thing.others)):
        if nature := _nature(name):
            yield name, thing.key, str(thing.kind), nature, "|".join(safe)


def _nature(name: str) -> str:
    """What else a name is (data/reference/README.md); nothing if it is only a name."""
    parts = [token.folded for token in tokens(name)]
    if all(words.is_ordinary(part) for part in parts):
        return "word"
    if len(parts) > 1:
        return ""
    if name.isupper() and len(name) <= _INITIALS:
        return "initials"
    return "name" if words.given(parts[0]) or words.is_surname(parts[0]) else ""


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()
