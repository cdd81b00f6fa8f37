"""The concept schemes, and the finding of their concepts in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, RDF, SKOS, Graph, URIRef

from kg.describing import terms
from kg.errors import NotFoundError
from kg.model import Certainty, Outcome, Polarity, Status
from kg.resources import ontology_dir
from kg.schemes import fold, scheme, scheme_names

SCHEMES = scheme_names()

SERVICES = {
    "adult-social-care",
    "childrens-social-care",
    "early-help",
    "education",
    "school-mis",
    "housing",
    "revenues-benefits",
    "finance-erp",
    "hr-payroll",
    "planning-building-control",
    "regulatory-services",
    "libraries",
    "crm-customer-services",
    "democratic-services",
    "electoral",
    "highways-waste",
    "document-management",
    "gis-property",
    "telephony",
    "it-service-management",
    "risk-verification",
    "analytics-ai",
    "social-care-finance",
    "leisure",
    "registrars",
    "parking",
    "legal",
    "corporate",
}


@pytest.fixture(scope="module")
def concepts() -> Graph:
    graph = Graph()
    for name in scheme_names():
        graph.parse(ontology_dir() / "schemes" / f"{name}.ttl")
    return graph


class TestSchemes:
    def test_there_are_these(self) -> None:
        assert " ".join(SCHEMES) == (
            "activities ai-development ai-status certainty exemptions functions hosting measures outcomes "
            "polarity public-interest referral-targets regimes routes services status"
        )

    def test_every_concept_has_scheme_notation_and_label(self, concepts: Graph) -> None:
        found = set(concepts.subjects(RDF.type, SKOS.Concept))
        assert len(found) == sum(len(scheme(name).concepts) for name in SCHEMES)
        for iri in found:
            for predicate in (SKOS.inScheme, SKOS.notation, SKOS.prefLabel):
                assert len(list(concepts.objects(iri, predicate))) == 1, (iri, predicate)

    @pytest.mark.parametrize("name", SCHEMES)
    def test_each_notation_stands_once_and_makes_the_iri(self, name: str) -> None:
        notations = [concept.notation for concept in scheme(name).concepts]
        assert len(set(notations)) == len(notations)
        for one in scheme(name).concepts:
            assert one.iri == terms.concept(name, one.notation).value

    @pytest.mark.parametrize("name", SCHEMES)
    def test_no_words_mean_two_concepts(self, name: str) -> None:
        for kind in ("labels", "headings"):
            owners: dict[str, set[str]] = {}
            for one in scheme(name).concepts:
                for label in getattr(one, kind):
                    owners.setdefault(_plain(label), set()).add(one.notation)
            assert not {label: who for label, who in owners.items() if len(who) > 1}

    def test_broader_concepts_are_in_the_scheme(self, concepts: Graph) -> None:
        for narrower, broader in concepts.subject_objects(SKOS.broader):
            assert (broader, SKOS.inScheme, concepts.value(narrower, SKOS.inScheme)) in concepts, narrower

    def test_services_are_those_of_the_flat_view(self) -> None:
        assert {concept.notation for concept in scheme("services").concepts} == SERVICES
        assert len(scheme("services").concepts) == len(SERVICES) == 28

    @pytest.mark.parametrize(
        ("name", "words"),
        [("outcomes", Outcome), ("status", Status), ("certainty", Certainty), ("polarity", Polarity)],
    )
    def test_words_of_the_model_are_the_notations(self, name: str, words: type[Outcome]) -> None:
        assert {concept.notation for concept in scheme(name).concepts} == {word.value for word in words}

    def test_exemptions_name_their_section_and_its_source(self, concepts: Graph) -> None:
        acts = {
            "foia": "ukpga/2000/36",
            "foisa": "asp/2002/13",
            "eir": "uksi/2004/3391",
            "eir-scotland": "ssi/2004/520",
        }
        assert len(scheme("exemptions").concepts) > 300
        for exemption in scheme("exemptions").concepts:
            regime, section = exemption.notation.split(":")
            assert exemption.section == section
            assert re.fullmatch(r"(s|reg)\.\d+[A-Z]?(\(\w+\))*", section)
            number = re.sub(r"^\w+\.|\(.*", "", section)
            kind = "section" if section.startswith("s.") else "regulation"
            url = URIRef(f"https://www.legislation.gov.uk/{acts[regime]}/{kind}/{number}")
            assert (URIRef(exemption.iri), DCTERMS.source, url) in concepts

    @pytest.mark.parametrize(
        "notation",
        [
            "foia:s.12",
            "foia:s.14(1)",
            "foia:s.21",
            "foia:s.22",
            "foia:s.31(1)(a)",
            "foia:s.36(2)(b)(i)",
            "foia:s.40(2)",
            "foia:s.40(3A)(a)",
            "foia:s.41(1)",
            "foia:s.43(2)",
            "foisa:s.25(1)",
            "foisa:s.33(1)(b)",
            "foisa:s.38(1)(b)",
            "foisa:s.39(2)",
            "eir:reg.6(1)(b)",
            "eir:reg.12(4)(b)",
            "eir:reg.12(5)(e)",
            "eir:reg.13(1)",
            "eir-scotland:reg.10(4)(b)",
            "eir-scotland:reg.11(2)",
        ],
    )
    def test_exemptions_that_letters_cite_are_there(self, notation: str) -> None:
        assert scheme("exemptions").by_notation(notation)

    def test_regimes_have_the_full_name_of_the_act(self) -> None:
        assert {concept.notation: concept.label for concept in scheme("regimes").concepts} == {
            "foia": "Freedom of Information Act 2000",
            "foisa": "Freedom of Information (Scotland) Act 2002",
            "eir": "Environmental Information Regulations 2004",
            "eir-scotland": "Environmental Information (Scotland) Regulations 2004",
        }

    def test_every_measure_has_a_unit(self) -> None:
        assert all(concept.unit for concept in scheme("measures").concepts)

    def test_an_unknown_scheme_is_not_found(self) -> None:
        with pytest.raises(NotFoundError, match="services"):
            scheme("servces")


class TestFinding:
    @pytest.mark.parametrize(
        ("text", "notations"),
        [
            ("Adult & Children Social Care Software", ["adult-social-care", "childrens-social-care"]),
            ("children’s social care", ["childrens-social-care"]),
            ("childrens social care", ["childrens-social-care"]),
            ("CHILDREN'S\nSOCIAL  CARE", ["childrens-social-care"]),
            ("adults' and children's services", ["adult-social-care", "childrens-social-care"]),
            ("Highways & Waste", ["highways-waste"]),
            ("social care finance", ["social-care-finance"]),
            ("school MIS (management information systems) providers", ["school-mis"]),
            ("housing benefit", ["revenues-benefits"]),
            ("housing", ["housing"]),
            ("Council Tax and Benefits team", ["revenues-benefits"]),
            ("gofal cymdeithasol oedolion", ["adult-social-care"]),
            ("We are planning to send it to the council's website.", []),
            ("warehousing", []),
        ],
    )
    def test_services(self, text: str, notations: list[str]) -> None:
        found = scheme("services").find(text)
        assert [concept.notation for concept, _, _ in found] == notations
        first = scheme("services").first(text)
        assert (first.notation if first else None) == (notations[0] if notations else None)

    @pytest.mark.parametrize(
        ("name", "text", "notation"),
        [
            ("functions", "finances", "finance"),
            ("functions", "payments to homes and agencies", "supplier payments"),
            ("functions", "Risk Based Verification (RBV)", "risk based verification"),
            ("hosting", "in the supplier’s data centre", "supplier-hosted"),
            ("routes", "a further competition", "mini-competition"),
            ("routes", "three written quotations", "three written quotations"),
            ("measures", "how many were categorised as 'in need'?", "children in need"),
            ("referral-targets", "https://www.coventry.gov.uk/contractsregister", "contracts register"),
            ("referral-targets", "/download/818/spending_over_500", "spending over £500"),
            ("regimes", "FREEDOM OF INFORMATION (SCOTLAND) ACT 2002", "foisa"),
            ("regimes", "the EIR", "eir"),
        ],
    )
    def test_other_schemes(self, name: str, text: str, notation: str) -> None:
        assert [concept.notation for concept, _, _ in scheme(name).find(text)] == [notation]

    def test_offsets_are_those_of_the_text_as_given(self) -> None:
        text = "İstanbul’s Adults’ Services, and ‘Parking’"
        found = [text[start:end] for _, start, end in scheme("services").find(text)]
        assert found == ["Adults’ Services", "Parking"]

    def test_ordinary_words_count_only_alone(self) -> None:
        services = scheme("services")
        assert services.find("the finance of it") == []
        assert (named := services.named("**Finance:**")) is not None
        assert named.notation == "finance-erp"
        assert services.named("Finance of the year") is None
        assert services.named("") is None
        assert (by_notation := services.named("hr-payroll")) is not None
        assert by_notation.notation == "hr-payroll"

    def test_hosts_are_known_with_what_stands_before_them(self) -> None:
        targets = scheme("referral-targets")
        for host in (
            "explore-education-statistics.service.gov.uk",
            "WWW.Explore-Education-Statistics.service.gov.uk",
        ):
            assert (target := targets.by_host(host)) is not None
            assert target.notation == "Department for Education"
        assert targets.by_host("www.coventry.gov.uk") is None

    @pytest.mark.parametrize("name", SCHEMES)
    def test_every_label_finds_its_concept(self, name: str) -> None:
        for concept in scheme(name).concepts:
            for label in concept.labels:
                assert scheme(name).find(label) == [(concept, 0, len(label))]

    @given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["adults’ services", "Parking", "&", "tax", "'"]))))
    def test_matches_are_whole_words_in_order(self, parts: list[str]) -> None:
        text = " ".join(parts)
        services = scheme("services")
        assert len(fold(text)) == len(text)
        end_before = 0
        for concept, start, end in services.find(text):
            assert end_before <= start < end <= len(text)
            assert services.named(text[start:end]) == concept
            assert not (start and fold(text)[start - 1].isalnum())
            assert not fold(text)[end : end + 1].isalnum()
            end_before = end


def _plain(label: str) -> str:
    """A label without the differences that recognition ignores."""
    return " ".join(re.split(r"[\s\-]+", label.replace("'", "").replace("&", " and "))).strip()
