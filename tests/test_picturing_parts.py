"""Beside the picture itself: the letters' words, what filters go by, folding, parts, and the formats of other programs."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import networkx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from benchmarks.councils import letters as many_letters
from kg.building import Built, build_graph
from kg.errors import DataError, NotFoundError, OutputError, UsageError
from kg.picturing import picture, render
from kg.picturing.folding import FOLDED_ABOVE, FOLDED_FROM, folds, headings
from kg.picturing.interchange import FORMATS, cytoscape, gexf, graphml
from kg.picturing.letters import TEXTS_FILE, read_texts, texts_in, texts_of, write_texts
from kg.picturing.parting import Wish, drawable, part
from kg.store import Store
from tests.graphs import ADULT, CHILDREN, Asked, Said, letter, named, store_of
from tests.letters import document, letter_text
from tests.test_picturing import data_of
from tests.test_privacy import BODIES

COVENTRY = "council/coventry-city-council"


@pytest.fixture(scope="module")
def graph(built: Built, store: Store) -> Any:
    return picture(store, texts_of(built.letters))


@cache
def large() -> Any:
    """A picture of more nodes than are drawn unfolded."""
    return picture(Store.of(build_graph(list(many_letters(110))).quads))


# the words of letters


def test_the_words_of_letters_keep_their_places(built: Built) -> None:
    texts = texts_of(built.letters)
    documents = {f"{one.letter.document.source}": one.letter.document.text for one in built.letters}
    assert len(texts) == len(documents) == 5
    for one, pieces in zip(built.letters, texts.values(), strict=True):
        text = documents[one.letter.document.source]
        assert pieces
        for at, words in pieces:
            original = text[at : at + len(words)]
            assert len(original) == len(words)
            assert all(mine in (theirs, "█") for mine, theirs in zip(words, original, strict=True))


def test_every_claim_of_a_question_finds_its_words_in_its_letter(built: Built, graph: Any) -> None:
    texts = texts_of(built.letters)
    quoted = 0
    for _, data in graph.nodes(data=True):
        for proof in data["claims"]:
            if not proof.question or not proof.quote or proof.status != "stated":
                continue
            start, end = proof.span
            found = "".join(
                words[max(0, start - at) : max(0, end - at)] for at, words in texts[proof.source] if at < end
            )
            assert set(found) <= set(proof.quote)
            assert found[:10] == proof.quote[:10]
            quoted += 1
    assert quoted > 300


@pytest.mark.parametrize("place", BODIES)
@pytest.mark.parametrize("greeting", ["Dear Mr Noah Reed", "Dear Noah Reed"])
def test_personal_data_is_blacked_out(place: str, greeting: str) -> None:
    text = letter_text(BODIES[place]).replace("Dear Sir or Madam", greeting)
    words = "".join(piece for pieces in texts_of(build_graph([document(text)]).letters).values() for _, piece in pieces)
    assert len(words) > 20
    for secret in ("Quill", "Noah", "Reed", "960123", "ada.quill"):
        assert secret not in words


def test_letterhead_and_signature_stay_out(built: Built) -> None:
    words = "".join(piece for pieces in texts_of(built.letters).values() for _, piece in pieces)
    assert "Yours faithfully" not in words
    assert "Dear Sir" not in words
    assert "Until November 2026." in words


def test_words_are_written_and_read(built: Built, tmp_path: Path) -> None:
    texts = texts_of(built.letters)
    write_texts(texts, tmp_path / TEXTS_FILE)
    assert read_texts(tmp_path) == texts
    assert read_texts(tmp_path / "graph.nq") == texts
    assert read_texts(tmp_path / "elsewhere" / "graph.nq") == {}
    with pytest.raises(OutputError, match="cannot be written"):
        write_texts(texts, tmp_path / "missing" / TEXTS_FILE)


@pytest.mark.parametrize("damaged", ["{", "[1]", '{"letter/a": [[0]]}', '{"letter/a": 3}'])
def test_damaged_words_are_named(tmp_path: Path, damaged: str) -> None:
    (tmp_path / TEXTS_FILE).write_text(damaged, encoding="utf-8")
    with pytest.raises(DataError, match=r"letters\.json is damaged"):
        read_texts(tmp_path)


def test_without_the_file_the_graph_has_questions_and_answers(store: Store) -> None:
    texts = texts_in(store)
    (pieces,) = (pieces for key, pieces in texts.items() if "foi644411765" in key)
    words = "".join(piece for _, piece in pieces)
    assert words.index("15a. How long are you contracted") < words.index("Until 2028.") < words.index("15b. Is this")
    assert (8444, "Until 2028.") in pieces


# what filters go by


def test_nodes_know_their_letters_councils_and_services(graph: Any) -> None:
    system = graph.nodes["system/caredirector"]
    assert [key.rpartition("-")[0] for key in system["letters"]] == [
        "letter/coventry-city-council-foi445227294",
        "letter/coventry-city-council-foi644411765",
    ]
    assert system["councils"] == {COVENTRY}
    assert system["services"] == {"services/adult-social-care"}
    assert len(graph.nodes[COVENTRY]["letters"]) == 5
    letters = {node: data["withheld"] for node, data in graph.nodes(data=True) if data["kind"] == "letter"}
    assert all(letters.values())
    assert graph.edges["supplier/careworks", "system/caredirector", "supplies"]["letters"] == ()


def test_an_inferred_line_is_known_from_the_latest_letter_it_rests_on() -> None:
    drawn = picture(store_of(letter(named("CareDirector"), reference="FOI 1"), reference=False))
    (edge,) = (data for *_, data in drawn.edges(data=True) if data["kind"] == "uses")
    assert [key.startswith("letter/coventry-city-council-foi-1") for key in edge["letters"]] == [True]


def test_contracts_know_when_they_may_end(graph: Any) -> None:
    ends = {data["name"]: data["ends"] for _, data in graph.nodes(data=True) if data["ends"]}
    assert ("2026-11-01", "2026-11-30") in ends.values()
    assert ("2028-01-01", "2028-12-31") in ends.values()


def test_what_letters_withhold_is_counted() -> None:
    refusing = letter(
        named("Mosaic"),
        asked=[Asked("1", "What does it cost?", outcome="withheld"), Asked("2", "Who uses it?")],  # type: ignore[arg-type]
    )
    drawn = picture(store_of(refusing))
    (counted,) = (data["withheld"] for _, data in drawn.nodes(data=True) if data["kind"] == "letter")
    assert counted == 1


# folding


def _made(councils: int, others: int) -> Any:
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from((f"council/{number}", {"kind": "council"}) for number in range(councils))
    graph.add_nodes_from((f"letter/{number}", {"kind": "letter"}) for number in range(others))
    return graph


@pytest.mark.parametrize(
    ("councils", "others", "expected"),
    [
        (FOLDED_FROM - 1, 0, False),
        (FOLDED_FROM, 0, True),
        (2, FOLDED_ABOVE - 2, False),
        (2, FOLDED_ABOVE - 1, True),
        (1, 10 * FOLDED_ABOVE, False),  # one council alone has nothing to fold into
    ],
)
def test_a_picture_of_many_councils_or_many_things_folds(councils: int, others: int, expected: bool) -> None:
    assert folds(_made(councils, others)) is expected


def test_a_large_picture_has_headings() -> None:
    drawn = large()
    assert len(drawn) > FOLDED_ABOVE
    found = headings(drawn)
    kinds = {node: data["kind"] for node, data in drawn.nodes(data=True)}
    assert set(found) == {node for node, kind in kinds.items() if kind in ("council", "system", "supplier")}
    assert {"South East", "Adult social care", "Suppliers"} <= set(found.values())


def test_only_a_large_page_is_told_of_groups(graph: Any) -> None:
    assert data_of(render(graph))["fold"] is None
    data = data_of(render(large()))
    assert set(data["fold"]["headings"]) < {n["id"] for n in data["nodes"]}
    assert len(render(large())) < 2_000_000


# parts


def test_a_part_by_council() -> None:
    both = store_of(
        letter(named("Mosaic"), Said("supplier", "The Access Group", system="Mosaic"), council="Derby City Council"),
        letter(named("Mosaic"), named("Eclipse", CHILDREN), reference="FOI 2"),
    )
    drawn = part(picture(both), Wish(council="derby"))
    councils = [data["name"] for _, data in drawn.nodes(data=True) if data["kind"] == "council"]
    assert councils == ["Derby City Council"]
    assert "system/mosaic-access" in drawn
    assert not [node for node in drawn if "eclipse" in node or "coventry" in node]
    assert {p.council for _, data in drawn.nodes(data=True) for p in data["claims"]} <= {
        "",
        "council/derby-city-council",
    }
    assert "A part of the graph: Derby City Council." in render(drawn)


def test_a_part_by_service_and_by_supplier(graph: Any) -> None:
    adults = part(graph, Wish(service=ADULT))
    assert {data["name"] for _, data in adults.nodes(data=True) if data["kind"] == "service"} == {"Adult social care"}
    assert "system/caredirector" in adults
    assert COVENTRY in adults
    assert "system/liquidlogic" not in adults
    capita = part(graph, Wish(supplier="Capita"))
    assert {data["name"] for _, data in capita.nodes(data=True) if data["kind"] == "supplier"} >= {"Capita"}
    assert {"supplier/capita", "system/capita-sims", COVENTRY} <= set(capita)
    assert "system/caredirector" not in capita


def test_a_part_around_a_thing(graph: Any) -> None:
    one = part(graph, Wish(around="care director", hops=1))
    assert set(one) == {"system/caredirector", *graph.to_undirected(as_view=True).neighbors("system/caredirector")}
    two = part(graph, Wish(around="CareDirector", hops=2))
    assert set(one) < set(two) < set(graph)


def test_a_part_by_letters(graph: Any) -> None:
    drawn = part(graph, Wish(letters=["001_4aed678c47f12adb.txt"]))
    assert [data["kind"] for _, data in drawn.nodes(data=True)].count("letter") == 1
    said = {proof.letter for _, data in drawn.nodes(data=True) for proof in data["claims"]}
    assert said <= {"001_4aed678c47f12adb.txt", ""}
    assert not [kind for *_, kind in drawn.edges(keys=True) if kind == "same"]  # that takes a second letter


def test_wishes_add_up_and_nothing_fits_is_said(graph: Any) -> None:
    assert part(graph, Wish()) is graph
    drawn = part(graph, Wish(service=ADULT, letters=["000_b5ede101f7053e1c.txt"]))
    assert "system/caredirector" not in {end for _, end, kind in drawn.edges(keys=True) if kind == "uses"}
    with pytest.raises(UsageError, match="Nothing of this graph fits all of: 1 letter, CareWorks"):
        part(graph, Wish(supplier="CareWorks", letters=["003_802426568046f72a.txt"]))


@pytest.mark.parametrize(
    ("wish", "message", "hint"),
    [
        (
            Wish(council="Coventri City Counci"),
            "No council in this graph is called",
            "Did you mean Coventry City Council?",
        ),
        (Wish(supplier="zzz"), "No supplier", "There are: Capita;"),
        (Wish(around="Letter of"), "Several things are called like", "Letter of 2 October 2024"),
        (Wish(service=""), "No service", "There are: "),
    ],
)
def test_an_unknown_name_is_answered_with_names(graph: Any, wish: Wish, message: str, hint: str) -> None:
    with pytest.raises(NotFoundError, match=message) as caught:
        part(graph, wish)
    assert hint in caught.value.hint


def test_of_a_picture_too_large_the_newest_letters_are_drawn(graph: Any) -> None:
    assert drawable(graph) is graph
    small = drawable(graph, largest=20)
    assert 0 < len(small) <= 20
    dates = {data["date"] for _, data in small.nodes(data=True) if data["kind"] == "letter"}
    assert "2024-10-02" in dates
    assert len(dates) < 5
    assert f"Of 5 letters the {len(dates)} newest are drawn" in render(small)


# the formats of other programs


def _read(name: str, data: bytes) -> Any:
    if name == "graphml":
        return networkx.read_graphml(io.BytesIO(data), force_multigraph=True)
    if name == "gexf":
        return networkx.read_gexf(io.BytesIO(data))
    return networkx.cytoscape_graph(json.loads(data))


@pytest.mark.parametrize("name", FORMATS)
def test_the_picture_reads_back(graph: Any, name: str) -> None:
    found = _read(name, FORMATS[name](graph))
    assert found.number_of_nodes() == len(graph)
    assert found.number_of_edges() == graph.number_of_edges()
    iri = "https://w3id.org/council-kg/id/system/caredirector"
    node = found.nodes[iri]
    assert (node["label"], node["kind"], node["standing"]) == ("CareDirector", "system", "stated")
    assert "Adults: CareDirector (001_4aed678c47f12adb.txt)" in node["quotes"]
    assert isinstance(node["x"], int)
    kinds = {data["kind"] for *_, data in found.edges(data=True)}
    assert {"uses", "supplies", "covers", "same"} <= kinds


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_picture_gives_the_same_export(graph: Any, store: Store, name: str) -> None:
    assert FORMATS[name](graph) == FORMATS[name](picture(store))


@pytest.mark.parametrize("name", FORMATS)
def test_exports_survive_control_characters(store: Store, name: str) -> None:
    system = NamedNode("https://w3id.org/council-kg/id/system/caredirector")
    prefer = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    graphs = NamedNode("https://w3id.org/council-kg/id/graph/reference")
    quads = [q for q in store.quads() if not (q.subject == system and q.predicate == prefer)]
    other = Store.of([*quads, Quad(system, prefer, Literal("A\x00\x0b\ufffe<b>&"), graphs)])
    found = _read(name, FORMATS[name](picture(other)))
    assert found.nodes[system.value]["label"] == "A\ufffd\ufffd\ufffd<b>&"


def test_exports_carry_looks(graph: Any) -> None:
    assert b"<viz:color" in gexf(graph)
    assert b'attr.name="label"' in graphml(graph)
    assert all(node["position"].keys() == {"x", "y"} for node in json.loads(cytoscape(graph))["elements"]["nodes"])


def test_an_empty_picture_is_exported() -> None:
    empty = picture(Store.of([]))
    assert all(_read(name, write(empty)).number_of_nodes() == 0 for name, write in FORMATS.items())
