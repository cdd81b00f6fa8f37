"""Clauses: what is so is told from what is denied, past, planned or supposed, for every kind of fact alike."""

from __future__ import annotations

import pytest

from kg.extracting.moods import Mood, clauses, mood_at
from tests.letters import facts_of, letter_text

ADULT = "adult-social-care"


def answer(question: str, words: str) -> set[tuple[str | None, str, str]]:
    return facts_of(letter_text(f"1. {question}\n\n{words}"))


@pytest.mark.parametrize(
    "text", ["", "No.", "It ends in March 2027, and we may extend it; nobody knows.", "a, b and c"]
)
def test_clauses_cover_a_sentence_without_gaps(text: str) -> None:
    cut = clauses(text)
    assert "".join(text[start:end] for start, end in cut) == text


@pytest.mark.parametrize(
    ("text", "word", "mood"),
    [
        ("It is hosted by the supplier.", "supplier", Mood.REAL),
        ("It is not hosted on premises.", "premises", Mood.DENIED),
        ("It is not hosted here, but the supplier hosts it.", "supplier", Mood.REAL),
        ("The previous contract cost £5,000.", "£5,000", Mood.PAST),
        ("We plan to move to the cloud.", "cloud", Mood.PLANNED),
        ("The contract will end on 31 March 2027.", "31", Mood.REAL),
        ("The new contract will run from May 2026.", "May", Mood.PLANNED),
        ("We would use Mosaic if we could.", "Mosaic", Mood.SUPPOSED),
        ("Other councils told us that they use Mosaic.", "Mosaic", Mood.SUPPOSED),
        ("The contract runs to May 2027, plus two years if both sides agree.", "May", Mood.REAL),
    ],
)
def test_the_mood_of_a_word_is_that_of_its_clause(text: str, word: str, mood: Mood) -> None:
    assert mood_at(text, text.index(word)) == mood


@pytest.mark.parametrize(
    ("question", "words", "field"),
    [
        ("How is the adult social care system hosted?", "It is not hosted on premises.", "hosting"),
        ("How was the adult social care system procured?", "It was not bought through G-Cloud.", "procurement_route"),
        (
            "What does the adult social care system cost a year?",
            "The previous contract cost £9,000 a year.",
            "annual_cost",
        ),
        ("When does the adult social care contract end?", "The request was answered in 2023.", "contract_end"),
        ("When does the adult social care contract end?", "Not before 31 March 2027.", "contract_end"),
        ("Who supplies the adult social care system?", "Not Liquidlogic.", "supplier"),
        ("Which system do you use for adult social care?", "The Council does not use Mosaic.", "system"),
        ("Which system do you use for adult social care?", "We trialled Magic Notes in 2024.", "system"),
    ],
)
def test_what_is_not_so_states_nothing(question: str, words: str, field: str) -> None:
    assert not {fact for fact in answer(question, words) if fact[1] == field}


@pytest.mark.parametrize(
    "words",
    [
        "Mosaic. Before that we used CareFirst.",
        "We moved from CareFirst to Mosaic in June 2021.",
        "Mosaic replaced CareFirst in June 2021.",
        "We previously used CareFirst until 2016. Now we use Mosaic.",
        "Until 31 May 2021 it was CareFirst. We now use Mosaic.",
        "Mosaic. CareFirst was switched off in 2016.",
    ],
)
def test_a_system_that_is_gone_is_told_from_the_one_in_use(words: str) -> None:
    facts = answer("Which system do you use for adult social care?", words)
    assert (ADULT, "system", "Mosaic (social care)") in facts
    assert (ADULT, "former_system", "CareFirst") in facts
    assert (ADULT, "system", "CareFirst") not in facts


@pytest.mark.parametrize(
    "words",
    [
        "CareFirst. We plan to move from CareFirst to Mosaic in 2027.",
        "CareFirst, but we intend to replace CareFirst with Mosaic in 2027.",
        "CareFirst. CareFirst will be replaced by Mosaic in 2027.",
    ],
)
def test_a_plan_leaves_the_system_in_use(words: str) -> None:
    facts = answer("Which system do you use for adult social care?", words)
    assert {(ADULT, "system", "CareFirst"), (ADULT, "system", "Mosaic (social care)")} <= facts
    assert not {fact for fact in facts if fact[1] == "former_system"}
