"""`kg explain` says what each line was taken for, what is stated and what is not, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from tests.conftest import LETTERS
from tests.letters import letter_text
from tests.test_building import kg

BODY = (
    "1. Which system do you use for adult social care?\n\nWe use Mosaic, supplied by The Access Group.\n\n"
    "2. When does the contract end?\n\n31 March 2027.\n\n3. Who can help?\n\nWrite to Ms Jane Roe, jane.roe@example.gov.uk.\n"
)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(letter_text(BODY), encoding="utf-8")
    return path


def explained(*words: str) -> str:
    result = CliRunner().invoke(app, ["explain", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_lines_claims_and_reasons_are_shown(letter: Path) -> None:
    text = explained(str(letter))
    asks = next(line for line in text.splitlines() if "Which system do you use" in line)
    assert " asks " in asks
    stated, unsure = text.split("\nStated\n")[1].split("\nUnsure\n")
    assert "system: Mosaic (social care)  [adult-social-care" in stated
    assert "field and value 0." in stated
    assert "not stated" not in stated
    for part in unsure.split("field and value ")[1:]:
        assert "not stated: " in part


def test_a_question_is_shown_alone(letter: Path) -> None:
    text = explained(str(letter), "--question", "2")
    assert "contract_end: 2027-03-31" in text
    assert "Mosaic (social care)  [" not in text.replace("Mosaic (social care), question 2", "")
    assert "furniture" not in text


def test_nobody_is_named(letter: Path) -> None:
    text = explained(str(letter))
    assert "Roe" not in text
    assert "@" not in text


def test_the_confidence_of_each_claim_is_told() -> None:
    text = explained(str(LETTERS / "001_4aed678c47f12adb.txt"), "-q", "1")
    assert text.count("field and value 0.9") + text.count("field and value 1.0") >= 3


def test_what_is_no_letter_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["explain", str(tmp_path / "none.txt")])
    assert result.exit_code != 0


def test_a_question_that_is_not_there_is_told_with_those_that_are() -> None:
    done = kg("explain", LETTERS / "001_4aed678c47f12adb.txt", "-q", "99")
    assert done.returncode == 2
    assert "has no question 99" in done.stderr
    assert "It has: 1, 2" in done.stderr
