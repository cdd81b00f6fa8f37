"""The public interface: what it gives, what it refuses, and that it is the only door."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.api import exports, reports
from kg.building import Built
from kg.exporting.graphs import write_graphs
from kg.known import flat
from kg.store import Store
from tests.conftest import LETTERS, ROOT
from tests.graphs import ADULT, Said, letter, named, quads_of

LOWER = ("pyoxigraph", "rdflib", "networkx", "pandas", "jinja2", "kg.store", "kg.reporting.report", "Any")
"""What no signature may hold: types of libraries below, and of modules that are not public."""


@pytest.fixture(scope="module")
def where(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the five letters, as they were built."""
    folder = tmp_path_factory.mktemp("graph")
    write_graphs(built.quads, folder)
    return folder


@pytest.fixture(scope="module")
def graph(where: Path) -> kg.Graph:
    return kg.open(where)


def python(code: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    return done.stdout


def test_importing_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import kg; print(sorted(n for n in set(sys.modules) - before if n.startswith('kg')))"
    assert python(code) == "['kg', 'kg.version']\n"


def test_opening_loads_neither_letters_readers_nor_frames(where: Path) -> None:
    code = (
        f"import sys, kg; kg.open({str(where)!r}).ask('ASK {{}}')\n"
        "print(sorted({'kg.extracting', 'kg.reading', 'rdflib', 'polars'} & set(sys.modules)))"
    )
    assert python(code) == "[]\n"


def test_the_lists_of_names_agree() -> None:
    homes = [name for names in kg._HOMES.values() for name in names]
    assert sorted([*homes, "__version__"]) == kg.__all__ == sorted(set(kg.__all__))
    source = (ROOT / "kg" / "__init__.py").read_text(encoding="utf-8")
    for home, names in kg._HOMES.items():
        line = next(line for line in source.splitlines() if line.startswith(f"    from {home} import"))
        assert line.split(" import ")[1].split(", ") == list(names)
    assert set(kg.__all__) <= set(dir(kg))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        kg.nothing  # noqa: B018


@pytest.mark.parametrize("name", kg.__all__)
def test_nothing_of_a_lower_library_stands_in_a_signature(name: str) -> None:
    found = getattr(kg, name)
    callables = [found] if inspect.isfunction(found) else []
    if inspect.isclass(found):
        assert found.__doc__
        members = {key: getattr(found, key) for key in vars(found) if not key.startswith("_")}
        callables = [member for member in members.values() if inspect.isfunction(member)]
        assert all(member.__doc__ for member in callables)
    for one in callables:
        words = " ".join(str(hint) for hint in one.__annotations__.values())
        words = words.replace("Iterator[dict[str, Any]]", "")  # of `dicts`, whose values are what JSON takes
        assert not any(lower in words for lower in LOWER), (one, words)


def test_all_errors_are_of_one_tree() -> None:
    errors = [getattr(kg, name) for name in kg.__all__ if name.endswith("Error")]
    assert len(errors) == 7
    assert all(issubclass(error, kg.KgError) for error in errors)


def test_facts_are_those_of_the_command_line(graph: kg.Graph, store: Store) -> None:
    rows = flat.facts(store)
    assert [asdict(fact) for fact in graph.facts()] == rows == list(graph.facts().dicts())
    assert graph.facts().columns == flat.FACT_KEYS == tuple(field.name for field in fields(kg.Fact))
    assert json.loads(json.dumps(list(graph.observations().dicts()))) == flat.observations(store)
    assert [outcome.outcome for outcome in graph.outcomes()] == [row["outcome"] for row in flat.outcomes(store)]
    assert any(outcome.referral and isinstance(outcome.referral[0], kg.Link) for outcome in graph.outcomes())
    assert [referral.label for referral in graph.referrals()] == [row["label"] for row in flat.referrals(store)]


def test_claims_are_facts_and_more(graph: kg.Graph) -> None:
    claims = list(graph.claims())
    of_fields = {fact.field for fact in graph.facts()}
    facts = [claim for claim in claims if claim.polarity == "affirmed" and claim.field in of_fields]
    assert [(c.letter, c.field, c.value, c.quote) for c in facts] == [
        (f.letter, f.field, f.value, f.quote) for f in graph.facts()
    ]
    end = next(claim for claim in claims if claim.field == "contract_end" and claim.value == "2028")
    assert (end.earliest, end.latest) == (date(2028, 1, 1), date(2028, 12, 31))
    assert "partOf" in {claim.field for claim in claims}
    assert len({claim.claim for claim in claims}) == len(claims)


def test_claims_on_a_thing(tmp_path: Path) -> None:
    quads = quads_of(letter(named("Mosaic"), Said("hosting", "on-premises", ADULT, "Mosaic"), named("SIMS")))
    write_graphs(quads, tmp_path)
    graph = kg.open(tmp_path / "graph.nq")
    assert {claim.system for claim in graph.claims("SIMS")} == {"SIMS"}
    assert len(list(graph.claims())) > len(list(graph.claims("SIMS"))) == 1
    assert list(graph.claims("Liquidlogic")) == []  # the catalogue knows it, no letter names it
    with pytest.raises(kg.NotFoundError):
        graph.claims("Nobody knows this")


def test_letters_and_findings(graph: kg.Graph, tmp_path: Path) -> None:
    letters = list(graph.letters())
    assert len(letters) == 5
    assert all(one.questions and one.council == "Coventry City Council" for one in letters)
    assert sum(one.claims > 0 for one in letters) == 4  # one letter only refuses
    assert graph.findings() == ()
    (tmp_path / "nothing.pdf").write_bytes(b"%PDF-1.4 damaged")
    (tmp_path / "letter.txt").write_bytes(sorted(LETTERS.iterdir())[2].read_bytes())
    read = kg.read(tmp_path)
    assert [finding.file for finding in read.findings()] == ["nothing.pdf"]
    assert len(list(read.letters())) == 1
    assert list(read.unsure()) == []


def test_own_queries(graph: kg.Graph) -> None:
    found = graph.query("SELECT ?s ?n ?none WHERE { ?s a kg:System ; skos:prefLabel ?n } ORDER BY ?n LIMIT 2")
    assert found.columns == ("s", "n", "none")
    assert [row["none"] for row in found] == [None, None]
    assert list(found) == list(found.dicts())
    assert graph.ask("ASK { ?letter a kg:Letter }")
    assert "a kg:Letter" in graph.construct("CONSTRUCT { ?l a kg:Letter } WHERE { ?l a kg:Letter }")
    with pytest.raises(kg.QueryError, match="not a SELECT"):
        graph.query("ASK {}")
    with pytest.raises(kg.QueryError):
        graph.query("SELECT")


def test_named_queries(graph: kg.Graph) -> None:
    ends = list(graph.named("contracts-ending-between", from_="2026", to=date(2028, 12, 31), service=None))
    assert [row["end"] for row in ends] == ["2026-11", "2028"]
    known = [row["authority"] for row in graph.named("councils")]
    assert len(list(graph.named("facts", authority=known))) == len(list(graph.facts()))
    assert "facts" in [query.name for query in kg.queries()]
    for name, values, error in (
        ("fact", {}, kg.NotFoundError),
        ("facts", {"nothing": "1"}, kg.UsageError),
        ("contracts-ending-between", {"from_": "soon"}, kg.UsageError),
        ("councils-using-supplier", {}, kg.QueryError),
    ):
        with pytest.raises(error):
            graph.named(name, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", list(reports._REPORTS))
def test_every_report(graph: kg.Graph, name: str, tmp_path: Path) -> None:
    report = graph.report(name)
    assert report.name == name
    for section in report.sections:
        assert report[section.name] is section
        assert section.name in report
        assert len(section) == len(list(section)) == len(list(section.dicts()))
    for suffix in ("txt", "md", "csv", "json", "html"):
        report.save(tmp_path / f"report.{suffix}")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == str(report)
    assert json.loads((tmp_path / "report.json").read_bytes())["report"] == name
    with pytest.raises(kg.NotFoundError, match="no section 'nothing'"):
        report["nothing"]
    with pytest.raises(kg.UsageError, match="no format 'docx'"):
        report.save(tmp_path / "report.docx")


def test_a_report_takes_only_its_options(graph: kg.Graph) -> None:
    with pytest.raises(kg.UsageError, match="has no option 'lead'"):
        graph.report("market", lead="18m")
    with pytest.raises(kg.NotFoundError, match="There is no report 'renewal'"):
        graph.report("renewal")
    with pytest.raises(kg.UsageError):
        graph.report("renewals", from_="2028", to="2026")
    with pytest.raises(kg.UsageError, match="asks for nothing"):
        graph.report("market").draft_request()
    words = graph.report("gaps", service="school-mis", as_of="2026-11-21").draft_request().text
    assert "MD-133-2018" in words


def test_options_are_read_before_a_graph_is(where: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def loaded(_: Path) -> Store:
        raise AssertionError("the graph was loaded")

    monkeypatch.setattr(Store, "open", loaded)
    with pytest.raises(kg.UsageError):
        kg.open(where).report("gaps", as_of="some day")


def test_the_drawing(graph: kg.Graph) -> None:
    report = graph.report("renewals", from_="2026", to="2028", as_of="2026-11-21", lead="18m")
    drawing = report.drawing()
    assert drawing is not None
    assert drawing == report.drawing() == drawing._repr_svg_()
    assert drawing.count("<rect x=") >= 3
    assert "CareDirector (probably)" in drawing
    assert graph.report("gaps").drawing() is None


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    words = "<script>alert(1)</script>"
    said = letter(named(words), Said("contract_end", "2028", ADULT, words), council="Coventry City Council")
    write_graphs(quads_of(said), tmp_path)
    graph = kg.open(tmp_path)
    html = graph.facts()._repr_html_()
    assert "&lt;script&gt;" in html
    drawing = graph.report("renewals", as_of="2026-11-21").drawing()
    assert drawing is not None
    assert "<script" not in html + drawing


def test_frames(graph: kg.Graph, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    facts = graph.facts().to_frame()
    assert facts.shape == (len(list(graph.facts())), len(flat.FACT_KEYS))
    assert (facts["start"].dtype, facts["confidence"].dtype, facts["value"].dtype) == (
        polars.Int64, polars.Float64, polars.String,
    )  # fmt: skip
    assert graph.claims().to_frame()["latest"].drop_nulls().to_list()[0].year
    assert graph.observations().to_frame()["value"].dtype == polars.Float64
    assert graph.query("SELECT ?x WHERE { VALUES ?x { 1 2.5 } }").to_frame()["x"].to_list() == [1.0, 2.5]
    assert graph.query("SELECT ?x WHERE { VALUES ?x { 1 'a' true } }").to_frame()["x"].to_list() == ["1", "a", "true"]
    assert graph.query("SELECT ?x WHERE { FILTER(false) }").to_frame().shape == (0, 1)
    for name in ("one", "two"):
        graph.export(tmp_path / name, "parquet")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert polars.read_parquet(tmp_path / "one").equals(facts)


def test_frames_need_their_package(graph: kg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(kg.UsageError, match="need the package polars") as found:
        graph.facts().to_frame()
    assert "council-kg[frames]" in found.value.hint


@pytest.mark.parametrize("format_", [one for one in kg.Format if one is not kg.Format.PARQUET])
def test_every_export_is_that_of_the_command_line(graph: kg.Graph, where: Path, tmp_path: Path, format_: str) -> None:
    from typer.testing import CliRunner

    from kg.cli import app

    graph.export(tmp_path / "python", format_)
    done = CliRunner().invoke(app, ["export", format_, "--where", str(where), "-o", str(tmp_path / "command")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "python").read_bytes() == (tmp_path / "command").read_bytes() == exports.exported(graph, format_)


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(kg.NotFoundError):
        kg.open(tmp_path)
    with pytest.raises(kg.NotFoundError):
        kg.open(tmp_path / "absent")
    (tmp_path / "graph.txt").write_text("x", encoding="utf-8")
    with pytest.raises(kg.UsageError):
        kg.open(tmp_path / "graph.txt")
    with pytest.raises(kg.KgError):
        kg.read(tmp_path / "absent.txt")


def test_rows_are_dataclasses() -> None:
    kinds: list[Any] = [kg.Fact, kg.Claim, kg.Letter, kg.Outcome, kg.Observation, kg.Referral, kg.SetAside, kg.Link]
    assert all(is_dataclass(kind) and kind.__dataclass_params__.frozen for kind in kinds)  # type: ignore[attr-defined]
