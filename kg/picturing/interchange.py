"""The picture in the formats of other programs for graphs, with its places, colours and sizes.

GraphML (http://graphml.graphdrawing.org/specification.html) for yEd and others, GEXF 1.2
(https://gexf.net/schema.html) for Gephi, JSON of Cytoscape.js (https://js.cytoscape.org/#notation/elements-json)
for Cytoscape. All attributes are text or numbers; what is said of a node or line stands in `quotes`, one a line.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kg.picturing import wording
from kg.picturing.layout import place
from kg.picturing.telling import VERBS
from kg.sparql import PREFIXES

if TYPE_CHECKING:
    import networkx

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLOURS = {
    "council": (15, 92, 153),
    "service": (0, 138, 104),
    "system": (199, 119, 0),
    "contract": (179, 68, 10),
    "supplier": (162, 68, 125),
    "letter": (91, 104, 119),
}
"""Those of the page on white (page.css)."""


def graphml(graph: networkx.MultiDiGraph) -> bytes:
    """The picture as GraphML."""
    import networkx

    out = io.BytesIO()
    networkx.write_graphml_xml(_plain(graph), out, named_key_ids=True)
    return out.getvalue()


def gexf(graph: networkx.MultiDiGraph) -> bytes:
    """The picture as GEXF, without the time at which it was written: the same picture gives the same bytes."""
    import networkx

    plain = _plain(graph)
    for _, data in plain.nodes(data=True):
        red, green, blue = _COLOURS[data["kind"]]
        colour = {"r": red, "g": green, "b": blue, "a": 1.0}
        position = {"x": float(data["x"]), "y": float(-data["y"]), "z": 0.0}
        data["viz"] = {"color": colour, "position": position, "size": 10.0 + data["claims"] ** 0.5}
    out = io.BytesIO()
    networkx.write_gexf(plain, out, version="1.2draft")
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", out.getvalue(), count=1)


def cytoscape(graph: networkx.MultiDiGraph) -> bytes:
    """The picture as JSON of Cytoscape.js, with a preset place for each node."""
    import networkx

    found: dict[str, Any] = networkx.cytoscape_data(_plain(graph))
    for node in found["elements"]["nodes"]:
        node["position"] = {"x": node["data"]["x"], "y": node["data"]["y"]}
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


FORMATS: Mapping[str, Callable[[networkx.MultiDiGraph], bytes]] = {
    "graphml": graphml,
    "gexf": gexf,
    "cytoscape": cytoscape,
}


def _plain(graph: networkx.MultiDiGraph) -> networkx.MultiDiGraph:
    """The picture with text and numbers only."""
    import networkx

    plain = networkx.MultiDiGraph()
    labels = {node: wording.label(data["name"]) for node, data in graph.nodes(data=True)}
    places = place(graph, {node: text.count("\n") + 1 for node, text in labels.items()})
    for node, data in graph.nodes(data=True):
        x, y = places[node]
        earliest, latest = data["ends"] or ("", "")
        plain.add_node(
            _iri(node), label=_text(data["name"]), kind=data["kind"], standing=data["standing"],
            detail=_text(data["detail"]), claims=len(data["claims"]), withheld=data["withheld"],
            ends_earliest=earliest, ends_latest=latest, x=x, y=y, quotes=_quotes(data),
        )  # fmt: skip
    for number, (start, end, data) in enumerate(graph.edges(data=True)):
        plain.add_edge(
            _iri(start), _iri(end), key=f"e{number}", id=f"e{number}", kind=data["kind"], label=VERBS[data["kind"]],
            standing=data["standing"], weight=max(1, len(data["claims"])), quotes=_quotes(data),
        )  # fmt: skip
    return plain


def _iri(node: str) -> str:
    """The IRI of a thing; a service of one council has none of its own and keeps its identifier."""
    return _text(node if node.startswith("service/") else PREFIXES["id"] + node)


def _quotes(data: dict[str, Any]) -> str:
    said = dict.fromkeys(f"{' '.join(proof.quote.split())} ({proof.letter})" for proof in data["claims"] if proof.quote)
    return _text("\n".join(said))


def _text(value: object) -> str:
    """XML 1.0 cannot hold most control characters, not even as references."""
    return _NOT_XML.sub("\ufffd", str(value))
