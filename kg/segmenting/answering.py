"""Drafts → items: each question with its answer, its outcome and the answers to which it points."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kg.model import Answer, Item, Outcome, Passage, Question
from kg.segmenting.drafts import Draft
from kg.segmenting.grids import cells_of, grid_in
from kg.segmenting.outcomes import outcome_of
from kg.segmenting.pointing import leading_pointers, pointers

_Pointing = Callable[[str, Sequence[str], str | None], tuple[str, ...]]


def items_of(drafts: Sequence[Draft]) -> tuple[Item, ...]:
    """The items of a letter in order."""
    drafts = _fold_unanswered_parts(drafts)
    parts = _by_parent(drafts)
    answers: dict[str, Answer] = {}
    leading: dict[str, tuple[str, ...]] = {}
    for draft in drafts:
        if draft.label not in parts or draft.own or draft.joint:
            answers[draft.label] = _answer(draft, drafts)
            leading[draft.label] = _pointed(leading_pointers, answers[draft.label], draft, drafts)
    answers = {label: _resolved(label, answers, leading) for label in answers}
    stems = {draft.label: draft.text for draft in drafts}
    return tuple(
        Item(_question(draft, stems.get(draft.parent or "", "")), _given(draft, answers, parts)) for draft in drafts
    )


def _by_parent(drafts: Sequence[Draft]) -> dict[str, list[Draft]]:
    found: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.parent is not None:
            found.setdefault(draft.parent, []).append(draft)
    return found


def _fold_unanswered_parts(drafts: Sequence[Draft]) -> list[Draft]:
    """Parts printed without a number (`i)`, `ii)`) and answered nowhere belong to the question above them."""
    parts = _by_parent(drafts)
    by_label = {draft.label: draft for draft in reversed(drafts)}
    complete = {d.label for d in drafts if d.text.endswith("?") and not d.own and not d.joint}
    kept: list[Draft] = []
    for draft in drafts:
        above = by_label.get(draft.parent or "")
        if draft.bare and above is not None and not any(d.own for d in parts[above.label]):
            if above.label in complete and not draft.joint:
                above.own += draft.question  # "a) Mosaic, b) LCS" below "… for (a) adults and (b) children?"
                continue
            above.question += draft.question
            # The words that answer the last part jointly were gathered under it.
            above.joint += [p for p in draft.joint if p not in above.joint]
        else:
            kept.append(draft)
    return kept


def _question(draft: Draft, stem: str) -> Question:
    if draft.question:
        passage = Passage(draft.head.view, draft.question[0].start, draft.question[-1].end)
    else:
        passage = draft.head.sub(0, 0)
    return Question(draft.label, passage, stem, draft.heading)


def _given(draft: Draft, answers: Mapping[str, Answer], parts: Mapping[str, Sequence[Draft]]) -> Answer | None:
    """A question's answer; one that its parts answer has none of its own words."""
    answer = answers.get(draft.label)
    if answer is not None or not _asks_itself(draft.text):
        return answer
    outcomes = [answers[part.label].outcome for part in parts[draft.label] if part.label in answers]
    answered = not outcomes or Outcome.ANSWERED in outcomes
    return Answer((), Outcome.ANSWERED if answered else outcomes[0])


def _asks_itself(stem: str) -> bool:
    """Whether a question with parts is one by itself: not where its parts only complete it ("the following …")."""
    return not re.search(r"\bfollowing\b", stem, re.IGNORECASE)


def _answer(draft: Draft, drafts: Sequence[Draft]) -> Answer:
    passages = tuple(draft.own + draft.joint)
    outcome, exemptions = outcome_of("\n\n".join(p.text for p in passages))
    cells = tuple(
        cell for passage in passages if (grid := grid_in(passage)) for _, row in cells_of(grid) for cell in row
    )
    answer = Answer(passages, outcome, exemptions, (), cells, joint=bool(draft.joint))
    return replace(answer, refers_to=_pointed(pointers, answer, draft, drafts))


def _pointed(read: _Pointing, answer: Answer, draft: Draft, drafts: Sequence[Draft]) -> tuple[str, ...]:
    """The labels to which an answer points; in a part that numbers anew, those of the same part come first."""
    text = "\n\n".join(p.text for p in answer.passages)
    if draft.part:
        own = [d.label.removeprefix(d.part) for d in drafts if d.part == draft.part]
        found = read(text, own, draft.label.removeprefix(draft.part))
        if found:
            return tuple(draft.part + label for label in found)
    return read(text, [d.label for d in drafts], draft.label)


def _resolved(label: str, answers: Mapping[str, Answer], leading: Mapping[str, tuple[str, ...]]) -> Answer:
    """An answer that only points to others has their outcome; so has one that begins so, where the other is refused."""
    answer = answers[label]
    seen = {label}
    target = answer
    while target.refers_to and target.refers_to[0] in answers and target.refers_to[0] not in seen:
        seen.add(target.refers_to[0])
        target = answers[target.refers_to[0]]
    first = next(iter(leading[label]), "")
    if target is answer and first in answers and not answer.exemptions:
        told = answers[first].outcome
        target = answers[first] if told in (Outcome.WITHHELD, Outcome.NOT_HELD) else answer
    if target is answer:
        return answer
    return replace(answer, outcome=target.outcome, exemptions=target.exemptions)
