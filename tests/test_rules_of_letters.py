"""Rules across letters, from the letters' text on: they conclude what they say in their headers, and nothing else."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from kg.building import Built, build_graph
from kg.rules import DERIVED, rules
from kg.vocab import KG
from tests.letters import document, letter_text

ASKS = "1. Who is the provider of your adult social care system?\n\n{supplier}\n\n2. When does the contract for it end?\n\n{end}"
NAMES = "1. Name of system\n\nAdults: {system}\n\n2. When does its contract end?\n\nExempt under section 21. The reference for the relevant contract is {reference}"


def build(*bodies: str, council: str = "Borsetshire County Council", other: str | None = None) -> Built:
    """Letters of one council, the second of another one if it is named."""
    letters = []
    for number, body in enumerate(bodies):
        answers = other if other and number == 1 else council
        text = letter_text(body, council=answers, reference=f"FOI/{number}/1", date=f"3 May 202{2 + number}")
        letters.append(document(text, f"letter{number}.txt"))
    return build_graph(letters)


def concluded(built: Built, predicate: str) -> set[tuple[str, str]]:
    """Ends of the derived triples of a predicate, by the last parts of their IRIs or their values."""
    return {
        (quad.subject.value.rsplit("/", 1)[-1], quad.object.value.rsplit("/", 1)[-1])
        for quad in built.quads
        if quad.graph_name == DERIVED and quad.predicate == NamedNode(str(predicate))
    }


def ends(built: Built) -> set[str]:
    return {value for _, value in concluded(built, KG.endDate)}


def test_every_rule_says_what_it_concludes() -> None:
    assert len(rules()) == 6
    for rule in rules():
        assert rule.text.startswith("# ")
        assert "CONSTRUCT" in rule.text


def test_the_five_letters_link_the_contracts_without_a_name(built: Built) -> None:
    links = concluded(built, KG.probablySameContract)
    assert {other for _, other in links} == {"cov-cg-002-adult", "cov-10304"}
    assert ("controcc", "cov-10304") in concluded(built, KG.underContract)
    assert {other for _, other in concluded(built, KG.probablySameUse)} == {"caredirector", "liquidlogic"}


def test_every_conclusion_names_its_rule_the_claims_it_rests_on_and_its_status(built: Built) -> None:
    derived = [quad for quad in built.quads if quad.graph_name == DERIVED]
    claims = {q.subject for q in derived if q.object == NamedNode(str(KG.Claim))}
    assert claims
    for claim in claims:
        said = {q.predicate.value.rsplit("#", 1)[-1]: q.object.value for q in derived if q.subject == claim}
        assert said["status"].endswith("/status/inferred")
        assert "/activity/rule/" in said["wasGeneratedBy"]
        assert "/id/claim/" in said["wasDerivedFrom"]


def test_one_system_named_elsewhere_is_probably_the_one_that_is_not_named() -> None:
    built = build(
        NAMES.format(system="Mosaic", reference="AB-12-2020"),
        ASKS.format(supplier="The Access Group", end="Until 2028."),
    )
    assert {other for _, other in concluded(built, KG.probablySameContract)} == {"ab-12-2020"}


@pytest.mark.parametrize(
    ("first", "second", "other"),
    [
        (
            NAMES.format(system="Mosaic\n\nAdults: Liquidlogic", reference="AB-12-2020"),
            ASKS.format(supplier="-", end="Until 2028."),
            None,
        ),
        (
            NAMES.format(system="Mosaic", reference="AB-12-2020"),
            ASKS.format(supplier="System C", end="Until 2028."),
            None,
        ),
        (
            NAMES.format(system="Mosaic", reference="AB-12-2020"),
            ASKS.format(supplier="The Access Group", end="Until 2028."),
            "Ambridge Borough Council",
        ),
    ],
    ids=["two systems", "another supplier", "another council"],
)
def test_nothing_is_concluded_where_it_may_be_another(first: str, second: str, other: str | None) -> None:
    assert concluded(build(first, second, other=other), KG.probablySameContract) == set()


def test_a_denied_supplier_is_not_that_of_the_contract() -> None:
    denied = (
        "1a. Who is the provider of your system for Children's Social Care?\n\nThe Access Group.\n\n1b. Is this the case regarding Adult Social Care too?\n\nNo.\n\n"
        "2. When does the contract for adult social care end?\n\nUntil 2028."
    )
    built = build(NAMES.format(system="Mosaic", reference="AB-12-2020"), denied)
    assert "ab-12-2020" not in {other for _, other in concluded(built, KG.probablySameContract)}


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        ("The contract started on 1 November 2022. It is for four years.", {"2026-10-31"}),
        ("The contract started in April 2021. It is for five years.", {"2026-03"}),
        ("The contract started on 1 March 2020. It is for four years.", {"2024-02-29"}),
        ("The contract started on 1 November 2022. It is for 18 months.", {"2024-04-30"}),
        ("The contract started on 1 November 2022. It is for four years and ends on 31 October 2026.", set()),
        ("The contract is for four years.", set()),
    ],
)
def test_an_end_follows_from_start_and_length_where_none_is_stated(answer: str, end: set[str]) -> None:
    body = f"1. Which system do you use for adult social care?\n\nMosaic.\n\n2. When did its contract start, how long is it and when does it end?\n\n{answer}"
    assert ends(build(body)) == end
