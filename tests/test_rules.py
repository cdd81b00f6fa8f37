"""The rules: what they conclude, what they leave alone, and that conclusions are claims like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode
from rdflib import Dataset

from kg.building import Built
from kg.errors import DataError
from kg.model import Certainty, Polarity
from kg.rules import DERIVED, derive, rules
from kg.store import Store
from kg.vocab import KG, SCHEME
from tests.graphs import ADULT, CHILDREN, Said, concluded, letter, modular, named, quads_of, store_of

NAMES = ["term-end", "periods", "module-contract", "bounds", "probably-same-use", "probably-same-contract"]
EXAMPLE = (
    letter(Said("contract_end", "2026-11"), reference="A"),
    letter(
        named("CareDirector"),
        Said("contract_reference", "REF 1", system="CareDirector"),
        reference="B",
        date="2022-09-23",
    ),
    modular(),
    letter(Said("contract_end", "2028", CHILDREN), Said("contract_start", "2021-04", CHILDREN), reference="C"),
    letter(Said("contract_start", "2021-04-30", "housing"), Said("contract_term", "P18M", "housing"), reference="D"),
)


def test_rules_run_in_the_order_of_their_numbers() -> None:
    assert [rule.name for rule in rules()] == NAMES
    for rule in rules():
        assert rule.text.startswith("# ")
        assert "Nothing is concluded" in rule.text or "do not count" in rule.text, "say when not"


def test_what_the_five_letters_lead_to(store: Store) -> None:
    contract = "contract/coventry-city-council-foi644411765-"
    assert concluded(store, "term-end") == []
    assert [value for _, value in concluded(store, "module-contract")] == ["COV - 10304"]
    assert [(s.split(contract)[1][9:], value) for s, value in concluded(store, "probably-same-contract")] == [
        (f"{ADULT}/unnamed", "COV CG/002/Adult"),
        (f"{CHILDREN}/unnamed", "COV - 10304"),
    ]
    assert [(s.split("/")[2], value) for s, value in concluded(store, "probably-same-use")] == [
        (ADULT, "CareDirector"),
        (CHILDREN, "Liquidlogic"),
    ]
    bounds = store.select("SELECT ?day { ?contract kg:startDateEarliest|kg:endDateLatest ?day } ORDER BY ?day")
    assert [row["day"].value for row in bounds] == ["2008-09-01", "2009-12-01", "2026-11-30", "2028-12-31"]


def test_every_conclusion_is_a_claim_with_its_triple_its_rule_and_its_grounds(built: Built) -> None:
    derived = [quad for quad in built.quads if quad.graph_name == DERIVED]
    about = {(quad.subject, quad.predicate): quad.object for quad in derived}
    triples = {(quad.subject, quad.predicate, quad.object) for quad in derived}
    claims = {quad.subject for quad in derived if quad.object == NamedNode(str(KG.Claim))}
    assert len(claims) == 5
    known = {quad.subject for quad in built.quads}
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    for claim in claims:
        subject, predicate, object_ = (about[claim, NamedNode(rdf + p)] for p in ("subject", "predicate", "object"))
        assert isinstance(predicate, NamedNode)
        assert (subject, predicate, object_) in triples
        assert about[claim, NamedNode(str(KG.status))] == NamedNode(f"{SCHEME}status/inferred")
        grounds = [q.object for q in derived if q.subject == claim and q.predicate.value.endswith("#wasDerivedFrom")]
        assert grounds
        assert set(grounds) <= known
        for single in (KG.value, KG.stated, KG.certainty, KG.polarity, KG.concerns):
            assert sum(q.subject == claim and q.predicate.value == str(single) for q in derived) == 1
        for needed in (KG.inLetter, KG.evidence):
            assert any(q.subject == claim and q.predicate.value == str(needed) for q in derived)


def test_conclusions_do_not_depend_on_the_order_of_quads(built: Built) -> None:
    given = [quad for quad in built.quads if quad.graph_name != DERIVED]
    assert derive(iter(given)) == derive(iter(reversed(given)))


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")
def test_conclusions_are_the_same_in_another_engine() -> None:
    quads = quads_of(*EXAMPLE, reference=False)
    given = [quad for quad in quads if quad.graph_name != DERIVED]
    dataset = Dataset(default_union=True)
    dataset.parse(
        data="".join(f"{q.subject} {q.predicate} {q.object} {q.graph_name} .\n" for q in given), format="nquads"
    )
    derived = dataset.graph(DERIVED.value)
    for rule in rules():
        for triple in dataset.query(rule.text).graph or ():
            derived.add(triple)
    wanted = {
        f"{q.subject} {q.predicate} {q.object}" for q in quads if q.graph_name == DERIVED and q.subject != DERIVED
    }
    assert {name for name in NAMES if any(f"rule/{name}" in line for line in wanted)} == set(NAMES) - {
        "bounds",
        "periods",
    }
    assert all(any(sum_ in line for line in wanted) for sum_ in ("endDateLatest", "lastDay"))
    assert {" ".join(term.n3() for term in triple) for triple in derived} == wanted


def test_a_damaged_rule_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr("kg.rules.ontology_dir", lambda: tmp_path)
    for text, problem in (
        ("CONSTRUCT {", "does not parse"),
        ("ASK { ?s ?p ?o }", "no CONSTRUCT"),
        ("CONSTRUCT { [] a ?c } WHERE { ?s a ?c }", "blank node"),
    ):
        (tmp_path / "rules" / "10-broken.rq").write_text(text)
        with pytest.raises(DataError, match=problem):
            derive(iter(quads_of(letter(named("Mosaic")), reference=False)[:20]))


# Modules


def test_a_module_is_under_the_contract_of_its_system() -> None:
    assert concluded(store_of(modular()), "module-contract") == [
        (f"use/coventry-city-council/{CHILDREN}/controcc", "REF 1")
    ]


@pytest.mark.parametrize(
    "more",
    [
        Said("contract_end", "2030", CHILDREN, "ContrOCC"),
        Said("contract_reference", "REF 2", CHILDREN, "Liquidlogic"),
    ],
    ids=["a contract of its own", "two contracts"],
)
def test_a_module_is_left_alone(more: Said) -> None:
    assert concluded(store_of(modular(more)), "module-contract") == []


def test_what_the_catalogue_knows_of_parts_is_no_ground() -> None:
    said = (
        named("Liquidlogic", CHILDREN),
        named("Liquidlogic LCS", CHILDREN),
        Said("contract_end", "2030", CHILDREN, "Liquidlogic"),
    )
    assert concluded(store_of(letter(*said)), "module-contract") == []


@pytest.mark.parametrize(
    "how", [{"polarity": Polarity.DENIED}, {"certainty": Certainty.PLANNED}], ids=["denied", "planned"]
)
def test_a_module_that_is_denied_or_planned_is_none(how: dict[str, Any]) -> None:
    said = (
        named("Liquidlogic", CHILDREN), Said("part_of", "Liquidlogic", CHILDREN, "ContrOCC", **how),
        Said("contract_end", "2030", CHILDREN, "Liquidlogic"),
    )  # fmt: skip
    assert concluded(store_of(letter(*said)), "module-contract") == []
