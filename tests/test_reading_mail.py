"""E-mail as mail programs write it: alternatives, attached letters, messages passed on, and whose date a letter has."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.reading import read, read_all
from kg.segmenting import segment
from tests.papers import docx, paragraph, pdf, shown, written

BODY = """Dear requester

Thank you for your request FOI 2291 under the Freedom of Information Act 2000.

1. Which system do you use for housing?
Civica Cx – it was bought for £87,500 – under a contract from 1 April 2021.
"""


def message(body: str = BODY, subject: str = "FOI 2291", day: str = "Wed, 03 May 2023 23:40:00 +0100") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Anytown Council FOI Team <foi@anytown.example>"
    made["To"] = "Jane Private <jane@example.org>"
    made["Subject"] = subject
    made["Date"] = day
    made.set_content(body, cte="quoted-printable")
    return made


def test_a_reply_has_the_date_of_its_header_whatever_its_body_names(tmp_path: Path) -> None:
    document = read(written(tmp_path, "a.eml", bytes(message())))
    assert "£87,500 – under" in document.text
    assert document.date == "2023-05-03"
    assert segment(document).date == "2023-05-03"


def test_a_date_that_is_none_leaves_it_to_the_words(tmp_path: Path) -> None:
    document = read(written(tmp_path, "a.eml", bytes(message(day="yesterday"))))
    assert document.date is None


@pytest.mark.parametrize(
    ("subject", "lead"),
    [("FW: FOI 2291", "See below."), ("FOI 2291", "---------- Forwarded message ---------"), ("Fwd: FOI", "")],
)
def test_what_is_passed_on_keeps_its_own_date(tmp_path: Path, subject: str, lead: str) -> None:
    inner = "From: Anytown Council FOI Team\nSent: Tuesday, 2 May 2023 10:12\nSubject: FOI 2291\n\n"
    path = written(tmp_path, "a.eml", bytes(message(f"{lead}\n\n{inner}{BODY}", subject)))
    assert segment(read(path)).date == "2023-05-02"


def test_the_alternative_that_says_more_is_read(tmp_path: Path) -> None:
    stub = message("This message is in HTML.")
    stub.add_alternative(f"<html><body><p>{BODY}</p></body></html>", subtype="html")
    both = message()
    both.add_alternative(f"<html><body><p>{BODY}</p><p>Sent from my phone</p></body></html>", subtype="html")
    assert "Civica Cx" in read(written(tmp_path, "stub.eml", bytes(stub))).text
    assert "in HTML" not in read(written(tmp_path, "stub.eml", bytes(stub))).text
    text = read(written(tmp_path, "both.eml", bytes(both))).text
    assert text.count("Civica Cx") == 1
    assert "phone" not in text


def test_each_attached_letter_is_a_letter_and_its_cover_another(tmp_path: Path) -> None:
    made = message("Please find our reply attached.")
    letter = pdf(shown(("F", 60.0, 700.0, "Our system for housing is Civica Cx.")))
    made.add_attachment(letter, maintype="application", subtype="pdf", filename="reply.pdf")
    made.add_attachment(
        docx(paragraph("Annex.")), maintype="application", subtype="octet-stream", filename="annex.docx"
    )
    made.add_attachment(letter + b"\n", maintype="application", subtype="pdf")
    found = read_all(written(tmp_path, "m.eml", bytes(made)))
    assert [document.source for document in found] == ["m.eml", "m.eml#reply", "m.eml#annex", "m.eml#attachment"]
    assert found[1].text == found[3].text == "Our system for housing is Civica Cx.\n"
    assert found[1].page_of(0) == 1


def test_a_message_within_a_message_is_a_letter_with_its_attachments(tmp_path: Path) -> None:
    inner = message()
    inner.add_attachment(
        docx(paragraph("Annex.")), maintype="application", subtype="octet-stream", filename="annex.docx"
    )
    outer = message("As promised.", "For you", "Fri, 05 May 2023 09:00:00 +0100")
    outer.add_attachment(inner)
    found = read_all(written(tmp_path, "m.eml", bytes(outer)))
    assert [document.source for document in found] == ["m.eml", "m.eml#FOI-2291", "m.eml#annex"]
    assert "Civica Cx" not in found[0].text
    assert "Civica Cx" in found[1].text
    assert [document.date for document in found[:2]] == ["2023-05-05", "2023-05-03"]


def test_what_outlook_wraps_and_is_damaged_is_told_with_a_cure(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(b"x\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    made.add_attachment(b"\xd0\xcf\x11\xe0", maintype="application", subtype="vnd.ms-outlook", filename="reply.msg")
    failed: list[ReadError] = []
    assert len(read_all(written(tmp_path, "m.eml", bytes(made)), failed.append)) == 1
    assert [error.code for error in failed] == ["damaged"] * 2
    assert "Ask its sender" in failed[0].hint
    assert "save it from Outlook" in failed[1].hint
    with pytest.raises(ReadError, match="damaged"):
        read(written(tmp_path, "a.msg", b"\xd0\xcf\x11\xe0"))


def test_what_outlook_wraps_is_told_though_it_has_no_name(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(b"x\x9f\x3e\x22", maintype="application", subtype="ms-tnef")
    failed: list[ReadError] = []
    assert len(read_all(written(tmp_path, "m.eml", bytes(made)), failed.append)) == 1
    assert [error.code for error in failed] == ["damaged"]
