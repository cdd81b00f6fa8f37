"""`kg report renewals`: its formats and files."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kg.store import Store
from tests.conftest import ROOT

PERIOD = ("--from", "2026", "--to", "2028", "--as-of", "2024-10-02")


@pytest.fixture(scope="module")
def folder(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with the graph of the five letters."""
    output = tmp_path_factory.mktemp("report") / "output"
    output.mkdir()
    lines = sorted(f"{quad} .\n" for quad in store.quads())
    (output / "graph.nq").write_text("".join(lines), encoding="utf-8")
    return output.parent


def kg(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", "report", "renewals", *arguments]
    environment = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": ""}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, check=False)


def test_the_table_has_both_contracts_and_every_reference_to_look_up(folder: Path) -> None:
    done = kg(folder, *PERIOD)
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "2026-11",
        "2028",
        "Until November 2026.",
        "Until 2028.",
        "COV CG/002/Adult",
        "COV - 10304",
        "MD-133-2018",
    ):
        assert words in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 110


def test_a_year_that_the_period_cuts_is_possible_not_certain(folder: Path) -> None:
    done = kg(folder, "--from", "2026", "--to", "2028-06", "--as-of", "2024-10-02", "--format", "json")
    ends = json.loads(done.stdout)["sections"][0]["rows"]
    assert [(row["end"], row["falls"]) for row in ends] == [("2026-11", "certain"), ("2028", "possible")]


def test_csv_and_json_hold_the_same_rows(folder: Path) -> None:
    table = list(csv.DictReader(io.StringIO(kg(folder, *PERIOD, "--format", "csv").stdout, newline="")))
    sections = json.loads(kg(folder, *PERIOD, "--format", "json").stdout)["sections"]
    rows = [(section["name"], row) for section in sections for row in section["rows"]]
    assert [name for name, _ in rows] == [row["section"] for row in table]
    for (_, row), line in zip(rows, table, strict=True):
        for key, value in row.items():
            assert line[key].removeprefix("'") == ("" if value is None else str(value))


def test_markdown_is_one_line_a_row(folder: Path) -> None:
    lines = kg(folder, *PERIOD, "--format", "md").stdout.splitlines()
    tables = [line for line in lines if line.startswith("|")]
    assert len(tables) == 2 + 2 + 2 + 5
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in tables[:4]}) == 1


def test_a_file_is_written(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "renewals.md"
    done = kg(folder, *PERIOD, "--format", "md", "-o", str(path))
    assert (done.returncode, done.stdout) == (0, "")
    assert path.read_text(encoding="utf-8") == kg(folder, *PERIOD, "--format", "md").stdout


def test_without_a_day_months_count_from_today(folder: Path) -> None:
    before = date.today().isoformat()
    as_of = json.loads(kg(folder, "--format", "json").stdout)["as_of"]
    assert before <= as_of <= date.today().isoformat()
