"""Lines that come again and again at once are read once, and the build says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.building import build_graph
from kg.segmenting.repeats import repeats
from tests.letters import document, facts_of, letter_text

BLOCK = "1. Which system do you use?\nMosaic, supplied by The Access Group.\nIt ends on 31 March 2027.\n"
BODY = f"Thank you for your request.\n\n{BLOCK}"


def test_lines_that_only_repeat_are_read_once_and_told() -> None:
    once, often = (letter_text(f"{BODY}\n" + BLOCK * times) for times in (0, 30))
    assert facts_of(often) == facts_of(once)
    told = [one for one in build_graph([document(often)]).findings if one.code == "said-again"]
    assert len(told) == 1
    assert "87 lines" in told[0].message


def test_a_letter_that_says_nothing_again_has_no_such_finding() -> None:
    assert "said-again" not in {one.code for one in build_graph([document(letter_text(BODY))]).findings}


@pytest.mark.parametrize("times", [2, 3])
def test_what_comes_twice_or_three_times_stays(times: int) -> None:
    assert repeats("Before.\n" + BLOCK * times + "After.\n") == []


def test_cells_and_single_lines_that_come_again_stay() -> None:
    assert repeats("Yes\nCloud\n" * 40) == []
    assert (
        repeats("The contract is with The Access Group and ends on 31 March 2027, as in all other cases.\n" * 40) == []
    )


LINES = st.one_of(st.just(""), st.text("ab ", max_size=9).map(lambda text: f"A line that goes on with {text}."))


@given(st.lists(LINES, min_size=4, max_size=8, unique=True), st.integers(4, 9))
def test_the_first_of_many_stays_whole(lines: list[str], times: int) -> None:
    block = "".join(f"{line}\n" for line in lines)
    text = "Before it all.\n" + block * times + "After it all.\n"
    kept = text
    for start, end in reversed(repeats(text)):
        kept = kept[:start] + kept[end:]
    assert kept.startswith("Before it all.\n" + block)
    assert kept.endswith("After it all.\n")
    assert len(kept) <= len("Before it all.\n" + block * 2 + "After it all.\n")
    assert {one.strip() for one in kept.splitlines()} == {one.strip() for one in text.splitlines()}
