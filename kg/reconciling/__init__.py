"""Claims about names → statements about entities: who is who, and which contract is meant.

Within a letter only; what letters have in common is for the rules. Nothing is merged on likeness: a name is the
catalogue's entity where the catalogue has it, else one of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.catalogue import load
from kg.catalogue.folding import slug
from kg.model import Claim, Entity, Extraction, Kind, Letter, LetterClaims, Polarity, Statement

__all__ = ["ENTITY_FIELDS", "entity_of", "reconcile"]

ENTITY_FIELDS: Mapping[str, Kind] = {
    "system": Kind.SYSTEM,
    "former_system": Kind.SYSTEM,
    "part_of": Kind.SYSTEM,
    "supplier": Kind.SUPPLIER,
    "former_supplier": Kind.SUPPLIER,
    "prime_contractor": Kind.SUPPLIER,
}
"""Fields whose values are entities."""


def reconcile(letter: Letter, extraction: Extraction) -> LetterClaims:
    """The statements of a letter."""
    council = entity_of(Kind.COUNCIL, letter.authority or "Unknown authority")
    references = _references(extraction.claims)
    statements = tuple(_statement(claim, references) for claim in extraction.claims)
    return LetterClaims(
        letter,
        council,
        statements,
        extraction.observations,
        extraction.asked,
        extraction.unread,
        extraction.unsure,
        extraction.hidden,
        extraction.proposed,
        extraction.withdrawn,
        besides=extraction.besides,
    )


def _references(claims: Sequence[Claim]) -> dict[tuple[str | None, str | None], str | None]:
    """The contract reference of each use; None where a letter gives several."""
    found: dict[tuple[str | None, str | None], set[str]] = defaultdict(set)
    for claim in claims:
        if claim.field == "contract_reference" and claim.polarity is Polarity.AFFIRMED:
            found[claim.service, claim.system].add(str(claim.value))
    return {use: next(iter(values)) if len(values) == 1 else None for use, values in found.items()}


def _statement(claim: Claim, references: Mapping[tuple[str | None, str | None], str | None]) -> Statement:
    named = claim.system
    if named is None and claim.field in ("system", "former_system"):
        named = str(claim.value)
    reference = (
        str(claim.value) if claim.field == "contract_reference" else references.get((claim.service, claim.system))
    )
    kind = ENTITY_FIELDS.get(claim.field)
    return Statement(
        claim=claim,
        service=claim.service,
        system=entity_of(Kind.SYSTEM, named) if named else None,
        contract_reference=reference,
        object=entity_of(kind, str(claim.value)) if kind else None,
    )


def entity_of(kind: Kind, name: str) -> Entity:
    """The council, system or supplier of a name: that of the catalogue, else one of its own."""
    catalogue = load()
    if kind is Kind.COUNCIL:
        return catalogue.council_entity(name)
    known = catalogue.system(name) if kind is Kind.SYSTEM else catalogue.supplier(name)
    return known or Entity(kind, slug(name), name)
