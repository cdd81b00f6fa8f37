"""Names of things: how IRIs and literals are made from what a thing is. Nothing else in the house mints an IRI."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode

from kg.catalogue.folding import slug
from kg.schemes import scheme
from kg.vocab import ID, SCHEME

__all__ = ["SCHEME", "concept", "digest", "graph", "in_scheme", "node", "slug", "thing", "typed"]

XSD = "http://www.w3.org/2001/XMLSchema#"


@cache
def node(iri: str) -> NamedNode:
    """The node of an IRI, made once."""
    return NamedNode(iri)


@lru_cache(maxsize=4096)
def thing(*parts: str) -> NamedNode:
    """`id/a/b/c` from already minted parts."""
    return NamedNode(ID + "/".join(parts))


@cache
def concept(scheme: str, notation: str) -> NamedNode:
    """The concept of a SKOS scheme by its notation."""
    return NamedNode(f"{SCHEME}{scheme}/{slug(notation)}")


@cache
def in_scheme(name: str, notation: str) -> bool:
    """Whether a concept scheme of the ontology has a notation."""
    return scheme(name).by_notation(notation) is not None


def digest(*parts: str) -> str:
    """A stable digest of words, as hexadecimal."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def graph(name: str) -> NamedNode:
    """The named graph of a letter key, or `reference`, `derived`, `ontology`."""
    return thing("graph", name)


def typed(value: str, datatype: str) -> Literal:
    """A literal of an XML Schema datatype."""
    return Literal(value, datatype=node(XSD + datatype))
