"""Paths as a user gives them → the files to be read, each with the name by which all that follows calls it."""

from __future__ import annotations

import difflib
import json
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import NotFoundError, UsageError
from kg.resources import BUILD_REPORT

_SYSTEM = re.compile(r"^(?:\.|~\$|~WRL?\d|(?:eh)?thumbs\.db$|desktop\.ini$|icon\r$|__macosx$)", re.IGNORECASE)
"""Names of files and folders that programs leave for themselves: hidden ones, locks of an open document, thumbnails."""
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""General categories of characters that are not seen, and may change how others are."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read.

    `source` is its path relative to the folder that was given, with `/` between its parts, or its name where the file
    itself was given (then `given` is true). No two files that are found together have the same.
    """

    path: Path
    source: str
    given: bool


def find(paths: Iterable[Path]) -> list[Found]:
    """The files to be read: those given, and all in the folders given, at any depth; each once, by name.

    In folders, hidden files and those that programs leave for themselves are passed over, and the output folders of
    builds. Raises NotFoundError for a path that is not there, UsageError for a folder in which there is no file, and
    for an output folder.
    """
    found: dict[str, Found] = {}
    for path in paths:
        if is_output(path):
            hint = f"Give letters, or a folder of them. What was built is asked with `kg facts {path}`."
            raise UsageError(f"The folder {path} is the output of a build and holds no letters.", hint)
        is_folder = _is_folder(path)
        files = sorted(_within(path)) if is_folder else [path]
        if not files:
            raise UsageError(f"There is no file in the folder {path}.", "Give a folder that holds letters, or letters.")
        for file in files:
            source = written(file.relative_to(path)) if is_folder else written(Path(file.name))
            one = Found(file, source or str(file), not is_folder)
            key = os.path.realpath(file)
            found[key] = _joined(found[key], one) if key in found else one
    return _apart([found[key] for key in sorted(found, key=lambda key: (found[key].path.name, key))])


def collect(paths: Iterable[Path]) -> list[Path]:
    """The paths of the files that `find` finds."""
    return [one.path for one in find(paths)]


def written(path: Path) -> str:
    """A path in characters that can be written anywhere, as it is shown."""
    return public_name(os.fsencode(path.as_posix()).decode("utf-8", "replace")) if path.parts else ""


def public_name(name: str) -> str:
    """A path or name as it is shown: without names of persons, and with nothing that a terminal obeys."""
    from kg.persons import shown_name

    return visible("/".join(map(shown_name, name.split("/"))))


def visible(name: str) -> str:
    """A name with its control characters, and those that turn the direction of writing, in letters: `\\x1b`."""
    return "".join(
        char if unicodedata.category(char) not in _UNSEEN else char.encode("unicode_escape").decode() for char in name
    )


def is_system(path: str) -> bool:
    """Whether a file, or a folder around it, is one that a program has left for itself."""
    return any(_SYSTEM.match(part) for part in path.split("/"))


def _joined(one: Found, other: Found) -> Found:
    """A file that was given twice: by the name that says more, whatever the order."""
    source = max(one.source, other.source, key=lambda source: (source.count("/"), source))
    return replace(one, source=source, given=one.given or other.given)


def _apart(found: list[Found]) -> list[Found]:
    """Files whose names are the same have as many of the folders around them before it as tell them apart."""
    times = Counter(one.source for one in found)
    taken: Counter[str] = Counter()
    named = []
    for one in found:
        source = one.source
        if times[source] > 1:
            source = _longer(one, [other for other in found if other.source == one.source])
        taken[source] += 1
        named.append(replace(one, source=source if taken[source] == 1 else f"{source} ({taken[source]})"))
    return named


def _longer(one: Found, alike: list[Found]) -> str:
    whole = [written(Path(os.path.abspath(other.path))).split("/") for other in alike]
    own = written(Path(os.path.abspath(one.path))).split("/")
    least = one.source.count("/") + 2
    for length in range(least, len(own)):
        if sum(parts[-length:] == own[-length:] for parts in whole) == 1:
            return "/".join(own[-length:])
    return one.source


def is_output(folder: Path) -> bool:
    """Whether a folder holds what a build has written: its report tells the fingerprint of the build."""
    try:
        report = json.loads((folder / BUILD_REPORT).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(report, dict) and "fingerprint" in report


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:
        if isinstance(error, PermissionError):
            return False
        raise NotFoundError(f"There is no file or folder {path}.", _nearest(path)) from error


def _nearest(path: Path) -> str:
    """The names in the same folder that are most like the one that is not there."""
    folder = path.parent
    try:
        names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    except (OSError, ValueError):
        return f"The folder {folder} is not there either: check the path."
    near = difflib.get_close_matches(path.name, names, n=3, cutoff=0.5)
    if near:
        return f"Did you mean {' or '.join(str(folder / name) for name in near)}?"
    return "Check the path."


def _within(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_system(name) and not is_output(Path(parent) / name))
        for name in files:
            if not is_system(name):
                yield Path(parent) / name
