"""Durations and the terms of contracts, as letters write them."""

from __future__ import annotations

import pytest

from kg.values import find_durations, find_terms

DURATIONS = [
    ("five years", "P5Y"),
    ("5-year", "P5Y"),
    ("three-year", "P3Y"),
    ("a three year term", "P3Y"),
    ("5 yrs", "P5Y"),
    ("a year", "P1Y"),
    ("another year", "P1Y"),
    ("one further year", "P1Y"),
    ("a further 12 months", "P1Y"),
    ("12 months", "P1Y"),
    ("24 months", "P2Y"),
    ("36 month", "P3Y"),
    ("twelve months", "P1Y"),
    ("18 months", "P18M"),
    ("eighteen months", "P18M"),
    ("six months", "P6M"),
    ("half a year", "P6M"),
    ("two and a half years", "P30M"),
    ("2½ years", "P30M"),
    ("2.5 years", "P30M"),
    ("a year and a half", "P18M"),
    ("5 years and 6 months", "P5Y6M"),
    ("five years, 12 months", "P6Y"),
    ("three (3) years", "P3Y"),
    ("3 (three) years", "P3Y"),
    ("60 days", "P60D"),
    ("30-day", "P30D"),
    ("30 calendar days", "P30D"),
    ("12 weeks", "P12W"),
    ("a decade", "P10Y"),
    ("two decades", "P20Y"),
]


@pytest.mark.parametrize(("text", "iso"), DURATIONS)
def test_a_duration(text: str, iso: str) -> None:
    assert [value.iso for value in find_durations(f"It is {text}.")] == [iso]


@pytest.mark.parametrize(
    "text",
    [
        "40 working days",
        "£74,615 a year",
        "£6.2 million a year",
        "once a year",
        "two days a week",
        "18 years old",
        "18 years of age",
        "a five-year-old server",
        "Year 5",
        "last year",
        "2025 year end",
        "0 years",
        "18 hours",
        "2.7 months",
        "",
    ],
)
def test_what_is_no_duration_of_years(text: str) -> None:
    assert [value for value in find_durations(text) if value.unit in ("year", "month", "week")] == []


def test_what_durations_carry() -> None:
    (about,) = find_durations("for about nine years")
    assert (about.iso, about.approximate, about.unit) == ("P9Y", True, "year")
    (so,) = find_durations("for 20 years or so")
    assert so.approximate
    (over,) = find_durations("for more than ten years")
    assert over.approximate
    (times,) = find_durations("2 x 12 months")
    assert (times.iso, times.times, times.unit) == ("P1Y", 2, "month")
    (ago,) = find_durations("three years ago")
    assert ago.ago


TERMS = [
    ("It was let for a period of four years, with two optional extensions of one year each.", ["P4Y"]),
    ("The agreement is for 18 months and ends in October 2024.", ["P18M"]),
    ("5+2+2", ["P5Y"]),
    ("2 years + 1 + 1", ["P2Y"]),
    ("3 years plus 2 years", ["P3Y"]),
    ("4 years (2+1+1)", ["P2Y"]),
    ("2 + 1 + 1 year contract", ["P2Y"]),
    ("an initial three-year term", ["P3Y"]),
    ("three (3) years with an option to extend", ["P3Y"]),
    ("5 years (with an option to extend for 2 years)", ["P5Y"]),
    ("Initial 2 years, optional 2 years", ["P2Y"]),
    ("the term is six years", ["P6Y"]),
    ("three years from 3 August 2020", ["P3Y"]),
    ("one year from go-live", ["P1Y"]),
    ("Iken: 1 April 2019, five years.", ["P5Y"]),
    ("from April 2018, three years, extended for 2 years to March 2023", ["P3Y"]),
    ("8x8: 36 months, finishing on 30/09/2026.", ["P3Y"]),
    ("£29,750 over three years", ["P3Y"]),
    ("£61,200 in total for the seven years", ["P7Y"]),
    ("the contract of two years will finish on 11 January 2020", ["P2Y"]),
    ("let by further competition for 4 years", ["P4Y"]),
    ("2 years with an option to extend up to a maximum of 5 years in total", ["P2Y"]),
    ("rolling", ["rolling"]),
    ("rolling, renewed each April", ["rolling/P1Y"]),
    ("Rolling: it renews for 12 months each 1 September", ["rolling/P1Y"]),
    ("rolls on for 12 months at a time", ["rolling/P1Y"]),
    ("rolling, renewed for 12 months every April", ["rolling/P1Y"]),
    ("annual, renewed each January", ["rolling/P1Y"]),
    ("Annual, renews each 1 April unless three months' notice is given", ["rolling/P1Y"]),
    ("The Council renews it from year to year.", ["rolling/P1Y"]),
    ("All four are on one-year agreements that renew automatically.", ["rolling/P1Y"]),
    ("Rolls over each year", ["rolling/P1Y"]),
    ("an annual rolling contract", ["rolling/P1Y"]),
    ("12 months rolling", ["rolling/P1Y"]),
    ("The contract auto-renews annually.", ["rolling/P1Y"]),
    ("The licence is renewed every three years.", ["rolling/P3Y"]),
    ("rolling, month by month", ["rolling/P1M"]),
    ("rolling monthly", ["rolling/P1M"]),
    ("month-to-month", ["rolling/P1M"]),
    ("since when it has continued month by month", ["rolling/P1M"]),
    ("It is carrying on from quarter to quarter until a new one is signed.", ["rolling/P3M"]),
    ("on a rolling 30-day agreement", ["rolling/P30D"]),
    ("rolling contract with 30 days' notice", ["rolling"]),
    ("The agreement was for one year and has since rolled forward on an annual basis.", ["rolling/P1Y", "P1Y"]),
    ("The support agreement continues on a monthly basis.", ["rolling/P1M"]),
    ("The contract rolls monthly.", ["rolling/P1M"]),
    ("The contract rolls on a three-monthly basis.", ["rolling/P3M"]),
    ("It is a rolling 6 monthly agreement.", ["rolling/P6M"]),
    ("It is on a rolling 12-monthly contract.", ["rolling/P1Y"]),
    ("Annual contract, renewable each April", ["rolling/P1Y"]),
    ("It renews every January for a year.", ["rolling/P1Y"]),
    ("rolling, costing £3,000 monthly", ["rolling"]),
    ("The contract runs for 3 years and is paid monthly.", ["P3Y"]),
    ("Bundledocs: a yearly subscription.", ["P1Y"]),
]


@pytest.mark.parametrize(("text", "terms"), TERMS)
def test_a_term(text: str, terms: list[str]) -> None:
    assert [value.iso for value in find_terms(text)] == terms


@pytest.mark.parametrize(
    "text",
    [
        "It has been used for five years.",
        "which has been with us for 20 years or so",
        "Records older than ten years were not migrated.",
        "you may ask within two months",
        "We need three months' notice.",
        "for the 12 weeks to 28 March 2025",
        "left residents without services for nine weeks",
        "on a year by year basis, what has been your referral rate",
        "payments to suppliers, month by month",
        "The contract was renewed in April 2022 and is reviewed annually.",
        "The contract runs to 2026 and costs £5,000 annually.",
        "An annual licence fee of £5,000 is paid.",
        "a rolling programme of replacement",
        "The system was rolled out in two years.",
        "The contract can be extended by two years.",
        "extended to five years",
        "in the last five years",
        "",
    ],
)
def test_what_is_no_term(text: str) -> None:
    assert find_terms(text) == []


@pytest.mark.parametrize(
    ("text", "iso"), [("Five years", "P5Y"), ("60 months", "P5Y"), ("2 + 1 + 1", "P2Y"), ("Annual", "P1Y")]
)
def test_a_bare_term_where_it_is_asked_for(text: str, iso: str) -> None:
    assert [value.iso for value in find_terms(text, asked=True)] == [iso]
