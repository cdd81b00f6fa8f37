"""Quads → N-Quads, TriG, Turtle and JSON-LD: the same quads give the same bytes, in whatever order they come.

N-Quads (https://www.w3.org/TR/n-quads/) are sorted lines: a change in the graph is a change of lines. TriG
(https://www.w3.org/TR/trig/) and JSON-LD (https://www.w3.org/TR/json-ld11/) keep the named graphs, Turtle
(https://www.w3.org/TR/turtle/) is their merge. IRIs of things and concepts are relative to the base, as
they are written in `docs/graph.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.exporting.files import write_aside
from kg.sparql import PREFIXES
from kg.store import GRAPH_FILE, Store

GRAPH_FILES: Mapping[str, str] = {
    "nquads": GRAPH_FILE,
    "trig": "graph.trig",
    "turtle": "graph.ttl",
    "jsonld": "graph.jsonld",
}
"""The file of an output folder for each format."""

_BASE = "https://w3id.org/council-kg/"
_TYPE = PREFIXES["rdf"] + "type"
_STRING = PREFIXES["xsd"] + "string"
_INTEGER = PREFIXES["xsd"] + "integer"
_PLAIN = DefaultGraph()


def write_graphs(source: Store | Iterable[Quad], folder: Path) -> tuple[Path, ...]:
    """Write all formats into `folder`; returns what was written.

    Give quads where there are quads: a store hands numbers and durations back in their canonical form
    ("12500.50" as 12500.5, "P18M" as "P1Y6M").
    """
    quads = ordered(source)
    paths = []
    for format_, name in GRAPH_FILES.items():
        write_aside(folder / name, as_text(quads, format_, is_ordered=True).encode())
        paths.append(folder / name)
    return tuple(paths)


def ordered(source: Store | Iterable[Quad]) -> list[Quad]:
    """Each quad once: by graph, subject, predicate with `rdf:type` first, object."""
    quads = set(source.quads() if isinstance(source, Store) else source)
    return sorted(quads, key=_place)


def as_text(source: Iterable[Quad], format_: str, *, is_ordered: bool = False) -> str:
    """Quads in one of the formats of `GRAPH_FILES`."""
    quads = list(source) if is_ordered else ordered(source)
    if format_ == "nquads":
        lines = serialize(quads, format=RdfFormat.N_QUADS)
        return "".join(f"{line}\n" for line in sorted(_decoded(lines).split("\n")) if line)
    if format_ == "jsonld":
        return _jsonld(quads)
    if format_ == "trig":
        prefixes = _used(quads)
        return _headed(serialize(quads, format=RdfFormat.TRIG, prefixes=prefixes, base_iri=_BASE), prefixes)
    merged = {quad.triple: quad for quad in quads}
    triples = [quad.triple for quad in sorted(merged.values(), key=lambda quad: _place(quad)[1:])]
    prefixes = _used(quads)
    return _headed(serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes, base_iri=_BASE), prefixes)


def _headed(data: bytes | None, prefixes: Mapping[str, str]) -> str:
    """Turtle or TriG with the prefixes in order: the serialiser writes them in that of a hash."""
    lines = _decoded(data).split("\n")
    first = next((number for number, line in enumerate(lines) if not line.startswith("@")), len(lines))
    head = [f"@base <{_BASE}> .", *(f"@prefix {name}: <{base}> ." for name, base in sorted(prefixes.items()))]
    return "\n".join([*head, *lines[first:]])


def _place(quad: Quad) -> tuple[str, str, str, str]:
    graph = "" if quad.graph_name == _PLAIN else str(quad.graph_name)
    predicate = "" if quad.predicate.value == _TYPE else quad.predicate.value
    return graph, str(quad.subject), predicate, str(quad.object)


def _decoded(data: bytes | None) -> str:
    return (data or b"").decode()


def _used(quads: Iterable[Quad]) -> dict[str, str]:
    """The prefixes that shorten something; not `id` and `scheme`, whose local parts hold slashes."""
    iris = {quad.predicate.value for quad in quads}
    for quad in quads:
        if isinstance(quad.object, NamedNode):
            iris.add(quad.object.value)
        elif isinstance(quad.object, Literal):
            iris.add(quad.object.datatype.value)
        if isinstance(quad.subject, NamedNode):
            iris.add(quad.subject.value)
    return {
        prefix: base
        for prefix, base in PREFIXES.items()
        if prefix not in ("id", "scheme") and any(iri.startswith(base) for iri in iris)
    }


def _jsonld(quads: list[Quad]) -> str:
    """JSON-LD with a context of prefixes; each node on a line of its own, so that changes show."""
    context: dict[str, object] = {"@version": 1.1, **PREFIXES}
    graphs = []
    for graph, members in groupby(quads, key=lambda quad: quad.graph_name):
        nodes = [_node(list(group)) for _, group in groupby(members, key=lambda quad: quad.subject)]
        lines = ",\n".join(f"   {json.dumps(node, ensure_ascii=False)}" for node in nodes)
        name = f'"@id": {json.dumps(_compact(graph.value))},' if isinstance(graph, NamedNode) else ""
        graphs.append(f'  {{{name} "@graph": [\n{lines}\n  ]}}')
    body = ",\n".join(graphs)
    return f'{{"@context": {json.dumps(context)},\n "@graph": [\n{body}\n ]}}\n'


def _node(quads: list[Quad]) -> dict[str, object]:
    node: dict[str, object] = {"@id": _compact(_iri(quads[0].subject))}
    for predicate, group in groupby(quads, key=lambda quad: quad.predicate.value):
        if predicate == _TYPE:
            node["@type"] = [_compact(_iri(quad.object)) for quad in group]
        else:
            values = [_json_value(quad.object) for quad in group]
            node[_compact(predicate)] = values[0] if len(values) == 1 else values
    return node


def _json_value(term: object) -> object:
    if not isinstance(term, Literal):
        return {"@id": _compact(_iri(term))}
    kind = term.datatype.value
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if kind == _STRING:
        return term.value
    if kind == _INTEGER and term.value == str(int(term.value)) and abs(int(term.value)) < 2**53:
        return int(term.value)
    return {"@value": term.value, "@type": _compact(kind)}


def _iri(term: object) -> str:
    if isinstance(term, NamedNode):
        return term.value
    if isinstance(term, Triple | Literal):
        raise TypeError(f"JSON-LD cannot name {term} as a node")
    return str(term)  # a blank node: `_:b0`


def _compact(iri: str) -> str:
    """An IRI by its prefix, where that reads back as the same IRI (JSON-LD 1.1, section 4.1.5)."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and not iri[len(base) :].startswith("//"):
            return f"{prefix}:{iri[len(base) :]}"
    return iri
