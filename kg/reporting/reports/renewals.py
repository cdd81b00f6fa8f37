"""The renewal horizon: which contracts may end, when procurements have to start, and which ends are not known.

An end as stated is an interval: "Until 2028" may be any day of 2028. It is certain to fall into a period where all its
days do, possible where some do. What has to be done in time is counted to the first day on which a contract may end.
What is due comes first; an end that has passed, and of which no later letter tells, is no news and stands last.
The graph is read by the queries of `ontology/queries/` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kg.known.asking import ask, ask_together
from kg.known.gathering import Asked, contracts_of
from kg.known.letters import newest_day
from kg.known.rows import Cell, Row
from kg.known.sameness import Likely, likely_from, likely_of
from kg.known.scoping import scope_of, without
from kg.known.standing import HELD_OVER, SECTIONS
from kg.reporting.report import EVIDENCE, Column, Report, Section
from kg.reporting.reports.renewing import Renewing
from kg.reporting.reports.wanting import Wanted, explained, left_out, note_of, period_of
from kg.store import Store

_WHO = (
    Column("council", "Council"),
    Column("service", "Service"),
    Column("system", "System", standing=True),
    Column("supplier", "Supplier", detail=True, standing=True),
    Column("reference", "Reference", detail=True, standing=True),
)
_ABOUT = (
    Column("annual_cost", "Cost a year", detail=True),
    Column("total_cost", "Cost in all", detail=True),
    Column("region", "Region", data=True),
    Column("council_type", "Type of council", data=True),
    Column("as_of", "Counted from", data=True),
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
    *_ABOUT,
    *EVIDENCE,
)
_PASSED = tuple(column for column in _ENDS if column.key not in ("months_left", "start_by", "band"))
"""What is counted to a day that has passed says nothing."""
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
    *_ABOUT,
    *EVIDENCE,
)
_UNKNOWN = (
    *_WHO,
    Column("why", "Why not known"),
    Column("look", "Where the letter says to look", detail=True),
    Column("probably", "Probably", detail=True),
    *_ABOUT,
    *EVIDENCE,
)


def renewals(store: Store, wish: Wanted | None = None, as_of: date | None = None) -> Report:
    """The report. Without a day it is as of the newest letter, so that a build never depends on the clock.

    Raises:
        NotFoundError: a filter that names nothing in the graph; the nearest names are offered.
    """
    wish = wish or Wanted()
    day = as_of or newest_day(ask(store, "authorities"))
    asked, likely, known = _asked(store, wish, day)
    scope = scope_of(store, wish.filters)
    contracts = contracts_of(store, asked, likely, scope)
    councils = {str(row["council"]): row for row in reversed(ask(store, "councils"))}
    made = Renewing(contracts, _costs(store, asked), councils, wish, day)
    ends = [row for contract in contracts.all for row in made.ends(contract)]
    rolling = [row for contract in contracts.all for row in made.rolling(contract)]
    ended = {str(row["contract"]) for row in (*ends, *rolling)}
    unknown = [
        made.unknown(contract)
        for contract in contracts.all
        if contract.iri not in ended and not contracts.told_elsewhere(contract)
    ]
    wish.filters.check([*ends, *rolling, *unknown])
    kept = wish.filters.kept(ends)
    shown = sorted((row for row in kept if row["falls"] or row["state"] == HELD_OVER), key=_by_end)
    sections = (
        *_end_sections(shown, wish),
        Section("rolling", TITLES["rolling"], _ROLLING, tuple(wish.filters.kept(rolling)), _ROLLING_NOTE),
        Section("unknown", TITLES["unknown"], _UNKNOWN, tuple(wish.filters.kept(unknown)), _UNKNOWN_NOTE),
    )
    period = period_of(wish)
    title = f"Contracts that may end {period}" if period else "Contract end dates"
    notes = (
        *left_out(len(kept) if asked is None else known, len(shown)),
        *without(scope),
        *explained(wish, day, as_of),
    )
    ordered = sorted(sections, key=lambda section: list(TITLES).index(section.name))
    filled = tuple(section for section in ordered if section.rows or section.name in ("ends", "unknown"))
    return Report("renewals", title, day.isoformat() if day else None, filled, notes)


TITLES = {
    "ends": "Next to end", "held-over": "Held over past their end", "extended": "End passed, may have gone on",
    "rolling": "Rolling contracts", "unknown": "Ends that are not known", "passed": "End passed, no later letter",
    "moved": "Put off by a later letter",
}  # fmt: skip
"""The sections in their order, and what they are called."""
_ENDINGS = (
    (
        "held-over", _ENDS,
        "A letter written after the end says that the system is still in use; shown whatever the period.",
    ),
    (
        "extended", _ENDS,
        "The end stated has passed, and the contract rolls on, or its options to extend reach beyond the day of this "
        "report. Warnings are counted to the next break, or to the end that the options allow.",
    ),
    (
        "passed", _PASSED,
        "The end stated has passed, and no later letter says what became of the contract: it may have ended or go on.",
    ),
    ("moved", _PASSED, "A later letter gives the same contract a later end."),
)  # fmt: skip
"""Sections of ends beside those that are due: name, columns, note."""
_ROLLING_NOTE = (
    "Contracts that go on until they are ended. The next break is the day before the next renewal: on the day that the "
    "letter gives, else counted from the last end or start stated."
)
_UNKNOWN_NOTE = "Contracts and systems in use whose end no letter states."


def _end_sections(rows: Iterable[Row], wish: Wanted) -> Iterator[Section]:
    """Ends by their state: those that are due, and the others."""
    by_section: dict[str, list[Row]] = {}
    for row in rows:
        by_section.setdefault(SECTIONS.get(str(row["state"]), "ends"), []).append(row)
    yield Section("ends", _title(wish), _ENDS, tuple(by_section.get("ends", ())), note_of(wish))
    for name, columns, note in _ENDINGS:
        yield Section(name, TITLES[name], columns, tuple(by_section.get(name, ())), note)


def _title(wish: Wanted) -> str:
    period = period_of(wish)
    return f"Ends {period}" if period else TITLES["ends"]


def _costs(store: Store, asked: Asked | None) -> dict[str, dict[str, Cell]]:
    """For each contract its costs, as the newest letter that states them gives them."""
    found: dict[str, dict[str, Cell]] = {}
    for row in ask(store, "contract-costs", {} if asked is None else {"contract": sorted(asked.things)}):
        found.setdefault(str(row["contract"]), {}).setdefault(str(row["field"]), row["value"])
    return found


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
    likely = likely_from(contracts, uses)
    unended = frozenset(str(row["thing"]) for row in open_)
    things = unended | likely.things | {str(row["contract"]) for rows in dated for row in rows}
    return Asked(things, unended), likely, sum(row["ends"] for row in counted if isinstance(row["ends"], int))


def _by_end(row: Row) -> tuple[str, ...]:
    return tuple(str(row[key] or "9999") for key in ("latest", "earliest", "council", "service", "system", "letter"))
