"""What a letter states becomes facts, and what it does not state does not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extracting import extract
from kg.extracting.asking import kinds_in, services_in
from kg.extracting.linking import pair_features
from kg.extracting.ruling import TOPICS
from kg.model import Polarity
from kg.segmenting import segment
from tests.letters import claims_of, document, facts_of, letter_text

ADULT, CHILD = "adult-social-care", "childrens-social-care"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is the name of your current provider for your recording system?", "supplier"),
        ("Name of system and supplier (or if built in-house)", "system"),
        ("Which case management system do you use?", "system"),
        ("What you use the system for (case management, finances)", "function"),
        ("How long you have been using the system for", "in_use_since"),
        ("How long have you used your current system?", "in_use_since"),
        ("When the current contract for the system expires", "contract_end"),
        ("How long are you contracted to use your current system?", "contract_end"),
        ("When did the current arrangement begin and when it will finish?", "contract_start"),
        ("Whether the system is hosted by the council, by the supplier or by a third party", "hosting"),
        ("What the annual cost for support and maintenance is", "cost"),
        ("Under what basis did you procure it?", "procurement_route"),
        ("What is the reference of the contract?", "contract_reference"),
        ("Are there any options to extend it?", "extension"),
        ("Does it have an Application Programming Interface (API)?", "api"),
        ("Are you currently researching the use of artificial intelligence?", "ai_research"),
        ("As part of your support, which of the following activities do you carry out:", "activity"),
    ],
)
def test_a_question_is_known_by_what_it_asks(question: str, kind: str) -> None:
    assert kind in kinds_in(question)


def test_examples_in_a_question_ask_nothing() -> None:
    assert "cost" not in kinds_in("Who supports it (e.g. at what cost, under which framework)?")


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("Adult & Children Social Care Software", (ADULT, CHILD)),
        ("your Children Social Services data system", (CHILD,)),
        ("Is this the case regarding Adult Social Services too?", (ADULT,)),
        ("artificial intelligence linked to your Children Social Services", (CHILD,)),
        ("the Council Tax and Benefits team", ("revenues-benefits",)),
    ],
)
def test_services_are_recognised_in_the_words_of_requests(text: str, services: tuple[str, ...]) -> None:
    assert services_in(text) == services


def test_what_is_asked_decides_what_is_answered() -> None:
    body = "1. When does the contract for adult social care software end?\n\nMarch 2028.\n\n2. How many pages has your plan for adult social care?\n\n2028."
    assert facts_of(letter_text(body)) == {(ADULT, "contract_end", "2028-03")}


def test_answers_by_service_are_facts_of_that_service() -> None:
    body = "1. Name of system and supplier\n\nAdults: Mosaic\n\nChildren's Services - Liquidlogic\n\n2. Who hosts it?\n\nAdults: The supplier.\n\nChildren: In house."
    assert facts_of(letter_text(body)) == {
        (ADULT, "system", "Mosaic (social care)"),
        (CHILD, "system", "Liquidlogic"),
        (ADULT, "hosting", "supplier-hosted"),
        (CHILD, "hosting", "council-hosted"),
    }


def test_a_question_repeated_for_another_service_asks_the_same_of_it() -> None:
    body = "1a. Who is the provider of your system for Children's Social Care?\n\nSystem C.\n\n1b. Is this the case regarding Adult Social Care too?\n\nNo."
    claims = {
        (s.claim.service, s.claim.field, str(s.claim.value), s.claim.polarity)
        for s in claims_of(letter_text(body)).statements
    }
    assert claims == {
        (CHILD, "supplier", "System C", Polarity.AFFIRMED),
        (ADULT, "supplier", "System C", Polarity.DENIED),
    }


def test_examples_denials_and_refusals_state_nothing() -> None:
    body = (
        "1. Which system do you use for adult social care (e.g. Mosaic, CareFirst)?\n\nExempt under section 31(1)(a).\n\n"
        "2. Do you use Liquidlogic for adult social care?\n\nWe do not use Liquidlogic."
    )
    assert facts_of(letter_text(body)) == set()


def test_a_module_is_named_with_its_system() -> None:
    body = "1. Name of system\n\nAdults: Liquidlogic (includes ContrOCC)"
    statements = claims_of(letter_text(body)).statements
    assert {(s.claim.field, str(s.claim.value)) for s in statements} == {
        ("system", "Liquidlogic"),
        ("system", "ContrOCC"),
        ("part_of", "Liquidlogic"),
    }


def test_a_list_of_uses_becomes_functions_of_the_system_before_it() -> None:
    body = "1. Name of system\n\nAdults: CareDirector\n\n2. What do you use the system for?\n\nCareDirector: case management, finances, supplier/direct payments"
    functions = {value for _, field, value in facts_of(letter_text(body)) if field == "function"}
    assert functions == {"case management", "finance", "supplier payments", "direct payments"}


def test_a_refusal_that_names_a_reference_gives_the_reference() -> None:
    body = (
        "1. Name of system\n\nAdults: CareDirector\n\n2. When does its contract end?\n\nThis is exempt under Section 21 as it is published:\n\n"
        "<https://www.example.gov.uk/contracts-register>\n\nThe reference for the relevant contract is AB-12-2020"
    )
    assert (ADULT, "contract_reference", "AB-12-2020") in facts_of(letter_text(body))


def test_an_answer_that_points_to_another_says_what_that_says() -> None:
    body = (
        "1. Who hosts the adult social care system?\n\nThe supplier.\n\n2. Who hosts the children's social care system?\n\nAs for adults.\n\n"
        "3. Who hosts the library management system?\n\nSee 1."
    )
    found = {
        service
        for service, field, value in facts_of(letter_text(body))
        if (field, value) == ("hosting", "supplier-hosted")
    }
    assert found == {ADULT, CHILD, "libraries"}


def test_dates_are_told_apart_by_the_words_before_them() -> None:
    body = (
        "1. How long have you used your adult social care system?\n\nThe contract for the software commenced in December 2009. "
        "Whilst we do not have the exact date, the system commenced in live use in 2013."
    )
    assert facts_of(letter_text(body)) == {(ADULT, "contract_start", "2009-12"), (ADULT, "in_use_since", "2013")}


def test_personal_data_never_becomes_a_claim_or_its_context() -> None:
    body = (
        "1. Which system do you use for adult social care?\n\nContact Ms Jane Roe, jane.roe@example.gov.uk, 01632 960123: Mosaic.\n\n"
        "2. When does its contract end?\n\nMr John Doe says 31 March 2028.\n\n"
    )
    letter = claims_of(letter_text(body))
    for statement in letter.statements:
        evidence = statement.claim.evidence
        assert "@" not in evidence.quote + evidence.before + evidence.after
        assert "960123" not in evidence.quote + evidence.before + evidence.after


WORDS = st.lists(
    st.sampled_from(
        [
            "Adults:",
            "Children:",
            "Mosaic",
            "Liquidlogic",
            "CareDirector",
            "Capita",
            "SIMS",
            "contract",
            "until",
            "from",
            "March",
            "2028",
            "31/03/2027",
            "£54k",
            "hosted",
            "by",
            "the",
            "supplier",
            "cloud",
            "ref:",
            "AB-12-20",
            "Yes.",
            "No.",
            "not",
            "5",
            "years",
            "extension",
            "\n",
            "\n\n",
            "1.",
            "2.",
            "a)",
            "Section",
            "43(2)",
            "\t",
            ",",
            "(",
            ")",
            ".",
            "?",
            "e.g.",
        ]
    ),
    max_size=80,
).map(" ".join)


@settings(max_examples=120, deadline=None)
@given(WORDS)
def test_every_claim_quotes_the_letter_word_for_word(text: str) -> None:
    whole = letter_text(
        "1. Which system do you use for adult social care, who hosts it and when does its contract end?\n\n" + text
    )
    extraction = extract(segment(document(whole)))
    for one in (*extraction.claims, *extraction.observations):
        span = one.evidence.span
        assert whole[span.start : span.end] == one.evidence.quote
        assert one.evidence.quote.strip()


@pytest.mark.parametrize(
    ("answer", "model"),
    [
        ("Third party.", "third-party-hosted"),
        ("The supplier does, in its own data centre.", "supplier-hosted"),
        ("On our own servers", "council-hosted"),
        ("In-house", "council-hosted"),
        ("Hybrid", "hybrid"),
        ("It is in the cloud", "cloud"),
        ("No.", None),
    ],
)
def test_hosting_models(answer: str, model: str | None) -> None:
    found = facts_of(letter_text(f"1. Which system do you use?\n\nMosaic\n\n2. Who hosts the system?\n\n{answer}"))
    assert [value for _, field, value in found if field == "hosting"] == ([model] if model else [])


def test_the_table_of_topics_names_each_once() -> None:
    assert len(set(TOPICS)) == len(TOPICS)
    assert all(re.match(r"kg\.extracting\.\w+$", topic.__module__) for topic in TOPICS)


def test_a_sentence_without_end_is_read_in_proportion_to_its_length() -> None:
    endless = "Mosaic by Capita 31 March 2028 £54k until " * 400
    text = letter_text("1. Which system do you use for adult social care?\n\n" + endless)
    claims = claims_of(text).statements
    assert all(len(s.claim.evidence.quote) <= 1600 for s in claims)


def register(many: int) -> str:
    """A letter with a table of so many systems."""
    rows = "\n".join(f"| Kestrel{i} | Firm{i} Ltd | 31/03/2027 | £{1000 + i * 7:,} |" for i in range(many))
    return letter_text(
        f"1. Please list your systems.\n\n| System | Supplier | End | Cost |\n| --- | --- | --- | --- |\n{rows}"
    )


def test_a_register_is_weighed_in_proportion_to_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: list[str] = []

    def counting(*args: Any) -> list[str]:
        weighed.append(args[2])
        return pair_features(*args)

    monkeypatch.setattr("kg.extracting.sheet.pair_features", counting)
    counts = []
    for many in (60, 120):
        weighed.clear()
        assert facts_of(register(many))
        counts.append(len(weighed))
    assert counts[1] < 2.3 * counts[0]


@pytest.mark.parametrize("many", [20, 60, 120])
def test_all_systems_of_a_register_are_stated(many: int) -> None:
    assert len({value for _, field, value in facts_of(register(many)) if field == "system"}) == many


@pytest.mark.parametrize(
    "answer",
    [
        "Bidders include Liquidlogic.",
        "We are evaluating Liquidlogic.",
        "If we were to replace it, we would use Liquidlogic.",
        "We have no contract with Liquidlogic.",
        "You mentioned Liquidlogic.",
    ],
)
def test_what_might_be_is_not_in_use(answer: str) -> None:
    assert facts_of(letter_text("1. Which system do you use for adult social care?\n\n" + answer)) == set()


@pytest.mark.parametrize(
    ("answer", "ends"),
    [
        ("The contract does not end on 31 March 2026; it ends on 31 March 2028.", {"2028-03-31"}),
        ("Not before 31 March 2027.", set()),
        ("It has an option to extend to 30 April 2027.", set()),
    ],
)
def test_a_date_that_is_denied_or_only_allowed_is_no_end(answer: str, ends: set[str]) -> None:
    facts = facts_of(letter_text("1. When does the contract for adult social care software end?\n\n" + answer))
    assert {value for _, field, value in facts if field == "contract_end"} == ends


def test_the_name_of_an_officer_is_no_system() -> None:
    body = "1. Who is the officer responsible for your adult social care system?\n\nAda Quill, Head of Digital"
    assert facts_of(letter_text(body)) == set()
