"""What rules hold to be probably the same: contracts that a letter leaves without a name, and uses of one system."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.known.asking import ask_together
from kg.known.rows import Row
from kg.model import Kind
from kg.store import Store

T = TypeVar("T", str, tuple[Kind, str])


@dataclass(frozen=True, slots=True)
class Link:
    """The contract of another letter that one probably is, or, without `other`, the system that it is probably for."""

    other: str | None
    system: str | None
    supplier: str | None
    reference: str | None
    letter: str
    """File name of the letter that names it."""


@dataclass(frozen=True, slots=True)
class Likely:
    """What rules concluded, as the queries probable-contracts and probable-uses give it."""

    links: Mapping[str, Sequence[Link]]
    """For a contract, those that are probably the same."""
    uses: Sequence[tuple[str, str]]
    """A contract, and the named use that it is probably for."""

    @property
    def things(self) -> frozenset[str]:
        """The IRIs of all that is tied to another thing, and of what it is tied to."""
        pairs = (*self.pairs, *self.uses)
        return frozenset(one for pair in pairs for one in pair) | frozenset(self.links)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Contracts that are probably the same, two by two."""
        return [(iri, link.other) for iri, links in self.links.items() for link in links if link.other]

    @property
    def same(self) -> Mapping[str, frozenset[str]]:
        """For a contract or a use, the contracts and uses that are probably the same, in either direction."""
        found: dict[str, set[str]] = defaultdict(set)
        for one, other in (*self.uses, *self.pairs):
            found[one].add(other)
            found[other].add(one)
        return {iri: frozenset(others) for iri, others in found.items()}

    def with_links(self, links: Iterable[tuple[str, Link]]) -> Likely:
        """The same with more links."""
        found = {iri: [*known] for iri, known in self.links.items()}
        for iri, link in links:
            found.setdefault(iri, []).append(link)
        return Likely(found, self.uses)


def likely_of(store: Store) -> Likely:
    """What rules concluded on contracts and uses."""
    return likely_from(*ask_together(store, ("probable-contracts", {}), ("probable-uses", {})))


def likely_from(contracts: Iterable[Row], uses: Iterable[Row]) -> Likely:
    """The same from the rows of both queries."""
    links: dict[str, list[Link]] = defaultdict(list)
    for row in contracts:
        other, system, supplier, reference = (
            str(row[key]) if row[key] else None for key in ("other", "system", "supplier", "reference")
        )
        links[str(row["contract"])].append(Link(other, system, supplier, reference, str(row["letter"])))
    return Likely(dict(links), [(str(row["contract"]), str(row["other"])) for row in uses])


@dataclass(frozen=True, slots=True)
class Tie:
    """Two things that belong together: a use and its contract, or what is probably the same."""

    one: str
    other: str
    is_contract: bool
    """Whether `other` is the contract under which the use `one` stands."""
    status: str
    """Who says so: a letter, or a rule."""


def ties_of(rows: Iterable[Row]) -> list[Tie]:
    """The ties of the rows of the query ties-of-uses."""
    return [Tie(str(row["one"]), str(row["other"]), row["tie"] == "contract", str(row["status"])) for row in rows]


def tied(pairs: Iterable[tuple[T, T]]) -> Callable[[T], T]:
    """A function that gives all that is tied together one name (union-find; the least name wins)."""
    parent: dict[T, T] = {}

    def root(one: T) -> T:
        while parent.get(one, one) != one:
            one = parent[one]
        return one

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return root
