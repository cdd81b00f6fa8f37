"""Lines that stand above and below the letter on its pages: what repeats there is kept once, page numbers never."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.reading.marks import folded
from kg.reading.pdf_lines import Line, Word

_MARGIN = 0.14
"""Share of a page's height at its top and its bottom in which headers and footers stand."""
_MOST_LINES = 6
_NUMBER = r"(?:\d{1,3}|[ivx]{1,5})"
_PAGE_NUMBER = re.compile(
    rf"(?:^|(?<=\s))(?:[|·–-]\s*)?(?:(?:page|pg\.?|tudalen|tud\.?)\s*{_NUMBER}(?:\s*(?:of|o|/|\|)\s*{_NUMBER})?"
    rf"|{_NUMBER}\s*(?:of|/)\s*{_NUMBER}|(?:{_NUMBER}\s*\|\s*page))(?:\s*[|·–-])?$",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"^[\[(–—-]?\s*\d{1,3}\s*[\])–—-]?$")


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of each page that are the letter, and the footers of all pages, each once."""

    pages: tuple[tuple[Line, ...], ...]
    footers: tuple[Line, ...]


def body_of(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> Body:
    """Headers stay where they first stand; footers are put aside."""
    counts = Counter(key for lines, height in zip(pages, heights, strict=True) for key in _keys(lines, height))
    seen: set[tuple[bool, int, str]] = set()
    footers: list[Line] = []
    bodies: list[tuple[Line, ...]] = []
    for lines, height in zip(pages, heights, strict=True):
        body: list[Line] = []
        for i, line in enumerate(lines):
            place = _place(i, len(lines), line, height)
            key = _key(line, place) if place is not None else None
            bare = _without_number(line, place, outermost=i in (0, len(lines) - 1)) if place is not None else line
            if key is None or (counts[key] < 2 and bare is line):
                body.append(line)
            elif bare is not None and key not in seen:
                seen.add(key)
                (footers if place is False else body).append(bare)
        bodies.append(tuple(body))
    return Body(tuple(bodies), tuple(footers))


def _keys(lines: Sequence[Line], height: float) -> set[tuple[bool, int, str]]:
    found = set()
    for i, line in enumerate(lines):
        place = _place(i, len(lines), line, height)
        if place is not None:
            found.add(_key(line, place))
    return found


def _place(i: int, count: int, line: Line, height: float) -> bool | None:
    """True for a line at the top of a page, False at the bottom, None between."""
    if i < _MOST_LINES and line.base < _MARGIN * height:
        return True
    if i >= count - _MOST_LINES and line.base > (1 - _MARGIN) * height:
        return False
    return None


def _key(line: Line, place: bool) -> tuple[bool, int, str]:
    """Equal for lines of two pages that differ only in figures."""
    return place, round(line.base / 4), re.sub(r"\d+", "#", folded(line.text))


def _without_number(line: Line, place: bool | None, *, outermost: bool) -> Line | None:
    """A line without the number of its page; None where nothing else was on it; itself where it has none."""
    if outermost and _BARE_NUMBER.match(folded(line.text)):
        return None
    columns = line.columns
    kept: list[Word] = []
    for column in columns:
        text = " ".join(word.text for word in column)
        match = _PAGE_NUMBER.search(text)
        if match is None:
            kept += column
            continue
        length = 0
        for word in column:
            if length < match.start():
                kept.append(word)
            length += len(word.text) + 1
    if len(kept) == len(line.words):
        return line
    return Line(tuple(kept), line.base, line.height) if kept else None
