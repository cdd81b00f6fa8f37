"""The picture of a graph and its page: what is drawn, what stands behind it, and that text stays text."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import zlib
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import OutputError
from kg.known.counting import counts
from kg.model import Certainty, Polarity
from kg.picturing import picture, render, wording, write_page
from kg.picturing.counting import counted
from kg.picturing.layout import place
from kg.picturing.telling import VERBS, intro, unique
from kg.store import Store
from tests.graphs import Said, letter, named, store_of

FIXTURE = Path(__file__).parent / "fixtures" / "page.trig"
COUNCIL = "council/coventry-city-council"
ADULTS = "service/coventry-city-council/adult-social-care"
CHILDREN = "service/coventry-city-council/childrens-social-care"
LETTER_2024 = "coventry-city-council-foi644411765-b5ede101"
UNNAMED_ADULTS = f"use/coventry-city-council/adult-social-care/unnamed-{LETTER_2024}"
UNNAMED_CHILDREN = f"use/coventry-city-council/childrens-social-care/unnamed-{LETTER_2024}"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)> href=',
    "</script><script>alert(2)</script><!--",
    "{{ 7 * 7 }}{% raw %} javascript:alert(3) \u2028 \u202e https://evil.example/x.js",
)

THIRD_LETTER = """
@base <https://w3id.org/council-kg/id/> .
@prefix kg: <https://w3id.org/council-kg/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<graph/third> {
  <letter/third> a kg:Letter ; kg:fileName "third.txt" ; kg:authority <council/coventry-city-council> .
  <letter/third/question/1> a kg:Question ; kg:inLetter <letter/third> ; kg:label "1" .
  <system/mosaic> a kg:System ; skos:prefLabel "Mosaic" .
  <system/eclipse> a kg:System ; skos:prefLabel "Eclipse" .
  <system/carefirst> a kg:System ; skos:prefLabel "CareFirst" .
  %s
}"""
USE = """
  <use/c/{service}/{system}> a kg:SystemUse ; kg:usedBy <council/coventry-city-council> ;
    kg:forService <../scheme/services/{service}> ; kg:aboutSystem <system/{system}> .
  <claim/{system}> a kg:Claim ; rdf:subject <use/c/{service}/{system}> ; rdf:predicate kg:{predicate} ;
    rdf:object <system/{system}> ; kg:value "{system}" ; kg:concerns <use/c/{service}/{system}> ;
    kg:status <../scheme/status/stated> ; kg:certainty <../scheme/certainty/{certainty}> ;
    kg:polarity <../scheme/polarity/{polarity}> ; kg:inLetter <letter/third> ;
    kg:answers <letter/third/question/1> ; kg:evidence <letter/third#char=0,1> .
  <letter/third#char=0,1> oa:hasSelector <letter/third/selector/0-1> .
  <letter/third/selector/0-1> oa:start 0 ; oa:exact "About {system}." .
"""


@cache
def fixture() -> tuple[Quad, ...]:
    return tuple(parse(path=str(FIXTURE), format=RdfFormat.TRIG))


@pytest.fixture(scope="module")
def graph() -> Any:
    return picture(Store.of(fixture()))


@pytest.fixture(scope="module")
def html(graph: Any) -> str:
    return render(graph)


def with_third_letter(**use: str) -> Any:
    given = {
        "service": "adult-social-care",
        "certainty": "definite",
        "polarity": "affirmed",
        "predicate": "ofSystem",
    }
    more = parse(THIRD_LETTER % USE.format(**(given | use)), format=RdfFormat.TRIG)
    return picture(Store.of([*fixture(), *more]))


def hostile_quads(text: str) -> list[Quad]:
    """The fixture with `text` added to every plain text in it: names, quotes, values, file names, labels."""
    quads = []
    for quad in fixture():
        thing = quad.object
        if isinstance(thing, Literal) and thing.datatype.value.endswith("#string"):
            thing = Literal(thing.value + text)
        quads.append(Quad(quad.subject, quad.predicate, thing, quad.graph_name))
    return quads


def data_of(html: str) -> dict[str, Any]:
    """All that is packed into a page: what is drawn, and the proofs."""
    blocks = re.findall(r'<script type="application/octet-stream" id="\w+">([\w+/=]*)</script>', html)
    assert len(blocks) == 2
    picture, proofs = (json.loads(zlib.decompress(base64.b64decode(block), -zlib.MAX_WBITS)) for block in blocks)
    return picture | proofs


class Page(HTMLParser):
    """Elements with their attributes, and the text of scripts and styles, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, str]] = []
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._open = "data" if dict(attrs).get("type") else tag
            self.inside.append((self._open, ""))

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:  # the parser hands long texts over in pieces
            self.inside[-1] = (self._open, self.inside[-1][1] + data)


# what is drawn


def test_kinds_and_their_edges(graph: Any) -> None:
    assert graph.nodes[COUNCIL]["kind"] == "council"
    assert graph.nodes[ADULTS]["name"] == "Adult social care"
    assert graph.nodes["system/caredirector"]["name"] == "CareDirector"
    drawn = {(start, kind, end) for start, end, kind in graph.edges(keys=True)}
    assert {
        (COUNCIL, "runs", ADULTS),
        (ADULTS, "uses", "system/caredirector"),
        (CHILDREN, "uses", "system/liquidlogic"),
        ("contract/coventry-city-council/cov-10304", "covers", "system/controcc"),
        ("supplier/system-c", "supplies", UNNAMED_CHILDREN),
        ("system/controcc", "part", "system/liquidlogic"),
        (f"letter/{LETTER_2024}", "says", UNNAMED_ADULTS),
    } <= drawn
    assert {data["kind"] for _, data in graph.nodes(data=True)} == {
        *("council", "service", "system", "supplier", "contract", "letter")
    }
    assert {kind for _, _, kind in graph.edges(keys=True)} <= set(VERBS)


def test_a_system_not_named_is_drawn_as_what_it_is(graph: Any) -> None:
    node = graph.nodes[UNNAMED_ADULTS]
    assert node["name"] == "System not named, adult social care"
    assert node["unnamed"]
    assert (ADULTS, UNNAMED_ADULTS, "uses") in graph.edges


def test_claims_stand_behind_nodes_and_edges(graph: Any) -> None:
    ends = [proof for proof in graph.nodes[UNNAMED_ADULTS]["claims"] if proof.field == "contract_end"]
    assert [(p.value, p.quote, p.question, p.letter, p.date, p.status, p.certainty) for p in ends] == [
        (
            "2026-11",
            "Until November 2026.",
            "15b",
            "000_b5ede101f7053e1c.txt",
            "2024-10-02",
            "stated",
            "definite",
        )
    ]
    uses = graph.edges[ADULTS, "system/caredirector", "uses"]["claims"]
    assert {proof.field for proof in uses} == {"system", "function", "hosting"}
    assert all(proof.quote and proof.letter.startswith("001") for proof in uses)


def test_inferred_sameness_names_its_rule_and_its_grounds(graph: Any) -> None:
    start = f"contract/{LETTER_2024}/adult-social-care/unnamed"
    edge = graph.edges[start, "contract/coventry-city-council/cov-cg-002-adult", "same"]
    (proof,) = edge["claims"]
    assert (edge["standing"], proof.rule) == ("inferred", "probably-same-contract")
    assert proof.value == "COV CG/002/Adult"
    quotes = {graph.graph["grounds"][ground].quote for ground in proof.grounds}
    assert quotes == {"Until November 2026.", "Care Director contracts register ref: COV CG/002/Adult"}
    assert graph.has_edge(UNNAMED_ADULTS, "system/caredirector", "same")


def test_the_catalogue_speaks_only_of_what_letters_name(graph: Any) -> None:
    assert "system/mosaic-access" not in graph  # in the catalogue of the fixture, in no letter
    edge = graph.edges["supplier/careworks", "system/caredirector", "supplies"]
    assert edge["standing"] == "reference"
    assert graph.nodes["supplier/careworks"]["standing"] == "reference"
    assert graph.nodes["supplier/system-c"]["standing"] == "stated"
    (proof,) = edge["claims"]
    assert proof.status == "reference"
    assert proof.sources


def test_a_letter_tells_its_figures_and_what_it_refused(graph: Any) -> None:
    said = graph.nodes[f"letter/{LETTER_2024}"]["claims"]
    figures = [proof.value for proof in said if proof.part == "figure"]
    assert figures[0] == "5,433, 2016-17, children's social care, published"
    refused = {(p.question, p.value) for p in said if p.part == "outcome" and "Withheld" in p.value}
    assert ("12a", "Withheld (Foia s 43 2)") in refused


def test_provenance_is_no_node(graph: Any) -> None:
    for word in ("claim/", "activity/", "/selector/", "/question/", "/answer/", "#char=", "observation/"):
        assert not [node for node in graph if word in node]


@pytest.mark.parametrize(
    ("use", "kind", "standing"),
    [
        ({"system": "mosaic", "certainty": "planned"}, "plans", "planned"),
        ({"system": "carefirst", "predicate": "formerSystem"}, "used", "former"),
    ],
)
def test_plans_and_the_past_are_no_present_use(use: dict[str, str], kind: str, standing: str) -> None:
    drawn = with_third_letter(**use)
    system = f"system/{use['system']}"
    assert {key for _, _, key in drawn.in_edges(system, keys=True)} == {kind, "says"}
    assert drawn.nodes[system]["standing"] == standing


def test_what_a_letter_denies_is_told_and_not_drawn_as_use() -> None:
    drawn = with_third_letter(system="eclipse", polarity="denied")
    assert {key for _, _, key in drawn.in_edges("system/eclipse", keys=True)} == {"says"}
    assert drawn.nodes["system/eclipse"]["standing"] == "denied"
    (proof,) = drawn.nodes["system/eclipse"]["claims"]
    assert (proof.standing, proof.quote) == ("denied", "About eclipse.")
    assert proof in drawn.nodes[ADULTS]["claims"]


def test_an_empty_store_makes_an_empty_page() -> None:
    html = render(picture(Store.of([])))
    assert data_of(html)["nodes"] == []
    assert "0 letters" in html


# where it stands


def test_labels_do_not_overlap(graph: Any) -> None:
    places = place(graph, dict.fromkeys(graph, 3))
    for one, (x, y) in places.items():
        for other, (x2, y2) in places.items():
            assert one == other or abs(x - x2) >= 180 or abs(y - y2) >= 95, (one, other)


def _moved(part: Any) -> Any:
    return NamedNode(part.value.replace("coventry", "derby")) if isinstance(part, NamedNode) else part


def test_councils_stand_apart_and_what_they_share_between_them() -> None:
    again = [
        Quad(*(_moved(part) for part in (quad.subject, quad.predicate, quad.object, quad.graph_name)))
        for quad in fixture()
    ]
    both = picture(Store.of([*fixture(), *again]))
    places = place(both, {})
    assert len(set(places.values())) == len(both)
    columns = {council: {places[n][1] for n in both if f"/{council}" in n} for council in ("coventry", "derby")}
    assert max(columns["coventry"]) < min(columns["derby"]) or max(columns["derby"]) < min(columns["coventry"])


# the page


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from kg.store import Store; from kg.picturing import *;"
        "write_page(picture(Store.open(Path(sys.argv[1]))), Path(sys.argv[2]))"
    )
    pages = []
    for seed in ("0", "1", "4711"):
        path = tmp_path / f"{seed}.html"
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[1])}
        subprocess.run([sys.executable, "-c", script, str(FIXTURE), str(path)], check=True, env=env, cwd=tmp_path)
        pages.append(path.read_bytes())
    assert len(set(pages)) == 1
    assert pages[0] == render(picture(Store.of(reversed(fixture())))).encode()


def test_no_outside_address(html: str) -> None:
    assert not re.search(r"https?://", html)  # addresses in text and licences are escaped, so none is a link
    assert not re.search(r"@import|url\((?!data:)", html)
    assert "sourceMappingURL" not in html
    for tag, attributes in Page(html).tags:
        assert "src" not in attributes, tag
        assert (attributes.get("href") or "data:,") == "data:,"
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
    assert "Apache 2.0 License" in html
    assert "The MIT License" in html


def test_the_policy_names_every_script_and_style(html: str) -> None:
    page = Page(html)
    policy = next(a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == ["'none'"]
    assert rules["require-trusted-types-for"] == ["'script'"]
    for kind in ("script", "style"):
        found = [text for what, text in page.inside if what == kind]
        digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in found]
        assert rules[f"{kind}-src"] == [f"'sha256-{digest}'" for digest in digests]
        assert found
    assert "unsafe" not in policy


def test_pyvis_carries_the_graph_and_nothing_moves(html: str) -> None:
    data = data_of(html)
    assert data["options"]["physics"] == {"enabled": False}
    node = next(node for node in data["nodes"] if node["id"] == "system/caredirector")
    assert {"label", "size", "group", "claims"} <= node.keys()
    assert not {"x", "y"} & node.keys()  # the page places what it shows
    assert "title" not in node  # vis-network would show it as it comes
    shown = [data["claims"][number] for number in node["claims"]]
    assert "Adults: CareDirector" in {claim.get("quote") for claim in shown}


def test_the_intro_counts(graph: Any) -> None:
    assert intro(graph) == (
        "What 2 letters from 1 council say about 2 services, 3 systems (2 more not named), 4 contracts and 1 supplier "
        "(2 more from the catalogue): 33 facts and 8 figures, each with the letter's own words."
    )


def said_in_many_ways() -> Store:
    """What is stated, denied, planned, past, and only mentioned."""
    former = Said("former_system", "Paris", system="Mosaic")
    planned = Said("system", "Azeus", system="Azeus", certainty=Certainty.PLANNED)
    denied = Said("system", "Tascomi", system="Tascomi", polarity=Polarity.DENIED)
    mentioned = Said("supplier", "Access", system="Synergy")
    return store_of(letter(named("Mosaic"), former, planned, denied, mentioned))


@pytest.mark.parametrize("make", [said_in_many_ways, None])
def test_the_page_counts_as_the_build_does(make: Any, store: Store) -> None:
    known = make() if make else store
    drawn = picture(known)
    found = counted(drawn, unique(drawn))
    assert dict(found) == {name: counts(known)[name] for name in found}
    assert set(found) == {"letters", "councils", "claims", "observations", "systems", "suppliers"}


def test_what_is_drawn_and_not_counted_is_told() -> None:
    assert "1 system (4 more only mentioned, planned, used before or denied)" in intro(picture(said_in_many_ways()))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str, html: str) -> None:
    attacked = render(picture(Store.of(hostile_quads(text))))
    assert text not in attacked
    assert [tag for tag, _ in Page(attacked).tags] == [tag for tag, _ in Page(html).tags]
    assert [t for kind, t in Page(attacked).inside if kind == "script"] == [
        t for kind, t in Page(html).inside if kind == "script"
    ]
    names = {node["name"] for node in data_of(attacked)["nodes"]}
    assert f"CareDirector{text}" in names


def test_a_very_long_name_is_short_on_the_canvas_and_whole_in_the_panel() -> None:
    long = "x" * 10_000
    node = next(n for n in data_of(render(picture(Store.of(hostile_quads(long)))))["nodes"] if n["group"] == "system")
    assert len(node["label"]) < 80
    assert node["name"].endswith(long)


def test_a_page_that_cannot_be_written_says_so(graph: Any, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_page(graph, tmp_path / "missing" / "graph.html")


def test_importing_the_stage_loads_no_heavy_library() -> None:
    heavy = {"networkx", "pyvis", "jinja2", "IPython"}
    script = f"import sys, kg.picturing; print(sorted({heavy} & set(sys.modules)))"
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


NO_IPYTHON = """
import sys, pathlib
if sys.argv[2] == "missing":
    sys.modules["IPython"] = sys.modules["IPython.display"] = None  # what Python does to a module that is to be found nowhere
before = {name: module for name, module in sys.modules.items() if name.startswith("IPython")}
from kg.picturing import picture, write_page
from kg.store import Store
write_page(picture(Store.open(pathlib.Path(sys.argv[1]))), pathlib.Path(sys.argv[3]))
print(before == {name: module for name, module in sys.modules.items() if name.startswith("IPython")})
"""


@pytest.mark.parametrize("ipython", ["installed", "missing"])
def test_a_page_needs_no_ipython_and_leaves_it_as_it_was(html: str, ipython: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    command = [sys.executable, "-c", NO_IPYTHON, str(FIXTURE), ipython, str(page)]
    root = Path(__file__).parents[1]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout == "True\n"
    assert page.read_text(encoding="utf-8") == html


# plain words


@pytest.mark.parametrize(
    ("field", "raw", "words"),
    [
        ("contract_end", "2028", "2028"),
        ("contract_end", "2026-11", "November 2026"),
        ("contract_end", "2028-03-31", "31 March 2028"),
        ("contract_end", "2025-04-01/2026-03-31", "1 April 2025 to 31 March 2026"),
        ("in_use_since", "2018~", "about 2018"),
        ("contract_start", "2021-13", "2021-13"),
        ("contract_term", "P5Y", "5 years"),
        ("contract_term", "P2Y6M", "2 years and 6 months"),
        ("contract_term", "rolling", "rolling"),
        ("contract_term", "rolling/P1Y", "rolling, 1 year at a time"),
        ("extension", "P2Y+P2Y", "two options of two years"),
        ("extension", "P1Y used", "one year used"),
        ("annual_cost", "125000", "£125,000"),
        ("total_cost", "1200.5", "£1,200.50"),
        ("annual_cost", "a lot", "a lot"),
        ("provided", "true", "yes"),
        ("contract_end", "2011-12", "December 2011"),
        ("contract_reference", "COV CG/002/Adult", "COV CG/002/Adult"),
        ("function", "2018", "2018"),
    ],
)
def test_values_in_plain_words(field: str, raw: str, words: str) -> None:
    assert wording.value(field, raw) == words


def test_figures_in_plain_words() -> None:
    assert wording.amount("5433", "referrals") == "5,433 referrals"
    assert wording.amount("14.71", "cases") == "14.71 cases"
    assert wording.amount("4883350", "GBP") == "£4,883,350"
    assert wording.period("2021-09-30") == "30 September 2021"
    assert wording.period("2011-12") == "2011-12"  # a year that ends in 2012


def test_terms_in_plain_words() -> None:
    assert wording.field("contract_end") == "Contract end date"
    assert wording.field("underContract") == "Covered by contract"
    assert wording.field("someNewTerm") == "Some new term"
