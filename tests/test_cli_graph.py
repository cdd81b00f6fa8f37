"""`kg graph` and the exports of its picture, run as a user runs them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.picturing import parting, portrait
from tests.browsing import needs_chromium
from tests.conftest import LETTERS, ROOT


def kg(*words: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
    )


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph") / "output"
    assert kg("build", LETTERS, "-o", folder).returncode == 0
    return folder


def test_the_whole_graph_is_the_page_of_the_build(output: Path, tmp_path: Path) -> None:
    done = kg("graph", "--where", output, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "Wrote graph.html: 35 things" in done.stderr
    alone, among_others = ((folder / "graph.html").read_bytes() for folder in (tmp_path, output))
    menu = re.compile(rb'<nav class="menu".*?</nav>\n*', re.DOTALL)
    assert not menu.search(alone), "nothing stands beside it to which it could lead"
    is_same = alone == menu.sub(b"", among_others)  # compared apart: to show how megabytes differ takes half an hour
    assert is_same


def test_a_graph_file_alone_is_drawn_too(output: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_bytes((output / "graph.nq").read_bytes())
    assert kg("graph", "--where", tmp_path / "graph.nq", "-o", tmp_path / "page.html").returncode == 0
    assert (tmp_path / "page.html").stat().st_size > 500_000


@pytest.mark.parametrize(
    "wish",
    [
        ("--council", "Coventry"),
        ("--service", "adult-social-care"),
        ("--supplier", "Capita"),
        ("--around", "CareDirector", "--hops", "1"),
        ("--letters", "001_4aed678c47f12adb.txt", "--letters", "000_b5ede101f7053e1c.txt"),
    ],
)
def test_parts_are_drawn(output: Path, tmp_path: Path, wish: tuple[str, ...]) -> None:
    done = kg("graph", "--where", output, "-o", tmp_path / "part.html", *wish)
    assert done.returncode == 0, done.stderr
    assert "A part of the graph" in (tmp_path / "part.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--council", "Coventri City Council"), "Did you mean Coventry City Council?"),
        (("--around", "CareDirektor"), "Did you mean CareDirector?"),
        (("--supplier", "CareWorks", "--letters", "003_802426568046f72a.txt"), "Nothing of this graph fits all of"),
        (("--hops", "0"), "Invalid value for '--hops'"),
        (("-o", "missing/graph.html"), "cannot be written"),
    ],
)
def test_bad_input_is_a_message_and_status_2(output: Path, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = kg("graph", "--where", output, *words, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_graph_and_an_empty_graph_are_named(tmp_path: Path) -> None:
    done = kg("graph", cwd=tmp_path)
    assert done.returncode == 2
    assert "kg build" in done.stderr
    (tmp_path / "graph.nq").write_text("", encoding="utf-8")
    done = kg("graph", "--where", tmp_path, cwd=tmp_path)
    assert done.returncode == 2
    assert "is damaged: it is empty" in done.stderr
    assert not (tmp_path / "graph.html").exists()


def test_a_graph_too_large_says_what_it_drew(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kg.cli import app

    monkeypatch.setattr(parting.drawable, "__defaults__", (20,))
    with pytest.raises(SystemExit) as left:
        app(["graph", "--where", str(output), "-o", str(tmp_path / "graph.html")], prog_name="kg")
    assert left.value.code == 1
    assert "newest are drawn" in capsys.readouterr().err
    assert "newest are drawn" in (tmp_path / "graph.html").read_text(encoding="utf-8")


def test_a_png_is_drawn_where_there_is_a_chromium(output: Path, tmp_path: Path) -> None:
    needs_chromium()
    done = kg("graph", "--where", output, "--png", tmp_path / "graph.png", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    data = (tmp_path / "graph.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    assert (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) == (1600, 1000)
    assert len(data) > 50_000  # something is drawn on it
    assert not (tmp_path / "graph.html").exists()


def test_without_a_chromium_it_is_said_what_to_install(output: Path, tmp_path: Path) -> None:
    done = kg("graph", "--where", output, "--png", tmp_path / "graph.png", PATH=str(tmp_path))
    assert done.returncode == 2
    assert "none is installed" in done.stderr
    assert "apt-get install chromium" in done.stderr


def test_a_chromium_that_draws_nothing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(Exception, match="has drawn nothing"):
        portrait.write_png("<p>", tmp_path / "graph.png")


@pytest.mark.parametrize("format_", ["graphml", "gexf", "cytoscape"])
def test_the_picture_is_exported(output: Path, tmp_path: Path, format_: str) -> None:
    done = kg("export", format_, "--where", output)
    assert done.returncode == 0
    assert "CareDirector" in done.stdout
    if format_ == "graphml":
        assert done.stdout.encode() == (output / "graph.graphml").read_bytes()
