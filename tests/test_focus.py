"""What an answer is about: the nearest words that tell the service and the system."""

from __future__ import annotations

import pytest

from tests.letters import facts_of, letter_text

ADULT, CHILDREN = "adult-social-care", "childrens-social-care"
HR, LIBRARIES, HIGHWAYS = "hr-payroll", "libraries", "highways-waste"


def facts(body: str, subject: str = "software") -> set[tuple[str | None, str, str]]:
    return facts_of(letter_text(body, subject=subject))


def test_dates_beside_names_are_those_of_the_names() -> None:
    found = facts(
        "1. Which HR and payroll system do you use?\n\niTrent\n\n2. Which library management system do you use?\n\nSpydus\n\n"
        "3. When do the contracts end?\n\niTrent 31/3/2028, Spydus 11/6/2025"
    )
    assert {(HR, "contract_end", "2028-03-31"), (LIBRARIES, "contract_end", "2025-06-11")} <= found
    assert len({fact for fact in found if fact[1] == "contract_end"}) == 2


def test_services_beside_dates_tell_which_is_which() -> None:
    found = facts(
        "1. When did the system go live?\n\nAdults went live on 4 June 2018 and children's services in November 2019.",
        subject="adult and children's social care software",
    )
    assert {(ADULT, "in_use_since", "2018-06-04"), (CHILDREN, "in_use_since", "2019-11")} <= found


def test_a_question_goes_on_about_the_system_that_the_one_before_named() -> None:
    found = facts(
        "1. Which library management system do you use?\n\nSpydus\n\n2. Which HR system do you use?\n\niTrent\n\n"
        "3. When does the contract end?\n\n31 March 2028"
    )
    assert (HR, "contract_end", "2028-03-31") in found
    assert (LIBRARIES, "contract_end", "2028-03-31") not in found


def test_a_question_may_point_to_others_by_number() -> None:
    found = facts(
        "1. Which library management system do you use?\n\nSpydus\n\n2. Which HR system do you use?\n\niTrent\n\n"
        "3. What is the annual cost of the system in question 1?\n\n£18,300 per year"
    )
    assert (LIBRARIES, "annual_cost", "18300") in found
    assert (HR, "annual_cost", "18300") not in found


def test_the_same_system_serves_another_service() -> None:
    found = facts(
        "1. What system do you use for adult social care?\n\nEclipse, supplied by OLM Systems\n\n"
        "2. And for children's social care?\n\nThe same system is used.",
        subject="social care software",
    )
    assert {(ADULT, "system", "Eclipse"), (CHILDREN, "system", "Eclipse")} <= found


def test_a_task_in_a_question_belongs_to_the_service_of_the_letter() -> None:
    found = facts(
        "1. Which document management system is used by the service?\n\nCivica W2",
        subject="Revenues and Benefits systems",
    )
    assert ("revenues-benefits", "system", "Civica W2") in found


@pytest.mark.parametrize("dash", ["–", "-", "—"])
def test_lines_of_service_system_and_supplier(dash: str) -> None:
    lines = ["Libraries, Sierra, Innovative Interfaces", "HR & Payroll, iTrent, MHR", "Highways, Alloy, Causeway"]
    body = "You asked for a list of systems. Please see below.\n\n" + "\n".join(
        line.replace(", ", f" {dash} ") for line in lines
    )
    found = facts(body)
    assert {(LIBRARIES, "system", "Sierra"), (HR, "system", "iTrent"), (HIGHWAYS, "system", "Alloy")} <= found
    assert (HR, "supplier", "MHR") in found


def test_yes_affirms_the_one_product_that_a_question_names() -> None:
    assert ("analytics-ai", "system", "Microsoft Copilot") in facts(
        "1. Do you use Microsoft 365 Copilot?\n\nYes.", subject="the use of artificial intelligence"
    )
    assert not facts("1. Do you use Microsoft 365 Copilot?\n\nNo.", subject="the use of artificial intelligence")


def test_the_letter_of_an_option_is_its_text() -> None:
    found = facts(
        "1. Is the library system hosted (a) on site, (b) by the supplier, or (c) in a public cloud?\n\n(b)",
        subject="library software",
    )
    assert (LIBRARIES, "hosting", "supplier-hosted") in found


def test_a_clause_about_a_supplier_is_about_what_it_supplies() -> None:
    found = facts(
        "1. Which library management system do you use and who supplies it?\n\nSpydus, supplied by Civica\n\n"
        "2. Which HR system do you use and who supplies it?\n\niTrent, supplied by MHR\n\n"
        "3. What are your plans?\n\nThe contract with MHR ends on 31 March 2028."
    )
    assert (HR, "contract_end", "2028-03-31") in found
    assert (LIBRARIES, "contract_end", "2028-03-31") not in found
