"""Learning: examples give models, the same examples the same models, and bad gold is told with nothing written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import UsageError
from kg.training.examples import folds_of
from kg.training.fitting import fit_chain, fit_choice, fit_classes
from kg.training.gathering import gather
from kg.training.learning import cross_lines

DEVELOPMENT = Path(__file__).parent / "fixtures" / "letters" / "development"


def test_classes_are_learned_and_the_same_each_time() -> None:
    rows = [["end", "x"], ["ends", "y"], ["start", "x"], ["begin", "y"]] * 5
    truths = ["end", "end", "start", "start"] * 5
    first, second = (fit_classes("m", rows, truths, ridge=0.1) for _ in range(2))
    assert first == second
    for row, truth in zip(rows, truths, strict=True):
        shares = first.shares(row)
        assert first.labels[shares.index(max(shares))] == truth


def test_a_choice_prefers_the_right_one_of_its_group() -> None:
    rows = [["same row"], ["other row"], ["same row", "far"], ["other row", "near"]] * 4
    right = [True, False, True, False] * 4
    groups = [number // 2 for number in range(len(rows))]
    model = fit_choice("m", rows, right, groups, ridge=0.1)
    assert model.score(["same row"]) > model.score(["other row"])


def test_a_chain_learns_what_follows_what() -> None:
    sequences = [[["?"], ["."], ["?"], ["."]]] * 4
    model = fit_chain("m", sequences, [["Q", "A", "Q", "A"]] * 4, ridge=0.1)
    q, a = model.labels.index("Q"), model.labels.index("A")
    assert model.steps[q][a] > model.steps[q][q]


def test_folds_divide_by_batch() -> None:
    examples = gather([DEVELOPMENT / "gold"], None)
    for number, one in enumerate(examples):
        one.batch = f"b{number % 7}"
    folds = folds_of(examples, 3)
    assert set(folds.values()) == {0, 1, 2}
    assert all(
        folds[one.name] == folds[other.name] for one in examples for other in examples if one.batch == other.batch
    )


def test_letters_of_one_batch_are_divided_among_folds() -> None:
    examples = gather([DEVELOPMENT / "gold"], None)
    assert len({one.batch for one in examples}) < 5
    assert set(folds_of(examples, 5).values()) == set(range(5))


def test_lines_have_the_roles_that_a_person_gave_them() -> None:
    examples = gather([DEVELOPMENT / "gold"], None)
    assert len(examples) == 36
    assert all(one.roles is not None and len(one.roles) == len(one.lines) for one in examples)


def test_too_few_letters_are_said(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("Dear Sir\n\nFreedom of Information Act\n", encoding="utf-8")
    (tmp_path / "gold" / "one.json").write_text(json.dumps({"letter": "one.txt", "facts": []}), encoding="utf-8")
    with pytest.raises(UsageError, match="too few"):
        gather([tmp_path / "gold"], None)


def test_damaged_gold_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    out = tmp_path / "w.gz"
    monkeypatch.setattr("sys.argv", ["kg", "train", str(tmp_path), "-o", str(out)])
    assert main() == 2
    assert "bad.json" in capsys.readouterr().err
    assert not out.exists()


def test_letters_without_lines_are_said(tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    for path in sorted((DEVELOPMENT / "gold").glob("*.json"))[:12]:
        (gold / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(UsageError, match="what its lines are"):
        gather([gold], DEVELOPMENT / "letters")


def test_folds_read_side_by_side_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    examples = gather([DEVELOPMENT / "gold"], None)
    roles = []
    for cores in (1, 2):
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        roles.append(cross_lines(examples, 2))
    assert roles[0] == roles[1]
    assert set(roles[0]) == {one.name for one in examples}
