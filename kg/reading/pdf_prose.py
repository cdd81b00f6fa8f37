"""Lines that run across two columns of prose → the lines of the left column, then those of the right one.

Two columns are told from a table of two by what they hold: full lines on both sides, and paragraphs that do not begin
beside each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean, median

from kg.reading.pdf_lines import Line, Word

_LEAST_LINES = 6
"""Least lines on each side."""
_LEAST_WORDS = 3.5
"""Least words of a line on average: those of a table's cells are fewer."""
_FULL = 0.62
"""Least share of a column's width that its lines fill on average."""
_GUTTER = 0.8
"""Least width of the white between columns, in heights of the font."""
_REGULAR = 1.35
"""Steps from line to line above this share of the usual one part paragraphs."""
_NEAR = 4.0


@dataclass(frozen=True, slots=True)
class Unfolded:
    """Lines in the order of reading, as on a page that is longer by `extra` points below `end`."""

    lines: tuple[Line, ...]
    end: float = 0.0
    extra: float = 0.0

    def place(self, base: float) -> float:
        """Where something that stands beside the lines comes to stand."""
        return base + self.extra if self.extra and base >= self.end else base


def unfolded(lines: Sequence[Line]) -> Unfolded:
    """The lines of a page from top to bottom, with its two columns of prose, if it has them, one under the other."""
    at = _gutter(lines)
    if at is None:
        return Unfolded(tuple(lines))
    first, end = _stretch(lines, at)
    sides = [_half(line, at) for line in lines[first:end]]
    left = [side for side, _ in sides if side]
    right = [side for _, side in sides if side]
    if min(len(left), len(right)) < _LEAST_LINES or not _is_prose(left, right):
        return Unfolded(tuple(lines))
    step = median(below.base - above.base for above, below in pairwise(left))
    down = left[-1].base + step - right[0].base
    aside = min(line.x0 for line in left) - min(line.x0 for line in right)
    edges = max(line.x1 for line in left), max(line.x1 for line in right) + aside
    moved = [_moved(line, aside, down) for line in right]
    bottom = max(left[-1].base, right[-1].base)
    extra = max(moved[-1].base - bottom, 0.0)
    held = [
        *(replace(line, edge=edges[0]) for line in left),
        *(replace(line, edge=edges[1]) for line in moved),
    ]
    after = [_moved(line, 0.0, extra) for line in lines[end:]]
    return Unfolded((*lines[:first], *held, *after), bottom, extra)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where most lines have white in the middle of the page, if enough of them do."""
    if len(lines) < _LEAST_LINES:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    counts: Counter[int] = Counter()
    for line in lines:
        # The left column is ragged: the white ends where the right one begins.
        starts = [word.x0 for before, word in pairwise(line.words) if word.x0 - before.x1 >= _GUTTER * line.height]
        for x in (line.x0, *starts):
            if 0.3 < (x - left) / max(right - left, 1) < 0.7:
                counts[round(x / _NEAR)] += 1
    if not counts:
        return None
    best = max(counts, key=lambda place: (counts[place], -place))
    number = sum(counts[place] for place in (best - 1, best, best + 1))
    return (best - 0.5) * _NEAR - 2 if number >= _LEAST_LINES else None


def _stretch(lines: Sequence[Line], at: float) -> tuple[int, int]:
    """The longest stretch of lines in which no word stands in the gutter, with words on both sides."""
    best = (0, 0)
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and not _crosses(lines[end], at) and (end == start or _follows(lines, end, 4)):
            end += 1
        sides = [
            [i for i in range(start, end) if any((word.x0 < at) is left for word in lines[i].words)]
            for left in (True, False)
        ]
        if all(sides):
            first = max(side[0] for side in sides)
            while start < first and _follows(lines, first, 2):
                first -= 1
            last = min(side[-1] for side in sides) + 1
            while last < end and _follows(lines, last, 3):
                last += 1
            if last - first > best[1] - best[0]:
                best = (first, last)
        start = max(end, start + 1)
    return best


def _follows(lines: Sequence[Line], i: int, most: float) -> bool:
    return lines[i].base - lines[i - 1].base < most * lines[i].height


def _crosses(line: Line, at: float) -> bool:
    return any(word.x0 < at < word.x1 + 1 for word in line.words) or any(
        before.x1 < at <= word.x0 and word.x0 - before.x1 < 0.6 * _GUTTER * line.height
        for before, word in pairwise(line.words)
    )


def _half(line: Line, at: float) -> tuple[Line | None, Line | None]:
    left = tuple(word for word in line.words if word.x0 < at)
    right = line.words[len(left) :]
    return _of(line, left), _of(line, right)


def _of(line: Line, words: tuple[Word, ...]) -> Line | None:
    return Line(words, line.base, max(word.height for word in words)) if words else None


def _is_prose(left: Sequence[Line], right: Sequence[Line]) -> bool:
    overlap = min(left[-1].base, right[-1].base) - max(left[0].base, right[0].base)
    shorter = min(side[-1].base - side[0].base for side in (left, right))
    return overlap > 0.6 * shorter and all(map(_is_full, (left, right))) and not _beside(_starts(left), _starts(right))


def _is_full(lines: Sequence[Line]) -> bool:
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    return (
        mean(len(line.words) for line in lines) >= _LEAST_WORDS
        and mean(line.x1 - line.x0 for line in lines) >= _FULL * width
    )


def _starts(lines: Sequence[Line]) -> list[float]:
    """Where paragraphs begin, below the first."""
    steps = [below.base - above.base for above, below in pairwise(lines)]
    usual = median(steps) if steps else 0.0
    return [line.base for line, step in zip(lines[1:], steps, strict=True) if step > _REGULAR * usual]


def _beside(left: Sequence[float], right: Sequence[float]) -> bool:
    """Whether most of the paragraphs of the side that has fewer begin beside one of the other: rows of a table."""
    fewer, more = sorted((left, right), key=len)
    matched = sum(1 for one in fewer if any(abs(one - other) <= _NEAR for other in more))
    return bool(fewer) and len(more) >= 2 and matched > 0.6 * len(fewer)


def _moved(line: Line, aside: float, down: float) -> Line:
    words = tuple(word._replace(x0=word.x0 + aside, x1=word.x1 + aside, base=word.base + down) for word in line.words)
    return replace(line, words=words, base=line.base + down)
