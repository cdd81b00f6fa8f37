"""A graph → its contracts, each from all letters: all of them, or those asked for and what is tied to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.known.asking import ask, ask_together
from kg.known.catalogue import suppliers_of
from kg.known.claims import claim_of
from kg.known.contracts import Contract, Contracts
from kg.known.reasons import reasons_about, reasons_of
from kg.known.rows import Row
from kg.known.sameness import Likely, Link, likely_of
from kg.known.scoping import Scope
from kg.store import Store


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
    if asked is None:
        by_iri = all_contracts(store, scope or {})
        reasons = reasons_of(store, scope=scope)
    else:
        same = likely.same
        wanted = {*asked.things, *(other for iri in asked.things for other in same.get(iri, ()))}
        by_iri, elsewhere = _told(store, wanted, asked.open)
        open_ = (one for iri, one in by_iri.items() if iri in wanted and not one.of("contract_end"))
        reasons = reasons_about(store, {letter for one in open_ for letter in one.letters}, elsewhere)
    sharing: dict[str, list[Contract]] = defaultdict(list)
    for one in by_iri.values():
        for use in {claim.use for claim in one.claims}:
            sharing[use].append(one)
    likely = likely.with_links(_only_ones(tuple(by_iri.values()), likely))
    things = asked.things if asked else None
    return Contracts(by_iri, things, likely, likely.same, suppliers_of(store), reasons, sharing)


def all_contracts(store: Store, scope: Scope) -> dict[str, Contract]:
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
        found.setdefault(str(row["contract"]), Contract(str(row["contract"]))).told.append(claim_of(row))
    for row in used:
        iri = str(row["contract"] or row["use"])
        found.setdefault(iri, Contract(iri)).uses.append(claim_of(row, "system"))
    return {iri: found[iri] for iri in sorted(found)}


def _only_ones(contracts: Sequence[Contract], likely: Likely) -> Iterator[tuple[str, Link]]:
    """A contract whose letter leaves its system unnamed, and the one system that it names without an end."""
    silent: dict[tuple[str, frozenset[str]], list[Contract]] = defaultdict(list)
    for contract in contracts:
        if contract.system and not contract.of("contract_end"):
            for letter in contract.letters:
                silent[letter, contract.services].append(contract)
    for contract in contracts:
        ends = contract.of("contract_end")
        if not ends or not contract.services or contract.system or contract.iri in likely.links:
            continue
        named = silent.get((ends[0].letter.iri, contract.services), [])
        if len(named) == 1:
            only = named[0]
            reference = only.stated("contract_reference")
            yield (
                contract.iri,
                Link(only.iri, only.system, only.stated("supplier"), reference, ends[0].letter.file),
            )
