"""The graph holds no private person's name, e-mail address or telephone number, wherever a letter has them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from time import process_time

import pytest

from kg.building import build_graph, sources
from kg.building.explaining import explain
from kg.building.output import write_output
from kg.persons import hidden_in, hidden_of, shown_name
from kg.reporting.formats.rendering import rendered
from kg.reporting.reports.changes import changes
from kg.reporting.reports.coverage import coverage
from kg.reporting.reports.gaps import gaps
from kg.reporting.reports.market import market
from kg.reporting.reports.refusals import refusals
from kg.reporting.reports.renewals import renewals
from kg.store import Store
from kg.values.personal import blacked_out, impersonal
from tests.letters import claims_of, document, letter_text, read_letter
from tests.persons import WAYS, letters

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


_WORD = re.compile(r"[^\W\d_]+")


def _words_of(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        word for path in files for word in _WORD.findall(f"{path.name} {path.read_text(encoding='utf-8')}".casefold())
    }


def test_names_in_every_way_reach_no_output(tmp_path: Path) -> None:
    """Each way in which letters name persons, and files that are called after them, each with another name."""
    told = list(letters())
    for _, file, text, _ in told:
        (tmp_path / "in" / file).parent.mkdir(exist_ok=True)
        (tmp_path / "in" / file).write_text(text, encoding="utf-8")
    documents, findings = sources([tmp_path / "in"])
    assert len(documents) == len(told)
    write_output(build_graph(documents, findings), tmp_path / "out", "")
    nobody = tmp_path / "nobody"
    write_output(build_graph([document(letter_text("1. Which system do you use?\n\nMosaic."))]), nobody, "")
    words = _words_of(tmp_path / "out") | {
        word for document in documents for line in explain(document) for word in _WORD.findall(line.casefold())
    }
    shown = words - _words_of(nobody)
    assert [(way, last) for way, _, _, last in told if last.casefold() in shown] == []
    report = json.loads((tmp_path / "out" / "build-report.json").read_text(encoding="utf-8"))
    assert report["counts"]["blacked out"] >= len(WAYS)
    named = [row["blacked out"]["names"] for row in report["letters"]]
    assert sum(1 for number in named if number) >= len(WAYS)


@pytest.mark.parametrize("shift", [7, 31, 58, 90])
def test_most_names_are_found_that_no_list_has(shift: int) -> None:
    """Of names from many countries, some in no list, nineteen in twenty are hidden; `docs/decisions/persons.md`."""
    missed = []
    for way, file, text, last in letters(shift):
        letter = read_letter(text)
        hidden = hidden_of(letter)
        if last.casefold() in (impersonal(letter.view.text, hidden) + shown_name(file, hidden)).casefold():
            missed.append((way, last))
    assert len(missed) <= 3, missed


@pytest.mark.parametrize(
    "supplier",
    ["Marston Holdings", "Thomson Reuters", "Grant Thornton", "Morgan Sindall", "Michael Dyson Associates", "Penny & Daughters",
     "Jade Solutions", "Buchanan Computing", "Wesley Music Ltd", "Tammas Orr Associates", "Kitty Oglethorpe Ltd", "Civica", "Adam"],
)  # fmt: skip
def test_firms_called_after_persons_stay(supplier: str) -> None:
    text = letter_text(
        f"1. Which system do you use for parking, and who supplies it?\n\nMosaic, supplied by {supplier}."
    )
    assert hidden_of(read_letter(text)) == ()


def test_councils_stay() -> None:
    text = letter_text(
        "1. Which councils share the system?\n\nMilton Keynes, Glen Torran Council and the Borough of Harrow Hill."
    )
    assert hidden_of(read_letter(text)) == ()


def test_who_trades_is_a_supplier() -> None:
    body = "1. Which system do you use for adult social care, and who supplies it?\n\nMosaic. Supplier: {}"
    assert hidden_of(read_letter(letter_text(body.format("Kitty Oglethorpe, a sole trader")))) == ()
    assert "Kitty Oglethorpe" in hidden_of(read_letter(letter_text(body.format("Kitty Oglethorpe"))))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("reply to Kenelm Pumphrey.txt", "reply to […].txt"),
        ("Reply from Milton Keynes.pdf", "Reply from Milton Keynes.pdf"),
        ("Marston Holdings contract.pdf", "Marston Holdings contract.pdf"),
        ("adult-social-care.txt", "adult-social-care.txt"),
        ("glen-torran-social-work.txt", "glen-torran-social-work.txt"),
    ],
)
def test_names_of_files(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_a_value_beside_a_person_is_kept_without_them() -> None:
    told = claims_of(
        letter_text(
            "1. When does the contract for adult social care software end?\n\nKitty Oglethorpe (01632 960123) says 31 March 2027."
        )
    )
    claims = [*(s.claim for s in told.statements), *told.unsure]
    ends = [claim for claim in claims if claim.field == "contract_end"]
    assert [claim.value for claim in ends] == ["2027-03-31"]
    assert all(claim.evidence.span.of(told.letter.document.text) == claim.evidence.quote for claim in ends)
    assert not any("Oglethorpe" in claim.evidence.quote for claim in ends)


@pytest.mark.parametrize("piece", ["Ada-", "O'", "Ada, Quill, ", "ada ", "KITTY ", "/ada", "A.", "Ada Quill -----"])
def test_finding_names_takes_time_in_proportion(piece: str) -> None:
    before = process_time()
    hidden_in(piece * 20_000)
    assert process_time() - before < 60


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        (
            "Subject: FOI request - Zephyrine Quillfeather\n\nDear Zephyrine\n\nWe use Mosaic.",
            ("Zephyrine", "Quillfeather"),
        ),
        (
            "Re: your request, Zephyrine Quillfeather\n\nDear Zephyrine\n\nSee Quillfeather v Wigan Council.",
            ("Quillfeather",),
        ),
        ("FOI request ZEPHYRINE QUILLFEATHER\n\nDear Z. Quillfeather\n\nWe use Mosaic.", ("ZEPHYRINE", "QUILLFEATHER")),
        ("Dear DAME HONORIA BASTABLE\n\nWe use Mosaic.", ("HONORIA", "BASTABLE")),
        ("We use Mosaic.\n\nYours faithfully\n\np.p. T Wrenfield", ("Wrenfield",)),
    ],
)
def test_who_is_named_in_one_way_is_hidden_in_all(text: str, secrets: tuple[str, ...]) -> None:
    shown = impersonal(text, hidden_in(text))
    assert [secret for secret in secrets if secret in shown] == []
    assert "Mosaic" in shown or "Mosaic" not in text


def test_an_address_is_hidden_as_a_whole() -> None:
    text = "Dear Ada Quillfeather\n\nwrite to w.quillfeather@private.example"
    hidden = hidden_in(text)
    for shown in (impersonal(text, hidden), blacked_out(text, hidden)):
        assert "private" not in shown
        assert "w." not in shown
        assert "write to" in shown
    assert len(blacked_out(text, hidden)) == len(text)
