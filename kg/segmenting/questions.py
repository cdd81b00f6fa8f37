"""Blocks → items: which layout a letter has, and its questions with what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from kg.model import Answer, Item, Note, Outcome, Passage, Question
from kg.segmenting import cues
from kg.segmenting.answering import items_of
from kg.segmenting.assigning import in_order, share
from kg.segmenting.blocks import Block
from kg.segmenting.drafts import Draft
from kg.segmenting.forms import items_of_form, with_cells
from kg.segmenting.gathering import gather
from kg.segmenting.numbering import Head, number_questions
from kg.segmenting.outcomes import outcome_of
from kg.segmenting.pairing import pair, second_run
from kg.segmenting.parts import number_parts
from kg.segmenting.repeating import items_of_sections
from kg.segmenting.sections import Sections, sections_of
from kg.segmenting.wordless import number_unnumbered


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
    if asked and _interleaved(blocks, asked):
        return _gathered(blocks, start, asked)
    if asked and heads:
        return _paired(blocks, asked, heads)
    unlabelled = [] if asked or heads else _quoted_runs(blocks, quoted)
    if len(unlabelled) > 1 and _interleaved(blocks, unlabelled):
        return _gathered(blocks, start, unlabelled)
    listed, again = second_run(blocks, heads, len(blocks))
    if again:
        return _paired(blocks, listed, again)
    heads = number_parts(blocks, plain) or heads
    lists = [] if heads else _bullet_lists(blocks)
    if len(lists) == 2 and len(lists[0]) == len(lists[1]):
        return _paired(blocks, lists[0], lists[1])
    heads = heads or number_unnumbered(blocks, plain) or _bulleted(blocks, start) or _asked_in_bullets(lists, start)
    if not heads:
        return _unnumbered(blocks, start, asked)
    form = items_of_form(blocks[start : heads[0].at])
    if len(form) > 2 and not any("?" in blocks[head.at].text for head in heads):
        end = _body_end(blocks, heads[-1].at + 1)
        notes_below = tuple(block.passage for block in blocks[heads[0].at : end])
        return Questions((*form, Item(None, Answer(notes_below, Outcome.ANSWERED))), (), ())
    return _gathered(blocks, start, heads)


def _quoted_runs(blocks: Sequence[Block], quoted: Sequence[int]) -> list[Head]:
    """Each quoted passage of a reply as a question, numbered in order."""
    begins = [at for at in quoted if at == 0 or not blocks[at - 1].is_quoted]
    return [Head(at, str(number), None, bare=False) for number, at in enumerate(begins, start=1)]


def _gathered(blocks: Sequence[Block], start: int, heads: Sequence[Head]) -> Questions:
    """Questions each with the answer that follows it."""
    drafts, notes = gather(blocks, heads, _body_end(blocks, heads[-1].at + 1))
    before = blocks[min(start, heads[0].at) : heads[0].at]
    share(before, drafts)
    return _finish(drafts, notes, before)


def _interleaved(blocks: Sequence[Block], asked: Sequence[Head]) -> bool:
    """Whether the reply is written between the lines of the quoted request."""
    gaps = [any(not b.is_quoted for b in blocks[head.at : nxt.at]) for head, nxt in pairwise(asked)]
    return len(asked) > 1 and sum(gaps) >= 0.5 * len(gaps)


def _finish(drafts: list[Draft], notes: list[Note], preamble: Sequence[Block]) -> Questions:
    return Questions(tuple(map(with_cells, items_of(drafts))), tuple(notes), tuple(b.passage for b in preamble))


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


def _paired(blocks: Sequence[Block], asked: Sequence[Head], given: Sequence[Head]) -> Questions:
    """Questions from one list, answers from another, by their labels."""
    drafts, notes = pair(blocks, asked, given, _body_end(blocks, given[-1].at + 1))
    first = min(asked[0].at, given[0].at)
    return _finish(drafts, notes, blocks[max(0, first - 3) : first])


def _by_section(blocks: Sequence[Block], found: Sections) -> Questions:
    """Each question of one list under each heading, and what stands below the last section."""
    items = list(items_of_sections(blocks, found))
    rest = tuple(b.passage for b in blocks[found.after : _body_end(blocks, found.after)])
    if rest:
        items.append(Item(None, Answer(rest, Outcome.ANSWERED)))
    return Questions(tuple(items), (), tuple(b.passage for b in blocks[max(0, found.before - 3) : found.before]))


def _bullet_lists(blocks: Sequence[Block]) -> list[list[Head]]:
    """Lists of three bullets or more: two of the same length are questions and, in the same order, answers."""
    runs = [list(run) for bullet, run in groupby(range(len(blocks)), key=lambda at: blocks[at].is_bullet) if bullet]
    return [[Head(at, str(n), None, bare=False) for n, at in enumerate(run, 1)] for run in runs if len(run) >= 3]


def _bulleted(blocks: Sequence[Block], start: int) -> list[Head]:
    """Where nothing is numbered: bullets that are each followed by an answer, numbered in order."""
    end = _body_end(blocks, start)
    bullets = [at for at in range(start, end) if blocks[at].is_bullet]
    answered = [at for at in bullets if at + 1 < end and not blocks[at + 1].is_bullet]
    if len(answered) < 2 or len(answered) < 0.8 * len(bullets):
        return []
    return [Head(at, str(number), None, bare=False) for number, at in enumerate(answered, start=1)]


def _asked_in_bullets(lists: Sequence[list[Head]], start: int) -> list[Head]:
    """Bullets with which the request begins, numbered in order; the words below them answer them all."""
    return lists[0] if len(lists) == 1 and start and lists[0][0].at == start else []


def _unnumbered(blocks: Sequence[Block], start: int, asked: Sequence[Head]) -> Questions:
    """A reply without numbered questions: rows of tables and sections of forms, else one item in prose."""
    end = _body_end(blocks, start)
    body = [block for block in blocks[start:end] if not block.is_quoted] or blocks[start:end]
    form = items_of_form(body, blocks[:start])
    if form:
        return Questions(form, (), tuple(b.passage for b in blocks[start : start + 3]))
    if asked:
        return _answered_at_once(blocks, asked, body)
    question, body = _request(body)
    passages = tuple(b.passage for b in body if not cues.ARGUMENTS.match(b.text))
    outcome, exemptions = outcome_of("\n\n".join(p.text for p in passages))
    return Questions((Item(question, Answer(passages, outcome, exemptions)),), (), ())


def _answered_at_once(blocks: Sequence[Block], asked: Sequence[Head], body: Sequence[Block]) -> Questions:
    """Numbered questions that a reply without numbers answers as a whole."""
    drafts = [Draft(h.label, h.parent, h.bare, blocks[h.at].body, [blocks[h.at].body]) for h in asked]
    passages = [block.passage for block in body if not cues.GREETING.match(block.text)]
    ordered = in_order(passages, len(drafts))
    for at, draft in enumerate(drafts):
        if ordered:
            draft.own.append(ordered[at])
        else:
            draft.joint += passages
    return _finish(drafts, [], blocks[max(0, asked[0].at - 3) : asked[0].at])


def _request(body: Sequence[Block]) -> tuple[Question | None, Sequence[Block]]:
    """The request under its heading, as question 1, and the blocks under the heading of the response."""
    asked = next((at for at, block in enumerate(body) if cues.REQUEST_TITLE.match(block.passage.text)), None)
    if asked is None:
        return None, body
    reply = next((at for at in range(asked + 1, len(body)) if cues.REPLY_TITLE.match(body[at].passage.text)), None)
    if reply is None or reply < asked + 2 or reply + 1 >= len(body):
        return None, body
    passage = Passage(body[asked].passage.view, body[asked + 1].passage.start, body[reply - 1].passage.end)
    return Question("1", passage), body[reply + 1 :]
