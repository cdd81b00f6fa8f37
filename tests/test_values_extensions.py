"""Options to extend a contract, used and unused, as letters write them."""

from __future__ import annotations

import pytest

from kg.values import find_extension_uses, find_extensions

EXTENSIONS = [
    ("with two optional extensions of one year each", ["P1Y+P1Y"]),
    ("There’s an option of 2 years at the end.", ["P2Y"]),
    ("two further periods of twelve months each", ["P1Y+P1Y"]),
    ("1 May 2022 to 30 April 2027, plus two years if both sides agree", ["P2Y"]),
    ("1 September 2020 to 31 August 2025 (+2 years)", ["P2Y"]),
    ("3 years with a further 1 year as an option", ["P1Y"]),
    ("5+2+2", ["P2Y+P2Y"]),
    ("2 years + 1 + 1", ["P1Y+P1Y"]),
    ("4 years plus 2 x 1 year extension options", ["P1Y+P1Y"]),
    ("8 years (5+3)", ["P3Y"]),
    ("extendable by 3 x 1 year", ["P1Y+P1Y+P1Y"]),
    ("can be extended for one year and once more for one year", ["P1Y+P1Y"]),
    ("it allowed for extensions of one year and then of two years", ["P1Y+P2Y"]),
    ("the option of adding one year, and after that another", ["P1Y+P1Y"]),
    ("with an option to extend for 2 years, then 1 year", ["P2Y+P1Y"]),
    ("Finishes 12/2023, one-year option available", ["P1Y"]),
    ("There is one option to extend, by three years", ["P3Y"]),
    ("up to three extensions, each of 12 months", ["P1Y+P1Y+P1Y"]),
    ("One extension of a year", ["P1Y"]),
    ("an extension of two years being possible", ["P2Y"]),
    ("two extensions of 24 months are possible", ["P2Y+P2Y"]),
    ("with the possibility of two more years", ["P2Y"]),
    ("the Council may add a further two years", ["P2Y"]),
    ("can run on for up to two years after that", ["P2Y"]),
    ("there are 2 x 12 months available", ["P1Y+P1Y"]),
    ("yes, by a maximum of two years in periods of one year", ["P1Y+P1Y"]),
    ("extend for up to 3 years in 12-month increments", ["P1Y+P1Y+P1Y"]),
    ("extend for up to a further two years, in annual increments", ["P1Y+P1Y"]),
    ("option to extend annually for up to 3 years", ["P1Y+P1Y+P1Y"]),
    ("an option to extend for a further 2 years (1+1)", ["P1Y+P1Y"]),
    ("extend for a further two (2) periods of twelve (12) months each", ["P1Y+P1Y"]),
    ("It was for eight years and can be lengthened by up to four.", ["P4Y"]),
    ("let for seven years and can be extended by three more", ["P3Y"]),
    ("four years with two 2-year extensions", ["P2Y+P2Y"]),
    ("Contract term: 5 years, extension options: 2 years", ["P2Y"]),
    ("option to extend for a further 24 months (2 x 12 months)", ["P1Y+P1Y"]),
    ("It may be prolonged twice by a year each time.", ["P1Y+P1Y"]),
    ("an initial term of two years, plus an optional third year", ["P1Y"]),
    ("Three years, extendable for two", ["P2Y"]),
    ("It has been extended to 31 March 2025, with one more year available.", ["P1Y"]),
    ("We intend to exercise the option of a one-year extension.", ["P1Y"]),
    ("The 2 year extension option will be taken up.", ["P2Y"]),
    ("extendable by 3 x 1 year\nContract number: BKC/20/0077", ["P1Y+P1Y+P1Y"]),
    ("It can be extended once, for two years.", ["P2Y"]),
    ("The extension option of two years has not been exercised.", ["P2Y"]),
    ("two options of 12 months each, neither of which has been used", ["P1Y+P1Y"]),
    ("the one year extension has been used", ["P1Y used"]),
    ("Both of the one-year extensions have been used", ["P1Y+P1Y used"]),
    ("three years, extended for 2 years to March 2023", ["P2Y used"]),
    ("The contract was extended last year, for the second and last time, by 12 months", ["P1Y used"]),
    ("an extension of three years was activated in 2020", ["P3Y used"]),
    ("with one further year which the Council has used", ["P1Y used"]),
    ("The one year by which it could be extended has been used.", ["P1Y used"]),
    ("1 April 2019 to 31 March 2023, then extended to 31 March 2026 under the option of three years", ["P3Y used"]),
    ("it was agreed to use the first of the two extension years", ["P1Y+P1Y", "P1Y used"]),
    ("two one-year options, one of which has been taken up", ["P1Y+P1Y", "P1Y used"]),
    ("It allowed for two extensions of one year. The first was taken up last summer.", ["P1Y+P1Y", "P1Y used"]),
    ("There are two one-year options. The first has been exercised and the second has not.", ["P1Y+P1Y", "P1Y used"]),
    ("2 x 1 year extensions (1 used)", ["P1Y+P1Y", "P1Y used"]),
    ("Extension option of 24 months exercised in May 2023", ["P2Y used"]),
    ("extended by 12 months in 2021 and again by 12 months in 2022", ["P1Y+P1Y used"]),
    ("Extended for one year under the contract terms to 30 June 2025", ["P1Y used"]),
    ("We are currently in the first extension year.", ["P1Y used"]),
]


@pytest.mark.parametrize(("text", "values"), EXTENSIONS)
def test_an_extension(text: str, values: list[str]) -> None:
    found = find_extensions(text)
    assert [value.value for value in found] == values
    assert [value.used for value in found] == [value.endswith("used") for value in values]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Two, each of one year", ["P1Y+P1Y"]),
        ("One of 24 months.", ["P2Y"]),
        ("2 years", ["P2Y"]),
        ("Yes, 2 years", ["P2Y"]),
        ("Up to 24 months", ["P2Y"]),
        ("one further year", ["P1Y"]),
        ("1+1 years", ["P1Y+P1Y"]),
        ("24 months (12+12)", ["P1Y+P1Y"]),
        ("1 year (used)", ["P1Y used"]),
        ("2 one-year extensions; first used", ["P1Y+P1Y", "P1Y used"]),
        ("Two", []),
        ("Yes", []),
        ("N/A", []),
        ("The contract is for three years.", []),
    ],
)
def test_an_answer_about_extensions(text: str, values: list[str]) -> None:
    assert [value.value for value in find_extensions(text, asked=True)] == values


@pytest.mark.parametrize(
    "text",
    [
        "There is no further option.",
        "There are no extensions available under the contract.",
        "Extensions: none",
        "It will not be extended again.",
        "There is nothing left to exercise.",
        "with no option to extend beyond three years",
    ],
)
def test_a_denial(text: str) -> None:
    (found,) = find_extensions(text)
    assert (found.none, found.used) == (True, False)


@pytest.mark.parametrize("text", ["No", "None", "None left", "No.", "Hedgerow: no.", "No extensions"])
def test_a_denial_where_it_is_asked_for(text: str) -> None:
    assert [value.none for value in find_extensions(text, asked=True)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "The contract is for three years.",
        "£5,000 for two years",
        "let by further competition for 4 years",
        "For further information write within two months.",
        "all of that were taken out",
        "640 extensions and 38 agents",
        "",
    ],
)
def test_what_is_no_extension(text: str) -> None:
    assert find_extensions(text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The first of them was exercised in 2021 and the second in 2022.", 2),
        ("The first was taken up last summer.", 1),
        ("Both have been used.", None),
        ("We have exercised both extension options.", None),
        ("plus the second year, which was agreed in March", 2),
    ],
)
def test_the_use_of_options_named_elsewhere(text: str, count: int | None) -> None:
    assert [use.count for use in find_extension_uses(text)] == [count]


def test_options_that_are_not_used() -> None:
    assert find_extension_uses("Neither has been taken up so far.") == []
