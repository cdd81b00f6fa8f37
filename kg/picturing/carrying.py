"""From a picture to what the page draws: pyvis nodes and edges with places, looks and what filters go by."""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import log2
from typing import TYPE_CHECKING, Any

from kg.picturing import wording
from kg.picturing.folding import FOLDED_ABOVE, Folded, fold
from kg.picturing.layout import Place, place
from kg.picturing.proving import name_of
from kg.picturing.pyvis_alone import network_class
from kg.picturing.telling import KINDS, VERBS, numbers_of

if TYPE_CHECKING:
    import networkx
    from pyvis.network import Network

_SIZES = {"council": 24, "service": 17, "system": 17, "contract": 17, "supplier": 20, "letter": 16}
_SHAPES = {"council": "hexagon", "system": "square", "supplier": "diamond", "contract": "box", "letter": "box"}
"""For vis-network; our own drawing refines them."""
_DASHES: dict[str, bool | list[int]] = {
    "stated": False,
    "inferred": [9, 6],
    "reference": [5, 6],
    "planned": [2, 5],
}
_TOLD = ("name", "detail", "standing", "unnamed", "aliases", "withheld", "ends", "date")
_DRAWN = {"id", "label", "x", "y", "size", "group", "claims", "in", *_TOLD}
_SMOOTH_UP_TO = 600
"""With more edges than this lines are straight: curves cost a browser a third of its frames."""
_SIGN = 26
"""Half the height of a node's sign and a little air."""
_BOW_BELOW = 60
"""Lines that rise or fall by more than this are curves already."""


class _Known(list[Any]):
    """A list that knows at once whether it holds something: pyvis asks at every node and edge."""

    def __init__(self) -> None:
        super().__init__()
        self._members: set[Any] = set()

    def append(self, item: Any) -> None:
        self._members.add(item)
        super().append(item)

    def __contains__(self, item: object) -> bool:
        return item in self._members


def network(graph: networkx.MultiDiGraph) -> Network:
    """The picture as a pyvis network, laid out, physics off."""
    labels = {node: wording.label(data.get("label") or data["name"]) for node, data in graph.nodes(data=True)}
    lines = {node: text.count("\n") + 1 for node, text in labels.items()}
    folded = fold(graph, lines) if len(graph) > FOLDED_ABOVE else None
    places = folded.places if folded else place(graph, lines)
    # an undirected network compares each new edge with all others
    made = network_class()(directed=True, cdn_resources="in_line")
    made.node_ids = _Known()
    made.options = _options()
    made.folded = folded
    numbers, lists = numbers_of(graph), _Lists(graph)
    for node, data in graph.nodes(data=True):
        x, y = places[node]
        more = {key: data[key] for key in _TOLD if data.get(key)}
        claims = [numbers[proof.id] for proof in data["claims"]]
        size = round(_SIZES[data["kind"]] * (1 + min(0.4, log2(1 + data["weight"]) / 20)), 1)
        looks = {"size": size, "group": data["kind"], "x": x, "y": y}
        shape = _SHAPES.get(data["kind"], "dot")
        made.add_node(node, labels[node], shape, **looks, claims=claims, **more, **{"in": lists.of(data)})
    smooth = graph.number_of_edges() <= _SMOOTH_UP_TO
    for start, end, data in graph.edges(data=True):
        made.add_edge(
            start,
            end,
            kind=data["kind"],
            standing=data["standing"],
            dashes=_DASHES[data["standing"]],
            smooth=_bend(places[start], places[end], places.values()) if smooth else False,
            claims=[numbers[proof.id] for proof in data["claims"]],
            letters=lists.letters(data),
        )
    return made


def data(graph: networkx.MultiDiGraph, made: Network, options: str) -> dict[str, Any]:
    """All that the page needs to draw and to filter, as one JSON object; the proofs follow by themselves."""
    lists = _Lists(graph)
    folded: Folded | None = made.folded
    return {
        "nodes": [{key: value for key, value in node.items() if key in _DRAWN} for node in made.nodes],
        "edges": made.edges,
        "options": json.loads(options),
        "kinds": {kind: words[0] for kind, words in KINDS.items()},
        "verbs": VERBS,
        "letters": lists.letter_rows(),
        "councils": lists.names("councils"),
        "services": lists.names("services"),
        "fold": _fold(folded) if folded else None,
    }


def _fold(folded: Folded) -> dict[str, Any]:
    return {"homes": folded.homes, "councils": folded.councils, "captions": folded.captions}


class _Lists:
    """Letters, councils and services by number: names are written once."""

    def __init__(self, graph: networkx.MultiDiGraph) -> None:
        self._graph = graph
        rows = [data for _, data in graph.nodes(data=True)]
        self._lists = {
            "letters": sorted({letter for row in rows for letter in row["letters"]}),
            "councils": sorted({council for row in rows for council in row["councils"]}),
            "services": sorted({service for row in rows for service in row["services"]}),
        }
        self._places = {name: {key: number for number, key in enumerate(keys)} for name, keys in self._lists.items()}

    def of(self, data: dict[str, Any]) -> list[list[int]]:
        """A node's letters, councils and services."""
        return [sorted(self._places[name][key] for key in data[name]) for name in self._lists]

    def letters(self, edge: dict[str, Any]) -> list[int]:
        places = self._places["letters"]
        return sorted(places[key] for key in edge["letters"] if key in places)

    def names(self, which: str) -> list[list[str]]:
        """Identifier and name of each."""
        names = self._graph.graph["names"]
        return [[key, name_of(key, names)] for key in self._lists[which]]

    def letter_rows(self) -> list[list[str]]:
        """Identifier and date of each letter (EDTF; empty if it has none)."""
        nodes = self._graph.nodes
        return [[key, nodes[key].get("date", "") if key in nodes else ""] for key in self._lists["letters"]]


def _bend(start: Place, end: Place, places: Iterable[Place]) -> dict[str, Any]:
    """A calm curve from column to column; a bow within a column, and over a node that stands in the way."""
    if start[0] == end[0]:
        return {"enabled": True, "type": "curvedCW", "roundness": -0.35 if start[1] < end[1] else 0.35}
    if any(_in_the_way(start, end, place) for place in places):
        return {"enabled": True, "type": "curvedCW", "roundness": 0.16 if start[0] < end[0] else -0.16}
    return {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5}


def _in_the_way(start: Place, end: Place, place: Place) -> bool:
    if not min(start[0], end[0]) < place[0] < max(start[0], end[0]) or abs(start[1] - end[1]) > _BOW_BELOW:
        return False
    part = (place[0] - start[0]) / (end[0] - start[0])
    return abs(start[1] + part * (end[1] - start[1]) - place[1]) < _SIGN


def _options() -> dict[str, Any]:
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "interaction": {"hover": True, "hoverConnectedEdges": False, "dragNodes": True, "multiselect": False},
        "edges": {
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
            "selectionWidth": 1.5,
            "hoverWidth": 1,
        },
        "layout": {"improvedLayout": False, "randomSeed": 1},
    }
