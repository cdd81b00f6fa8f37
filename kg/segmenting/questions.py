"""Blocks → items: each question with the passages that answer it.

The words between one question's label and the next are its question, then its answer. Passages that say which
questions they answer ("For Questions 3 to 6c, …") answer those; remarks on figures and the weighing of the public
interest answer none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from kg.model import Answer, Item, Note, Outcome, Passage, Question
from kg.segmenting import cues
from kg.segmenting.blocks import Block
from kg.segmenting.forms import items_of_form
from kg.segmenting.grids import cells_of, grid_in
from kg.segmenting.labels import labels_in
from kg.segmenting.numbering import Head, number_questions, number_unnumbered
from kg.segmenting.outcomes import outcome_of, pointers
from kg.segmenting.sections import Sections, sections_of


@dataclass(slots=True)
class _Draft:
    """A question while its passages are gathered."""

    label: str
    parent: str | None
    bare: bool
    head: Passage
    """Where it begins, for a question without words."""
    question: list[Passage]
    own: list[Passage] = field(default_factory=list)
    joint: list[Passage] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(p.text.split()) for p in self.question)


@dataclass(frozen=True, slots=True)
class Questions:
    """What the body of a letter holds."""

    items: tuple[Item, ...]
    notes: tuple[Note, ...]
    preamble: tuple[Passage, ...]


def questions_of(blocks: Sequence[Block]) -> Questions:
    """All items of a letter's body."""
    start = _body_start(blocks)
    quoted = [at for at, block in enumerate(blocks) if block.is_quoted]
    plain = [at for at in range(start, len(blocks)) if not blocks[at].is_quoted]
    sections = sections_of(blocks, _body_end(blocks, plain[0])) if plain else None
    if sections:
        return _by_section(blocks, sections)
    asked, heads = number_questions(blocks, quoted), number_questions(blocks, plain)
    if asked and heads:
        return _paired(blocks, asked, heads, quoted[-1] + 1)
    again = _second_run(blocks, heads)
    if again:
        return _paired(blocks, [head for head in heads if head.at < again[0].at], again, again[0].at)
    heads = heads or number_unnumbered(blocks, plain) or _bulleted(blocks, start)
    if not heads:
        return _unnumbered(blocks, start)
    end = _body_end(blocks, heads[-1].at + 1)
    drafts, notes = _gather(blocks, heads, end)
    return _finish(drafts, notes, blocks[start : heads[0].at])


def _finish(drafts: list[_Draft], notes: list[Note], preamble: Sequence[Block]) -> Questions:
    return Questions(_items(_fold_unanswered_parts(drafts)), tuple(notes), tuple(b.passage for b in preamble))


def _body_start(blocks: Sequence[Block]) -> int:
    """The block after the one that introduces the request; 0 where none does."""
    for at, block in enumerate(blocks):
        if cues.REQUEST_BEGINS.search(block.text) and not (block.label and block.label.number):
            return at + 1
    return 0


def _body_end(blocks: Sequence[Block], after: int) -> int:
    for at in range(after, len(blocks)):
        if cues.CLOSING.match(blocks[at].text):
            return at
    return len(blocks)


def _second_run(blocks: Sequence[Block], heads: Sequence[Head]) -> list[Head]:
    """The answers' own numbering, where questions stand in one list and their answers in another after it."""
    if len(heads) < 3:
        return []
    for restart in range(heads[1].at + 1, len(blocks)):
        label = blocks[restart].label
        if label is None or label.number != 1 or label.letter is not None:
            continue
        asked = [head for head in heads if head.at < restart]
        again = number_questions(blocks, range(restart, len(blocks)))
        shared = {head.label for head in asked} & {head.label for head in again}
        if len(shared) >= max(2, len(asked) // 2) and _is_list(blocks, asked):
            return again
    return []


def _is_list(blocks: Sequence[Block], heads: Sequence[Head]) -> bool:
    """Whether questions follow each other without answers between them."""
    between = [_split_question(blocks, head.at, nxt.at) for head, nxt in pairwise(heads)]
    return sum(bool(own or rest) for _, own, rest in between) <= len(between) * 0.2


def _paired(blocks: Sequence[Block], asked: Sequence[Head], given: Sequence[Head], questions_end: int) -> Questions:
    """Questions from one list, answers from another, by their labels."""
    drafts = [
        _Draft(head.label, head.parent, head.bare, blocks[head.at].body, [blocks[head.at].body]) for head in asked
    ]
    by_label = {draft.label: draft for draft in drafts}
    notes: list[Note] = []
    end = _body_end(blocks, given[-1].at + 1)
    if given[0].at < asked[0].at:
        end = min(end, asked[0].at)
    stops = [head.at for head in given[1:]] + [end]
    for head, stop in zip(given, stops, strict=True):
        draft = by_label.get(head.label)
        if draft is None:
            continue
        draft.own.append(blocks[head.at].body)
        _assign(blocks[head.at + 1 : stop], draft, drafts, [d.label for d in drafts], notes)
    first = min(asked[0].at, given[0].at)
    return _finish(drafts, notes, blocks[max(0, first - 3) : first])


def _by_section(blocks: Sequence[Block], found: Sections) -> Questions:
    """Each question of the list under each heading; an answer that repeats what was asked asks it itself."""
    items: list[Item] = []
    for section in found.sections:
        for label, start, stop in section.parts:
            passages = (blocks[start].body, *(b.passage for b in blocks[start + 1 : stop]))
            asked_at = found.questions.get(label)
            repeated = _REPEATED.match(passages[0].text)
            if repeated or asked_at is None:
                passage = passages[0].sub(0, repeated.end() if repeated else 0)
            else:
                passage = blocks[asked_at].body
            text = "\n\n".join(p.text for p in passages)
            outcome, exemptions = outcome_of(text)
            question = Question(section.label + label, passage, heading=section.title)
            items.append(Item(question, Answer(passages, outcome, exemptions)))
    first = min(found.questions.values(), default=0)
    last = max(stop for section in found.sections for _, _, stop in section.parts)
    rest = tuple(b.passage for b in blocks[last : _body_end(blocks, last)])
    if rest:
        items.append(Item(None, Answer(rest, Outcome.ANSWERED)))
    return Questions(tuple(items), (), tuple(b.passage for b in blocks[max(0, first - 3) : first]))


_REPEATED = re.compile(r"you\s(?:also\s|then\s)?asked\b[^.?]*[.?]", re.IGNORECASE)


def _bulleted(blocks: Sequence[Block], start: int) -> list[Head]:
    """Where nothing is numbered: bullets that are each followed by an answer, numbered in order."""
    end = _body_end(blocks, start)
    bullets = [at for at in range(start, end) if blocks[at].is_bullet]
    answered = [at for at in bullets if at + 1 < end and not blocks[at + 1].is_bullet]
    if len(answered) < 2 or len(answered) < 0.8 * len(bullets):
        return []
    return [Head(at, str(number), None, bare=False) for number, at in enumerate(answered, start=1)]


def _unnumbered(blocks: Sequence[Block], start: int) -> Questions:
    """A reply without numbered questions: rows of tables and sections of forms, else one item in prose."""
    end = _body_end(blocks, start)
    form = items_of_form(blocks[start:end])
    if form:
        return Questions(form, (), tuple(b.passage for b in blocks[start : start + 3]))
    passages = [b.passage for b in blocks[start:end] if not cues.ARGUMENTS.match(b.text)]
    text = "\n\n".join(p.text for p in passages)
    outcome, exemptions = outcome_of(text)
    return Questions((Item(None, Answer(tuple(passages), outcome, exemptions)),), (), ())


def _gather(blocks: Sequence[Block], heads: Sequence[Head], end: int) -> tuple[list[_Draft], list[Note]]:
    known = [head.label for head in heads]
    drafts: list[_Draft] = []
    notes: list[Note] = []
    together = [list(group) for _, group in groupby(heads, key=lambda head: head.at)]
    stops = [group[0].at for group in together[1:]] + [end]
    ends_plain = _ends_plain(blocks, heads)
    for group, stop in zip(together, stops, strict=True):
        head = group[0]
        question, own, rest = _split_question(blocks, head.at, stop, ends_plain=ends_plain)
        draft = _Draft(head.label, head.parent, head.bare, blocks[head.at].body, question, own)
        drafts.append(draft)
        _assign(rest, draft, drafts, known, notes)
        drafts += [_Draft(h.label, h.parent, h.bare, draft.head, question, draft.own, draft.joint) for h in group[1:]]
    return drafts, notes


def _ends_plain(blocks: Sequence[Block], heads: Sequence[Head]) -> bool:
    """Whether this letter writes each answer on the line below its question, so that any question ends with its line."""
    several = [blocks[head.at] for head in heads if len(list(blocks[head.at].body.lines())) > 1]
    asked = sum(next(block.body.lines()).text.endswith("?") for block in several)
    return len(several) >= 3 and asked >= 0.6 * len(several)


def _split_question(
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


def _assign(
    rest: Sequence[Block], draft: _Draft, drafts: Sequence[_Draft], known: Sequence[str], notes: list[Note]
) -> None:
    """Give each block to the answer it belongs to: this question's, or those that a joint answer names."""
    joint_for: list[_Draft] = []
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
        elif cues.WEIGHING.search(text) and (draft.own or draft.joint or joint_for) and not _tells_where(text):
            continue
        for one in joint_for or [draft]:
            (one.joint if joint_for else one.own).append(block.body if block.is_answer else block.passage)


def _tells_where(text: str) -> bool:
    return "http" in text or "www." in text or bool(re.search(r"\bref(?:erence)?\b", text, re.IGNORECASE))


def _fold_unanswered_parts(drafts: list[_Draft]) -> list[_Draft]:
    """Parts printed without a number (`i)`, `ii)`) and answered nowhere belong to the question above them."""
    kept: list[_Draft] = []
    for draft in drafts:
        siblings = [d for d in drafts if d.bare and d.parent == draft.parent]
        above = next((d for d in drafts if d.label == draft.parent), None)
        if draft.bare and above is not None and not any(d.own for d in siblings):
            above.question += draft.question
            # The words that answer the last part jointly were gathered under it.
            above.joint += [p for p in draft.joint if p not in above.joint]
        else:
            kept.append(draft)
    return kept


def _items(drafts: Sequence[_Draft]) -> tuple[Item, ...]:
    known = [d.label for d in drafts]
    answers: dict[str, Answer] = {}
    for draft in drafts:
        parts = [d for d in drafts if d.parent == draft.label]
        if not parts or draft.own or draft.joint:
            answers[draft.label] = _answer(draft, known)
    answers = {label: _resolved(label, answers) for label in answers}
    items: list[Item] = []
    for draft in drafts:
        question = _question(draft, drafts)
        answer = answers.get(draft.label)
        if answer is None and _asks_itself(draft.text):
            parts_outcomes = [
                answers[d.label].outcome for d in drafts if d.parent == draft.label and d.label in answers
            ]
            answered = Outcome.ANSWERED in parts_outcomes
            answer = Answer((), Outcome.ANSWERED if answered else parts_outcomes[0])
        items.append(Item(question, answer))
    return tuple(items)


def _question(draft: _Draft, drafts: Sequence[_Draft]) -> Question:
    stem = next((d.text for d in drafts if d.label == draft.parent), "")
    if draft.question:
        passage = Passage(draft.head.view, draft.question[0].start, draft.question[-1].end)
    else:
        passage = draft.head.sub(0, 0)
    return Question(draft.label, passage, stem)


def _asks_itself(stem: str) -> bool:
    """Whether a question with parts is one by itself: not where its parts only complete it ("the following …")."""
    return not re.search(r"\bfollowing\b", stem, re.IGNORECASE)


def _answer(draft: _Draft, known: Sequence[str]) -> Answer:
    passages = tuple(draft.own + draft.joint)
    text = "\n\n".join(p.text for p in passages)
    outcome, exemptions = outcome_of(text)
    refers_to = pointers(text, known, draft.label)
    cells = tuple(
        cell for passage in passages if (grid := grid_in(passage)) for _, row in cells_of(grid) for cell in row
    )
    return Answer(passages, outcome, exemptions, refers_to, cells, joint=bool(draft.joint))


def _resolved(label: str, answers: dict[str, Answer]) -> Answer:
    """An answer that only points to others has their outcome."""
    answer = answers[label]
    seen = {label}
    target = answer
    while target.refers_to and target.refers_to[0] in answers and target.refers_to[0] not in seen:
        seen.add(target.refers_to[0])
        target = answers[target.refers_to[0]]
    if target is answer:
        return answer
    return replace(answer, outcome=target.outcome, exemptions=target.exemptions)
