"""The graph holds no private person's name, e-mail address or telephone number, wherever a letter has them."""

from __future__ import annotations

import pytest

from kg.building import build_graph
from kg.reporting.changes import changes
from kg.reporting.coverage import coverage
from kg.reporting.gaps import gaps
from kg.reporting.market import market
from kg.reporting.refusals import refusals
from kg.reporting.rendering import rendered
from kg.reporting.renewals import renewals
from kg.store import Store
from tests.letters import document, letter_text

BODIES = {
    "in a question": "1. Who is your system manager? (Dr Ada Quill, ada.quill@example.gov.uk, 01632 960123 told us to ask.)\n\nMosaic.",
    "in an answer": "1. Which system do you use for adult social care?\n\nMosaic. Contact Ms Ada Quill on 01632 960123 or ada.quill@example.gov.uk.",
    "as an answer": "1. Who is responsible for your adult social care system?\n\nMs Ada Quill, 01632 960123",
    "as a supplier would stand": "1. Who supplies your adult social care system?\n\nMs Ada Quill\n\n2. Which system do you use?\n\nIt is run by Mr Ada Quill.",
    "in a form": "1. Details of the adult social care system\n\nName: Mosaic\nSupplier: The Access Group\nContact: Dr Ada Quill, ada.quill@example.gov.uk",
    "beside a date": "1. When does the contract for adult social care software end?\n\nMrs Ada Quill (01632 960123) says 31 March 2027.",
    "without a title": "1. My name is Ada Quill. Which system do you use for adult social care?\n\nMosaic. Ask Ada Quill, Head of Digital.",
    "as the officer": "1. Name of the officer responsible for the adult social care system, and the system?\n\nAda Quill, Head of Digital",
    "in a signature": "1. Which system do you use for adult social care?\n\nMosaic.\n\nKind regards\n\nMs Ada Quill\n01632 960123",
}


@pytest.mark.parametrize("place", BODIES)
@pytest.mark.parametrize("greeting", ["Dear Mr Noah Reed", "Dear Ms Noah Reed", "Dear Noah Reed"])
def test_personal_data_reaches_no_quad(place: str, greeting: str) -> None:
    text = letter_text(BODIES[place]).replace("Dear Sir or Madam", greeting)
    built = build_graph([document(text)])
    said = [str(quad) for quad in built.quads if "graph/borsetshire" in str(quad.graph_name)]
    assert said
    for secret in ("Quill", "Noah", "Reed", "960123", "ada.quill", "@"):
        assert [line for line in said if secret in line] == []


@pytest.mark.parametrize("place", BODIES)
def test_personal_data_reaches_no_report(place: str) -> None:
    refused = "\n\n9. What does it cost?\n\nThis is exempt under section 43(2). Ms Ada Quill holds that the public interest is best served by withholding it."
    text = letter_text(BODIES[place] + refused).replace("Dear Sir or Madam", "Dear Mr Noah Reed")
    store = Store.of(build_graph([document(text)]).quads)
    for report in (renewals(store), gaps(store), market(store), changes(store), refusals(store), coverage(store)):
        for format_ in ("md", "csv", "json", "html"):
            printed = rendered(report, format_, store).decode()
            assert [secret for secret in ("Quill", "Noah", "Reed", "960123", "ada.quill") if secret in printed] == []
