"""The renewal horizon: which contracts may end, when procurements have to start, and which ends are not known.

An end as stated is an interval: "Until 2028" may be any day of 2028. It is certain to fall into a period where all its
days do, possible where some do. What has to be done in time is counted to the first day on which a contract may end.
The graph is read by the queries of `ontology/queries/` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kg.model import Interval
from kg.reporting import dating
from kg.reporting.asking import ask, ask_together
from kg.reporting.contracts import Asked, Contract, Contracts, Likely, contracts_of, likely_of
from kg.reporting.report import EVIDENCE, Cell, Column, Report, Row, Section, evidence_of
from kg.reporting.scoping import scope_of, without
from kg.reporting.wanting import Wanted, explained, falls_in, left_out, note_of, period_of
from kg.store import Store
from kg.values import interval_of
from kg.values.rolling import anniversary_in

RUNNING, MAY_BE_OVER, OVER, HELD_OVER = "running", "may have ended", "ended", "held over"
MOVED = "moved"
"""The state of an end that a later letter puts off."""
_WHO = (
    Column("council", "Council"),
    Column("service", "Service"),
    Column("system", "System", standing=True),
    Column("supplier", "Supplier", detail=True, standing=True),
    Column("reference", "Reference", detail=True, standing=True),
)
_ENDS = (
    *_WHO,
    Column("start", "Start", detail=True),
    Column("end", "End", standing=True),
    Column("latest_end", "If extended"),
    Column("extension", "Options to extend", detail=True),
    Column("earliest", "Earliest", detail=True),
    Column("latest", "Latest", detail=True),
    Column("falls", "Falls in"),
    Column("state", "State", detail=True),
    Column("months_least", "Months left at least", data=True),
    Column("months_left", "Months"),
    Column("start_by", "Start by"),
    Column("start_by_extended", "Start by, if extended", detail=True),
    Column("band", "Warning"),
    Column("next_break", "Next break", detail=True),
    Column("later_end", "A later letter says", detail=True),
    Column("look", "Where to look", detail=True),
    Column("inferred", "Inferred", detail=True),
    *EVIDENCE,
)
_ROLLING = (
    *_WHO,
    Column("start", "Start", detail=True),
    Column("term", "Rolls on"),
    Column("next_break", "Next break"),
    Column("break_earliest", "Earliest", data=True),
    Column("break_latest", "Latest", data=True),
    Column("start_by", "Start by"),
    Column("band", "Warning"),
    Column("inferred", "Inferred", detail=True),
    *EVIDENCE,
)
_UNKNOWN = (
    *_WHO,
    Column("why", "Why not known"),
    Column("look", "Where the letter says to look", detail=True),
    Column("probably", "Probably", detail=True),
    *EVIDENCE,
)


def renewals(store: Store, wish: Wanted | None = None, as_of: date | None = None) -> Report:
    """The report. Without a day it is as of the newest letter, so that a build never depends on the clock.

    Raises:
        NotFoundError: a filter that names nothing in the graph; the nearest names are offered.
    """
    wish = wish or Wanted()
    day = as_of or _newest(store)
    asked, likely, known = _asked(store, wish, day)
    scope = scope_of(store, wish.filters)
    contracts = contracts_of(store, asked, likely, scope)
    ends = [row for contract in contracts.all for row in _ends(contracts, contract, wish, day)]
    rolling = [row for contract in contracts.all for row in _rolling(contracts, contract, wish, day)]
    ended = {str(row["contract"]) for row in (*ends, *rolling)}
    unknown = [
        _unknown(contracts, contract)
        for contract in contracts.all
        if contract.iri not in ended and not contracts.told_elsewhere(contract)
    ]
    wish.filters.check([*ends, *rolling, *unknown])
    kept = wish.filters.kept(ends)
    inside = sorted((row for row in kept if row["falls"]), key=_by_end)
    over = sorted((row for row in kept if not row["falls"] and row["state"] == HELD_OVER), key=_by_end)
    period = period_of(wish)
    title = f"Contracts that may end {period}" if period else "Contracts by their end"
    sections = (
        Section("ends", f"Ends {period}".strip(), _ENDS, tuple(inside), note_of(wish)),
        Section("held-over", "Held over past their end", _ENDS, tuple(over), _HELD_OVER_NOTE),
        Section("rolling", "Rolling contracts", _ROLLING, tuple(wish.filters.kept(rolling)), _ROLLING_NOTE),
        Section("unknown", "Ends that are not known", _UNKNOWN, tuple(wish.filters.kept(unknown)), _UNKNOWN_NOTE),
    )
    shown = tuple(section for section in sections if section.rows or section.name in ("ends", "unknown"))
    notes = (
        *left_out(len(kept) if asked is None else known, len(inside) + len(over)),
        *without(scope),
        *explained(wish, day, as_of),
    )
    return Report("renewals", title, day.isoformat() if day else None, shown, notes)


_HELD_OVER_NOTE = "Outside of the period, but a letter written after the end says that the system is still in use."
_ROLLING_NOTE = (
    "Contracts that go on until they are ended. The next break is the day before the next renewal: on the day that the "
    "letter gives, else counted from the last end or start stated."
)
_UNKNOWN_NOTE = "Contracts and systems in use whose end no letter states."


def _newest(store: Store) -> date | None:
    return max((day for row in ask(store, "authorities") if (day := _latest(row["letter_date"]))), default=None)


def _asked(store: Store, wish: Wanted, day: date | None) -> tuple[Asked | None, Likely, int]:
    """What the report can show, which the engine is asked for alone; None for all. What is probably the same.

    Beside them, how many ends are known in all. With filters all are asked for: a name that only a contract outside of
    the period has is known all the same.
    """
    if not (wish.first or wish.last) or wish.filters.given:
        return None, likely_of(store), 0
    period = {name: str(bound) for name, bound in (("from", wish.first), ("to", wish.last)) if bound}
    held_over = [("contracts-held-over", {"on": str(day)})] if day else []
    open_, counted, contracts, uses, *dated = ask_together(
        store,
        ("ends-not-known", {}),
        ("ends-known", {}),
        ("probable-contracts", {}),
        ("probable-uses", {}),
        ("ends-in-period", period),
        *held_over,
    )
    likely = Likely(contracts, uses)
    unended = frozenset(str(row["thing"]) for row in open_)
    things = unended | likely.things | {str(row["contract"]) for rows in dated for row in rows}
    return Asked(things, unended), likely, sum(row["ends"] for row in counted if isinstance(row["ends"], int))


def _latest(edtf: Cell) -> date | None:
    return interval_of(str(edtf)).latest if edtf else None


def _ends(contracts: Contracts, contract: Contract, wish: Wanted, day: date | None) -> Iterator[dict[str, Cell]]:
    """A row for each end that a letter states or a rule infers; `falls` is None outside of the period."""
    seen: set[tuple[Cell, Cell]] = set()
    for claim in contract.values("contract_end"):
        if (claim["value"], claim["letter_iri"]) in seen:
            continue
        seen.add((claim["value"], claim["letter_iri"]))
        bounds = Interval(_day(claim["earliest"]), _day(claim["latest"]))
        known = contracts.known(contract)
        inferred = [known.pop("inferred"), f"end by rule {claim['rule']}" if claim["rule"] else None]
        options = dict.fromkeys(str(row["value"]) for row in contract.values("extension"))
        longest = dating.extended(bounds, _options_by_letter(contract))
        later = contracts.later_end(contract, claim)
        moved = later is not None and str(later["earliest"] or "") > str(claim["latest"] or "9999")
        due = (None, None) if moved else (bounds.earliest, longest)
        yield {
            **known, "contract": contract.iri, "start": contract.stated("contract_start"), "end": claim["value"],
            "end_status": claim["status"],
            "latest_end": dating.edtf_of(longest) if longest else None, "extension": ", ".join(options) or None,
            "earliest": claim["earliest"], "latest": claim["latest"],
            "falls": falls_in(bounds, wish.first, wish.last),
            "state": MOVED if moved else _state(contracts, contract, bounds, day),
            "months_least": _months(day, bounds.earliest), "months_left": _months(day, bounds.latest),
            **_procurement(*due, wish, day), "next_break": _break_of(contract, bounds, day),
            "later_end": f"{later['value']} ({later['letter']})" if later else None, "look": contracts.look(contract),
            "inferred": "; ".join(str(text) for text in inferred if text) or None, **evidence_of(claim),
        }  # fmt: skip


def _options_by_letter(contract: Contract) -> list[list[str]]:
    by_letter: dict[Cell, list[str]] = {}
    for row in contract.values("extension"):
        by_letter.setdefault(row["letter_iri"], []).append(str(row["value"]))
    return list(by_letter.values())


def _procurement(due: date | None, longest: Interval | None, wish: Wanted, day: date | None) -> dict[str, Cell]:
    """The day by which a procurement has to start, and how soon that is; without a lead, how soon the end is."""
    start = dating.shifted(due, -wish.lead) if due and wish.lead is not None else due
    later = longest.earliest if longest and longest.earliest and wish.lead is not None else None
    return {
        "start_by": start.isoformat() if start and wish.lead is not None else None,
        "start_by_extended": dating.shifted(later, -(wish.lead or 0)).isoformat() if later else None,
        "band": dating.band_of(start, day) if start and day else None,
    }


def _state(contracts: Contracts, contract: Contract, bounds: Interval, day: date | None) -> str | None:
    """Whether a contract runs on the day, as far as its end tells; held over if a later letter says it is in use."""
    if day is None or bounds.latest is None:
        return None
    if bounds.latest >= day:
        return MAY_BE_OVER if bounds.earliest and bounds.earliest <= day else RUNNING
    uses = (row for one in (contract, *contracts.same_as(contract)) for row in one.uses)
    later = any((_latest(row["letter_date"]) or date.min) > bounds.latest for row in uses)
    return HELD_OVER if later else OVER


def _break_of(contract: Contract, bounds: Interval | None, day: date | None) -> str | None:
    found = _next_break(contract, bounds, day)
    return dating.edtf_of(found) if found else None


def _next_break(contract: Contract, bounds: Interval | None, day: date | None) -> Interval | None:
    rolling = next((row for row in contract.values("contract_term") if str(row["value"]).startswith("rolling")), None)
    if rolling is None or day is None:
        return None
    anniversary = anniversary_in(str(rolling["quote"] or ""))
    if anniversary:
        return dating.next_anniversary(*anniversary, max(day, (bounds and bounds.latest) or day))
    start = next((Interval(_day(r["earliest"]), _day(r["latest"])) for r in contract.values("contract_start")), None)
    return dating.next_break(str(rolling["value"]), start, bounds, day)


def _rolling(contracts: Contracts, contract: Contract, wish: Wanted, day: date | None) -> Iterator[dict[str, Cell]]:
    """A row for a contract that rolls on and has no end, unless its end was asked for and refused."""
    terms = [row for row in contract.values("contract_term") if str(row["value"]).startswith("rolling")]
    if not terms or contract.values("contract_end"):
        return
    _, reason = contracts.why(contract)
    if reason.is_refused:
        return
    found = _next_break(contract, None, day)
    known = contracts.known(contract)
    bounds = found or Interval(None, None)
    yield {
        **known, "contract": contract.iri, "start": contract.stated("contract_start"), "term": terms[0]["value"],
        "next_break": dating.edtf_of(bounds), "break_earliest": _iso(bounds.earliest),
        "break_latest": _iso(bounds.latest),
        **_procurement(bounds.earliest, None, wish, day), **evidence_of(terms[0]),
    }  # fmt: skip


def _unknown(contracts: Contracts, contract: Contract) -> dict[str, Cell]:
    """Why the end of a contract is not known, where to look, and which it probably is."""
    row, reason = contracts.why(contract)
    known = contracts.known(contract)
    note = known.pop("inferred")
    return {**known, "why": reason.why, "look": reason.look, "probably": note, **evidence_of(row)}


def _by_end(row: Row) -> tuple[str, ...]:
    return tuple(str(row[key] or "9999") for key in ("latest", "earliest", "council", "service", "system", "letter"))


def _day(text: Cell) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _months(day: date | None, end: date | None) -> int | None:
    return dating.months_to(day, end) if day and end else None
