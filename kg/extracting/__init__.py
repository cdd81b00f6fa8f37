"""Letter → claims and observations: models and rules propose, and what is judged sure enough is stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extracting.asking import asked_by
from kg.extracting.claiming import claim_of
from kg.extracting.deciding import Candidate, is_judged, judged, propose, row_of, row_of_candidate, stated
from kg.extracting.linking import key_of
from kg.extracting.ruling import by_rules
from kg.extracting.sheet import Sheet, sheet_of
from kg.model import Claim, Extraction, Letter
from kg.values.personal import is_personal, persons_in
from kg.weights import Weights, shipped

__all__ = ["by_rules", "extract"]


def extract(letter: Letter, weights: Weights | None = None) -> Extraction:
    """All that a letter states about systems and contracts, and its figures; nothing that holds personal data."""
    weights = weights or shipped()
    ruled = by_rules(replace(letter, items=letter.outlined) if letter.outlined else letter)
    sheet = sheet_of(letter)
    candidates = judged(sheet, propose(sheet, weights, ruled.claims), ruled.claims, weights)
    sure = stated(candidates)
    claims = list(_claims(sheet, sure, ruled.claims))
    unsure = _claims_of(sheet, [one for one in candidates if one not in sure], ruled.claims)
    persons = persons_in(letter.view.text)
    return Extraction(
        _impersonal(claims, persons),
        ruled.observations,
        tuple(tuple(sorted(one.kinds)) for one in asked_by(letter)),
        ruled.unread,
        _impersonal(unsure, persons),
    )


def _claims(sheet: Sheet, sure: Sequence[Candidate], ruled: Sequence[Claim]) -> Iterator[Claim]:
    """What is stated, and what rules say that no model judges, unless it is of a system that is not stated."""
    claims = _claims_of(sheet, sure, ruled)
    yield from claims
    named = {key_of(str(claim.value), "system") for claim in ruled if is_judged(claim) and claim.field == "system"}
    kept = {key_of(claim.system, "system") for claim in claims if claim.system}
    refused = named - kept
    for claim in ruled:
        if not is_judged(claim) and not (claim.system and key_of(claim.system, "system") in refused):
            yield claim


def _claims_of(sheet: Sheet, candidates: Sequence[Candidate], ruled: Sequence[Claim]) -> list[Claim]:
    """The claims of candidates; where rules say the same, in their words."""
    by_row: dict[object, Claim] = {}
    for claim in ruled:
        if is_judged(claim):
            by_row.setdefault(row_of(claim), claim)
    found: list[Claim] = []
    for one in candidates:
        same = by_row.get(row_of_candidate(one))
        sureness = round(one.row, 2)
        found.append(
            replace(same, confidence=sureness, because=one.because) if same else claim_of(sheet, one, sureness)
        )
    return found


def _impersonal(claims: Sequence[Claim], persons: frozenset[str]) -> tuple[Claim, ...]:
    """Claims without those that hold personal data: that of anybody, or one of the letter's own persons."""
    return tuple(
        claim
        for claim in claims
        if not is_personal(text := f"{claim.evidence.quote} {claim.stated} {claim.value}")
        and not any(person in text for person in persons)
    )
