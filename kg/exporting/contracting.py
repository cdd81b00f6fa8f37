"""Contracts in tables: what all letters say of each, and what the reports know of it besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.exporting.identifying import Names, Record, id_of
from kg.known.asking import grouped, joined
from kg.known.gathering import contracts_of
from kg.known.rows import STATED, Cell, Row, in_words
from kg.reporting.report import MARKS
from kg.store import Store

_WORDS = {
    "start": "contract_start", "end": "contract_end", "term": "contract_term", "extension": "extension",
    "route": "procurement_route",
}  # fmt: skip
"""Columns that hold all values of a field."""
_SUMS = ("annual_cost", "total_cost")


def contracts(store: Store, claims: Sequence[Row], names: Names) -> Iterator[Record]:
    """A row for each contract that a claim is about, in the order of their ids."""
    known = contracts_of(store)
    told = grouped((row for row in claims if id_of(row["subject"], "contract")), "subject")
    for (iri,), rows in sorted(told.items()):
        contract = known.by_iri.get(iri)
        yield _contract(iri, rows, known.known(contract) if contract else _by_itself(rows), names)


def _by_itself(rows: Sequence[Row]) -> Mapping[str, Cell]:
    """What is known of a contract from its own claims alone: of one that is only planned, or of which only sums are."""
    system = joined(row["system"] for row in rows)
    return {
        "council": rows[0]["council"], "service": joined(row["service"] for row in rows),
        "system": system, "system_status": STATED if system else None,
    }  # fmt: skip


def _contract(iri: str, rows: Sequence[Row], known: Mapping[str, Cell], names: Names) -> Record:
    ends = [row for row in rows if row["field"] == "contract_end"]
    newest = sorted(rows, key=lambda row: str(row["letter_date"] or ""), reverse=True)
    about = {key: known.get(key) for key in ("system", "system_status", "supplier", "supplier_status")}
    return {
        "id": id_of(iri, "contract"), "name": _name(known),
        "council_id": names.id_of("council", known["council"]), "services": known["service"], **about,
        "system_id": _only((row["about"] for row in rows), "system", known, names),
        "supplier_id": _only((row["object"] for row in rows if row["field"] == "supplier"), "supplier", known, names),
        "reference": known.get("reference"), "reference_status": known.get("reference_status"),
        **{key: joined(row["value"] for row in rows if row["field"] == field) for key, field in _WORDS.items()},
        "end_earliest": min((str(row["earliest"]) for row in ends if row["earliest"]), default=None),
        "end_latest": max((str(row["latest"]) for row in ends if row["latest"]), default=None),
        **{key: next((row["value"] for row in newest if row["field"] == key), None) for key in _SUMS},
    }  # fmt: skip


def _only(iris: Iterable[Cell], kind: str, known: Mapping[str, Cell], names: Names) -> str | None:
    """The one thing of a kind that claims name; where they name none, the one that is known by its name."""
    found = {one for iri in iris if (one := id_of(iri, kind))}
    if found:
        return found.pop() if len(found) == 1 else None
    return names.id_of(kind, known.get(kind))


def _name(known: Mapping[str, Cell]) -> str:
    """The reference, else what the contract is for; marked where no letter states it."""
    for key in ("reference", "system", "supplier"):
        if known.get(key):
            name = f"{known[key]}{MARKS.get(str(known.get(f'{key}_status')), '')}"
            break
    else:
        name = "system not named"
    return name if known.get("reference") else f"{name}: {in_words(str(known['service'] or 'no service named'))}"
