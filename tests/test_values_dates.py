"""Dates as letters write them: every phrasing with the EDTF string it stands for, and what is no date."""

from __future__ import annotations

from datetime import date

import pytest

from kg.model import Interval
from kg.values import find_date_ranges, find_dates, find_impossible_dates, is_implausible, parse_date

DAYS = """
31 March 2027 | 31st March 2027 | 31st of March, 2027 | 31st day of March 2027 | March 31, 2027 | March 31st, 2027
March 31 2027 | 31/03/2027 | 31/3/2027 | 31/03/27 | 31.03.2027 | 31.03.27 | 31-03-2027 | 2027-03-31 | 2027/03/31
31-Mar-27 | 31-Mar-2027 | 31 Mar 2027 | 31 Mar. 2027 | 31 MARCH 2027 | 31 mar 27 | 31st March2027 | 31MAR2027
31 March 27 | 31 st March 2027 | 31 Mawrth 2027 | 31/03/2027 00:00:00 | 2027-03-31T00:00:00
"""
MONTHS = """
September 2020 | Sept 2020 | Sept. 2020 | Sep 2020 | Sep-20 | Sept '20 | Sept ’20 | September, 2020 | September of 2020
09/2020 | 9/2020 | 2020-09 | the end of September 2020 | early September 2020 | mid-September 2020 | Medi 2020
"""
APPROXIMATE_YEARS = """
about 2015 | approx 2015 | approx. 2015 | approximately 2015 | around 2015 | circa 2015 | c. 2015 | c.2015 | c2015
roughly 2015 | 2015 (approx) | 2015 (approx.) | 2015 or thereabouts | 2015 or so | 2015, we believe | 2015 approx.
roughly the start of 2015 | about the end of 2015 | believed to be 2015 | probably in 2015 | 2015 (estimated) | 2015-ish
"""


def phrasings(block: str) -> list[str]:
    return [phrase.strip() for line in block.strip().splitlines() for phrase in line.split("|")]


@pytest.mark.parametrize("text", phrasings(DAYS))
def test_a_day_in_every_form(text: str) -> None:
    assert [value.edtf for value in find_dates(text)] == ["2027-03-31"]


@pytest.mark.parametrize("text", phrasings(MONTHS))
def test_a_month_in_every_form(text: str) -> None:
    assert [value.edtf for value in find_dates(text)] == ["2020-09"]


@pytest.mark.parametrize("text", phrasings(APPROXIMATE_YEARS))
def test_an_approximate_year_in_every_form(text: str) -> None:
    (value,) = find_dates(f"It has been in use since {text}.")
    assert (value.edtf, value.approximate, value.bare_year) == ("2015~", True, True)
    assert value.interval == Interval(date(2015, 1, 1), date(2015, 12, 31))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Until 2028.", "2028"),
        ("UNTIL 2028", "2028"),
        ("(2013)", "2013"),
        ("3. 2014", "2014"),
        ("Spektrix Ltd | 2019", "2019"),
        ("Aligned Assets\t2008", "2008"),
        ("early 2019", "2019"),
        ("mid-2019", "2019"),
        ("the end of 2019", "2019"),
        ("in the spring term of 2025", "2025"),
        ("2019-present", "2019"),
        ("in 2019 users moved to it", "2019"),
        ("spring 2019", "2019-21"),
        ("the spring of 2019", "2019-21"),
        ("Summer 2022", "2022-22"),
        ("autumn 2020, after a long pilot", "2020-23"),
        ("winter 2019/20", "2019-24"),
        ("about the spring of 2019", "2019-21~"),
        ("circa May 2014", "2014-05~"),
        ("about 1 April 2019", "2019-04-01~"),
        ("Q2 2026", "2026-04/2026-06"),
        ("Q4 of 2026", "2026-10/2026-12"),
        ("2nd quarter of 2026", "2026-04/2026-06"),
        ("Q2 2025/26", "2025-07/2025-09"),
        ("the second half of 2025", "2025-07/2025-12"),
        ("first half of 2025/26", "2025-04/2025-09"),
        ("FY 2025/26", "2025-04/2026-03"),
        ("FY2025-26", "2025-04/2026-03"),
        ("FY25/26", "2025-04/2026-03"),
        ("2025/26", "2025-04/2026-03"),
        ("2025/2026", "2025-04/2026-03"),
        ("1999/00", "1999-04/2000-03"),
        ("financial year 2025-26", "2025-04/2026-03"),
        ("2025-26 financial year", "2025-04/2026-03"),
        ("circa 2009/10", "2009-04~/2010-03~"),
        ("academic year 2023/24", "2023-09/2024-08"),
        ("October/November 2019", "2019-10/2019-11"),
        ("1/1/1900", "1900-01-01"),
        ("from 1.4.20", "2020-04-01"),
        ("2 and 3 November 2021", "2021-11-03"),
        ("Wed, 5 February 2025 15:20", "2025-02-05"),
    ],
)
def test_what_else_is_stated(text: str, edtf: str) -> None:
    assert [value.edtf for value in find_dates(text)] == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2019-2024", ["2019", "2024"]),
        ("2013- 2021", ["2013", "2021"]),
        ("2019/20 to 2023/24", ["2019-04/2020-03", "2023-04/2024-03"]),
        ("2019-20 to 2023-24", ["2019-04/2020-03", "2023-04/2024-03"]),
        ("April 20 to March 23", ["2020-04", "2023-03"]),
        ("18 Medi 2023 / 18 September 2023", ["2023-09-18", "2023-09-18"]),
        ("2016, 2017 and 2018", ["2016", "2017", "2018"]),
    ],
)
def test_several_dates(text: str, edtf: list[str]) -> None:
    assert [value.edtf for value in find_dates(text)] == edtf


def test_the_day_comes_first() -> None:
    assert find_dates("03/04/2021")[0].interval.earliest == date(2021, 4, 3)


def test_a_number_alone_on_its_line_is_no_day() -> None:
    assert [value.edtf for value in find_dates("3\nMay 2022")] == ["2022-05"]
    assert [value.edtf for value in find_dates("it ended on 31\n   March 2022")] == ["2022-03-31"]


NO_DATES = """
024 7697 5408 | 020 2034 5678 | 01632 960 2020 | (0121) 2020 1234 | +44 20 2034 5678 | 0345 123 2019
CV1 5RR | SK9 5AF | Freedom of Information Act 2000 | FREEDOM OF INFORMATION (SCOTLAND) ACT 2002
Environmental Information Regulations 2004 | the 2018 Act | Deddf Rhyddid Gwybodaeth 2000 | ISO 27001:2013
£2000 | £ 2000 | 2,000 | 2000 users | approx 2000 user licences | 2000 pounds | SystemsLink 2000 | Windows Server 2019
FOI 2020-1163 | LBC-2016-0340 | P/2019/55 | WCC/FOI/2024/00731 | MD-133-2018 | PAT12/2020 | FOI 12/2020
RM6259 | page 2000 | section 43(2) | 5 Star | version 12.2.10 | 10.0.20.25 | 20 years or so | about 10 years ago | 24/7
25 September | on 5 May | April 20 | May 22 | 2025-26 | 2016-17 | 2026-13 | 1800 | 2122 | the 1990s | © Tarnside Council 2022
https://www.example.gov.uk/cabinet-2023-07-11 | foi2020@example.gov.uk | 16.50 | 20:19 | on 31 March 27 people came
"""


@pytest.mark.parametrize("text", phrasings(NO_DATES))
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/02/2021", "February 2021 has no day 31"),
        ("04/31/2021", "there is no month 31"),
        ("29 February 2023", "February 2023 has no day 29"),
        ("April 31, 2021", "April 2021 has no day 31"),
        ("00/01/2021", "January 2021 has no day 0"),
        ("01/01/0000", "there is no year 0"),
    ],
)
def test_a_day_that_does_not_exist(text: str, reason: str) -> None:
    assert find_dates(f"it ends on {text}.") == []
    (found,) = find_impossible_dates(f"it ends on {text}.")
    assert (found.stated, found.reason, found.span.start) == (text, reason, 11)


def test_dates_that_exist_are_not_impossible() -> None:
    assert find_impossible_dates("29 February 2024, 31/03/2025, Sept 2020, 2028") == []


@pytest.mark.parametrize(
    ("text", "implausible"),
    [("31 March 2122", True), ("1 April 1966", True), ("2061", True), ("2060", False), ("1970", False)],
)
def test_what_is_implausible(text: str, implausible: bool) -> None:
    assert [is_implausible(value) for value in find_dates(text)] == [implausible]


@pytest.mark.parametrize("text", ["31 March 2027", " 31 March 2027. ", "about 2015", "2028", "Q2 2026"])
def test_a_whole_text_that_is_a_date(text: str) -> None:
    value = parse_date(text)
    assert value is not None
    assert value.span.of(text) == text.strip().rstrip(".")


@pytest.mark.parametrize("text", ["", "until 2028", "31 March 2027 or later", "2019 to 2024", "none"])
def test_a_whole_text_that_is_no_date(text: str) -> None:
    assert parse_date(text) is None


RANGES = [
    ("01/09/2019 to 31/08/22", "2019-09-01", "2022-08-31"),
    ("01/04/2020-31/03/2025", "2020-04-01", "2025-03-31"),
    ("1 July 2020 to 30 June 2027", "2020-07-01", "2027-06-30"),
    ("1 May 2022 - 30 April 2027", "2022-05-01", "2027-04-30"),
    ("1 May 2022 – 30 April 2027", "2022-05-01", "2027-04-30"),
    ("from 1 April 2021 until 31 March 2028", "2021-04-01", "2028-03-31"),
    ("between 1 April 2021 and 31 March 2022", "2021-04-01", "2022-03-31"),
    ("15 July 2014 until 14 July 2024", "2014-07-15", "2024-07-14"),
    ("April 20 to March 23", "2020-04", "2023-03"),
    ("Apr-20 to Mar-23", "2020-04", "2023-03"),
    ("June 2019 and runs until the end of financial year 2027/28", "2019-06", "2027-04/2028-03"),
    ("from 1 September 2023 until academic year 2025/26", "2023-09-01", "2025-09/2026-08"),
    ("1 April to 31 March 2024", "2023-04-01", "2024-03-31"),
    ("from 1 June until 31 August 2022", "2022-06-01", "2022-08-31"),
    ("1 to 31 March 2024", "2024-03-01", "2024-03-31"),
    ("April to March 2024", "2023-04", "2024-03"),
    ("2019-2024", "2019", "2024"),
    ("2015 to 2020", "2015", "2020"),
    ("2019/20 to 2023/24", "2019-04/2020-03", "2023-04/2024-03"),
    ("to 31 March 2024", None, "2024-03-31"),
    ("until 2028", None, "2028"),
    ("from 14 February 2024", "2024-02-14", None),
    ("five years from April 2021", "2021-04", None),
    ("It started on 1 April 2021 and ends on 31 March 2028", "2021-04-01", "2028-03-31"),
    ("It started on 1 April 2021 and is due to end on 31 March 2026", "2021-04-01", "2026-03-31"),
    ("commencing 1 July 2020 and expiring on 30 June 2027", "2020-07-01", "2027-06-30"),
    ("30/06/2027 to 01/07/2020", "2027-06-30", "2020-07-01"),
]


@pytest.mark.parametrize(("text", "start", "end"), RANGES)
def test_a_range(text: str, start: str | None, end: str | None) -> None:
    (found,) = find_date_ranges(f"Dates: {text}.")
    assert (found.start.edtf if found.start else None, found.end.edtf if found.end else None) == (start, end)
    assert not found.open_ended


@pytest.mark.parametrize(
    "text",
    [
        "from 14 February 2024, with no fixed end",
        "14 February 2024 - ongoing",
        "14 February 2024 to present",
        "14/02/2024 (ongoing)",
        "from 14 February 2024 with no end date",
    ],
)
def test_a_range_that_is_said_to_have_no_end(text: str) -> None:
    (found,) = find_date_ranges(text)
    assert found.open_ended
    assert found.start is not None
    assert (found.start.edtf, found.end) == ("2024-02-14", None)


@pytest.mark.parametrize("text", ["1 April 2021, 31 March 2022", "It was signed on 1 April 2021.", "page 1 to 31", ""])
def test_what_is_no_range(text: str) -> None:
    assert find_date_ranges(text) == []


@pytest.mark.parametrize("words", ["1 maİ 2024", "1 May 2024", "the fırſt of May 2024"])
def test_letters_that_patterns_take_for_others_are_read_as_these(words: str) -> None:
    assert [date.edtf for date in find_dates(words)] == ["2024-05-01"]
