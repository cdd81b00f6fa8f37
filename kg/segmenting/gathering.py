"""Blocks → drafts: each question with its passages, as they stand under its label or name it in a joint answer.

The words between one question's label and the next are its question, then its answer. Passages that say which
questions they answer ("For Questions 3 to 6c, …") answer those; remarks on figures and the weighing of the public
interest answer none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kg.model import Note
from kg.segmenting.assigning import assign
from kg.segmenting.blocks import Block
from kg.segmenting.drafts import Draft
from kg.segmenting.numbering import Head
from kg.segmenting.splitting import Ways, split_question
from kg.segmenting.titles import is_title


def gather(blocks: Sequence[Block], heads: Sequence[Head], end: int) -> tuple[list[Draft], list[Note]]:
    """The drafts of the questions that begin at these heads, and the remarks among their answers."""
    known = [head.label for head in heads]
    drafts: list[Draft] = []
    notes: list[Note] = []
    together = [list(group) for _, group in groupby(heads, key=lambda head: head.at)]
    stops = [group[0].at for group in together[1:]] + [end]
    ways = Ways.of(blocks, [(group[0].at, stop) for group, stop in zip(together, stops, strict=True)])
    heading = _heading_above(blocks, heads[0].at)
    for order, (group, stop) in enumerate(zip(together, stops, strict=True), start=1):
        head = group[0]
        question, own, rest = split_question(blocks, head.at, stop, ways)
        draft = Draft(head.label, head.parent, head.bare, blocks[head.at].body, question, own, heading=heading)
        draft.part = head.part
        draft.announced = bool(rest) and rest[0].is_answer and not rest[0].text
        if rest and stop < end and is_title(rest[-1]):
            new_part = order < len(together) and together[order][0].part != head.part
            if new_part or own or len(rest) > 1 or len(rest[-1].text.split()) > 1:
                heading = rest.pop().text
        drafts.append(draft)
        assign(rest, draft, drafts, known, notes)
        drafts += [
            Draft(h.label, h.parent, h.bare, draft.head, question, draft.own, draft.joint, draft.heading, h.part)
            for h in group[1:]
        ]
    return drafts, notes


def _heading_above(blocks: Sequence[Block], at: int) -> str:
    return blocks[at - 1].text if at and is_title(blocks[at - 1]) else ""
