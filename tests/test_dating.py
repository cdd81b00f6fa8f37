"""Days counted from days: leads, bands, extended ends, breaks of rolling contracts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.known.dating import (
    band_of,
    edtf_of,
    extended,
    lead_of,
    months_to,
    next_anniversary,
    next_break,
    shifted,
    yearly,
)
from kg.model import Interval
from kg.values import interval_of
from kg.values.rolling import renews_on

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("text", "months"),
    [("18m", 18), ("18", 18), ("1y", 12), ("1y6m", 18), ("1y 6m", 18), ("P18M", 18), ("P1Y6M", 18), ("0m", 0)],
)
def test_a_lead_as_users_write_it(text: str, months: int) -> None:
    assert lead_of(text) == months


@pytest.mark.parametrize("text", ["", " ", "soon", "18 weeks", "-3m", "1.5y", "m", "y", "18mm"])
def test_what_is_no_lead_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="18m"):
        lead_of(text)


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        ("2026-11-30", 12, "2027-11-30"),
        ("2027-02-28", 12, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-08-31", -6, "2026-02-28"),
        ("2026-03-15", -18, "2024-09-15"),
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-12-31", 0, "2026-12-31"),
    ],
)
def test_a_day_some_months_on(day: str, months: int, found: str) -> None:
    assert shifted(date.fromisoformat(day), months) == date.fromisoformat(found)


@given(DAYS, st.integers(-600, 600))
def test_shifted_days_lie_in_the_month_that_is_meant(day: date, months: int) -> None:
    found = shifted(day, months)
    assert found.year * 12 + found.month == day.year * 12 + day.month + months
    assert ((found + timedelta(days=1)).day == 1) >= ((day + timedelta(days=1)).day == 1), "an end of a month stays one"


def test_no_day_is_passed_that_a_calendar_has_not() -> None:
    assert shifted(date(9999, 6, 1), 24) == date.max
    assert shifted(date(1, 6, 1), -24) == date.min


@given(DAYS, DAYS)
def test_months_left_are_whole_months(day: date, end: date) -> None:
    months = months_to(day, end)
    if end >= day:
        assert months >= 0
        assert shifted(day, months) <= end or day.day > 28
    else:
        assert months < 0


@pytest.mark.parametrize(
    ("due", "band"),
    [
        ("2026-11-20", "overdue"),
        ("2026-11-21", "6 months"),
        ("2027-05-21", "6 months"),
        ("2027-05-22", "12 months"),
        ("2027-11-21", "12 months"),
        ("2028-05-21", "18 months"),
        ("2028-05-22", "later"),
    ],
)
def test_warning_bands(due: str, band: str) -> None:
    assert band_of(date.fromisoformat(due), date(2026, 11, 21)) == band


@pytest.mark.parametrize(
    ("end", "options", "found"),
    [
        ("2027-03-31", ["P1Y+P1Y"], "2029-03-31"),
        ("2027-03-31", ["P1Y+P1Y", "P1Y used"], "2028-03-31"),
        ("2027-03-31", ["P1Y used"], None),
        ("2027-03-31", ["P1Y", "P2Y"], "2029-03-31"),
        ("2027-03-31", [], None),
        ("2027-03-31", ["PY", "P1Y2", "two years"], None),
        ("2027-03", ["P18M"], "2028-09"),
        ("2027", ["P2Y"], "2029"),
        ("2026-05/2026-10", ["P2Y"], "2028-05/2028-10"),
    ],
)
def test_the_latest_end_if_every_extension_is_used(end: str, options: list[str], found: str | None) -> None:
    longest = extended(interval_of(end), [options])
    assert (edtf_of(longest) if longest else None) == found


def test_options_of_several_letters() -> None:
    end = interval_of("2027-03-31")
    assert extended(end, [["P1Y"], ["P1Y used"]]) is None
    further = extended(end, [["P1Y used", "P1Y"]])
    assert further is not None
    assert edtf_of(further) == "2028-03-31"


@given(st.integers(1, 12), st.integers(1, 31), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_next_anniversary_is_within_a_year(month: int, number: int, day: date) -> None:
    found = next_anniversary(month, number, number, day)
    assert found.earliest == found.latest
    assert found.latest is not None
    assert day <= found.latest <= day + timedelta(days=366)
    renewal = found.latest + timedelta(days=1)
    assert renewal.month == month
    assert renewal.day in (number, 28, 29, 30)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("It renews each 1 April.", "--04-01"),
        ("The agreement rolls over every January", "--01"),
        ("It renews annually.", None),
        ("Rolling, renewed every 30th of September", "--09-30"),
        ("It renews each winter.", None),
    ],
)
def test_when_in_the_year_a_contract_renews(words: str, found: str | None) -> None:
    assert renews_on("contract_term", "rolling/P1Y", words) == found
    assert renews_on("contract_term", "P1Y", words) is None


def test_the_days_of_a_year_on_which_a_contract_may_renew() -> None:
    assert yearly("--04-01") == (4, 1, 1)
    assert yearly("--01") == (1, 1, 31)


@pytest.mark.parametrize(
    ("term", "start", "end", "found"),
    [
        ("rolling/P1Y", "2020-04-01", None, "2027-03-31"),
        ("rolling/P1Y", "2020-04", None, "2027-03-31/2027-04-29"),
        ("rolling/P1Y", None, "2024-03-31", "2027-03-31"),
        ("rolling/P1Y", "2020-04-01", "2028-06-30", "2028-06-30"),
        ("rolling/P3M", None, "2026-08-31", "2026-11-30"),
        ("rolling/P1W", None, "2026-11-15", "2026-11-22"),
        ("rolling", "2020-04-01", None, None),
        ("rolling/soon", "2020-04-01", None, None),
        ("rolling/P0D", "2020-04-01", None, None),
        ("rolling/P1Y", None, None, None),
    ],
)
def test_the_next_break_of_a_rolling_contract(term: str, start: str | None, end: str | None, found: str | None) -> None:
    bounds = [interval_of(text) if text else None for text in (start, end)]
    broken = next_break(term, bounds[0], bounds[1], date(2026, 11, 21))
    assert (edtf_of(broken) if broken else None) == found


@pytest.mark.parametrize(
    "edtf", ["2028", "2026-11", "2028-02-29", "2025/2027", "2026-05/2026-10", "2026-05-02/2026-10-03"]
)
def test_bounds_say_what_they_were_read_from(edtf: str) -> None:
    assert edtf_of(interval_of(edtf)) == edtf


def test_open_bounds() -> None:
    assert edtf_of(Interval(date(2026, 4, 1), None)) == "2026-04-01/.."
    assert edtf_of(Interval(None, None)) is None
