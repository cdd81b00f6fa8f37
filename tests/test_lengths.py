"""Terms and options that only a letter about contracts words so, and what else the same words may mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies

from kg.extracting.bare import length_of
from kg.extracting.lengths import lengths_in, other_use, tells_use
from kg.extracting.mentions import tells_of_length
from kg.extracting.sheet import sheet_of
from kg.values.durations import find_durations
from kg.values.extensions import find_extensions
from kg.values.terms import find_terms
from tests.letters import letter_text, read_letter


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("plus 1 plus 1", "extension", "P1Y+P1Y"),
        ("plus two, plus two", "extension", "P2Y+P2Y"),
        ("12m + 12m", "extension", "P1Y+P1Y"),
        ("three plus one plus one", "term", "P3Y"),
        ("three plus one plus one", "extension", "P1Y+P1Y"),
        ("2+1+2 years", "extension", "P2Y+P1Y+P2Y"),
        ("two single years to follow", "extension", "P1Y+P1Y"),
        ("three yearly extensions", "extension", "P1Y+P1Y+P1Y"),
        ("twice, a year at a time", "extension", "P1Y+P1Y"),
        ("two further years, one at a time", "extension", "P1Y+P1Y"),
        ("2 x 12m", "extension", "P1Y+P1Y"),
        ("lets us add two more", "extension", "P2Y"),
        ("the possibility of two more", "extension", "P2Y"),
        ("an optional 12, or a further 24", "extension", "P2Y"),
        ("optional fourth and fifth years", "extension", "P1Y+P1Y"),
        ("with an option of a fourth", "extension", "P1Y"),
        ("the first of these was taken up", "extension", "P1Y"),
        ("both extensions have been used", "extension", "P1Y+P1Y"),
        ("month to month since February", "term", "rolling/P1M"),
        ("it goes year by year", "term", "rolling/P1Y"),
        ("from quarter to quarter", "term", "rolling/P3M"),
        ("open-ended, with a month's notice", "term", "rolling"),
        ("until further notice", "term", "rolling"),
        ("we are in year 3 of 4", "term", "P4Y"),
    ],
)
def test_words_are_read_as_a_term_or_an_option(words: str, kind: str, value: str) -> None:
    assert (kind, value) in {(one.kind, one.value) for one in lengths_in(words)}


@pytest.mark.parametrize(
    "words", ["The library opens at nine.", "Our ref: FOI/1+1/2024", "We spent £12,000 + VAT.", "1,234 + 2,500 users"]
)
def test_what_tells_of_no_length_is_none(words: str) -> None:
    assert not list(lengths_in(words))


@pytest.mark.parametrize(
    ("words", "value", "other"),
    [
        ("extended by a year", "P1Y", "P1Y used"),
        ("the first of the two years has been used", "P1Y used", "P1Y"),
        ("with an option of two years", "P2Y", None),
    ],
)
def test_an_option_may_be_open_or_used_where_words_tell_of_use(words: str, value: str, other: str | None) -> None:
    assert (other_use(value) if tells_use(words) else None) == other


@pytest.mark.parametrize(
    ("count", "unit", "length"),
    [
        ("2", "", "P2Y"),
        ("24", "", "P2Y"),
        ("12", "m", "P1Y"),
        ("6", "m", "P6M"),
        ("three", "y", "P3Y"),
        ("18", "", "P18M"),
    ],
)
def test_a_number_counts_years_or_months_by_its_unit_or_size(count: str, unit: str, length: str) -> None:
    assert length_of(count, unit) == length


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("It ends on the thirty-first of March 2027.", "2027-03-31"),
        ("It runs to the last day of February 2028.", "2028-02-29"),
        ("It began on the first of August 2015.", "2015-08-01"),
        ("It was live from the twenty-second day of May 2019.", "2019-05-22"),
    ],
)
def test_days_in_words_are_dates(words: str, date: str) -> None:
    letter = read_letter(letter_text(f"1. When does the contract start and end?\n\n{words}\n"))
    assert date in {str(one.value) for one in sheet_of(letter).mentions if one.kind == "date"}


def test_a_day_that_no_month_has_is_no_date() -> None:
    letter = read_letter(letter_text("1. When does it end?\n\nIt ends on the thirty-first of June 2027.\n"))
    assert "2027-06-31" not in {str(one.value) for one in sheet_of(letter).mentions}


_WORDS = (
    "two 3 12 a an another further optional extra more option options to by for at of the on each every april spring basis "
    "initial contract agreement term is was lasts until further notice both first taken used exercised no none (1 1) x * £9,000 "
    "yearly month months extend extended renewal renews rolling plus + annual quarterly weeks held over goes going continues"
)


@settings(max_examples=400)
@given(strategies.lists(strategies.sampled_from(_WORDS.split()), max_size=12).map(" ".join))
def test_where_no_word_tells_of_a_length_none_is_found(text: str) -> None:
    found: list[object] = [*find_durations(text)]
    for asked in (False, True):
        found += [one for one in find_extensions(text, asked=asked) if not one.none]
        found += find_terms(text, asked=asked)
    assert tells_of_length(text) or not found
