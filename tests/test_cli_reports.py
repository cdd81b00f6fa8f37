"""`kg report NAME` for every report: formats and files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from kg.store import Store
from tests.conftest import ROOT

REPORTS = ("renewals", "gaps", "market", "changes", "refusals", "statistics", "coverage")


@pytest.fixture(scope="module")
def folder(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the output of the five letters."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "output").mkdir()
    (folder / "output" / "graph.nq").write_text("".join(sorted(f"{quad} .\n" for quad in store.quads())), "utf-8")
    return folder


def kg(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kg", "report", *arguments]
    environment = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": ""}
    return subprocess.run(command, cwd=folder, capture_output=True, env=environment, check=False)


def status(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> int:
    """The exit status of a command that is run in this process."""
    from kg.cli import main

    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["kg", "report", *arguments])
    try:
        return main()
    except SystemExit as left:  # so a command ends that went well
        return int(left.code or 0)


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_in_every_format(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for format_ in ("table", "md", "csv", "json", "xlsx", "html"):
        path = tmp_path / f"report.{format_}"
        assert status(monkeypatch, folder, name, "--format", format_, "-o", str(path)) == 0
        assert path.stat().st_size > 100
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["report"] == name
    assert CalamineWorkbook.from_path(tmp_path / "report.xlsx").sheet_names[-1] == "about"


def test_what_is_printed_is_what_is_written(folder: Path, tmp_path: Path) -> None:
    for format_ in ("xlsx", "ics", "html", "csv"):
        options = ("renewals", "--as-of", "2026-11-21", "--lead", "18m", "--format", format_)
        path = tmp_path / "file"
        assert kg(folder, *options, "-o", str(path)).returncode == 0
        assert kg(folder, *options).stdout == path.read_bytes()
    calendar = kg(folder, "renewals", "--as-of", "2026-11-21", "--lead", "18m", "--format", "ics").stdout
    assert len(Calendar.from_ical(calendar).walk("VEVENT")) == 4


def test_a_letter_is_drafted_and_says_what_it_leaves_out(folder: Path) -> None:
    done = kg(folder, "gaps", "--council", "Coventry", "--draft-request", "--as-of", "2026-11-21")
    assert done.returncode == 0
    assert done.stdout.startswith(b"To: Coventry City Council, Freedom of Information\nDate: 21 November 2026\n")
    assert b"Not asked again: cost of ContrOCC, Liquidlogic (withheld under s.43(2)" in done.stderr


def test_two_builds_are_compared(folder: Path, tmp_path: Path) -> None:
    lines = (folder / "output" / "graph.nq").read_text("utf-8").splitlines(keepends=True)
    older = tmp_path / "older.nq"
    older.write_text("".join(line for line in lines if "foi644411765" not in line), "utf-8")
    done = kg(folder, "changes", "--since", str(older), "--format", "json")
    rows = json.loads(done.stdout)["sections"][0]["rows"]
    assert "2028" in [row["after"] for row in rows if row["what"] == "contract end date"]
    same = kg(folder, "changes", "--since", "output", "--format", "json")
    assert json.loads(same.stdout)["sections"][0]["rows"] == []


@pytest.mark.parametrize("name", REPORTS)
def test_an_empty_graph_gives_an_empty_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / "empty.nq").write_text("", "utf-8")
    for format_ in ("table", "md", "csv", "json", "xlsx", "html"):
        assert status(monkeypatch, tmp_path, name, "--where", "empty.nq", "--format", format_, "-o", "report") == 0
        assert (tmp_path / "report").stat().st_size > 0
