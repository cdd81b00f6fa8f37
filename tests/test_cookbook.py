"""docs/cookbook.md and the pages beside it: each query finds what is shown, each recipe does what it says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize

from kg.building import Built, build_in_memory
from kg.exporting.results import format_results
from kg.querying import named_query, run
from kg.sparql import PREFIXES
from kg.store import Store
from tests.conftest import LETTERS, ROOT
from tests.executing import blocks, printed
from tests.walking import differences

DOCS = ROOT / "docs"
PAGE = (DOCS / "cookbook.md").read_text(encoding="utf-8")
LOADING = (DOCS / "loading.md").read_text(encoding="utf-8")
GATE = (DOCS / "continuous-integration.md").read_text(encoding="utf-8")
QUESTION = re.compile(
    r"^### \d+\. (?P<title>.+)\n(?:(?!#|```).*\n)*"
    r"```sparql\n(?P<query>(?:(?!```).*\n)*)```\n```text\n(?P<shown>(?:(?!```).*\n)*)```$",
    re.MULTILINE,
)
QUESTIONS = [found.group("title", "query", "shown") for found in QUESTION.finditer(PAGE)]
BESIDE = [DOCS / name for name in ("cookbook.md", "loading.md", "continuous-integration.md")]


def test_the_page_has_twenty_questions() -> None:
    assert len(re.findall(r"^### ", PAGE, re.MULTILINE)) == len(QUESTIONS) == 20


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The graph of the letter that the page makes up."""
    (text,) = re.findall(r"^## Of letters that tell more\n.*?^```text\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    letter = tmp_path_factory.mktemp("example") / "example.txt"
    letter.write_text(text, encoding="utf-8")
    return build_in_memory([letter])


@pytest.mark.parametrize(("title", "query", "shown"), QUESTIONS[:17], ids=[title for title, _, _ in QUESTIONS[:17]])
def test_a_query_finds_what_the_page_shows(store: Store, title: str, query: str, shown: str) -> None:
    assert differences(format_results(store.query(query), labels=store.label), shown.splitlines()) == ""


@pytest.mark.parametrize(("title", "query", "shown"), QUESTIONS[17:], ids=[title for title, _, _ in QUESTIONS[17:]])
def test_a_query_finds_it_in_the_letter_of_the_page(example: Store, title: str, query: str, shown: str) -> None:
    assert differences(format_results(example.query(query), labels=example.label), shown.splitlines()) == ""


def test_the_prefixes_of_the_page_are_all_that_its_queries_need() -> None:
    declared = dict(re.findall(r"^PREFIX (\w+): <(.+)>$", PAGE, re.MULTILINE))
    used = {name for _, query, _ in QUESTIONS for name in re.findall(r"\b(\w+):[A-Za-z]", re.sub(r"<.*?>", "", query))}
    assert declared.items() <= PREFIXES.items()
    assert declared.keys() == used


@pytest.mark.parametrize("page", BESIDE, ids=[page.name for page in BESIDE])
def test_every_link_of_the_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (DOCS / link).exists()] == []


@pytest.fixture(scope="module")
def folder(built: Built, store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the loading recipes read: the facts, and the graphs of the letters."""
    made = tmp_path_factory.mktemp("loading")
    (made / "output").mkdir()
    quads = [quad for quad in built.quads if "/graph/coventry" in str(quad.graph_name)]
    for name, form in (("graph.nq", RdfFormat.N_QUADS), ("graph.jsonld", RdfFormat.JSON_LD)):
        serialize(quads, str(made / "output" / name), format=form)
    text = format_results(run(store, named_query("facts")), "csv")
    (made / "output" / "facts.csv").write_text(text, encoding="utf-8")
    return made


@pytest.mark.parametrize(("code", "shown"), blocks(LOADING), ids=["rdflib", "pandas", "polars"])
def test_python_loads_it(folder: Path, code: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip(code.split()[1])
    monkeypatch.chdir(folder)
    assert printed(code, {})[0] == shown


def test_the_gate_lets_whole_letters_pass_and_stops_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    letter = tmp_path / "letters" / "one.txt"
    shutil.copyfile(LETTERS / "001_4aed678c47f12adb.txt", letter)
    lines = re.findall(r"^```sh\n(.*?)^```", GATE, re.MULTILINE | re.DOTALL)[0]
    shell = f'kg() {{ "{sys.executable}" -m kg "$@"; }}\n{lines}'
    assert subprocess.run(["bash", "-c", shell], cwd=tmp_path, check=False).returncode == 0
    assert json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["counts"]["letters"] == 1
    (tmp_path / "letters" / "two.pdf").write_bytes(b"no PDF")
    assert subprocess.run(["bash", "-c", shell], cwd=tmp_path, check=False).returncode == 1
    assert json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["findings"][0]["level"] == "error"
