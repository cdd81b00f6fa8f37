"""Exports: each reads back equal, and the same graph gives the same bytes in whatever order it comes."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from kg.errors import OutputError, UsageError
from kg.exporting import write_graphs, write_tables
from kg.exporting.files import write_aside
from kg.exporting.graphs import GRAPH_FILES, as_text
from kg.exporting.results import FORMATS, GRAPH_FORMATS, TABLE_FORMATS, format_results, grid, short
from kg.exporting.tables import csv_text
from kg.known import flat
from kg.store import Store, Table, read_quads

SMALL = Path(__file__).parent / "fixtures" / "small.trig"
RDF = {"nquads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD, "turtle": RdfFormat.TURTLE}
AWKWARD = [
    Literal('quote " and \\ and \n new line and \t tab \r'),
    Literal("tschüß 😀 \u2028", language="de"),
    Literal("012", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    Literal("-7", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    Literal("P18M", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#duration")),
    Literal("1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#boolean")),
    Literal("~2028", datatype=NamedNode("https://w3id.org/council-kg/ontology#edtf")),
    NamedNode("https://w3id.org/council-kg/id/letter/x#char=1,2"),
    NamedNode("https://w3id.org/council-kg/id//two/slashes"),
    NamedNode("https://w3id.org/council-kg/scheme/a:b"),
    NamedNode("https://w3id.org/council-kg/"),
    NamedNode("https://example.org/%7Euser?q=1&r=(2)"),
    NamedNode("urn:x:y"),
]


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return list(read_quads(SMALL))


@pytest.fixture(scope="module")
def store(quads: list[Quad]) -> Store:
    return Store.of(quads)


# --- graphs ------------------------------------------------------------------------------------------------------


def test_every_graph_reads_back_equal(tmp_path: Path, quads: list[Quad]) -> None:
    assert [path.name for path in write_graphs(quads, tmp_path)] == list(GRAPH_FILES.values())
    for format_, name in GRAPH_FILES.items():
        found = list(parse(path=str(tmp_path / name), format=RDF[format_]))
        if format_ == "turtle":
            assert {quad.triple for quad in found} == {quad.triple for quad in quads}
        else:
            assert set(found) == set(quads)
        assert len(found) == len(set(found))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("format_", ["nquads", "trig", "json-ld", "turtle"])
def test_rdflib_reads_every_graph(
    tmp_path: Path, quads: list[Quad], format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    write_graphs(quads, tmp_path)
    dataset = rdflib.Dataset()
    dataset.parse(tmp_path / GRAPH_FILES[format_.replace("-", "")], format=format_)
    expected = rdflib.Dataset()
    expected.parse(data=as_text(quads, "nquads"), format="nquads")
    if format_ == "turtle":
        assert {q[:3] for q in dataset.quads()} == {q[:3] for q in expected.quads()}
    else:
        assert set(dataset.quads()) == set(expected.quads())


@pytest.mark.parametrize("format_", RDF)
def test_awkward_terms_read_back_equal(format_: str) -> None:
    subject, graph = NamedNode("https://w3id.org/council-kg/id/letter/x:y/z"), NamedNode("urn:graph")
    made = [Quad(subject, NamedNode("https://w3id.org/council-kg/ontology#value"), term, graph) for term in AWKWARD]
    made += [Quad(term, subject, subject, graph) for term in AWKWARD if isinstance(term, NamedNode)]
    found = list(parse(as_text(made, format_).encode(), format=RDF[format_]))
    assert {quad.triple for quad in found} == {quad.triple for quad in made}


@pytest.mark.parametrize("format_", RDF)
def test_an_empty_graph_and_plain_triples_are_written(format_: str) -> None:
    assert list(parse(as_text([], format_).encode(), format=RDF[format_])) == []
    plain = [Quad(BlankNode("b"), NamedNode("urn:p"), BlankNode("c"))]
    assert len(list(parse(as_text(plain, format_).encode(), format=RDF[format_]))) == 1


def test_order_makes_no_difference(tmp_path: Path, quads: list[Quad]) -> None:
    def write(name: str, source: list[Quad]) -> dict[str, bytes]:
        folder = tmp_path / name
        folder.mkdir()
        store = Store.of(source)
        write_graphs(source, folder)
        write_tables(store, folder)
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    first = write("first", quads)
    assert len(first) == 7
    for seed in range(3):
        shuffled = quads + quads[:50]
        random.Random(seed).shuffle(shuffled)
        assert write(f"again{seed}", shuffled) == first


def test_another_process_writes_the_same_bytes(tmp_path: Path, quads: list[Quad]) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.store import read_quads\n"
        "from kg.exporting import write_graphs\n"
        "quads = list(read_quads(Path(sys.argv[1]))); out = Path(sys.argv[2])\n"
        "write_graphs(quads, out)\n"
    )
    found = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, str(SMALL), str(folder)], check=True, env=environment)
        found.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert len(found[0]) == 4
    assert found[0] == found[1]


def test_graphs_are_made_to_be_read(quads: list[Quad]) -> None:
    lines = as_text(quads, "nquads").splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == len(quads)
    turtle = as_text(quads, "turtle")
    assert "\n@prefix kg: <https://w3id.org/council-kg/ontology#> .\n" in turtle
    assert "@prefix org:" not in turtle  # nothing in it needs that
    assert "<id/system/caredirector> a kg:System ;\n" in turtle
    assert "<id/letter/coventry-a#char=100,120> a oa:SpecificResource ;" in turtle
    assert '"@id": "id:system/caredirector", "@type": ["kg:System"]' in as_text(quads, "jsonld")


# --- tables ------------------------------------------------------------------------------------------------------


def test_tables_hold_the_flat_view(tmp_path: Path, store: Store) -> None:
    assert [path.name for path in write_tables(store, tmp_path)] == ["facts.csv", "observations.csv", "outcomes.csv"]
    data = (tmp_path / "facts.csv").read_bytes()
    assert data.count(b"\r\n") == 13
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    facts = flat.facts(store)
    assert list(rows[0]) == list(flat.FACT_KEYS)
    assert [row["field"] for row in rows] == [row["field"] for row in facts]
    assert [int(row["start"]) for row in rows] == [row["start"] for row in facts]
    observations = list(csv.DictReader((tmp_path / "observations.csv").open(newline="")))
    assert observations[0]["dimensions"] == "service=childrens-social-care; status=published"
    outcomes = list(csv.DictReader((tmp_path / "outcomes.csv").open(newline="")))
    assert outcomes[1]["referral"] == "contracts register <https://example.org/register>"


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-1 or so", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://a")'])
def test_no_cell_is_a_formula(text: str) -> None:
    ((_,), (cell,)) = csv.reader(io.StringIO(csv_text([{"quote": text}], ["quote"]), newline=""))
    assert cell == "'" + text


def test_numbers_and_other_text_stay_as_they_are() -> None:
    row: flat.Row = {"a": -5, "b": -1.5, "c": "a=b", "d": 'say "x", y\nz', "e": None, "f": False}
    text = csv_text([row], list(row))
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == ["-5", "-1.5", "a=b", 'say "x", y\nz', "", "false"]


# --- results -----------------------------------------------------------------------------------------------------


def results() -> Table:
    terms = (*AWKWARD, BlankNode("b1"), None)
    return Table(("a", "b"), tuple((term, Literal("x")) for term in terms))


@pytest.mark.parametrize(
    ("format_", "reader"),
    [("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML), ("tsv", QueryResultsFormat.TSV)],
)
def test_results_read_back_equal(format_: str, reader: QueryResultsFormat) -> None:
    table = results()
    found = parse_query_results(format_results(table, format_).encode(), reader)
    assert isinstance(found, QuerySolutions)
    assert tuple(variable.value for variable in found.variables) == table.variables
    rows = tuple(tuple(solution) for solution in found)
    assert len(rows) == len(table.rows)
    for row, expected in zip(rows, table.rows, strict=True):
        assert isinstance(row[0], BlankNode) if isinstance(expected[0], BlankNode) else row[0] == expected[0]


def test_csv_results_are_plain_values() -> None:
    rows = list(csv.reader(io.StringIO(format_results(results(), "csv"), newline="")))
    assert rows[0] == ["a", "b"]
    assert rows[1] == [AWKWARD[0].value, "x"]
    assert rows[-1] == ["", "x"]


def test_answers_of_yes_or_no(store: Store) -> None:
    assert json.loads(format_results(True, "json")) == {"head": {}, "boolean": True}
    for value in (True, False):
        found = parse_query_results(format_results(value, "xml").encode(), QueryResultsFormat.XML)
        assert bool(found) is value
    assert [format_results(False, format_) for format_ in ("table", "csv", "tsv")] == ["no\n", "false\n", "false\n"]
    with pytest.raises(UsageError, match="yes or no, which turtle does not hold"):
        format_results(True, "turtle")


def test_triples_of_a_query(store: Store) -> None:
    result = store.construct("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c . VALUES ?c { kg:System } }")
    for format_ in GRAPH_FORMATS:
        found = {quad.triple for quad in parse(format_results(result, format_).encode(), format=RDF[format_])}
        assert found == set(result.triples)
    assert format_results(result) == format_results(result, "turtle")
    with pytest.raises(UsageError) as caught:
        format_results(result, "csv")
    assert caught.value.hint == "Formats for it are: turtle, trig, nquads."


def test_a_table_is_for_people(store: Store) -> None:
    table = store.select(
        "SELECT ?s ?q WHERE { VALUES (?s ?q) { (<https://w3id.org/council-kg/id/system/caredirector> 'a\\n\\u001b[1mb') } }"
    )
    text = format_results(table, labels=store.label)
    assert "CareDirector" in text
    assert "\x1b" not in text
    assert "a [1mb" in text
    assert "id:system/caredirector" in format_results(table)
    assert all(len(line) <= 40 for line in format_results(table, width=40).splitlines())
    assert format_results(Table(("a",), ())) == "Nothing found.\n"
    assert short("https://w3id.org/council-kg/ontology#Claim") == "kg:Claim"
    assert short("https://example.org/") == "https://example.org/"
    assert "[red]" in grid(["a"], [["[red]"]], None)


def test_xml_is_well_formed_whatever_a_literal_holds() -> None:
    text = format_results(Table(("a",), ((Literal("\x00 & < ]]> \x1b"),),)), "xml")
    assert ElementTree.fromstring(text).find(".//{*}literal").text == "\ufffd & < ]]> \ufffd"  # type: ignore[union-attr]


def test_formats_are_listed_once() -> None:
    assert len(set(FORMATS)) == len(FORMATS) == len(TABLE_FORMATS) + len(GRAPH_FORMATS)


# --- files -------------------------------------------------------------------------------------------------------


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    write_aside(path, b"new")
    assert path.read_bytes() == b"new"
    link = tmp_path / "link"
    link.symlink_to(path)
    write_aside(link, b"newer")
    assert link.is_symlink()
    assert path.read_bytes() == b"newer"
    assert {p.name for p in tmp_path.iterdir()} == {"a.csv", "link"}


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no" / "where.csv"):
        with pytest.raises(OutputError, match="cannot be written"):
            write_aside(path, b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="no devices here")
def test_a_device_is_not_replaced() -> None:
    write_aside(Path("/dev/null"), b"new")
    assert Path("/dev/null").is_char_device()
