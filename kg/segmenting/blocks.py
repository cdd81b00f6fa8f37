"""View → blocks: paragraphs, cut where a label begins a line and where bold type ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Passage, View
from kg.segmenting.cleaning import is_quoted
from kg.segmenting.labels import Label, bullet_length, label_at

_BLANK = re.compile(r"\n[ \t\u00a0]*(?=\n)")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a part of one: its words, the label and bullet before them, and whether all is bold."""

    passage: Passage
    body: Passage
    """The words after label and bullet."""
    label: Label | None
    is_bullet: bool
    is_bold: bool
    is_quoted: bool
    """Whether it is the requester's own message, quoted below or within the reply."""

    @property
    def is_answer(self) -> bool:
        """Whether a word says that an answer begins: "A1.", "Response:"."""
        return self.label is not None and self.label.word == "a"

    @property
    def text(self) -> str:
        """The words after the label, on one line."""
        return " ".join(self.body.text.split())


def blocks_of(view: View) -> list[Block]:
    """All blocks of a view in order; together they hold every visible character."""
    return [_block(part) for paragraph in _paragraphs(view) for part in _parts(paragraph)]


def _paragraphs(view: View) -> Iterator[Passage]:
    start = 0
    for match in _BLANK.finditer(view.text):
        yield from _visible(view.passage(start, match.start()))
        start = match.end()
    yield from _visible(view.passage(start))


def _visible(passage: Passage) -> Iterator[Passage]:
    stripped = passage.strip()
    if stripped.start < stripped.end:
        yield stripped


def _parts(paragraph: Passage) -> Iterator[Passage]:
    """Cut before a line that begins with a label or a bullet, and after bold lines that plain ones follow."""
    lines = list(paragraph.lines())
    start = 0
    for i in range(1, len(lines)):
        if _begins(lines[i]) or (lines[i - 1].is_bold and not lines[i].is_bold):
            yield Passage(paragraph.view, lines[start].start, lines[i - 1].end)
            start = i
    yield Passage(paragraph.view, lines[start].start, lines[-1].end)


def _begins(line: Passage) -> bool:
    return label_at(line.text) is not None or bullet_length(line.text) > 0


def _block(passage: Passage) -> Block:
    text = passage.text
    label = label_at(text)
    taken = label.length if label else bullet_length(text)
    return Block(
        passage,
        passage.sub(taken).strip(),
        label,
        label is None and taken > 0,
        passage.is_bold,
        is_quoted(passage.view, passage.start),
    )
