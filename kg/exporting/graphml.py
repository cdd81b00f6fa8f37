"""The graph's things and how they hang together → GraphML (http://graphml.graphdrawing.org/specification.html).

Nodes are councils, services, systems, suppliers, contracts and letters; edges are named by what they say. A
node is named by its IRI and has a `kind` and a `label`; all attributes are text, which every reader of
GraphML takes.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from kg.exporting.files import write_aside
from kg.reporting.flat import plain
from kg.store import Store

_NODES = """
SELECT ?node ?kind (MIN(STR(?name)) AS ?label)
WHERE {
  VALUES (?class ?kind) {
    (kg:Council "council") (kg:System "system") (kg:Supplier "supplier") (kg:Service "service")
    (kg:Contract "contract") (kg:Letter "letter")
  }
  ?node a ?class .
  OPTIONAL { ?node skos:prefLabel|kg:reference|kg:fileName ?name }
}
GROUP BY ?node ?kind
"""
_EDGES = """
SELECT DISTINCT ?from ?kind ?to ?service
WHERE {
  {
    ?use kg:usedBy ?from ; kg:ofSystem ?to . BIND("uses" AS ?kind)
    OPTIONAL { ?use kg:forService/skos:notation ?service }
  } UNION {
    ?use kg:ofSystem ?from ; kg:forService ?to . BIND("used for" AS ?kind)
  } UNION {
    ?use kg:ofSystem ?from ; kg:underContract ?to . BIND("under contract" AS ?kind)
  } UNION {
    ?from kg:buyer ?to . BIND("buyer" AS ?kind)
  } UNION {
    ?from kg:supplier ?to . BIND("supplier" AS ?kind)
  } UNION {
    ?from kg:primeContractor ?to . BIND("prime contractor" AS ?kind)
  } UNION {
    ?from kg:suppliedBy ?to . BIND("supplied by" AS ?kind)
  } UNION {
    ?from kg:partOf ?to . BIND("part of" AS ?kind)
  } UNION {
    ?from kg:parentOrganisation ?to . BIND("belongs to" AS ?kind)
  } UNION {
    ?from kg:authority ?to . BIND("answered by" AS ?kind)
  } UNION {
    ?claim kg:inLetter ?from ; rdf:predicate kg:ofSystem ; rdf:object ?to . BIND("names" AS ?kind)
  }
}
"""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(store: Store, path: Path) -> Path:
    """Write the graph to `path`."""
    write_aside(path, graphml(store))
    return path


def graphml(store: Store) -> bytes:
    """The graph as GraphML, without things that nothing is linked with."""
    import networkx

    graph = networkx.MultiDiGraph()
    rows = ({key: _text(plain(term)) for key, term in row.items()} for row in store.select(_EDGES))
    edges = sorted((row["from"], row["to"], row["kind"], row.get("service", "")) for row in rows)
    linked = {end for edge in edges for end in edge[:2]}
    nodes = ({key: _text(plain(term)) for key, term in row.items()} for row in store.select(_NODES))
    for row in sorted(nodes, key=lambda row: row["node"]):
        if row["node"] in linked:
            graph.add_node(row["node"], kind=row["kind"], label=row.get("label") or _last(row["node"]))
    for number, (start, end, kind, service) in enumerate(edges):
        if start in graph and end in graph:
            graph.add_edge(start, end, key=f"e{number}", kind=kind, service=service)
    out = io.BytesIO()
    networkx.write_graphml_xml(graph, out)
    return out.getvalue()


def _text(value: object) -> str:
    """XML 1.0 cannot hold most control characters, not even as references."""
    return _NOT_XML.sub("\ufffd", str(value))


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]
