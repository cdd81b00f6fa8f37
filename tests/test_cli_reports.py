"""`kg report NAME` for every report: formats, files, and what it says to bad input."""

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
OF_COUNCILS = ("renewals", "gaps", "market", "changes", "refusals", "statistics")
FILTERS = ("--council", "--service", "--system", "--supplier")


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
    calendar = kg(folder, "renewals", "--lead", "18m", "--format", "ics").stdout
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
    assert "2028" in [row["after"] for row in rows if row["what"] == "contract end"]
    same = kg(folder, "changes", "--since", "output", "--format", "json")
    assert json.loads(same.stdout)["sections"][0]["rows"] == []


BAD = [
    *((name, option, "nonsense-xyz", "Nothing in this report has") for name in OF_COUNCILS for option in FILTERS),
    *((name, "--council", "Covntry City Council", "Did you mean Coventry City Council?") for name in OF_COUNCILS),
    *((name, "--where", "nowhere", "nowhere") for name in REPORTS),
    *((name, "--format", "docx", "There are table, md, csv, json, xlsx, html, ics.") for name in REPORTS),
    *((name, "--as-of", "soon", "'soon' is not a date") for name in OF_COUNCILS),
    *((name, "--format", "ics", "has no days for a calendar") for name in REPORTS if name != "renewals"),
    ("changes", "--from", "2027-02-30", "not a date of the calendar"),
    ("changes", "--to", "someday", "'someday' is not a date"),
    ("renewals", "--lead", "soonish", "'soonish' is not a length of time"),
    ("renewals", "--system", "CareDirecter", "Did you mean CareDirector?\n"),
    ("statistics", "--measure", "referalls", "Did you mean referrals"),
    ("coverage", "--letter", "nope.txt", "There is no letter 'nope.txt'"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "option", "value", "words"), BAD, ids=[" ".join(case[:3]) for case in BAD])
def test_bad_input_is_told_in_words(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    option: str,
    value: str,
    words: str,
) -> None:
    assert status(monkeypatch, folder, name, option, value) == 2
    printed = capsys.readouterr()
    assert words in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["changes", "--from", "2028", "--to", "2026"],
        ["changes", "--since", "output", "--from", "2020"],
        ["renewals", "--from", "2028", "--to", "2026"],
    ],
    ids=" ".join,
)
def test_empty_periods_and_options_that_exclude_each_other(folder: Path, arguments: list[str]) -> None:
    done = kg(folder, *arguments)
    assert done.returncode == 2
    assert b"Give" in done.stderr


@pytest.mark.parametrize("name", REPORTS)
def test_no_graph_built_yet(tmp_path: Path, name: str) -> None:
    done = kg(tmp_path, name)
    assert done.returncode == 2
    assert b"no graph built yet" in done.stderr


@pytest.mark.parametrize("name", REPORTS)
def test_an_empty_graph_gives_an_empty_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / "empty.nq").write_text("", "utf-8")
    for format_ in ("table", "md", "csv", "json", "xlsx", "html"):
        assert status(monkeypatch, tmp_path, name, "--where", "empty.nq", "--format", format_, "-o", "report") == 0
        assert (tmp_path / "report").stat().st_size > 0
