"""What a reader of one format is: bytes go in, canonical text comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.errors import ReadError
from kg.model import Envelope, Notice, Recognized

MOST_CHARACTERS = 400_000
"""Of one letter's text: some 130 full pages."""


@dataclass(frozen=True, slots=True)
class Content:
    """The canonical text of a file, the offset at which each of its pages begins, and what else a Document tells."""

    text: str
    page_starts: tuple[int, ...] = ()
    date: str | None = None
    notices: tuple[Notice, ...] = ()
    recognized: tuple[Recognized, ...] = ()
    envelope: Envelope | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file within a file: its name as given there, and its bytes.

    `is_opened` where what is attached to it is given beside it.
    """

    name: str
    data: bytes
    is_opened: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A file packed in an archive: its path there, and what unpacks it.

    `unpack` takes the most bytes that are wanted and gives at most one more. It raises ReadError where the file
    cannot be unpacked.
    """

    name: str
    unpack: Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its media type, and how its bytes are read.

    `read` takes the bytes, of which it is a pure function, and the file's name, which is for messages only.
    It raises ReadError where the bytes are not what the name promises. `attachments` gives the files that the
    bytes carry beside their own text, each a letter of its own; one that `is_table` is a part of the letter that
    it comes with. An archive has no text of its own, but `members`.
    """

    media_type: str
    read: Callable[[bytes, str], Content]
    attachments: Callable[[bytes, str], Iterable[Attachment]] | None = None
    members: Callable[[bytes, str], Iterator[Member]] | None = None
    is_table: bool = False


def too_long(name: str, length: int) -> ReadError:
    """The error of a text of so many characters, more than are read."""
    return ReadError(
        "too-long",
        f"{name} is too long: {length:,} characters, and {MOST_CHARACTERS:,} is the most that is read.",
        "Give the letter without its annexes, or split it.",
    )
