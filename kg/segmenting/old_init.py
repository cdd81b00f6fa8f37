"""Document → Letter: letterhead, questions and answers with their outcomes, and where the reader is sent."""

from __future__ import annotations

from kg.model import Document, Letter
from kg.segmenting.blocks import blocks_of
from kg.segmenting.cleaning import clean
from kg.segmenting.letterhead import letterhead_of
from kg.segmenting.questions import questions_of
from kg.segmenting.referrals import referrals_of

__all__ = ["segment"]


def segment(document: Document) -> Letter:
    """The letter that a document holds. Never fails: what is not found is None or empty."""
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
