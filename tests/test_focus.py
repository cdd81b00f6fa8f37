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


def test_a_question_about_another_thing_does_not_go_on_about_the_system_before() -> None:
    found = facts(
        "1. What system do you use for home to school transport?\n\nMobisoft 365\n\n"
        "2. Who supplies your bus information system?\n\nVix Technology; contract expires March 2027",
        subject="highways and transport systems",
    )
    assert (HIGHWAYS, "contract_end", "2027-03") in found
    assert ("education", "contract_end", "2027-03") not in found


def test_quoted_lines_without_numbers_are_questions() -> None:
    found = facts(
        "> whether you use Oracle for HR\n\nNo. Our HR system is iTrent.\n\n> the date the contract ends\n\n31 December 2026\n\n"
        "> the cost of the system each year\n\n£112,450",
        subject="HR software",
    )
    assert {(HR, "system", "iTrent"), (HR, "contract_end", "2026-12-31"), (HR, "annual_cost", "112450")} <= found
    assert not {fact for fact in found if "Oracle" in fact[2]}


def test_lists_of_letters_are_asked_and_answered_apart() -> None:
    found = facts(
        "a. Name of the HR system\nb. Name of the supplier\nc. Contract end date\nd. Annual cost\n\nRESPONSE\n\n"
        "a. iTrent\nb. MHR\nc. 22 May 2027\nd. £15,120",
        subject="HR software",
    )
    assert {
        (HR, "system", "iTrent"),
        (HR, "supplier", "MHR"),
        (HR, "contract_end", "2027-05-22"),
        (HR, "annual_cost", "15120"),
    } <= found


def test_a_table_read_cell_by_cell_ends_where_a_note_begins() -> None:
    cells = ["Service", "Application", "Vendor", "Go live", "Contract expiry"]
    cells += [
        "Libraries",
        "Spydus",
        "Civica",
        "2012",
        "31 Mar 2027",
        "Highways",
        "Alloy",
        "Causeway",
        "2019",
        "Rolling",
    ]
    found = facts("Please see below.\n\n" + "\n".join(cells) + "\nNotes: Spydus is shared with two neighbours.")
    assert {(LIBRARIES, "system", "Spydus"), (HIGHWAYS, "system", "Alloy")} <= found
    assert (LIBRARIES, "contract_end", "2027-03-31") in found


def test_an_option_that_has_been_used_moves_the_end() -> None:
    found = facts(
        "1. What is the contract period of the HR system iTrent?\n\n1 April 2023 - 31 March 2026 with an option to extend for "
        "a further 2 years. The option has been taken up and the contract will now expire on 31 March 2028.",
        subject="HR software",
    )
    assert {fact for fact in found if fact[1] == "contract_end"} == {(HR, "contract_end", "2028-03-31")}
    assert {fact for fact in found if fact[1] == "extension"} == {(HR, "extension", "P2Y used")}
