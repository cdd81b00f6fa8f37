"""What the README shows is what the commands print."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.walking import differences, examples, run

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder_of_user(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the letters and their graph, as after `make run`."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "data", folder / "data")
    run("kg build data/letters", folder)
    return folder


def test_the_readme_shows_its_commands() -> None:
    commands = [command for command, _ in examples(README)]
    assert len(commands) >= 8
    assert commands[0] == "make run"


@pytest.mark.parametrize(("command", "shown"), examples(README), ids=[command for command, _ in examples(README)])
def test_a_command_prints_what_the_readme_shows(folder_of_user: Path, command: str, shown: list[str]) -> None:
    done = run(command, folder_of_user)
    assert "Traceback" not in done.stdout
    assert differences(done.stdout, shown) == ""


def test_every_link_of_the_readme_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", README)
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))])
def test_prose_is_not_wider_than_a_screen(page: Path) -> None:
    prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    lines = [line for line in prose.splitlines() if not line.startswith(("|", "!["))]
    assert [line for line in lines if len(line) > 120] == []
