"""Named queries and their parameters; the flat view and the view of one thing, on a small graph."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import DataError, NotFoundError, QueryError, UsageError
from kg.known import flat
from kg.parameters import ParameterType
from kg.querying import bind, named_queries, named_query, parse_query, run
from kg.reporting.reports import entities
from kg.resources import ontology_dir
from kg.sparql import PREFIXES
from kg.store import Store, Table

SMALL = Path(__file__).parent / "fixtures" / "small.trig"
VALUES = {
    ParameterType.STRING: "s.43",
    ParameterType.DATE: "2026-01-01",
    ParameterType.INTEGER: "5",
    ParameterType.IRI: "id:system/caredirector",
    ParameterType.SERVICE: "adult-social-care",
    ParameterType.SECTION: "s.43",
    ParameterType.ROUTE: "OJEU",
    ParameterType.SUPPLIER: "OLM",
    ParameterType.SYSTEM: "CareDirector",
    ParameterType.COUNCIL: "Coventry City Council",
    ParameterType.MEASURE: "referrals",
    ParameterType.VALUE: "2028",
    ParameterType.NAME: "CareDirector",
}
ECHO = """# parameter given string: anything
SELECT ?given ?o WHERE {
  # parameters
  OPTIONAL { ?s kg:gssCode ?o }
}
"""


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.open(SMALL)


def table(store: Store, name: str, **values: str) -> list[dict[str, str]]:
    result = run(store, named_query(name), values)
    assert isinstance(result, Table)
    return [{key: term.value for key, term in row.items() if not isinstance(term, tuple)} for row in result]


# --- the files ---------------------------------------------------------------------------------------------------


def test_every_query_file_is_complete_and_runs(store: Store) -> None:
    queries = named_queries()
    assert len(queries) == len(list((ontology_dir() / "queries").glob("*.rq"))) >= 18
    for query in queries:
        assert query.title != query.name, query.name
        assert query.description.endswith("."), query.name
        assert query.text.count("\n# parameter ") == len(query.parameters), query.name
        every = {parameter.name: VALUES[parameter.type] for parameter in query.parameters}
        needed = {p.name: VALUES[p.type] for p in query.parameters if p.default is None}
        assert isinstance(run(store, query, every), Table)
        assert isinstance(run(store, query, needed), Table)
        assert isinstance(store.query(query.text), Table), f"{query.name} is no SPARQL without its parameters"


def test_every_query_declares_what_it_uses() -> None:
    for query in named_queries():
        declared = dict(re.findall(r"^PREFIX (\w+): <(.*)>$", query.text, re.MULTILINE))
        body = query.text.partition("\nSELECT")[2]
        used = set(re.findall(r"(?<![\w?:])([a-z]+):(?=[\w])", re.sub(r'"[^"]*"|<[^<>\s]*>|#.*', "", body)))
        assert used == declared.keys(), query.name
        for prefix, iri in declared.items():
            assert iri == PREFIXES.get(prefix, f"{PREFIXES['scheme']}{prefix}/"), query.name


def test_an_unknown_name_offers_the_nearest() -> None:
    with pytest.raises(NotFoundError) as caught:
        named_query("contracts-endin-between")
    assert caught.value.hint == "Did you mean contracts-ending-between?"
    with pytest.raises(NotFoundError) as caught:
        named_query("zzzz")
    assert "--list" in caught.value.hint


# --- headers -----------------------------------------------------------------------------------------------------


def test_a_header_is_read() -> None:
    text = """# title: A title
# description: One sentence
#   and its end.
# parameter from date: first day
#   of the period
# parameter service service =: only this
# parameter most integer = 20: how many
SELECT * WHERE {
  # parameters
}
"""
    query = parse_query("q", text)
    assert (query.title, query.description) == ("A title", "One sentence and its end.")
    found = [(p.name, p.type, p.default, p.description) for p in query.parameters]
    assert found == [
        ("from", "date", None, "first day of the period"),
        ("service", "service", "", "only this"),
        ("most", "integer", "20", "how many"),
    ]


def test_a_bad_header_is_refused() -> None:
    with pytest.raises(DataError, match="'day' is no type"):
        parse_query("q", "# parameter from day: first day\nSELECT * {\n # parameters\n}")
    with pytest.raises(DataError, match="no line that says where"):
        parse_query("q", "# parameter from date: first day\nSELECT * { }")


# --- parameters --------------------------------------------------------------------------------------------------


def test_a_missing_parameter_is_named_with_type_and_example() -> None:
    with pytest.raises(QueryError) as caught:
        bind(named_query("systems-in-use-on"), {"service": "legal"})
    assert "lacks its parameter on (date): the day" in caught.value.message
    assert caught.value.hint == "Add --param on=2026-01-31"


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        bind(named_query("contracts-ending-between"), {"until": "2026-01-01"})
    assert caught.value.hint == "It has: from, to, service, authority."
    with pytest.raises(UsageError, match="no parameter"):
        bind(named_query("letters"), {"a": "b"})


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        *(("date", day) for day in ("31/3/2028", "2028-02-30", "28", "2028-13-01", "20280101", "", "２０２８-01-01")),
        *(("integer", number) for number in ("", "5.0", "x", "1e3", "٣", "9" * 30)),
        *(("iri", iri) for iri in ("", "no scheme", "http://a b/", "http://a> } DROP ALL #", 'http://a"')),
        ("string", "\ud800"),
        ("name", "bytes \udcff of no UTF-8"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(type_: str, value: str) -> None:
    query = parse_query("q", f"# parameter x {type_}: anything\nSELECT * {{\n# parameters\n}}")
    with pytest.raises(UsageError, match="parameter x wants") as caught:
        bind(query, {"x": value})
    assert "--param x=" in caught.value.hint


def test_a_service_is_one_of_the_scheme() -> None:
    query = named_query("systems-in-use")
    assert "scheme/services/adult-social-care>" in bind(query, {"service": "Adult social care"})
    assert "scheme/services/hr-payroll>" in bind(query, {"service": "human resources and payroll"})
    assert "scheme/services/childrens-social-care>" in bind(query, {"service": "Children’s social care"})
    assert "scheme/services/libraries>" in bind(query, {"service": "Library management"})
    with pytest.raises(NotFoundError) as caught:
        bind(query, {"service": "adult-socal-care"})
    assert "adult-social-care" in caught.value.hint


HOSTILE = [
    '"',
    "'",
    '" } } DROP ALL # ',
    '"@en ) } SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } #',
    "\\",
    '\\" ) } # ',
    "a\nb\r\tc\x00\x07\u2028",
    "{ } ( ) < > ?s $s # comment",
    "# parameters",
    "\\u0022 \\g<0> \\1",
    "?given",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_only_a_value(store: Store, value: str) -> None:
    query = parse_query("q", ECHO)
    # Such a value may quote a SERVICE clause: what is under test is the binding, not the refusal.
    result = store.query(bind(query, {"given": value}), allow_service=True)
    assert isinstance(result, Table)
    assert [row["given"] for row in result] == [Literal(value)]
    assert len(run(store, named_query("councils-using-supplier"), {"supplier": value.replace("SERVICE", "")}).rows) == 0  # type: ignore[union-attr]


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_any_text_comes_back_as_it_went_in(value: str) -> None:
    result = Store().query(bind(parse_query("q", ECHO), {"given": value}), allow_service=True)
    assert isinstance(result, Table)
    assert [row["given"] for row in result] == [Literal(value)]


def test_without_a_value_an_optional_parameter_is_free(store: Store) -> None:
    query = named_query("withheld-by-section")
    assert bind(query, {}) == query.text
    assert len(table(store, "withheld-by-section")) == 3
    assert [row["applied"] for row in table(store, "withheld-by-section", section="s.43")] == ["s.43(2)"]
    assert table(store, "withheld-by-section", section="s.4") == []


# --- answers -----------------------------------------------------------------------------------------------------


def test_ends_of_contracts_are_certain_or_possible(store: Store) -> None:
    found = table(store, "contracts-ending-between", **{"from": "2026-01-01", "to": "2028-06-30"})
    assert [(row["end"], row["match"], row["said_by"]) for row in found] == [
        ("2026-03", "certain", "inferred"),
        ("2028", "possible", "stated"),
    ]
    assert table(store, "contracts-ending-between", **{"from": "2026-04-01", "to": "2027-12-31"}) == []
    within = {"from": "2028-01-01", "to": "2028-12-31", "service": "adult-social-care"}
    assert [row["match"] for row in table(store, "contracts-ending-between", **within)] == ["certain"]
    assert table(store, "contracts-ending-between", **(within | {"service": "legal"})) == []


def test_planned_and_denied_uses_are_no_uses(store: Store) -> None:
    assert [row["system"] for row in table(store, "systems-in-use")] == ["CareDirector"]
    assert [row["system"] for row in table(store, "changes-of-system")] == ["Liquidlogic"]
    assert [row["stated"] for row in table(store, "hosted-by-third-party")] == ["Third party."]


def test_a_supplier_is_found_by_any_of_its_names(store: Store) -> None:
    for name in ("OLM Systems", "olm systems", "OLM"):
        found = table(store, "councils-using-supplier", supplier=name)
        assert [(row["council"], row["known_from"]) for row in found] == [
            ("Coventry City Council", "catalogue"),
            ("Coventry City Council", "letter"),
        ]


def test_evidence_is_the_words_of_the_letter(store: Store) -> None:
    (row,) = table(store, "evidence-for-value", value="2028")
    assert (row["file"], row["quote"], row["start"], row["end"]) == ("a.txt", "Until 2028.", "400", "411")


def test_conclusions_name_their_premises(store: Store) -> None:
    (row,) = table(store, "inferred-conclusions")
    assert (row["rule"], row["value"], row["because_field"], row["because_value"]) == (
        "end-from-term",
        "2026-03",
        "contract_term",
        "P5Y",
    )


# --- the flat view -----------------------------------------------------------------------------------------------


def test_facts_have_their_keys_in_order_and_typed_values(store: Store) -> None:
    rows = flat.facts(store)
    assert len(rows) == 12
    assert all(tuple(row) == flat.FACT_KEYS for row in rows)
    assert ",".join(flat.FACT_KEYS) == (
        "letter,council,letter_date,request_id,question,service,system,field,value,stated,"
        "quote,start,end,status,certainty,extractor,confidence"
    )
    values = {str(row["field"]): row["value"] for row in rows}
    assert values["annual_cost"] == 12500.5
    assert values["users"] == 350
    assert isinstance(values["users"], int)
    assert values["provided"] is True
    assert {type(row["start"]) for row in rows} == {int}


def test_facts_are_what_is_affirmed_and_has_a_field(store: Store) -> None:
    rows = flat.facts(store)
    assert "council-hosted" not in {row["value"] for row in rows}
    assert "part_of" not in {row["field"] for row in rows}
    assert {row["status"] for row in rows} == {"stated", "inferred"}
    (inferred,) = (row for row in rows if row["status"] == "inferred")
    assert (inferred["field"], inferred["extractor"]) == ("contract_end", "end-from-term")
    (planned,) = (row for row in rows if row["certainty"] == "planned")
    assert (planned["system"], planned["value"]) == ("Liquidlogic", "Liquidlogic")
    (nowhere,) = (row for row in rows if row["field"] == "provided")
    assert (nowhere["service"], nowhere["system"], nowhere["question"], nowhere["request_id"]) == (None,) * 4
    assert nowhere["letter_date"] == "2024-03"


def test_the_order_of_facts_is_that_of_the_letters(store: Store) -> None:
    places = [(str(row["letter"]), row["start"]) for row in flat.facts(store)]
    assert places == sorted(places)  # type: ignore[type-var]


def test_outcomes_join_sections_and_take_the_referrals_of_their_group(store: Store) -> None:
    rows = {row["question"]: row for row in flat.outcomes(store)}
    assert all(tuple(row) == flat.OUTCOME_KEYS for row in rows.values())
    assert list(rows) == ["1", "4", "10a", None]
    assert rows["10a"]["exemption"] == "s.21; s.43(2)"
    assert rows["10a"]["referral"] == [{"label": "spending over £500", "url": None}]
    assert rows["4"]["referral"] == [{"label": "contracts register", "url": "https://example.org/register"}]
    assert (rows["4"]["quote"], rows["4"]["act"]) == ("Until 2028.", "Freedom of Information Act 2000")
    assert (rows["1"]["exemption"], rows["1"]["referral"]) == (None, [])


def test_referrals_are_in_the_order_of_questions(store: Store) -> None:
    rows = flat.referrals(store)
    assert all(tuple(row) == flat.REFERRAL_KEYS for row in rows)
    assert [row["question"] for row in rows] == ["4", "10"]


def test_observations_have_dimensions(store: Store) -> None:
    (row,) = flat.observations(store)
    assert tuple(row) == flat.OBSERVATION_KEYS
    assert (row["value"], row["period"]) == (5433, "2016-17")
    assert row["dimensions"] == {"service": "childrens-social-care", "status": "published"}


def test_a_letter_names_things_in_its_own_way(store: Store) -> None:
    other = Store.of(store.quads())
    label, system = NamedNode(PREFIXES["skos"] + "prefLabel"), PREFIXES["id"] + "system/liquidlogic"
    quads = [q for q in store.quads() if q.subject == NamedNode(system) and q.predicate == label]
    renamed = [
        type(q)(q.subject, q.predicate, Literal("AAA"), q.graph_name) for q in quads if "-a" in str(q.graph_name)
    ]
    assert len(renamed) == 1
    other.add(renamed)
    assert flat.facts(other) == flat.facts(store)


def test_a_conclusion_from_two_letters_is_one_row_with_the_words_of_one(store: Store) -> None:
    claim = NamedNode(PREFIXES["id"] + "claim/d01")
    letter = PREFIXES["id"] + "letter/coventry-a"
    more = {"inLetter": letter, "evidence": f"{letter}#char=400,411", "answers": f"{letter}/question/4"}
    graph = NamedNode(PREFIXES["id"] + "graph/derived")
    other = Store.of(store.quads())
    other.add(Quad(claim, NamedNode(PREFIXES["kg"] + name), NamedNode(iri), graph) for name, iri in more.items())
    (row,) = (row for row in flat.facts(other) if row["status"] == "inferred")
    assert (row["letter"], row["question"], row["quote"]) == ("a.txt", "4", "Until 2028.")
    (said,) = entities.show(other, "Liquidlogic").inferred
    assert said.quote in ("Until 2028.", "five years from April 2021")


# --- one thing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "found", "kind"),
    [
        ("caredirector", "CareDirector", "system"),
        (" care  DIRECTOR", "CareDirector", "system"),
        ("OLM", "OLM Systems", "supplier"),
        ("E08000026", "Coventry City Council", "council"),
        ("adult-social-care", "Adult social care", "service"),
        ("cov cg/002/adult", "COV CG/002/Adult", "contract"),
        ("id:system/controcc", "ContrOCC", "system"),
        ("https://w3id.org/council-kg/id/system/controcc", "ContrOCC", "system"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(store: Store, name: str, found: str, kind: str) -> None:
    view = entities.show(store, name)
    assert (view.name, view.kind) == (found, kind)


def test_a_view_keeps_apart_who_says_what(store: Store) -> None:
    view = entities.show(store, "Liquidlogic")
    assert [(said.field, said.value, said.made_by) for said in view.inferred] == [
        ("contract_end", "2026-03", "rule end-from-term")
    ]
    assert ("system", "planned") in {(said.field, said.certainty) for said in view.stated}
    system = entities.show(store, "CareDirector")
    assert ("supplied by", "OLM Systems") in system.reference or ("suppliedBy", "OLM Systems") in system.reference
    assert {said.polarity for said in system.stated} == {"affirmed", "denied"}
    text = entities.as_text(system)
    assert "Hosted: not council-hosted" in text
    assert "Cost a year: 12500.5 [approximate]" in text
    assert "“Until 2028.”" in text
    assert json.loads(entities.as_json(system))["name"] == "CareDirector"


def test_an_unknown_thing_offers_the_nearest(store: Store) -> None:
    with pytest.raises(NotFoundError) as caught:
        entities.show(store, "Liquidlogik")
    assert caught.value.hint == "Did you mean Liquidlogic?"


def test_words_of_letters_do_not_steer_the_terminal(store: Store) -> None:
    said = entities.show(store, "CareDirector").stated[0]
    from dataclasses import replace

    view = replace(entities.show(store, "CareDirector"), stated=(replace(said, quote="a\x1b[31m\r\nb"),))
    assert "\x1b" not in entities.as_text(view)
    assert "“a [31m b”" in entities.as_text(view)
