"""Document → Letter: letterhead, questions and answers with their outcomes, units, and where the reader is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Document, Letter
from kg.segmenting.cleaning import clean
from kg.segmenting.items import items_of, notes_of
from kg.segmenting.letterhead import letterhead_of
from kg.segmenting.lines import Line, lines_of
from kg.segmenting.referrals import referrals_of
from kg.segmenting.refusing import refused
from kg.segmenting.roles import read_roles, readings
from kg.segmenting.stretches import Role, stretches_of
from kg.segmenting.tidying import tidied
from kg.segmenting.units import body_of
from kg.weights import Weights, shipped

__all__ = ["Line", "Role", "clean", "lines_of", "outline", "readings", "segment", "with_units"]


def segment(document: Document, weights: Weights | None = None) -> Letter:
    """The letter that a document holds. Never fails: what is not found is None or empty."""
    weights = weights or shipped()
    letter = outline(document)
    lines = lines_of(letter.view)
    return with_units(letter, lines, read_roles(lines, weights), weights)


def outline(document: Document) -> Letter:
    """What the head of a letter tells, still without its body."""
    view = clean(document)
    head = letterhead_of(view, document.date)
    return Letter(
        document=document,
        view=view,
        authority=head.authority,
        date=head.date,
        request_reference=head.request_reference,
        regime=head.regime,
        subject=head.subject,
    )


def with_units(letter: Letter, lines: Sequence[Line], roles: Sequence[Role], weights: Weights | None = None) -> Letter:
    """A letter with the units, questions and answers that the roles of its lines make. Without weights outcomes are
    those that rules of wording tell."""
    body = body_of(stretches_of(lines, tidied(lines, roles)))
    items = refused(items_of(body.asked, letter.view.passage(len(letter.view.text)), weights))
    return replace(
        letter,
        units=body.units,
        introduction="\n\n".join(p.text for p in body.introduction),
        items=items,
        referrals=referrals_of(items, letter.view),
        notes=notes_of(body.notes, items),
    )
