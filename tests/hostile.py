"""Inputs that are made to be hard: each is built in a process of its own, which tells how long it took and how much memory.

`python -m tests.hostile` prints the table that stands in `docs/hardening.md`.
"""

from __future__ import annotations

import io
import os
import struct
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from tests.letters import letter_text
from tests.papers import docx, odf, paragraph, pdf, zipped

BODY = "1. Which system do you use, and when does the contract end?\n\nMosaic. It ends on 31 March 2027."
HEAD = letter_text(BODY)


def _repeated(unit: str, times: int) -> Callable[[], bytes]:
    return lambda: letter_text(f"{BODY}\n\n{unit * times}").encode()


def _questions() -> bytes:
    return letter_text(
        "".join(f"{n}. Which system do you use for service {n}?\n\nMosaic.\n\n" for n in range(1, 2001))
    ).encode()


def _spend() -> bytes:
    months = ("January", "May", "July")
    lines = "".join(f"{months[n % 3]} {2000 + n % 24}: £{n * 91 % 9999:,}\n" for n in range(2000))
    return letter_text(f"1. Please list the spend by month.\n\n{lines}").encode()


def _lying() -> bytes:
    """A document that says it has 1,000 bytes and unpacks to 300 MB."""
    parts = io.BytesIO()
    with zipfile.ZipFile(parts, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * 300_000_000 + b"</w>")
    return parts.getvalue().replace((300_000_007).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def _nested_tables() -> bytes:
    body = paragraph("within")
    for _ in range(400):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc>{paragraph('beside')}</w:tc></w:tr></w:tbl>"
    return docx(paragraph(BODY) + body)


def _tables_in_both_cells() -> bytes:
    """Tables of two cells that each hold another, fourteen deep: 8,192 of them hold words."""
    body = paragraph("x")
    for _ in range(14):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc>{body}</w:tc></w:tr></w:tbl>"
    return docx("".join(map(paragraph, HEAD.splitlines())) + body)


def _page(body: str) -> bytes:
    return f"<!doctype html><html><body><p>{HEAD}</p>{body}</body></html>".encode()


def _rowspans() -> bytes:
    return _page("<table>" + ("<tr>" + "<td rowspan=200>a</td>" * 300 + "</tr>") * 300 + "</table>")


def _message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    told = {
        "From": "FOI Team <foi@borsetshire.example>",
        "Date": "Wed, 03 May 2023 10:40:00 +0100",
        "Subject": "FOI 2291",
    }
    for name, value in (told | headers).items():
        made[name] = value
    made.set_content(HEAD)
    return made


def _encoded_subject() -> bytes:
    return bytes(_message()).replace(b"Subject: FOI 2291", b"Subject: " + b"=?utf-8?B?Rk9J?= " * 100_000)


def _date_beyond() -> bytes:
    return bytes(_message()).replace(b"Wed, 03 May 2023", b"Wed, 03 May 99999999999999")


def _messages_within() -> bytes:
    text = HEAD
    for number in range(3000):
        text = f"Subject: {number}\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n{text}"
    return text.encode()


def _many_attachments() -> bytes:
    made = _message()
    for number in range(300):
        made.add_attachment(letter_text(BODY, reference=f"FOI/24/{number:04}"), filename=f"{number}.txt")
    return bytes(made)


def _endless_stream() -> bytes:
    """A page of a PDF whose words unpack to 200 MB."""
    packed = zlib.compress(b"BT /F1 12 Tf (Mosaic) Tj ET\n" * 7_000_000, 9)
    text = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    text += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
    text += b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream endobj\n"
    return text + b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def _many_pages() -> bytes:
    return pdf(*(f"BT /F1 12 Tf 50 700 Td (Page {n} of the letter.) Tj ET" for n in range(2000)))


def _far_cell() -> bytes:
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>System</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'
    return _workbook(sheet)


def _many_cells() -> bytes:
    row = "".join(f'<c t="inlineStr"><is><t>{n}</t></is></c>' for n in range(20))
    rows = "".join(f"<row>{row}</row>" for _ in range(25_000))
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    return _workbook(sheet)


def _workbook(sheet: str) -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = (
        f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{base}">'
        '<sheets><sheet name="Answer" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{base}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    return zipped(
        ("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", relations), ("xl/worksheets/sheet1.xml", sheet)
    )


def _repeated_cells() -> bytes:
    row = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
    return odf(f'<table:table table:name="Answer">{row * 50}</table:table>', kind="spreadsheet")


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(15):
            archive.writestr(f"{number}.txt", b"Words. " * 2_800_000)
    return out.getvalue()


def _archives_within() -> bytes:
    data = zipped(("letter.txt", HEAD))
    for number in range(200):
        data = zipped((f"{number}.zip", data))
    return data


def _picture() -> bytes:
    """A white picture of 48 million pixels, in grey."""
    width, height = 8000, 6000

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = zlib.compress((b"\0" + b"\xff" * width) * height, 9)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


CASES: dict[str, Callable[[], bytes]] = {
    "blanks-before-a-date.txt": lambda: HEAD.replace("3 May", " " * 2000 + "3 May").encode(),
    "blank-lines.txt": _repeated("\n", 20_000),
    "blanks.txt": _repeated(" ", 390_000),
    "no-answers.txt": _repeated("No. ", 6000),
    "questions.txt": _questions,
    "spend-by-month.txt": _spend,
    "as-long-as-may-be.txt": _repeated("We use Mosaic, supplied by Access, until 31 March 2027. ", 6900),
    "too-long.txt": _repeated("Words. ", 2_800_000),
    "answers-out-of-order.txt": lambda: letter_text("2. Cost?\n\n1. System?\n\nAnswers\n\n2. £5\n\n1. Mosaic\n").encode(),
    "lies-about-its-size.docx": _lying,
    "tables-within-tables.docx": _nested_tables,
    "tables-in-both-cells.docx": _tables_in_both_cells,
    "many-paragraphs.docx": lambda: docx("".join(paragraph(f"{n}. Mosaic?") for n in range(25_000))),
    "cells-that-span-rows.html": _rowspans,
    "elements-within-elements.html": lambda: _page("<div>" * 100_000 + "Mosaic"),
    "large-page.html": lambda: _page("<p>We use Mosaic.</p>" * 900_000),
    "encoded-subject.eml": _encoded_subject,
    "date-beyond-numbers.eml": _date_beyond,
    "messages-within-messages.eml": _messages_within,
    "many-attachments.eml": _many_attachments,
    "words-without-end.pdf": _endless_stream,
    "many-pages.pdf": _many_pages,
    "far-cell.xlsx": _far_cell,
    "many-cells.xlsx": _many_cells,
    "repeated-cells.ods": _repeated_cells,
    "groups-within-groups.rtf": lambda: b"{\\rtf1 " + b"{" * 900_000 + b"Mosaic",
    "many-rows.csv": lambda: b"Service,System,Supplier,End\n" + b"Housing,Mosaic,Access,31/03/2027\n" * 500_000,
    "bomb.zip": _bomb,
    "archives-within-archives.zip": _archives_within,
    "large-picture.png": _picture,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an input: the codes of its findings, how many letters were read, and what it took."""

    name: str
    letters: int
    codes: tuple[str, ...]
    seconds: float
    """Of the processor's time, with the programs that were started for it."""
    megabytes: float
    """The most memory at any time, with what was there before (`ru_maxrss`)."""


def outcomes() -> Iterator[Outcome]:
    """Each case built in a process of its own, which is a copy of this one with everything loaded."""
    from kg.building import build_graph, sources
    from tests.letters import document

    build_graph([document(HEAD)])
    with tempfile.TemporaryDirectory() as folder:
        for name, make in CASES.items():
            path = Path(folder) / name
            child = os.fork()
            if not child:
                path.write_bytes(make())
                os._exit(0)
            os.waitpid(child, 0)  # what making it takes is not counted
            reads, writes = os.pipe()
            child = os.fork()
            if not child:
                try:
                    built = build_graph(*sources([path]))
                    said = " ".join([str(len(built.letters)), *sorted({one.code for one in built.findings})])
                    os.write(writes, said.encode())
                finally:
                    os._exit(0)
            os.close(writes)
            _, status, used = os.wait4(child, 0)
            with os.fdopen(reads) as told:
                letters, *codes = told.read().split() or ("0", f"ended with status {status}")
            yield Outcome(name, int(letters), tuple(codes), used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)
            path.unlink()


def table() -> str:
    """All outcomes as a Markdown table."""
    rows = [
        f"| `{one.name}` | {one.letters or ''} | {', '.join(one.codes)} | {one.seconds:.1f} | {one.megabytes:.0f} |"
        for one in outcomes()
    ]
    return "\n".join(["| input | letters | findings | seconds | MB |", "| --- | --- | --- | --- | --- |", *rows])


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
