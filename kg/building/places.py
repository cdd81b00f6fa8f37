"""Where the decisions of a build are kept, seen from its output folder: so whoever decides finds their file, before
there is one too, and the next build finds what is decided.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

from kg.building.given import folders_of
from kg.persons import shown_name
from kg.resources import DECISIONS_FILE

_MOST_GIVEN = 20
"""So many paths of letters are reported at most: a command of more is none that people read."""


def home_of_decisions(letters: Sequence[Path]) -> Path | None:
    """Where decisions on letters are kept unless somebody says otherwise: in the first of the folders of these."""
    return next((folder / DECISIONS_FILE for folder in folders_of(letters)), None)


def as_reported(file: Path | None, output: Path) -> str:
    """A place for the report of a build, relative to its folder; nothing where it seems to name a person."""
    try:
        place = Path(os.path.relpath(file.absolute(), output.absolute())).as_posix() if file else ""
    except ValueError:  # on another drive
        return ""
    return place if all(shown_name(part) == part for part in place.split("/")) else ""


def reported(place: object, output: Path) -> Path | None:
    """The path of a place in the report of the build in a folder."""
    return Path(os.path.relpath((output / place).resolve())) if isinstance(place, str) and place else None


def all_reported(paths: Sequence[Path], output: Path) -> list[str]:
    """The folders of what a build was given, for its report, the same in whatever way letters were named; none where
    one of them names a person, or they are many."""
    places = [as_reported(path, output) for path in folders_of(paths)]
    return places if all(places) and len(places) <= _MOST_GIVEN else []


def again(output: Path, file: Path, letters: Sequence[Path] = (), options: Sequence[str] = ()) -> str:
    """A command that builds letters with a file of decisions: those that are given, else those beside it, if builds
    look for it there; with more options."""
    is_beside = file.name == DECISIONS_FILE and (not letters or file.parent in folders_of(letters))
    given = [*map(str, letters)] or [str(file.parent) if is_beside else "LETTERS"]
    parts = [*given, *([] if is_beside else ["--decisions", str(file)])]
    parts += options
    return shlex.join(["kg", "build", *parts, *([] if _is_usual(output) else ["-o", str(output)])])


def looked_at(output: Path) -> str:
    """The option by which commands look at an output folder, with a space in front; nothing for the usual one."""
    return "" if _is_usual(output) else f" --where {shlex.quote(str(output))}"


def listing(command: str, output: Path) -> str:
    """A command that lists what stands in an output folder, which is its argument."""
    return command if _is_usual(output) else f"{command} {shlex.quote(str(output))}"


def _is_usual(output: Path) -> bool:
    return output == Path("output")
