"""What the README shows is what the commands print."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CUT = "…"
"""A line by which the README says that there is more."""


def examples() -> list[tuple[str, list[str]]]:
    """Commands in `console` blocks with the lines shown below them."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line.rstrip())
    return found


@pytest.fixture(scope="module")
def folder_of_user(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the letters and their graph, as after `make run`."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "data", folder / "data")
    run("kg build data/letters", folder)
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = shlex.split("kg build data/letters --force" if command == "make run" else command)
    assert words[0] == "kg", f"the README shows a command that is not kg's: {command}"
    return subprocess.run([sys.executable, "-m", "kg", *words[1:]], cwd=folder, capture_output=True, text=True)


def test_the_readme_shows_its_commands() -> None:
    commands = [command for command, _ in examples()]
    assert len(commands) >= 8
    assert commands[0] == "make run"


@pytest.mark.parametrize(("command", "shown"), examples(), ids=[command for command, _ in examples()])
def test_a_command_prints_what_the_readme_shows(folder_of_user: Path, command: str, shown: list[str]) -> None:
    done = run(command, folder_of_user)
    assert "Traceback" not in done.stderr
    printed = [line.rstrip() for line in done.stdout.splitlines()]
    if CUT in (line.strip() for line in shown):
        cut = [line.strip() for line in shown].index(CUT)
        assert printed[:cut] == shown[:cut]
        assert len(printed) > cut
    else:
        assert printed == shown


def test_every_link_of_the_readme_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", README)
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).exists()] == []
