"""From a picture to what the page reads: pyvis nodes and edges with places, and the proofs in plain words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.picturing import wording
from kg.picturing.layout import Place, place
from kg.picturing.proving import Proof, by_place

if TYPE_CHECKING:
    import networkx
    from pyvis.network import Network

KINDS = {
    "council": ("Council", "Councils", "hexagon", 24),
    "service": ("Service", "Services", "dot", 17),
    "system": ("System", "Systems", "square", 17),
    "contract": ("Contract", "Contracts", "box", 17),
    "supplier": ("Supplier", "Suppliers", "diamond", 20),
    "letter": ("Letter", "Letters", "box", 16),
}
"""Kind → its word for one and for many, its shape for vis-network (our own drawing refines it), its size."""

VERBS = {
    "runs": "runs",
    "uses": "uses",
    "plans": "plans to use",
    "used": "used before",
    "supplies": "supplies",
    "supplied": "supplied before",
    "leads": "is the main contractor of",
    "covers": "covers",
    "says": "tells of",
    "part": "is part of",
    "same": "is probably the same as",
    "belongs": "belongs to",
}
"""Kind of edge → the verb between its ends."""

_DASHES: dict[str, bool | list[int]] = {
    "stated": False,
    "inferred": [9, 6],
    "reference": [5, 6],
    "planned": [2, 5],
}
_TOLD = ("name", "detail", "standing", "unnamed", "aliases")
_SMOOTH_UP_TO = 600
"""With more edges than this lines are straight: curves cost a browser a third of its frames."""

_SIGN = 26
"""Half the height of a node's sign and a little air."""
_BOW_BELOW = 60
"""Lines that rise or fall by more than this are curves already."""


def network(graph: networkx.MultiDiGraph) -> Network:
    """The picture as a pyvis network, laid out, physics off."""
    from pyvis.network import Network

    labels = {node: wording.label(data.get("label") or data["name"]) for node, data in graph.nodes(data=True)}
    places = place(graph, {node: text.count("\n") + 1 for node, text in labels.items()})
    # an undirected network compares each new edge with all others
    made = Network(directed=True, cdn_resources="in_line")
    made.options = _options()
    numbers = _numbers(graph)
    for node, data in graph.nodes(data=True):
        _, _, shape, size = KINDS[data["kind"]]
        x, y = places[node]
        more = {key: data[key] for key in _TOLD if data.get(key)}
        claims = [numbers[proof.id] for proof in data["claims"]]
        looks = {"size": size, "group": data["kind"], "x": x, "y": y, "physics": False}
        made.add_node(node, labels[node], shape, **looks, claims=claims, **more)
    smooth = graph.number_of_edges() <= _SMOOTH_UP_TO
    for start, end, data in graph.edges(data=True):
        claims = [numbers[proof.id] for proof in data["claims"]]
        bend = _bend(places[start], places[end], places.values()) if smooth else False
        made.add_edge(
            start,
            end,
            id=f"{start} {data['kind']} {end}",
            kind=data["kind"],
            standing=data["standing"],
            dashes=_DASHES[data["standing"]],
            smooth=bend,
            claims=claims,
        )
    return made


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


def _numbers(graph: networkx.MultiDiGraph) -> dict[str, int]:
    return {proof.id: number for number, proof in enumerate(_proofs(graph))}


def _proofs(graph: networkx.MultiDiGraph) -> list[Proof]:
    """Each proof of the picture once, the grounds of inferred ones among them."""
    proofs: dict[str, Proof] = {}
    for things in (graph.nodes(data=True), graph.edges(data=True)):
        for thing in things:
            proofs.update((proof.id, proof) for proof in thing[-1]["claims"])
    proofs.update(graph.graph["grounds"])
    return by_place(proofs.values())


def data(graph: networkx.MultiDiGraph, nodes: list[Any], edges: list[Any], options: str) -> dict[str, Any]:
    """All that the page's scripts read, as one JSON object."""
    numbers = _numbers(graph)
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "claims": [_card(proof, numbers) for proof in _proofs(graph)],
        "kinds": {kind: words[0] for kind, words in KINDS.items()},
        "verbs": VERBS,
    }


def _card(proof: Proof, numbers: dict[str, int]) -> dict[str, Any]:
    """A proof in plain words; what is empty is left out."""
    value = wording.value(proof.field, proof.value)
    if proof.standing == "denied":
        value = f"not: {value}"
    card = {
        "field": wording.field(proof.field),
        "value": value,
        "about": proof.about,
        "quote": proof.quote,
        "question": proof.question,
        "letter": proof.letter,
        "date": wording.day(proof.date) if proof.date else "",
        "standing": proof.standing,
        "part": proof.part,
        "approximate": proof.certainty == "approximate",
        "rule": proof.rule.replace("-", " ").replace("_", " "),
        "sources": proof.sources,
        "note": proof.note,
        "grounds": [numbers[ground] for ground in proof.grounds if ground in numbers],
    }
    return {key: content for key, content in card.items() if content}


def intro(graph: networkx.MultiDiGraph) -> str:
    """One sentence with the counts."""
    counts = Counter(data["kind"] for _, data in graph.nodes(data=True))
    unnamed = sum(1 for _, data in graph.nodes(data=True) if data.get("unnamed"))
    told = ("service", "system", "contract", "supplier")
    words = {kind: _count(counts, kind) for kind in told if counts[kind]}
    if unnamed:
        words["system"] += f" ({unnamed} not named)"
    quoted = sum(1 for proof in _proofs(graph) if proof.quote and proof.status == "stated")
    says = "says" if counts["letter"] == 1 else "say"
    about = f" about {_list(words.values())}" if words else ""
    statements = f"{quoted} statement{'' if quoted == 1 else 's'}, each with the letter's own words"
    return f"What {_count(counts, 'letter')} from {_count(counts, 'council')} {says}{about}: {statements}."


def _count(counts: Counter[str], kind: str) -> str:
    one, many, _, _ = KINDS[kind]
    return f"{counts[kind]} {(one if counts[kind] == 1 else many).lower()}"


def _list(words: Iterable[str]) -> str:
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def legend(graph: networkx.MultiDiGraph) -> list[tuple[str, str, int]]:
    """The kinds that are drawn: kind, word for many, count."""
    counts = Counter(data["kind"] for _, data in graph.nodes(data=True))
    return [(kind, many, counts[kind]) for kind, (_, many, _, _) in KINDS.items() if counts[kind]]
