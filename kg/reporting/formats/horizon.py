"""The renewals report → what its page shows: a line for each contract, with the facts from which the page counts.

The page counts months, warnings and states from its reader's own day, so that a page that was built long ago does not
mislead; what it is built with are the days themselves, and the same letters give the same bytes. Without scripts it
shows what was counted when it was made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.known.rows import Cell, Row, in_words
from kg.known.standing import MOVED
from kg.reporting.report import EVIDENCE_KEYS, Column, Report, Section, worded
from kg.reporting.reports.renewals import TITLES
from kg.values import interval_of, spoken

_OF_ENDS = (
    ("end", "End"), ("left", "Left"), ("band", "Warning"), ("start_by", "Start by"), ("system", "System"),
    ("service", "Service"), ("council", "Council"), ("supplier", "Supplier"), ("annual_cost", "Cost a year"),
)  # fmt: skip
_OF_UNKNOWN = (("why", "Why not known"), *_OF_ENDS[4:])
_FOLDED = frozenset({"passed", "moved", "unknown", "rolling"})
"""Sections that are opened by who wants them: what is due stands first."""
_FILLED = frozenset({"ends", "held-over", "extended", "passed"})
"""Sections that the page may fill as days go by, also where the report has nothing in them."""


@dataclass(frozen=True, slots=True)
class Contract:
    """A line: its cells by key, each in words with who says so, and the facts, as JSON, that the page counts from."""

    anchor: str
    facts: str
    cells: tuple[tuple[str, str, str, str], ...]
    """Key, title, words, status."""
    details: tuple[tuple[str, str, str], ...]
    """Title, words and status of what the line does not show."""
    quotes: tuple[Any, ...]
    """The words that it rests on, as the page shows them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page."""

    name: str
    title: str
    note: str
    heads: tuple[tuple[str, str], ...]
    contracts: tuple[Contract, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class Horizon:
    """All that the page shows of a renewals report; `newest` is the date of the newest letter a row rests on."""

    parts: tuple[Part, ...]
    day: str
    newest: str
    lead: int | None


def horizon(report: Report, quoted: Callable[[Row], Any]) -> Horizon:
    """What the page of a renewals report shows; `quoted` gives the words of a row, or None."""
    sections = {section.name: section for section in report.sections}
    parts = tuple(part for name in TITLES if (part := _part(name, sections.get(name), quoted)) is not None)
    rows = [row for section in report.sections for row in section.rows]
    newest = max((str(row["letter_date"]) for row in rows if row.get("letter_date")), default="")
    lead = next((row["lead"] for row in rows if row.get("lead") is not None), None)
    return Horizon(parts, report.as_of or "", newest, lead if isinstance(lead, int) else None)


def _part(name: str, section: Section | None, quoted: Callable[[Row], Any]) -> Part | None:
    if section is None:
        if name not in _FILLED:
            return None
        section = Section(name, TITLES[name], (), ())
    heads = _OF_UNKNOWN if name == "unknown" else _OF_ENDS
    contracts = (_contract(section, row, number, heads, quoted) for number, row in enumerate(section.rows, start=1))
    return Part(name, section.title, section.note, heads, tuple(contracts), name in _FOLDED)


def _contract(
    section: Section, row: Row, number: int, heads: Iterable[tuple[str, str]], quoted: Callable[[Row], Any]
) -> Contract:
    cells = ((key, title, _CELLS[key](row), str(row.get(f"{key}_status") or "")) for key, title in heads)
    facts = json.dumps(_facts(section.name, row), ensure_ascii=False, separators=(",", ":"))
    words = quoted(row)
    return Contract(
        f"{section.name}-{number}", facts, tuple(cells), tuple(_details(section, row)), (words,) if words else ()
    )


def _details(section: Section, row: Row) -> Iterator[tuple[str, str, str]]:
    for column in section.columns:
        if column.key not in _NOT_DETAILS and row.get(column.key) is not None:
            yield column.title, worded(row, column), str(row.get(column.status_key) or "")


def _facts(name: str, row: Row) -> dict[str, Any]:
    """What the page counts from and filters by; nothing where there is nothing."""
    facts = {
        "kind": {"rolling": "rolling", "unknown": "unknown"}.get(name, "end"),
        "end": _bounds(row, "earliest", "latest"), "longest": _longest(row), "moved": row.get("state") == MOVED,
        "heldOver": bool(row.get("held_over")), "roll": _roll(row), "start": _first_day(row.get("start")),
        "council": row.get("council"), "region": row.get("region"), "type": row.get("council_type"),
        "service": [in_words(one) for one in _names(row.get("service"))], "system": _names(row.get("system")),
        "supplier": _names(row.get("supplier")), "cost": row.get("annual_cost"),
        "inferred": any(row.get(key) not in (None, "stated") for key in ("system_status", "end_status")),
    }  # fmt: skip
    return {key: value for key, value in facts.items() if value not in (None, False, [], "")}


def _bounds(row: Row, first: str, last: str) -> list[Cell] | None:
    return [row.get(first), row.get(last)] if row.get(first) or row.get(last) else None


def _longest(row: Row) -> list[str | None] | None:
    if not row.get("latest_end"):
        return None
    bounds = interval_of(str(row["latest_end"]))
    return [day.isoformat() if day else None for day in (bounds.earliest, bounds.latest)]


def _roll(row: Row) -> dict[str, Any] | None:
    if row.get("roll_yearly"):
        month, first, last = map(int, str(row["roll_yearly"]).split("/"))
        return {"month": month, "days": [first, last], "after": row.get("roll_after")}
    if row.get("roll_first"):
        return {
            "period": [row["roll_months"], row["roll_days"]], "from": [row["roll_first"], row["roll_last"]],
            "step": row["roll_step"],
        }  # fmt: skip
    return None


def _first_day(stated: Cell) -> str | None:
    """The first day that a date, or the first of several, may mean."""
    day = interval_of(str(stated).split(", ")[0]).earliest if stated else None
    return day.isoformat() if day else None


def _names(joined: Cell) -> list[str]:
    return [name for name in str(joined or "").split(", ") if name]


def _end(row: Row) -> str:
    if row.get("end"):
        return spoken.day(worded(row, Column("end", "End")))
    return f"next break {spoken.day(str(row['next_break']))}" if row.get("next_break") else "not known"


def _left(row: Row) -> str:
    least, most = row.get("months_least"), row.get("months_left")
    if not isinstance(most, int) or row.get("due") is None:
        return ""
    if most < 0:
        return f"{_months(-most)} over"
    if most == 0:
        return "under a month"
    return f"{max(least, 0)} to {_months(most)}" if isinstance(least, int) and least != most else _months(most)


def _months(many: int) -> str:
    return f"{many} month" if many == 1 else f"{many} months"


def _plain(key: str) -> Callable[[Row], str]:
    return lambda row: worded(row, Column(key, key))


_AS_SAID = ("band", "start_by", "system", "service", "council", "supplier", "annual_cost", "why")
_CELLS: dict[str, Callable[[Row], str]] = {"end": _end, "left": _left, **{key: _plain(key) for key in _AS_SAID}}
_NOT_DETAILS = frozenset(_CELLS) | {"months_left", "months_least", "falls", "as_of", *EVIDENCE_KEYS}
"""Keys of columns that the line itself shows, or its words."""
