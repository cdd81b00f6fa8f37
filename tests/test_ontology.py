"""The vocabulary: ontology, schemes and shapes, and that they agree with `kg.vocab`."""

from __future__ import annotations

import re
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, SKOS, Graph

from kg.resources import ontology_dir
from kg.schemes import scheme_names
from kg.vocab import FIELDS, KG, LABELS, SCHEME

ONTOLOGY = ontology_dir() / "council-kg.ttl"
SHAPES = ontology_dir() / "shapes.ttl"
VALID = Path(__file__).parent / "fixtures" / "shapes" / "valid.ttl"

VOCABULARIES = {
    "ORG": "http://www.w3.org/ns/org#",
    "PROV-O": "http://www.w3.org/ns/prov#",
    "SKOS": "http://www.w3.org/2004/02/skos/core#",
    "Web Annotation": "http://www.w3.org/ns/oa#",
    "Data Cube": "http://purl.org/linked-data/cube#",
    "schema.org": "https://schema.org/",
    "ePO": "http://data.europa.eu/a4g/ontology#",
    "OCDS": "http://purl.org/onto-ocds/ocds#",
}

MAPPINGS = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(SHAPES)


@pytest.fixture(scope="module")
def concepts() -> Graph:
    graph = Graph()
    for name in scheme_names():
        graph.parse(ontology_dir() / "schemes" / f"{name}.ttl")
    return graph


class TestOntology:
    def test_defines_exactly_the_terms_of_the_vocabulary(self, ontology: Graph) -> None:
        defined = {str(term) for term in ontology.subjects() if str(term).startswith(str(KG._NS))}
        named = {str(KG[name]) for name in KG.__annotations__ if not name.startswith("_")}
        assert defined == named

    def test_every_term_has_one_label_and_one_comment(self, ontology: Graph) -> None:
        terms = set(ontology.subjects(RDFS.isDefinedBy))
        assert len(terms) == len([name for name in KG.__annotations__ if not name.startswith("_")])
        for term in terms:
            assert len(list(ontology.objects(term, RDFS.label))) == 1, term
            assert len(list(ontology.objects(term, RDFS.comment))) == 1, term
            assert (term, RDF.type, None) in ontology

    def test_labels_of_fields_are_what_people_call_them(self, ontology: Graph) -> None:
        labels = {field: str(ontology.value(term, RDFS.label)) for field, term in FIELDS.items()}
        assert labels == LABELS

    def test_notations_are_the_fields_of_the_flat_view(self, ontology: Graph) -> None:
        notations = {str(field): term for term, field in ontology.subject_objects(SKOS.notation)}
        assert notations == {field: term for field, term in FIELDS.items() if field != "part_of"}

    def test_domains_and_ranges_of_our_own_are_defined(self, ontology: Graph) -> None:
        defined = set(ontology.subjects(RDFS.isDefinedBy))
        for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf):
            for value in ontology.objects(None, predicate):
                assert value in defined or not str(value).startswith(str(KG._NS)), value

    @pytest.mark.parametrize("vocabulary", VOCABULARIES)
    def test_is_mapped_to(self, ontology: Graph, vocabulary: str) -> None:
        mapped = [
            value
            for predicate in MAPPINGS
            for value in ontology.objects(None, predicate)
            if str(value).startswith(VOCABULARIES[vocabulary])
        ]
        assert mapped


class TestShapes:
    def test_the_valid_graph_conforms(self, shapes: Graph, ontology: Graph) -> None:
        conforms, _, report = _validate(_read_valid(), shapes, ontology)
        assert conforms, report

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("kg:evidence <id/letter/l#char=120,131> ;  # claim", "", "no claim without exact words"),
            ("kg:status <scheme/status/stated>", "kg:status <scheme/status/rumoured>", "one status"),
            ("<scheme/certainty/definite>", "<scheme/certainty/hoped>", "one certainty"),
            ("kg:polarity <scheme/polarity/affirmed> ;", "", "one polarity"),
            ("kg:authority", "kg:authority <id/council/d> ; kg:authority", "one council that answers"),
            ('kg:earliest "2028-01-01"', 'kg:earliest "2029-01-01"', "not after the last"),
            ("oa:end 131", "oa:end 119", "before its end"),
            ("kg:pageNumber 3", "kg:pageNumber 0", "at most one page number"),
            ('kg:sha256 "9', 'kg:sha256 "', "64 hexadecimal digits"),
            ('"2028"^^xsd:gYear .  # end', '"2028" .', "kg:startDate, kg:endDate"),
            ('"P5Y"^^xsd:duration', '"five years"', "xsd:duration"),
            ("kg:outcome <scheme/outcomes/withheld>", "kg:outcome <scheme/outcomes/lost>", "one outcome"),
            ("kg:buyer <id/council/c> ;", "", "party to the contract"),
            ("kg:usedBy <id/council/c> ;", "", "one council that uses"),
            ('skos:prefLabel "Coventry City Council"', 'rdfs:label "Coventry"', "one preferred name"),
            ("kg:observedValue 5433", 'kg:observedValue "5,433"', "one figure"),
            ('rdfs:label "contracts register" ;', "", "where the referral sends"),
            ('oa:exact "Until 2028."', 'oa:exact ""', "the exact words"),
            ('kg:supplier <id/supplier/s>', 'kg:supplier "s"', "a kg:Supplier"),
            ('kg:dimension "service=childrens-social-care"', 'kg:dimension "children"', "name=value"),
            ("oa:hasSource <id/letter/l> ;", "", "one letter of which it is a passage"),
        ],
    )  # fmt: skip
    def test_a_broken_graph_does_not(self, shapes: Graph, ontology: Graph, old: str, new: str, message: str) -> None:
        text = _read_valid()
        assert text.count(old) == 1
        conforms, results, report = _validate(text.replace(old, new), shapes, ontology)
        assert not conforms
        found = results.objects(None, SH.result)
        messages = {str(each) for result in found for each in results.objects(result, SH.resultMessage)}
        assert len(messages) == 1, report
        assert message in messages.pop()

    def test_every_property_shape_says_what_to_do(self, shapes: Graph) -> None:
        nodes = set(shapes.objects(None, SH.property))
        assert len(nodes) == 104
        assert all((node, SH.message, None) in shapes for node in nodes)

    def test_shapes_use_only_terms_that_are_defined(self, shapes: Graph, ontology: Graph) -> None:
        used = {str(term) for triple in shapes for term in triple if str(term).startswith(str(KG._NS))}
        assert used <= {str(term) for term in ontology.subjects(RDFS.isDefinedBy)}

    def test_shapes_list_only_concepts_that_are_there(self, shapes: Graph, concepts: Graph) -> None:
        listed = {term for triple in shapes for term in triple if re.match(f"{SCHEME}[a-z-]+/[a-z-]+$", str(term))}
        assert len(listed) == 4 + 7 + 2 + 4 + 2 + 3 + 2 + 5
        assert all((iri, RDF.type, SKOS.Concept) in concepts for iri in listed)


def _read_valid() -> str:
    return VALID.read_text(encoding="utf-8")


def _validate(turtle: str, shapes: Graph, ontology: Graph) -> tuple[bool, Graph, str]:
    data = Graph().parse(data=turtle, format="turtle")
    conforms, results, report = pyshacl.validate(data, shacl_graph=shapes, ont_graph=ontology)
    assert isinstance(results, Graph)
    return conforms, results, report
