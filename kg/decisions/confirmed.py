"""People's decisions → the names of systems and suppliers that they confirm, each with what is told of it.

Confirmed is what was accepted, corrected to or asserted: the systems and suppliers that such facts name, and those at
which they hang; and spellings that are said to be one thing. What may be the name of a private person never is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count

from kg.catalogue import load
from kg.catalogue.folding import fold, fold_company, slug
from kg.decisions.kinds import ASSERT, KINDS, NONE, REJECT, About, aspect_of
from kg.decisions.names import kind_of_value
from kg.decisions.persons import may_be_somebody
from kg.decisions.values import SYSTEMS
from kg.known.sameness import tied
from kg.model import Decision, Kind
from kg.reconciling import entity_of

_BEGINS = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a letter as people have confirmed it."""

    field: str
    value: str
    service: str
    system: str


Place = tuple[Kind, str]
"""A kind of thing, and what its names have in common: the key in the shipped catalogue, or how they are folded."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A system or supplier with what decisions tell of it; `known` if the shipped catalogue holds it."""

    kind: Kind
    key: str
    name: str
    known: bool
    others: tuple[str, ...]
    """Names that the shipped catalogue does not have for it."""
    services: tuple[str, ...]
    suppliers: frozenset[Place]


def confirmed(decisions: Iterable[Decision]) -> tuple[dict[Place, Thing], int]:
    """The confirmed things by the place of each of their names, and how many names were left out."""
    every, names = list(decisions), _Names()
    for one in every:
        names.join(one)
    for fact in facts_of(every):
        names.take(fact)
    return names.things(), len(names.left_out)


def facts_of(decisions: Iterable[Decision]) -> Iterator[Fact]:
    """The facts that decisions accept, correct to or assert, each once for each claim."""
    claims: dict[tuple[str, ...], list[Decision]] = defaultdict(list)
    for one in decisions:
        if KINDS[one.decision].about is About.CLAIM:
            claims[
                one.letter, one.digest, one.question, one.service, one.system, one.field, one.value, one.words
            ].append(one)
    for mine in claims.values():
        if not any(one.decision == REJECT for one in mine):
            yield _fact(mine)


def _fact(mine: Sequence[Decision]) -> Fact:
    """What is right of a claim."""
    first = mine[0]
    to = {aspect_of(one): one.to for one in mine if one.decision != ASSERT}
    name, value, system = to.get("field", first.field), to.get("value", first.value), to.get("system", first.system)
    if name == "system":  # the system that is said to be in use is the one that the claim hangs at
        value = system = to.get("system", value)
    return Fact(name, _said(value), _said(to.get("service", first.service)), _said(system))


def _said(cell: str) -> str:
    return "" if cell == NONE else " ".join(cell.split())


class _Names:
    """Names of systems and suppliers as decisions confirm them."""

    def __init__(self) -> None:
        self.left_out: set[tuple[Kind, str]] = set()
        self._spelt: dict[Place, Counter[str]] = defaultdict(Counter)
        self._services: dict[Place, set[str]] = defaultdict(set)
        self._suppliers: dict[Place, set[Place]] = defaultdict(set)
        self._same: list[tuple[Place, Place]] = []
        self._poorer: set[str] = set()
        """Spellings of which another is said to be the better."""

    def take(self, fact: Fact) -> None:
        """A fact confirms the names that it has."""
        kind = kind_of_value(fact.field)
        named = self._place(kind, fact.value) if kind else None
        system = named if fact.field in SYSTEMS else self._place(Kind.SYSTEM, fact.system)
        if system and fact.service:
            self._services[system].add(fact.service)
        if system and named and fact.field == "supplier":
            self._suppliers[system].add(named)

    def join(self, decision: Decision) -> None:
        """A decision may say that two spellings are of one thing."""
        kind = KINDS[decision.decision].thing
        if not decision.decision.startswith("same ") or kind not in (Kind.SYSTEM, Kind.SUPPLIER):
            return
        one, other = self._place(kind, _said(decision.value)), self._place(kind, _said(decision.to))
        if one and other:
            self._same.append((one, other))
            self._poorer.add(_said(decision.value))

    def things(self) -> dict[Place, Thing]:
        """Each thing by the place of each of its names."""
        found: dict[Place, Thing] = {}
        taken: set[tuple[Kind, str]] = set()
        for group in self._groups():
            thing = self._thing(group, taken)
            taken.add((thing.kind, thing.key))
            found |= dict.fromkeys(group, thing)
        return found

    def _groups(self) -> Iterator[list[Place]]:
        """The places that are one; two things that the catalogue knows are never made one."""
        name_of, groups = tied(self._same), defaultdict[Place, list[Place]](list)
        for place in sorted(self._spelt):
            groups[name_of(place)].append(place)
        for group in groups.values():
            yield from [group] if sum(map(_is_known, group)) < 2 else ([place] for place in group)

    def _thing(self, group: Sequence[Place], taken: Collection[tuple[Kind, str]]) -> Thing:
        kind, _ = group[0]
        spelt: Counter[str] = Counter()
        for place in group:
            spelt += self._spelt[place] if not _is_known(place) else Counter()
        known = next((load().entity(*place) for place in group if _is_known(place)), None)
        name = known.name if known else min(spelt, key=lambda one: (one in self._poorer, -spelt[one], one))
        services = {one for place in group for one in self._services[place]}
        suppliers = frozenset(one for place in group for one in self._suppliers[place])
        others = tuple(sorted(spelt.keys() - {name}))
        key = (
            known.key
            if known
            else _free(slug(name), lambda key: bool(load().entity(kind, key)) or (kind, key) in taken)
        )
        return Thing(kind, key, name, bool(known), others, tuple(sorted(services)), suppliers)

    def _place(self, kind: Kind, name: str) -> Place | None:
        """Where a name belongs, which counts as confirmed from now on; none if no catalogue can have it."""
        if not name:
            return None
        read = entity_of(kind, name)
        if not read.known and not _may_stand(name):
            self.left_out.add((kind, name))
            return None
        place = kind, read.key if read.known else f"{_OWN}{_FOLDINGS[kind](name)}"
        self._spelt[place][name] += 1
        return place


_OWN = "~"
"""Before the folded names of what is not shipped: no key begins so."""
_FOLDINGS: dict[Kind, Callable[[str], str]] = {Kind.SYSTEM: fold, Kind.SUPPLIER: fold_company}


def _is_known(place: Place) -> bool:
    return not place[1].startswith(_OWN)


def _free(key: str, is_taken: Callable[[str], bool]) -> str:
    """A key that is not taken: this one, or this one with a number."""
    return next(one for one in chain([key], (f"{key}-{number}" for number in count(2))) if not is_taken(one))


def _may_stand(name: str) -> bool:
    """Whether a name can be found in letters as one, and is not that of a private person."""
    is_marked = any(map(str.isalpha, name)) and any(char.isupper() or char.isdigit() for char in name)
    return bool(is_marked and "|" not in name and _BEGINS.match(name)) and not may_be_somebody(name)
