"""A graph too large to read at once → its groups: each council with all that is its own folds into one node.

Beside the folded councils stand the systems and suppliers that several councils share. A group that is opened has
the block that `layout.blocks` gives it; where blocks stand is up to the page, which knows what is open.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING

from kg.picturing.layout import Place, blocks

if TYPE_CHECKING:
    import networkx

Caption = tuple[int, int, int, str]
"""Left, bottom, width and words of a heading."""

FOLDED_ABOVE = 1000
"""Nodes; a picture of more folds."""
_STEP = (150, 70)
"""From one node of the overview to the next, across and down."""
_HEAD = 140
"""Room above a group for its heading."""
_BETWEEN = 90
"""Between groups one above the other; between columns of them as much again."""
_WIDE = 1.5
"""Width of the overview for each unit of its height."""
_ACROSS = {"council": 5, "system": 4, "supplier": 3}
"""Nodes in a row of a group."""
_AREAS = ("council", "system", "supplier")


@dataclass(frozen=True, slots=True)
class Folded:
    """Groups and places of a folded picture."""

    homes: dict[str, str]
    """Node → the council whose group it is in; what is shared is in none."""
    places: dict[str, Place]
    """Place in the group's block, or, of what is shared, in the overview."""
    councils: dict[str, Place]
    """Place of each folded council in the overview."""
    captions: tuple[Caption, ...]


def fold(graph: networkx.MultiDiGraph, lines: dict[str, int]) -> Folded:
    """The groups of a graph."""
    drawn = blocks(graph, lines)
    shared = drawn.pop("", {})
    homes = {node: home for home, block in drawn.items() for node in block}
    places = {node: place for block in drawn.values() for node, place in block.items()}
    overview, captions = _overview(graph, [*drawn, *shared])
    councils = {node: overview.pop(node) for node in drawn}
    return Folded(homes, places | overview, councils, captions)


def _overview(graph: networkx.MultiDiGraph, nodes: list[str]) -> tuple[dict[str, Place], tuple[Caption, ...]]:
    """Three areas side by side: councils by region, systems by the service they are most used for, suppliers."""
    areas: dict[str, dict[str, list[str]]] = {kind: {} for kind in _AREAS}
    for node in sorted(nodes, key=lambda node: (graph.nodes[node]["name"].casefold(), node)):
        kind = graph.nodes[node]["kind"]
        area = areas[kind if kind in areas else "supplier"]
        area.setdefault(_group(graph, node), []).append(node)
    space = sum(
        (ceil(len(members) / _ACROSS[kind]) * _STEP[1] + _HEAD + _BETWEEN) * (_ACROSS[kind] * _STEP[0] + _BETWEEN)
        for kind, groups in areas.items()
        for members in groups.values()
    )
    tallest = sqrt(space / _WIDE)
    places: dict[str, Place] = {}
    captions: list[Caption] = []
    x = 0
    for kind in _AREAS:
        if areas[kind]:
            x = _area(sorted(areas[kind].items()), _ACROSS[kind], tallest, x, places, captions) + _BETWEEN
    return places, tuple(captions)


def _group(graph: networkx.MultiDiGraph, node: str) -> str:
    """The heading under which a node stands."""
    data = graph.nodes[node]
    if data["kind"] == "council":
        return str(data.get("region") or "Councils")
    if data["kind"] == "system":
        users = (start for start, _, kind in graph.in_edges(node, keys=True) if kind in ("uses", "plans", "used"))
        services = Counter(graph.nodes[user]["name"] for user in users if graph.nodes[user]["kind"] == "service")
        return min(services, key=lambda name: (-services[name], name), default="Other systems")
    return "Suppliers" if data["kind"] == "supplier" else "More"


def _area(
    groups: list[tuple[str, list[str]]],
    across: int,
    tallest: float,
    x: int,
    places: dict[str, Place],
    captions: list[Caption],
) -> int:
    """Stand groups one above the other, in as many columns as the height asks for; returns where the next may begin."""
    y = 0
    width = across * _STEP[0] + _BETWEEN
    for words, members in groups:
        height = ceil(len(members) / across) * _STEP[1] + _HEAD
        if y and y + height > tallest:
            x, y = x + width, 0
        captions.append((x - 40, y - 50, across * _STEP[0] + _BETWEEN // 2, words))
        for number, node in enumerate(members):
            places[node] = (x + number % across * _STEP[0], y + number // across * _STEP[1])
        y += height + _BETWEEN
    return x + width
