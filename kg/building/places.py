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


def again(output: Path, file: Path) -> str:
    """A command that builds letters with a file of decisions: those beside it, if builds look for it there."""
    given = ["LETTERS", "--decisions", str(file)] if file.name != DECISIONS_FILE else [str(file.parent)]
    return shlex.join(["kg", "build", *given, *([] if output == Path("output") else ["-o", str(output)])])
