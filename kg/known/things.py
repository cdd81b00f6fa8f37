"""Systems in use, each with all that letters say of it and of its contracts: a store in, things out.

A thing is what a council uses for a service: the uses and contracts that letters tie together, or that a rule holds to
be probably the same. What a letter says without naming the system is `inferred` for a system that another letter names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.known.asking import ask_together, joined
from kg.known.claims import Claim, claim_of, newest_first
from kg.known.letters import is_written
from kg.known.rows import INFERRED, REFERENCE, Cell, said
from kg.known.sameness import tied, ties_of
from kg.known.scoping import Scope
from kg.store import Store
from kg.values import interval_of

CONTRACT_FACTS = frozenset({"supplier", "contract_reference", "contract_start", "contract_end", "contract_term"})


@dataclass(frozen=True, slots=True)
class Thing:
    """A system in use, or a contract for one that no letter names."""

    claims: tuple[Claim, ...]

    @property
    def council(self) -> str:
        return self.claims[0].council

    @property
    def use(self) -> str:
        """What it is called in the graph: the first of its uses, by IRI."""
        return min(claim.use for claim in self.claims)

    @property
    def service(self) -> str | None:
        return joined(claim.service for claim in self.claims)

    @property
    def services(self) -> frozenset[str]:
        return frozenset(claim.service for claim in self.claims if claim.service)

    @property
    def system(self) -> tuple[Cell, str | None]:
        """Its name and who says so."""
        return said(joined(claim.system for claim in self.claims if claim.field == "system"))

    @property
    def letters(self) -> frozenset[str]:
        return frozenset(claim.letter.iri for claim in self.claims)

    @property
    def telling(self) -> Claim:
        """What tells of it: the newest claim that names its system, else the first of all."""
        return next(iter(self.of("system")), self.claims[0])

    def of(self, *fields: str) -> list[Claim]:
        """Its claims of some fields, the newest letter's first."""
        return newest_first(claim for claim in self.claims if claim.field in fields)

    def fact(self, *fields: str) -> tuple[Cell, str | None]:
        """What the newest letter that has it says of a field, and whether it is stated of this very system."""
        found = self.of(*fields)
        if not found:
            return None, None
        newest = [claim for claim in found if claim.letter.iri == found[0].letter.iri]
        return joined(claim.value for claim in newest), self.status(newest[0])

    def status(self, claim: Claim) -> str:
        """Who says of this thing what a claim says."""
        unnamed = self.system[0] is not None and claim.system is None
        return INFERRED if unnamed else claim.status

    def supplied(self, catalogue: Mapping[str, str]) -> tuple[Cell, str | None]:
        """Its supplier and who says so: where no letter does, the catalogue, by its system."""
        supplier = self.fact("supplier")
        names = str(self.system[0] or "").split(", ")
        known = next((catalogue[one] for one in names if one in catalogue), None)
        return supplier if supplier[0] else said(known, REFERENCE)


def things_of(store: Store, until: date | None = None, scope: Scope | None = None) -> list[Thing]:
    """What councils use, by council, service and system; only by letters written until a day, if one is given."""
    return [thing for thing in all_things_of(store, until, scope) if thing.of(*CONTRACT_FACTS, "system")]


def all_things_of(store: Store, until: date | None = None, scope: Scope | None = None) -> list[Thing]:
    """The same, with systems of which letters only say that they were used before."""
    claims, ties = ask_together(store, ("claims-on-uses", scope or {}), ("ties-of-uses", {}))
    rows = [row for row in claims if is_written(row, until)]
    root = tied((tie.one, tie.other) for tie in ties_of(ties))
    groups: dict[str, dict[Cell, Claim]] = {}
    for row in rows:
        groups.setdefault(root(str(row["use"])), {}).setdefault(row["claim"], claim_of(row))
    found = [Thing(tuple(claims.values())) for claims in groups.values()]
    return sorted(found, key=lambda thing: (thing.council, thing.service or "~", str(thing.system[0] or "~")))


def is_over(thing: Thing, as_of: date | None) -> bool:
    """Whether letters say that a system is no longer in use on a day."""
    ends = [interval_of(claim.value).latest for claim in thing.of("in_use_until")]
    return any(end is not None and as_of is not None and end < as_of for end in ends)


def main_systems(claims: Sequence[Claim], parts: dict[str, set[str]]) -> set[str]:
    """The systems that claims name, without modules of others among them."""
    named = {claim.value for claim in claims}
    return {name for name in named if not parts.get(name, set()) & named}
