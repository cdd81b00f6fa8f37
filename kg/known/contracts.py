"""Contracts, each from all letters, and what tells of them beside their own claims.

What a rule holds to be the same contract or use, or the reference data know, is told apart from what letters state by
the status beside each value. `gathering.py` asks the graph for them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.known.asking import joined
from kg.known.claims import Claim
from kg.known.dating import overlap
from kg.known.reasons import Reason, Reasons
from kg.known.rows import INFERRED, REFERENCE, Cell, said
from kg.known.sameness import Likely
from kg.model import Interval

_ENDING = ("contract_end", "contract")
"""Kinds of question that ask for a contract's end, the most direct first."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What all letters say of one contract; a system in use without one counts as one of which nothing is said."""

    iri: str
    told: list[Claim] = field(default_factory=list)
    """What is said of the contract itself."""
    uses: list[Claim] = field(default_factory=list)
    """That systems are in use under it."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All that is said of it, the most telling first."""
        return (*self.of("contract_reference"), *self.of("supplier"), *self.told, *self.uses)

    @property
    def council(self) -> str | None:
        return joined(claim.council for claim in (*self.uses, *self.told))

    @property
    def service(self) -> str | None:
        return joined(claim.service for claim in (*self.uses, *self.told))

    @property
    def system(self) -> str | None:
        return joined(claim.system for claim in (*self.uses, *self.told))

    @property
    def services(self) -> frozenset[str]:
        return frozenset(claim.service for claim in self.claims if claim.service)

    @property
    def letters(self) -> frozenset[str]:
        """The IRIs of the letters that tell of it."""
        return frozenset(claim.letter.iri for claim in self.claims)

    @property
    def rolling(self) -> Claim | None:
        """The term by which it rolls on; None for one that does not."""
        return next((claim for claim in self.of("contract_term") if claim.value.startswith("rolling")), None)

    @property
    def ends(self) -> list[Claim]:
        """The ends that count: those that letters state or people assert; where there are none, what rules work out."""
        found = self.of("contract_end")
        return [claim for claim in found if claim.status != INFERRED] or found

    @property
    def may_end(self) -> Interval:
        """The days on which it may end, by all its ends; open where one of them is."""
        bounds = [claim.bounds for claim in self.ends]
        first = _bound(min, [one.earliest for one in bounds])
        return Interval(first, _bound(max, [one.latest for one in bounds]))

    def of(self, name: str) -> list[Claim]:
        """Its claims of a field."""
        return [claim for claim in self.told if claim.field == name]

    def stated(self, name: str) -> str | None:
        """The values of a field: each once, in order."""
        return joined(claim.value for claim in self.of(name))


@dataclass(frozen=True, slots=True)
class Contracts:
    """All contracts of a graph, and what tells of them beside their own claims."""

    by_iri: Mapping[str, Contract]
    """All that were asked for, and those that are probably the same as one of them; in the order of their IRIs."""
    asked: Collection[str] | None
    """The IRIs of those that were asked for; None for all."""
    likely: Likely
    same: Mapping[str, frozenset[str]]
    """For a contract or a use, the contracts and uses that are probably the same, in either direction."""
    suppliers: Mapping[str, str]
    """Supplier of each system that the catalogue knows."""
    reasons: Reasons
    sharing: Mapping[str, Sequence[Contract]]
    """The contracts of each use."""

    @property
    def all(self) -> tuple[Contract, ...]:
        return tuple(one for iri, one in self.by_iri.items() if self.asked is None or iri in self.asked)

    def same_as(self, contract: Contract) -> list[Contract]:
        """The contracts, and uses without one, that are probably the same; in the order of their IRIs."""
        return [self.by_iri[iri] for iri in sorted(self.same.get(contract.iri, ())) if iri in self.by_iri]

    def known(self, contract: Contract) -> dict[str, Cell]:
        """Who, what and by which reference, each with its status; under `inferred`, how rules came to it."""
        link = next(iter(self.likely.links.get(contract.iri, ())), None)
        system, supplier = said(contract.system), said(contract.stated("supplier"))
        reference = said(next((claim.value for claim in contract.of("contract_reference")), None))
        note = None
        if link:
            thing = "contract" if link.other else "system"
            note = f"probably the {thing} of {link.system or system[0]} in {link.letter}"
            other = self.by_iri.get(str(link.other))
            system = system if system[0] else said((other and other.system) or link.system, INFERRED)
            supplier = supplier if supplier[0] else said(link.supplier, INFERRED)
            reference = reference if reference[0] else said(link.reference, INFERRED)
        supplier = supplier if supplier[0] else said(self.suppliers.get(str(system[0])), REFERENCE)
        pairs = {"system": system, "supplier": supplier, "reference": reference}
        known: dict[str, Cell] = {"council": contract.council, "service": contract.service}
        for key, (value, status) in pairs.items():
            known |= {key: value, f"{key}_status": status}
        return known | {"inferred": note}

    def why(self, contract: Contract) -> tuple[Claim, Reason]:
        """For a contract without an end: the claim that tells of it, and why the end is not known."""
        reason = self.reasons.find(_ENDING, contract.claims, contract.services)
        telling = (claim for claim in contract.claims if claim.letter.iri == reason.letter_iri)
        return next(telling, contract.claims[0]), reason

    def look(self, contract: Contract) -> str | None:
        """Where to look up an end stated without naming the contract: where the letter says that names it."""
        others = [other for other in self.same_as(contract) if not other.of("contract_end")]
        places = (self.reasons.places(_ENDING, other.claims, other.services) for other in others)
        return next((place for place in places if place), None)

    def later_end(self, contract: Contract, end: Claim) -> Claim | None:
        """What the newest letter says of an end that it gives otherwise; None where it agrees, or may mean another one.

        It may where it tells of several ends for the same use, as the letter itself may, or where both contracts have
        references and these differ.
        """
        uses = dict.fromkeys(claim.use for claim in contract.claims)
        others = [other for use in uses for other in self.sharing.get(use, ()) if not _are_two(contract, other)]
        ends = {(each.letter.iri, each.value): each for one in (contract, *others) for each in one.of("contract_end")}
        here = [each for each in ends.values() if each.letter.iri == end.letter.iri]
        newest = max(ends.values(), key=lambda each: each.letter.date or "", default=end)
        there = [each for each in ends.values() if each.letter.iri == newest.letter.iri]
        is_one = len(here) == len(there) == 1 and _is_after(newest, end)
        return newest if is_one and not overlap(newest.bounds, end.bounds) else None

    def told_elsewhere(self, contract: Contract) -> bool:
        """Whether the end of a contract without one is that of a contract which is probably the same."""
        return any(other.of("contract_end") for other in self.same_as(contract))


def _bound(choose: Callable[[list[date]], date], days: Sequence[date | None]) -> date | None:
    known = [day for day in days if day]
    return choose(known) if known and len(known) == len(days) else None


def _are_two(one: Contract, other: Contract) -> bool:
    """Whether two contracts have references, which differ."""
    mine, theirs = ({claim.value for claim in each.of("contract_reference")} for each in (one, other))
    return bool(mine and theirs) and not mine & theirs


def _is_after(one: Claim, other: Claim) -> bool:
    """Whether the letter of a claim was surely written after that of another."""
    later, earlier = one.letter.written.earliest, other.letter.written.latest
    return bool(later and earlier and later > earlier)
