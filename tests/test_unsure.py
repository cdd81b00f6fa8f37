"""What is not sure enough to be stated is counted, told on request, and never in the graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import UsageError
from kg.known.flat import FACT_KEYS
from kg.resources import BUILD_REPORT
from tests.conftest import ROOT

LETTERS = sorted((ROOT / "tests" / "fixtures" / "letters" / "development" / "letters").glob("*.txt"))[:8]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unsure") / "output"
    done = CliRunner().invoke(app, ["build", *map(str, LETTERS), "-o", str(folder)])
    assert done.exit_code in (0, 1), done.output
    return folder


def rows(*arguments: object) -> list[dict[str, object]]:
    done = CliRunner().invoke(app, ["facts", *map(str, arguments), "--format", "json"], catch_exceptions=False)
    assert done.exit_code == 0
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_a_build_keeps_what_the_letters_may_say(output: Path) -> None:
    unsure = rows(output, "--unsure")
    assert unsure
    assert unsure == rows(*LETTERS, "--unsure")
    assert all(tuple(row) == FACT_KEYS and row["status"] == "unsure" for row in unsure)
    texts = {path.name: path.read_text(encoding="utf-8") for path in LETTERS}
    assert all(str(row["stated"]).split()[0] in texts[str(row["letter"])] for row in unsure)


def test_nothing_is_both_unsure_and_stated(output: Path) -> None:
    said = [
        {(row["letter"], row["field"], row["value"]) for row in rows(output, *option)} for option in ((), ("--unsure",))
    ]
    assert all(said)
    assert not said[0] & said[1]


def test_the_build_report_counts_it(output: Path) -> None:
    report = json.loads((output / BUILD_REPORT).read_text(encoding="utf-8"))
    unsure = rows(output, "--unsure")
    assert report["counts"]["unsure"] == len(unsure)
    for letter in report["letters"]:
        assert letter["unsure"] == sum(row["letter"] == letter["file"] for row in unsure)


def test_a_graph_alone_holds_nothing_unsure(output: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds what is stated"):
        rows(output / "graph.nq", "--unsure")
    with pytest.raises(UsageError, match="There is no file in"):
        rows(tmp_path, "--unsure")
