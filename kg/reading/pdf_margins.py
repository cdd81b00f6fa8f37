"""Lines that stand above and below the letter on its pages: what repeats there is kept once, page numbers never."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
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
    margins = [
        [_margin(i, lines, height, number) for i in range(len(lines))]
        for number, (lines, height) in enumerate(zip(pages, heights, strict=True), start=1)
    ]
    counts = Counter(key for page in margins for key in {one.key for one in page if one})
    margins = [_outermost(page, lines, counts) for page, lines in zip(margins, pages, strict=True)]
    seen: set[_Key] = set()
    footers: list[Line] = []
    bodies: list[tuple[Line, ...]] = []
    for lines, page in zip(pages, margins, strict=True):
        body: list[Line] = []
        for line, one in zip(lines, page, strict=True):
            if one is None:
                body.append(line)
            elif one.bare is not None and one.key not in seen:
                seen.add(one.key)
                (body if one.above else footers).append(one.bare)
        bodies.append(tuple(body))
    return Body(tuple(bodies), tuple(footers))


_Key = tuple[bool, int, str]


@dataclass(frozen=True, slots=True)
class _Margin:
    """A line in a margin: whether that is the upper one, what it is without its page's number, and a key that is equal
    for lines of two pages that differ in nothing else. Other figures count: `Question 2` and `Question 3` may begin
    two pages."""

    above: bool
    bare: Line | None
    key: _Key


def _margin(i: int, lines: Sequence[Line], height: float, number: int) -> _Margin | None:
    line = lines[i]
    above = _place(i, len(lines), line, height)
    if above is None:
        return None
    bare = _without_number(line, number, outermost=i in (0, len(lines) - 1))
    return _Margin(above, bare, (above, round(line.base / 4), folded(bare.text if bare else "")))


def _outermost(
    page: Sequence[_Margin | None], lines: Sequence[Line], counts: Mapping[_Key, int]
) -> list[_Margin | None]:
    """Those that repeat or hold the page's number, as far as nothing stands between them and the page's edge."""

    def repeats(i: int, above: bool) -> bool:
        one = page[i]
        return one is not None and one.above is above and (counts[one.key] > 1 or one.bare is not lines[i])

    above = next((i for i in range(len(page)) if not repeats(i, True)), len(page))
    below = next((i for i in reversed(range(len(page))) if not repeats(i, False)), -1)
    return [one if i < above or i > below else None for i, one in enumerate(page)]


def _place(i: int, count: int, line: Line, height: float) -> bool | None:
    """True for a line at the top of a page, False at the bottom, None between."""
    if i < _MOST_LINES and line.base < _MARGIN * height:
        return True
    if i >= count - _MOST_LINES and line.base > (1 - _MARGIN) * height:
        return False
    return None


def _without_number(line: Line, number: int, *, outermost: bool) -> Line | None:
    """A line without the number of its page; None where nothing else was on it; itself where it has none."""
    if outermost and _BARE_NUMBER.match(folded(line.text)):
        return None
    columns = line.columns
    kept: list[Word] = []
    for column in columns:
        text = " ".join(word.text for word in column)
        if text == str(number) and len(columns) > 1:
            continue
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
