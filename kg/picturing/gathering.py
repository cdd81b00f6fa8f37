"""From rows to what a picture is drawn of: names, letters, uses, contracts, and the proofs behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.known.asking import ask as named
from kg.known.contracts import Contract
from kg.known.gathering import all_contracts
from kg.known.rows import STATED
from kg.known.sameness import Tie, ties_of
from kg.picturing import asking, deciding, evidence
from kg.picturing.asking import Row, ask, last, short
from kg.picturing.proving import Claimed, Names, Proof, Use, name_of, small
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that the picture is drawn of, by identifier."""

    names: Names
    aliases: dict[str, tuple[str, ...]]
    regions: dict[str, str]
    """Council → the part of the country in which it is."""
    letters: dict[str, Row]
    uses: dict[str, Use]
    covered: dict[tuple[str, str], str]
    """Contract and use → `stated`, or `inferred` where only a rule says so."""
    contracts: dict[str, Row]
    agreed: Mapping[str, Contract]
    """What all letters say of each contract."""
    claims: tuple[Claimed, ...]
    remarks: tuple[tuple[str, Proof], ...]
    """Letter and a proof that is about no system: a figure, a question not plainly answered, what people set aside."""
    reference: tuple[tuple[str, str, Proof], ...]
    """From, to and proof of each thing that only the catalogue says."""


def gather(store: Store) -> Gathered:
    """Ask for all that the picture needs."""
    names, others = _names(store)
    letters = {short(row["letter"]): row for row in reversed(ask(store, asking.LETTERS))}
    contracts = {short(row["contract"]): row for row in reversed(ask(store, asking.CONTRACTS))}
    quotes = {row["claim"]: row for row in ask(store, asking.QUOTES)}
    rows = {row["claim"]: row for row in ask(store, asking.CLAIMS)}
    uses = _uses(store, rows)
    covered = _covered(ties_of(named(store, "ties-of-uses")))
    aliases = {thing: tuple(sorted(set(found) - {names.get(thing)})) for thing, found in others.items()}
    _name_uses_and_contracts(names, uses, contracts, covered)
    told = deciding.decided(store)
    return Gathered(
        names=names,
        aliases=aliases,
        regions={short(row["council"]): row["region"] for row in ask(store, asking.REGIONS)},
        letters=letters,
        uses=uses,
        covered=covered,
        contracts=contracts,
        agreed={short(iri): contract for iri, contract in all_contracts(store, {}).items()},
        claims=evidence.claims(store, rows, names, letters, quotes, uses, told),
        remarks=(
            evidence.figures(store, letters, names, quotes)
            + evidence.refusals(store, letters, names)
            + deciding.set_aside(store, letters, names, quotes, told)
        ),
        reference=evidence.reference(store, names),
    )


def _names(store: Store) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Preferred names, the catalogue's before a letter's, and all other names."""
    names: Names = {}
    others: dict[str, set[str]] = defaultdict(set)
    for row in sorted(ask(store, asking.NAMES), key=lambda row: row["g"] != asking.REFERENCE):
        names.setdefault(short(row["thing"]), row["name"])
        others[short(row["thing"])].add(row["name"])
    for row in ask(store, asking.ALIASES):
        others[short(row["thing"])].add(row["name"])
    return names, others


def _name_uses_and_contracts(
    names: Names, uses: dict[str, Use], contracts: dict[str, Row], covered: dict[tuple[str, str], str]
) -> None:
    """Names for what has none: a use goes by its system, a contract by its reference or its service."""
    for use in uses.values():
        service = name_of(use.service, names) if use.service else "service not said"
        unnamed = f"System not named, {small(service)}"
        names[use.id] = name_of(use.system, names) if use.system else unnamed
    services = {contract: uses[use].service for contract, use in covered if use in uses}
    for contract, row in contracts.items():
        service = services.get(contract, "")
        purpose = f" for {small(name_of(service, names))}" if service else ""
        names[contract] = row.get("reference") or f"Contract{purpose}, reference not given"


def _uses(store: Store, claims: dict[str, Row]) -> dict[str, Use]:
    """Uses by identifier, with how their system stands: used, only planned, denied, or used before."""
    said: dict[tuple[str, str], Row] = {}
    for row in claims.values():
        said.setdefault((row["subject"], last(row["predicate"])), row)
    uses: dict[str, Use] = {}
    for row in reversed(ask(store, asking.USES)):
        now, before = said.get((row["use"], "ofSystem"), {}), said.get((row["use"], "formerSystem"), {})
        system, standing = row.get("system") or row.get("about") or now.get("object", ""), "stated"
        if "system" not in row and now:
            standing = "denied" if last(now.get("polarity", "")) == "denied" else "planned"
        elif "system" not in row and before.get("object") == system != "":
            standing = "former"
        use, council, service = (
            short(row["use"]),
            short(row.get("council", "")),
            short(row.get("service", "")),
        )
        uses[use] = Use(use, council, service, short(system), standing)
    return {key: uses[key] for key in sorted(uses)}


def _covered(ties: Iterable[Tie]) -> dict[tuple[str, str], str]:
    covered: dict[tuple[str, str], str] = {}
    for tie in ties:
        if tie.is_contract:
            key = (short(tie.other), short(tie.one))
            covered[key] = STATED if STATED in (tie.status, covered.get(key)) else tie.status
    return dict(sorted(covered.items()))
