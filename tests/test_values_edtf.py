"""EDTF strings and durations: the days they stand for, the ends of terms, and dates on the command line."""

from __future__ import annotations

from datetime import date

import pytest

from kg.errors import UsageError
from kg.model import Interval
from kg.values import add_duration, describe_bounds, interval_of, parse_duration, parse_user_date


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2028", "2028-01-01", "2028-12-31"),
        ("2028~", "2028-01-01", "2028-12-31"),
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2028-03-31", "2028-03-31", "2028-03-31"),
        ("2028-03-31~", "2028-03-31", "2028-03-31"),
        ("2019-21", "2019-03-01", "2019-05-31"),
        ("2019-22", "2019-06-01", "2019-08-31"),
        ("2019-23", "2019-09-01", "2019-11-30"),
        ("2019-24", "2019-12-01", "2020-02-29"),
        ("2026-04/2026-06", "2026-04-01", "2026-06-30"),
        ("2009-04~/2010-03~", "2009-04-01", "2010-03-31"),
        ("2024-02-14/..", "2024-02-14", None),
        ("2024-02-14/", "2024-02-14", None),
        ("../2026", None, "2026-12-31"),
    ],
)
def test_bounds(edtf: str, earliest: str | None, latest: str | None) -> None:
    bounds = [date.fromisoformat(day) if day else None for day in (earliest, latest)]
    assert interval_of(edtf) == Interval(*bounds)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "28",
        "2028-1",
        "2028-13",
        "2028-00",
        "2028-02-30",
        "2028-25",
        "2028/2027",
        "/",
        "../..",
        "P5Y",
        "2028?",
        "now",
    ],
)
def test_what_is_not_edtf(text: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|calendar|ends before|without either end"):
        interval_of(text)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2028-03-31", "on 2028-03-31"),
        ("2028", "between 2028-01-01 and 2028-12-31"),
        ("2024-02-14/..", "from 2024-02-14 on"),
        ("../2026", "until 2026-12-31"),
    ],
)
def test_bounds_in_words(edtf: str, words: str) -> None:
    assert describe_bounds(interval_of(edtf)) == words


def test_no_bounds_in_words() -> None:
    assert describe_bounds(Interval(None, None)) == "at any time"


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2021-04", "P5Y", "2026-03"),
        ("2021-04", "P18M", "2022-09"),
        ("2022-11-01", "P4Y", "2026-10-31"),
        ("2025-01-06", "P6M", "2025-07-05"),
        ("2025-01-06", "P60D", "2025-03-06"),
        ("2025-01-06", "P12W", "2025-03-30"),
        ("2020-05-18", "P5Y6M", "2025-11-17"),
        ("2019-03-01", "P1Y", "2020-02-29"),
        ("2020-02-29", "P1Y", "2021-02-28"),
        ("2020-02-29", "P4Y", "2024-02-28"),
        ("2020-01-31", "P1M", "2020-02-29"),
        ("2021", "P5Y", "2026"),
        ("2021", "P18M", "2022/2023"),
        ("2018~", "P5Y", "2023~"),
        ("2019-21", "P3Y", "2022-21"),
        ("2019-21", "P6M", "2019-08/2019-11"),
        ("2021-04/2022-03", "P5Y", "2026-03/2027-02"),
        ("2025-01", "P60D", "2025-03"),
        ("2025-01", "P10D", "2025-01/2025-02"),
    ],
)
def test_the_end_of_a_term(start: str, length: str, end: str) -> None:
    assert add_duration(start, length) == end


@pytest.mark.parametrize(
    ("start", "length"),
    [
        ("2021-04", "rolling/P1Y"),
        ("2021-04", "P0Y"),
        ("2021-04", "P"),
        ("2021-04", "5 years"),
        ("April 2021", "P5Y"),
        ("2024-02-14/..", "P1Y"),
        ("9999-12-01", "P2Y"),
    ],
)
def test_a_term_without_an_end(start: str, length: str) -> None:
    with pytest.raises(ValueError, match=r"duration|EDTF|open|10000"):
        add_duration(start, length)


def test_durations_as_months_and_days() -> None:
    assert [parse_duration(text) for text in ("P5Y", "P18M", "P5Y6M", "P12W", "P60D")] == [
        (60, 0),
        (18, 0),
        (66, 0),
        (0, 84),
        (0, 60),
    ]


@pytest.mark.parametrize("text", ["2026", "2026-11", "2026-11-30", " 2026-11-30 "])
def test_a_date_on_the_command_line(text: str) -> None:
    assert parse_user_date(text) == interval_of(text.strip())


@pytest.mark.parametrize(
    "text", ["", "30/11/2026", "next year", "2026-13", "2026-02-30", "2019-21", "2026~", "26", "2026/2027", "２０２６"]
)
def test_a_date_on_the_command_line_that_cannot_be_read(text: str) -> None:
    with pytest.raises(UsageError, match="2026-11-30") as caught:
        parse_user_date(text)
    assert f"'{text}'" in caught.value.message
