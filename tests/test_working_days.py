"""Working days: as the government's list of bank holidays has them."""

from __future__ import annotations

from datetime import date

import pytest

from kg.values.working_days import after_working_days, bank_holidays, easter, is_working_day

HOLIDAYS = {
    2021: ["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2025: ["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
}  # fmt: skip


@pytest.mark.parametrize("year", HOLIDAYS)
def test_bank_holidays_of_a_year(year: int) -> None:
    assert sorted(bank_holidays(year)) == [date.fromisoformat(f"{year}-{day}") for day in HOLIDAYS[year]]


@pytest.mark.parametrize("day", ["2000-04-23", "2008-03-23", "2019-04-21", "2038-04-25"])
def test_easter_sunday(day: str) -> None:
    assert easter(int(day[:4])) == date.fromisoformat(day)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    assert after_working_days(date(2026, 11, 20), 1) == date(2026, 11, 23), "a Friday, then a Monday"
    assert after_working_days(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert after_working_days(date(2026, 11, 2), 40) == date(2026, 12, 30)
    assert not is_working_day(date(2026, 12, 25))
