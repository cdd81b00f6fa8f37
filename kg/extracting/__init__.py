"""Letter → claims and observations: everything that may be a fact is proposed, scored, and stated where it is sure."""

from __future__ import annotations

from kg.extracting.answers import yes_no_claims
from kg.extracting.asking import asked_by
from kg.extracting.claiming import claims_of
from kg.extracting.deciding import judged, propose, stated
from kg.extracting.figures import figures_of
from kg.extracting.sheet import sheet_of
from kg.extracting.unread import unread
from kg.model import Extraction, Letter
from kg.values.personal import is_personal, persons_in
from kg.weights import Weights, shipped

__all__ = ["extract"]


def extract(letter: Letter, weights: Weights | None = None) -> Extraction:
    """All that a letter states about systems and contracts, and its figures; nothing that holds personal data."""
    weights = weights or shipped()
    sheet = sheet_of(letter)
    candidates = judged(sheet, propose(sheet, weights), weights)
    sure = stated(candidates)
    claims = [*claims_of(sheet, sure), *yes_no_claims(sheet)]
    unsure = claims_of(sheet, [one for one in candidates if one not in sure])
    observations = figures_of(sheet)
    persons = persons_in(letter.view.text)
    told = tuple(c for c in claims if not _names(f"{c.evidence.quote} {c.stated} {c.value}", persons))
    figures = tuple(o for o in observations if not _names(o.evidence.quote, persons))
    return Extraction(
        told,
        figures,
        tuple(tuple(sorted(asked.kinds)) for asked in asked_by(letter)),
        tuple(one for one in unread(sheet, told, figures) if not _names(one[1].text, persons)),
        tuple(c for c in unsure if not _names(f"{c.evidence.quote} {c.stated} {c.value}", persons)),
    )


def _names(text: str, persons: frozenset[str]) -> bool:
    """Whether a text holds personal data: that of anybody, or one of the letter's own persons."""
    return is_personal(text) or any(person in text for person in persons)
