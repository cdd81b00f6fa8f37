"""The coverage ledger: every question of every letter has a line that says what became of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.building import Built, build_graph
from kg.cli import app
from kg.errors import NotFoundError
from kg.exporting import write_graphs
from kg.known.flat import facts, observations, outcomes
from kg.known.ledger import IN_PARTS, NO_QUESTION, NOT_UNDERSTOOD, NOTHING_ASKED, Line, ledger, totals
from kg.reporting.formats.rendering import render
from kg.reporting.reports.coverage import coverage
from kg.store import Store
from kg.vocab import KG
from tests.letters import document, letter_text

BODY = """1. Which system do you use for adult social care?

We use Mosaic, supplied by The Access Group.

2. When does the contract for it end?

The moon is made of green cheese.

3. What does it cost each year?

This is commercially sensitive and exempt under section 43(2).

4. Which supplier provides the hosting?

Please see our contracts register at https://borsetshire.example/contracts

5. What is the e-mail address of the mayor's parlour?

There is a form on the door of the Town Hall.

6. Do you use Liquidlogic?

No.
"""


def store_of(*texts: str, asks: bool = True) -> Store:
    built = build_graph([document(text, f"{number}.txt") for number, text in enumerate(texts, start=1)])
    return Store.of(quad for quad in built.quads if asks or quad.predicate.value != str(KG.asks))


def lines_of(text: str, *, asks: bool = True) -> dict[str | None, Line]:
    return {line.question: line for line in ledger(store_of(text, asks=asks))}


@pytest.mark.parametrize("asks", [True, False])
def test_each_question_has_a_line_with_what_became_of_it(asks: bool) -> None:
    lines = lines_of(letter_text(BODY), asks=asks)
    assert list(lines) == ["1", "2", "3", "4", "5", "6"]
    assert lines["1"].became == "facts"
    assert lines["1"].facts >= 2
    assert {"supplier", "system"} <= set(lines["1"].fields)
    assert lines["2"].became == NOT_UNDERSTOOD
    assert lines["2"].quote == "The moon is made of green cheese."
    assert lines["3"].became == lines["3"].outcome == "withheld"
    assert lines["3"].exemptions == ("s.43(2)",)
    assert lines["4"].became == "referral"
    assert lines["4"].referrals
    assert lines["5"].became == NOTHING_ASKED


def test_kinds_that_a_question_asks_for_stand_in_its_line_where_the_graph_has_them() -> None:
    with_kinds = [line for line in lines_of(letter_text(BODY)).values() if line.asks]
    assert not with_kinds or "system" in with_kinds[0].asks
    assert not any(line.asks for line in lines_of(letter_text(BODY), asks=False).values())


def test_facts_of_an_answer_given_together_are_found_under_the_question_that_has_them() -> None:
    lines = lines_of(
        letter_text(
            "1. Which system do you use for libraries?\n2. Who supplies it?\n3. When was the contract signed, and when does it end?\n\n"
            "1-3. We use Spydus, supplied by Civica. The contract started on 1 April 2021 and ends on 31 March 2026.\n"
        )
    )
    assert NOT_UNDERSTOOD not in {line.became for line in lines.values()}


def test_a_letter_without_questions_has_a_line() -> None:
    lines = ledger(store_of(letter_text("We do not hold this information.\n", subject="rainbows")))
    assert len(lines) == 1
    assert lines[0].question is None
    assert lines[0].letter == "1.txt"
    assert lines[0].letter_date == "2024-05-03"


def test_only_one_letter_on_demand() -> None:
    store = store_of(letter_text(BODY), letter_text(BODY, reference="FOI/24/0108"))
    assert {line.letter for line in ledger(store)} == {"1.txt", "2.txt"}
    assert {line.letter for line in ledger(store, "2.txt")} == {"2.txt"}
    assert ledger(store, "3.txt") == ()
    with pytest.raises(NotFoundError, match=r"2\.txt"):
        coverage(store, "22.txt")


def test_nothing_of_the_five_letters_is_lost(store: Store) -> None:
    lines = ledger(store)
    keys = {(line.letter, line.question) for line in lines}
    assert {(row["letter"], row["question"]) for row in outcomes(store)} <= keys
    stated = [row for row in facts(store) if row["status"] == "stated"]
    assert sum(line.facts for line in lines) >= len(stated)
    assert sum(line.figures for line in lines) == len(observations(store))
    assert sum(totals(lines).values()) == len(lines) == len({*keys}) > 90
    ended = totals(lines)
    assert ended["facts"] >= 30
    assert ended[NOT_UNDERSTOOD] <= 5
    assert ended[IN_PARTS] >= 4
    assert NO_QUESTION not in ended


def test_golden_lines_of_the_five_letters(store: Store) -> None:
    found = {(line.letter[:3], line.question): line for line in ledger(store)}
    assert (found["000", "1b"].became, found["000", "1b"].fields) == ("denials", ("not supplier",))
    assert found["000", "12a"].became == "withheld"
    assert found["000", "15a"].fields == ("contract_end",)
    assert found["001", "4"].referrals == ("contracts register",)
    assert found["001", "4"].became == "facts"
    assert found["001", "6"].became == NOT_UNDERSTOOD
    assert found["002", "2"].became == "not held"
    assert found["004", "2"].became == IN_PARTS


def test_the_report_has_what_is_wanting_first_and_every_line_once(store: Store) -> None:
    report = coverage(store)
    assert [section.name for section in report.sections] == ["not-understood", "sentences", "accounted"]
    assert len(report.sections[0].rows) + len(report.sections[2].rows) == len(ledger(store))
    assert all(row["became"] == NOT_UNDERSTOOD and row["quote"] for row in report.sections[0].rows)
    assert report.notes[0].startswith(f"5 letters, {len(ledger(store))} lines. facts: ")


def test_the_report_in_all_formats(store: Store) -> None:
    report = coverage(store)
    assert json.loads(render(report, "json"))["report"] == "coverage"
    assert len(render(report, "csv").splitlines()) > 90
    assert "| Letter | Question | What became of it |" in render(report, "md")
    assert "Business functions are maintained within the service area" in render(report, "table")


def test_the_command_reads_an_output_folder(built: Built, tmp_path: Path) -> None:
    write_graphs(built.quads, tmp_path)
    target = tmp_path / "coverage.csv"
    call = ["report", "coverage", "--where", str(tmp_path)]
    assert CliRunner().invoke(app, [*call, "--format", "csv", "-o", str(target)]).exit_code == 0
    lines = target.read_text(encoding="utf-8").splitlines()
    assert len(lines) > 90
    shown = CliRunner().invoke(app, [*call, "--letter", "001_4aed678c47f12adb.txt", "--format", "json"])
    assert shown.exit_code == 0, shown.output
    rows = [row for section in json.loads(shown.stdout)["sections"] for row in section["rows"]]
    assert [row["question"] for row in rows if row["became"] == NOT_UNDERSTOOD] == ["6"]
    assert {row["letter"] for row in rows} == {"001_4aed678c47f12adb.txt"}


def test_what_was_read_and_not_understood_is_shown_sentence_by_sentence() -> None:
    """All of an answer is looked at, not only its first words; what points elsewhere or denies was understood."""
    body = (
        "1. Which system do you use for adult social care?\n\nMosaic.\n\n"
        "The licence is shared between three partners in a manner laid down in a deed.\n\n"
        "We do not use any other software. Please see our website."
    )
    report = coverage(Store.of(build_graph([document(letter_text(body))]).quads))
    section = next(one for one in report.sections if one.name == "sentences")
    assert [row["quote"] for row in section.rows] == [
        "The licence is shared between three partners in a manner laid down in a deed."
    ]
    assert section.rows[0]["question"] == "1"
