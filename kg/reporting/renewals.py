"""The renewal horizon: which contracts may end in a period, and of which the end is not known, and why.

An end as stated is an interval: "Until 2028" may be any day of 2028. It is certain to fall into a period where all its
days do, possible where some do. The graph is read by the queries of `ontology/queries/` alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.errors import NotFoundError, UsageError
from kg.model import Interval
from kg.querying import nearest
from kg.reporting.contracts import Contract, Contracts, Row, contracts_of
from kg.reporting.report import Cell, Column, Report, Section
from kg.store import Store
from kg.values import interval_of, parse_user_date

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
    contracts = contracts_of(store)
    day = as_of or _newest(contracts.all)
    ends = [row for contract in contracts.all for row in _ends(contracts, contract, wish, day)]
    unknown = [_unknown(contracts, contract) for contract in contracts.all if not contract.values("contract_end")]
    kept_ends, kept_unknown = _filtered(ends, wish), _filtered(unknown, wish)
    _check_names(wish, (*ends, *unknown), kept_ends or kept_unknown)
    period = _period(wish)
    title = f"Contracts that may end {period}" if period else "Contracts by their end"
    known = Section("ends", f"Ends {period}".strip(), _ENDS, tuple(sorted(kept_ends, key=_by_end)), _note(wish))
    note = "Contracts and systems in use whose end no letter states."
    rest = Section("unknown", "Ends that are not known", _UNKNOWN, tuple(kept_unknown), note)
    newest = day.isoformat() if day else None
    return Report("renewals", title, newest, (known, rest), _left_out(ends, contracts.all, wish))


def _newest(contracts: Sequence[Contract]) -> date | None:
    days = [
        interval_of(str(row["letter_date"])).latest
        for c in contracts
        for row in (*c.claims, *c.uses)
        if row.get("letter_date")
    ]
    return max((day for day in days if day), default=None)


def _ends(contracts: Contracts, contract: Contract, wish: Wanted, day: date | None) -> Iterator[dict[str, Cell]]:
    """A row for each end that a letter states or a rule infers, as far as it may fall in the period."""
    seen: set[tuple[Cell, Cell]] = set()
    for claim in contract.values("contract_end"):
        bounds = Interval(_day(claim["earliest"]), _day(claim["latest"]))
        falls = falls_in(bounds, wish.first, wish.last)
        if falls is None or (claim["value"], claim["letter_iri"]) in seen:
            continue
        seen.add((claim["value"], claim["letter_iri"]))
        known = contracts.known(contract)
        inferred = [known.pop("inferred"), f"end by rule {claim['rule']}" if claim["rule"] else None]
        yield {
            **known, "start": contract.stated("contract_start"), "end": claim["value"],
            "earliest": claim["earliest"], "latest": claim["latest"], "falls": falls,
            "months_left": _months(day, bounds.latest),
            "inferred": "; ".join(str(text) for text in inferred if text) or None, **_evidence_of(claim),
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


def _evidence_of(row: Row) -> dict[str, Cell]:
    return {column.key: row[column.key] for column in _EVIDENCE}


def _unknown(contracts: Contracts, contract: Contract) -> dict[str, Cell]:
    """Why the end of a contract is not known, where to look, and which it probably is."""
    row, why, look = contracts.unknown(contract)
    known = contracts.known(contract)
    note, ends = known.pop("inferred"), contracts.likely_ends.get(contract.iri)
    probably = f"ends {'; '.join(ends)}, which does not name it" if ends else note
    return {**known, "why": why, "look": look, "probably": probably, **_evidence_of(row)}


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


def _left_out(ends: Sequence[object], contracts: Sequence[Contract], wish: Wanted) -> tuple[str, ...]:
    total = sum(len({(r["value"], r["letter_iri"]) for r in c.values("contract_end")}) for c in contracts)
    if total == len(ends):
        return ()
    return (f"Left out: {total - len(ends)} of {total} known ends, which lie outside the period.",)
