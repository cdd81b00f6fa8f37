"""The sheets of an OpenDocument spreadsheet → rows of cells, as they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.reading.odf_styles import Styles
from kg.reading.sheets import MOST_CELLS, too_many_cells
from kg.reading.word_xml import children, local, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_REPEATS = 1000
"""A cell with words that is repeated more often fills a sheet, and says nothing."""
_HIDDEN = ("collapse", "filter")


def sheets_of(
    holder: _Element, styles: Styles, name: str
) -> tuple[list[tuple[str, dict[int, dict[int, str]]]], list[str]]:
    """The sheets that are shown, with their titles, and what of the spreadsheet is hidden.

    Raises ReadError `too-large`; `name` is what it calls the file.
    """
    sheets, hidden = [], []
    for sheet in children(holder, "table"):
        if not styles.shows(value(sheet, "style-name")):
            hidden.append("a sheet")
            continue
        unseen = set(_unseen(sheet))
        rows: dict[int, dict[int, str]] = {}
        at = count = 0
        for row in _rows(sheet):
            cells = dict(_cells(row))
            times = max(number(value(row, "number-rows-repeated"), 1), 1)
            if cells and value(row, "visibility") in _HIDDEN:
                hidden.append("rows")
            elif cells:
                hidden += ["columns"] * bool(cells.keys() & unseen)
                shown = {column: text for column, text in cells.items() if column not in unseen}
                count += len(shown) * min(times, _MOST_REPEATS)
                if count > MOST_CELLS:
                    raise too_many_cells(name)
                rows.update(dict.fromkeys(range(at, at + min(times, _MOST_REPEATS)), shown))
            at += times
        sheets.append((value(sheet, "name"), rows))
    return sheets, hidden


def _unseen(sheet: _Element) -> Iterator[int]:
    at = 0
    for one in sheet.iter():
        if local(one) == "table-column":
            times = number(value(one, "number-columns-repeated"), 1)
            if value(one, "visibility") in _HIDDEN:
                yield from range(at, at + min(times, _MOST_REPEATS))
            at += times


def _rows(holder: _Element) -> Iterator[_Element]:
    for one in holder:
        if local(one) == "table-row":
            yield one
        elif local(one) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(one)


def _cells(row: _Element) -> Iterator[tuple[int, str]]:
    at = 0
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times = number(value(cell, "number-columns-repeated"), 1)
        text = " ".join("".join(_shown(one)) for one in children(cell, "p"))
        if text.strip():
            yield from ((column, text) for column in range(at, at + min(times, _MOST_REPEATS)))
        at += times


def _shown(holder: _Element) -> Iterator[str]:
    yield holder.text or ""
    for one in holder:
        if local(one) in ("s", "tab", "line-break"):
            yield " "
        elif local(one) != "annotation":
            yield from _shown(one)
        yield one.tail or ""
