"""Questions in one list and their answers in another, by their labels: in one letter, or in a mail and what it quotes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.model import Note, Passage
from kg.segmenting.assigning import assign
from kg.segmenting.blocks import Block
from kg.segmenting.drafts import Draft
from kg.segmenting.labels import Label, labels_in
from kg.segmenting.numbering import Head, number_questions
from kg.segmenting.splitting import Ways, split_question
from kg.segmenting.titles import is_title


def second_run(blocks: Sequence[Block], heads: Sequence[Head], end: int) -> tuple[list[Head], list[Head]]:
    """The questions and the answers of a letter that numbers both, one list after the other; none where it does not."""
    if len(heads) < 2:
        return [], []
    for restart in range(heads[1].at + 1, end):
        label = blocks[restart].label
        if label is None or not _begins(label, heads[0].label):
            continue
        first = [head for head in heads if head.at < restart]
        again = number_questions(blocks, range(restart, end))
        shared = {head.label for head in first} & {head.label for head in again}
        announced = any(b.is_answer or is_title(b) for b in blocks[first[-1].at + 1 : restart])
        if len(shared) < max(2, len(first) // 2) or (len(first) < 3 and not announced):
            continue
        if _asks(blocks, again) >= 0.5 and _asks(blocks, first) <= 0.2 and is_list(blocks, again):
            return again, first
        if is_list(blocks, first):
            return first, again
    return [], []


def _begins(label: Label, first: str) -> bool:
    """Whether a label may begin a list anew: 1, 1a, or `a` where the letters of the first list have no numbers."""
    if label.number is None:
        return label.letter == "a" and first == "a"
    return label.number == 1 and label.letter in (None, "a")


def _asks(blocks: Sequence[Block], heads: Sequence[Head]) -> float:
    """The share of heads that end as questions."""
    return sum(blocks[head.at].text.endswith("?") for head in heads) / max(1, len(heads))


def is_list(blocks: Sequence[Block], heads: Sequence[Head]) -> bool:
    """Whether questions follow each other without answers between them."""
    between = [split_question(blocks, head.at, nxt.at, Ways()) for head, nxt in pairwise(heads)]
    answered = sum(bool(own or [b for b in rest if not is_title(b)]) for _, own, rest in between)
    return answered <= len(between) * 0.2


def pair(
    blocks: Sequence[Block], asked: Sequence[Head], given: Sequence[Head], end: int
) -> tuple[list[Draft], list[Note]]:
    """Each question with the answer of its label; an answer to a question that is not there asks it itself."""
    drafts = [
        Draft(h.label, h.parent, h.bare, blocks[h.at].body, [_asked(blocks[h.at].body)], part=h.part) for h in asked
    ]
    notes: list[Note] = []
    if given[0].at < asked[0].at:
        end = min(end, asked[0].at)
    stops = [head.at for head in given[1:]] + [end]
    known = [draft.label for draft in drafts]
    for head, stop in zip(given, stops, strict=True):
        named = labels_in(head.label, known) if head.label not in known else (head.label,)
        answered = [draft for draft in drafts if draft.label in named]
        body = blocks[head.at].body
        if not answered:
            answered = [Draft(head.label, head.parent, head.bare, body.sub(0, 0), [])]
            drafts += answered
        draft = answered[0]
        if body.start < body.end:
            draft.own.append(body)
        between = [b for b in blocks[head.at + 1 : stop] if b.is_quoted == blocks[head.at].is_quoted]
        assign(between, draft, drafts, known, notes, listed=True)
        for other in answered[1:]:
            other.joint += draft.own
    return drafts, notes


def _asked(body: Passage) -> Passage:
    """The words of a question up to its last question mark at a line's end; all of them where there is none."""
    ends = [line.end for line in body.lines() if line.text.endswith("?")]
    return Passage(body.view, body.start, ends[-1]) if ends else body
