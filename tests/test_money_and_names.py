"""What has a name, a number or a price in a letter, and is no system and no cost of one."""

from __future__ import annotations

import pytest

from tests.letters import facts_of, letter_text


def of_fields(body: str, *fields: str) -> set[tuple[str, str]]:
    facts = facts_of(letter_text(body, subject="housing software"))
    return {(field, value) for _, field, value in facts if field in fields}


@pytest.mark.parametrize(
    "answer", ["1st of April 2024 - 31st of March 2029 (3+1+1).", "3rd of June 2019 to 2nd of June 2024", "DN445566"]
)
def test_a_date_or_a_number_of_a_contract_is_no_system(answer: str) -> None:
    body = f"1. Which system do you use and when does the contract end?\n{answer}\n"
    assert not of_fields(body, "system", "supplier")


@pytest.mark.parametrize(
    "answer",
    [
        "VoIP Software as a Service (SaaS)",
        "This is on our Contract Register (due-north.com)",
        "Please see council-spending.co.uk for this.",
    ],
)
def test_a_way_of_hosting_and_the_address_of_a_site_are_no_names(answer: str) -> None:
    body = f"1. Which system do you use?\nTidewell.\n\n2. Who supplies your telephone system?\n{answer}\n"
    assert not of_fields(body, "supplier", "system") - {("system", "Tidewell")}


@pytest.mark.parametrize("number", ["DN445566", "Wick 20771"])
def test_what_is_asked_as_a_reference_is_no_system(number: str) -> None:
    body = f"1. Which system do you use?\nTidewell.\n\n2. Which contract management reference does it have?\n{number}\n"
    assert of_fields(body, "system") == {("system", "Tidewell")}


@pytest.mark.parametrize(
    "question",
    [
        "Spend on agency social workers",
        "What was spent on overtime?",
        "How much has the council spent on road salt?",
        "What did the council spend on Home to School Transport in each of the years since 2021?",
    ],
)
def test_what_is_spent_on_other_things_is_no_cost_of_a_system(question: str) -> None:
    body = f"1. Which system do you use?\nTidewell.\n\n2. {question}\n£12.4 million in 2022-23\n"
    assert not of_fields(body, "annual_cost", "total_cost")


@pytest.mark.parametrize(
    "question", ["What was your spend on the system?", "What did you spend on Tidewell?", "What is spent on it?"]
)
def test_what_is_spent_on_the_system_is_its_cost(question: str) -> None:
    body = f"1. Which system do you use?\nTidewell.\n\n2. {question}\n£12,400 in 2022-23\n"
    assert of_fields(body, "annual_cost") == {("annual_cost", "12400")}
