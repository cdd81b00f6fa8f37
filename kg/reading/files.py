"""Files on disk: a path goes in, the documents in it come out."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from kg.errors import ReadError, guarded
from kg.model import Document
from kg.reading.base import MOST_CHARACTERS, Attachment, Member, Reader, too_long
from kg.reading.collecting import is_system, public_name, written
from kg.reading.formats import is_stray, reader_named, reader_of, set_aside

_T = TypeVar("_T")

MOST_BYTES = 20_000_000
"""Of one file, and of all that are attached to one."""
MOST_ATTACHMENTS = 50
"""Of one message or document."""
MOST_PACKED_BYTES = 100_000_000
"""An archive may be larger than a letter."""
MOST_WITHIN = 1000
"""Files in an archive, and in those within it."""
MOST_WITHIN_BYTES = 200_000_000
"""Their bytes in all, unpacked."""
MOST_DEPTH = 3
"""So many files may lie one in the other."""


def read_file(path: Path, readers: Mapping[str, Reader]) -> Document:
    """The document in a file, by the reader of its suffix.

    Raises ReadError with the code `missing`, `unreadable`, `unknown-format`, `too-large`, `empty` or
    `not-text`.
    """
    name = shown(path)
    data, reader = _opened(path, name, readers)
    return _document(data, name, name, reader)


def read_files(
    path: Path,
    readers: Mapping[str, Reader],
    failed: Callable[[ReadError], None] | None = None,
    source: str | None = None,
) -> list[Document]:
    """The document in a file, called `source`, and those in the files that are attached to it or packed in it.

    Raises ReadError where the file itself cannot be read. One of a file within goes to `failed`, if that is given.
    """
    name = source or shown(path)
    data, reader = _opened(path, name, readers)
    return _Unpacking(readers, failed).documents(data, name, name, reader)


def _opened(path: Path, name: str, readers: Mapping[str, Reader]) -> tuple[bytes, Reader]:
    reader = reader_named(path.name, readers)
    most = MOST_PACKED_BYTES if reader and reader.members else MOST_BYTES
    data = _bytes(path, name, most if reader else None)
    return data, reader or reader_of(path.name, name, readers)


@dataclass(slots=True)
class _Unpacking:
    """Walks through a file and the files within it, and counts what it has unpacked."""

    readers: Mapping[str, Reader]
    failed: Callable[[ReadError], None] | None
    number: int = 0
    size: int = 0
    sources: set[str] = field(default_factory=set)

    def documents(self, data: bytes, source: str, name: str, reader: Reader, depth: int = 0) -> list[Document]:
        """All documents of a file, which messages call `name`. Raises ReadError where it cannot be read at all."""
        self.sources.add(source)
        if reader.members is not None:
            return self._members(reader.members(data, name), source, name, depth)
        first = _document(data, source, name, reader)
        found: list[Document] = []
        for attachment, size in self._attachments(data, name, reader):
            try:
                own = self._attached(attachment, size, source, name, depth)
                if reader_of(attachment.name, attachment.name, self.readers).is_table:
                    first = _joined(first, own, name)
                else:
                    found += own
            except ReadError as error:
                self._fail(error)
        return [first, *found]

    def _attachments(self, data: bytes, name: str, reader: Reader) -> Iterator[tuple[Attachment, int]]:
        """What is attached to a file, as much as is looked at, each with the bytes of all up to it."""
        count = size = 0
        try:
            for attachment in _each(reader.attachments(data, name) if reader.attachments else (), name):
                count += 1
                size += len(attachment.data)
                if count <= MOST_ATTACHMENTS:
                    yield attachment, size
        except ReadError as error:
            self._fail(error)
        if count > MOST_ATTACHMENTS:
            self._fail(_too_many(name, count))

    def _attached(self, one: Attachment, size: int, source: str, name: str, depth: int) -> list[Document]:
        """The documents of an attachment; `size` is that of it and of those before it, in bytes."""
        called = f"{public_name(one.name)} in {name}"
        reader = reader_of(one.name, called, self.readers)
        if size > MOST_BYTES:
            raise too_large(f"{called}, with what is attached before it,", MOST_BYTES)
        stem = re.sub(r"[^A-Za-z0-9_-]+", "-", Path(public_name(one.name)).stem).strip("-")
        own = self._free(f"{source}#{stem or 'attachment'}")
        if one.is_opened:
            return [replace(_document(one.data, own, called, reader), cover=source)]
        self._deeper(called, depth)
        found = self.documents(one.data, own, called, reader, depth + 1)
        return [replace(each, cover=each.cover or source) for each in found]

    def _members(self, members: Iterable[Member], source: str, name: str, depth: int) -> list[Document]:
        """The documents of an archive, which is like a folder of the letters in it."""
        found: list[Document] = []
        strays: list[str] = []
        for member in _each(members, name):
            if is_system(member.name):
                continue
            if is_stray(member.name, self.readers):
                strays.append(public_name(member.name))
                continue
            own = self._free(f"{source}/{public_name(member.name)}")
            try:
                self._count(name, 0)
                reader = reader_of(member.name, own, self.readers)
                with guarded(own):
                    data = member.unpack(MOST_BYTES)
                if len(data) > MOST_BYTES:
                    raise too_large(own, MOST_BYTES)
                self._count(name, len(data))
                self._deeper(own, depth)
                found += self.documents(data, own, own, reader, depth + 1)
            except _SpentError as error:
                self._fail(error)
                break
            except ReadError as error:
                self._fail(error)
        if strays:
            self._fail(set_aside(strays, self.readers, name))
        return found

    def _fail(self, error: ReadError) -> None:
        if self.failed is None:
            raise error
        self.failed(error)

    def _count(self, name: str, size: int) -> None:
        self.number += not size
        self.size += size
        if self.number > MOST_WITHIN or self.size > MOST_WITHIN_BYTES:
            most = f"{MOST_WITHIN:,} files" if self.number > MOST_WITHIN else f"{MOST_WITHIN_BYTES / 1e6:.0f} MB"
            raise _SpentError(
                "too-large", f"{name} holds more than {most}; the rest of it was not read.",
                "Unpack it, and give the folder.",
            )  # fmt: skip

    def _deeper(self, name: str, depth: int) -> None:
        if depth >= MOST_DEPTH:
            problem = f"{name} lies too deep: it is packed {depth + 1} times."
            raise ReadError("too-large", problem, "Unpack it, and give what it holds.")

    def _free(self, base: str) -> str:
        """`letter.eml#reply`, which has the stem `letter`: no full stop after the sign, and each but once."""
        source, number = base, 1
        while source in self.sources:
            number += 1
            source = f"{base}-{number}"
        self.sources.add(source)
        return source


class _SpentError(ReadError):
    """What may be unpacked of one file has been unpacked."""


def _each(items: Iterable[_T], name: str) -> Iterator[_T]:
    """What is within a file, one by one. Raises ReadError where finding the next one fails."""
    with guarded(f"What is in {name}"):
        yield from items


def _joined(letter: Document, tables: Iterable[Document], name: str) -> Document:
    """A letter with the tables that came with it below its text. Raises ReadError `too-long`."""
    text = "\n\n".join((letter.text.rstrip("\n"), *(table.text for table in tables)))
    if len(text) > MOST_CHARACTERS:
        raise too_long(f"{name}, with the tables that come with it,", len(text))
    return replace(letter, text=text)


def _document(data: bytes, source: str, name: str, reader: Reader) -> Document:
    if not data:
        raise ReadError("empty", f"{name} is empty: it has no bytes.", "Get the file again from where it came.")
    with guarded(name):
        content = reader.read(data, name)
    if not content.text.strip():
        raise ReadError("empty", f"{name} has no text: only white space.", "Get the file again from where it came.")
    if len(content.text) > MOST_CHARACTERS:
        raise too_long(name, len(content.text))
    return Document(
        hashlib.sha256(data).hexdigest(),
        source,
        reader.media_type,
        content.text,
        content.page_starts,
        content.date,
        content.notices,
        content.recognized,
        content.envelope,
    )


def shown(path: Path) -> str:
    """The file's own name, in characters that can be written anywhere, and none that a terminal obeys."""
    return written(Path(path.name)) or str(path)


def _bytes(path: Path, name: str, most: int | None) -> bytes:
    """The bytes of a regular file, of which there may be so many; none where only its being there matters."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ReadError(
                "unreadable", f"{name} is a folder.", "Give the files in it, or let `kg build` go through it."
            )
        if not stat.S_ISREG(found.st_mode):
            raise ReadError("unreadable", f"{name} is not an ordinary file.", "Copy what it holds into a file.")
        if most is None:
            return b""
        if found.st_size > most:
            raise too_large(name, most)
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ReadError(
            "missing", f"{name} is not there.", "Check the path, and that the file was not moved."
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadError(
            "unreadable", f"{name} cannot be read: {reason}.", "Check its permissions and its name."
        ) from error
    if len(data) > most:
        raise too_large(name, most)
    return data


def too_large(name: str, most: int) -> ReadError:
    """The error of a file of more than so many bytes."""
    return ReadError(
        "too-large",
        f"{name} is too large: the most that is read is {most / 1e6:.0f} MB.",
        "A letter is never that large: check that it is one, or split it.",
    )


def _too_many(name: str, count: int) -> ReadError:
    return ReadError(
        "too-many-attachments",
        f"{name} has {count} attachments, of which the first {MOST_ATTACHMENTS} were looked at.",
        "Save the others, and give them as files.",
    )
