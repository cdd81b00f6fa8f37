"""A page that shows commands and what comes of them, walked through as it stands."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

CUT = "…"
"""A line by which a page says that lines are left out here."""


def examples(page: str) -> list[tuple[str, list[str]]]:
    """Commands in `console` blocks with the lines shown below them."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line.rstrip())
    return found


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command of a page, called in a folder; what is said on standard error stands among what is printed."""
    words = shlex.split("kg build data/letters --force" if command == "make run" else command)
    assert words[0] == "kg", f"a page shows a command that is not kg's: {command}"
    return subprocess.run(
        [sys.executable, "-m", "kg", *words[1:]],
        cwd=folder, env={**os.environ, "PYTHONUNBUFFERED": "1"}, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def differences(printed: str, shown: list[str]) -> str:
    """What of the lines shown is not printed, in their order and without a gap but where one is shown; empty if none."""
    lines = [line.rstrip() for line in printed.rstrip().splitlines()]
    parts = _parts(shown)
    at = 0
    for number, part in enumerate(parts):
        starts = [0] if number == 0 else range(at + 1, len(lines) + 1)
        found = next((start for start in starts if lines[start : start + len(part)] == part), None)
        if found is None:
            return "\n".join([f"Not found in this order, after line {at}:", *part, "---- printed:", *lines])
        at = found + len(part)
    return "" if at == len(lines) or not parts[-1] else "\n".join(["More is printed:", *lines[at:]])


def _parts(shown: list[str]) -> list[list[str]]:
    """The lines shown between those that say that some are left out; an empty part at the end if more may follow."""
    parts: list[list[str]] = [[]]
    for line in shown:
        if line.strip() == CUT:
            parts.append([])
        else:
            parts[-1].append(line)
    return parts
