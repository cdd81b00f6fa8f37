"""The flat view of the graph: a store in, rows out, by the queries of the same names in `ontology/queries/`.

Rows are plain dictionaries whose keys stand in the order in which they are printed; None where the graph says
nothing. Values keep their type: whole numbers are int, other decimals float, the rest text or bool.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import cast

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.querying import named_query, run
from kg.resources import LETTER_COLUMNS
from kg.sparql import PREFIXES
from kg.store import Store, Table, Term

Cell = str | int | float | bool | None
Link = dict[str, str | None]
Row = dict[str, Cell | dict[str, str] | list[Link]]
_Found = dict[str, Cell]

_LETTER = LETTER_COLUMNS
_WORDS = ("quote", "start", "end")
_CLAIM_ORDER = ("start", "order", "field", "value", "service", "claim", "end", "question", "council", "system")
FACT_KEYS = (
    *_LETTER, "question", "service", "system", "field", "value", "stated", *_WORDS,
    "status", "certainty", "extractor", "confidence",
)  # fmt: skip
CLAIM_KEYS = (
    *_LETTER, "question", "service", "system", "field", "value", "stated", *_WORDS, "page",
    "polarity", "status", "certainty", "extractor", "confidence", "earliest", "latest", "claim", "subject",
)  # fmt: skip
OBSERVATION_KEYS = (
    *_LETTER, "question", "measure", "value", "unit", "period", "dimensions", *_WORDS,
    "status", "extractor",
)  # fmt: skip
OUTCOME_KEYS = (*_LETTER, "question", "outcome", "exemption", "act", "referral", *_WORDS)
REFERRAL_KEYS = (*_LETTER, "question", "label", "url", *_WORDS)
SET_ASIDE_KEYS = (
    "letter", "service", "system", "field", "value", "quote", "start", "verdict", "who", "date", "why", "decision",
)  # fmt: skip

_INTEGERS = frozenset(
    PREFIXES["xsd"] + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")
)
_DECIMAL = PREFIXES["xsd"] + "decimal"
_BOOLEAN = PREFIXES["xsd"] + "boolean"


def facts(store: Store) -> list[Row]:
    """One row for each affirmed claim of a letter or a rule."""
    found = _sorted(_table(store, "facts"), *_CLAIM_ORDER)
    return [_row(row, FACT_KEYS) for row in _distinct(found, "claim")]


def claims(store: Store, about: Sequence[str] | None = None) -> list[Row]:
    """One row for each claim, denied ones too; of those with the IRIs in `about` alone, if they are given."""
    return [{key: row[key] for key in CLAIM_KEYS} for row in claims_linked(store, about)]


def claims_linked(store: Store, about: Sequence[str] | None = None) -> Iterator[Mapping[str, Cell]]:
    """The same, each with the IRIs of its letter, the system it is about, and its object, which may be a value."""
    if about is not None and not about:
        return iter(())
    found = _sorted(_table(store, "claims", {} if about is None else {"claim": about}), *_CLAIM_ORDER)
    keys = (*CLAIM_KEYS, "letter_iri", "about", "object")
    return ({key: row.get(key) for key in keys} for row in _distinct(found, "claim"))


def observations(store: Store) -> list[Row]:
    """One row for each figure over a period."""
    order = ("start", "order", "measure", "period", "value", "observation", "end", "question", "council")
    rows = []
    for row in _distinct(_sorted(_table(store, "observations"), *order), "observation"):
        lines = sorted(str(row.get("dimensions") or "").split("\n"))
        pairs = dict(line.split("=", 1) for line in lines if "=" in line)
        rows.append(_row(row, OBSERVATION_KEYS) | {"dimensions": pairs, "status": "stated"})
    return rows


def outcomes(store: Store) -> list[Row]:
    """One row for each question that the letter answers or fails to answer."""
    return [row for _, row in outcomes_linked(store)]


def outcomes_linked(store: Store) -> Iterator[tuple[str, Row]]:
    """The same, each with the IRI of its letter before it."""
    links: dict[str, list[_Found]] = {}
    for link in _referrals(store):
        links.setdefault(_letter(link["referral"]), []).append(link)
    found = _sorted(_table(store, "outcomes"), "order", "answer", "start", "exemption")
    for group in _groups(found, "answer"):
        letter = _letter(group[0]["answer"])
        yield letter, _outcome(group, links.get(letter, []))


def _outcome(group: list[_Found], links: list[_Found]) -> Row:
    """The rows of an answer as one: they differ in exemption and passage, and the first passage is kept."""
    row = _row(group[0], OUTCOME_KEYS)
    sections = sorted({str(found["exemption"]) for found in group if found.get("exemption")}, key=_natural)
    row["exemption"] = "; ".join(sections) or None
    row["referral"] = [
        {"label": str(link.get("label") or ""), "url": cast("str | None", link.get("url"))}
        for link in links
        if _covers(link.get("question"), row["question"])
    ]
    return row


def referrals(store: Store) -> list[Row]:
    """One row for each place to which a letter sends its reader."""
    return [_row(row, REFERRAL_KEYS) for row in _referrals(store)]


def set_aside(store: Store) -> list[Row]:
    """One row for each claim that was read and that a person's decision has rejected or corrected, with who decided,
    when and why."""
    found = [row for row in _table(store, "decisions") if row.get("done") == "set aside"]
    return [_row(row, SET_ASIDE_KEYS) for row in _sorted(found, "start", "field", "value", "decision")]


def _referrals(store: Store) -> list[_Found]:
    def place(row: _Found) -> tuple[object, ...]:
        return row["letter"], _natural(row.get("question")), _natural(row["referral"])

    return list(_distinct(sorted(_table(store, "referrals"), key=place), "referral"))


def _letter(iri: Cell) -> str:
    """The letter's IRI in that of its answer or referral: file names may be the same in two folders."""
    return str(iri).rsplit("/", 2)[0]


def _covers(group: object, question: object) -> bool:
    """Whether what is given for question `5` is given for `5a`: it is the same, or a part of it."""
    if group == question:
        return True
    return bool(group) and re.fullmatch(rf"{re.escape(str(group))}\D.*", str(question)) is not None


def _table(store: Store, name: str, values: Mapping[str, str | Sequence[str]] | None = None) -> list[_Found]:
    result = run(store, named_query(name), values)
    if not isinstance(result, Table):
        raise QueryError(f"The query {name} is no SELECT query.", "Install the package again.")
    return [{key: plain(term) for key, term in row.items()} for row in result]


def plain(term: Term) -> Cell:
    """A term as a value of Python; a decimal that is whole as an int."""
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    kind = term.datatype.value
    if kind in _INTEGERS:
        return int(term.value)
    if kind == _BOOLEAN:
        return term.value in ("true", "1")
    if kind == _DECIMAL:
        number = Decimal(term.value)
        return int(number) if number == number.to_integral_value() else float(number)
    return term.value


def _row(found: _Found, keys: Iterable[str]) -> Row:
    return {key: found.get(key) for key in keys}


def _distinct(rows: Iterable[_Found], key: str) -> Iterator[_Found]:
    """The first row of each thing: graphs thrown together may give a thing two names."""
    seen: set[Cell] = set()
    for row in rows:
        if row[key] not in seen:
            seen.add(row[key])
            yield row


def _groups(rows: Iterable[_Found], key: str) -> list[list[_Found]]:
    groups: dict[Cell, list[_Found]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return list(groups.values())


def _sorted(rows: Iterable[_Found], *keys: str) -> list[_Found]:
    """By letter, then by `keys`: what is missing comes last, numbers before words."""

    def place(row: _Found) -> tuple[object, ...]:
        return (row["letter"], *(_rank(row.get(key)) for key in keys))

    return sorted(rows, key=place)


def _rank(value: Cell) -> tuple[int, float, str]:
    if value is None:
        return (2, 0, "")
    if isinstance(value, str):
        return (1, 0, value)
    return (0, value, "")


def _natural(value: object) -> list[tuple[bool, int, str]]:
    """A key by which `2a` comes before `10` and s.21 before s.43(2); what has no label comes last."""
    parts = re.findall(r"\d+|\D+", "\uffff" if value is None else str(value))
    return [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]
