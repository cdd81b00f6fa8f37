"""What filters, slider and marks go by: for each node and edge its letters, councils, services and weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.known.contracts import Contract
from kg.picturing.proving import Proof

if TYPE_CHECKING:
    import networkx

Ends = dict[str, tuple[str, str]]
"""Contract → the first and the last day on which it may end, ISO 8601; empty where open."""


def mark(graph: networkx.MultiDiGraph, ends: Ends) -> None:
    """Give nodes `letters`, `councils`, `services`, `weight`, `ends` and `withheld`, edges `letters` and `weight`."""
    for _, _, data in graph.edges(data=True):
        data["letters"] = _letters(data["claims"])
        data["weight"] = len(data["claims"])
    for node, data in graph.nodes(data=True):
        claims: tuple[Proof, ...] = data["claims"]
        data["letters"] = (node,) if data["kind"] == "letter" else _letters(claims)
        data["councils"] = {data.get("council", ""), *(proof.council for proof in claims)} - {""}
        data["services"] = {proof.service for proof in claims} - {""}
        data["weight"] = len(claims)
        data["ends"] = ends.get(node)
        refused = sum(proof.value.startswith("Withheld") for proof in claims if proof.part == "outcome")
        data["withheld"] = refused if data["kind"] == "letter" else 0
    _hand_on(graph)


def ends_of(contracts: Mapping[str, Contract]) -> Ends:
    """When contracts may end, as far as they say."""
    bounds = {key: contract.may_end for key, contract in contracts.items()}
    known = ((key, one) for key, one in bounds.items() if one.earliest or one.latest)
    return {key: (str(one.earliest or ""), str(one.latest or "")) for key, one in known}


def _letters(claims: tuple[Proof, ...]) -> tuple[str, ...]:
    return tuple(sorted({proof.source for proof in claims} - {""}))


def _hand_on(graph: networkx.MultiDiGraph) -> None:
    """A council has the letters that it wrote; a service of a council is that service, and so is what it uses."""
    wrote: dict[str, set[str]] = defaultdict(set)
    for node, data in graph.nodes(data=True):
        if data["kind"] == "letter":
            wrote[data["council"]].add(node)
    for node, data in graph.nodes(data=True):
        if data["kind"] == "council":
            data["councils"] = {node}
            data["letters"] = tuple(sorted({*data["letters"], *wrote[node]}))
        elif data["kind"] == "service":
            data["services"] = {data["service"]}
    for start, end, kind in graph.edges(data="kind"):
        if kind in ("uses", "plans", "used") and graph.nodes[start]["kind"] == "service":
            graph.nodes[end]["services"] = graph.nodes[end]["services"] | graph.nodes[start]["services"]
            graph.nodes[end]["councils"] = graph.nodes[end]["councils"] | graph.nodes[start]["councils"]
