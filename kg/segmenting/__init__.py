"""Document → Letter: letterhead, questions and answers with their outcomes, units, and where the reader is sent."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Document, Letter, Note
from kg.segmenting.blocks import Role, blocks_of
from kg.segmenting.cleaning import clean
from kg.segmenting.items import items_of
from kg.segmenting.letterhead import letterhead_of
from kg.segmenting.lines import Line, lines_of
from kg.segmenting.referrals import referrals_of
from kg.segmenting.roles import read_roles, readings
from kg.segmenting.units import body_of
from kg.weights import Weights, shipped

__all__ = ["Line", "Role", "clean", "letter_of", "lines_of", "readings", "segment"]


def segment(document: Document, weights: Weights | None = None) -> Letter:
    """The letter that a document holds. Never fails: what is not found is None or empty."""
    view = clean(document)
    lines = lines_of(view)
    return letter_of(document, lines, read_roles(lines, weights or shipped()))


def letter_of(document: Document, lines: Sequence[Line], roles: Sequence[Role]) -> Letter:
    """The letter of lines whose roles are known."""
    view = lines[0].passage.view if lines else clean(document)
    head = letterhead_of(view, document.date)
    body = body_of(blocks_of(lines, roles))
    items = items_of(body.asked, view.passage(len(view.text)))
    return Letter(
        document=document,
        view=view,
        authority=head.authority,
        date=head.date,
        request_reference=head.request_reference,
        regime=head.regime,
        subject=head.subject,
        preamble="\n\n".join(p.text for p in body.introduction),
        items=items,
        referrals=referrals_of(items, view),
        notes=tuple(Note((), passage) for passage in body.notes),
        units=body.units,
    )
