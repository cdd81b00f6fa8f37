"""The renewals report → a timeline drawn to scale: for each council and service a bar for each contract.

A bar is full while the contract runs for certain, hatched where its end is uncertain, and light while it runs only if
every option to extend is used, or if it rolls on past its next break. Places are per cent of the time shown, so that
the drawing fits any page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.known.rows import Row, in_words
from kg.known.standing import MOVED
from kg.reporting.report import Report
from kg.values import interval_of

_BEFORE = 5
"""Years before the day of the report that are shown at most."""
_AFTER = 15


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a bar: `runs`, `uncertain` or `extended`; per cent from the left, and width."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A contract: what it is called, where its row stands, and what is drawn of it."""

    name: str
    status: str
    target: str
    words: str
    """What the bar says, for those who do not see it."""
    band: str
    stretches: tuple[Stretch, ...]
    start_by: float | None
    from_before: bool
    """Whether the contract began before the time shown, or nobody says when."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing: years with their places, the day of the report, and bars by council and service."""

    years: tuple[tuple[str, float], ...]
    today: float
    day: str
    groups: tuple[tuple[str, tuple[tuple[str, tuple[Bar, ...]], ...]], ...]
    lead: bool


def timeline(report: Report) -> Timeline | None:
    """The drawing of a renewals report; None where there is nothing to draw."""
    rows = [
        (drawn, f"{section.name}-{number}")
        for section in report.sections
        for number, row in enumerate(section.rows, 1)
        if (drawn := _drawn(section.name, row)) and drawn["earliest"] and drawn["latest"] and row.get("state") != MOVED
    ]
    if not rows or report.as_of is None:
        return None
    day = interval_of(report.as_of).latest
    assert day is not None
    scale = _scale([row for row, _ in rows], day)
    councils: dict[str, dict[str, list[Bar]]] = {}
    for row, target in sorted(
        rows, key=lambda pair: (str(pair[0]["council"] or ""), _service(pair[0]), str(pair[0]["latest"] or ""))
    ):
        services = councils.setdefault(str(row["council"]), {})
        services.setdefault(_service(row) or "no service named", []).append(_bar(row, target, scale))
    groups = tuple(
        (name, tuple((s, tuple(bars)) for s, bars in services.items())) for name, services in councils.items()
    )
    return Timeline(scale.years, scale.place(day), day.isoformat(), groups, any(row["start_by"] for row, _ in rows))


def _service(row: Row) -> str:
    return in_words(str(row["service"] or ""))


def _drawn(section: str, row: Row) -> Row | None:
    """A row with the bounds of its end, or of its next break if it rolls on; None for a row without either."""
    if row.get("end"):
        return row
    if section != "rolling":
        return None
    bounds = {"earliest": row["break_earliest"], "latest": row["break_latest"]}
    return {**row, **bounds, "end": f"next break {row['next_break']}", "latest_end": None, "rolls": True}


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def place(self, day: date) -> float:
        """Per cent from the left, cut at the edges."""
        whole = (self.last - self.first).days
        return round(min(max((day - self.first).days / whole, 0.0), 1.0) * 100, 2)

    @property
    def years(self) -> tuple[tuple[str, float], ...]:
        span = self.last.year - self.first.year
        step = 1 if span <= 10 else 2 if span <= 20 else 5
        return tuple(
            (str(year), self.place(date(year, 1, 1)))
            for year in range(self.first.year, self.last.year)
            if (year - self.first.year) % step == 0
        )


def _scale(rows: Iterable[Row], day: date) -> _Scale:
    starts: list[date | None] = [day]
    ends: list[date | None] = [day]
    for row in rows:
        ends += [_last(row["latest"]), _last(row["latest_end"])]
        starts += [_first(row["start"]), _first(row["earliest"]), _first(row["start_by"])]
    first = max(min(start for start in starts if start).year, day.year - _BEFORE)
    last = min(max(end for end in ends if end).year, day.year + _AFTER)
    return _Scale(date(first, 1, 1), date(last + 1, 1, 1))


def _bar(row: Row, target: str, scale: _Scale) -> Bar:
    start, due, end, longest = (
        _first(row["start"]), _first(row["earliest"]), _last(row["latest"]), _last(row["latest_end"]),
    )  # fmt: skip
    assert due is not None
    assert end is not None
    bounds = [("runs", start or scale.first, due), ("uncertain", due, end)]
    light = scale.last if row.get("rolls") else longest
    bounds += [("extended", end, light)] if light else []
    stretches = (
        Stretch(kind, scale.place(a), round(scale.place(b) - scale.place(a), 2)) for kind, a, b in bounds if b > a
    )
    start_by = _first(row["start_by"])
    said = [f"start {row['start'] or 'not known'}", f"{'' if row.get('rolls') else 'end '}{row['end']}"]
    said += [f"{row['latest_end']} if extended"] if longest else []
    said += [f"procurement to start by {row['start_by']}"] if start_by else []
    name, status = str(row["system"] or "system not named"), str(row["system_status"] or "")
    before = start is None or start < scale.first
    place = scale.place(start_by) if start_by and scale.first <= start_by <= scale.last else None
    drawn = tuple(stretch for stretch in stretches if stretch.width > 0)
    return Bar(name, status, target, "; ".join(said), str(row["band"] or ""), drawn, place, before)


def _first(edtf: object) -> date | None:
    """The first day that a date, or the first of several, may mean."""
    return interval_of(str(edtf).split(", ")[0]).earliest if edtf else None


def _last(edtf: object) -> date | None:
    return interval_of(str(edtf)).latest if edtf else None
