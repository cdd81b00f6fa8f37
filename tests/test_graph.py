"""The graph of the five letters speaks the ontology's language, all of it, and conforms to the shapes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import NamedNode
from rdflib import Dataset, Graph
from rdflib.namespace import SKOS

from kg.building import Built
from kg.describing import describe_letter
from kg.model import Certainty
from kg.resources import ontology_dir
from kg.vocab import KG, SCHEME
from tests.letters import claims_of, letter_text

NS = str(KG._NS)
ONTOLOGY = "https://w3id.org/council-kg/id/graph/ontology"


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ontology_dir() / "council-kg.ttl")


def used_terms(built: Built) -> set[str]:
    """Terms of the ontology that stand in a graph other than its own."""
    return {
        term.value
        for quad in built.quads
        if str(quad.graph_name) != f"<{ONTOLOGY}>"
        for term in (quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(NS)
    }


def test_every_term_that_is_used_is_defined(built: Built, ontology: Graph) -> None:
    defined = {str(s) for s in ontology.subjects() if str(s).startswith(NS)}
    assert used_terms(built) - defined == set()


def test_every_term_that_is_defined_is_used_or_says_why_not(built: Built, ontology: Graph) -> None:
    datatypes = {q.object.datatype.value for q in built.quads if hasattr(q.object, "datatype")}
    in_schemes = {q.predicate.value for q in built.quads if str(q.graph_name) == f"<{ONTOLOGY}>"}
    in_schemes |= {
        q.object.value
        for q in built.quads
        if str(q.graph_name) == f"<{ONTOLOGY}>"
        and isinstance(q.object, NamedNode)
        and q.subject.value.startswith(SCHEME)
    }
    defined = {str(s) for s in ontology.subjects() if str(s).startswith(NS)}
    unused = defined - used_terms(built) - datatypes - in_schemes
    silent = {
        term
        for term in unused
        if not any(
            "not in the five letters" in str(note).lower() for note in ontology.objects(_uri(term), SKOS.scopeNote)
        )
    }
    assert silent == set()


def _uri(term: str):  # type: ignore[no-untyped-def]
    from rdflib import URIRef

    return URIRef(term)


def test_every_concept_that_is_used_is_in_a_scheme(built: Built) -> None:
    described = {q.subject.value for q in built.quads if q.predicate.value == str(SKOS.inScheme)}
    used = {
        q.object.value
        for q in built.quads
        if isinstance(q.object, NamedNode)
        and q.object.value.startswith(SCHEME)
        and q.predicate.value != str(SKOS.inScheme)
        and q.object.value.count("/") > 5
    }
    assert used - described == set()


def test_the_graph_of_the_five_letters_conforms_to_the_shapes(built: Built) -> None:
    from pyshacl import validate

    data = Dataset(default_union=True)
    lines = "\n".join(f"{quad} ." for quad in built.quads)
    data.parse(data=lines, format="nquads")
    union = Graph()
    for s, p, o, _ in data.quads():
        union.add((s, p, o))
    conforms, _, text = validate(union, shacl_graph=str(ontology_dir() / "shapes.ttl"), advanced=False)
    assert conforms, text[:4000]


def test_no_graph_has_a_blank_node(built: Built) -> None:
    ontology_too = [
        quad for quad in built.quads if str(quad.subject).startswith("_:") or str(quad.object).startswith("_:")
    ]
    assert ontology_too == []


def test_claims_that_differ_in_certainty_alone_are_two() -> None:
    read = claims_of(letter_text("1. Which system do you use?\n\nWe use Mosaic, supplied by The Access Group."))
    first = read.statements[0]
    other = replace(first, claim=replace(first.claim, certainty=Certainty.APPROXIMATE))
    certainties = [
        quad.subject
        for quad in describe_letter(replace(read, statements=(first, other)))
        if quad.predicate.value == str(KG.certainty)
    ]
    assert len(set(certainties)) == 2
