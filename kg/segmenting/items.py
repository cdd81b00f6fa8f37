"""Questions with their answers → items: what became of each question, and to which answers an answer points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Answer, Item, Outcome, Passage, Question
from kg.segmenting.outcomes import outcome_of
from kg.segmenting.pointing import pointers
from kg.segmenting.units import Asked


def items_of(asked: Sequence[Asked], end: Passage) -> tuple[Item, ...]:
    """The items of a letter, in the order in which they are asked; `end` is where a question without words stands."""
    known = [one.label for one in asked if one.label is not None]
    answers = [_answer(one, known) for one in asked]
    by_label = {one.label: answer for one, answer in zip(asked, answers, strict=True)}
    return tuple(
        Item(_question(one, end), _pointed(answer, by_label)) for one, answer in zip(asked, answers, strict=True)
    )


def _question(one: Asked, end: Passage) -> Question | None:
    if one.passage is None and one.label is None:
        return None
    return Question(one.label, one.passage or end, one.stem, one.heading)


def _answer(one: Asked, known: Sequence[str]) -> Answer | None:
    if not one.answers:
        return Answer((), Outcome.UNANSWERED)
    passages = tuple(dict.fromkeys(one.answers))
    text = "\n\n".join(passage.text for passage in passages)
    outcome, exemptions = outcome_of(text)
    return Answer(passages, outcome, exemptions, pointers(text, known, one.label), joint=one.joint)


def _pointed(answer: Answer | None, by_label: dict[str | None, Answer | None]) -> Answer | None:
    """An answer that only points to another has its outcome."""
    if answer is None or not answer.refers_to:
        return answer
    target = by_label.get(answer.refers_to[0])
    if target is None or target.refers_to or answer.exemptions:
        return answer
    return replace(answer, outcome=target.outcome, exemptions=target.exemptions)
