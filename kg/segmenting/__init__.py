"""Document → Letter: letterhead, questions and answers with their outcomes, units, and where the reader is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Document, Item, Letter
from kg.segmenting.blocks import blocks_of
from kg.segmenting.cleaning import clean
from kg.segmenting.items import items_of
from kg.segmenting.letterhead import letterhead_of
from kg.segmenting.lines import Line, lines_of
from kg.segmenting.questions import questions_of
from kg.segmenting.referrals import referrals_of
from kg.segmenting.roles import read_roles, readings
from kg.segmenting.stretches import Role, stretches_of
from kg.segmenting.units import body_of
from kg.weights import Weights, shipped

__all__ = ["Line", "Role", "clean", "lines_of", "outline", "readings", "segment", "with_units"]


def segment(document: Document, weights: Weights | None = None) -> Letter:
    """The letter that a document holds. Never fails: what is not found is None or empty."""
    letter = outline(document)
    lines = lines_of(letter.view)
    return with_units(letter, lines, read_roles(lines, weights or shipped()))


def outline(document: Document) -> Letter:
    """A letter's head and its questions with their answers, as rules of layout find them; still without units."""
    view = clean(document)
    head = letterhead_of(view, document.date)
    body = questions_of(blocks_of(view))
    return Letter(
        document=document,
        view=view,
        authority=head.authority,
        date=head.date,
        request_reference=head.request_reference,
        regime=head.regime,
        subject=head.subject,
        preamble="\n\n".join(p.text for p in body.preamble),
        items=body.items,
        referrals=referrals_of(body.items, view),
        notes=body.notes,
    )


def with_units(letter: Letter, lines: Sequence[Line], roles: Sequence[Role]) -> Letter:
    """A letter with the units that the roles of its lines make."""
    body = body_of(stretches_of(lines, roles))
    found = replace(letter, units=body.units, introduction="\n\n".join(p.text for p in body.introduction))
    items = items_of(body.asked, letter.view.passage(len(letter.view.text)))
    if _answered(letter.items) > 1 or _answered(items) < 2:
        return found  # rules of layout see more than one question: theirs is the finer reading
    return replace(found, items=items, outlined=letter.items)


def _answered(items: Sequence[Item]) -> int:
    """How many questions with a label of their own have an answer."""
    return len({item.label for item in items if item.answer and item.answer.passages})
