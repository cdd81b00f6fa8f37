"""Letter → claims and observations: what models hold likely enough is stated; rules add what no model reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extracting.asking import asked_by
from kg.extracting.candidates import JUDGED, propose
from kg.extracting.claiming import claim_of
from kg.extracting.deciding import stated
from kg.extracting.judging import judged
from kg.extracting.linking import key_of
from kg.extracting.ruling import by_rules
from kg.extracting.sheet import sheet_of
from kg.model import Claim, Extraction, Letter, Polarity
from kg.values.personal import is_personal, persons_in
from kg.weights import Weights, shipped

__all__ = ["by_rules", "extract"]


def extract(letter: Letter, weights: Weights | None = None) -> Extraction:
    """All that a letter states about systems and contracts, and its figures; nothing that holds personal data."""
    weights = weights or shipped()
    ruled = by_rules(replace(letter, items=letter.outlined) if letter.outlined else letter)
    sheet = sheet_of(letter)
    candidates = judged(sheet, propose(sheet, weights), weights)
    sure = stated(candidates)
    claims = [claim_of(sheet, one) for one in sure]
    unsure = [claim_of(sheet, one) for one in candidates if one not in sure]
    persons = persons_in(letter.view.text)
    return Extraction(
        _impersonal([*claims, *_by_rules_alone(ruled.claims, claims)], persons),
        ruled.observations,
        tuple(tuple(sorted(one.kinds)) for one in asked_by(letter)),
        ruled.unread,
        _impersonal(unsure, persons),
    )


def _by_rules_alone(ruled: Sequence[Claim], claims: Sequence[Claim]) -> Iterator[Claim]:
    """What rules say that no model judges, unless it is of a system that is not stated."""
    named = {key_of(str(claim.value), "system") for claim in ruled if claim.field == "system"}
    refused = named - {key_of(claim.system, "system") for claim in claims if claim.system}
    for claim in ruled:
        told = claim.field in JUDGED and claim.polarity is Polarity.AFFIRMED
        if not told and not (claim.system and key_of(claim.system, "system") in refused):
            yield claim


def _impersonal(claims: Sequence[Claim], persons: frozenset[str]) -> tuple[Claim, ...]:
    """Claims without those that hold personal data: that of anybody, or one of the letter's own persons."""
    return tuple(
        claim
        for claim in claims
        if not is_personal(text := f"{claim.evidence.quote} {claim.stated} {claim.value}")
        and not any(person in text for person in persons)
    )
