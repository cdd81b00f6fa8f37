"""Rows of a table → its cells, each with the words above it and the words of its row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.lexicon import classes_in, words_of
from kg.model import Passage
from kg.segmenting.lines import Line

_SLOTS = frozenset(
    [
        "start",
        "end",
        "term",
        "extend",
        "supplier",
        "software",
        "cost",
        "annual",
        "total",
        "hosting",
        "procure",
        "users",
        "since",
        "reference",
        "renew",
        "contract",
        "name",
        "api",
    ]
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
RULE = re.compile(r"[\s|:+=-]*")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its words, the words of its column's head and of its row's, and the number of its record."""

    passage: Passage
    column: str
    row: str
    record: int
    place: int
    """Which column it stands in, from 0."""
    first: bool
    """Whether it names what its record is about: the first cell of a row, or the head of a column."""


def grid_of(header: Sequence[Line], rows: Sequence[Line]) -> list[GridCell]:
    """The cells of a table with header lines (or none) and rows; a row that cannot be cut is one cell."""
    rows = [line for line in rows if not RULE.fullmatch(line.text)]
    header = [line for line in header if not RULE.fullmatch(line.text)]
    if not rows:
        return []
    cut = [line.cells() for line in rows]
    heads = [line.cells() for line in header]
    if _one_a_line(heads, cut):
        return _reflowed([h[0] for h in heads], [c[0] for c in cut])
    width = max(len(row) for row in cut)
    titles = _titles(heads, width, cut)
    if width == 1:
        above = " ".join(line.text for line in header)
        return [GridCell(row[0], above, "", at, 0, True) for at, row in enumerate(cut)]
    return _transposed(titles, cut) if _is_transposed(titles, cut) else _by_rows(titles, cut)


def _one_a_line(heads: Sequence[Sequence[Passage]], cut: Sequence[Sequence[Passage]]) -> bool:
    return len(heads) > 1 and all(len(one) == 1 for one in (*heads, *cut)) and len(cut) >= len(heads)


def _reflowed(heads: Sequence[Passage], cells: Sequence[Passage]) -> list[GridCell]:
    """A table printed one cell a line: as many cells a row as there are heads."""
    width = len(heads)
    rows = [list(cells[at : at + width]) for at in range(0, len(cells), width)]
    return _by_rows([head.text for head in heads], rows)


def _titles(heads: Sequence[Sequence[Passage]], width: int, rows: Sequence[Sequence[Passage]]) -> list[str]:
    """The words above each column, those of all header lines; a line one cell short lacks the first."""
    titles = [""] * width
    for line in heads:
        texts = [cell.text for cell in line]
        if len(texts) == width - 1 and rows and len(rows[0]) == width:
            texts = ["", *texts]
        for at, text in enumerate(texts[:width]):
            titles[at] = f"{titles[at]} {_BREAK.sub(' ', text)}".strip()
    return titles


def names_a_thing(label: str) -> bool:
    """Whether the label of a form's line may name what the line is about ("Mosaic: ends in March", "Portal (Liberty):
    three years"), and not what it tells of it ("Supplier: Civica")."""
    first, *others = label.split() or [""]
    names = any(word.lstrip("(")[:1].isupper() for word in others) if others else first[:1].isupper()
    told = set(classes_in(words_of(label))) & _SLOTS
    return names and "?" not in label and not (told - {"software"} if "(" in label else told)


def _slots(texts: Sequence[str]) -> int:
    return sum(bool(_SLOTS & set(classes_in(words_of(text)))) and len(text.split()) <= 8 for text in texts)


def _is_transposed(titles: Sequence[str], rows: Sequence[Sequence[Passage]]) -> bool:
    """Whether the first cells of the rows say what is told, and the columns of what."""
    if len(rows) < 2:
        return False
    down = _slots([row[0].text for row in rows]) / len(rows)
    across = _slots(titles[1:]) / max(1, len(titles) - 1)
    return down > 0.5 and down > across


def _by_rows(titles: Sequence[str], rows: Sequence[Sequence[Passage]]) -> list[GridCell]:
    found: list[GridCell] = []
    above = ""
    for number, row in enumerate(rows):
        if row and row[0].start < row[0].end and len(row) > 1:
            above = row[0].text
        for at, cell in enumerate(row):
            if cell.start < cell.end:
                title = titles[at] if at < len(titles) else ""
                found.append(GridCell(cell, title, above if at else "", number, at, at == 0))
    return found


def _transposed(titles: Sequence[str], rows: Sequence[Sequence[Passage]]) -> list[GridCell]:
    return [
        GridCell(cell, row[0].text, titles[at] if at < len(titles) else "", at, at, at == 0)
        for row in rows
        for at, cell in enumerate(row)
        if at and cell.start < cell.end
    ]
