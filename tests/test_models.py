"""Reading by models: lines and labels, sequences, weights and their file, and what becomes of proposals."""

from __future__ import annotations

import gzip
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DataError
from kg.extracting import extract
from kg.extracting.candidates import ROLE_GROUPS, SYSTEMS
from kg.extracting.services import service_features, service_scores
from kg.extracting.sheet import SERVICES
from kg.scoring import Model, best_paths, softmax
from kg.segmenting import clean, lines_of, readings, segment
from kg.segmenting.labelling import Numbering
from kg.segmenting.marks import mark_at
from kg.weights import read_weights, shipped, write_weights
from tests.letters import document, letter_text

JUDGED = {"hosting", *SYSTEMS, *ROLE_GROUPS}
"""Fields that models find and judge."""
SCORES = st.lists(st.tuples(*[st.integers(-300, 300)] * 3), min_size=1, max_size=5)
STEPS = st.tuples(*[st.tuples(*[st.integers(-200, 200)] * 3)] * 3)


@settings(max_examples=80, deadline=None)
@given(SCORES, STEPS)
def test_the_best_sequences_are_those_that_trying_all_finds(
    scores: list[tuple[int, ...]], steps: tuple[tuple[int, ...], ...]
) -> None:
    model = Model("m", ("a", "b", "c"), {}, steps)

    def worth(path: tuple[int, ...]) -> int:
        return sum(scores[at][label] for at, label in enumerate(path)) + sum(
            steps[a][b] for a, b in itertools.pairwise(path)
        )

    every = sorted((worth(path) for path in itertools.product(range(3), repeat=len(scores))), reverse=True)
    assert best_paths(model, scores)[0][0] == every[0]
    assert [score for score, _ in best_paths(model, scores, 2)] == every[:2]
    assert all(worth(tuple(path)) == score for score, path in best_paths(model, scores, 2))


@given(st.lists(st.integers(-5000, 5000), min_size=1, max_size=8))
def test_shares_are_probabilities(scores: list[int]) -> None:
    shares = softmax(scores)
    assert sum(shares) == pytest.approx(1)
    assert shares.index(max(shares)) in [at for at, score in enumerate(scores) if score == max(scores)]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab1?.:()| \tQA£\n", max_size=160))
def test_lines_hold_every_visible_character_once(text: str) -> None:
    view = clean(document(text))
    lines = lines_of(view)
    assert "".join("".join(line.text.split()) for line in lines) == "".join(view.text.split())
    assert all(a.passage.end <= b.passage.start for a, b in itertools.pairwise(lines))


@pytest.mark.parametrize(
    ("line", "word", "parts"),
    [
        ("1. What", "", ("1",)),
        ("Q2 what is", "q", ("2",)),
        ("Question 2a) the", "q", ("2", "a")),
        ("a) Name: x", "", ("a",)),
        ("(iii) foo", "", ("iii",)),
        ("Answer to question 4: foo", "a", ("4",)),
        ("2 April 2020", "", ()),
        ("10 users", "", ()),
        ("A lot of it", "", ()),
        ("Response: we do", "a", ()),
        ("12/03/2019", "", ()),
    ],
)
def test_what_a_line_begins_with(line: str, word: str, parts: tuple[str, ...]) -> None:
    mark = mark_at(line)
    assert (mark.word, mark.parts) == (word, parts)


def test_labels_in_full_follow_the_numbering() -> None:
    numbering = Numbering()
    marks = ("1.", "a)", "b)", "i)", "ii)", "2.", "a)", "3.1", "3.2")
    assert [numbering.label(mark_at(f"{mark} What")) for mark in marks] == [
        "1", "1a", "1b", "1bi", "1bii", "2", "2a", "3.1", "3.2",
    ]  # fmt: skip


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    weights = shipped()
    first, second = tmp_path / "a.gz", tmp_path / "b.gz"
    write_weights(weights, first)
    write_weights(read_weights(first), second)
    assert first.read_bytes() == second.read_bytes()
    assert dict(read_weights(second).models) == dict(weights.models)


@pytest.mark.parametrize("damage", ["missing", "cut", "changed", "other"])
def test_damaged_weights_are_told_with_the_cure(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "w.gz"
    write_weights(shipped(), path)
    data = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "changed":
        path.write_bytes(gzip.compress(gzip.decompress(data)[:-3] + b"9\n\n"))
    else:
        path.write_bytes(gzip.compress(b'{"council-kg weights": 99}\n'))
    with pytest.raises(DataError) as error:
        read_weights(path)
    assert "shipped" in (error.value.hint or "")


BODY = "1. Which system do you use for adult social care?\n\nMosaic, supplied by The Access Group.\n\n2. When does the contract end?\n\n31 March 2027.\n"


def test_a_letter_has_units_and_readings_the_best_first() -> None:
    letter = segment(document(letter_text(BODY)))
    answers = {unit.questions: unit.passage.text for unit in letter.units}
    assert answers[("2",)] == "31 March 2027."
    first, second = readings(lines_of(letter.view), shipped())
    assert first.score >= second.score
    assert first.roles != second.roles


def test_what_is_judged_carries_how_sure_it_is_and_why() -> None:
    found = extract(segment(document(letter_text(BODY))))
    judged = [claim for claim in found.claims if claim.field in JUDGED]
    assert {(claim.field, str(claim.value)) for claim in judged} >= {
        ("system", "Mosaic (social care)"), ("contract_end", "2027-03-31"),
    }  # fmt: skip
    assert all(claim.confidence is not None and 0 <= claim.confidence <= 1 and claim.because for claim in judged)


def test_a_letter_that_tells_of_no_system_gets_no_fact_from_sums_and_dates() -> None:
    body = (
        "1. How much was paid in grants to community groups in 2023/24?\n\n£182,450.\n\n"
        "2. When does the next round close?\n\n31 March 2025.\n"
    )
    found = extract(segment(document(letter_text(body, subject="community grants"))))
    assert [claim for claim in found.claims if claim.field in JUDGED] == []


def test_services_are_scored_by_all_their_features() -> None:
    model = shipped()["service"]
    context = [("row", "Libraries"), ("before", "the library management system"), ("ask", "Which system do you use?")]
    named, typical = ["libraries"], ("libraries",)
    expected = [model.score(service_features(context, service, typical, named)) for service in SERVICES]
    assert service_scores(model, context, SERVICES, typical, named) == expected
    assert SERVICES[expected.index(max(expected))] == "libraries"


@pytest.mark.parametrize(
    ("line", "parts", "word"),
    [
        ("1a. What is it?", ("1", "a"), ""),
        ("3b.", ("3", "b"), ""),
        ("a) What", ("a",), ""),
        ("- i. 2017/18", ("i",), ""),
        ("(iv) Hosting", ("iv",), ""),
        ("12) Cost", ("12",), ""),
        ("1a.What", ("1", "a"), ""),
        ("Q7. Cost?", ("7",), "q"),
        ("Q7", ("7",), "q"),
        ("Question 10: Have you", ("10",), "q"),
        ("Request (c): Who", ("c",), "q"),
        ("A7. £40", ("7",), "a"),
        ("Response: None", (), "a"),
        ("Answer: 31", (), "a"),
        ("1 April 2020", (), ""),
        ("3.5 miles", (), ""),
        ("12.03.2019", (), ""),
        ("A further competition", (), ""),
        ("i.e. one case", (), ""),
        ("e.g. Mosaic", (), ""),
        ("Response to a request", (), ""),
        ("Adults: X", (), ""),
        ("2028", (), ""),
        ("Q1-Q4: All", (), ""),
    ],
)
def test_labels_are_read_with_or_without_a_gap(line: str, parts: tuple[str, ...], word: str) -> None:
    mark = mark_at(line)
    assert (mark.parts, mark.word) == (parts, word)
