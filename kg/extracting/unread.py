"""Sentences that were read and not understood: they tell of systems or contracts, and no claim rests on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extracting.sheet import Sheet
from kg.extracting.tokens import Words
from kg.model import Claim, Observation, Passage

_TELLS = frozenset({"contract", "supplier", "software", "hosting", "cloud", "procure", "extend", "renew", "annual", "since"})
_POINTS = frozenset({"elsewhere", "refuse", "law", "same", "deny", "complain", "notheld"})
"""What only points elsewhere, denies, or weighs what is not given, was understood as such."""
_FEWEST = 4


def unread(
    sheet: Sheet, claims: Sequence[Claim], observations: Sequence[Observation]
) -> tuple[tuple[str | None, Passage], ...]:
    """The sentences, each with the label of its question, in the order of the letter."""
    told = [one.evidence.span for one in (*claims, *observations)]
    found: list[tuple[str | None, Passage]] = []
    for words in sheet.words:
        for passage, classes in _sentences(words):
            span = passage.span
            if any(span.start < one.end and one.start < span.end for one in told):
                continue
            if classes & _TELLS and not classes & _POINTS:
                found.append((words.unit.questions[0] if words.unit.questions else None, passage))
    return tuple(found)


def _sentences(words: Words) -> Iterator[tuple[Passage, set[str]]]:
    """The sentences of a unit of some length, with the classes of their words."""
    at = 0
    while at < len(words.tokens):
        start, end = words.bounds(at)
        if end - start >= _FEWEST:
            passage = Passage(words.unit.passage.view, words.tokens[start].start, words.tokens[end - 1].end)
            yield passage, {one for index in range(start, end) for one in words.classes[index]}
        at = end
