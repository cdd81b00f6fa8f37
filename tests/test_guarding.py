"""One bad letter or file never stops the others, and whatever is too large, too long or too deep is refused with a finding."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

import kg.building
from kg.building import build_graph, sources
from kg.building.explaining import explain
from kg.building.output import REPORT
from kg.errors import DataError, ReadError, guarded
from kg.model import Document, Letter, LetterClaims
from kg.reading import files, packed, read_all, word
from tests.letters import document, letter_text
from tests.papers import docx, paragraph, written

BODY = "1. Which system do you use?\n\nMosaic."
FAULT = "2 June 2024 fails"


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading fails, as nobody foresaw, on each letter that holds certain words."""

    def build(one: Document, mail: Letter | None, build: object = kg.building.build_letter) -> LetterClaims:
        if FAULT in one.text:
            raise OverflowError(f"the words of the letter: {one.text}")
        assert callable(build)
        return build(one, mail)  # type: ignore[no-any-return]

    monkeypatch.setattr(kg.building, "build_letter", build)


@pytest.mark.usefixtures("faulty")
def test_a_letter_on_which_reading_fails_is_a_finding_and_the_others_are_built() -> None:
    good, bad = document(letter_text(BODY), "good.txt"), document(letter_text(FAULT), "bad.txt")
    built = build_graph([bad, good])
    assert [one.letter.document.source for one in built.letters] == ["good.txt"]
    assert built.quads == build_graph([good]).quads
    (finding,) = built.findings
    assert (finding.file, finding.code) == ("bad.txt", "failed")
    assert "bad.txt" in finding.message
    assert "OverflowError" in finding.message
    assert "the words of the letter" not in finding.message
    assert "report" in finding.hint


def test_a_fault_in_the_product_s_own_data_is_no_fault_of_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    def build(one: Document, mail: Letter | None) -> LetterClaims:
        raise DataError("The weights are damaged.")

    monkeypatch.setattr(kg.building, "build_letter", build)
    with pytest.raises(DataError):
        build_graph([document(letter_text(BODY))])


def test_a_reader_that_fails_leaves_the_other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def content(*_: object) -> None:
        raise TypeError

    monkeypatch.setattr(word, "_content", content)
    written(tmp_path, "good.txt", letter_text(BODY))
    written(tmp_path, "bad.docx", docx(paragraph("Words")))
    documents, findings = sources([tmp_path])
    assert [one.source for one in documents] == ["good.txt"]
    assert [(one.file, one.code) for one in findings] == [("bad.docx", "failed")]


def test_what_explains_a_letter_fails_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def segmented(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("kg.building.explaining.segment", segmented)
    with pytest.raises(ReadError, match=r"letter\.txt .*ZeroDivisionError in kg\.building\.explaining, line \d+"):
        list(explain(document(letter_text(BODY))))


def test_an_interruption_is_no_fault() -> None:
    with pytest.raises(KeyboardInterrupt), guarded("letter.txt"):
        raise KeyboardInterrupt


def test_odd_names_are_shown_safely_and_stop_no_build(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    written(letters, "good.txt", letter_text(BODY))
    for name in (b"caf\xe9.doc", b"a\x1b]0;OWNED\x07\x1b[31mred.xyz", "\u202etxt.exe.xyz".encode()):
        with open(os.path.join(os.fsencode(letters), name), "wb") as file:
            file.write(b"hello")
    with open(os.path.join(os.fsencode(letters), b"reply\x1b[2J\xe9.txt"), "wb") as file:
        file.write(letter_text(BODY, reference="FOI/24/0108").encode())
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", letters, "-o", tmp_path / "out"], capture_output=True, check=False
    )
    assert done.returncode == 1, done.stderr.decode()
    assert not set("\x1b\x07\u202e") & set(done.stdout.decode() + done.stderr.decode())
    report = json.loads((tmp_path / "out" / REPORT).read_text(encoding="utf-8"))
    assert [one["code"] for one in report["findings"]] == ["no-letters", "unknown-format"]
    assert sorted(one["file"] for one in report["letters"]) == ["good.txt", "reply\\x1b[2J\ufffd.txt"]


# limits


def code_of(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read_all(path)
    assert path.name in caught.value.message
    assert caught.value.hint
    return caught.value.code


def message(subject: str = "FOI 2291") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "FOI Team <foi@borsetshire.example>"
    made["Date"] = "Wed, 03 May 2023 10:40:00 +0100"
    made["Subject"] = subject
    made.set_content(letter_text(BODY))
    return made


def test_a_text_that_is_too_long_is_refused(tmp_path: Path) -> None:
    assert code_of(written(tmp_path, "a.txt", "Words. " * 60_000)) == "too-long"


def test_a_word_document_that_lies_about_its_size_takes_no_memory(tmp_path: Path) -> None:
    parts = io.BytesIO()
    with zipfile.ZipFile(parts, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * 300_000_000 + b"</w>")
    size, lie = (300_000_007).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    path = written(tmp_path, "a.docx", parts.getvalue().replace(size, lie))
    script = (
        "import resource, sys, pathlib\n"
        "from kg.building import sources\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print([one.code for one in sources([pathlib.Path(sys.argv[1])])[1]])\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)
    said, kilobytes = done.stdout.splitlines()
    assert said == "['damaged']"
    assert int(kilobytes) < 100_000


def test_a_word_document_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a.docx", docx(paragraph("Words")))
    assert read_all(path)
    monkeypatch.setattr(packed, "_MOST_BYTES", 600)
    assert code_of(path) == "too-large"


@pytest.mark.parametrize("header", ["Subject", "From", "Content-Type"])
def test_a_header_that_is_too_long_is_refused(tmp_path: Path, header: str) -> None:
    lines = [f"{header}: " + "=?utf-8?B?Rk9J?= " * 100_000, "X-Trace: 1", "", letter_text(BODY)]
    assert code_of(written(tmp_path, "a.eml", "\n".join(lines))) == "too-long"


def test_a_long_header_that_nobody_reads_does_no_harm(tmp_path: Path) -> None:
    made = message().as_string().replace("From:", "X-Spam: " + "a " * 20_000 + "\nFrom:", 1)
    assert "Mosaic" in read_all(written(tmp_path, "a.eml", made))[0].text


def test_a_date_beyond_all_numbers_leaves_the_words(tmp_path: Path) -> None:
    made = message().as_string().replace("Wed, 03 May 2023", "Wed, 03 May 99999999999999")
    (document_,) = read_all(written(tmp_path, "a.eml", made))
    assert document_.date is None
    assert "Mosaic" in document_.text


@pytest.mark.parametrize("depth", [40, 400, 3000])
def test_messages_within_messages_too_often_are_refused(tmp_path: Path, depth: int) -> None:
    text = message().as_string()
    for number in range(depth):
        text = f"Subject: {number}\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n{text}"
    assert code_of(written(tmp_path, "a.eml", text)) == "too-deep"


def test_more_attachments_than_are_read_are_told(tmp_path: Path) -> None:
    made = message()
    for number in range(files.MOST_ATTACHMENTS + 3):
        made.add_attachment(letter_text(BODY, reference=f"FOI/24/{number:04}"), filename=f"{number}.txt")
    path = written(tmp_path, "a.eml", made.as_bytes(policy=SMTP))
    failed: list[ReadError] = []
    documents = read_all(path, failed.append)
    assert len(documents) == 1 + files.MOST_ATTACHMENTS
    assert [one.code for one in failed] == ["too-many-attachments"]
    assert f"{files.MOST_ATTACHMENTS + 3} attachments" in failed[0].message


def test_attachments_that_are_too_large_together_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = message()
    for number in range(3):
        made.add_attachment(letter_text(f"{BODY} {number}"), filename=f"{number}.txt")
    path = written(tmp_path, "a.eml", made.as_bytes(policy=SMTP))
    data = path.read_bytes()
    monkeypatch.setattr(files, "_bytes", lambda *_: data)
    monkeypatch.setattr(files, "MOST_BYTES", 2 * len(letter_text(f"{BODY} 0")) + 100)
    failed: list[ReadError] = []
    assert len(read_all(path, failed.append)) == 3
    assert [one.code for one in failed] == ["too-large"]
    assert "2.txt in a.eml" in failed[0].message


def test_tables_within_tables_are_read(tmp_path: Path) -> None:
    def table(inner: str) -> str:
        return f"<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc>{paragraph('beside')}</w:tc></w:tr></w:tbl>"

    body = paragraph("within")
    for _ in range(40):
        body = table(body)
    (document_,) = read_all(written(tmp_path, "a.docx", docx(paragraph("Words") + body)))
    assert document_.text.count("beside") == 40
    assert document_.text.count("within") == 1


def test_cells_that_span_rows_of_a_wide_table_stand_once(tmp_path: Path) -> None:
    row = "<tr>" + "<td rowspan=200>a</td>" * 120 + "</tr>"
    page = f"<!doctype html><h1>Borsetshire</h1><p>Words</p><table>{row * 40}</table>"
    (document_,) = read_all(written(tmp_path, "a.html", page))
    widest = max(line.count("|") for line in document_.text.splitlines())
    assert widest < 2 * 120
