"""A graph too large to read at once → what its overview is set by: the heading under which each thing stands.

Each council with all that is its own folds into one line. Beside the folded councils stand the systems and suppliers
that several councils share. Where all that stands is up to the page, which knows its window and what is open
(`template/overview.js`); a picture that a filter leaves folds by the same measure.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

FOLDED_FROM = 8
"""Councils; a picture of as many folds."""
FOLDED_ABOVE = 120
"""Nodes; a picture of more folds, if they are of several councils."""


def folds(graph: networkx.MultiDiGraph) -> bool:
    """Whether the picture is too large to be read at once."""
    councils = sum(1 for _, data in graph.nodes(data=True) if data["kind"] == "council")
    return councils >= FOLDED_FROM or (len(graph) > FOLDED_ABOVE and councils > 1)


def headings(graph: networkx.MultiDiGraph) -> dict[str, str]:
    """Node → its heading: a council's region, the service a system is most used for, what kind any other is of."""
    kinds = {node: data["kind"] for node, data in graph.nodes(data=True)}
    return {node: _heading(graph, node) for node, kind in kinds.items() if kind in ("council", "system", "supplier")}


def _heading(graph: networkx.MultiDiGraph, node: str) -> str:
    data = graph.nodes[node]
    if data["kind"] == "council":
        return str(data.get("region") or "Councils")
    if data["kind"] == "supplier":
        return "Suppliers"
    users = (start for start, _, kind in graph.in_edges(node, keys=True) if kind in ("uses", "plans", "used"))
    services = Counter(graph.nodes[user]["name"] for user in users if graph.nodes[user]["kind"] == "service")
    return min(services, key=lambda name: (-services[name], name), default="Other systems")
