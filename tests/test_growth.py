"""Reading takes a time in proportion to the letter: whatever is repeated in it, and wherever.

Each cell is something that is repeated, at a place of a letter; four times as much of it may take no more than ten times
as long (four times, and room for a busy machine), where what grows with the square takes sixteen times. A sample of the
cells is tried in every run, all of them by `make nightly`.
"""

from __future__ import annotations

import os
import time
from math import inf

import pytest

from kg.building import build_letter
from kg.building.checking import check_letter
from kg.describing import describe_letter
from tests.letters import document

UNITS = (
    " ", "\n", "\t", "\u00a0", " \n", "a", "A", "1", "0", "1 ", "1. ", "1.", "1,", "£", "£1 ", "£1,", ",", ". ", "-", "- ", "–",
    "_", "*", "**", "#", "|", "| ", "x | ", "| a | b |\n", "> ", "(", ")", "[", "[a](", "[x](a", "](", "\\", "'", '"', "?",
    ":", "/", "½", "\f", "a: ", "a) ", "a b", "a.", "A.", "a@", "a@b.c ", "http://a.b/", "www.", "Why? ", "1. a? ", "Q. ", "Q1. ",
    "Question 1\n", "Answer: ", "- a\n", "Yes\n", "No. ", "the ", "the council ", "and ", "to ", "from ", "not ", "we use ",
    "system: ", "contract ", "Ab. ", "Ltd. ", "Mr ", "Mr A Smith ", "Mosaic ", "Mosaic, ", "Mosaic (", "3 May 2024\n", "1 May 2024 ",
    "1 May 2020 to ", "January to ", "?\n- \n", "May ", "2024 ", "2020-", "1/", "12/", "01234 ", "FOI/1 ", "12 months ", "+ 1 year ", "one ",
    "two hundred and ", "up to ", "s.40 ", "section 40(2) ", "see question 1 ", "As above. ", "Page 1\n", "Dear ", "Re: ", "Date: ", "FOI and EIR ", "Ab Council\n",
)  # fmt: skip
HEAD = "Borsetshire County Council\n\n3 May 2024\n\nFreedom of Information request FOI/24/0107\n\n"
ASK = "1. Which system do you use, who supplies it, and when does it end?\n\n"
PLACES = {
    "head": "{x}" + HEAD + ASK + "Mosaic.\n",
    "date": HEAD.replace("3 May", "| Date |{x}3 May") + ASK + "Mosaic.\n",
    "council": HEAD.replace(" County", "{x} County") + ASK + "Mosaic.\n",
    "reference": HEAD.replace("request ", "request{x} our reference{x} ") + ASK + "Mosaic.\n",
    "question": HEAD + ASK.replace(" do", "{x} do").replace("?", "{x}?") + "Mosaic.\n",
    "answer": HEAD + ASK + "Mosaic{x}, supplied by The Access Group. It ends{x} on 31 March 2027.\n",
    "alone": HEAD + ASK + "{x}\n\n2. What does it cost?\n\n£54,000 a year.\n",
    "cost": HEAD + "1. What does it cost?\n\n£{x}54,000{x} a year from 1 May 2020{x} to{x} 30 June 2024.\n",
    "form": HEAD + "System:{x} Mosaic\nSupplier{x}: Access\nContract end: {x}2027\n",
    "cell": HEAD
    + "| Service | System | End |\n|---|---|---|\n| Housing | Northgate{x} | {x}2027 |\n| Care | {x} | May{x} 2027 |\n",
    "link": HEAD + ASK + "It is in our register{x} at https://b.example/{x}c which can be found here{x}.\n",
    "quoted": HEAD + "> 1. Which{x} system do you use?\n> {x}Who supplies it?\n\nMosaic.\n",
    "mail": HEAD + ASK + "Mosaic.\n\n{x}\nWrite to foi@borset.example{x} or call us.\n",
    "tail": HEAD
    + ASK
    + "Mosaic.\n\nWe withhold names{x} under section 40(2).\n\nYours sincerely{x}\nInformation Governance\n{x}",
}
CELLS = [(unit, place) for unit in UNITS for place in PLACES]
KNOWN = [
    (" ", "date"), (" ", "cell"), ("\n", "tail"), (" \n", "cost"), ("1", "alone"), ("0", "cost"), ("1 ", "answer"), ("No. ", "answer"),
    ("| ", "cost"), ("the council ", "alone"), ("the council ", "quoted"), ("[x](a", "link"), ("FOI and EIR ", "alone"), ("Ab Council\n", "alone"),
    ("_", "mail"),
]  # fmt: skip
"""What once grew faster than the letter, or failed."""
TRIED = CELLS if os.environ.get("KG_NIGHTLY") else [*KNOWN, *CELLS[::60]]
ROW = 100
"""Characters of a row that may still be a title."""
AT_ONCE = 1.0
"""Seconds for a letter of a few rows, which take some hundredths."""
LENGTH = 4_000
"""Characters that are added to the smaller letter."""
LEAST = 0.15
"""Seconds below which a time says nothing of growth."""
TRIES = 3
"""Times that both letters are read: other programs only ever add to a time, and not to both alike, so the least counts."""


def filled(place: str, unit: str, length: int) -> str:
    template = PLACES[place]
    return template.replace("{x}", unit * max(1, length // len(unit) // template.count("{x}")))


def seconds(text: str) -> float:
    """How much of the processor's time a letter takes."""
    begin = time.process_time()
    letter = build_letter(document(text))
    check_letter(letter)
    list(describe_letter(letter))
    return time.process_time() - begin


@pytest.fixture(scope="module", autouse=True)
def _weights_are_loaded() -> None:
    seconds(PLACES["answer"].replace("{x}", ""))


@pytest.mark.parametrize(("unit", "place"), TRIED, ids=repr)
def test_reading_grows_with_the_letter(unit: str, place: str) -> None:
    small = large = inf
    for _ in range(TRIES):
        small = min(small, seconds(filled(place, unit, LENGTH)))
        large = min(large, seconds(filled(place, unit, 4 * LENGTH)))
        if large <= 10 * max(small, LEAST):
            return
    pytest.fail(f"{large:.2f} s for four times what takes {small:.2f} s")


@pytest.mark.parametrize("unit", [*UNITS, "UK", "Uk", "A& ", "a-", "A, "], ids=repr)
def test_a_row_of_any_unit_is_read_at_once(unit: str) -> None:
    """What goes back over itself within a short row shows in no letter that is long."""
    text = HEAD + unit * (ROW // len(unit)) + " and the rest\n\n" + ASK + "Mosaic.\n"
    assert any(seconds(text) < AT_ONCE for _ in range(TRIES))
