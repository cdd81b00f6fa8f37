"""Claims that rest on proposals can be left out of a graph, or be all that is left, with what rules conclude of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.describing import describe_letter
from kg.describing.ontology import describe_ontology
from kg.describing.reference import describe_reference
from kg.known import flat
from kg.known.proposals import Proposals, chosen, is_proposed
from kg.model import PROPOSER, LetterClaims
from kg.reporting.reports.renewals import renewals
from kg.rules import derive
from kg.store import Store
from tests.letters import claims_of, letter_text

BY = f"{PROPOSER}someone (prompt 0a1b2c3d)"
BODY = (
    "1. Which system do you use for adult social care?\n\nWe use Mosaic, supplied by The Access Group.\n\n"
    "2. When does the contract end?\n\nThe contract for Mosaic ends on 31 March 2027.\n"
)


def store_of(letter: LetterClaims) -> Store:
    given = [*describe_letter(letter), *describe_ontology(), *describe_reference(_catalogue(), [letter.council])]
    return Store.of([*given, *derive(iter(given))])


def _catalogue():  # type: ignore[no-untyped-def]
    from kg.catalogue import load

    return load()


@pytest.fixture(scope="module")
def letter() -> LetterClaims:
    """A letter of which the end of the contract rests on a proposal."""
    found = claims_of(letter_text(BODY))
    assert {one.claim.field for one in found.statements} >= {"system", "contract_end"}
    statements = tuple(
        replace(one, claim=replace(one.claim, extractor=BY)) if one.claim.field == "contract_end" else one
        for one in found.statements
    )
    return replace(found, statements=statements)


def stated(store: Store) -> set[tuple[object, object, object]]:
    return {(row["field"], row["value"], row["extractor"]) for row in flat.facts(store) if row["status"] == "stated"}


def test_the_flat_view_names_model_and_prompt(letter: LetterClaims) -> None:
    told = {row["extractor"] for row in flat.facts(store_of(letter)) if row["field"] == "contract_end"}
    assert told == {"proposal-by-someone-prompt-0a1b2c3d"}


def test_with_all_is_as_it_was(letter: LetterClaims) -> None:
    store = store_of(letter)
    assert chosen(store, Proposals.WITH) is store


def test_without_them_the_rest_stays(letter: LetterClaims) -> None:
    store = store_of(letter)
    rest = chosen(store, Proposals.WITHOUT)
    assert stated(rest) == {row for row in stated(store) if not is_proposed(row[2])}
    bare = replace(letter, statements=tuple(one for one in letter.statements if not is_proposed(one.claim.extractor)))
    assert stated(rest) == stated(store_of(bare))
    assert not [row for row in flat.facts(rest) if row["field"] == "contract_end"]
    ends = [
        [row for section in renewals(one).sections for row in section.rows if row.get("end")] for one in (rest, store)
    ]
    assert not ends[0]
    assert len(ends[1]) == 1


def test_alone_they_stand_without_the_rest(letter: LetterClaims) -> None:
    alone = chosen(store_of(letter), Proposals.ONLY)
    assert {row[0] for row in stated(alone)} == {"contract_end"}
    assert all(is_proposed(row[2]) for row in stated(alone))
