"""Reviewed letters are gold: what people have decided measures reading, and teaches it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.building.reviewed import reviewed
from kg.decisions import append, decide
from kg.decisions.gold import Gold, gold_of
from kg.errors import KgError
from kg.evaluating import facts_of
from kg.model import Decision, LetterClaims
from kg.training.gathering import gather
from tests.conftest import ROOT
from tests.graphs import ADULT, CHILDREN, Said, letter, named
from tests.reviews import built, decisions, kg, review
from tests.test_decisions import as_read, of_claim


@pytest.fixture(scope="module")
def two() -> LetterClaims:
    return letter(
        named("Mosaic"), Said("contract_end", "2028", ADULT, "Mosaic"), Said("annual_cost", 16446, ADULT, "Mosaic")
    )


def gold(one: LetterClaims, *made: Decision) -> Gold:
    numbered = [replace(line, line=number) for number, line in enumerate(made, start=2)]
    return gold_of(decide([one], numbered, as_read))


def facts(found: Gold) -> set[tuple[str, Any, str | None]]:
    return {(fact.field, fact.value, fact.service) for row in found.rows.values() for fact in facts_of(row)}


def accepted(one: LetterClaims) -> list[Decision]:
    return [of_claim("accept", one, at) for at in range(len(one.statements))]


def test_a_letter_is_gold_where_all_of_it_is_decided(two: LetterClaims) -> None:
    whole = accepted(two)
    assert facts(gold(two, *whole)) == {(s.claim.field, s.claim.value, s.claim.service) for s in two.statements}
    part = gold(two, *whole[:-1])
    assert not part.rows
    assert part.open == (two.letter.document.source,)


def test_a_letter_is_gold_where_it_is_marked_and_then_what_nobody_decided_is_no_fact(two: LetterClaims) -> None:
    found = gold(two, of_claim("accept", two, 0), of_claim("letter reviewed", two, 0, words="", field="", value=""))
    assert {field for field, *_ in facts(found)} == {"system"}
    assert not found.open


def test_gold_is_what_people_say(two: LetterClaims) -> None:
    found = gold(
        two,
        of_claim("accept", two, 0),
        of_claim("correct value", two, 1, to="2029-03"),
        of_claim("correct service", two, 1, to=CHILDREN),
        of_claim("reject", two, 2),
        of_claim("assert", two, 0, field="users", value="120"),
    )
    assert facts(found) - {("system", two.statements[0].claim.value, ADULT)} == {
        ("contract_end", "2029-03", CHILDREN), ("users", 120, ADULT),
    }  # fmt: skip


def test_what_is_unsure_has_to_be_decided_too(two: LetterClaims) -> None:
    unsure = replace(two, unsure=(replace(two.statements[1].claim, value="2031", confidence=0.4),))
    assert not gold(unsure, *accepted(two)).rows
    rejected = replace(of_claim("reject", two, 1), value="2031")
    assert "2031" not in {value for _, value, _ in facts(gold(unsure, *accepted(two), rejected))}
    assert gold(unsure, *accepted(two), rejected).rows


def test_what_better_reading_finds_new_is_judged_by_nobody(two: LetterClaims) -> None:
    more = Said("users", 120, ADULT, "Mosaic")
    now = letter(
        named("Mosaic"), Said("contract_end", "2028", ADULT, "Mosaic"),
        Said("annual_cost", 16446, ADULT, "Mosaic"), more,
    )  # fmt: skip
    assert not gold(now, *accepted(two)).rows
    marked = of_claim("letter reviewed", two, 0, words="", field="", value="")
    assert "users" not in {field for field, *_ in facts(gold(now, *accepted(two), marked))}


def test_a_name_that_is_of_another_thing_is_right_as_the_letter_has_it() -> None:
    one = letter(named("Mosaic"), Said("supplier", "Acces Group", ADULT, "Mosaic"))
    same = Decision("same supplier", value="Acces Group", to="The Access Group", file="decisions.csv", line=9)
    found = gold(one, *accepted(one), same)
    (fact,) = [fact for row in found.rows.values() for fact in facts_of(row) if fact.field == "supplier"]
    assert set(fact.values) >= {"The Access Group"}
    assert any("Acces Group" in str(value) for value in fact.values)


# from the page to the figures


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Letters of which the first has a rejected cost and is finished, and the second is accepted in full."""
    folder = built(tmp_path_factory.mktemp("gold") / "home")
    found = review(folder)
    made = []
    for item in (item for item in found.items if item.letter in (0, 1)):
        wrong = item.letter == 0 and item.cells["field"] == "annual_cost"
        cells = {**found.letters[item.letter].cells, **item.cells, "who": "AB", "when": "2026-11-30"}
        made.append(Decision("reject" if wrong else "accept", **cells))
    made.append(Decision("letter reviewed", **found.letters[0].cells))
    third = next(item for item in found.items if item.letter == 2)
    made.append(Decision("accept", **found.letters[2].cells, **third.cells))
    append(decisions(folder), made)
    return folder


def test_reading_is_measured_by_decisions(home: Path) -> None:
    told = json.loads(kg("evaluate", "--decisions", decisions(home), "--format", "json", status=1))
    assert told["letters"] == 2
    (miss,) = told["misses"]
    assert (miss["letter"], miss["side"], miss["what"]) == ("letter-1.txt", "false", "annual_cost")
    assert told["observations"]["false"] == 0
    found = reviewed(decisions(home), [home / "letters"])
    assert found.open == ("letter-3.txt",)


def test_the_decisions_that_are_measured_do_not_change_what_is_measured(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home / "letters", tmp_path / "letters")
    elsewhere = tmp_path / "mine.csv"
    (tmp_path / "letters" / "decisions.csv").rename(elsewhere)
    ways = (("--decisions", decisions(home)), ("--decisions", elsewhere, "--letters", tmp_path / "letters"))
    told = [json.loads(kg("evaluate", *way, "--format", "json", status=1)) for way in ways]
    assert told[0]["misses"] == told[1]["misses"]


def test_decisions_teach(home: Path) -> None:
    gold_folder = ROOT / "tests" / "fixtures" / "letters" / "development" / "gold"
    documents = reviewed(decisions(home), [home / "letters"]).documents
    try:
        examples = gather([ROOT / "data" / "gold", gold_folder], None, documents)
    except KgError as error:
        pytest.fail(error.message)
    mine = [one for one in examples if one.batch.startswith("reviewed ")]
    assert {one.name for one in mine} == {"letter-1.txt", "letter-2.txt"}
    assert all(one.facts and one.roles is None and one.lines for one in mine)
    assert "annual_cost" not in {fact.field for one in mine for fact in one.facts if one.name == "letter-1.txt"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "by gold, or by decisions"),
        (("data/gold", "--decisions", "x.csv"), "by gold, or by decisions"),
        (("--decisions", "nowhere.csv"), "There is no file"),
    ],
)
def test_what_cannot_be_measured_is_told(arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(KgError, match=says):
        kg("evaluate", *arguments)


def test_decisions_without_a_reviewed_letter_are_no_gold(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home / "letters", tmp_path / "letters")
    file = tmp_path / "letters" / "decisions.csv"
    file.unlink()
    append(file, [Decision("same supplier", value="A", to="B")])
    with pytest.raises(KgError, match="is reviewed, so there is no gold"):
        kg("evaluate", "--decisions", file)
