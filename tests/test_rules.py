"""The rules: what they conclude, what they leave alone, and that conclusions are claims like any other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import Dataset

from kg.building import Built
from kg.errors import DataError
from kg.model import Certainty, LetterClaims, Polarity
from kg.rules import DERIVED, derive, rules
from kg.store import Store
from kg.values import add_duration, interval_of
from kg.vocab import ID, KG, SCHEME
from tests.graphs import Said, letter, named, quads_of, store_of

ADULT, CHILDREN = "adult-social-care", "childrens-social-care"
PLANNED, DENIED = Certainty.PLANNED, Polarity.DENIED
NAMES = ["term-end", "module-contract", "bounds", "probably-same-use", "probably-same-contract"]

CONCLUSIONS = """
SELECT ?rule ?subject ?predicate ?value ?certainty ?earliest ?latest WHERE {
  ?claim kg:status/skos:notation "inferred" ; rdf:subject ?subject ; rdf:predicate ?predicate ; kg:value ?value ;
    kg:certainty/skos:notation ?certainty ; prov:wasGeneratedBy/rdfs:label ?rule .
  OPTIONAL { ?claim kg:earliest ?earliest ; kg:latest ?latest }
} ORDER BY ?rule ?subject ?predicate ?value"""


def concluded(store: Store, rule: str) -> list[tuple[str, str]]:
    """Subject and value of each conclusion of a rule; the subject by what follows `id/`."""
    return [
        (row["subject"].value.removeprefix(ID), row["value"].value)
        for row in store.select(CONCLUSIONS)
        if row["rule"].value == rule
    ]


def same(*letters: LetterClaims) -> tuple[list[str], list[str]]:
    """The systems and the contracts that are probably those left unnamed."""
    store = store_of(*letters)
    return (
        [value for _, value in concluded(store, "probably-same-use")],
        [value for _, value in concluded(store, "probably-same-contract")],
    )


def end_of(*said: Said) -> list[str]:
    return [value for _, value in concluded(store_of(letter(*said), reference=True), "term-end")]


# All rules


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
    bounds = [(s.rsplit("/", 2)[1], value) for s, value in concluded(store, "bounds")]
    assert bounds == [
        (ADULT, "2026-11-01"), (ADULT, "2026-11-30"), (ADULT, "2009-12-01"), (ADULT, "2009-12-31"),
        (CHILDREN, "2028-01-01"), (CHILDREN, "2028-12-31"), (CHILDREN, "2008-09-01"), (CHILDREN, "2008-09-30"),
    ]  # fmt: skip


def test_every_conclusion_is_a_claim_with_its_triple_its_rule_and_its_grounds(built: Built) -> None:
    derived = [quad for quad in built.quads if quad.graph_name == DERIVED]
    about = {(quad.subject, quad.predicate): quad.object for quad in derived}
    triples = {(quad.subject, quad.predicate, quad.object) for quad in derived}
    claims = {quad.subject for quad in derived if quad.object == NamedNode(str(KG.Claim))}
    assert len(claims) == 13
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
    dataset.parse(data="".join(f"{q.subject} {q.predicate} {q.object} {q.graph_name} .\n" for q in given), format="nquads")
    derived = dataset.graph(DERIVED.value)
    for rule in rules():
        for triple in dataset.query(rule.text).graph or ():
            derived.add(triple)
    wanted = {
        f"{q.subject} {q.predicate} {q.object}" for q in quads if q.graph_name == DERIVED and q.subject != DERIVED
    }
    assert {rule.name for rule in rules() if any(rule.name in line for line in wanted)} == set(NAMES)
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


# The end of a term


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        ("2021-04", "P5Y", "2026-03"),
        ("2022-11-01", "P4Y", "2026-10-31"),
        ("2021", "P5Y", "2026"),
        ("2021-04-15", "P18M", "2022-10-14"),
        ("2020-02-29", "P1Y", "2021-02-28"),
        ("2020-02-29", "P4Y", "2024-02-28"),
        ("2023-03-01", "P1Y", "2024-02-29"),
        ("2020-10-31", "P4M", "2021-02-28"),
        ("2021-09", "P2Y6M", "2024-02"),
        ("2021-01", "P12M", "2021-12"),
        ("2021", "P18M", "2022/2023"),
        ("2021~", "P5Y", "2026~"),
        ("2021~", "P6M", "2021~/2022~"),
    ],
)
def test_a_fixed_term_ends(start: str, term: str, end: str) -> None:
    assert end_of(Said("contract_start", start), Said("contract_term", term)) == [end]


@given(
    year=st.integers(1971, 2059),
    months=st.integers(1, 500),
    day=st.one_of(st.none(), st.tuples(st.integers(1, 12), st.one_of(st.none(), st.integers(1, 31)))),
    approximate=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_the_end_of_a_term_is_that_of_the_calendar(
    year: int, months: int, day: tuple[int, int | None] | None, approximate: bool
) -> None:
    start = str(year) + (f"-{day[0]:02}" if day else "") + (f"-{day[1]:02}" if day and day[1] else "")
    try:
        interval_of(start)
    except ValueError:
        return  # a day that the month does not have
    years, rest = divmod(months, 12)
    term = "P" + (f"{years}Y" if years else "") + (f"{rest}M" if rest else "")
    said = Said("contract_start", start + ("~" if approximate else ""), certainty=Certainty.APPROXIMATE if approximate else Certainty.DEFINITE)
    found = store_of(letter(said, Said("contract_term", term)), reference=False)
    (row,) = found.select(
        "SELECT ?value ?earliest ?latest ?object ?certainty WHERE { ?c rdf:predicate kg:endDate ; rdf:object ?object ;"
        " kg:value ?value ; kg:certainty ?certainty ; kg:earliest ?earliest ; kg:latest ?latest }"
    )
    wanted = add_duration(said.value if isinstance(said.value, str) else "", term)
    bounds = interval_of(wanted)
    assert row["value"].value == wanted
    assert (row["earliest"].value, row["latest"].value) == (str(bounds.earliest), str(bounds.latest))
    assert row["object"].value == wanted.replace("~", "")
    assert row["certainty"].value.endswith("approximate" if approximate else "definite")


@pytest.mark.parametrize(
    "said",
    [
        (Said("contract_start", "2021-04"), Said("contract_term", "P5Y"), Said("contract_end", "2027")),
        (Said("contract_start", "2021-04"), Said("contract_term", "P5Y"), Said("contract_start", "2020-04")),
        (Said("contract_start", "2021-04"), Said("contract_term", "P5Y"), Said("contract_term", "P3Y")),
        (Said("contract_start", "2021-04"), Said("contract_term", "P5Y"), Said("extension", "P1Y used")),
        (Said("contract_start", "2021-04"), Said("contract_term", "rolling/P1Y")),
        (Said("contract_start", "2021-04"), Said("contract_term", "P60D")),
        (Said("contract_start", "2021-21"), Said("contract_term", "P5Y")),
        (Said("contract_start", "2021-04/.."), Said("contract_term", "P5Y")),
        (Said("contract_start", "2021-04", certainty=PLANNED), Said("contract_term", "P5Y")),
        (Said("contract_start", "2021-04"), Said("contract_term", "P5Y", certainty=PLANNED)),
        (Said("contract_start", "2021-04", polarity=DENIED), Said("contract_term", "P5Y")),
        (Said("contract_start", "2021-04"), Said("contract_term", "P5Y", polarity=DENIED)),
        (Said("contract_start", "2021-04"), Said("contract_term", "P5Y", service=CHILDREN)),
        (Said("in_use_since", "2021-04"), Said("contract_term", "P5Y")),
        (Said("contract_start", "9999"), Said("contract_term", "P5Y")),
    ],
    ids=lambda said: ", ".join(f"{one.field} {one.value}" for one in said),
)
def test_no_end_is_concluded(said: tuple[Said, ...]) -> None:
    assert end_of(*said) == []


def test_an_option_that_is_not_used_is_not_added() -> None:
    said = (Said("contract_start", "2021-04"), Said("contract_term", "P5Y"))
    assert end_of(*said, Said("extension", "P2Y")) == ["2026-03"]
    assert end_of(*said, Said("extension", "P2Y used", polarity=DENIED)) == ["2026-03"]
    assert end_of(*said, Said("contract_end", "2027", certainty=PLANNED)) == ["2026-03"]


def test_start_and_term_may_stand_in_two_letters_of_one_contract() -> None:
    reference = Said("contract_reference", "REF 1", system="Mosaic")
    first = letter(reference, Said("contract_start", "2021-04", system="Mosaic"), reference="A")
    second = letter(reference, Said("contract_term", "P5Y", system="Mosaic"), reference="B")
    assert concluded(store_of(first, second), "term-end") == [("contract/coventry-city-council/ref-1", "2026-03")]


# Bounds


def bounds_of(*letters: LetterClaims) -> dict[str, str]:
    rows = store_of(*letters).select(CONCLUSIONS)
    return {row["predicate"].value.rsplit("#", 1)[1]: row["value"].value for row in rows if row["rule"].value == "bounds"}


def test_bounds_hold_all_that_letters_state() -> None:
    reference = Said("contract_reference", "REF 1")
    first = letter(reference, Said("contract_end", "2026-11"), reference="A")
    second = letter(reference, Said("contract_end", "2027"), reference="B")
    assert bounds_of(first, second) == {"endDateEarliest": "2026-11-01", "endDateLatest": "2027-12-31"}


def test_bounds_of_a_concluded_end() -> None:
    found = bounds_of(letter(Said("contract_start", "2021-04"), Said("contract_term", "P5Y")))
    assert (found["endDateEarliest"], found["endDateLatest"]) == ("2026-03-01", "2026-03-31")


def test_an_open_date_has_no_bound_on_that_side() -> None:
    assert bounds_of(letter(Said("contract_end", "2026-04/.."))) == {"endDateEarliest": "2026-04-01"}
    both = letter(Said("contract_end", "2026-04/.."), Said("contract_end", "2025-03-31"))
    assert bounds_of(both) == {"endDateEarliest": "2025-03-31"}


def test_what_is_denied_or_planned_sets_no_bounds() -> None:
    said = [Said("contract_end", "2026"), Said("contract_end", "2020", polarity=DENIED), Said("contract_end", "2030", certainty=PLANNED)]
    assert bounds_of(letter(*said)) == {"endDateEarliest": "2026-01-01", "endDateLatest": "2026-12-31"}
    assert bounds_of(letter(*said[1:])) == {}


def test_a_bound_that_rests_on_an_approximate_date_is_approximate() -> None:
    store = store_of(letter(Said("contract_end", "2026~", certainty=Certainty.APPROXIMATE), Said("contract_end", "2027")))
    assert {row["certainty"].value for row in store.select(CONCLUSIONS)} == {"approximate"}


# Modules


def modular(*more: Said, system: str = "Liquidlogic", part: str = "ContrOCC") -> LetterClaims:
    return letter(
        named(system, CHILDREN), named(part, CHILDREN), Said("part_of", system, CHILDREN, part),
        Said("contract_reference", "REF 1", CHILDREN, system), *more, reference="B", date="2022-09-23",
    )  # fmt: skip


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
    said = (named("Liquidlogic", CHILDREN), named("Liquidlogic LCS", CHILDREN), Said("contract_end", "2030", CHILDREN, "Liquidlogic"))
    assert concluded(store_of(letter(*said)), "module-contract") == []


@pytest.mark.parametrize("how", [{"polarity": DENIED}, {"certainty": PLANNED}], ids=["denied", "planned"])
def test_a_module_that_is_denied_or_planned_is_none(how: dict[str, str]) -> None:
    said = (
        named("Liquidlogic", CHILDREN), Said("part_of", "Liquidlogic", CHILDREN, "ContrOCC", **how),  # type: ignore[arg-type]
        Said("contract_end", "2030", CHILDREN, "Liquidlogic"),
    )  # fmt: skip
    assert concluded(store_of(letter(*said)), "module-contract") == []


# Probably the same

UNNAMED = letter(Said("contract_end", "2026-11"), reference="A")
NAMING = letter(named("CareDirector"), Said("contract_reference", "REF 1", system="CareDirector"), reference="B", date="2022-09-23")
EXAMPLE = (
    UNNAMED,
    NAMING,
    modular(),
    letter(Said("contract_end", "2028", CHILDREN), Said("contract_start", "2021-04", CHILDREN), reference="C"),
    letter(Said("contract_start", "2021-04-30", "housing"), Said("contract_term", "P18M", "housing"), reference="D"),
)


def unnamed(*said: Said, **more: str) -> LetterClaims:
    return letter(Said("contract_end", "2026-11"), *said, reference="A", **more)


def naming(*said: Said, system: str = "CareDirector", **more: str) -> LetterClaims:
    return letter(named(system), Said("contract_reference", "REF 1", system=system), *said, **({"reference": "B", "date": "2022-09-23"} | more))


def test_the_one_system_named_elsewhere_is_probably_meant() -> None:
    assert same(UNNAMED, NAMING) == (["CareDirector"], ["REF 1"])
    assert same(UNNAMED) == same(NAMING) == ([], [])


def test_links_are_approximate_and_written_once() -> None:
    store = store_of(UNNAMED, NAMING)
    rows = [row for row in store.select(CONCLUSIONS) if row["rule"].value.startswith("probably")]
    assert [row["certainty"].value for row in rows] == ["approximate", "approximate"]
    assert not store.ask("ASK { ?a kg:probablySameContract ?b . ?b kg:probablySameContract ?a }")


def test_a_module_does_not_count_beside_its_system() -> None:
    ours = letter(Said("contract_end", "2028", CHILDREN), reference="A")
    assert same(ours, modular()) == (["Liquidlogic"], ["REF 1"])
    known = letter(
        named("Liquidlogic", CHILDREN), named("Liquidlogic LCS", CHILDREN),
        Said("contract_reference", "REF 1", CHILDREN, "Liquidlogic"), reference="B", date="2022-09-23",
    )  # fmt: skip
    assert same(ours, known) == (["Liquidlogic"], ["REF 1"])


def test_two_systems_lead_to_nothing() -> None:
    assert same(UNNAMED, NAMING, letter(named("Mosaic"), reference="C")) == ([], [])
    assert same(UNNAMED, naming(named("Mosaic"))) == ([], [])
    assert same(unnamed(named("Mosaic")), NAMING) == ([], [])


def test_a_system_that_is_gone_does_not_count() -> None:
    replaced = letter(Said("former_system", "CareFirst", system="CareFirst"), named("CareFirst"), reference="C", date="2015-01-01")
    gone = letter(Said("former_system", "CareFirst", system="CareFirst"), reference="D")
    assert same(UNNAMED, NAMING, letter(named("CareFirst"), reference="C"), gone)[0] == ["CareDirector"]
    assert same(UNNAMED, NAMING, replaced)[0] == ["CareDirector"]
    assert same(UNNAMED, NAMING, letter(Said("former_system", "CareDirector", system="CareDirector"), reference="D")) == ([], [])
    assert same(UNNAMED, naming(Said("in_use_until", "2023", system="CareDirector"))) == ([], [])


def test_another_council_or_service_leads_to_nothing() -> None:
    assert same(UNNAMED, naming(council="Leeds City Council")) == ([], [])
    assert same(letter(Said("contract_end", "2028", CHILDREN), reference="A"), NAMING) == ([], [])
    assert same(letter(Said("contract_end", "2028", None), reference="A"), NAMING) == ([], [])


def test_a_supplier_that_is_stated_has_to_fit() -> None:
    ours = lambda supplier: letter(  # noqa: E731
        Said("contract_end", "2028", CHILDREN), Said("supplier", supplier, CHILDREN), reference="A"
    )
    assert same(ours("System C"), modular()) == (["Liquidlogic"], ["REF 1"])
    assert same(ours("Liquidlogic"), modular())[0] == ["Liquidlogic"], "a company of the supplier"
    assert same(ours("Civica"), modular()) == ([], [])
    told = Said("supplier", "Civica", CHILDREN, "Liquidlogic")
    assert same(ours("Civica"), modular(told)) == (["Liquidlogic"], ["REF 1"])


def test_the_owner_of_a_supplier_fits() -> None:
    assert same(unnamed(Said("supplier", "OneAdvanced")), NAMING)[0] == ["CareDirector"]


def test_a_supplier_that_is_denied_must_not_fit() -> None:
    denied = lambda supplier: Said("supplier", supplier, polarity=DENIED)  # noqa: E731
    assert same(unnamed(denied("System C")), NAMING) == (["CareDirector"], ["REF 1"])
    assert same(unnamed(denied("CareWorks")), NAMING) == ([], [])
    assert same(unnamed(denied("OneAdvanced")), NAMING) == ([], [])
    assert same(unnamed(denied("Civica")), naming(Said("supplier", "Civica", system="CareDirector"))) == ([], [])
    assert same(unnamed(Said("supplier", "CareWorks", certainty=PLANNED)), NAMING)[0] == ["CareDirector"]


def test_a_system_that_the_letter_denies_is_not_meant() -> None:
    assert same(unnamed(named("CareDirector", polarity=DENIED)), NAMING) == ([], [])


@pytest.mark.parametrize("how", [{"polarity": DENIED}, {"certainty": PLANNED}], ids=["denied", "planned"])
def test_what_is_denied_or_planned_leads_to_nothing(how: dict[str, str]) -> None:
    reference = Said("contract_reference", "REF 1", system="CareDirector")
    assert same(letter(Said("contract_end", "2026-11", **how), reference="A"), NAMING) == ([], [])  # type: ignore[arg-type]
    assert same(UNNAMED, letter(named("CareDirector", **how), reference, reference="B")) == ([], [])
    other = Said("contract_end", "2026", system="CareDirector", **how)  # type: ignore[arg-type]
    assert same(UNNAMED, letter(named("CareDirector"), other, reference="B")) == ([], [])
    assert same(UNNAMED, NAMING, letter(named("Mosaic", **how), reference="C"))[0] == ["CareDirector"]


def test_a_contract_is_needed() -> None:
    assert same(UNNAMED, letter(named("CareDirector"), reference="B")) == ([], [])
    assert same(letter(Said("hosting", "cloud"), reference="A"), NAMING) == ([], [])


def test_a_contract_that_had_ended_is_not_meant() -> None:
    assert same(UNNAMED, naming(Said("contract_end", "2024-09", system="CareDirector"))) == ([], [])
    assert same(UNNAMED, naming(Said("contract_end", "2024", system="CareDirector"))) == (["CareDirector"], ["REF 1"])
    later = unnamed(Said("contract_start", "2025-01"))
    assert same(later, naming(Said("contract_end", "2024-12", system="CareDirector"))) == ([], [])
    assert same(UNNAMED, naming(Said("contract_start", "2027", system="CareDirector"))) == ([], [])
    assert same(UNNAMED, naming(date="2026-12-01")) == ([], [])
    assert same(unnamed(date="2021-01-01"), NAMING)[1] == ["REF 1"], "the other letter may be the later one"


def test_two_references_lead_to_no_contract() -> None:
    other = naming(Said("contract_reference", "REF 2", system="CareDirector"))
    assert same(UNNAMED, other) == (["CareDirector"], [])
    ended = letter(
        named("CareDirector"), Said("contract_reference", "REF 0", system="CareDirector"),
        Said("contract_end", "2020-03-31", system="CareDirector"), reference="C", date="2019-01-01",
    )  # fmt: skip
    assert same(UNNAMED, NAMING, ended) == (["CareDirector"], ["REF 1"])


def test_a_contract_without_a_reference_is_taken_where_none_has_one() -> None:
    other = letter(named("CareDirector"), Said("contract_start", "2019", system="CareDirector"), reference="B", date="2022-09-23")
    use, contract = same(UNNAMED, other)
    assert use == ["CareDirector"]
    assert [value.startswith("contract/coventry-city-council-b-") for value in contract] == [True]
    assert same(UNNAMED, other, NAMING)[1] == ["REF 1", "REF 1"], "that of the letter that names it has one, too"


def test_a_contract_of_a_named_system_gets_its_reference_from_another_letter() -> None:
    ours = letter(named("CareDirector"), Said("contract_end", "2026-11", system="CareDirector"), reference="A")
    assert same(ours, NAMING) == ([], ["REF 1"])
    assert same(ours, letter(named("CareDirector"), Said("contract_start", "2019", system="CareDirector"), reference="B")) == ([], [])


def test_literals_of_the_derived_graph_are_typed() -> None:
    days = [
        quad.object
        for quad in quads_of(UNNAMED, NAMING, reference=False)
        if quad.graph_name == DERIVED and quad.predicate.value in (str(KG.endDateEarliest), str(KG.endDateLatest))
    ]
    date = NamedNode("http://www.w3.org/2001/XMLSchema#date")
    assert days == [Literal("2026-11-01", datatype=date), Literal("2026-11-30", datatype=date)]
