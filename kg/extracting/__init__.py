"""Letter → claims and observations: what models hold likely enough is stated; rules add what no model reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extracting.candidates import Candidate, propose
from kg.extracting.claiming import claim_of
from kg.extracting.deciding import UNSURE, stated, why_not
from kg.extracting.judging import judged, tells
from kg.extracting.ruling import by_rules
from kg.extracting.sheet import Sheet, sheet_of
from kg.extracting.unread import unread
from kg.model import Claim, Extraction, Letter
from kg.values.personal import is_personal, persons_in
from kg.weights import Weights, shipped

__all__ = ["UNSURE", "Candidate", "Weighed", "extract", "weigh", "why_not"]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What models make of a letter: all that may be a claim, and the part of it that is sure enough to be stated."""

    sheet: Sheet
    candidates: list[Candidate]
    stated: list[Candidate]
    telling: float
    """The probability that the letter tells of systems at all."""

    @property
    def unsure(self) -> list[Candidate]:
        """What may be so and is not stated, at another place either."""
        said = {one.said for one in self.stated}
        return [one for one in self.candidates if one.fact >= UNSURE and one.said not in said]

    def claim_of(self, one: Candidate) -> Claim:
        return claim_of(self.sheet, one)


def weigh(letter: Letter, weights: Weights | None = None) -> Weighed:
    """All that may be a claim of a letter, judged and decided."""
    weights = weights or shipped()
    sheet = sheet_of(letter)
    candidates = judged(sheet, propose(sheet, weights), weights)
    telling = tells(sheet, candidates, weights)
    return Weighed(sheet, candidates, stated(candidates, telling), telling)


def extract(letter: Letter, weights: Weights | None = None) -> Extraction:
    """All that a letter states about systems and contracts, and its figures; nothing that holds personal data."""
    found = weigh(letter, weights)
    persons = persons_in(letter.view.text)
    claims = _impersonal([found.claim_of(one) for one in found.stated], persons)
    context = by_rules(letter, claims)
    claims += _impersonal(context.claims, persons)
    observations = tuple(one for one in context.observations if not _is_of(one.evidence.quote, persons))
    return Extraction(
        claims,
        observations,
        tuple(tuple(sorted(asked.kinds)) for asked in context.asked),
        tuple(one for one in unread(context, claims, observations) if not _is_of(one[1].text, persons)),
        _impersonal([found.claim_of(one) for one in found.unsure], persons),
    )


def _impersonal(claims: Sequence[Claim], persons: frozenset[str]) -> tuple[Claim, ...]:
    """Claims without those that hold personal data: that of anybody, or one of the letter's own persons."""
    return tuple(
        claim for claim in claims if not _is_of(f"{claim.evidence.quote} {claim.stated} {claim.value}", persons)
    )


def _is_of(text: str, persons: frozenset[str]) -> bool:
    """Whether a text holds personal data: that of anybody, or one of the letter's own persons."""
    return is_personal(text) or any(person in text for person in persons)
