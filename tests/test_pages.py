"""The page of a PDF on which words stand goes with the evidence: into the graph, and wherever evidence is shown."""

from __future__ import annotations

import json

import pytest

from kg.building import build_in_memory
from kg.querying import named_query, run
from kg.reporting.reports import entities
from kg.store import Store
from tests.papers import pdf, shown, written

HEAD = ("Anytown Borough Council", "Date: 3 May 2024", "Our reference: FOI 4471", "Freedom of Information Act 2000")
PAGES = (
    (*HEAD, "Thank you for your request."),
    ("1. Which system do you use for adult social care?", "Mosaic."),
    ("2. Who supplies it?", "The Access Group.", "3. When does the contract end?", "31 March 2028."),
)


def page(lines: tuple[str, ...]) -> str:
    return shown(*(("F", 60.0, 780.0 - 30 * i, line) for i, line in enumerate(lines)))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("letters")
    written(folder, "reply.pdf", pdf(*map(page, PAGES)))
    written(folder, "note.txt", "\n\n".join(line for lines in PAGES for line in lines).replace("4471", "4472"))
    return build_in_memory([folder])


def test_evidence_has_the_page_of_the_file_and_that_of_a_text_none(store: Store) -> None:
    found = {
        (str(row["file"].value), str(row["value"].value)): row["page"].value if "page" in row else None
        for row in store.select(
            """SELECT ?file ?value ?page WHERE {
              ?claim kg:value ?value ; kg:status/skos:notation "stated" ; kg:inLetter/kg:fileName ?file ; kg:evidence ?words .
              OPTIONAL { ?words kg:pageNumber ?page } }"""
        )
    }
    assert {value: page for (file, value), page in found.items() if file == "reply.pdf"} == {
        "Mosaic (social care)": "2",
        "The Access Group": "3",
        "2028-03-31": "3",
    }
    assert {page for (file, _), page in found.items() if file == "note.txt"} == {None}


def test_what_is_known_of_a_thing_tells_the_page(store: Store) -> None:
    view = entities.show(store, "Mosaic (social care)")
    assert "“Mosaic.” (page 2)" in entities.as_text(view) or "“Mosaic” (page 2)" in entities.as_text(view)
    pages = {(said["letter"], said["page"]) for said in json.loads(entities.as_json(view))["stated"]}
    assert pages == {("reply.pdf", 2), ("reply.pdf", 3), ("note.txt", None)}


def test_the_query_for_evidence_tells_the_page(store: Store) -> None:
    result = run(store, named_query("evidence-for-value"), {"value": "2028-03-31"})
    pages = {str(row["file"].value): row["page"].value if "page" in row else None for row in result}
    assert pages == {"reply.pdf": "3", "note.txt": None}
