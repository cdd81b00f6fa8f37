"""The commands that ask: what they print, what they refuse, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from typer.testing import CliRunner

from kg import __version__
from kg.cli import app, query
from kg.errors import DataError, KgError, NotFoundError, OutputError, QueryError, UsageError
from kg.exporting import results
from kg.exporting.graphs import GRAPH_FILES
from kg.known import flat
from kg.store import Store, read_quads

HERE = Path(__file__).parent
SMALL = str(HERE / "fixtures" / "small.trig")
LETTERS = HERE.parent / "data" / "letters"
SYSTEMS = "SELECT ?name WHERE { ?s a kg:System ; skos:prefLabel ?name } ORDER BY ?name"


def kg(*arguments: str, stdin: str | None = None) -> str:
    """What a command prints; errors made on purpose are raised."""
    result = CliRunner().invoke(app, list(arguments), input=stdin)
    if isinstance(result.exception, KgError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout_bytes.decode()


def test_a_shell_is_told_how_to_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    done = subprocess.run(
        [sys.executable, "-m", "kg", "--show-completion", "bash"], capture_output=True, text=True, env=environment
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "complete -o default -F _kg_completion kg" in done.stdout


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("kg query --name systems-in", ["systems-in-use", "systems-in-use-on"]),
        ("kg query --name ../", []),
        ("kg report re", ["renewals", "refusals"]),
        ("kg list s", ["systems", "suppliers", "services"]),
        ("kg sho", ["show"]),
    ],
)
def test_names_are_completed_without_reading_anything(typed: str, expected: list[str]) -> None:
    wish = {"_KG_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    code = (
        "import sys; from kg.cli import app\n"
        "try: app(prog_name='kg')\n"
        "finally: assert not {'pyoxigraph', 'networkx', 'jinja2', 'kg.store'} & set(sys.modules)"
    )
    environment = os.environ | wish | {"PYTHONPATH": str(HERE.parent)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == expected


def process(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    code = "import sys; from kg.cli import main; sys.exit(main())"
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=cwd, env=environment, check=False
    )


# --- kg query ----------------------------------------------------------------------------------------------------


def test_a_query_prints_a_table() -> None:
    lines = [line.strip() for line in kg("query", SYSTEMS, "--where", SMALL).splitlines()]
    assert lines[0] == "name"
    assert lines[2:] == ["CareDirector", "ContrOCC", "Liquidlogic"]


@pytest.mark.parametrize("format_", query.Format)
def test_every_format_is_the_one_of_the_exports(format_: query.Format) -> None:
    text = SYSTEMS if format_ in results.TABLE_FORMATS else "DESCRIBE kg:ofSystem"
    printed = kg("query", text, "--where", SMALL, "--format", format_)
    assert printed == results.format_results(Store.open(Path(SMALL)).query(text), format_)


def test_formats_of_the_command_are_those_of_the_exports() -> None:
    assert tuple(query.Format) == results.FORMATS


def test_a_query_comes_from_a_file_or_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("# parameter name name: of a system\n" + SYSTEMS.replace("{", "{\n# parameters\n"))
    asked = kg("query", "--file", str(file), "--param", "name=ContrOCC", "--where", SMALL, "--format", "csv")
    assert asked == "name\r\nContrOCC\r\n"
    assert kg("query", "--file", "-", "--where", SMALL, "--format", "csv", stdin=SYSTEMS).count("\r\n") == 4
    with pytest.raises(UsageError, match="cannot be read"):
        kg("query", "--file", str(tmp_path / "none.rq"), "--where", SMALL)
    file.write_bytes(b"SELECT '\xff' {}")
    with pytest.raises(UsageError, match="UTF-8"):
        kg("query", "--file", str(file), "--where", SMALL)


def test_a_named_query_takes_parameters() -> None:
    printed = kg(
        *("query", "--name", "contracts-ending-between", "--where", SMALL, "--format", "json"),
        *("--param", "from=2026-01-01", "--param", "to=2026-12-31"),
    )
    (row,) = json.loads(printed)["results"]["bindings"]
    assert (row["end"]["value"], row["match"]["value"]) == ("2026-03", "certain")
    assert parse_query_results(printed.encode(), QueryResultsFormat.JSON) is not None


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ([], UsageError, "Give one query"),
        ([SYSTEMS, "--name", "letters"], UsageError, "Give one query"),
        (["--name", "lettres"], NotFoundError, "no query named"),
        (["--name", "letters", "--param", "a"], UsageError, "is no NAME=VALUE"),
        (["--name", "letters", "--param", "a=1", "--param", "a=2"], UsageError, "is given twice"),
        (["--name", "letters", "--param", "a=1"], UsageError, "has no parameter"),
        (["--name", "systems-in-use-on", "--param", "service=legal"], QueryError, "lacks its parameter on"),
        (["--name", "contracts-ending-between", "--param", "from=x", "--param", "to=y"], UsageError, "'x' is not"),
        (["SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"], QueryError, "another machine in line 1"),
        (["DROP ALL"], QueryError, "This is an update"),
        (["SELECT * WHERE {\n ?s ?p }"], QueryError, "line 2"),
        ([SYSTEMS, "--format", "turtle"], UsageError, "turtle does not hold"),
        ([SYSTEMS, "-o", "/no/such/place.csv"], OutputError, "cannot be written"),
    ],
)
def test_what_is_wrong_is_said(arguments: list[str], error: type[KgError], message: str) -> None:
    with pytest.raises(error, match=message):
        kg("query", *arguments, "--where", SMALL)


def test_the_list_names_every_query_and_its_parameters() -> None:
    printed = kg("query", "--list")
    for name in (path.stem for path in (HERE.parent / "ontology" / "queries").glob("*.rq")):
        assert f"\n{name}\n" in f"\n{printed}"
    assert re.search(r"--param service=SERVICE +only contracts for this service \(may be left out\)", printed)
    assert max(map(len, printed.splitlines())) <= 100


# --- kg facts ----------------------------------------------------------------------------------------------------


def test_facts_are_rows_of_json_or_csv() -> None:
    rows = json.loads(kg("facts", SMALL, "--format", "json"))
    assert rows == flat.facts(Store.open(Path(SMALL)))
    assert list(rows[0]) == list(flat.FACT_KEYS)
    table = list(csv.DictReader(io.StringIO(kg("facts", SMALL, "--format", "csv"), newline="")))
    assert [row["quote"] for row in table][:3] == [row["quote"] for row in rows][:3]
    for kind in ("observations", "outcomes", "referrals"):
        found = json.loads(kg("facts", SMALL, f"--{kind}", "--format", "json"))
        assert found == getattr(flat, kind)(Store.open(Path(SMALL)))
        assert kg("facts", SMALL, f"--{kind}").splitlines()[0].startswith("letter ")


def test_facts_of_a_file_without_graphs_are_the_same(tmp_path: Path) -> None:
    kg("export", "turtle", "--where", SMALL, "-o", str(tmp_path / "flat.ttl"))
    assert kg("facts", str(tmp_path / "flat.ttl"), "--format", "json") == kg("facts", SMALL, "--format", "json")


def test_facts_of_letters_are_built_in_memory() -> None:
    rows = json.loads(kg("facts", str(LETTERS), "--format", "json"))
    assert {row["letter"] for row in rows} <= {path.name for path in LETTERS.iterdir()}
    assert len(rows) > 30
    for row in rows:
        text = (LETTERS / row["letter"]).read_text(encoding="utf-8")
        assert text[row["start"] : row["end"]] == row["quote"]
    assert rows == json.loads(kg("facts", *(str(path) for path in LETTERS.iterdir()), "--format", "json"))


def test_two_kinds_of_rows_exclude_each_other() -> None:
    with pytest.raises(UsageError, match="exclude each other"):
        kg("facts", SMALL, "--outcomes", "--referrals")


def test_without_a_graph_the_next_step_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (["facts"], ["query", SYSTEMS], ["show", "Mosaic"], ["export", "trig"]):
        with pytest.raises(NotFoundError) as caught:
            kg(*arguments)
        assert caught.value.hint == "Run `kg build LETTERS` first."


# --- kg show, kg export ------------------------------------------------------------------------------------------


def test_show_prints_text_or_json() -> None:
    assert kg("show", "care director", "--where", SMALL).startswith("CareDirector (system)\n")
    found = json.loads(kg("show", "OLM", "--where", SMALL, "--format", "json"))
    assert (found["name"], found["kind"], found["stated"][0]["quote"]) == ("OLM Systems", "supplier", "OLM")
    with pytest.raises(NotFoundError, match="Nothing in this graph"):
        kg("show", "SAP", "--where", SMALL)


def test_exports_hold_the_whole_graph_exactly(tmp_path: Path) -> None:
    expected = set(read_quads(Path(SMALL)))
    for format_, rdf in (("nquads", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG), ("jsonld", RdfFormat.JSON_LD)):
        assert set(parse(kg("export", format_, "--where", SMALL).encode(), format=rdf)) == expected
    assert kg("export", "graphml", "--where", SMALL).startswith("<?xml")
    assert kg("export", "csv", "--where", SMALL).count("\r\n") == 13
    path = tmp_path / GRAPH_FILES["nquads"]
    kg("export", "nquads", "--where", SMALL, "-o", str(path))
    assert kg("export", "nquads", "--where", str(tmp_path)).encode() == path.read_bytes()


def test_a_damaged_graph_is_named(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("<http://a/> <http://a/> .\n")
    for arguments in (["facts", str(tmp_path)], ["export", "nquads", "--where", str(tmp_path)]):
        with pytest.raises(DataError, match=r"graph\.nq is damaged: .*line 1"):
            kg(*arguments)


# --- the program -------------------------------------------------------------------------------------------------


def test_help_and_version() -> None:
    assert kg("--version") == f"council-kg {__version__}\n"
    printed = kg("--help")
    for command in ("build", "facts", "query", "show", "export"):
        assert re.search(rf"^  {command}  +\w", printed, re.MULTILINE)
        assert kg(command, "--help").startswith("Usage: ")


def test_errors_are_a_message_a_hint_and_a_status(tmp_path: Path) -> None:
    found = process("query", "SELECT * WHERE {\n ?s ?p", "--where", SMALL)
    assert found.returncode == 2
    assert found.stdout == ""
    assert found.stderr == ("Error: The query does not parse near line 2, column 7:\n  2 | ?s ?p\nOne } is missing.\n")
    assert process("facts", cwd=tmp_path).stderr == (
        "Error: No graph built yet in output.\nRun `kg build LETTERS` first.\n"
        if (tmp_path / "output").exists()
        else "Error: There is no folder output: no graph built yet.\nRun `kg build LETTERS` first.\n"
    )
    assert process("nonsense").returncode == 2
    assert "Traceback" not in process("query", "--nonsense").stderr


def test_a_reader_that_leaves_is_no_error() -> None:
    code = "import sys; from kg.cli import main; sys.exit(main())"
    arguments = [sys.executable, "-c", code, "facts", SMALL, "--format", "json"]
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        complaint = running.stderr.read()
    assert (running.returncode, complaint) == (141, b"")


def test_printing_is_utf8_whatever_the_locale() -> None:
    code = "import sys; from kg.cli import main; sys.exit(main())"
    environment = os.environ | {"PYTHONPATH": str(HERE.parent), "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    arguments = [sys.executable, "-c", code, "facts", SMALL, "--format", "csv"]
    found = subprocess.run(arguments, capture_output=True, env=environment, check=True)
    assert "about £12,500.50" in found.stdout.decode("utf-8")


def test_help_needs_nothing_heavy_and_answers_at_once() -> None:
    code = (
        "import sys\nfrom kg.cli import main\nsys.argv = ['kg', '--help']\n"
        "try:\n main()\nexcept SystemExit:\n pass\n"
        "heavy = {'rdflib', 'pyoxigraph', 'networkx', 'rich', 'rapidfuzz', 'pyvis', 'ahocorasick'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    times = []
    for _ in range(3):
        start = time.perf_counter()
        found = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
        )
        times.append(time.perf_counter() - start)
        assert found.stderr == "[]\n"
    assert min(times) < 0.5  # 0.1 s on the machine this was written on


def test_a_query_does_not_load_rdflib() -> None:
    code = (
        "import sys\nfrom kg.cli import main\n"
        f"sys.argv = ['kg', 'query', 'ASK {{}}', '--where', {SMALL!r}]\n"
        "try:\n main()\nexcept SystemExit:\n pass\n"
        "print('rdflib' in sys.modules, file=sys.stderr)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert (found.stdout, found.stderr) == ("yes\n", "False\n")
