"""Letter → claims and observations: what models hold likely enough is stated; rules add what no model reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from kg.extracting.besides import besides_in
from kg.extracting.candidates import Candidate, propose
from kg.extracting.claiming import claim_of, quiet
from kg.extracting.context import Context
from kg.extracting.copying import copied
from kg.extracting.deciding import UNSURE, stated, why_not
from kg.extracting.judging import judged
from kg.extracting.ruling import by_rules
from kg.extracting.sheet import Sheet, service_at, sheet_of
from kg.extracting.telling import tells
from kg.extracting.unread import unread
from kg.model import Claim, Extraction, Fate, Letter, Proposed
from kg.persons import hidden_of
from kg.values.personal import is_personal
from kg.weights import Weights, shipped

__all__ = ["UNSURE", "Candidate", "Weighed", "extract", "ruled", "weigh", "why_not"]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What models make of a letter: all that may be a claim, and the part of it that is sure enough to be stated."""

    sheet: Sheet
    candidates: list[Candidate]
    stated: list[Candidate]
    telling: float
    """The probability that the letter tells of systems at all."""
    hidden: tuple[str, ...] = ()
    """The names of private persons in the letter, as `kg.persons` finds them."""
    fates: tuple[Fate, ...] = ()
    """What became of each proposal, where somebody was asked."""
    withdrawn: Sequence[Candidate] = ()
    """What would be stated had nobody been asked."""

    @property
    def unsure(self) -> list[Candidate]:
        """What may be so and is not stated, at another place either."""
        said = {one.said for one in self.stated}
        return [one for one in self.candidates if one.fact >= UNSURE and one.said not in said]

    def claims_of(self, ones: Sequence[Candidate]) -> tuple[Claim, ...]:
        """The claims that candidates make, without those that are of persons."""
        return tuple(claim for one in ones if (claim := self.claim_of(one)))

    def claim_of(self, one: Candidate) -> Claim | None:
        """The claim that a candidate makes; none where it names a person."""
        return next(iter(quiet(self.sheet.letter, [claim_of(self.sheet, one)], self.hidden)), None)


def weigh(letter: Letter, weights: Weights | None = None, proposed: Proposed | None = None) -> Weighed:
    """All that may be a claim of a letter, judged and decided; with what somebody proposes, where somebody was asked."""
    weights = weights or shipped()
    sheet = sheet_of(letter)
    hidden = hidden_of(letter)
    if proposed is not None:
        from kg.extracting.voting import vote

        voted = vote(sheet, weights, proposed, hidden)
        return Weighed(sheet, voted.candidates, voted.stated, voted.telling, hidden, voted.fates, voted.withdrawn)
    candidates = judged(sheet, propose(sheet, weights), weights)
    telling = tells(sheet, candidates, weights)
    found = stated(candidates, telling)
    copies = copied(sheet, found, partial(service_at, sheet, weights["service"], None))
    return Weighed(sheet, [*candidates, *copies], [*found, *copies], telling, hidden)


def ruled(found: Weighed, context: Context | None = None) -> tuple[Claim, ...]:
    """The claims that rules add to those that models state."""
    letter = found.sheet.letter
    context = context or by_rules(letter, found.claims_of(found.stated))
    return tuple(quiet(letter, context.claims, found.hidden))


def extract(letter: Letter, weights: Weights | None = None, proposed: Proposed | None = None) -> Extraction:
    """All that a letter states about systems and contracts, and its figures; nothing that holds personal data."""
    found = weigh(letter, weights, proposed)
    claims = found.claims_of(found.stated)
    context = by_rules(letter, claims)
    claims += ruled(found, context)
    observations = tuple(
        one for one in context.observations
        if not is_personal(f"{one.evidence.quote} {one.dimensions}", found.hidden)
    )  # fmt: skip
    return Extraction(
        claims,
        observations,
        tuple(tuple(sorted(asked.kinds)) for asked in context.asked),
        tuple(one for one in unread(context, claims, observations) if not is_personal(one[1].text, found.hidden)),
        found.claims_of(found.unsure),
        found.hidden,
        found.fates,
        len(found.withdrawn),
        tuple(besides_in(item.question.text) if item.question else () for item in letter.items),
    )
