"""Working days under the Freedom of Information Act 2000, section 10(6): no Saturday, Sunday or bank holiday of England.

Bank holidays are those of the Banking and Financial Dealings Act 1971, schedule 1, and by common law, with their
substitute days (https://www.gov.uk/bank-holidays); single ones by proclamation are not known here.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)
_SATURDAY, _MONDAY = 5, 0


def after_working_days(day: date, number: int) -> date:
    """The last of so many working days after a day."""
    while number > 0:
        day += _DAY
        number -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Whether a day counts."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of a year in England and Wales."""
    sunday = easter(year)
    new_year = _substituted(date(year, 1, 1))
    christmas = _substituted(date(year, 12, 25), date(year, 12, 26))
    mondays = {_monday_on_or_after(date(year, 5, 1)), _last_monday(year, 5), _last_monday(year, 8)}
    return frozenset({*new_year, sunday - 2 * _DAY, sunday + _DAY, *mondays, *christmas})


def easter(year: int) -> date:
    """Easter Sunday of a year (Gregorian; the anonymous algorithm, Nature, 20 April 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _substituted(*days: date) -> set[date]:
    """Days, each at a weekend moved to the next day that is neither at one nor taken."""
    found: set[date] = {day for day in days if day.weekday() < _SATURDAY}
    for day in days:
        if day not in found:
            moved = day
            while moved.weekday() >= _SATURDAY or moved in found:
                moved += _DAY
            found.add(moved)
    return found


def _monday_on_or_after(day: date) -> date:
    return day + (_MONDAY - day.weekday()) % 7 * _DAY


def _last_monday(year: int, month: int) -> date:
    last = date(year, month + 1, 1) - _DAY
    return last - last.weekday() * _DAY
