"""Questions with their answers → items: what became of each question, and to which answers an answer points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Answer, Item, Note, Outcome, Passage, Question
from kg.segmenting.asked import Asked, parent_of
from kg.segmenting.labels import NAMING, labels_in
from kg.segmenting.outcome_model import outcome_by
from kg.segmenting.outcomes import outcome_of
from kg.segmenting.pointing import pointers
from kg.weights import Weights

_LEADING = re.compile(r"\bfollowing\b", re.IGNORECASE)
_PART = re.compile(r"(?P<parent>.*[0-9a-hj-uwyz])[ivx]+")


def items_of(asked: Sequence[Asked], end: Passage, weights: Weights | None = None) -> tuple[Item, ...]:
    """The items of a letter, in the order in which they are asked; `end` is where a question without words stands."""
    asked = list(_folded(asked))
    known = [one.label for one in asked if one.label is not None]
    answers = [_answer(one, known, weights) for one in asked]
    answers = [_by_parts(one, answer, asked, answers) for one, answer in zip(asked, answers, strict=True)]
    by_label = {one.label: answer for one, answer in zip(asked, answers, strict=True)}
    return tuple(
        Item(_question(one, end), _pointed(answer, by_label)) for one, answer in zip(asked, answers, strict=True)
    )


def notes_of(passages: Sequence[Passage], items: Sequence[Item]) -> tuple[Note, ...]:
    """Remarks beside answers, each with the labels of the questions that it names."""
    known = [item.label for item in items if item.label is not None]
    return tuple(
        Note(tuple(label for match in NAMING.finditer(one.text) for label in labels_in(match["labels"], known)), one)
        for one in passages
    )


def _folded(asked: Sequence[Asked]) -> Iterator[Asked]:
    """Questions without those parts that only a numeral tells from the others and that have no answer of their own,
    since the answer above them is for all of them, and without those that only lead to their parts ("the following …")."""
    answers = {one.label: one.answers for one in asked if one.answers}
    parents = {parent_of(one.label) for one in asked if one.answers}
    for one in asked:
        match = _PART.fullmatch(one.label or "")
        above = answers.get(match["parent"]) if match else None
        folded = above is not None and (not one.answers or one.answers == above)
        leads = not one.answers and one.label in parents and _LEADING.search(one.text)
        if not (folded or leads):
            yield one


def _by_parts(
    one: Asked, answer: Answer | None, asked: Sequence[Asked], answers: Sequence[Answer | None]
) -> Answer | None:
    """What became of a question that only its parts answer: answered where one of them is, else as its first part."""
    if one.answers or one.label is None:
        return answer
    parts = [
        other.outcome
        for part, other in zip(asked, answers, strict=True)
        if other and part.answers and parent_of(part.label) == one.label
    ]
    if not parts:
        return answer
    return Answer((), Outcome.ANSWERED if Outcome.ANSWERED in parts else parts[0])


def _question(one: Asked, end: Passage) -> Question | None:
    if one.passage is None and one.label is None:
        return None
    return Question(one.label, one.passage or end, one.stem, one.heading)


def _answer(one: Asked, known: Sequence[str], weights: Weights | None) -> Answer | None:
    if not one.answers:
        return Answer((), Outcome.UNANSWERED)
    passages = tuple(dict.fromkeys(one.answers))
    text = "\n\n".join(passage.text for passage in passages)
    outcome, exemptions = outcome_of(text)
    answer = Answer(passages, outcome, exemptions, pointers(text, known, one.label), joint=one.joint)
    return answer if weights is None else replace(answer, outcome=outcome_by(weights, one.text, answer))


def _pointed(answer: Answer | None, by_label: dict[str | None, Answer | None]) -> Answer | None:
    """An answer that only points to another has the outcome of that to which it points in the end."""
    target, seen = answer, set[str]()
    while target and target.refers_to and not target.exemptions and target.refers_to[0] not in seen:
        seen.add(target.refers_to[0])
        target = by_label.get(target.refers_to[0])
    if answer is None or target is None or target is answer:
        return answer
    return replace(answer, outcome=target.outcome, exemptions=target.exemptions)
