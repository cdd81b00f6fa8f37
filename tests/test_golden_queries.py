"""The named queries answer what stands in `tests/golden/queries/`: over the five letters, and over development letters.

Where a change is meant, write the files anew with `make golden` and read what differs.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg.building import build_in_memory
from kg.exporting.results import format_results
from kg.querying import bind, named_queries, named_query
from kg.store import Store
from tests.competency import CORPORA, asked

GOLDEN = Path(__file__).parent / "golden" / "queries"
MATERIAL = {
    "answer-words", "catalogue-sources", "catalogue-suppliers", "claims", "claims-on-uses", "contract-claims",
    "contract-costs", "councils", "coverage", "decisions", "evidence", "facts", "letter-files", "names-of-things",
    "ownership-events", "probable-uses", "question-words", "questions-asked", "questions-elsewhere",
    "services-of-questions", "supplier-owners", "ties-of-uses", "words-around",
}  # fmt: skip
"""Queries that hand a report all there is of a kind; their answers are proved by the reports' golden files."""
NAMES = [query.name for query in named_queries() if query.name not in MATERIAL]


@cache
def graph(corpus: str) -> Store:
    return build_in_memory(CORPORA[corpus])


def made(name: str, corpus: str) -> str:
    query = named_query(name)
    return format_results(graph(corpus).query(bind(query, asked(query, corpus))), "tsv")


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("name", NAMES)
def test_the_answer_is_the_golden_one(name: str, corpus: str) -> None:
    golden = (GOLDEN / corpus / f"{name}.tsv").read_text(encoding="utf-8")
    assert made(name, corpus).splitlines() == golden.splitlines(), "If it is meant: make golden"


@pytest.mark.parametrize("corpus", CORPORA)
def test_every_answer_belongs_to_a_query(corpus: str) -> None:
    assert sorted(path.stem for path in (GOLDEN / corpus).iterdir()) == sorted(NAMES)
    assert len(NAMES) >= 20


@pytest.mark.parametrize("name", NAMES)
def test_every_query_finds_something_in_some_letter(name: str) -> None:
    assert any(len(made(name, corpus).splitlines()) > 1 for corpus in CORPORA)


def write() -> None:
    """Write all answers anew."""
    for corpus in CORPORA:
        folder = GOLDEN / corpus
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.glob("*.tsv"):
            path.unlink()
        for name in NAMES:
            (folder / f"{name}.tsv").write_text(made(name, corpus), encoding="utf-8")


if __name__ == "__main__":
    write()
