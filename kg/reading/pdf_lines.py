"""Glyphs → words → lines, from top to bottom and from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from kg.reading.marks import Run, is_label, raised
from kg.reading.pdf_glyphs import Glyph

_WORD_GAP = 0.17
"""Gap, in heights of the font, from which two glyphs belong to two words."""
_COLUMN_GAP = 1.2
"""Gap, in heights of the font, from which words stand in two columns; justified lines stay below it."""
_RAISED = 0.8
"""Most height of raised type, as a share of that beside it."""
_SAME_LINE = 0.4
"""Most that glyphs of one line stand apart in height, in heights of the font."""


class Word(NamedTuple):
    """Glyphs without a gap between them."""

    text: str
    x0: float
    x1: float
    base: float
    height: float
    bold: bool
    glued: bool = False
    """Whether it continues the word before it without a gap, in another weight."""

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Line:
    """Words on one line."""

    words: tuple[Word, ...]
    base: float
    height: float
    edge: float | None = None
    """The right edge of its column or block, where that is not the letter's."""
    prose: bool = False
    """Whether it stands in a block of sentences that run on from line to line."""

    @property
    def top(self) -> float:
        return self.base

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @cached_property
    def text(self) -> str:
        return "".join(run.text for run in runs_of(self))

    @property
    def is_bold(self) -> bool:
        return all(word.bold for word in self.words if any(c.isalnum() for c in word.text))

    @cached_property
    def columns(self) -> tuple[tuple[Word, ...], ...]:
        """The words of each column."""
        return tuple(tuple(column) for column in _columns(self.words))


def words_of(glyphs: Sequence[Glyph]) -> list[Word]:
    """The words of a page, in the order of the file. Glyphs printed twice for weight count once, as bold."""
    found: list[Word] = []
    current: list[Glyph] = []
    for glyph in glyphs:
        if current:
            before = current[-1]
            if glyph.text == before.text and _is_double(before, glyph):
                current[-1] = Glyph(glyph.text, before.x0, glyph.x1, glyph.base, glyph.height, True)
                continue
            if _ends(before, glyph):
                found.append(_word(current, found))
                current = []
        if not glyph.text.isspace():
            current.append(glyph)
        elif current:
            found.append(_word(current, found))
            current = []
    if current:
        found.append(_word(current, found))
    return found


def _is_double(before: Glyph, glyph: Glyph) -> bool:
    """Whether a character is printed over itself."""
    near = abs(before.x0 - glyph.x0) < 0.12 * glyph.height and abs(before.base - glyph.base) < 0.12 * glyph.height
    return near and glyph.x1 - glyph.x0 > 0.2 * glyph.height


def _ends(before: Glyph, glyph: Glyph) -> bool:
    gap = glyph.x0 - before.x1
    height = before.height if before.height > glyph.height else glyph.height
    if before.height != glyph.height and (_is_raised(before, glyph) or before.height < _RAISED * glyph.height):
        return True
    return not (
        -0.6 * height <= gap <= _WORD_GAP * height
        and before.bold == glyph.bold
        and abs(glyph.base - before.base) <= _SAME_LINE * height
    )


def _is_raised(before: Glyph | Word, glyph: Glyph) -> bool:
    """Whether a glyph is small and stands above the line of those before it."""
    above = before.base - glyph.base
    return glyph.height < _RAISED * before.height and 0.15 * before.height < above < 0.7 * before.height


def _word(glyphs: Sequence[Glyph], words: Sequence[Word]) -> Word:
    first, last = glyphs[0], glyphs[-1]
    text = "".join(glyph.text for glyph in glyphs)
    height = max(glyph.height for glyph in glyphs)
    before = words[-1] if words else None
    if before is None or not -0.6 * height < first.x0 - before.x1 <= _WORD_GAP * max(height, before.height):
        return Word(text, first.x0, last.x1, first.base, height, first.bold)
    if _is_raised(before, first):
        # On the line that it belongs to, so that it does not begin one of its own.
        return Word(raised(text, before.text), first.x0, last.x1, before.base, height, first.bold, True)
    on_line = abs(before.base - first.base) < _SAME_LINE * height
    other = before.bold != first.bold or before.height < _RAISED * height
    return Word(text, first.x0, last.x1, first.base, height, first.bold, on_line and other)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words gathered into lines."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.base, w.x0)):
        if rows and abs(_base(rows[-1]) - word.base) <= _SAME_LINE * max(min(word.height, rows[-1][0].height), 1):
            rows[-1].append(word)
        else:
            rows.append([word])
    lines = []
    for row in rows:
        ordered = tuple(sorted(row, key=lambda w: w.x0))
        lines.append(Line(ordered, _base(row), max(word.height for word in row)))
    return lines


def _base(row: Sequence[Word]) -> float:
    """The line that the largest word of a row stands on: small ones are raised or sunk."""
    return max(row, key=lambda w: (w.height, -w.x0)).base


def _columns(words: Sequence[Word]) -> Iterator[list[Word]]:
    gaps = [word.x0 - before.x1 for before, word in pairwise(words)]
    if len(gaps) > 3 and min(gaps[1:]) > 0.8 * max(gaps):  # a justified line of few words
        yield list(words)
        return
    column: list[Word] = []
    for word in words:
        apart = bool(column) and word.x0 - column[-1].x1 > _COLUMN_GAP * word.height
        if apart and not is_label("".join(w.text for w in column)):
            yield column
            column = []
        column.append(word)
    yield column


def runs_of(line: Line) -> list[Run]:
    """A line as runs; columns are kept apart by spaces."""
    found: list[Run] = []
    for column in line.columns:
        if found:
            found.append(Run("    "))
        found += runs_of_words(column)
    return found


def runs_of_words(words: Sequence[Word]) -> list[Run]:
    """Words as runs, a space between them."""
    found: list[Run] = []
    for i, word in enumerate(words):
        if i and not (word.glued and word.x0 - words[i - 1].x1 < _WORD_GAP * word.height):
            found.append(Run(" "))
        found.append(Run(word.text, word.bold))
    return found
