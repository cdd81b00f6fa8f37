"""From a picture to what the page draws: pyvis nodes and edges with looks and what filters go by; not their places."""

from __future__ import annotations

import json
from math import log2
from typing import TYPE_CHECKING, Any

from kg.picturing import wording
from kg.picturing.folding import FOLDED_ABOVE, FOLDED_FROM, folds, headings
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
_TOLD = ("name", "detail", "standing", "unnamed", "aliases", "withheld", "ends", "until", "date", "council")
_DRAWN = {"id", "label", "size", "group", "claims", "in", *_TOLD}


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
    """The picture as a pyvis network, physics off."""
    # an undirected network compares each new edge with all others
    made = network_class()(directed=True, cdn_resources="in_line")
    made.node_ids = _Known()
    made.options = _options()
    numbers, lists = numbers_of(graph), _Lists(graph)
    for node, data in graph.nodes(data=True):
        more = {key: data[key] for key in _TOLD if data.get(key)}
        claims = [numbers[proof.id] for proof in data["claims"]]
        size = round(_SIZES[data["kind"]] * (1 + min(0.4, log2(1 + data["weight"]) / 20)), 1)
        looks = {"size": size, "group": data["kind"]}
        label, shape = wording.label(data.get("label") or data["name"]), _SHAPES.get(data["kind"], "dot")
        made.add_node(node, label, shape, **looks, claims=claims, **more, **{"in": lists.of(data)})
    for start, end, data in graph.edges(data=True):
        made.add_edge(
            start,
            end,
            kind=data["kind"],
            standing=data["standing"],
            dashes=_DASHES[data["standing"]],
            claims=[numbers[proof.id] for proof in data["claims"]],
            letters=lists.letters(data),
        )
    return made


def data(graph: networkx.MultiDiGraph, made: Network, options: str) -> dict[str, Any]:
    """All that the page needs to draw and to filter, as one JSON object; the proofs follow by themselves."""
    lists = _Lists(graph)
    return {
        "nodes": [{key: value for key, value in node.items() if key in _DRAWN} for node in made.nodes],
        "edges": made.edges,
        "options": json.loads(options),
        "kinds": {kind: one for kind, (one, _) in KINDS.items()},
        "plurals": {kind: many for kind, (_, many) in KINDS.items()},
        "verbs": VERBS,
        "letters": lists.letter_rows(),
        "councils": lists.names("councils"),
        "services": lists.names("services"),
        "fold": _fold(graph) if folds(graph) else None,
    }


def _fold(graph: networkx.MultiDiGraph) -> dict[str, Any]:
    """From how many councils and above how many things a picture folds, and what things stand under."""
    return {"councils": FOLDED_FROM, "things": FOLDED_ABOVE, "headings": headings(graph)}


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
