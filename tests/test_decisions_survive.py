"""Decisions outlive what they were made on: other weights, a real PDF in the place of a text, another name and folder.

Each is applied to what it was made on, or told with its line; none is lost, and none strikes another claim.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest

import kg.weights
from benchmarks.decisions_kept import lost, made_on
from kg.building import Built, build_graph, build_letter, sources
from kg.decisions.kinds import KINDS, About
from kg.model import TROUBLES, Decision, LetterClaims, Ruling
from kg.scoring import Model
from kg.trees import Trees
from kg.weights import Weights, read_weights, shipped, write_weights
from tests.conftest import LETTERS, ROOT
from tests.papers import pdf, shown

LINES = 44
"""Lines on a page of the PDF."""


PATHS = [*sorted(LETTERS.glob("*.txt")), ROOT / "tests" / "fixtures" / "formats" / "aldermoor-waste.txt"]


@pytest.fixture(scope="module")
def read() -> list[LetterClaims]:
    """The five letters, and one of another council, as they are read."""
    return [build_letter(document) for document in sources(PATHS)[0]]


@pytest.fixture(scope="module")
def made(read: list[LetterClaims]) -> list[Decision]:
    """A decision on each of their claims, those that are unsure too, of the kinds in turn."""
    found = made_on(read)
    assert len(found) > 60
    assert {one.decision for one in found} == {kind.name for kind in KINDS.values() if kind.about is About.CLAIM}
    return found


def checked(built: Built, decisions: list[Decision]) -> list[Ruling]:
    """The rulings on decisions, of which each is told, or has struck what it names and nothing else."""
    assert [ruling.decision for ruling in built.rulings] == decisions
    assert not list(lost(built.letters, built.rulings, built.findings))
    return list(built.rulings)


def shares(rulings: list[Ruling]) -> float:
    """How many decisions were found."""
    return sum(ruling.effect not in TROUBLES for ruling in rulings) / len(rulings)


def test_where_nothing_has_changed_all_are_found(made: list[Decision]) -> None:
    rulings = checked(build_graph(*sources(PATHS), made), made)
    assert shares(rulings) == 1, [ruling for ruling in rulings if ruling.effect in TROUBLES]


def test_files_that_are_renamed_and_moved(made: list[Decision], tmp_path: Path) -> None:
    for number, path in enumerate(PATHS):
        folder = tmp_path / f"box {number % 2}" / "2026"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"reply-{number}.txt").write_bytes(path.read_bytes())
    assert shares(checked(build_graph(*sources([tmp_path]), made), made)) == 1


def as_pdf(text: str) -> bytes:
    """A letter printed on pages."""
    rows = [row for line in text.splitlines() for row in textwrap.wrap(line, 95, break_on_hyphens=False) or [""]]
    clean = [
        row.replace("**", "").encode("cp1252", "replace").decode("cp1252").replace("\\", "\\\\").replace("(", "\\(")
        .replace(")", "\\)")
        for row in rows
    ]  # fmt: skip
    pages = [clean[at : at + LINES] for at in range(0, len(clean), LINES)]
    return pdf(*(shown(*(("F", 50.0, 800.0 - 17 * n, row) for n, row in enumerate(page) if row)) for page in pages))


@pytest.mark.parametrize("renamed", [False, True])
def test_a_real_pdf_in_the_place_of_a_text(made: list[Decision], tmp_path: Path, renamed: bool) -> None:
    for number, path in enumerate(PATHS):
        name = f"scan-{number}" if renamed else path.stem
        (tmp_path / f"{name}.pdf").write_bytes(as_pdf(path.read_text(encoding="utf-8")))
    built = build_graph(*sources([tmp_path]), made)
    assert len(built.letters) == len(PATHS)
    assert shares(checked(built, made)) > 0.8


def weaker(model: Model, third: int) -> Model:
    """A model that has not learned a third of what it knows."""
    kept = {name: weight for name, weight in model.weights.items() if crc32(name.encode()) % 3 != third}
    return replace(model, weights=kept)


def fewer(model: Trees, third: int) -> Trees:
    """A model without a third of its trees."""
    return replace(model, trees=tuple(tree for at, tree in enumerate(model.trees) if at % 3 != third))


@pytest.fixture
def other_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """Other weights: what proposes claims and what judges them know less."""
    whole = shipped()
    models = {name: weaker(model, request.param) for name, model in whole.models.items()}
    trees = {name: fewer(model, request.param) for name, model in whole.trees.items()}
    path = tmp_path / "reading.gz"
    write_weights(Weights(models, whole.ordinary, trees, whole.card), path)
    assert read_weights(path).models.keys() == whole.models.keys()
    monkeypatch.setattr(kg.weights, "weights_file", lambda: path)
    shipped.cache_clear()
    yield
    monkeypatch.undo()
    shipped.cache_clear()


@pytest.mark.parametrize("other_weights", [0, 1, 2], indirect=True)
@pytest.mark.usefixtures("other_weights")
def test_reading_by_other_weights(read: list[LetterClaims], made: list[Decision]) -> None:
    documents, findings = sources(PATHS)
    now = [build_letter(document) for document in documents]
    said = lambda letters: [statement.claim.value for one in letters for statement in one.statements]  # noqa: E731
    assert said(now) != said(read)
    rulings = checked(build_graph(documents, findings, made), made)
    assert shares(rulings) > 0.6
    told = {ruling.decision.decision for ruling in rulings if ruling.effect in TROUBLES}
    assert told <= {"reject"}, "what was accepted or corrected stands on its words"
