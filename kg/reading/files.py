"""Files on disk: a path goes in, a Document comes out; paths as a user gives them become files to be read."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from kg.errors import NotFoundError, ReadError, UsageError, guarded
from kg.model import Document
from kg.reading.base import Attachment, Reader
from kg.resources import BUILD_REPORT

MOST_BYTES = 20_000_000
"""Of one file, and of all that are attached to one."""
MOST_CHARACTERS = 400_000
"""Of one letter's text: some 130 full pages."""
MOST_ATTACHMENTS = 50
_CURES = {
    ".doc": "Save it as .docx or PDF.",
    ".rtf": "Save it as .docx or PDF.",
    ".odt": "Save it as .docx or PDF.",
    ".msg": "Save it from Outlook as .html or .txt, or from another mail program as .eml, and its attachments too.",
    "winmail.dat": "It is a message in Outlook's own format (TNEF): ask its sender for plain text or HTML, or unpack "
    "it and give the files in it.",
}
"""What to do about files that come often and are not read, by suffix or name."""
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""General categories of characters that are not seen, and may change how others are."""
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
    return _document(data, name, reader)


def read_files(
    path: Path, readers: Mapping[str, Reader], failed: Callable[[ReadError], None] | None = None
) -> list[Document]:
    """The document in a file, and those in the files that are attached to it.

    Raises ReadError where the file itself cannot be read. One of an attachment goes to `failed`, if that is given.
    """
    first = read_file(path, readers)
    found = [first]
    reader = readers[path.suffix.lower()]
    if reader.attachments is None:
        return found

    def fail(error: ReadError) -> None:
        if failed is None:
            raise error
        failed(error)

    names = {first.source}
    count = size = 0
    try:
        with guarded(f"What is attached to {first.source}"):
            for attachment in reader.attachments(_bytes(path, first.source, True), first.source):
                count += 1
                size += len(attachment.data)
                if count > MOST_ATTACHMENTS:
                    continue
                try:
                    document = _attached(attachment, first.source, readers, size)
                except ReadError as error:
                    fail(error)
                    continue
                found.append(replace(document, source=_source(first.source, attachment.name, names)))
    except ReadError as error:
        fail(error)
    if count > MOST_ATTACHMENTS:
        fail(_too_many(first.source, count))
    return found


def _attached(attachment: Attachment, name: str, readers: Mapping[str, Reader], size: int) -> Document:
    """The document in an attachment; `size` is that of it and of those before it, in bytes."""
    suffix = Path(attachment.name).suffix.lower()
    shown_name = f"{_visible(attachment.name)} in {name}"
    if suffix not in readers:
        raise _unknown(Path(attachment.name), shown_name, readers)
    if size > MOST_BYTES:
        raise _too_large(f"{shown_name}, with what is attached before it,", size)
    return _document(attachment.data, shown_name, readers[suffix])


def _source(name: str, attachment: str, taken: set[str]) -> str:
    """`letter.eml#reply`, which has the stem `letter`: no full stop after the sign, and each but once."""
    base = f"{name}#{re.sub(r'[^A-Za-z0-9_-]+', '-', Path(attachment).stem).strip('-') or 'attachment'}"
    source, number = base, 1
    while source in taken:
        number += 1
        source = f"{base}-{number}"
    taken.add(source)
    return source


def _document(data: bytes, name: str, reader: Reader) -> Document:
    if not data:
        raise ReadError("empty", f"{name} is empty: it has no bytes.", "Get the file again from where it came.")
    with guarded(name):
        content = reader.read(data, name)
    if not content.text.strip():
        raise ReadError("empty", f"{name} has no text: only white space.", "Get the file again from where it came.")
    if len(content.text) > MOST_CHARACTERS:
        raise ReadError(
            "too-long",
            f"{name} is too long: {len(content.text):,} characters, and {MOST_CHARACTERS:,} is the most that is read.",
            "Give the letter without its annexes, or split it.",
        )
    return Document(
        hashlib.sha256(data).hexdigest(),
        name,
        reader.media_type,
        content.text,
        content.page_starts,
        content.date,
        content.notices,
    )


def shown(path: Path) -> str:
    """The file's own name, in characters that can be written anywhere, and none that a terminal obeys."""
    return _visible(os.fsencode(path.name).decode("utf-8", "replace")) or str(path)


def _visible(name: str) -> str:
    """A name with its control characters, and those that turn the direction of writing, in letters: `\\x1b`."""
    return "".join(
        char if unicodedata.category(char) not in _UNSEEN else char.encode("unicode_escape").decode() for char in name
    )


def _bytes(path: Path, name: str, wanted: bool) -> bytes:
    """The bytes of a regular file; none where only its being there matters."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ReadError(
                "unreadable", f"{name} is a folder.", "Give the files in it, or let `kg build` go through it."
            )
        if not stat.S_ISREG(found.st_mode):
            raise ReadError("unreadable", f"{name} is not an ordinary file.", "Copy what it holds into a file.")
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


def _too_many(name: str, count: int) -> ReadError:
    return ReadError(
        "too-many-attachments",
        f"{name} has {count} attachments, of which the first {MOST_ATTACHMENTS} were looked at.",
        "Save the others, and give them as files.",
    )


def _unknown(path: Path, name: str, readers: Mapping[str, Reader]) -> ReadError:
    suffix = path.suffix.lower()
    known = ", ".join(sorted(readers))
    what = f"its suffix {suffix!r} is none that is read" if suffix else "it has no suffix"
    cure = _CURES.get(path.name.lower()) or _CURES.get(suffix, "")
    return ReadError(
        "unknown-format", f"The format of {name} is unknown: {what}.", f"{cure} Formats read: {known}.".lstrip()
    )


def collect(paths: Iterable[Path]) -> list[Path]:
    """The files to be read: those given, and all in the folders given, at any depth; each once, by name.

    In folders, hidden files and folders are passed over, README, LICENSE and the like, which are no letters,
    and the output folders of builds. Raises NotFoundError for a path that is not there, UsageError for a folder
    in which there is no file, and for an output folder.
    """
    found: dict[str, Path] = {}
    for path in paths:
        if is_output(path):
            hint = f"Give letters, or a folder of them. What was built is asked with `kg facts {path}`."
            raise UsageError(f"The folder {path} is the output of a build and holds no letters.", hint)
        files = [path] if not _is_folder(path) else sorted(_within(path))
        if not files:
            raise UsageError(f"There is no file in the folder {path}.", "Give a folder that holds letters, or letters.")
        for file in files:
            found.setdefault(os.path.realpath(file), file)
    return [file for _, file in sorted(found.items(), key=lambda pair: (pair[1].name, pair[0]))]


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
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not is_output(Path(parent) / name))
        for name in files:
            if not name.startswith(".") and not name.lower().startswith(_NO_LETTERS):
                yield Path(parent) / name
