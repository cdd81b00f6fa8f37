"""Files as they were read: texts that never change, views of them, and places in them."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of canonical text, half-open (oa:TextPositionSelector)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person should know of a file that was read: pages that are pictures, say."""

    code: str
    message: str
    hint: str


class Recognized(NamedTuple):
    """A word of a canonical text, half-open, that was read from a picture, and how surely: from 0 to 1."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a message tells beside its words: header lines that say what kind of mail it is, their names in
    small letters (`auto-submitted: no`), and the names of the files that it carries."""

    headers: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read (prov:Entity): its bytes' digest, its source and its canonical text, which never changes.

    `page_starts` holds the offset at which each page begins, the first at 0; it is empty where the file has no
    pages, or does not say where they begin. `date` is the day on which the file itself says that it was sent, as
    `2024-05-09`; `notices` are findings of its reader; `recognized` holds, in their order, the words that text
    recognition has read from pictures. `envelope` is that of a message. `cover` is the source of the message to which
    the file was attached, `quoted_in` that of the message that quotes this one.
    """

    sha256: str
    source: str
    media_type: str
    text: str
    page_starts: tuple[int, ...] = ()
    date: str | None = None
    notices: tuple[Notice, ...] = ()
    recognized: tuple[Recognized, ...] = ()
    envelope: Envelope | None = None
    cover: str = ""
    quoted_in: str = ""

    def recognition_of(self, span: Span) -> float | None:
        """How surely the least sure word in a span was read from a picture; None where none was."""
        first = bisect_right(self.recognized, span.start, key=lambda word: word.end)
        last = bisect_left(self.recognized, span.end, key=lambda word: word.start)
        return min((word.confidence for word in self.recognized[first:last]), default=None)

    def page_of(self, offset: int) -> int | None:
        """Number of the page, from 1, on which `offset` lies; None where the text has no pages."""
        return bisect_right(self.page_starts, offset) or None


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a view: its label's place, half-open in the view's own offsets, and its target."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A document's text as rules read it: free of marks, each character tied to its place in the canonical text."""

    canonical: str = field(repr=False)
    text: str = field(repr=False)
    offsets: array[int] = field(repr=False)
    """Canonical offset of each character of `text`."""
    bold: bytes = field(repr=False)
    """For each character of `text`, 1 where the document sets it in bold, else 0."""
    links: tuple[Link, ...] = field(default=(), repr=False)

    def passage(self, start: int = 0, end: int | None = None) -> Passage:
        return Passage(self, start, len(self.text) if end is None else end)

    def at(self, span: Span) -> Passage:
        """The passage of the view that a canonical span covers."""
        return Passage(self, bisect_left(self.offsets, span.start), bisect_left(self.offsets, span.end))


class Passage(NamedTuple):
    """A stretch of a view, half-open in the view's own offsets.

    A tuple, since a letter is cut into thousands of them.
    """

    view: View
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.view.text[self.start : self.end]

    @property
    def is_bold(self) -> bool:
        """Whether all its visible characters are bold."""
        plain = self.view.bold.count(0, self.start, self.end)
        if plain in (0, self.end - self.start):
            return not plain and not self.text.isspace() and self.start < self.end
        marks = [
            bold
            for bold, char in zip(self.view.bold[self.start : self.end], self.text, strict=True)
            if not char.isspace()
        ]
        return bool(marks) and sum(marks) >= 0.9 * len(marks)

    def sub(self, start: int, end: int | None = None) -> Passage:
        """A part of it, in offsets of its own text."""
        return Passage(self.view, self.start + start, self.end if end is None else self.start + end)

    def strip(self) -> Passage:
        """It without white space at either end."""
        text = self.view.text[self.start : self.end]
        left, right = len(text.lstrip()), len(text.rstrip())
        if left == right == len(text):
            return self
        start = len(text) - left
        return Passage(self.view, self.start + start, self.start + max(start, right))

    @property
    def span(self) -> Span:
        """Its place in the canonical text."""
        offsets = self.view.offsets
        if self.start >= self.end:
            at = offsets[self.start] if self.start < len(offsets) else len(self.view.canonical)
            return Span(at, at)
        return Span(offsets[self.start], offsets[self.end - 1] + 1)

    def lines(self) -> Iterator[Passage]:
        """Its lines that hold more than white space, stripped."""
        at = self.start
        for line in self.text.splitlines(keepends=True):
            words = line.strip()
            if words:
                start = at + len(line) - len(line.lstrip())
                yield Passage(self.view, start, start + len(words))
            at += len(line)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words that support a claim, with a little of what stands around them (oa:TextQuoteSelector)."""

    span: Span
    quote: str
    before: str = ""
    after: str = ""
