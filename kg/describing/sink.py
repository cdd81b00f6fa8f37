"""A named graph under construction: triples go in, each once, quads come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.describing.terms import node
from kg.values.personal import unnamed

_TYPE = node("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


class Sink:
    """Collects the triples of one named graph."""

    def __init__(self, graph: NamedNode, hidden: Iterable[str] = ()) -> None:
        self._graph = graph
        self._hidden = tuple(hidden)
        self._quads: dict[Quad, None] = {}
        self._described: set[object] = set()

    def add(self, subject: NamedNode, predicate: str | NamedNode, value: NamedNode | Literal) -> None:
        """Add a triple; a predicate may be given as an IRI."""
        if self._hidden and isinstance(value, Literal):
            value = self._masked(value)
        property_ = predicate if isinstance(predicate, NamedNode) else node(predicate)
        self._quads[Quad(subject, property_, value, self._graph)] = None

    def _masked(self, literal: Literal) -> Literal:
        text = unnamed(literal.value, self._hidden)
        return literal if text == literal.value else Literal(text)

    def type(self, subject: NamedNode, class_: str) -> None:
        """Say what a thing is."""
        self.add(subject, _TYPE, node(class_))

    def begin(self, thing: object) -> bool:
        """Whether a thing, which is described the same way each time, has still to be described."""
        if thing in self._described:
            return False
        self._described.add(thing)
        return True

    def quads(self) -> Iterator[Quad]:
        """All quads, in the order in which they came first."""
        return iter(self._quads)
