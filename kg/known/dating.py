"""Days counted from days: months left, leads, warning bands, ends with extensions, breaks of rolling contracts.

All functions are pure; the day from which is counted is always passed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from kg.errors import UsageError
from kg.model import Interval
from kg.values import parse_duration

BANDS = (6, 12, 18)
"""Months ahead of which a warning is given."""
_LEAD = re.compile(r"\s*(?:P?(?P<years>\d{1,2})\s*Y)?\s*(?:P?(?P<months>\d{1,3})\s*(?:M|$))?\s*", re.IGNORECASE)
_LENGTH = r"P(?=\d)(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,4}D)?"
_OPTIONS = re.compile(rf"(?P<lengths>{_LENGTH}(?:\+{_LENGTH})*)(?P<used> used)?")
_ROLLING = re.compile(rf"rolling/({_LENGTH})")
_STEPS = 5_000
"""More periods than any contract has rolled on."""


def lead_of(text: str) -> int:
    """Months of a lead as a user writes it: `18m`, `18`, `1y`, `1y6m`, `P18M`.

    Raises:
        UsageError: it is none of these.
    """
    found = _LEAD.fullmatch(text)
    if found is None or not (found["years"] or found["months"]):
        raise UsageError(f"'{text}' is not a length of time that I can read.", "Write for instance 18m, 1y or 1y6m.")
    return 12 * int(found["years"] or 0) + int(found["months"] or 0)


def shifted(day: date, months: int) -> date:
    """A day so many months on, or back; the last day of a month stays the last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if months > 0 else date.min
    last = _last_of(year, month + 1)
    is_last = day == _last_of(day.year, day.month)
    return last if is_last or day.day > last.day else date(year, month + 1, day.day)


def months_to(day: date, end: date) -> int:
    """Whole months from a day to another; negative where it is over."""
    months = (end.year - day.year) * 12 + end.month - day.month
    return months - 1 if end.day < day.day else months


def band_of(due: date, day: date) -> str:
    """How soon a day comes: `overdue`, `6 months`, `12 months`, `18 months` or `later`."""
    if due < day:
        return "overdue"
    return next((f"{months} months" for months in BANDS if due <= shifted(day, months)), "later")


def extended(bounds: Interval, letters: Iterable[Iterable[str]]) -> Interval | None:
    """The end of a contract if every option that has not been used yet is used; None where there is none.

    `letters` are the options that each letter states, as the flat view prints them: `P1Y+P1Y`, `P1Y used`. Where
    several letters state options, the longest counts: it is the latest end that any of them allows. A letter that
    states as much used as offered tells of two options: "one year used, one further remains".
    """
    offered = used = left = 0
    for options in letters:
        here, there = _months_of(options)
        offered, used = max(offered, here), max(used, there)
        left = max(left, here if here == there else 0)
    months = max(offered - used, left)
    if months <= 0:
        return None
    first, last = bounds.earliest, bounds.latest
    return Interval(first and shifted(first, months), last and shifted(last, months))


def _months_of(options: Iterable[str]) -> tuple[int, int]:
    """Months offered and months used, by the longest option of each."""
    offered = used = 0
    for found in filter(None, map(_OPTIONS.fullmatch, options)):
        months = sum(parse_duration(length)[0] for length in found["lengths"].split("+"))
        if found["used"]:
            used = max(used, months)
        else:
            offered = max(offered, months)
    return offered, used


def yearly(renews: str) -> tuple[int, int, int]:
    """Month, first and last day of it on which a contract renews each year: `--04-01` → 4, 1, 1, `--04` → 4, 1, 31."""
    month, _, day = renews.removeprefix("--").partition("-")
    return (int(month), int(day), int(day)) if day else (int(month), 1, 31)


def next_anniversary(month: int, first: int, last: int, day: date) -> Interval:
    """The day before the next time, after a day, that a month has one of the days from `first` to `last`."""
    for year in (day.year, day.year + 1, day.year + 2):
        month_end = _last_of(year, month).day
        bounds = [date(year, month, min(one, month_end)) - timedelta(days=1) for one in (first, last)]
        if bounds[1] >= day:
            break
    return Interval(bounds[0], bounds[1])


@dataclass(frozen=True, slots=True)
class Rolled:
    """A period that a contract rolls on by, and the day, between two bounds, on which it was over or will be."""

    months: int
    days: int
    first: date
    last: date
    step: int
    """How many periods have to pass at least: none from an end, one from the eve of a start."""


def rolled_from(term: str, starts: Interval | None, ends: Interval | None) -> Rolled | None:
    """From what the breaks of a rolling contract are counted: its last known end, else its start.

    None where no period or no day to count from is stated.
    """
    found = _ROLLING.fullmatch(term)
    if found is None:
        return None
    months, days = parse_duration(found[1])
    if ends and ends.earliest and ends.latest:
        return Rolled(months, days, ends.earliest, ends.latest, 0)
    if starts and starts.earliest and starts.latest:
        first, last = (bound - timedelta(days=1) for bound in (starts.earliest, starts.latest))
        return Rolled(months, days, first, last, 1)
    return None


def next_break(term: str, starts: Interval | None, ends: Interval | None, day: date) -> Interval | None:
    """The next day on which a rolling contract could be ended; None where it cannot be counted."""
    rolled = rolled_from(term, starts, ends)
    if rolled is None:
        return None
    for step in range(rolled.step, _STEPS):
        first, last = (
            shifted(bound, rolled.months * step) + timedelta(days=rolled.days * step)
            for bound in (rolled.first, rolled.last)
        )
        if last >= day:
            return Interval(first, last)
    return None


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two dates may be the same day: "2028" and "March 2028"."""
    apart = one.latest and other.earliest and one.latest < other.earliest
    return not (apart or (other.latest and one.earliest and other.latest < one.earliest))


def edtf_of(interval: Interval) -> str | None:
    """Bounds as an EDTF date: a day, whole months or years, else an interval of days."""
    first, last = interval.earliest, interval.latest
    if first is None or last is None:
        return None if first is last else f"{first or '..'}/{last or '..'}"
    if first == last:
        return first.isoformat()
    if first.day != 1 or last != _last_of(last.year, last.month):
        return f"{first}/{last}"
    whole = (first.month, last.month) == (1, 12)
    begin, end = (f"{first:%Y}", f"{last:%Y}") if whole else (f"{first:%Y-%m}", f"{last:%Y-%m}")
    return begin if begin == end else f"{begin}/{end}"


def _last_of(year: int, month: int) -> date:
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)
