"""Dates that lie in a range, and the periods of money and of figures."""

from __future__ import annotations

import pytest

from kg.extracting import extract
from tests.letters import facts_of, letter_text, read_letter

DATES = {"contract_start", "contract_end"}


def dates(question: str, answer: str) -> set[tuple[str, str]]:
    facts = facts_of(letter_text(f"1. Which system do you use?\nTidewell.\n\n2. {question}\n{answer}\n"))
    return {(field, value) for _, field, value in facts if field in DATES}


@pytest.mark.parametrize(
    ("question", "answer", "found"),
    [
        (
            "When does the contract end?",
            "The contract is due to end between April 2026 and March 2027.",
            {("contract_end", "2026-04/2027-03")},
        ),
        ("When does the contract end?", "Between April 2026 and March 2027.", {("contract_end", "2026-04/2027-03")}),
        (
            "When did the contract start and end?",
            "The contract runs between 1 April 2020 and 31 March 2025.",
            {("contract_start", "2020-04-01"), ("contract_end", "2025-03-31")},
        ),
        ("What was the spend on the contract?", "We spent £9,000 between April 2022 and March 2023.", set()),
        ("What was paid under the contract?", "£9,000 was paid from 1 April 2022 to 31 March 2023.", set()),
        (
            "What does the contract cost?",
            "It cost £9,000 and the contract runs from 1 April 2022 to 31 March 2023.",
            {("contract_start", "2022-04-01"), ("contract_end", "2023-03-31")},
        ),
    ],
)
def test_a_range_is_of_what_its_words_say(question: str, answer: str, found: set[tuple[str, str]]) -> None:
    assert dates(question, answer) == found


def test_a_line_of_figures_keeps_the_period_with_which_it_begins() -> None:
    body = (
        "1. What was the number of referrals in each year?\n"
        "2021-22: 21,344\n2022/23 – 20,110\nIn 2024: 19,875 referrals\n"
    )
    found = extract(read_letter(letter_text(body, subject="children's social care"))).observations
    assert [(o.period, o.value) for o in found] == [("2021-22", 21344), ("2022-23", 20110), ("2024", 19875)]
