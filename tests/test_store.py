"""The store: the merge of named graphs, refusals, and errors that say where."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize

from kg.errors import DataError, NotFoundError, QueryError, UsageError
from kg.sparql import PREFIXES, names_graphs, refuse_remote
from kg.store import Graph, Store, Table, read_quads
from kg.vocab import BASE, ID, KG, SCHEME

SMALL = Path(__file__).parent / "fixtures" / "small.trig"


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.open(SMALL)


def ex(name: str) -> NamedNode:
    return NamedNode(f"http://example.org/{name}")


def test_prefixes_are_those_of_the_vocabulary() -> None:
    assert PREFIXES["kg"] == str(KG._NS)
    assert PREFIXES["id"] == ID
    assert PREFIXES["scheme"] == SCHEME
    assert BASE in PREFIXES["kg"]


def test_a_triple_in_two_graphs_is_one_solution() -> None:
    quads = [Quad(ex("s"), ex("p"), Literal("1"), ex(graph)) for graph in ("g1", "g2")]
    store = Store.of(quads)
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    assert store.select(count).rows[0][0] == Literal(1)
    assert len(store.select("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")) == 2
    assert len(store) == 2


def test_what_is_added_after_a_query_is_seen() -> None:
    store = Store.of([Quad(ex("s"), ex("p"), Literal("1"), ex("g1"))])
    assert not store.ask("ASK { ?s ?p '2' }")
    store.add([Quad(ex("s"), ex("p"), Literal("2"), ex("g2")), Quad(ex("s"), ex("p"), Literal("3"))])
    assert store.ask("ASK { ?s ?p '2' }")
    assert store.ask("ASK { ?s ?p '3' }")
    assert len(store) == 3
    assert Quad(ex("s"), ex("p"), Literal("3"), DefaultGraph()) in set(store.quads())


def test_quads_come_back_as_they_were(store: Store) -> None:
    exact = set(read_quads(SMALL))
    assert len(exact) > 500
    numbers = {quad for quad in exact if isinstance(quad.object, Literal) and quad.object.value == "12500.50"}
    assert len(numbers) == 3
    assert exact - numbers == set(store.quads()) - {
        Quad(q.subject, q.predicate, Literal("12500.5", datatype=NamedNode(PREFIXES["xsd"] + "decimal")), q.graph_name)
        for q in numbers
    }


def test_from_reads_only_the_graph_it_names(store: Store) -> None:
    reference = PREFIXES["id"] + "graph/reference"
    some = store.select(f"SELECT ?s FROM <{reference}> WHERE {{ ?s a kg:System }}")
    every = store.select("SELECT ?s WHERE { ?s a kg:System }")
    assert 0 < len(some) < len(every)


def test_from_of_an_unknown_graph_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="no graph of this store; nothing is fetched"):
        store.query("# FROM <http://a/>\nSELECT * FROM <http://example.org/data.ttl> WHERE { ?s ?p ?o }")
    with pytest.raises(QueryError):
        store.query("SELECT * FROM NAMED <http://example.org/data.ttl> WHERE { GRAPH ?g { ?s ?p ?o } }")


NAMING_GRAPHS = [
    "SELECT * WHERE { GRAPH ?g { ?s a kg:Letter } }",
    "SELECT * WHERE { ?s a kg:Letter .graph#hm\n$g{ ?s a kg:Letter } }",
    "SELECT * WHERE { ?s ?p trueGRAPH?g{ ?s a kg:Letter } }",
    "SELECT * WHERE { \\u0047RAPH ?g { ?s a kg:Letter } }",
    # A scanner may read `<#g…>` as an IRI or a string where Oxigraph reads a comparison before a comment.
    "SELECT * WHERE { ?s a kg:Letter ; kg:order ?a, ?c . FILTER(?a <#\n ?c) GRAPH ?g { ?s a kg:Letter } }",
]


@pytest.mark.parametrize("query", NAMING_GRAPHS)
def test_a_query_that_names_graphs_sees_them(query: str) -> None:
    assert names_graphs(query)


def test_a_query_over_everything_names_no_graph() -> None:
    assert not names_graphs(
        "# parameter from date: a day\nSELECT ?from WHERE { ?s kg:earliest ?from FILTER(?from < 1) }"
    )


def test_graphs_are_seen_however_they_are_written(store: Store) -> None:
    plain = store.select(NAMING_GRAPHS[0])
    assert len(plain) > 0
    assert sorted(map(str, store.select(NAMING_GRAPHS[1]).rows)) == sorted(map(str, plain.rows))


def test_kinds_of_query(store: Store) -> None:
    assert isinstance(store.query("SELECT * WHERE { ?s ?p ?o } LIMIT 1"), Table)
    assert isinstance(store.query("DESCRIBE <https://w3id.org/council-kg/id/system/caredirector>"), Graph)
    assert store.query("ASK { ?s a kg:Claim }") is True
    assert len(store.construct("CONSTRUCT { ?s a kg:X } WHERE { ?s a kg:System }").triples) == 3
    for call in (store.construct, store.ask):
        with pytest.raises(QueryError):
            call("SELECT * WHERE { ?s ?p ?o }")
    with pytest.raises(QueryError):
        store.select("ASK { ?s ?p ?o }")


def test_a_table_names_what_is_bound(store: Store) -> None:
    table = store.select("SELECT ?s ?none WHERE { ?s a kg:Supplier }")
    assert table.variables == ("s", "none")
    assert list(table) == [{"s": NamedNode(PREFIXES["id"] + "supplier/olm-systems")}]


REMOTE = [
    "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p ?o .service silent<http://127.0.0.1:9/>{ } }",
    "SELECT * WHERE { ?s ?p ?o.SERVICE # hm\n <http://127.0.0.1:9/> { } }",
    "SELECT * WHERE { ?s ?p trueSERVICE<http://127.0.0.1:9/>{ } }",
    "SELECT * WHERE { VALUES ?a·b { <http://127.0.0.1:9/> } SERVICE ?a·b{ } }",
    "PREFIX x: <http://x/> SELECT * WHERE { SERVICE x:a\\#b { } }",
    "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1:9/> { } }",
    "SELECT * WHERE { \\U00000053ERVICE <http://127.0.0.1:9/> { } }",
    # Oxigraph reads `< #b> …` as a comparison before a comment, a scanner as an IRI before a long string.
    'SELECT * WHERE { ?s ?p ?a, ?c FILTER(?a <#b> """\n ?c) SERVICE <http://127.0.0.1:9/> { } }#"""',
]


@pytest.mark.parametrize("query", REMOTE)
def test_service_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match="another machine") as caught:
        store.query(query)
    assert "--allow-service" in caught.value.hint


def test_service_is_passed_on_when_allowed(store: Store) -> None:
    with pytest.raises(QueryError, match="could not be carried out"):
        store.query(REMOTE[0], allow_service=True)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?x kg:forService ?service }",
        "SELECT ?service ?x { ?x kg:forService ?service }",
        "SELECT * { GRAPH ?service { ?s ?p ?o } }",
        "PREFIX service: <https://w3id.org/council-kg/scheme/services/>\nSELECT * { ?x ?p service:legal }",
        "PREFIX a: <http://a/>\nDESCRIBE a:service ?x { ?x ?p ?o }",
        "# which service is it\nSELECT * { ?x ?p 'service' }",
    ],
)
def test_the_word_service_is_not_refused(store: Store, query: str) -> None:
    refuse_remote(query)
    store.query(query)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <http://a/> <http://a/> <http://a/> }",
        "PREFIX a: <http://a/>\n# harmless\nDELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "clear all",
    ],
)
def test_updates_are_refused(store: Store, update: str) -> None:
    before = len(store)
    with pytest.raises(QueryError, match="This is an update"):
        store.query(update)
    assert len(store) == before


@pytest.mark.parametrize(
    ("query", "message", "hint"),
    [
        (
            "SELECT * WHERE {\n  ?s kg:label ?o ;\n",
            "near line 3, column 1:\n  2 | ?s kg:label ?o ;",
            "One } is missing.",
        ),
        ("SELECT * {\n ?s nope:p ?o }", "line 2, column", "prefix nope: is not declared"),
        ("SELEC * { ?s ?p ?o }", "line 1, column", "at that place"),
        ("DESCRIBE id:system/caredirector", "line 1, column", "no bare slash (id:system/…)"),
        ("", "line 1, column 1", ""),
    ],
)
def test_syntax_errors_tell_the_place(store: Store, query: str, message: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(query)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE " + "{" * 100_000 + "}" * 100_000,
        "SELECT * WHERE { " + "OPTIONAL { ?s ?p ?o } " * 5_000 + "}",
        "SELECT * WHERE { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        "SELECT * WHERE { ?s ?p " + "(" * 20_000 + ")" * 20_000 + " }",
    ],
)
def test_a_query_that_would_break_the_engine_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match="more than"):
        store.query(query)


def test_long_lists_of_values_are_no_excess(store: Store) -> None:
    values = " ".join(f"({number} {number})" for number in range(5_000))
    assert len(store.select(f"SELECT * WHERE {{ VALUES (?a ?b) {{ {values} }} }}")) == 5_000


def test_errors_of_evaluation_are_query_errors(store: Store) -> None:
    with pytest.raises(QueryError, match="not supported"):
        store.query("SELECT * WHERE { ?s ?p ?o FILTER(<http://example.org/f>(?s)) }")
    with pytest.raises(QueryError):
        store.query("SELECT '\ud800' WHERE { }")


@pytest.mark.parametrize(
    ("suffix", "format_"),
    [
        (".nq", RdfFormat.N_QUADS),
        (".trig", RdfFormat.TRIG),
        (".jsonld", RdfFormat.JSON_LD),
        (".ttl", RdfFormat.TURTLE),
        (".nt", RdfFormat.N_TRIPLES),
    ],
)
def test_every_graph_file_opens(tmp_path: Path, suffix: str, format_: RdfFormat) -> None:
    path = tmp_path / f"graph{suffix}"
    quads = list(read_quads(SMALL))
    serialize(quads if format_.supports_datasets else {quad.triple for quad in quads}, str(path), format_)
    store = Store.open(path)
    assert store.ask("ASK { ?s a kg:Claim }")
    assert store.ask("ASK { GRAPH ?g { ?s a kg:Claim } }")
    assert store.label(PREFIXES["id"] + "system/caredirector") == "CareDirector"


def test_an_output_folder_opens(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="No graph built yet") as caught:
        Store.open(tmp_path)
    assert "kg build LETTERS" in caught.value.hint
    serialize(read_quads(SMALL), str(tmp_path / "graph.nq"), RdfFormat.N_QUADS)
    assert len(Store.open(tmp_path)) > 500


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no graph built yet"):
        Store.open(tmp_path / "nowhere")
    with pytest.raises(NotFoundError, match="There is no file"):
        Store.open(tmp_path / "nothing.nq")
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir")
    with pytest.raises(UsageError, match="not a graph file"):
        Store.open(letter)
    damaged = tmp_path / "graph.nq"
    damaged.write_text("<http://a/> <http://a/> <http://a/> .\n<http://a/> oops .\n")
    for reading in (Store.open, lambda path: list(read_quads(path))):
        with pytest.raises(DataError, match="line 2"):
            reading(damaged)


def test_the_answer_does_not_depend_on_the_order_of_quads() -> None:
    quads = list(read_quads(SMALL))
    query = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
    first = Store.of(quads).select(query)
    random.Random(1).shuffle(quads)
    assert Store.of(quads).select(query) == first
