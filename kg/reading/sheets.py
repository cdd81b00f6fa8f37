"""Cells of a sheet → canonical text: what stands alone in a row as a line, what stands in columns as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.errors import ReadError
from kg.model import Notice
from kg.reading.base import Content, Reader
from kg.reading.marks import folded, joined, table, tidy
from kg.reading.plain import read_plain
from kg.resources import LETTER_COLUMNS

Cells = Mapping[int, Mapping[int, str]]
"""Row → column → words; only what has words need be there."""
MOST_CELLS = 100_000
"""Of one sheet, empty ones between others included."""
_DELIMITERS = ",;\t|"
_LOOKED_AT = 100
"""Lines by which the delimiter is told."""


def text_of(sheets: Iterable[tuple[str, Cells]], name: str) -> str:
    """The text of sheets, each below its title where there are several. Raises ReadError `too-large`."""
    texts = [(title, joined(_blocks(cells, name))) for title, cells in sheets]
    kept = [(title, text) for title, text in texts if text]
    return joined(text if len(kept) == 1 else f"## {folded(tidy(title))}\n\n{text}" for title, text in kept)


def too_many_cells(name: str) -> ReadError:
    """The error of a table that is larger than any answer."""
    return ReadError(
        "too-large",
        f"{name} has a table of more than {MOST_CELLS:,} cells, which is the most that is read.",
        "A letter is never that large: check that it is one, or keep what it answers.",
    )


def notices_of(name: str, hidden: Sequence[str]) -> tuple[Notice, ...]:
    """That parts of a workbook are hidden, of which each is named as often as there is one."""
    if not hidden:
        return ()
    counted = ", ".join(f"{kind} ({hidden.count(kind)})" for kind in sorted(set(hidden)))
    return (
        Notice(
            "hidden-cells",
            f"{name} hides a part of itself, which was not read: {counted}.",
            "Show it and save the workbook, if the answer is meant to have it.",
        ),
    )


def _blocks(cells: Cells, name: str) -> Iterator[str]:
    """Tables and lines in their order: a row of one cell is a title before a table or a note after a gap, no row."""
    rows = {at: row for at in sorted(cells) if (row := _worded(cells[at]))}
    columns = sorted({column for row in rows.values() for column in row})
    if len(rows) * len(columns) > MOST_CELLS:
        raise too_many_cells(name)
    open_rows: list[list[str]] = []
    before = -1
    for at, row in rows.items():
        alone = len(row) == 1 and len(columns) > 1
        if alone and (not open_rows or at > before + 1):
            yield table(open_rows)
            open_rows = []
            yield next(iter(row.values()))
        else:
            open_rows.append([row.get(column, "") for column in columns])
        before = at
    yield table(open_rows)


def _worded(row: Mapping[int, str]) -> dict[int, str]:
    return {column: words for column, text in row.items() if (words := folded(tidy(text)))}


def read_csv(data: bytes, name: str) -> Content:
    """The canonical text of comma-separated values. Raises ReadError `not-text`, `damaged`, `too-large` or, for what
    a build wrote, `own-table`."""
    text = read_plain(data, name).text
    try:
        rows = list(_worded_rows(text, name))
    except csv.Error as error:
        raise ReadError(
            "damaged", f"{name} is no table: {error}.", "Save it anew from a program that opens it."
        ) from error
    if rows and tuple(rows[0][1][: len(LETTER_COLUMNS)]) == LETTER_COLUMNS:
        raise ReadError(
            "own-table",
            f"{name} is a table that a build wrote, and no letter.",
            "Give the letters that it was made of.",
        )
    return Content(text_of([("", {at: dict(enumerate(row)) for at, row in rows})], name))


def _worded_rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold words, each with its number. Raises ReadError `too-large` as soon as they hold too many."""
    cells = 0
    for at, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))):
        words = sum(1 for cell in row if cell and not cell.isspace())
        if not words:
            continue
        cells += words
        if cells > MOST_CELLS:
            raise too_many_cells(name)
        yield at, row


def _delimiter(text: str) -> str:
    """That which parts most lines in as many cells."""
    lines = text.splitlines(keepends=True)[:_LOOKED_AT]

    def agreeing(delimiter: str) -> int:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            return 0
        return max((widths.count(width) for width in set(widths) if width > 1), default=0)

    return max(_DELIMITERS, key=agreeing)


CSV = Reader("text/csv", read_csv, is_table=True)
