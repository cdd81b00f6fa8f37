"""A build is whole or not there, tells what went wrong, and gives the same bytes from the same letters."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.building.output import REPORT, finish_move
from kg.cli import app
from kg.known.flat import facts
from kg.store import Store
from tests.conftest import LETTERS, ROOT
from tests.letters import letter_text

KG = (sys.executable, "-m", "kg")


def kg(*arguments: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*KG, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, env={**os.environ, **environment}
    )


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "output"
    done = kg("build", LETTERS, "-o", folder)
    assert done.returncode == 0, done.stderr
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_build_writes_graph_page_report_and_tables(output: Path) -> None:
    expected = {
        "graph.nq", "graph.trig", "graph.ttl", "graph.jsonld", "graph.graphml", "graph.html",
        "letters.json", "facts.csv", "observations.csv", "outcomes.csv", "unsure.csv", "renewals.md", "renewals.csv", REPORT,
        "index.html", *(f"{name}.html" for name in ("renewals", "gaps", "market", "refusals", "statistics", "changes", "coverage")),
    }  # fmt: skip
    assert {path.name for path in output.iterdir() if path.is_file()} == expected
    kinds = {path.name.partition("-")[0] for path in (output / "pages").iterdir()}
    assert kinds == {"council", "system", "supplier", "letter"}
    assert all(files_of(output).values())


def test_the_same_letters_give_the_same_bytes_whatever_the_order_and_the_seed(output: Path, tmp_path: Path) -> None:
    letters = sorted(LETTERS.iterdir(), reverse=True)
    done = kg("build", *letters, "-o", tmp_path / "again", PYTHONHASHSEED="4242")
    assert done.returncode == 0, done.stderr
    assert files_of(tmp_path / "again") == files_of(output)


def test_a_build_of_what_has_not_changed_does_nothing(output: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in output.iterdir()}
    done = kg("build", LETTERS, "-o", output)
    assert done.returncode == 0
    assert "Nothing has changed" in done.stdout
    assert {path: path.stat().st_mtime_ns for path in output.iterdir()} == before


def test_a_damaged_output_is_built_anew(output: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(output, copy)
    (copy / "graph.nq").write_text("damaged", encoding="utf-8")
    assert kg("build", LETTERS, "-o", copy).returncode == 0
    assert files_of(copy) == files_of(output)


def test_one_bad_letter_leaves_the_others_built_and_is_listed(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "good.txt").write_text(letter_text("1. Which system do you use?\n\nMosaic."), encoding="utf-8")
    (letters / "empty.txt").write_bytes(b"")
    (letters / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (letters / "notes.txt").write_text("Eggs, milk, bread.", encoding="utf-8")
    (letters / "list.txt").write_text("Eggs\nMilk\nBread\nButter\n", encoding="utf-8")
    (letters / "sheet.xyz").write_text("a,b", encoding="utf-8")
    done = kg("build", letters, "-o", tmp_path / "out")
    assert done.returncode == 1
    report = json.loads((tmp_path / "out" / REPORT).read_text(encoding="utf-8"))
    assert {f["file"]: f["code"] for f in report["findings"]} == {
        "empty.txt": "empty",
        "picture.txt": "not-text",
        "notes.txt": "not-a-letter",
        "list.txt": "not-a-letter",
        "sheet.xyz": "no-letters",
    }
    assert [letter["file"] for letter in report["letters"]] == ["good.txt"]
    for name in ("empty.txt", "picture.txt", "notes.txt", "list.txt", "sheet.xyz"):
        assert name in done.stdout


def test_a_build_can_be_a_gate_and_its_summary_is_for_programs(tmp_path: Path) -> None:
    undated = "Tidewell City Council\n\nFreedom of Information Act 2000\n\n1. Which system do you use?\n\nMosaic.\n"
    (tmp_path / "letter.txt").write_text(undated, encoding="utf-8")
    (tmp_path / "photo.gif").write_bytes(b"x")
    done = kg("build", tmp_path, "-o", tmp_path / "out", "--format", "json")
    assert done.returncode == 0, "the letter was read"
    summary = json.loads(done.stdout)
    assert summary["counts"]["letters"] == 1
    assert {one["code"]: one["level"] for one in summary["findings"]} == {"no-date": "warning", "no-letters": "note"}
    assert kg("build", tmp_path, "-o", tmp_path / "out", "--strict").returncode == 1
    (tmp_path / "letter.txt").write_text(letter_text("1. Which system do you use?\n\nMosaic."), encoding="utf-8")
    assert kg("build", tmp_path, "-o", tmp_path / "out", "--strict").returncode == 0, (
        "files of other formats are no fault"
    )


def test_files_that_are_no_letters_are_counted_in_one_line_and_are_no_fault(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    (letters / "deep").mkdir(parents=True)
    (letters / "licensed-taxis.txt").write_text(letter_text("1. Which system do you use?\n\nMosaic."), encoding="utf-8")
    for name in ("photo.gif", "list.json", "deep/photo.gif", "Thumbs.db", "~$reply.docx"):
        (letters / name).write_bytes(b"x")
    done = kg("build", letters, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stdout
    lines = [line for line in done.stdout.splitlines() if "gif" in line]
    assert len(lines) == 1
    assert "3 files" in lines[0]
    assert "2 .gif, 1 .json" in lines[0]
    assert "Thumbs" not in done.stdout
    (finding,) = json.loads((tmp_path / "out" / REPORT).read_text(encoding="utf-8"))["findings"]
    assert finding["file"] == "deep/photo.gif, list.json, photo.gif"
    again = kg("build", letters, "-o", tmp_path / "out")
    assert "Nothing has changed" in again.stdout
    (letters / "list.json").unlink()
    assert "2 files" in kg("build", letters, "-o", tmp_path / "out").stdout


def test_a_format_that_may_hold_a_letter_is_a_finding_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(letter_text("1. Which system do you use?\n\nMosaic."), encoding="utf-8")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    done = kg("build", tmp_path, "-o", tmp_path / "out")
    assert done.returncode == 1
    assert "Save it as .docx or PDF." in done.stdout


def test_letters_of_one_name_in_different_folders_stay_apart(tmp_path: Path) -> None:
    for folder, system in (("2023", "Mosaic"), ("2024", "CareDirector")):
        (tmp_path / "letters" / folder).mkdir(parents=True)
        text = letter_text(
            f"1. Which system do you use for adult social care?\n\nWe use {system}.", reference=f"FOI/{folder}"
        )
        (tmp_path / "letters" / folder / "reply.txt").write_text(text, encoding="utf-8")
    done = kg("build", tmp_path / "letters", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stdout
    report = json.loads((tmp_path / "out" / REPORT).read_text(encoding="utf-8"))
    assert [letter["file"] for letter in report["letters"]] == ["2023/reply.txt", "2024/reply.txt"]
    assert len({letter["key"] for letter in report["letters"]}) == 2
    rows = list(facts(Store.open(tmp_path / "out" / "graph.nq")))
    assert {(row["letter"], row["value"]) for row in rows if row["field"] == "system"} == {
        ("2023/reply.txt", "Mosaic (social care)"),
        ("2024/reply.txt", "CareDirector"),
    }


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8-sig"])
def test_a_letter_in_another_encoding_is_read_and_not_mangled(tmp_path: Path, encoding: str) -> None:
    body = "1. What does your adult social care system cost a year – and who supplies it?\n\nMosaic, £16,446 a year; it’s supplied by The Access Group."
    path = tmp_path / "letter.txt"
    path.write_bytes(letter_text(body).encode(encoding))
    done = kg("facts", path, "--format", "json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert {row["value"] for row in rows if row["field"] == "annual_cost"} == {16446}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "no-such-folder"), "no-such-folder"),
        (("facts", "--where", "x"), "No such option"),
        (("query", "SELECT * WHERE { ?s ?p }", "--where", "."), "graph"),
        (("report", "renewals", "--where", "."), "kg build"),
        (("show", "CareDirector", "--where", "."), "kg build"),
    ],
)
def test_bad_input_ends_with_a_message_and_status_2(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = kg(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr + done.stdout
    assert said in " ".join(done.stderr.split())


def test_an_output_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = kg("build", LETTERS, "-o", tmp_path / "file" / "output")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_interrupted_build_leaves_the_last_good_output(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.building import build_graph, sources
    from kg.building import output as writing

    copy = tmp_path / "copy"
    shutil.copytree(output, copy)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "_report", interrupted)
    with pytest.raises(KeyboardInterrupt):
        writing.write_output(build_graph(*sources([LETTERS / "003_802426568046f72a.txt"])), copy, "other")
    assert files_of(copy) == files_of(output)
    assert not [path for path in copy.iterdir() if path.name.startswith(".")]


def test_a_move_that_was_interrupted_is_finished_by_whoever_comes_next(output: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(output, copy)
    ready = copy / ".ready"
    ready.mkdir()
    for name in ("graph.nq", REPORT):
        (copy / name).rename(ready / name)
    finish_move(copy)
    assert files_of(copy) == files_of(output)
    assert Store.open(copy)


def test_letters_without_any_letter_build_nothing(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Eggs, milk, bread.", encoding="utf-8")
    done = kg("build", tmp_path / "notes.txt", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "notes.txt" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_wheel_works_from_an_empty_folder(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(wheels), str(ROOT)], check=True, capture_output=True
    )
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    python = venv / ("Scripts" if os.name == "nt" else "bin") / "python"
    (wheel,) = wheels.glob("*.whl")
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    subprocess.run(install, check=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    run = [str(python.with_name("kg")), "build", str(LETTERS / "001_4aed678c47f12adb.txt")]
    done = subprocess.run(run, cwd=empty, capture_output=True, text=True, env=clean)
    assert done.returncode == 0, done.stderr
    values = {row["value"] for row in facts(Store.open(empty / "output"))}
    assert {"CareDirector", "COV CG/002/Adult"} <= values


def test_an_output_folder_among_the_letters_is_not_read(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "one.txt").write_text(letter_text("1. Which system do you use?\nMosaic"), encoding="utf-8")
    assert kg("build", letters, "-o", letters / "built").returncode == 0
    again = kg("build", letters, "-o", letters / "built", "--force")
    assert again.returncode == 0, again.stdout
    assert "Built 1 letter by 1 council" in again.stdout


def test_an_output_folder_is_no_letter(output: Path, tmp_path: Path) -> None:
    done = kg("build", output, "-o", tmp_path / "new")
    assert done.returncode == 2
    assert "is the output of a build" in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_graph_is_asked_alone(output: Path) -> None:
    done = kg("facts", output, LETTERS)
    assert done.returncode == 2
    assert "asked alone" in done.stderr


def test_many_bad_files_have_a_line_each_and_the_rest_is_counted(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    for number in range(13):
        (letters / f"{number:02}.pdf").write_bytes(b"")
    nothing = kg("build", letters, "-o", tmp_path / "new")
    assert nothing.returncode == 2
    assert sum(".pdf" in line for line in nothing.stderr.splitlines()) == 10
    assert "  … and 3 more\n" in nothing.stderr
    (letters / "one.txt").write_text(letter_text("1. Which system do you use?\nMosaic"), encoding="utf-8")
    done = kg("build", letters, "-o", tmp_path / "new")
    assert done.returncode == 1
    assert f"  … and 3 more, see {tmp_path / 'new' / REPORT}\n" in done.stdout


def test_an_interrupted_build_says_what_is_left(output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.building.build_graph", interrupted)
    fresh = CliRunner().invoke(app, ["build", str(LETTERS), "-o", str(tmp_path / "new")])
    assert (fresh.exit_code, fresh.stderr) == (130, "Interrupted. Nothing was written.\n")
    assert not (tmp_path / "new").exists()
    before = files_of(output)
    kept = CliRunner().invoke(app, ["build", str(LETTERS), "-o", str(output), "--force"])
    assert (kept.exit_code, kept.stderr) == (130, f"Interrupted. {output} still holds the last complete build.\n")
    assert files_of(output) == before


def test_make_takes_folders_with_spaces() -> None:
    command = ["make", "-n", "run", "LETTERS=my letters", "OUTPUT=my output"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert 'build "my letters" -o "my output"' in done.stdout


def test_the_output_is_not_written_among_the_letters(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(letter_text("1. Which system do you use for housing?\n\nCivica Cx"), encoding="utf-8")
    for given in (tmp_path, letter):
        done = kg("build", given, "-o", tmp_path)
        assert done.returncode == 2
        assert "which holds the letters" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_table_that_a_build_wrote_is_no_letter(output: Path) -> None:
    done = kg("facts", output / "facts.csv")
    assert done.returncode == 2
    assert "is a table that a build wrote" in done.stderr
