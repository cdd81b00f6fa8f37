"""The renewal horizon: which contracts may end in a period, and of which the end is not known, and why.

An end as stated is an interval: "Until 2028" may be any day of 2028. It is certain to fall into a period where all its
days do, possible where some do. The graph is read by the queries of `ontology/queries/` alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.errors import NotFoundError, UsageError
from kg.model import Interval
from kg.querying import named_query, nearest, run
from kg.reporting.flat import plain
from kg.reporting.report import Cell, Column, Report, Section
from kg.store import Store, Table
from kg.values import interval_of, parse_user_date

Row = Mapping[str, Cell]

_EVIDENCE = (
    Column("quote", "Quote", detail=True),
    Column("letter", "Letter", detail=True),
    Column("letter_date", "Letter date", detail=True),
    Column("question", "Question", detail=True),
)
_WHO = (
    Column("council", "Council"),
    Column("service", "Service"),
    Column("system", "System"),
    Column("supplier", "Supplier", detail=True),
    Column("reference", "Reference"),
)
_ENDS = (
    *_WHO,
    Column("start", "Start", detail=True),
    Column("end", "End"),
    Column("earliest", "Earliest", detail=True),
    Column("latest", "Latest", detail=True),
    Column("falls", "Falls in"),
    Column("months_left", "Months"),
    Column("inferred", "Inferred", detail=True),
    *_EVIDENCE,
)
_UNKNOWN = (
    *_WHO,
    Column("why", "Why not known"),
    Column("look", "Where the letter says to look", detail=True),
    Column("probably", "Probably", detail=True),
    *_EVIDENCE,
)


@dataclass(slots=True)
class _Contract:
    """What all letters say of one contract."""

    iri: str
    claims: list[Row] = field(default_factory=list)
    uses: list[Row] = field(default_factory=list)

    def values(self, name: str) -> list[Row]:
        return [row for row in self.claims if row["field"] == name]

    def first(self, name: str) -> Row | None:
        return next(iter(self.values(name)), None)

    def words(self, key: str) -> str | None:
        """What its claims and uses say under a key: each once, in order."""
        found = dict.fromkeys(str(row[key]) for row in (*self.uses, *self.claims) if row.get(key) is not None)
        return ", ".join(found) or None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a user wants to see: a period, and filters by name; None for all."""

    first: date | None = None
    last: date | None = None
    council: str | None = None
    service: str | None = None
    system: str | None = None
    supplier: str | None = None


def wanted(window_from: str | None = None, window_to: str | None = None, **filters: str | None) -> Wanted:
    """A wish from words: `2026`, `2026-11` or `2026-11-30`; the first day counts for the start, the last for the end.

    `filters` are `council`, `service`, `system` and `supplier`.

    Raises:
        UsageError: a date that is none, or a period that ends before it begins.
    """
    first = parse_user_date(window_from).earliest if window_from else None
    last = parse_user_date(window_to).latest if window_to else None
    if first and last and last < first:
        raise UsageError(
            f"The period from {window_from} to {window_to} is empty.", "Give --from a date that is not after --to."
        )
    return Wanted(first, last, **filters)


def renewals(store: Store, wish: Wanted | None = None, as_of: date | None = None) -> Report:
    """The report. Without a day it is as of the newest letter, so that a build never depends on the clock.

    Raises:
        NotFoundError: a filter that names nothing in the graph; the nearest names are offered.
    """
    wish = wish or Wanted()
    contracts = _contracts(store)
    links = _grouped(_rows(store, "probable-contracts"), "contract")
    suppliers = {str(row["system"]): row for row in _rows(store, "catalogue-suppliers")}
    questions = _grouped(_rows(store, "questions-on-contracts"), "letter")
    day = as_of or _newest(contracts)
    ends = [row for contract in contracts for row in _ends(contract, links, suppliers, wish, day)]
    unknown = [_unknown(c, links, suppliers, questions) for c in contracts if not c.values("contract_end")]
    kept_ends, kept_unknown = _filtered(ends, wish), _filtered(unknown, wish)
    _check_names(wish, (*ends, *unknown), kept_ends or kept_unknown)
    period = _period(wish)
    title = f"Contracts that may end {period}" if period else "Contracts by their end"
    known = Section("ends", f"Ends {period}".strip(), _ENDS, tuple(sorted(kept_ends, key=_by_end)), _note(wish))
    note = "Contracts and systems in use whose end no letter states."
    rest = Section("unknown", "Ends that are not known", _UNKNOWN, tuple(kept_unknown), note)
    newest = day.isoformat() if day else None
    return Report("renewals", title, newest, (known, rest), _left_out(ends, contracts, wish))


def _rows(store: Store, name: str) -> list[Row]:
    table = run(store, named_query(name), {})
    assert isinstance(table, Table)
    return [{v: plain(row[v]) if v in row else None for v in table.variables} for row in table]


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row[key])].append(row)
    return found


def _contracts(store: Store) -> list[_Contract]:
    """All contracts, and each system in use without a contract as one of its own."""
    found: dict[str, _Contract] = {}
    for row in _rows(store, "contract-claims"):
        found.setdefault(str(row["contract"]), _Contract(str(row["contract"]))).claims.append(row)
    for row in _rows(store, "systems-used"):
        iri = str(row["contract"] or row["use"])
        found.setdefault(iri, _Contract(iri)).uses.append(row)
    return [found[iri] for iri in sorted(found)]


def _newest(contracts: Sequence[_Contract]) -> date | None:
    days = [
        interval_of(str(row["letter_date"])).latest
        for c in contracts
        for row in (*c.claims, *c.uses)
        if row.get("letter_date")
    ]
    return max((day for day in days if day), default=None)


def _ends(
    contract: _Contract, links: Mapping[str, list[Row]], suppliers: Mapping[str, Row], wish: Wanted, day: date | None
) -> Iterator[dict[str, Cell]]:
    """A row for each end that a letter states or a rule infers, as far as it may fall in the period."""
    seen: set[tuple[Cell, Cell]] = set()
    for claim in contract.values("contract_end"):
        bounds = Interval(_day(claim["earliest"]), _day(claim["latest"]))
        falls = falls_in(bounds, wish.first, wish.last)
        if falls is None or (claim["value"], claim["letter"]) in seen:
            continue
        seen.add((claim["value"], claim["letter"]))
        start = contract.first("contract_start")
        known = _known(contract, links, suppliers)
        inferred = [
            text for text in (known.pop("inferred"), f"end by rule {claim['rule']}" if claim["rule"] else None) if text
        ]
        yield {
            **known, "start": start["value"] if start else None, "end": claim["value"], "earliest": claim["earliest"],
            "latest": claim["latest"], "falls": falls, "months_left": _months(day, bounds.latest),
            "inferred": "; ".join(str(i) for i in inferred) or None, **_evidence_of(claim),
        }  # fmt: skip


def falls_in(bounds: Interval, first: date | None, last: date | None) -> str | None:
    """`certain` where every day of the bounds lies in the period, `possible` where one does, else None."""
    after = first is not None and bounds.latest is not None and bounds.latest < first
    before = last is not None and bounds.earliest is not None and bounds.earliest > last
    if after or before:
        return None
    whole = (first is None or (bounds.earliest is not None and bounds.earliest >= first)) and (
        last is None or (bounds.latest is not None and bounds.latest <= last)
    )
    return "certain" if whole else "possible"


def _known(contract: _Contract, links: Mapping[str, list[Row]], suppliers: Mapping[str, Row]) -> dict[str, Cell]:
    """Who, what and by which reference: as stated, else as inferred or known to the catalogue, and marked so."""
    system = contract.words("system")
    supplier = ", ".join(dict.fromkeys(str(r["value"]) for r in contract.values("supplier"))) or None
    reference = next((str(r["value"]) for r in contract.values("contract_reference")), None)
    notes: list[str] = []
    for link in links.get(contract.iri, [])[:1]:
        if system is None:
            system = f"{link['system']} (probably)"
        if reference is None and link["reference"]:
            reference = f"{link['reference']} (probably)"
        notes.append(f"probably the contract of {link['system']} in {link['letter']}")
    catalogued = suppliers.get((system or "").removesuffix(" (probably)"))
    if supplier is None and catalogued:
        supplier = f"{catalogued['supplier']} (catalogue)"
    return {
        "council": contract.words("council"), "service": contract.words("service"), "system": system,
        "supplier": supplier, "reference": reference, "inferred": "; ".join(notes) or None,
    }  # fmt: skip


def _evidence_of(row: Row) -> dict[str, Cell]:
    return {column.key: row[column.key] for column in _EVIDENCE}


def _unknown(
    contract: _Contract,
    links: Mapping[str, list[Row]],
    suppliers: Mapping[str, Row],
    questions: Mapping[str, list[Row]],
) -> dict[str, Cell]:
    """Why the end of a contract is not known, and where to look."""
    row = contract.first("contract_reference") or contract.first("supplier") or (contract.claims or contract.uses)[0]
    known = _known(contract, links, suppliers)
    inverse = [source for source, rows in links.items() if any(r["other"] == contract.iri for r in rows)]
    known["probably"] = (
        "the contract without a name in another letter, which gives an end" if inverse else known.pop("inferred")
    )
    known.pop("inferred", None)
    asked = questions.get(str(row["letter"]), [])
    decisive = next((kind for kind in ("contract_end", "contract") if any(q["asks"] == kind for q in asked)), None)
    answers = [q for q in asked if q["asks"] == decisive]
    answers = [q for q in answers if q["outcome"] in ("withheld", "partly_answered", "not_held", "referred")] or answers
    return {**known, "why": _why(answers), "look": _look(answers), **_evidence_of(row)}


def _why(answers: Sequence[Row]) -> str:
    if not answers:
        return "not asked"
    outcome = str(answers[0]["outcome"])
    sections = ", ".join(dict.fromkeys(str(a["section"]) for a in answers if a["section"]))
    said = {
        "withheld": f"withheld under {sections}" if sections else "refused, no section given",
        "partly_answered": f"withheld in part under {sections}" if sections else "answered in part",
        "not_held": "not held",
        "referred": "referred elsewhere",
        "unanswered": "asked, left unanswered",
    }.get(outcome, "asked, but the answer states no end")
    return f"{said} (question {answers[0]['question']})" if answers[0]["question"] else said


def _look(answers: Sequence[Row]) -> str | None:
    places = dict.fromkeys(f"{a['referral']} {a['url'] or ''}".strip() for a in answers if a["referral"])
    return "; ".join(places) or None


def _filtered(rows: Sequence[dict[str, Cell]], wish: Wanted) -> list[dict[str, Cell]]:
    pairs = [(key, value.casefold()) for key in _FILTERS if (value := getattr(wish, key))]
    return [row for row in rows if all(value in str(row[key] or "").casefold() for key, value in pairs)]


_FILTERS = ("council", "service", "system", "supplier")


def _check_names(wish: Wanted, rows: Sequence[Mapping[str, Cell]], kept: Sequence[object]) -> None:
    if kept:
        return
    for key in _FILTERS:
        value = getattr(wish, key)
        names = sorted({name for row in rows for name in str(row[key] or "").split(", ") if name})
        if value and not any(value.casefold() in name.casefold() for name in names):
            hint = nearest(value, names, "See `kg query --name letters` for what the graph holds.")
            raise NotFoundError(f"No contract in the graph has the {key} {value!r}.", hint)


def _by_end(row: Mapping[str, Cell]) -> tuple[str, ...]:
    return tuple(str(row[key] or "9999") for key in ("latest", "earliest", "council", "service", "system", "letter"))


def _day(text: Cell) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _months(day: date | None, end: date | None) -> int | None:
    """Whole months from a day to the last day on which a contract may end; negative where it is over."""
    if day is None or end is None:
        return None
    months = (end.year - day.year) * 12 + end.month - day.month
    return months - 1 if end.day < day.day else months


def _period(wish: Wanted) -> str:
    if wish.first and wish.last:
        return f"from {wish.first} to {wish.last}"
    return f"from {wish.first}" if wish.first else f"to {wish.last}" if wish.last else ""


def _note(wish: Wanted) -> str:
    if not (wish.first or wish.last):
        return "All ends that letters state or rules infer."
    return "Certain: every day that the stated end may mean lies in the period. Possible: some of them do."


def _left_out(ends: Sequence[object], contracts: Sequence[_Contract], wish: Wanted) -> tuple[str, ...]:
    total = sum(len({(r["value"], r["letter"]) for r in c.values("contract_end")}) for c in contracts)
    if total == len(ends):
        return ()
    return (f"Left out: {total - len(ends)} of {total} known ends, which lie outside the period.",)
