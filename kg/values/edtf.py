"""EDTF dates and ISO 8601 durations as strings, and the days that they stand for.

Dates are written at level 0 and 1 of the Extended Date/Time Format (https://www.loc.gov/standards/datetime/, part of
ISO 8601-2:2019): `2028`, `2026-11`, `2028-03-31`, `2018~` where approximate, `2019-21` for the spring of 2019 (21 spring
to 24 winter), `2026-04/2026-06` for an interval, `2024-02-14/..` for an open one. Durations are those of ISO 8601-1:2019.
The bounds of an approximate date are those of the date without its mark; winter runs into the year after.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from kg.errors import UsageError
from kg.model import Interval

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(~?)")
_DURATION = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
_OPEN = ("", "..")
_USER_FORMS = "Write a year, a month or a day as 2026, 2026-11 or 2026-11-30."


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


@lru_cache(maxsize=4096)
def interval_of(edtf: str) -> Interval:
    """The earliest and the latest day that an EDTF string as written here may mean; None where it is open.

    Raises ValueError for anything else.
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return Interval(*_bounds(edtf))
    if first in _OPEN and last in _OPEN:
        raise ValueError(f"{edtf!r} is an interval without either end")
    earliest = None if first in _OPEN else _bounds(first)[0]
    latest = None if last in _OPEN else _bounds(last)[1]
    if earliest and latest and latest < earliest:
        raise ValueError(f"{edtf!r} ends before it begins")
    return Interval(earliest, latest)


def _bounds(text: str) -> tuple[date, date]:
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not an EDTF date: expected a form such as 2026, 2026-11, 2026-11-30 or 2026~")
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        if found[3]:
            exact = date(year, month, day)
            return exact, exact
        if month in _SEASON_MONTHS:
            return _months(year, _SEASON_MONTHS[month], 3)
        return _months(year, month, 1) if found[2] else _months(year, 1, 12)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a date of the calendar: {error}") from error


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    """First and last day of `count` months from a given one."""
    last = month + count - 2
    return date(year, month, 1), month_end(year + last // 12, last % 12 + 1)


def describe_bounds(interval: Interval) -> str:
    """The days of an interval in words: "on 2028-03-31", "between … and …", "from … on", "until …"."""
    earliest, latest = interval.earliest, interval.latest
    if earliest is None and latest is None:
        return "at any time"
    if earliest is None:
        return f"until {latest}"
    if latest is None:
        return f"from {earliest} on"
    return f"on {earliest}" if earliest == latest else f"between {earliest} and {latest}"


def parse_user_date(text: str) -> Interval:
    """The days meant by a date on a command line: ISO only, no guessing.

    Raises UsageError, saying what is wrong and which forms are accepted.
    """
    stated = text.strip()
    if not re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", stated, re.ASCII):
        raise UsageError(f"'{text}' is not a date that I can read.", _USER_FORMS)
    if stated[5:7] in ("21", "22", "23", "24"):
        raise UsageError(f"'{text}' is not a date: there is no month {stated[5:7]}.", _USER_FORMS)
    try:
        return interval_of(stated)
    except ValueError as error:
        raise UsageError(f"'{text}' is not a date of the calendar.", _USER_FORMS) from error


def parse_duration(iso: str) -> tuple[int, int]:
    """Months and days of an ISO 8601 duration of years, months, weeks and days. Raises ValueError for anything else."""
    found = _DURATION.fullmatch(iso)
    if found is None:
        raise ValueError(f"{iso!r} is not a duration: expected a form such as P5Y, P18M, P2Y6M, P12W or P60D")
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    return 12 * years + months, 7 * weeks + days


def add_duration(start: str, iso: str) -> str:
    """The last day, month or year of a term that begins at an EDTF date: 2021-04 and P5Y give 2026-03.

    A day or a month is taken as the first of the term; within a year or a season the start lies somewhere, and so
    whole years lead to the same year or season that many years on. Where the precision of the start cannot tell one
    month or year, an EDTF interval leaves. Raises ValueError for what is not a date or a duration, or ends after 9999.
    """
    months, days = parse_duration(iso)
    if not months and not days:
        raise ValueError(f"{iso!r} is a duration of nothing")
    mark = "~" if start.endswith("~") else ""
    first, slash, last = start.partition("/")
    if slash and (first in _OPEN or last in _OPEN):
        raise ValueError(f"{start!r} is open: a term needs a date to begin at")
    ends = [_last_of_term(part.rstrip("~"), months, days) for part in ((first, last) if slash else (start,))]
    if slash:
        ends = [ends[0].partition("/")[0], ends[1].rpartition("/")[2]]
    return "/".join(f"{end}{mark}" for part in ends for end in part.split("/"))


def _last_of_term(start: str, months: int, days: int) -> str:
    earliest, latest = _bounds(start)
    try:
        if len(start) == 10:
            return _last_day(earliest, months, days).isoformat()
        if len(start) == 7 and int(start[5:]) < 13:
            if not days:
                return _last_day(earliest, months, 0).isoformat()[:7]
            return _spread(_last_day(earliest, months, days), _last_day(latest, months, days), 7)
        if not days and months % 12 == 0:
            year = int(start[:4]) + months // 12
            return date(year, 1, 1).isoformat()[:4] + start[4:]
        return _spread(_last_day(earliest, months, days), _last_day(latest, months, days), len(start))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"a term that begins at {start} does not end before the year 10000") from error


def _last_day(start: date, months: int, days: int) -> date:
    """The day before the anniversary; an anniversary that its month lacks is the first of the next."""
    at = start.month - 1 + months
    year, month = start.year + at // 12, at % 12 + 1
    if start.day > monthrange(year, month)[1]:
        anniversary = month_end(year, month) + timedelta(days=1)
    else:
        anniversary = date(year, month, start.day)
    return anniversary + timedelta(days=days - 1)


def _spread(first: date, last: date, precision: int) -> str:
    """An EDTF date or interval, to the month or the year, from the earliest to the latest day."""
    width = 4 if precision == 4 else 7
    begin, end = first.isoformat()[:width], last.isoformat()[:width]
    return begin if begin == end else f"{begin}/{end}"
