"""Whatever is answered, no fact is stated that the letter does not hold, and nothing breaks."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.errors import AnswerError
from kg.evaluating import fold_value
from kg.extracting import extract
from kg.model import PROPOSER, Claim, Letter, Proposed
from kg.proposing.forms import answer_of, proposals_of
from tests.hostile_answers import KINDS, LETTERS, Told, answers
from tests.letters import read_letter

BY = f"{PROPOSER}someone (prompt 00000000)"
MANY = 500


@pytest.fixture(scope="module")
def letters() -> dict[str, Letter]:
    return {told.text: read_letter(told.text) for told in LETTERS}


def claims_of(letter: Letter, content: str) -> tuple[Claim, ...]:
    proposals, broken = proposals_of(answer_of(content))
    return extract(letter, proposed=Proposed(BY, proposals, True, broken)).claims


def is_told(told: Told, claim: Claim) -> bool:
    """Whether the letter tells field and value, of that system if the claim names one."""
    said = (claim.field, fold_value(claim.field, claim.value))
    places = [fact for fact in told.facts if (fact[0], fold_value(fact[0], fact[1])) == said]
    systems = {fold_value("system", fact[3]) for fact in places}
    return bool(places) and (claim.system is None or fold_value("system", claim.system) in systems)


def test_no_fact_is_stated_that_the_letter_does_not_hold(letters: dict[str, Letter]) -> None:
    seen: Counter[str] = Counter()
    unread = 0
    for kind, told, content in answers(MANY, seed=20261130):
        seen[kind] += 1
        try:
            claims = claims_of(letters[told.text], content)
        except AnswerError:
            unread += 1
            continue
        for claim in claims:
            if claim.extractor == BY:
                assert is_told(told, claim), (kind, claim, content)
    assert seen.total() == MANY
    assert min(seen[kind] for kind in KINDS) > 30
    assert 60 < unread < 200


def test_a_letter_without_facts_gets_none_from_anybody(letters: dict[str, Letter]) -> None:
    for kind, told, content in answers(120, seed=7):
        if not told.facts and kind not in ("broken", "endless", "schema"):
            claims = claims_of(letters[told.text], content)
            assert not [claim for claim in claims if claim.extractor == BY], (kind, content)
