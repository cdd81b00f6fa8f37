"""Tables and forms → cells: each value with the words that ask for it and the words it is about.

Tables come in Markdown, parted by tabs, aligned by spaces or by bars; forms are lines of label and value. In a
matrix the questions stand in the first column and services in the header; else each row is about its first cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Cell, Passage
from kg.schemes import scheme
from kg.values.headers import header_kind

_BAR_ROW = re.compile(r"^\s*\|?(?:[^|\n]*\|){2,}[^|\n]*$")
_RULE = re.compile(r"^[\s|:+=-]*-{2,}[\s|:+=-]*$")
ASKING = re.compile(
    r"(?:your |the )?(?:questions?|requests?|information requested|what (?:you|was) (?:asked|requested)(?: for)?|query|enquiry)\W*$",
    re.IGNORECASE,
)
"""Headers of columns that hold questions."""
_ANSWERING = re.compile(r"(?:our |council |the council['’]s )?(?:answers?|responses?|repl(?:y|ies))\W*$", re.IGNORECASE)
_GAP = re.compile(r"[ \u00a0]{2,}|\t+")


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells; the first is the header."""

    rows: tuple[tuple[Passage, ...], ...]


def grid_in(passage: Passage) -> Grid | None:
    """The table that a passage is, if it is one: two rows or more of the same number of columns."""
    text = passage.text
    if "\n" not in text:
        return None
    for mark, read in (("|", _bars), ("\t", _tabs), ("  ", _aligned), ("\u00a0", _aligned)):
        rows = read(passage) if mark in text else ()
        if rows and len(rows) >= 2 and len(rows[0]) >= 2:
            return Grid(rows)
    return None


def _bars(passage: Passage) -> tuple[tuple[Passage, ...], ...]:
    lines = list(passage.lines())
    rows = [line for line in lines if _BAR_ROW.match(line.text) and not _RULE.match(line.text)]
    if len(rows) < 2 or len(rows) < 0.7 * len(lines):
        return ()
    return tuple(tuple(_cells(line, "|")) for line in rows)


def _tabs(passage: Passage) -> tuple[tuple[Passage, ...], ...]:
    lines = [line for line in passage.lines() if "\t" in line.text]
    if len(lines) < 2:
        return ()
    rows = tuple(tuple(_cells(line, "\t")) for line in lines)
    full = sum(len(row) == len(rows[0]) for row in rows)
    return rows if full >= 2 and all(len(row) <= len(rows[0]) for row in rows) else ()


def _aligned(passage: Passage) -> tuple[tuple[Passage, ...], ...]:
    """Columns that spaces align under a header of known labels; a cell's further lines are left out."""
    lines = list(passage.lines())
    header = next((at for at, line in enumerate(lines) if _is_header(line.text)), None)
    if header is None or header + 1 >= len(lines):
        return ()
    margin = lines[header].start - (lines[header].view.text.rfind("\n", 0, lines[header].start) + 1)
    starts = [margin + match.start() for match in re.finditer(r"\S+(?: \S+)*", lines[header].text)]
    rows = [tuple(_slices(line, starts)) for line in lines[header:] if not _RULE.match(line.text)]
    if any(ASKING.match(_words(cell)) for cell in rows[0]):
        return tuple(rows)
    return tuple(row for row in rows if row[0].start < row[0].end)


def _is_header(text: str) -> bool:
    cells = [cell for cell in _GAP.split(text) if cell]
    asked = any(ASKING.match(cell) for cell in cells[:-1]) and _ANSWERING.match(cells[-1]) is not None
    return asked or (len(cells) >= 4 and sum(header_kind(cell) is not None for cell in cells) >= 0.6 * len(cells))


def _slices(line: Passage, starts: Sequence[int]) -> Iterator[Passage]:
    """A line cut at the columns' starts, counted from the line's own margin."""
    margin = line.view.text.rfind("\n", 0, line.start) + 1
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        first = min(max(margin + start, line.start), line.end)
        last = line.end if end is None else min(max(margin + end, line.start), line.end)
        yield Passage(line.view, first, last).strip()


def _cells(line: Passage, mark: str) -> Iterator[Passage]:
    text = line.text
    start = 1 if mark == "|" and text.startswith("|") else 0
    end = len(text) - 1 if mark == "|" and text.endswith("|") else len(text)
    at = start
    for part in text[start:end].split(mark):
        yield line.sub(at, at + len(part)).strip()
        at += len(part) + 1


def cells_of(grid: Grid) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Rows of a grid as cells, each row under its first cell's words."""
    header, *body = grid.rows
    if is_matrix(header):
        return tuple((_words(row[0]), tuple(_matrix_row(header, row))) for row in body)
    return tuple((_words(row[0]), tuple(_record_row(header, row))) for row in body)


def is_matrix(header: Sequence[Passage]) -> bool:
    """Whether the columns are services."""
    named = [scheme("services").named(_words(cell)) or scheme("services").first(_words(cell)) for cell in header[1:]]
    return len(named) >= 1 and all(named)


def _matrix_row(header: Sequence[Passage], row: Sequence[Passage]) -> Iterator[Cell]:
    for column, value in zip(header[1:], row[1:], strict=False):
        if value.start < value.end:
            yield Cell(value, _words(row[0]), _words(column))


def _record_row(header: Sequence[Passage], row: Sequence[Passage]) -> Iterator[Cell]:
    about = _words(row[0]) if header_kind(_words(header[0])) is None or not _words(header[0]) else ""
    for column, value in zip(header, row, strict=False):
        if value.start < value.end and header_kind(_words(column)):
            yield Cell(value, _words(column), about, Passage(row[0].view, row[0].start, row[-1].end))


def _words(passage: Passage) -> str:
    return " ".join(passage.text.split())
