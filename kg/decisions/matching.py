"""A graph → pairs of names that may be of one thing, for a person to judge: never merged on likeness alone.

Candidates are grouped by the reason for which they are alike, so that a group can be judged at once, and each has
beside it what tells them apart. What stands in a file of decisions is asked no more, whatever was decided.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.catalogue import load
from kg.catalogue.folding import fold as fold_name
from kg.catalogue.folding import fold_company, slug
from kg.decisions.likeness import REASONS, pairs_alike
from kg.decisions.values import SUPPLIERS
from kg.decisions.words import fold
from kg.known.asking import ask
from kg.known.rows import Row
from kg.model import Decision, Kind
from kg.reconciling import entity_of
from kg.store import Store

KINDS = ("council", "system", "supplier", "contract")
"""What can be matched, in the order in which it is listed."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A name with what the graph knows of it; `council` is whose contract it is."""

    kind: str
    name: str
    council: str = ""
    known: bool = False
    """Whether the catalogue holds it."""
    facts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set), compare=False, hash=False)
    claims: int = 0

    def told(self, heading: str) -> str:
        """What stands under a heading, in one cell."""
        found = sorted(self.facts.get(heading, ()))
        return ", ".join(found[:_SHOWN]) + (f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else "")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that may be of one thing; of one, `other` is the better name."""

    one: Thing
    other: Thing
    reason: str

    @property
    def kind(self) -> str:
        return self.one.kind

    @property
    def id(self) -> str:
        """What it is called on the command line."""
        names = "\x1f".join((self.kind, self.one.council, *sorted((self.one.name, self.other.name))))
        return hashlib.sha256(names.encode()).hexdigest()[:6]

    @property
    def group(self) -> str:
        """Its kind and reason."""
        return f"{self.kind}/{self.reason}"

    @property
    def headings(self) -> list[str]:
        """What is known of either."""
        return [head for head in _HEADINGS[self.kind] if self.one.facts.get(head) or self.other.facts.get(head)]


_SHOWN = 3
_HEADINGS = {
    "council": ("letters",),
    "system": ("councils", "services", "suppliers"),
    "supplier": ("councils", "systems", "services"),
    "contract": ("systems", "suppliers", "services", "starts", "ends"),
}
"""What decides, by kind of thing."""
_ONE_OF = {"council": "councils", "service": "services", "system": "systems"}


def pairs_of(store: Store, decisions: Iterable[Decision]) -> list[Pair]:
    """The pairs that nobody has judged yet, by kind and reason, those of most claims first. References are judged
    council by council, which a decision may name in part."""
    judged: dict[tuple[str, frozenset[str]], set[str]] = {}
    for one in decisions:
        if _is_of_names(one):
            names = _pair(one.decision.split()[-1], one.value, one.to)
            judged.setdefault(names, set()).add(one.council and slug(one.council))
    found = [*_names(store), *_contracts(store)]
    reasons = list(REASONS)

    def place(pair: Pair) -> tuple[int, int, int, str, str]:
        claims = pair.one.claims + pair.other.claims
        return KINDS.index(pair.kind), reasons.index(pair.reason), -claims, pair.one.name, pair.other.name

    def is_open(pair: Pair) -> bool:
        mine = pair.one.council and slug(pair.one.council)
        councils = judged.get(_pair(pair.kind, pair.one.name, pair.other.name), ())
        return not any(other in mine or mine in other for other in councils)

    return sorted((pair for pair in found if is_open(pair)), key=place)


def _is_of_names(decision: Decision) -> bool:
    return decision.decision.split()[-1] in KINDS and decision.decision.split()[0] in ("same", "not", "unsure")


def _pair(kind: str, one: str, other: str) -> tuple[str, frozenset[str]]:
    return kind, frozenset((slug(one), slug(other)))


def decisions_of(pairs: Sequence[Pair], verdict: str, signed: Mapping[str, str]) -> list[Decision]:
    """The judgement of pairs: `same`, `not same` or `unsure`."""
    return [
        Decision(
            f"{verdict} {pair.kind}", value=pair.one.name, to=pair.other.name, council=pair.one.council,
            who=signed["who"], when=signed["when"], why=signed["why"],
        )
        for pair in pairs
    ]  # fmt: skip


def _names(store: Store) -> Iterator[Pair]:
    """Councils, systems and suppliers, among themselves and against the catalogue."""
    things = _things(store)
    for kind in (Kind.COUNCIL, Kind.SYSTEM, Kind.SUPPLIER):
        mine = [thing for (of, _), thing in sorted(things.items()) if of == kind]
        unknown = [thing for thing in mine if not thing.known]
        names = {thing.name for thing in mine}
        catalogued = [Thing(kind.value, name, known=True) for name in _catalogued(kind) if name not in names]
        folding = fold_company if kind is Kind.SUPPLIER else fold_name
        seen: set[frozenset[str]] = set()
        for one, other, reason in pairs_alike(unknown, [*mine, *catalogued], folding):
            pair = frozenset((one.name, other.name))
            if pair not in seen:
                seen.add(pair)
                yield Pair(*_better_last(one, other), reason)


def _better_last(one: Thing, other: Thing) -> tuple[Thing, Thing]:
    """The name that is to stay comes last: one that is known, else the one of more claims."""
    first, last = sorted((one, other), key=lambda thing: (thing.known, thing.claims, -len(thing.name), thing.name))
    return first, last


def _catalogued(kind: Kind) -> list[str]:
    catalogue = load()
    if kind is Kind.COUNCIL:
        return sorted(council.name for council in catalogue.councils)
    if kind is Kind.SYSTEM:
        return sorted(system.name for system in catalogue.systems)
    return sorted(supplier.name for supplier in catalogue.suppliers)


def _things(store: Store) -> dict[tuple[str, str], Thing]:
    """The councils, systems and suppliers that letters name, with what is told of them."""
    found: dict[tuple[str, str], Thing] = {}
    counts: dict[tuple[str, str], int] = defaultdict(int)

    def thing(kind: Kind, name: str) -> Thing:
        counts[kind.value, name] += 1
        return found.setdefault((kind.value, name), Thing(kind.value, name, known=entity_of(kind, name).known))

    for row in ask(store, "claims-on-uses"):
        told = {head: str(row[key]) for key, head in _ONE_OF.items() if row[key]}
        named = []
        if row["system"]:
            named.append(thing(Kind.SYSTEM, str(row["system"])))
        if row["field"] in SUPPLIERS:
            named.append(thing(Kind.SUPPLIER, str(row["value"])))
            if row["system"]:
                found[Kind.SYSTEM.value, str(row["system"])].facts["suppliers"].add(str(row["value"]))
        for one in named:
            for head, text in told.items():
                if head in _HEADINGS[one.kind]:
                    one.facts[head].add(text)
    for row in ask(store, "letter-files"):
        thing(Kind.COUNCIL, str(row["council"])).facts["letters"].add(str(row["letter"]))
    return {key: _counted(one, counts[key]) for key, one in found.items()}


def _counted(one: Thing, claims: int) -> Thing:
    return Thing(one.kind, one.name, one.council, one.known, one.facts, claims)


def _contracts(store: Store) -> Iterator[Pair]:
    """Contracts of one council whose references are alike."""
    found, contract_of = _referenced(ask(store, "contract-claims"))
    for council in sorted({council for council, _ in found}):
        mine = [thing for (of, _), thing in sorted(found.items()) if of == council]
        for one, other, reason in pairs_alike(mine, mine, fold):
            if contract_of[council, one.name] != contract_of[council, other.name] and one.name < other.name:
                yield Pair(one, other, reason)


_HEADING_OF = {"supplier": "suppliers", "contract_start": "starts", "contract_end": "ends"}
"""Under which heading the value of a field tells of a contract."""


def _referenced(rows: Sequence[Row]) -> tuple[dict[tuple[str, str], Thing], dict[tuple[str, str], str]]:
    """By council and reference, what is told of a contract, and which it is."""
    found: dict[tuple[str, str], Thing] = {}
    references: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        if row["field"] == "contract_reference":
            key = str(row["council"]), str(row["value"])
            found.setdefault(key, Thing("contract", key[1], key[0]))
            references[str(row["contract"])].add(key)
    for row in rows:
        told = [(_ONE_OF[name], row[name]) for name in ("system", "service")]
        told.append((_HEADING_OF.get(str(row["field"]), ""), row["value"]))
        for key in references[str(row["contract"])]:
            for head, value in told:
                if head and value:
                    found[key].facts[head].add(str(value))
    return found, {key: contract for contract, keys in references.items() for key in keys}
