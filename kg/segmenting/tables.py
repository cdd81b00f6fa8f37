"""Tables whose rows or columns are questions → items; rows that the preamble's header explains → a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Answer, Cell, Item, Outcome, Passage, Question
from kg.segmenting.blocks import Block
from kg.segmenting.grids import ASKING, Grid, cells_of, is_matrix
from kg.segmenting.labels import label_at
from kg.segmenting.outcomes import outcome_of, outcome_of_all
from kg.values.headers import header_kind

_UNKNOWN = re.compile(r"(?:not (?:known|recorded|held|available)|unknown|no record)\W*$", re.IGNORECASE)
_OF_FIGURES = frozenset(
    {"contract_start", "contract_end", "in_use_since", "annual_cost", "total_cost", "cost", "users"}
)
_FIGURE = re.compile(r"\d|^(?:n/?a|none|rolling|included|nil|not\s\w+|unknown|ongoing|tbc|-+)$", re.IGNORECASE)
_NAMED_ROW = re.compile(r"^(?:[-*•·][ \t]+)?(?P<name>[A-Z][^:|\n]{1,60}):[ \t]*(?P<cells>\S.*)$")


def items_of_grid(grid: Grid, before: int) -> Iterator[Item]:
    """The items of a table: one a question where its rows or columns are questions, else one a row."""
    column = _question_column(grid)
    if column is not None:
        yield from _asked_rows(grid, column, before)
    elif _numbered(grid.rows[0][1:]):
        yield from _asked_columns(grid)
    else:
        yield from _records(grid, before)


def _question_column(grid: Grid) -> int | None:
    """The column that holds questions with one column of answers behind it, where the table has one."""
    header, *rows = grid.rows
    for at, cell in enumerate(header[:-1]):
        behind = len(header) - at - 1
        if behind <= 2 and not is_matrix(header[at:]) and ASKING.match(_words(cell)):
            return at
    for at in range(min(2, len(header) - 1)):
        asked = [row for row in grid.rows if len(row) > at and _words(row[at]).endswith("?")]
        if len(header) - at <= 3 and len(asked) >= max(2, 0.6 * len(rows)):
            return at
    return None


def _asked_rows(grid: Grid, column: int, before: int) -> Iterator[Item]:
    """An item a row; a row whose first cell is empty goes on with the answer above it."""
    headed = not _words(grid.rows[0][column]).endswith("?")
    rows: list[tuple[Sequence[Passage], list[Passage]]] = []
    for row in grid.rows[1:] if headed else grid.rows:
        answers = [cell for cell in row[column + 1 :] if cell.start < cell.end]
        if rows and len(row) > column and row[0].start == row[0].end:
            rows[-1][1].extend(answers)
        elif len(row) > column:
            rows.append((row, answers))
    for order, (cells, answers) in enumerate(rows, start=before + 1):
        printed = label_at(_words(cells[column]))
        number = _words(cells[column - 1]).strip(" .)QqNo") if column else ""
        label = number if re.fullmatch(r"\d{1,2}[a-z]?", number) else ""
        label = label or (_full(printed.number, printed.letter) if printed else "")
        asked = cells[column].sub(printed.length) if printed else cells[column]
        outcome, exemptions = outcome_of("\n\n".join(cell.text for cell in answers))
        yield Item(Question(label or str(order), asked), Answer(tuple(answers), outcome, exemptions))


def _full(number: int | None, letter: str | None) -> str:
    return f"{number or ''}{letter or ''}"


def _numbered(cells: Sequence[Passage]) -> bool:
    labels = [label_at(_words(cell)) for cell in cells]
    return len(cells) >= 2 and all(label and label.number for label in labels)


def _asked_columns(grid: Grid) -> Iterator[Item]:
    header, *rows = grid.rows
    for at, asked in enumerate(header[1:], start=1):
        label = label_at(_words(asked))
        words = _words(asked)[label.length :] if label else _words(asked)
        filled = [row for row in rows if len(row) > at and row[at].start < row[at].end]
        cells = tuple(
            Cell(row[at], words, _words(row[0]), Passage(row[0].view, row[0].start, row[-1].end)) for row in filled
        )
        told = [outcome_of(cell.passage.text) for cell in cells]
        exemptions = tuple(dict.fromkeys(one for _, applied in told for one in applied))
        outcome = outcome_of_all(outcome for outcome, _ in told) if told else Outcome.UNANSWERED
        answer = Answer(tuple(cell.passage for cell in cells), outcome, exemptions, cells=cells)
        yield Item(Question(_full(label.number, label.letter) if label else str(at), asked), answer)


def _records(grid: Grid, before: int) -> Iterator[Item]:
    for number, (row, (name, cells)) in enumerate(zip(grid.rows[1:], cells_of(grid), strict=True), start=before + 1):
        label = label_at(name)
        printed = str(label.number) if label and label.number else str(number)
        values = "\n\n".join(cell.passage.text for cell in cells)
        outcome, exemptions = outcome_of(values) if cells else (Outcome.ANSWERED, ())
        if outcome is Outcome.ANSWERED and sum(bool(_UNKNOWN.match(cell.text)) for cell in row[1:]) >= 2:
            outcome = Outcome.PARTLY_ANSWERED
        yield Item(Question(printed, row[0], heading=name), Answer(tuple(row[1:]), outcome, exemptions, cells=cells))


def header_in(block: Block) -> tuple[Passage, ...]:
    """The header that a sentence gives for the rows below: "one line each: system | supplier | start | …"."""
    if "|" not in block.text:
        return ()
    for line in block.passage.lines():
        start = line.text.rfind(": ") + 2 if ": " in line.text else 0
        parts, at = [], start
        for part in line.text[start:].split("|"):
            parts.append(line.sub(at, at + len(part)).strip())
            at += len(part) + 1
        known = [part for part in parts if header_kind(_words(part)) and len(_words(part)) <= 40]
        if len(parts) >= 3 and len(known) >= 0.6 * len(parts):
            return tuple(parts)
    return ()


def grid_under(header: Sequence[Passage], block: Block) -> Grid | None:
    """Lines of a name, a colon and values between bars, as a table under a header given before."""
    rows: list[tuple[Passage, ...]] = []
    for line in block.passage.lines():
        match = _NAMED_ROW.match(line.text)
        if match is None:
            return None
        cells, at = [line.sub(*match.span("name"))], match.start("cells")
        for part in match["cells"].split("|"):
            cells.append(line.sub(at, at + len(part)).strip())
            at += len(part) + 1
        rows.append(tuple(cells))
    if sum(len(row) == len(header) + 1 for row in rows) < max(2, 0.5 * len(rows)):
        return None
    return Grid(((header[0].sub(0, 0), *header), *rows))


def grid_of_lines(lines: Sequence[Passage]) -> Grid | None:
    """A table that was read cell by cell: three header cells or more on lines of their own, then rows of as many."""
    kinds = [bool(header_kind(_words(line))) and len(line.text) <= 40 for line in lines]
    first = next((at for at in range(len(lines) - 2) if kinds[at] and kinds[at + 1] and kinds[at + 2]), None)
    if first is None:
        return None
    stop = next((at for at in range(first, len(lines)) if not kinds[at]), len(lines))
    body = next((at for at in range(stop, len(lines)) if len(lines[at].text) > 90), len(lines))
    for start in (first - 1, first):
        width = stop - start
        if start < 0 or (start < first and (len(lines[start].text) > 40 or lines[start].text[-1] in ".:,")):
            continue
        full = body - (body - stop) % width
        if full > stop and (full == body or _is_note(lines[full])):
            rows = [tuple(lines[at : at + width]) for at in range(start, full, width)]
            if full == body or _fits(rows):
                return Grid(tuple(rows))
    return None


def _is_note(line: Passage) -> bool:
    """Whether a line below a table is none of its cells."""
    return line.text[-1] in ".:" or ": " in line.text or len(line.text) > 60


def _fits(rows: Sequence[Sequence[Passage]]) -> bool:
    """Whether the cells under headers of dates and sums hold figures, or words that stand for none."""
    for column, head in enumerate(rows[0]):
        if header_kind(_words(head)) in _OF_FIGURES:
            cells = [_words(row[column]) for row in rows[1:]]
            if sum(_FIGURE.search(cell) is not None for cell in cells) < 0.7 * len(cells):
                return False
    return True


def _words(passage: Passage) -> str:
    return " ".join(passage.text.split())
