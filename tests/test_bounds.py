"""What comes from outside does not hang, kill or fool a command: queries, names of files, arguments, full devices."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import caching
from kg.errors import QueryError
from kg.outputs import digest_of
from kg.sparql import PREFIXES, refuse_excess
from kg.store import Store, read_quads
from tests.letters import letter_text

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "fixtures" / "small.trig"
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?f && ?i != ?l) }"
GREEDY = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
HOSTILE = "\x1b[31m\x07\x9b1m\u202e\u2066\u200f"


def kg(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **more)  # type: ignore[call-overload,no-any-return]


# --- queries -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.open(SMALL)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { FILTER(" + "!" * 10_000 + "true) }",
        "SELECT * WHERE { FILTER(" + "!\n#\n" * 10_000 + "true) }",
        "SELECT * WHERE { FILTER(1" + "+1" * 10_000 + " = 1) }",
        "SELECT * WHERE { FILTER(1" + " -1" * 10_000 + " = 1) }",
        "SELECT * WHERE { FILTER(true" + " || true" * 10_000 + ") }",
        "SELECT * WHERE { ?s a" + "/a" * 10_000 + " ?o }",
        "SELECT * WHERE { ?s kg:a" + "|kg:a" * 100_000 + " ?o }",
        "SELECT * WHERE { " + "".join(f"BIND(1 AS ?x{n}) " for n in range(5_000)) + "}",
        "SELECT " + "".join(f"(1 AS ?x{n}) " for n in range(5_000)) + " WHERE { }",
        "SELECT * WHERE { " + "FILTER(true) " * 10_000 + "}",
        "SELECT * WHERE { " + "FILTER EXISTS { " * 950 + "}" * 950 + " }",
        "SELECT * WHERE { ?s ?p " + "<<( ?s ?p " * 10_000 + "?o " + ")>>" * 10_000 + " }",
        "SELECT * WHERE { ?s ?p '" + "a" * 1_000_000 + "' }",
    ],
    ids=range(13),
)
def test_what_would_break_the_engine_is_refused_before_it_is_parsed(query: str) -> None:
    with pytest.raises(QueryError, match=r"more than|longer than"):
        refuse_excess(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES (?a ?b) { " + " ".join(f"(-{n} <http://example.org/a-b/{n}>)" for n in range(5_000)) + " } }",
        "SELECT * { ?s kg:a-b-c 'a + b' } #" + "!" * 5_000,
        "SELECT * { " + " UNION ".join(f"{{ ?s kg:order {n} }}" for n in range(400)) + " }",
        "ASK { ?s kg:order " + ",".join(f"?end-of-{n}" for n in ()) + " ?o }",
    ],
    ids=range(4),
)  # fmt: skip
def test_long_but_plain_queries_are_asked(store: Store, query: str) -> None:
    store.query(query)


def test_a_query_that_ends_its_process_is_told_in_words() -> None:
    # What looks like an IRI to a scanner, and so hides operators from it, is a comparison and a comment to the engine.
    query = "SELECT * { ?s ?p ?a, ?c FILTER(?a <#>\n ?c || " + "(" * 190 + "!" * 900 + "true" + ")" * 190 + ") }"
    done = kg("query", query, "--where", str(SMALL))
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr


def test_time_is_limited() -> None:
    done = kg("query", FOREVER, "--where", str(SMALL), "--timeout", "0.5", timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: The query took longer than 0.5 seconds and was stopped.\n")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is looked at on Linux alone")
def test_memory_is_limited() -> None:
    done = kg("query", GREEDY, "--where", str(SMALL), "--memory", "100", timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: The query took more than 100 MB of memory and was stopped.\n")


@pytest.mark.parametrize(
    "clause",
    [
        "FROM <http://example.org/none>",
        "from named<http://example.org/none>",
        "FROM # here\n <http://example.org/none>",
        "FROM e:none",
        "FROM <none>",
        "\\u0046ROM e:none",
        "FROM <https://w3id.org/council-kg/id/graph/reference> FROM e:none",
    ],
)
@pytest.mark.parametrize(
    "form", ["SELECT * {} WHERE {{ ?s ?p ?o }}", "CONSTRUCT {{ ?s ?p ?o }} {} WHERE {{ ?s ?p ?o }}"]
)
def test_an_unknown_graph_is_said_however_it_is_written(store: Store, clause: str, form: str) -> None:
    prologue = "BASE <http://example.org/> PREFIX e: <http://example.org/> PREFIX from: <http://example.org/> "
    for allowed in (False, True):
        with pytest.raises(QueryError, match=r"FROM <http://example\.org/none>, which is no graph"):
            store.query(prologue + form.format(clause), allow_service=allowed)


def test_a_known_graph_is_read_however_it_is_written(store: Store) -> None:
    iri = PREFIXES["id"] + "graph/reference"
    found = [
        store.query(text)
        for text in (
            f"ASK FROM <{iri}> {{ ?s a kg:System }}",
            f"PREFIX g: <{iri[:-9]}> ASK FROM g:reference {{ ?s a kg:System }}",
            f"BASE <{iri}> ASK FROM <reference> {{ ?s a kg:System }}",
            f"PREFIX from: <{PREFIXES['kg']}> ASK FROM <{iri}> {{ ?s a from:System ; ?from ?to }}",
        )
    ]
    assert found == [True] * 4


# --- what is printed ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", HOSTILE), ("facts", HOSTILE), ("query", f"SELECT {HOSTILE}", "--where", str(SMALL)), ("show", HOSTILE, "--where", str(SMALL)),
        (HOSTILE,), ("query", f"--{HOSTILE}"), ("query", "--name", HOSTILE), ("report", "renewals", "--council", HOSTILE, "--where", str(SMALL)),
        ("query", "ASK {}", "--format", HOSTILE), ("query", "ASK {}", "--where", HOSTILE), ("explain", HOSTILE),
    ],
    ids=range(11),
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_arguments_never_reach_the_terminal_raw(arguments: tuple[str, ...], encoding: str) -> None:
    done = kg(*arguments, env=os.environ | {"PYTHONIOENCODING": f"{encoding}:surrogateescape"})
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not set(HOSTILE) - set("[31m") & set(done.stdout + done.stderr)


def test_names_of_files_never_reach_the_terminal_raw(tmp_path: Path) -> None:
    letters = tmp_path / f"letters{HOSTILE}"
    letters.mkdir()
    text = letter_text("1. Which system do you use?\n\nMosaic.")
    (letters / f"good{HOSTILE}.txt").write_text(text, encoding="utf-8")
    (letters / f"bad{HOSTILE}\nError: none.pdf").write_bytes(b"")
    built = kg("build", str(letters), "-o", str(tmp_path / f"output{HOSTILE}"))
    assert built.returncode == 1
    assert r"\x07\x9b1m\u202e\u2066\u200f\nError: none.pdf is empty" in built.stdout
    assert "\nError" not in built.stdout
    shown = kg("facts", str(tmp_path / f"output{HOSTILE}"))
    written = kg(
        "facts", str(tmp_path / f"output{HOSTILE}"), "--format", "json", "-o", str(tmp_path / f"{HOSTILE}.json")
    )
    explained = kg("explain", str(letters / f"good{HOSTILE}.txt"))
    for done in (built, shown, written, explained):
        assert "Traceback" not in done.stderr
        assert not set(HOSTILE) - set("[31m") & set(done.stdout + done.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
@pytest.mark.parametrize(
    "arguments",
    [("facts", str(SMALL)), ("query", "ASK {}", "--where", str(SMALL)), ("--help",), ("--version",), ("query", "--list"),
     ("export", "nquads", "--where", str(SMALL))],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_a_full_device_is_told_in_a_line(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "kg", *arguments]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr.startswith("Error: The output cannot be written: No space left on device.\n")
        assert len(done.stderr.splitlines()) == 2
        assert subprocess.run(command, cwd=ROOT, stdout=full, stderr=full, check=False).returncode == 2


def test_a_table_for_spreadsheets_holds_no_formulas(store: Store) -> None:
    from kg.exporting.results import format_results

    cells = ["'=1+1'", "'@x'@en", "'+x'^^<urn:own>", "-5", "-1.5e3", "<urn:a>", "'plain'"]
    answer = store.query(f"SELECT ?x {{ VALUES ?x {{ {' '.join(cells)} }} }}")
    assert format_results(answer, "csv").splitlines() == ["x", "'=1+1", "'@x", "'+x", "-5", "-1500", "urn:a", "plain"]
    assert '"=1+1"' in format_results(answer, "tsv")


# --- stores that are kept ----------------------------------------------------------------------------------------


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A graph file that is kept as a store on disk, as only large ones are."""
    monkeypatch.setenv("COUNCIL_KG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(caching, "LARGE", 0)
    path = tmp_path / "graph.nq"
    path.write_text("<urn:a> <urn:p> <urn:b> <urn:g> .\n", encoding="utf-8")
    return path


def test_a_kept_store_is_of_the_content_of_its_file(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "_SETTLED", -1)  # the digest is noted at once
    assert Store.open(graph).ask("ASK { <urn:a> ?p ?o }")
    state = graph.stat()
    assert caching.content_of(graph) == digest_of(graph)
    graph.write_text("<urn:z> <urn:p> <urn:b> <urn:g> .\n", encoding="utf-8")
    os.utime(graph, ns=(state.st_atime_ns, state.st_mtime_ns))  # the same name, size and time of change
    assert not Store.open(graph).ask("ASK { <urn:a> ?p ?o }")
    assert Store.open(graph).ask("ASK { <urn:z> ?p ?o }")


def test_a_digest_is_not_computed_again_while_nothing_changes(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "_SETTLED", -1)
    first = caching.content_of(graph)
    monkeypatch.setattr(caching, "digest_of", lambda path: pytest.fail(f"{path} is read again"))
    assert caching.content_of(graph) == first


def test_kept_stores_are_for_their_user_alone(graph: Path, tmp_path: Path) -> None:
    Store.open(graph)
    kept = [path for path in (tmp_path / "cache" / "stores").rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if path.stat().st_mode & 0o077]
    assert not [folder for folder in {path.parent for path in kept} if folder.stat().st_mode & 0o077]


def test_what_an_ended_command_was_loading_is_cleared_away(graph: Path, tmp_path: Path) -> None:
    left = tmp_path / "cache" / "stores" / "some" / ".loading-1234"
    left.mkdir(parents=True)
    (left / "CURRENT").touch()
    Store.open(graph)
    assert not left.exists()
    assert not list((tmp_path / "cache").rglob(".loading-*"))


def test_a_graph_of_no_kept_store_is_read_as_before(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").touch()  # no folder can be made there
    assert len(Store.open(graph)) == len(list(read_quads(graph))) == 1
