"""Answers that are attached: a mail and the letter that it brings are one reply, and one that is not there is told."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from kg.model import Outcome
from tests.letters import letter_text
from tests.mails import built, codes, letters, mail, word
from tests.test_building import kg

MISSING = "attachment-not-given"
COVER = """Dear Ms Penn

Your request for information: FOI 2025/0331

Please find attached the response of Brackwater District Council to your request under the Freedom of Information Act.

If you are unhappy with it you can ask for an internal review.

Information Governance
"""
BARE = (
    "1. Which system do you use for adult social care?", "Mosaic, supplied by Access Group.",
    "2. When does the contract end?", "31 March 2027",
)  # fmt: skip
"""A letter without a head."""
COUNCIL = "Brackwater District Council\n"
HEAD = "From: FOI Team\nSent: 3 April 2025 10:00\nTo: [requester]\nSubject: Your request\n"
ANSWERED = "1. Which system do you use for housing?\nCivica Cx\n2. Contract end?\n31 March 2027\n"


def missing(folder: Path, name: str, data: bytes | str, **others: bytes | str) -> str:
    """What is said of the attachment that is missing; nothing where none is."""
    found = built(folder, **{name: data}, **others)
    return " ".join(one.message for one in found.findings if one.code == MISSING)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Please find attached our response to your request.", []),
        ("Our reply to your request is attached.", []),
        ("I attach the Council's answer to your questions, as a\nspreadsheet.", []),
        ("See <<FOI 0331 response.docx>>, the answer to your request.", ["FOI 0331 response.docx"]),
        ("Attachment: FOI 0331 response.pdf (120 KB)\n\nDear Ms Penn, our answer to your request is attached.", ["FOI 0331 response.pdf"]),
        ("[Attachment: Annex A.xlsx]\nThe answers to your request are in it.", ["Annex A.xlsx"]),
        ("2 Attachments\nReply 0331.xlsx\n66K\nDownload\nView as HTML\nPrices.pdf\n12K\nView as HTML\n\nYour request is answered.",
         ["Reply 0331.xlsx", "Prices.pdf"]),
        ("Your request is answered there.\n\nAttached: Contracts register 2025.csv", ["Contracts register 2025.csv"]),
    ],
)  # fmt: skip
def test_an_answer_in_a_file_that_is_not_there_is_told_with_its_name(
    tmp_path: Path, text: str, names: list[str]
) -> None:
    for name, data in (("a__eml", mail(f"Brackwater District Council\n\n{text}\n")), ("a__txt", f"{HEAD}\n{text}\n")):
        said = missing(tmp_path, name, data)
        assert said
        assert all(f"“{one}”" in said for one in names)


@pytest.mark.parametrize("name", ["response.docx", "Response.DOCX"])
def test_a_file_that_is_attached_or_given_beside_is_not_missing(tmp_path: Path, name: str) -> None:
    text = "Your request is answered in <<response.docx>>."
    assert not missing(tmp_path, "a__eml", mail(text, {name.lower(): word(*BARE)}))
    assert not missing(tmp_path, "a__txt", f"{HEAD}\n{text}\n", **{name: word(*BARE)})
    assert missing(tmp_path, "a__txt", f"{HEAD}\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        f"{ANSWERED}\nOur complaints leaflet is attached.",
        f"{ANSWERED}\nPlease find attached leaflet about your right to a review.",
        "Thank you for your request. We made 1,204 attachments of earnings orders and hold no other information.",
        f"{ANSWERED}\nThe lorries have snow ploughs attached.",
    ],
)
def test_other_things_that_are_attached_are_no_answers(tmp_path: Path, text: str) -> None:
    assert not missing(tmp_path, "a__eml", mail(f"Your request.\n\n{text}\n"))


def test_the_annex_of_a_letter_that_is_no_mail_may_stand_below_it(tmp_path: Path) -> None:
    text = (
        letter_text("1. Which systems do you use?\n\nPlease see the attached table.") + "\nAnnex\nHousing: Civica Cx\n"
    )
    assert not missing(tmp_path, "a__txt", text)


def test_what_a_quoted_message_attaches_is_not_missing(tmp_path: Path) -> None:
    quoted = (
        "From: A. Penn\nSent: 3 March 2025\nTo: FOI\nSubject: Request\n\nI attach a list of the information I want."
    )
    assert not missing(tmp_path, "a__eml", mail(f"Your request.\n\n{ANSWERED}\n\n{quoted}\n"))


def test_the_name_of_a_person_in_a_missing_file_is_not_shown(tmp_path: Path) -> None:
    said = missing(tmp_path, "a__eml", mail("Your request is answered in <<Reply to Jane Smith.docx>>."))
    assert ".docx" in said
    assert "Smith" not in said


def test_the_letter_that_a_mail_brings_has_what_its_head_lacks_from_the_mail(tmp_path: Path) -> None:
    found = built(tmp_path, m__eml=mail(COVER, {"reply.docx": word(*BARE)}))
    assert letters(found) == ["m.eml#reply"]
    head = found.letters[0].letter
    assert (head.authority, head.date, head.regime) == ("Brackwater District Council", "2025-04-08", "foia")
    assert head.request_reference
    assert codes(found) == [("m.eml", "covering-mail")]
    assert any(one.object and "Mosaic" in one.object.name for one in found.letters[0].statements)


def test_what_the_letter_says_itself_stays(tmp_path: Path) -> None:
    text = letter_text("1. Which system do you use?\n\nMosaic.", date="7 April 2025", reference="FOI/25/9")
    found = built(tmp_path, m__eml=mail(COVER, {"reply.txt": text.encode()}))
    head = found.letters[0].letter
    assert (head.authority, head.date) == ("Borsetshire County Council", "2025-04-07")
    assert head.request_reference == "FOI/25/9"


def test_a_covering_mail_leaves_no_question_unanswered(tmp_path: Path) -> None:
    asked = "You asked:\n\n1. Which system do you use for adult social care?\n2. What does it cost?\n\nPlease find"
    found = built(tmp_path, m__eml=mail(COVER.replace("Please find", asked), {"reply.docx": word(*BARE)}))
    assert letters(found) == ["m.eml#reply"]
    outcomes = [item.answer.outcome for one in found.letters for item in one.letter.items if item.answer]
    assert Outcome.UNANSWERED not in outcomes


def test_a_mail_that_answers_too_is_read_beside_what_it_brings(tmp_path: Path) -> None:
    found = built(
        tmp_path,
        m__eml=mail(f"Your request\n\n{ANSWERED}\nMore is attached.\n\n{COUNCIL}", {"reply.docx": word(*BARE)}),
    )
    assert letters(found) == ["m.eml", "m.eml#reply"]
    assert codes(found) == []


def test_a_mail_that_refuses_is_read_beside_what_it_brings(tmp_path: Path) -> None:
    text = f"{COVER}\nThe prices are exempt under section 43(2)."
    found = built(tmp_path, m__eml=mail(text, {"reply.docx": word(*BARE)}))
    assert letters(found) == ["m.eml", "m.eml#reply"]


def test_a_mail_that_brings_two_letters_covers_both(tmp_path: Path) -> None:
    second = word("1. Which system do you use for libraries?", "Spydus, from Civica.")
    found = built(tmp_path, m__eml=mail(COVER, {"part one.docx": word(*BARE), "part two.docx": second}))
    assert letters(found) == ["m.eml#part-one", "m.eml#part-two"]
    assert {one.letter.date for one in found.letters} == {"2025-04-08"}
    (finding,) = found.findings
    assert "m.eml#part-one, m.eml#part-two" in finding.message


def test_a_letter_packed_in_an_archive_is_covered_too(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("reply.docx", word(*BARE))
    found = built(tmp_path, m__eml=mail(COVER, {"all.zip": packed.getvalue()}))
    assert letters(found) == ["m.eml#all/reply.docx"]
    assert found.letters[0].letter.authority == "Brackwater District Council"


def test_a_mail_whose_letter_cannot_be_read_stays(tmp_path: Path) -> None:
    found = built(tmp_path, m__eml=mail(COVER, {"reply.doc": b"\xd0\xcf\x11\xe0"}))
    assert letters(found) == ["m.eml"]
    assert codes(found) == [("m.eml", "unknown-format")]


def test_a_mail_that_brings_a_leaflet_only_stays(tmp_path: Path) -> None:
    leaflet = word("How to complain", "Write to the Monitoring Officer.")
    found = built(tmp_path, m__eml=mail(COVER, {"leaflet.docx": leaflet}))
    assert letters(found) == ["m.eml"]
    assert codes(found) == [("m.eml#leaflet", "not-a-letter")]


def test_an_acknowledgement_with_a_leaflet_is_no_letter(tmp_path: Path) -> None:
    text = "We have received your request, which has been logged as FOI 2025/0331, and will answer by 6 May 2025.\n"
    found = built(tmp_path, m__eml=mail(text, {"leaflet.docx": word("How we deal with personal data")}))
    assert letters(found) == []
    assert ("m.eml", "acknowledgement") in codes(found)


def test_covering_mails_are_no_fault_of_a_build(tmp_path: Path) -> None:
    (tmp_path / "m.eml").write_bytes(mail(COVER, {"reply.docx": word(*BARE)}))
    done = kg("build", tmp_path / "m.eml", "-o", tmp_path / "out")
    assert done.returncode == 0
    assert "m.eml only covers m.eml#reply" in done.stdout


def test_the_order_in_which_documents_are_given_is_nothing(tmp_path: Path) -> None:
    from kg.building import build_graph, sources

    (tmp_path / "m.eml").write_bytes(mail(COVER, {"reply.docx": word(*BARE)}))
    documents, _ = sources([tmp_path / "m.eml"])
    assert len(documents) == 2
    assert build_graph(documents).quads == build_graph(documents[::-1]).quads


@pytest.mark.parametrize("words", ["Please see the attached letter.", "Please see attached.", "Attached."])
def test_a_mail_of_a_few_words_covers_the_letter_it_brings(tmp_path: Path, words: str) -> None:
    found = built(tmp_path, m__eml=mail(words, {"reply.txt": letter_text("1. Which system?\n\nMosaic").encode()}))
    assert [name for name, code in codes(found) if code == "covering-mail"] == ["m.eml"]
    assert [one.letter.document.source for one in found.letters] == ["m.eml#reply"]
