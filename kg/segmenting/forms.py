"""Replies that are a form: rows of a table, or sections of labelled lines → items, each with its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Answer, Cell, Item, Outcome, Passage, Question
from kg.segmenting.blocks import Block
from kg.segmenting.grids import Grid, cells_of, grid_in, pairs_in
from kg.segmenting.labels import label_at
from kg.segmenting.outcomes import outcome_of

_HEADING = re.compile(r"^[A-Z][^.?!:]{2,60}$")


def items_of_form(blocks: Sequence[Block]) -> tuple[Item, ...]:
    """The items of a form, numbered as printed or in order; none where the blocks are no form.

    What stands around tables and sections answers as a whole, without a label.
    """
    found: list[Item] = []
    rest: list[Passage] = []
    heading: Passage | None = None
    for block in blocks:
        grid = grid_in(block.passage)
        pairs = () if grid else pairs_in(block.passage)
        if grid:
            found += _rows(grid, len(found))
        elif pairs:
            found.append(_section(pairs, block.passage, heading, len(found) + 1))
        elif _HEADING.match(block.text) and len(list(block.passage.lines())) == 1:
            heading = block.passage
        else:
            rest.append(block.passage)
    if not found:
        return ()
    remarks = Item(None, Answer(tuple(rest), Outcome.ANSWERED)) if rest else None
    return (*found, remarks) if remarks else tuple(found)


def _rows(grid: Grid, before: int) -> Iterator[Item]:
    for number, (row, (name, cells)) in enumerate(zip(grid.rows[1:], cells_of(grid), strict=True), start=before + 1):
        label = label_at(name)
        printed = str(label.number) if label and label.number else str(number)
        values = "\n\n".join(cell.passage.text for cell in cells)
        outcome, exemptions = outcome_of(values) if cells else (Outcome.ANSWERED, ())
        question = Question(printed, row[0], heading=name)
        yield Item(question, Answer(tuple(row[1:]), outcome, exemptions, cells=cells))


def _section(pairs: Sequence[Cell], passage: Passage, heading: Passage | None, number: int) -> Item:
    about = " ".join(heading.text.split()) if heading else ""
    question = Question(str(number), heading or passage.sub(0, 0), heading=about)
    cells = tuple(Cell(pair.passage, pair.asks, about) for pair in pairs)
    outcome, exemptions = outcome_of(passage.text)
    return Item(question, Answer((passage,), outcome, exemptions, cells=cells))
