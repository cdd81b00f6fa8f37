"""Blocks → drafts: each question with its passages, as they stand under its label or name it in a joint answer.

The words between one question's label and the next are its question, then its answer. Passages that say which
questions they answer ("For Questions 3 to 6c, …") answer those; remarks on figures and the weighing of the public
interest answer none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kg.model import Note, Passage
from kg.segmenting import cues
from kg.segmenting.blocks import Block
from kg.segmenting.labels import labels_in
from kg.segmenting.numbering import Head
from kg.segmenting.outcomes import sections


@dataclass(slots=True)
class Draft:
    """A question while its passages are gathered."""

    label: str
    parent: str | None
    bare: bool
    head: Passage
    """Where it begins, for a question without words."""
    question: list[Passage]
    own: list[Passage] = field(default_factory=list)
    joint: list[Passage] = field(default_factory=list)
    heading: str = ""

    @property
    def text(self) -> str:
        return " ".join(" ".join(p.text.split()) for p in self.question)


def gather(blocks: Sequence[Block], heads: Sequence[Head], end: int) -> tuple[list[Draft], list[Note]]:
    known = [head.label for head in heads]
    drafts: list[Draft] = []
    notes: list[Note] = []
    together = [list(group) for _, group in groupby(heads, key=lambda head: head.at)]
    stops = [group[0].at for group in together[1:]] + [end]
    ends_plain = _ends_plain(blocks, heads)
    heading = blocks[heads[0].at - 1].text if heads[0].at and is_heading(blocks[heads[0].at - 1]) else ""
    for group, stop in zip(together, stops, strict=True):
        head = group[0]
        question, own, rest = split_question(blocks, head.at, stop, ends_plain=ends_plain)
        draft = Draft(head.label, head.parent, head.bare, blocks[head.at].body, question, own, heading=heading)
        if rest and stop < end and is_heading(rest[-1]):
            heading = rest.pop().text
        drafts.append(draft)
        assign(rest, draft, drafts, known, notes)
        drafts += [
            Draft(h.label, h.parent, h.bare, draft.head, question, draft.own, draft.joint, draft.heading)
            for h in group[1:]
        ]
    return drafts, notes


def _ends_plain(blocks: Sequence[Block], heads: Sequence[Head]) -> bool:
    """Whether this letter writes each answer on the line below its question, so that any question ends with its line."""
    several = [blocks[head.at] for head in heads if len(list(blocks[head.at].body.lines())) > 1]
    asked = sum(next(block.body.lines()).text.endswith("?") for block in several)
    return len(several) >= 3 and asked >= 0.6 * len(several)


def is_heading(block: Block) -> bool:
    """Whether a block is a heading: short, without a label or an end, and in capitals, in bold or called a part."""
    text = block.text
    if block.label or block.is_bullet or not 3 <= len(text) <= 80 or text[-1] in ".?!;,:" or "\n" in block.body.text:
        return False
    return block.is_bold or text.isupper() or re.match(r"(?:Part|Section)\s\w+\b", text) is not None


def split_question(
    blocks: Sequence[Block], at: int, stop: int, *, ends_plain: bool = False
) -> tuple[list[Passage], list[Passage], list[Block]]:
    """The question's passages, the words of its own block that answer it, and the blocks after them.

    A question goes on in the next block where its label stood alone, where both are bold, where its sentence has
    not ended and the next block ends it with a question mark, and always up to a block that a word marks as answer.
    """
    first = blocks[at]
    marked = next((i for i in range(at + 1, stop) if blocks[i].is_answer), None)
    if marked is not None:
        question = [first.body] + [b.passage for b in blocks[at + 1 : marked]]
        return [p for p in question if p.start < p.end], [], list(blocks[marked:stop])
    body, answer = _split_lines(first.body, ends_plain=ends_plain)
    question = [body] if body.start < body.end else []
    nxt = at + 1
    while nxt < stop and not answer and not cues.EXPLAINING.match(blocks[nxt].text):
        block = blocks[nxt]
        unfinished = bool(question) and not re.search(r"[.?!:;)]$", question[-1].text) and block.text.endswith("?")
        if question and not unfinished and not (first.is_bold and block.is_bold):
            break
        question.append(block.passage)
        nxt += 1
    return question, answer, list(blocks[nxt:stop])


def _split_lines(body: Passage, *, ends_plain: bool) -> tuple[Passage, list[Passage]]:
    """A question and, where lines follow the one that ends it with a question mark, the answer below it."""
    lines = list(body.lines())
    ends = [i for i, line in enumerate(lines) if line.text.endswith("?")]
    if not ends and ends_plain and len(lines) > 1 and re.search(r"[.:]$", lines[0].text):
        ends = [0]
    if not ends or ends[-1] + 1 >= len(lines):
        return body, []
    cut = lines[ends[-1]].end
    return Passage(body.view, body.start, cut), [Passage(body.view, lines[ends[-1] + 1].start, body.end)]


def assign(
    rest: Sequence[Block], draft: Draft, drafts: Sequence[Draft], known: Sequence[str], notes: list[Note]
) -> None:
    """Give each block to the answer it belongs to: this question's, or those that a joint answer names."""
    joint_for: list[Draft] = []
    weighing = False
    for block in rest:
        text = block.text
        if note := cues.NOTE.match(text):
            notes.append(Note(labels_in(note["labels"], known), block.passage))
            continue
        if cues.ARGUMENTS.match(text):
            weighing = True
        if weighing or (cues.EXPLAINING.match(text) and block.is_bold):
            weighing = weighing and not re.match(r"(?:having|on balance|the decision|we (?:find|conclude))", text, re.I)
            continue
        if match := cues.JOINT.match(" ".join(block.passage.text.split())):
            named = labels_in(match["labels"], known)
            joint_for = [one for one in drafts if one.label in named] or joint_for
        elif (
            cues.WEIGHING.search(text)
            and (draft.own or draft.joint or joint_for)
            and not (_tells_where(text) or sections(text))
        ):
            continue
        for one in joint_for or [draft]:
            (one.joint if joint_for else one.own).append(block.body if block.is_answer else block.passage)


def _tells_where(text: str) -> bool:
    return "http" in text or "www." in text or bool(re.search(r"\bref(?:erence)?\b", text, re.IGNORECASE))
