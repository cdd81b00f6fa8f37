"""Replies that are a form: rows of a table, or sections of labelled lines → items, each with its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Answer, Cell, Item, Outcome, Passage, Question
from kg.schemes import scheme
from kg.segmenting.blocks import Block
from kg.segmenting.grids import Grid, cells_of, grid_in
from kg.segmenting.labels import bullet_length, label_at
from kg.segmenting.outcomes import outcome_of
from kg.values.headers import header_kind

_HEADING = re.compile(r"^[A-Z][^.?!:;]{2,70}$")
_PAIR = re.compile(r"^(?P<label>[A-Z][^:\n]{1,38}?)\s*:\s+(?P<value>\S.*)$", re.DOTALL)
_FORMER = re.compile(r"(?:before|previous(?:ly)?|former(?:ly)?|old|past)\b", re.IGNORECASE)
"""Headings of what has been replaced."""
_ENOUGH = 3
"""How many labelled lines make a reply a form."""


@dataclass(slots=True)
class _Section:
    """A heading with the lines under it."""

    heading: Passage | None
    cells: list[Cell] = field(default_factory=list)
    lines: list[Passage] = field(default_factory=list)


def items_of_form(blocks: Sequence[Block]) -> tuple[Item, ...]:
    """The items of a form, numbered as printed or in order; none where the blocks are no form.

    What stands before the first heading or table answers nothing.
    """
    found: list[Item] = []
    sections = [_Section(None)]
    for block in blocks:
        grid = grid_in(block.passage)
        if grid:
            found += _rows(grid, len(found))
        else:
            _read(block, sections)
    full = [at for at, section in enumerate(sections) if len(section.cells) >= 2 and _names_systems(section)]
    if full and sum(len(section.cells) for section in sections) >= _ENOUGH:
        for section in sections[full[0] :]:
            if section.cells or (section.heading and section.lines):
                found.append(_item(section, len(found) + 1))
        return tuple(found)
    rest = tuple(line for section in sections for line in section.lines)
    if found and rest:
        found.append(Item(None, Answer(rest, Outcome.ANSWERED)))
    return tuple(found)


def _names_systems(section: _Section) -> bool:
    """Whether a section is about systems; the lines of a letterhead are labelled too."""
    return any(header_kind(cell.asks) in ("system", "supplier") for cell in section.cells)


def _read(block: Block, sections: list[_Section]) -> None:
    """Put each line of a block where it belongs: a heading opens a section, a pair is a cell, the rest is prose."""
    for line in block.passage.lines():
        body = line.sub(bullet_length(line.text)).strip()
        pair = _PAIR.match(body.text)
        asks = _asks(pair["label"]) if pair else None
        if pair and asks:
            label, about = (asks, pair["label"]) if asks != pair["label"] else (pair["label"], "")
            sections[-1].cells.append(Cell(body.sub(pair.start("value")), label, about))
            sections[-1].lines.append(line)
        elif not pair and _HEADING.match(body.text) and (line.start == block.passage.start):
            sections.append(_Section(body))
        else:
            sections[-1].lines.append(line)


def _asks(label: str) -> str | None:
    """What the label of a line asks for: its own words, or the system, where it names a service."""
    if scheme("services").named(label):
        return "System"
    return label if header_kind(label) else None


def _rows(grid: Grid, before: int) -> Iterator[Item]:
    for number, (row, (name, cells)) in enumerate(zip(grid.rows[1:], cells_of(grid), strict=True), start=before + 1):
        label = label_at(name)
        printed = str(label.number) if label and label.number else str(number)
        values = "\n\n".join(cell.passage.text for cell in cells)
        outcome, exemptions = outcome_of(values) if cells else (Outcome.ANSWERED, ())
        question = Question(printed, row[0], heading=name)
        yield Item(question, Answer(tuple(row[1:]), outcome, exemptions, cells=cells))


def _item(section: _Section, number: int) -> Item:
    about = " ".join(section.heading.text.split()) if section.heading else ""
    record = Passage(section.lines[0].view, section.lines[0].start, section.lines[-1].end)
    cells = tuple(Cell(cell.passage, cell.asks, cell.about or about, record) for cell in section.cells)
    if _FORMER.match(about):
        cells = tuple(
            Cell(c.passage, "Former system", c.about, record) for c in cells if header_kind(c.asks) == "system"
        )
    text = "\n\n".join(line.text for line in section.lines)
    outcome, exemptions = outcome_of(text)
    passage = section.heading or section.lines[0].sub(0, 0)
    return Item(
        Question(str(number), passage, heading=about), Answer(tuple(section.lines), outcome, exemptions, cells=cells)
    )
