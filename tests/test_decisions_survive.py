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
from kg.building import Built, build_graph, build_letter, sources
from kg.decisions.choosing import file_cells
from kg.decisions.values import same_value, text_of
from kg.decisions.words import alike
from kg.model import TROUBLES, Claim, Decision, Effect, LetterClaims, Ruling
from kg.scoring import Model
from kg.weights import Weights, read_weights, shipped, write_weights
from tests.conftest import LETTERS
from tests.papers import pdf, shown

LINES = 44
"""Lines on a page of the PDF."""
KINDS = ("accept", "reject", "correct value", "correct service")


@pytest.fixture(scope="module")
def read() -> list[LetterClaims]:
    """The five letters as they are read."""
    return [build_letter(document) for document in sources([LETTERS])[0]]


@pytest.fixture(scope="module")
def made(read: list[LetterClaims]) -> list[Decision]:
    """A decision on each of their claims, those that are unsure too, of the kinds in turn."""
    found: list[Decision] = []
    for one in read:
        document = one.letter.document
        cells = file_cells(
            {
                "letter": document.source, "sha256": document.sha256, "council": one.council.name,
                "request_id": one.letter.request_reference,
            }
        )  # fmt: skip
        for claim in dict.fromkeys([*(statement.claim for statement in one.statements), *one.unsure]):
            if claim.polarity.value != "affirmed" or claim.field == "part_of":
                continue
            kind = KINDS[len(found) % len(KINDS)]
            to = {"correct value": text_of(claim.value), "correct service": "housing"}.get(kind, "")
            found.append(
                Decision(
                    kind, **cells, question=claim.question or "", service=claim.service or "", system=claim.system or "",
                    field=claim.field, value=text_of(claim.value), words=" ".join(claim.evidence.quote.split()), to=to,
                    who="AB", when="2026-11-30", file="decisions.csv", line=len(found) + 2,
                )
            )  # fmt: skip
    assert len(found) > 60
    return found


def checked(built: Built, decisions: list[Decision]) -> list[Ruling]:
    """The rulings on decisions, of which each is told, or has struck what it names and nothing else."""
    assert [ruling.decision for ruling in built.rulings] == decisions
    told = {finding.where for finding in built.findings if finding.code.startswith("decision-")}
    by_file = {one.letter.document.source: one for one in built.letters}
    for ruling in built.rulings:
        if ruling.effect in TROUBLES:
            assert f"line {ruling.decision.line}" in told, ruling
        elif ruling.effect is Effect.APPLIED:
            assert _is_struck(by_file[ruling.letter], ruling.decision), ruling
    return list(built.rulings)


def _is_struck(letter: LetterClaims, decision: Decision) -> bool:
    stated = [statement.claim for statement in letter.statements]
    made = [claim for claim in stated if decision.key in claim.decided]
    gone = [aside.statement.claim for aside in letter.set_aside if decision.key in aside.by]
    if not all(_says(claim, decision) for claim in (*made, *gone)):
        return False
    left = [claim for claim in stated if _says(claim, decision) and alike(claim.evidence.quote, decision.words)]
    if decision.decision != "reject":
        return bool(made) or any(claim.decided for claim in left)  # two that say the same are one
    named = decision.service, decision.system, decision.question
    return all((claim.service or "", claim.system or "", claim.question or "") != named for claim in left)


def _says(claim: Claim, decision: Decision) -> bool:
    return claim.field == decision.field and same_value(claim.field, claim.value, decision.value)


def shares(rulings: list[Ruling]) -> float:
    """How many decisions were found."""
    return sum(ruling.effect not in TROUBLES for ruling in rulings) / len(rulings)


def test_where_nothing_has_changed_all_are_found(made: list[Decision]) -> None:
    rulings = checked(build_graph(*sources([LETTERS]), made), made)
    assert shares(rulings) == 1, [ruling for ruling in rulings if ruling.effect in TROUBLES]


def test_files_that_are_renamed_and_moved(made: list[Decision], tmp_path: Path) -> None:
    for number, path in enumerate(sorted(LETTERS.glob("*.txt"))):
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
    for number, path in enumerate(sorted(LETTERS.glob("*.txt"))):
        name = f"scan-{number}" if renamed else path.stem
        (tmp_path / f"{name}.pdf").write_bytes(as_pdf(path.read_text(encoding="utf-8")))
    built = build_graph(*sources([tmp_path]), made)
    assert len(built.letters) == 5
    assert shares(checked(built, made)) > 0.8


def weaker(model: Model, fold_: int) -> Model:
    """A model that has not learned a third of what it knows."""
    kept = {name: weight for name, weight in model.weights.items() if crc32(name.encode()) % 3 != fold_}
    return replace(model, weights=kept)


@pytest.fixture
def other_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    whole = shipped()
    models = {name: weaker(model, request.param) for name, model in whole.models.items()}
    path = tmp_path / "reading.gz"
    write_weights(Weights(models, whole.ordinary, whole.trees, whole.card), path)
    assert read_weights(path).models.keys() == whole.models.keys()
    monkeypatch.setattr(kg.weights, "weights_file", lambda: path)
    shipped.cache_clear()
    yield
    monkeypatch.undo()
    shipped.cache_clear()


@pytest.mark.parametrize("other_weights", [0, 1, 2], indirect=True)
@pytest.mark.usefixtures("other_weights")
def test_reading_by_other_weights(read: list[LetterClaims], made: list[Decision]) -> None:
    documents, findings = sources([LETTERS])
    now = [build_letter(document) for document in documents]
    said = lambda letters: [statement.claim.value for one in letters for statement in one.statements]  # noqa: E731
    assert said(now) != said(read)
    rulings = checked(build_graph(documents, findings, made), made)
    assert shares(rulings) > 0.6
    lost = {ruling.decision.decision for ruling in rulings if ruling.effect in TROUBLES}
    assert lost <= {"reject"}, "what was accepted or corrected stands on its words"
