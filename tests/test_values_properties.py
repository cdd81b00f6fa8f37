"""What holds of every value whatever the text: its words stand where it says, and nothing crashes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.values import (
    add_duration,
    find_date_ranges,
    find_dates,
    find_durations,
    find_extension_uses,
    find_extensions,
    find_impossible_dates,
    find_money,
    find_numbers,
    find_references,
    find_terms,
    interval_of,
    parse_date,
    parse_number,
)


class Stated(Protocol):
    @property
    def span(self) -> Span: ...


FINDERS: list[Callable[[str], Sequence[Stated]]] = [
    find_numbers,
    find_dates,
    find_impossible_dates,
    find_date_ranges,
    find_durations,
    find_terms,
    lambda text: find_terms(text, asked=True),
    find_extensions,
    lambda text: find_extensions(text, asked=True),
    find_extension_uses,
    find_money,
    find_references,
]
WORDS = """
1 2 5 12 24 31 2019 2020 2025/26 2019-24 01/04/2021 31/03/26 1,904 £5,000 £54k p.a. one two twelve a an another year years
months 5-year one-year x + plus and then followed by extension extensions option options of to extend up each further
additional optional used exercised has been have was the first both none no not rolling renewed every annually April March
Sept '20 Q2 FY spring early mid- end about approx. c. (approx) circa from until between contract term ref: COV-10304 no.
framework RM6259 Act 2000 024 7697 5408 CV1 5RR , . ; : ( ) | / - – \n \t
"""
PIECES = st.sampled_from(WORDS.split(" "))
LETTERS = st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join)
DAYS = st.dates(date(1971, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize("find", FINDERS)
@given(text=LETTERS | st.text(max_size=200))
def test_words_stand_where_the_value_says(find: Callable[[str], Sequence[Stated]], text: str) -> None:
    for value in find(text):
        assert 0 <= value.span.start < value.span.end <= len(text)
        assert value.span.of(text).strip()


@given(text=LETTERS | st.text(max_size=200))
def test_values_come_in_order(text: str) -> None:
    for find in (find_numbers, find_dates, find_durations, find_references):
        ends = [(value.span.start, value.span.end) for value in find(text)]
        assert ends == sorted(ends)


@given(text=LETTERS)
def test_the_same_text_gives_the_same_values(text: str) -> None:
    assert find_dates(text) == find_dates(text)
    assert find_extensions(text) == find_extensions(text)


@given(text=LETTERS)
def test_dates_have_bounds_in_order(text: str) -> None:
    for value in find_dates(text):
        assert value.interval == interval_of(value.edtf)
        assert value.interval.earliest is not None
        assert value.interval.latest is not None
        assert value.interval.earliest <= value.interval.latest
        assert value.approximate == ("~" in value.edtf)


@given(text=LETTERS)
def test_durations_are_iso(text: str) -> None:
    for value in find_durations(text):
        assert interval_of(add_duration("2020-01-01", value.iso))


@given(day=DAYS)
@pytest.mark.parametrize(
    "form",
    [
        "{0.day} {0:%B} {0.year}",
        "{0:%d/%m/%Y}",
        "{0:%d.%m.%Y}",
        "{0:%d-%b-%Y}",
        "{0:%B} {0.day}, {0.year}",
        "{0:%Y-%m-%d}",
    ],
)
def test_a_day_is_read_as_written(form: str, day: date) -> None:
    text = form.format(day)
    value = parse_date(text)
    assert value is not None
    assert (value.edtf, value.span) == (day.isoformat(), Span(0, len(text)))


@given(day=DAYS)
@pytest.mark.parametrize("form", ["{0:%B} {0.year}", "{0:%b}-{0:%y}", "{0:%m}/{0.year}", "the end of {0:%B} {0.year}"])
def test_a_month_is_read_as_written(form: str, day: date) -> None:
    value = parse_date(form.format(day))
    assert value is not None
    assert value.edtf == f"{day:%Y-%m}"


@given(year=st.integers(1970, 2099))
def test_a_year_is_read_as_written(year: int) -> None:
    value = parse_date(str(year))
    assert value is not None
    assert (value.edtf, value.bare_year) == (str(year), True)


@given(start=DAYS, years=st.integers(1, 30))
def test_terms_end_the_day_before_their_anniversary(start: date, years: int) -> None:
    end = date.fromisoformat(add_duration(start.isoformat(), f"P{years}Y"))
    assert abs((end - start).days - 365.25 * years) < 2


@given(pounds=st.integers(0, 10**9), pence=st.integers(0, 99))
def test_money_is_exact(pounds: int, pence: int) -> None:
    text = f"£{pounds:,}.{pence:02}"
    (value,) = find_money(text)
    assert value.amount == Decimal(pounds) + Decimal(pence) / 100
    assert value.span.of(text) == text


@given(number=st.integers(0, 10**9))
def test_numbers_are_read_as_written(number: int) -> None:
    assert parse_number(f"{number:,}") == parse_number(str(number)) == number
