"""What a graph knows of contracts, each from all letters: a store in, contracts out, by the queries of the same topic.

What a rule holds to be the same contract or use, or the reference data know, is told apart from what letters state by
the status beside each value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.known.asking import ask, ask_together, joined
from kg.known.reasons import Reason, Reasons, reasons_about, reasons_of
from kg.known.rows import INFERRED, REFERENCE, Cell, Row, said
from kg.known.scoping import Scope
from kg.store import Store
from kg.values import interval_of

_ENDING = ("contract_end", "contract")
"""Kinds of question that ask for a contract's end, the most direct first."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What all letters say of one contract; a system in use without one counts as one of which nothing is said."""

    iri: str
    claims: list[Row] = field(default_factory=list)
    uses: list[Row] = field(default_factory=list)

    @property
    def rows(self) -> tuple[Row, ...]:
        """All that is said of it, the most telling first."""
        return (*self.values("contract_reference"), *self.values("supplier"), *self.claims, *self.uses)

    @property
    def services(self) -> frozenset[str]:
        return frozenset(str(row["service"]) for row in self.rows if row["service"])

    @property
    def letters(self) -> frozenset[str]:
        """The IRIs of the letters that tell of it."""
        return frozenset(str(row["letter_iri"]) for row in self.rows)

    def values(self, name: str) -> list[Row]:
        """Its claims of a field."""
        return [row for row in self.claims if row["field"] == name]

    def words(self, key: str) -> str | None:
        """What its claims and uses say under a key: each once, in order."""
        return joined(row.get(key) for row in (*self.uses, *self.claims))

    def stated(self, name: str) -> str | None:
        """The values of a field: each once, in order."""
        return joined(row["value"] for row in self.values(name))


@dataclass(frozen=True, slots=True)
class Contracts:
    """All contracts of a graph, and what tells of them beside their own claims."""

    by_iri: Mapping[str, Contract]
    """All that were asked for, and those that are probably the same as one of them; in the order of their IRIs."""
    asked: Collection[str] | None
    """The IRIs of those that were asked for; None for all."""
    links: Mapping[str, Sequence[Row]]
    """For a contract, those that are probably the same."""
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
        link = next(iter(self.links.get(contract.iri, ())), None)
        system, supplier = said(contract.words("system")), said(contract.stated("supplier"))
        reference = said(next((row["value"] for row in contract.values("contract_reference")), None))
        note = None
        if link:
            thing = "contract" if link["other"] else "system"
            note = f"probably the {thing} of {link['system'] or system[0]} in {link['letter']}"
            other = self.by_iri.get(str(link["other"]))
            system = system if system[0] else said((other and other.words("system")) or link["system"], INFERRED)
            supplier = supplier if supplier[0] else said(link["supplier"], INFERRED)
            reference = reference if reference[0] else said(link["reference"], INFERRED)
        supplier = supplier if supplier[0] else said(self.suppliers.get(str(system[0])), REFERENCE)
        pairs = {"system": system, "supplier": supplier, "reference": reference}
        known: dict[str, Cell] = {"council": contract.words("council"), "service": contract.words("service")}
        for key, (value, status) in pairs.items():
            known |= {key: value, f"{key}_status": status}
        return known | {"inferred": note}

    def why(self, contract: Contract) -> tuple[Row, Reason]:
        """For a contract without an end: the claim or use that tells of it, and why the end is not known."""
        reason = self.reasons.find(_ENDING, contract.rows, contract.services)
        telling = (row for row in contract.rows if row["letter_iri"] == reason.letter_iri)
        return next(telling, contract.rows[0]), reason

    def look(self, contract: Contract) -> str | None:
        """Where to look up an end stated without naming the contract: where the letter says that names it."""
        others = [other for other in self.same_as(contract) if not other.values("contract_end")]
        places = (self.reasons.places(_ENDING, other.rows, other.services) for other in others)
        return next((place for place in places if place), None)

    def later_end(self, contract: Contract, end: Row) -> Row | None:
        """What the newest letter says of an end that it gives otherwise; None where it agrees, or may mean another one.

        It may where it tells of several ends for the same use, as the letter itself may, or where both contracts have
        references and these differ.
        """
        uses = dict.fromkeys(str(row["use"]) for row in contract.rows)
        others = [other for use in uses for other in self.sharing.get(use, ()) if not _are_two(contract, other)]
        ends = {
            (row["letter_iri"], row["value"]): row
            for other in (contract, *others)
            for row in other.values("contract_end")
        }
        here = [row for row in ends.values() if row["letter_iri"] == end["letter_iri"]]
        newest = max(ends.values(), key=lambda row: str(row["letter_date"] or ""), default=end)
        there = [row for row in ends.values() if row["letter_iri"] == newest["letter_iri"]]
        if len(here) > 1 or len(there) > 1 or not _is_after(newest, end) or _may_be_one(newest, end):
            return None
        return newest

    def told_elsewhere(self, contract: Contract) -> bool:
        """Whether the end of a contract without one is that of a contract which is probably the same."""
        return any(other.values("contract_end") for other in self.same_as(contract))


@dataclass(frozen=True, slots=True)
class Asked:
    """The contracts that are asked for, and uses without one, by their IRIs; and those of them without an end."""

    things: frozenset[str]
    open: frozenset[str]


def contracts_of(
    store: Store, asked: Asked | None = None, likely: Likely | None = None, scope: Scope | None = None
) -> Contracts:
    """What a graph knows of contracts: of those asked for; else of all, which are those of the councils in `scope`."""
    likely = likely or likely_of(store)
    links: dict[str, list[Row]] = defaultdict(list)
    for row in likely.contracts:
        links[str(row["contract"])].append(row)
    uses = [(str(row["contract"]), str(row["other"])) for row in likely.uses]
    tied = _both_ways([*uses, *_pairs(links)])
    if asked is None:
        by_iri = _all_told(store, scope or {})
        reasons = reasons_of(store, scope=scope)
    else:
        wanted = {*asked.things, *(other for iri in asked.things for other in tied.get(iri, ()))}
        by_iri, elsewhere = _told(store, wanted, asked.open)
        open_ = (one for iri, one in by_iri.items() if iri in wanted and not one.values("contract_end"))
        reasons = reasons_about(store, {letter for one in open_ for letter in one.letters}, elsewhere)
    sharing: dict[str, list[Contract]] = defaultdict(list)
    for one in by_iri.values():
        for use in {str(row["use"]) for row in one.rows}:
            sharing[use].append(one)
    for contract, row in _only_ones(tuple(by_iri.values()), links):
        links[contract].append(row)
    suppliers = {str(row["system"]): str(row["supplier"]) for row in reversed(ask(store, "catalogue-suppliers"))}
    things = asked.things if asked else None
    return Contracts(by_iri, things, links, _both_ways([*uses, *_pairs(links)]), suppliers, reasons, sharing)


def _are_two(one: Contract, other: Contract) -> bool:
    """Whether two contracts have references, which differ."""
    mine, theirs = ({row["value"] for row in each.values("contract_reference")} for each in (one, other))
    return bool(mine and theirs) and not mine & theirs


def _is_after(one: Row, other: Row) -> bool:
    """Whether the letter of a row was surely written after that of another."""
    if not one["letter_date"] or not other["letter_date"]:
        return False
    later, earlier = interval_of(str(one["letter_date"])).earliest, interval_of(str(other["letter_date"])).latest
    return bool(later and earlier and later > earlier)


def _may_be_one(one: Row, other: Row) -> bool:
    """Whether two ends may be the same day: "2028" and "March 2028"."""
    first, second = ((str(row["earliest"] or ""), str(row["latest"] or "9999")) for row in (one, other))
    return first[0] <= second[1] and second[0] <= first[1]


@dataclass(frozen=True, slots=True)
class Likely:
    """What rules hold to be probably the same, as the queries probable-contracts and probable-uses give it."""

    contracts: Sequence[Row]
    uses: Sequence[Row]

    @property
    def things(self) -> frozenset[str]:
        """The IRIs of all that is tied to another thing, and of what it is tied to."""
        rows = (*self.contracts, *self.uses)
        return frozenset(str(row[key]) for row in rows for key in ("contract", "other") if row[key])


def likely_of(store: Store) -> Likely:
    """What rules concluded on contracts and uses."""
    return Likely(*ask_together(store, ("probable-contracts", {}), ("probable-uses", {})))


def _all_told(store: Store, scope: Scope) -> dict[str, Contract]:
    """All contracts, and uses without one, with all that is said of them; in the order of their IRIs."""
    return _gathered(*ask_together(store, ("contract-claims", scope), ("systems-used", scope)))


def _told(store: Store, wanted: Collection[str], open_: Collection[str]) -> tuple[dict[str, Contract], set[str]]:
    """The same of those wanted, and of what else letters tell of their uses; a use without a contract is in no query.

    Beside them the questions that other letters answer on the services of those without an end.
    """
    under = ask(store, "uses-of-contracts", {"contract": sorted(wanted)})
    contracts = {str(row["other"]) for row in under}
    bare = set(wanted) - contracts
    uses = {str(row["use"]) for row in under} | bare
    without_end = {str(row["use"]) for row in under if row["contract"] in open_} | bare
    some, others = sorted(contracts)[::2], sorted(contracts)[1::2]  # in two parts, a core for each
    claims, more, used, elsewhere = ask_together(
        store,
        ("contract-claims", {"contract": some}),
        ("contract-claims", {"contract": others}),
        ("systems-used", {"use": sorted(uses)}),
        ("questions-elsewhere", {"use": sorted(without_end)}),
    )
    return _gathered([*claims, *more], used), {str(row["node"]) for row in elsewhere}


def _gathered(claims: Iterable[Row], used: Iterable[Row]) -> dict[str, Contract]:
    found: dict[str, Contract] = {}
    for row in claims:
        found.setdefault(str(row["contract"]), Contract(str(row["contract"]))).claims.append(row)
    for row in used:
        iri = str(row["contract"] or row["use"])
        found.setdefault(iri, Contract(iri)).uses.append(row)
    return {iri: found[iri] for iri in sorted(found)}


def _pairs(links: Mapping[str, Sequence[Row]]) -> list[tuple[str, str]]:
    return [(iri, str(row["other"])) for iri, rows in links.items() for row in rows if row["other"]]


def _only_ones(contracts: Sequence[Contract], links: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, Row]]:
    """A contract whose letter leaves its system unnamed, and the one system that it names without an end."""
    silent: dict[tuple[str, frozenset[str]], list[Contract]] = defaultdict(list)
    for contract in contracts:
        if contract.words("system") and not contract.values("contract_end"):
            for letter in contract.letters:
                silent[letter, contract.services].append(contract)
    for contract in contracts:
        ends = contract.values("contract_end")
        if not ends or not contract.services or contract.words("system") or contract.iri in links:
            continue
        letter = str(ends[0]["letter_iri"])
        named = silent.get((letter, contract.services), [])
        if len(named) == 1:
            only = named[0]
            yield (
                contract.iri,
                {
                    "other": only.iri, "system": only.words("system"), "supplier": only.stated("supplier"),
                    "reference": only.stated("contract_reference"), "letter": ends[0]["letter"],
                },
            )  # fmt: skip


def _both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return {iri: frozenset(others) for iri, others in found.items()}
