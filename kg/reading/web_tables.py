"""Tables of a web page → rows of cells; cells that span rows stand in each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.reading.marks import plain
from kg.reading.web_lists import whole
from kg.reading.web_main import words

if TYPE_CHECKING:
    from lxml.etree import _Element

_WIDEST = 100
"""Columns in which cells span rows: a table of letters has fewer."""
_LONG_CELL = 1200
"""A cell with more characters is a part of the page's layout."""


def cells_of(one: _Element) -> Iterator[list[_Element]]:
    """The cells of each row, none of a table within."""
    for part in one:
        if part.tag == "tr":
            yield [cell for cell in part if cell.tag in ("td", "th")]
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from cells_of(part)


def is_layout(one: _Element, places: Sequence[Sequence[_Element]]) -> bool:
    """Whether a table only places parts of the page."""
    return (
        (one.get("role") or "").lower() == "presentation"
        or any(True for _ in one.iterdescendants("table", "h1", "h2", "h3", "h4"))
        or max((len(words(cell)) for row in places for cell in row), default=0) > _LONG_CELL
        or max((len(row) for row in places), default=0) < 2
    )


def rows_of(places: Sequence[Sequence[_Element]], read: Callable[[_Element], str]) -> list[list[str]]:
    """The text of cells, as `read` gives it; labels of a form end in a colon."""
    form = all(len(row) == 2 and row[0].tag == "th" and row[1].tag == "td" for row in places)
    rows = _spread(places, read)
    return [[f"{row[0].rstrip(':')}:", row[1]] for row in rows] if form else rows


def _spread(places: Sequence[Sequence[_Element]], read: Callable[[_Element], str]) -> list[list[str]]:
    """The text of cells; one that spans several rows stands in each of them."""
    rows: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for place in places:
        row: list[str] = []
        cells = iter(place)
        while True:
            left, text = hanging.get(len(row), (0, ""))
            if left:
                hanging[len(row)] = (left - 1, text)
                row.append(text)
                continue
            cell = next(cells, None)
            if cell is None:
                break
            text = read(cell)
            text = plain(text) if cell.tag == "th" else text
            span = min(whole(cell.get("rowspan"), 1), 200) if len(row) < _WIDEST else 1
            texts = [text] + [""] * (min(max(whole(cell.get("colspan"), 1), 1), 50) - 1)
            if span > 1:
                hanging |= {len(row) + i: (span - 1, one) for i, one in enumerate(texts)}
            row += texts
        rows.append(row)
    return rows
