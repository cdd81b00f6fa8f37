"""The graph of the five letters holds exactly what people have read in them."""

from __future__ import annotations

import json

import pytest

from kg.building import Built
from kg.evaluating import evaluate, gold_facts, load_gold
from kg.known.flat import FACT_KEYS, facts, observations, outcomes, referrals
from kg.store import Store
from tests.conftest import GOLD, LETTERS


def test_the_five_letters_are_read_without_a_miss(store: Store) -> None:
    gold = load_gold(GOLD)
    result = evaluate(gold, facts(store), outcomes(store), referrals(store), observations(store))
    assert result.misses == []
    assert result.letters == 5
    assert result.facts.right + result.fields["function"].right == len({*_keys(gold)}) > 50
    for name in ("outcomes", "referrals", "observations"):
        assert getattr(result, name).right == sum(len(row[name]) for row in gold.values()) >= 15


def _keys(gold: dict) -> list[tuple]:  # type: ignore[type-arg]
    return [(name, f["service"], f["field"], str(f["value"])) for name, row in gold.items() for f in gold_facts(row)]


def test_every_claim_quotes_its_letter_word_for_word(store: Store) -> None:
    rows = [
        row for view in (facts, observations, outcomes, referrals) for row in view(store) if row["quote"] is not None
    ]
    texts = {path.name: path.read_text(encoding="utf-8") for path in LETTERS.iterdir()}
    assert len(rows) > 200
    for row in rows:
        assert texts[str(row["letter"])][row["start"] : row["end"]] == row["quote"]  # type: ignore[misc]


def test_stated_facts_have_all_the_keys_of_the_flat_view(store: Store) -> None:
    rows = facts(store)
    assert all(tuple(row) == FACT_KEYS for row in rows)
    assert {row["status"] for row in rows} <= {"stated", "inferred"}
    assert json.loads(json.dumps(rows)) == rows


def test_a_letter_that_names_no_system_gives_no_fact(store: Store) -> None:
    assert [row for row in facts(store) if row["request_id"] == "FOI413132846"] == []


def test_questions_of_the_letters_are_labelled_as_printed(store: Store) -> None:
    labels = [row["question"] for row in outcomes(store) if row["request_id"] == "FOI413132846"]
    assert labels == [
        "1",
        "1a",
        "2",
        "2a",
        "3",
        "4",
        "5a",
        "5b",
        "5c",
        "6a",
        "6b",
        "6c",
        "7i",
        "7ii",
        "7iii",
        "7iv",
        "7v",
        "7vi",
        "8i",
        "8ii",
        "8iii",
        "8iv",
        "8v",
    ]


@pytest.mark.parametrize("word", ["infogov", "icocasework", "@", "7697 5408", "7683 3323"])
def test_the_graph_holds_no_address_and_no_telephone_number_of_the_letters(built: Built, word: str) -> None:
    said = [str(quad.object) for quad in built.quads if "/graph/coventry" in str(quad.graph_name)]
    assert said
    assert not [text for text in said if word in text]
