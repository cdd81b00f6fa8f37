"""Replies that are a form: rows of a table, or sections of labelled lines → items, each with its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.model import Answer, Cell, Item, Outcome, Passage, Question
from kg.schemes import scheme
from kg.segmenting.blocks import Block
from kg.segmenting.grids import grid_in
from kg.segmenting.labels import bullet_length, label_at
from kg.segmenting.outcomes import outcome_of
from kg.segmenting.tables import grid_of_lines, grid_under, header_in, items_of_grid
from kg.values.headers import header_kind

_HEADING = re.compile(r"^[A-Z][^.?!:;]{2,70}$")
_PAIR = re.compile(r"^(?P<label>[A-Z][^:\n]{1,38}?)\s*:\s+(?P<value>\S.*)$", re.DOTALL)
_ASKED = re.compile(r"[^:?]{3,160}[:?]\s+(?=\S)")
"""A question and, on its line, the answer."""
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


def items_of_form(blocks: Sequence[Block], before: Sequence[Block] = ()) -> tuple[Item, ...]:
    """The items of a form, numbered as printed or in order; none where the blocks are no form.

    What stands before the first heading or table answers nothing. The last block `before` these may give the header of
    rows that have none.
    """
    found: list[Item] = []
    sections = [_Section(None)]
    header = header_in(before[-1]) if before else ()
    for block in blocks:
        grid = (grid_under(header, block) if header else None) or grid_in(block.passage)
        if grid:
            found += items_of_grid(grid, len(found))
        else:
            header = header_in(block) or header
            _read(block, sections)
    full = [at for at, section in enumerate(sections) if len(section.cells) >= 2 and _names_systems(section)]
    if full and sum(len(section.cells) for section in sections) >= _ENOUGH:
        for section in sections[full[0] :]:
            if section.cells or (section.heading and section.lines):
                found.append(_item(section, len(found) + 1))
        return tuple(found)
    if not found:
        lines = [line for block in blocks for line in block.passage.lines()]
        cells = grid_of_lines(lines)
        if cells:
            return tuple(items_of_grid(cells, 0))
    if found:
        found += _below(found, [line for section in sections for line in section.lines])
    return tuple(found)


def _below(found: Sequence[Item], lines: Sequence[Passage]) -> Iterator[Item]:
    """What stands around a table: questions that go on with its numbering, and the rest."""
    known = {item.label for item in found}
    rest: list[Passage] = []
    for line in lines:
        label = label_at(line.text)
        number = str(label.number) if label and label.number else None
        body = line.sub(label.length) if label else line
        ends = _ASKED.match(body.text)
        if number and number not in known and ends and str(int(number) - 1) in known:
            known.add(number)
            answer = body.sub(ends.end()).strip()
            outcome, exemptions = outcome_of(answer.text)
            yield Item(Question(number, body.sub(0, ends.end()).strip()), Answer((answer,), outcome, exemptions))
        else:
            rest.append(line)
    if rest:
        yield Item(None, Answer(tuple(rest), Outcome.ANSWERED))


def with_cells(item: Item) -> Item:
    """An item that is a form under a heading: "2. OneView" with lines of supplier, users and cost below it.

    Where no line names a system the heading does, unless it names a service.
    """
    question, answer = item.question, item.answer
    if question is None or answer is None or answer.cells or question.text.endswith("?"):
        return item
    section = _Section(question.passage)
    for passage in answer.passages:
        for line in passage.lines():
            body = line.sub(bullet_length(line.text)).strip()
            pair = _PAIR.match(body.text)
            section.lines.append(line)
            if pair and header_kind(pair["label"]):
                section.cells.append(Cell(body.sub(pair.start("value")), pair["label"], ""))
    kinds = {header_kind(cell.asks) for cell in section.cells}
    if len(section.cells) < _ENOUGH or len(section.cells) < 0.6 * len(section.lines) or "supplier" not in kinds:
        return item
    record = Passage(question.passage.view, question.passage.start, section.lines[-1].end)
    cells = [Cell(cell.passage, cell.asks, "", record) for cell in section.cells]
    if "system" not in kinds and not scheme("services").named(question.text):
        cells.insert(0, Cell(question.passage, "System", "", record))
    return replace(item, answer=replace(answer, cells=tuple(cells)))


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
