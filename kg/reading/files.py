"""Files on disk: a path goes in, a Document comes out; paths as a user gives them become files to be read."""

from __future__ import annotations

import difflib
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.errors import NotFoundError, ReadError, UsageError
from kg.model import Document
from kg.reading.base import Reader

MOST_BYTES = 20_000_000
_NO_LETTERS = ("readme", "license", "licence", "changelog", "contributing", "copying", "notice")
"""Beginnings of the names of files that tell of a folder and are no letters in it."""


def read_file(path: Path, readers: Mapping[str, Reader]) -> Document:
    """The document in a file, by the reader of its suffix.

    Raises ReadError with the code `missing`, `unreadable`, `unknown-format`, `too-large`, `empty` or
    `not-text`.
    """
    name = shown(path)
    reader = readers.get(path.suffix.lower())
    data = _bytes(path, name, reader is not None)
    if reader is None:
        raise _unknown(path, name, readers)
    if not data:
        raise ReadError(
            "empty", f"{name} is empty: it has no bytes.", "Get the file again from where it came."
        )
    content = reader.read(data, name)
    if not content.text.strip():
        raise ReadError(
            "empty", f"{name} has no text: only white space.", "Get the file again from where it came."
        )
    return Document(
        hashlib.sha256(data).hexdigest(), name, reader.media_type, content.text, content.page_starts
    )


def shown(path: Path) -> str:
    """The file's own name, in characters that can be written anywhere."""
    return os.fsencode(path.name).decode("utf-8", "replace") or str(path)


def _bytes(path: Path, name: str, wanted: bool) -> bytes:
    """The bytes of a regular file; none where only its being there matters."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ReadError(
                "unreadable", f"{name} is a folder.", "Give the files in it, or let `kg build` go through it."
            )
        if not stat.S_ISREG(found.st_mode):
            raise ReadError(
                "unreadable", f"{name} is not an ordinary file.", "Copy what it holds into a file."
            )
        if not wanted:
            return b""
        if found.st_size > MOST_BYTES:
            raise _too_large(name, found.st_size)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ReadError(
            "missing", f"{name} is not there.", "Check the path, and that the file was not moved."
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadError(
            "unreadable", f"{name} cannot be read: {reason}.", "Check its permissions and its name."
        ) from error
    if len(data) > MOST_BYTES:
        raise _too_large(name, len(data))
    return data


def _too_large(name: str, size: int) -> ReadError:
    return ReadError(
        "too-large",
        f"{name} is too large: {size / 1e6:.0f} MB, and the most that is read is {MOST_BYTES / 1e6:.0f} MB.",
        "A letter is never that large: check that it is one, or split it.",
    )


def _unknown(path: Path, name: str, readers: Mapping[str, Reader]) -> ReadError:
    suffix = path.suffix.lower()
    known = ", ".join(sorted(readers))
    what = f"its suffix {suffix!r} is none that is read" if suffix else "it has no suffix"
    hint = (
        f"Save it as .docx or PDF. Formats read: {known}." if suffix == ".doc" else f"Formats read: {known}."
    )
    return ReadError("unknown-format", f"The format of {name} is unknown: {what}.", hint)


def collect(paths: Iterable[Path]) -> list[Path]:
    """The files to be read: those given, and all in the folders given, at any depth; each once, by name.

    In folders, hidden files and folders are passed over, and README, LICENSE and the like, which are no
    letters. Raises NotFoundError for a path that is not there, UsageError for a folder in which there is no
    file.
    """
    found: dict[str, Path] = {}
    for path in paths:
        files = [path] if not _is_folder(path) else sorted(_within(path))
        if not files:
            raise UsageError(
                f"There is no file in the folder {path}.", "Give a folder that holds letters, or letters."
            )
        for file in files:
            found.setdefault(os.path.realpath(file), file)
    return [file for _, file in sorted(found.items(), key=lambda pair: (pair[1].name, pair[0]))]


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
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if not name.startswith(".") and not name.lower().startswith(_NO_LETTERS):
                yield Path(parent) / name
