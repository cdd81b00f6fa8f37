"""A graph → the rows of tables that refer to each other: councils, letters, facts, outcomes, and what they rest on.

An id is the last part of the thing's IRI, the same in every build; facts, outcomes and evidence are numbered, in the
order of the flat view. The columns, and what they mean, stand in `sqlite.sql`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.exporting.contracting import contracts
from kg.exporting.identifying import Names, Record, id_of
from kg.exporting.supplying import suppliers, systems
from kg.exporting.tables import as_text
from kg.known.asking import ask
from kg.known.flat import claims_linked, outcomes_linked
from kg.known.rows import Cell, in_words
from kg.schemes import scheme
from kg.store import Store
from kg.vocab import FIELDS

_Places = Mapping[tuple[str, Cell, Cell], Cell]
"""The number of each piece of evidence, by its letter, start and end."""
_COPIED = (
    "question", "field", "stated", "quote", "earliest", "latest", "status", "certainty", "confidence", "extractor"
)  # fmt: skip
_OF_OUTCOME = ("question", "outcome", "exemption", "act", "referral", "quote")


def relations(store: Store) -> Mapping[str, Sequence[Record]]:
    """The rows of all tables; what is referred to comes before what refers to it."""
    names = Names.of(store)
    claims = [row for row in claims_linked(store) if row["polarity"] == "affirmed" and row["field"] in FIELDS]
    evidence = list(_evidence(store))
    places = {(str(row["letter_id"]), row["start"], row["end"]): row["id"] for row in evidence}
    letters = _once(_letter(row, names) for row in ask(store, "authorities"))
    councils = {str(row["id"]): row["council_id"] for row in letters}
    facts = [_fact(number, row, councils, places) for number, row in enumerate(claims, 1)]
    agreed = list(contracts(store, claims, names))
    named = {id_of(row["object"], "system") for row in claims}
    in_use = systems(store, names, {*named, *(row["system_id"] for row in (*facts, *agreed))})
    served = sorted({str(row["service_id"]) for row in facts if row["service_id"]})
    supplying = {row["supplier_id"] for row in (*facts, *agreed, *in_use)}
    return {
        "councils": _once(_council(row) for row in ask(store, "councils")),
        "services": [{"id": one, "name": in_words(one)} for one in served],
        "suppliers": suppliers(store, names, supplying),
        "systems": in_use,
        "letters": letters,
        "contracts": agreed,
        "evidence": evidence,
        "facts": facts,
        "outcomes": list(_outcomes(store, councils, places)),
    }


def _council(row: Mapping[str, Cell]) -> Record:
    codes = ("gss_code", "local_authority_code", "nation", "region", "type")
    return {"id": id_of(row["authority"], "council"), "name": row["council"], **{key: row[key] for key in codes}}


def _letter(row: Mapping[str, Cell], names: Names) -> Record:
    act = scheme("regimes").by_notation(str(row["regime"]))
    return {
        "id": id_of(row["letter_iri"], "letter"), "name": row["letter"],
        "council_id": names.id_of("council", row["council"]), "date": row["letter_date"],
        "request_id": row["request_id"], "subject": row["subject"], "act": act.label if act else row["regime"],
    }  # fmt: skip


def _evidence(store: Store) -> Iterator[Record]:
    seen = set()
    for row in ask(store, "evidence"):
        place = row["letter_iri"], row["start"], row["end"]
        if place not in seen:
            seen.add(place)
            rest = {key: row[key] for key in ("start", "end", "page", "before", "quote", "after")}
            yield {"id": len(seen), "letter_id": id_of(row["letter_iri"], "letter"), **rest}


def _fact(number: int, row: Mapping[str, Cell], councils: Mapping[str, Cell], places: _Places) -> Record:
    letter = str(id_of(row["letter_iri"], "letter"))
    return {
        "id": number, "letter_id": letter, "council_id": councils.get(letter), "service_id": row["service"],
        "system_id": id_of(row["about"], "system"), "contract_id": id_of(row["subject"], "contract"),
        "supplier_id": id_of(row["object"], "supplier"), "value": _value(row["value"]),
        **{key: row[key] for key in _COPIED},
        "evidence_id": places.get((letter, row["start"], row["end"])), "claim": id_of(row["claim"], "claim"),
    }  # fmt: skip


def _outcomes(store: Store, councils: Mapping[str, Cell], places: _Places) -> Iterator[Record]:
    for number, (iri, row) in enumerate(outcomes_linked(store), 1):
        letter = str(id_of(iri, "letter"))
        words = {key: as_text(row[key]) or None for key in _OF_OUTCOME}
        place = places.get((letter, row["start"], row["end"]))  # type: ignore[arg-type]
        yield {
            "id": number, "letter_id": letter, "council_id": councils.get(letter), **words, "evidence_id": place
        }  # fmt: skip


def _once(rows: Iterable[Record]) -> list[Record]:
    """The first row of each thing: letters may give a council more than one name."""
    found: dict[Cell, Record] = {}
    for row in rows:
        found.setdefault(row["id"], row)
    return list(found.values())


def _value(value: Cell) -> Cell:
    """SQLite has no booleans: they are words, as in CSV."""
    return as_text(value) if isinstance(value, bool) else value
