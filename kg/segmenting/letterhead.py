"""Who answers, when, to which request, under which Act, about what: the head of a letter."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import View
from kg.segmenting.heads.authorities import authority_of
from kg.segmenting.heads.dates import date_of
from kg.segmenting.heads.references import reference_of
from kg.segmenting.heads.rows import sheet_of
from kg.segmenting.heads.subjects import subject_of
from kg.segmenting.regimes import regime_of


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head says; None where it is silent."""

    authority: str | None
    date: str | None
    request_reference: str | None
    regime: str | None
    subject: str | None


def letterhead_of(view: View, sent: str | None = None) -> Letterhead:
    """Read the head of a letter; `sent` is the date that its file tells of itself, as a mail's header does."""
    sheet = sheet_of(view)
    return Letterhead(
        authority=authority_of(sheet),
        date=date_of(sheet, sent),
        request_reference=reference_of(sheet),
        regime=regime_of(view.text),
        subject=subject_of(sheet),
    )
