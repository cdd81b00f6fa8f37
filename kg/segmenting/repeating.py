"""Sections that each answer the same questions → items.

Under headings with a letter or number of their own each answer is an item (`1a`, `B3`); under headings without one a
question is one item, whose cells hold what each section answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Answer, Cell, Item, Passage, Question
from kg.segmenting.assigning import without_labels
from kg.segmenting.blocks import Block
from kg.segmenting.outcomes import outcome_of, outcome_of_all
from kg.segmenting.sections import Section, Sections

_REPEATED = re.compile(r"you\s(?:also\s|then\s)?asked\b[^.?]*[.?]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """One section's answer to one question."""

    section: Section
    label: str
    question: Passage
    passages: tuple[Passage, ...]
    record: Passage
    """All that the section says."""

    @property
    def answer(self) -> Answer:
        return Answer(self.passages, *outcome_of("\n\n".join(p.text for p in self.passages)))

    @property
    def cell(self) -> Cell:
        words = " ".join(self.question.text.split())
        whole = Passage(self.record.view, self.passages[0].start, self.passages[-1].end)
        return Cell(whole, words, self.section.title, self.record)


def items_of_sections(blocks: Sequence[Block], found: Sections) -> Iterator[Item]:
    """The items of a letter that answers one list of questions section by section."""
    parts = [part for section in found.sections for part in _parts(blocks, found, section)]
    if all(section.label for section in found.sections):
        for part in parts:
            label = _prefix(part.section.label or "", part.label) + part.label
            yield Item(Question(label, part.question, heading=part.section.title), part.answer)
        return
    for label in dict.fromkeys(part.label for part in parts):
        same = [part for part in parts if part.label == label]
        outcome = outcome_of_all(part.answer.outcome for part in same)
        exemptions = tuple(dict.fromkeys(one for part in same for one in part.answer.exemptions))
        passages = tuple(p for part in same for p in part.passages)
        cells = tuple(part.cell for part in same)
        yield Item(Question(label, same[0].question), Answer(passages, outcome, exemptions, cells=cells))


def _prefix(section: str, label: str) -> str:
    """A number before a number keeps a stop between them: section 1, question 11 is not section 11, question 1."""
    return f"{section}." if section.isdigit() and label[:1].isdigit() else section


def _parts(blocks: Sequence[Block], found: Sections, section: Section) -> Iterator[_Part]:
    """Each answer of a section; one that repeats what was asked asks it itself."""
    _, begins, _ = section.parts[0]
    record = Passage(
        blocks[begins].passage.view, blocks[begins].passage.start, blocks[section.parts[-1][2] - 1].passage.end
    )
    for label, start, stop in section.parts:
        first = blocks[start].body if blocks[start].label else without_labels(blocks[start].passage)
        passages = (first, *(b.passage for b in blocks[start + 1 : stop]))
        passages = tuple(p for p in passages if p.start < p.end) or (blocks[start].body,)
        repeated = _REPEATED.match(passages[0].text)
        asked = found.questions.get(label)
        if repeated or asked is None:
            asked = passages[0].sub(0, repeated.end() if repeated else 0)
        yield _Part(section, label, asked, passages, record)
