"""Where each node stands in the formats of other programs: a graph in, places out, by no chance and no physics.

The page places what it shows by the same rules (`template/layout.js`); a test holds the two alike.

Every council has a block of its own, read from left to right like a sentence: letters, the council, its
services, their systems, contracts, suppliers. What several councils share has a block in their midst. In a
column each node stands as near as it can to what it is tied to, as far from the next as its label needs.
"""

from __future__ import annotations

from collections import defaultdict
from math import ceil, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

Place = tuple[int, int]

COLUMNS = ("letter", "council", "service", "system", "contract", "supplier")
_WIDTH = 200
"""Between columns: a label of about twenty letters and some air."""
_HEIGHT = {1: 72, 2: 88, 3: 104}
"""Of a node with a label of so many lines."""
_TALLEST = 18
"""A column with more nodes than this stands in several ranks."""
_BETWEEN_BLOCKS = 110


def place(graph: networkx.MultiDiGraph, lines: dict[str, int]) -> dict[str, Place]:
    """A place for each node; `lines` tells how many lines its label has."""
    drawn = blocks(graph, lines)
    shared = drawn.pop("", {})
    return _pack(list(drawn.values()), shared)


def blocks(graph: networkx.MultiDiGraph, lines: dict[str, int]) -> dict[str, dict[str, Place]]:
    """Each council's block, its places from its own middle; under the empty name what several councils share."""
    near = _neighbours(graph)
    homes = _homes(graph, near)
    members: dict[str, list[str]] = defaultdict(list)
    for node in graph.nodes:
        members[homes[node]].append(node)
    kinds = {node: data["kind"] for node, data in graph.nodes(data=True)}
    names = {node: (bool(data.get("unnamed")), data["name"], node) for node, data in graph.nodes(data=True)}
    return {home: _block(members[home], kinds, names, near, lines) for home in sorted(members)}


def _neighbours(graph: networkx.MultiDiGraph) -> dict[str, list[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for start, end in graph.edges():
        near[start].add(end)
        near[end].add(start)
    return {node: sorted(near[node]) for node in graph.nodes}


def _homes(graph: networkx.MultiDiGraph, near: dict[str, list[str]]) -> dict[str, str]:
    """The council in whose block a node stands; empty for what several share."""
    homes = {
        node: node if data["kind"] == "council" else data.get("council", "") for node, data in graph.nodes(data=True)
    }
    for kind in ("system", "supplier", "supplier"):  # twice: a supplier may be known by its parent only
        for node, data in graph.nodes(data=True):
            if data["kind"] == kind and not homes[node]:
                found = {homes[other] for other in near[node]} - {""}
                homes[node] = found.pop() if len(found) == 1 else ""
    return homes


def _block(
    nodes: list[str],
    kinds: dict[str, str],
    names: dict[str, tuple[bool, str, str]],
    near: dict[str, list[str]],
    lines: dict[str, int],
) -> dict[str, Place]:
    """The nodes of one council, in columns. Systems come first, by service; the others follow their ties."""
    columns = {kind: sorted((n for n in nodes if kinds[n] == kind), key=names.__getitem__) for kind in COLUMNS}
    order = {service: index for index, service in enumerate(columns["service"])}
    columns["system"].sort(key=lambda n: (min((order[o] for o in near[n] if o in order), default=len(order)), names[n]))
    heights = {node: _HEIGHT[min(max(lines.get(node, 1), 1), 3)] for node in nodes}
    rows: dict[str, float] = {}
    ranks: dict[str, int] = {}
    for kind in ("system", "service", "contract", "supplier", "council", "letter"):
        column = columns[kind]
        ranks[kind] = max(1, ceil(len(column) / _TALLEST))
        wanted = {node: _mean([rows[other] for other in near[node] if other in rows]) for node in column}
        if kind != "system":
            column.sort(key=lambda n: (wanted[n], names[n]))
        gaps = [heights[node] / ranks[kind] for node in column]
        rows |= zip(column, _spread([wanted[node] for node in column], gaps), strict=True)
    middle = (min(rows.values()) + max(rows.values())) / 2
    places = {}
    x = 0
    for kind in COLUMNS:
        for index, node in enumerate(columns[kind]):
            places[node] = (x + index % ranks[kind] * _WIDTH, round(rows[node] - middle))
        x += _WIDTH * ranks[kind] if columns[kind] else 0
    return places


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _spread(wanted: list[float], gaps: list[float]) -> list[float]:
    """Positions as near as can be to the wanted ones, in their order, no nearer to each other than the gaps.

    Least squares: what is too close forms a run, which stands at its mean (pool adjacent violators).
    """
    offsets, total, before = [], 0.0, 0.0
    for index, gap in enumerate(gaps):
        total += (before + gap) / 2 if index else 0.0
        before = gap
        offsets.append(total)
    runs: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, size = want - offset, 1
        while runs and runs[-1][0] > mean:
            last_mean, last_size = runs.pop()
            mean = (last_mean * last_size + mean * size) / (last_size + size)
            size += last_size
        runs.append((mean, size))
    starts = [mean for mean, size in runs for _ in range(size)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]


def _pack(blocks: list[dict[str, Place]], shared: dict[str, Place]) -> dict[str, Place]:
    """Blocks side by side in rows, about three wide to two high, what is shared in their middle."""
    sizes = [_size(block) for block in [*blocks, shared] if block]
    widest = sqrt(sum(width * height for width, height in sizes) * 1.5)
    rows: list[list[dict[str, Place]]] = [[]]
    for block in blocks:
        if rows[-1] and sum(_size(other)[0] for other in rows[-1]) + _size(block)[0] > widest:
            rows.append([])
        rows[-1].append(block)
    if shared:
        middle = rows[len(rows) // 2]
        middle.insert((len(middle) + 1) // 2, shared)
    placed: dict[str, Place] = {}
    y = 0
    for row in rows:
        x, height = 0, max((_size(block)[1] for block in row), default=0)
        for block in row:
            left, top, _, _ = _bounds(block)
            down = y + (height - _size(block)[1]) // 2 - top
            placed |= {node: (x + at[0] - left, down + at[1]) for node, at in block.items()}
            x += _size(block)[0]
        y += height
    return _centred(placed)


def _size(block: dict[str, Place]) -> tuple[int, int]:
    """Width and height of a block, with the room that it keeps around it."""
    left, top, right, low = _bounds(block)
    return right - left + _WIDTH + _BETWEEN_BLOCKS, low - top + _HEIGHT[1] + _BETWEEN_BLOCKS


def _centred(places: dict[str, Place]) -> dict[str, Place]:
    if not places:
        return {}
    left, top, right, low = _bounds(places)
    return {node: (at[0] - (left + right) // 2, at[1] - (top + low) // 2) for node, at in places.items()}


def _bounds(places: dict[str, Place]) -> tuple[int, int, int, int]:
    xs, ys = [x for x, _ in places.values()], [y for _, y in places.values()]
    return min(xs), min(ys), max(xs), max(ys)
