"""Gold on disk and the letters it is of; what `kg evaluate` prints, refuses and returns."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import NotFoundError, UsageError
from kg.evaluating import find_letters, gold_facts, load_gold
from kg.vocab import FIELDS
from tests.conftest import GOLD, LETTERS, ROOT
from tests.letters import letter_text

BODY = """1. Which system do you use for adult social care?

We use Mosaic, supplied by The Access Group.

2. When does the contract end?

31 March 2027.
"""


# --- gold and letters on disk ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "is no gold"),
        ("[]", "names no letter"),
        ('{"letter": "a.txt"}', "no facts"),
        ('{"letter": "a.txt", "facts": {}}', "no list of objects"),
        ('{"letter": "a.txt", "facts": [], "outcomes": [{"question": "1"}]}', "no 'outcome'"),
        ('{"letter": "b.txt", "facts": []}', "has gold already"),
    ],
)
def test_damaged_gold_says_where_and_what(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "b.json").write_text('{"letter": "b.md", "facts": []}')
    (tmp_path / "c.json").write_text(text)
    with pytest.raises(UsageError, match=problem) as caught:
        load_gold(tmp_path)
    assert "c.json" in caught.value.message


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UsageError, match="no gold in"):
            load_gold(folder)


def put(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(letter_text(BODY, reference=name), encoding="utf-8")
    return folder


def test_letters_are_found_beside_the_gold(tmp_path: Path) -> None:
    gold = put(tmp_path / "new-gold")
    for folder in (gold, tmp_path / "letters", tmp_path / "new-letters"):
        put(folder, "a.md", "other.txt")
        paths, absent = find_letters(["a.txt", "b.txt"], gold, None)
        assert (paths, absent) == ([folder / "a.md"], ["b.txt"])


def test_the_file_that_the_gold_names_goes_before_another_of_its_stem(tmp_path: Path) -> None:
    letters = put(tmp_path / "letters", "a.md", "a.txt", "b.md", "b.txt")
    assert find_letters(["a.txt"], tmp_path / "gold", letters) == ([letters / "a.txt"], [])
    with pytest.raises(UsageError, match="have the same name"):
        find_letters(["b.pdf"], tmp_path / "gold", letters)


def test_no_letter_at_all_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (put(tmp_path / "letters", "z.txt"), tmp_path / "empty", None):
        with pytest.raises(UsageError, match=r"None of the letters .*a\.txt"):
            find_letters(["a.txt"], tmp_path / "gold", folder)
    with pytest.raises(NotFoundError):
        find_letters(["a.txt"], tmp_path / "gold", tmp_path / "nowhere")


# --- the command -------------------------------------------------------------------------------------------------


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Two letters with gold that says one thing more and one thing less of the first."""
    put(tmp_path / "letters", "a.txt", "b.txt")
    (tmp_path / "gold").mkdir()
    facts = [
        {"service": "adult-social-care", "question": "1", "system": "Mosaic", "quote": "We use Mosaic"},
        {"service": "adult-social-care", "question": "1", "supplier": "The Access Group", "quote": "Access"},
        {"service": "adult-social-care", "question": "2", "contract_end": "2027-03-31", "quote": "31 March 2027."},
    ]
    worse = [*facts[:2], {"service": "adult-social-care", "question": "2", "users": 40, "quote": "40 people"}]
    for name, rows in (("a", worse), ("b", facts)):
        gold = {"letter": f"{name}.pdf", "facts": rows}
        (tmp_path / "gold" / f"{name}.json").write_text(json.dumps(gold), encoding="utf-8")
    return tmp_path / "gold"


def test_the_five_letters_score_one_everywhere() -> None:
    result = run(GOLD, "--format", "json")
    assert result.exit_code == 0, result.output
    scores = json.loads(result.stdout)
    assert scores["letters"] == 5
    assert scores["misses"] == scores["missing_letters"] == []
    every = [scores["facts"], scores["referrals"], scores["observations"], scores["unknown_names"]]
    for score in [*every, *scores["fields"].values(), *scores["by_letter"].values()]:
        assert (score["precision"], score["recall"], score["f1"]) == (1.0, 1.0, 1.0)
    assert scores["outcomes"] == {"right": 90, "wrong": 0, "accuracy": 1.0}
    assert scores["exemptions"]["wrong"] == 0 < scores["exemptions"]["right"]


def test_a_table_for_people() -> None:
    result = run(GOLD, "--letters", LETTERS)
    assert result.exit_code == 0, result.output
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines[0] == "5 letters"
    assert "what right false missed precision recall F1" in lines
    assert "contract_end 2 0 0 1.000 1.000 1.000" in lines
    assert "systems and suppliers that no catalogue holds 0 0 0 - - -" in lines
    assert "outcomes of questions 90 0 1.000" in lines


def test_misses_are_counted_and_shown_on_demand(small: Path) -> None:
    result = run(small)
    assert result.exit_code == 1
    assert "2 missed, false or wrong; --misses shows each." in result.stdout
    assert "40 people" not in result.stdout
    lines = [" ".join(line.split()) for line in run(small, "--misses").stdout.splitlines()]
    assert "a.pdf 2 missed users adult-social-care 40 40 people" in lines
    assert any(line.startswith("a.pdf 2 false contract_end adult-social-care 2027-03-31") for line in lines)


def test_json_has_the_misses_too(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "scores.json"
    assert run(small, "--format", "json", "--output", target).exit_code == 1
    scores = json.loads(target.read_text(encoding="utf-8"))
    assert list(scores) == [
        "letters", "facts", "fields", "unknown_names", "outcomes", "exemptions", "referrals", "observations",
        "by_letter", "misses", "missing_letters", "findings",
    ]  # fmt: skip
    assert scores["misses"][1] == {
        "letter": "a.pdf",
        "what": "users",
        "side": "missed",
        "value": "40",
        "quote": "40 people",
        "question": "2",
        "service": "adult-social-care",
    }
    assert scores["by_letter"]["b.pdf"]["f1"] == 1.0


def test_a_letter_that_is_not_there_is_named_and_the_others_are_measured(small: Path) -> None:
    (small.parent / "letters" / "a.txt").unlink()
    result = run(small)
    assert result.exit_code == 2
    assert "A letter of the gold is not there, and not counted: a.pdf." in result.stderr
    assert result.stdout.startswith("1 letter\n")


def test_a_letter_that_cannot_be_read_counts_as_missed_and_says_why(small: Path) -> None:
    (small.parent / "letters" / "b.txt").write_bytes(b"")
    result = run(small, "--format", "json")
    assert result.exit_code == 1
    assert "b.txt is empty" in result.stderr
    scores = json.loads(result.stdout)
    assert scores["by_letter"]["b.pdf"]["missed"] == 3
    assert [finding["code"] for finding in scores["findings"]] == ["empty"]


def test_one_file_of_gold_will_do() -> None:
    first = sorted(GOLD.iterdir())[0]
    result = run(first)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("1 letter\n")


def test_no_letters_at_all_is_bad_usage(tmp_path: Path) -> None:
    shutil.copytree(GOLD, tmp_path / "gold")
    result = run(tmp_path / "gold")
    assert isinstance(result.exception, UsageError)
    assert "--letters" in result.exception.hint


def test_the_gold_shown_in_the_documentation_is_gold(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "gold.md").read_text(encoding="utf-8")
    (tmp_path / "wells.json").write_text(page.partition("```json\n")[2].partition("```")[0], encoding="utf-8")
    gold = load_gold(tmp_path)["wells.txt"]
    assert {f["field"] for f in gold_facts(gold)} == {"system", "supplier", "in_use_since", "procurement_route"}
    assert {f["field"] for f in gold_facts(gold)} <= FIELDS.keys()


def test_letters_of_one_name_are_compared_each_with_its_own_gold(tmp_path: Path) -> None:
    for folder, system in (("2023", "Mosaic"), ("2024", "Liquidlogic")):
        put(tmp_path / "letters" / folder)
        text = letter_text(BODY.replace("Mosaic", system), reference=f"FOI/{folder}")
        (tmp_path / "letters" / folder / "reply.txt").write_text(text, encoding="utf-8")
        put(tmp_path / "gold")
        fact = {"service": "adult-social-care", "question": "1", "system": system, "quote": system}
        gold = {"letter": f"{folder}/reply.txt", "facts": [fact]}
        (tmp_path / "gold" / f"{folder}.json").write_text(json.dumps(gold), encoding="utf-8")
    done = CliRunner().invoke(app, ["evaluate", str(tmp_path / "gold"), "--format", "json"])
    report = json.loads(done.stdout)
    assert report["letters"] == 2
    assert report["fields"]["system"]["right"] == 2
    assert report["fields"]["system"]["false"] == report["fields"]["system"]["missed"] == 0


def test_gold_that_names_no_folder_is_of_the_only_letter_of_that_name(tmp_path: Path) -> None:
    put(tmp_path / "2023", "reply.txt")
    assert find_letters(["reply.txt"], tmp_path, tmp_path) == ([tmp_path / "2023" / "reply.txt"], [])
    put(tmp_path / "2024", "reply.txt")
    with pytest.raises(UsageError, match="same name") as caught:
        find_letters(["reply.txt"], tmp_path, tmp_path)
    assert "name the folder" in caught.value.hint
    assert find_letters(["2024/reply.txt"], tmp_path, tmp_path) == ([tmp_path / "2024" / "reply.txt"], [])
