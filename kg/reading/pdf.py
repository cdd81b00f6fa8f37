"""PDF: bytes go in, canonical text with bold marks, tables and page starts comes out.

PDFium reads the file; what is a word, a line, a column, a table, a paragraph or a running header is told here, from
places and fonts alone.
"""

from __future__ import annotations

import ctypes
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.model import Notice
from kg.reading.base import Content, Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.reading.pdf_lines import Line
    from kg.reading.pdf_page import Sheet

_MOST_PAGES = 300
_LEAST_LETTERS = 20
"""A PDF with fewer letters is a picture of a letter."""


def read_pdf(data: bytes, name: str) -> Content:
    """The canonical text of a PDF. Raises ReadError `encrypted`, `damaged`, `no-text` or `too-large`."""
    sheets = _sheets(data, name)
    letters = [sum(glyph.text.isalnum() for glyph in sheet.glyphs) for sheet in sheets]
    if sum(letters) < _LEAST_LETTERS:
        raise ReadError(
            "no-text",
            f"{name} has no text: its pages are pictures, as a scanner makes them.",
            "Run it through text recognition (OCR) and save the result as PDF or text, or ask for the original.",
        )
    scanned = [
        number
        for number, (sheet, count) in enumerate(zip(sheets, letters, strict=True), start=1)
        if sheet.has_picture and count < _LEAST_LETTERS
    ]
    return replace(_content(sheets), notices=tuple(_scanned(scanned, name)))


def _scanned(pages: list[int], name: str) -> Iterator[Notice]:
    """A notice where pages are pictures, though others are not."""
    if pages:
        numbers = " and ".join(filter(None, (", ".join(map(str, pages[:-1])), str(pages[-1]))))
        what = (
            f"pages {numbers} are pictures without text"
            if len(pages) > 1
            else f"page {numbers} is a picture without text"
        )
        yield Notice(
            "scanned-pages",
            f"{name} was read only in part: {what}.",
            "Run it through text recognition (OCR) and read it again, or look at those pages.",
        )


def _sheets(data: bytes, name: str) -> list[Sheet]:
    import pypdfium2
    from pypdfium2 import raw

    from kg.reading.pdf_page import filled_in, sheet_of

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(name, raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)) from error
    try:
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()
        if len(document) > _MOST_PAGES:
            raise ReadError(
                "too-large",
                f"{name} has {len(document)} pages, and the most that are read are {_MOST_PAGES}.",
                "A letter is never that long: check that it is one, or split it.",
            )
        found = []
        for number in range(len(document)):
            page = filled_in(document, number, raw)
            found.append(sheet_of(page, raw))
            page.close()
    except (pypdfium2.PdfiumError, ctypes.ArgumentError) as error:
        raise _refused(name, encrypted=False) from error
    finally:
        document.close()
    if not found:
        raise _refused(name, encrypted=False)
    return found


def _refused(name: str, encrypted: bool) -> ReadError:
    if encrypted:
        return ReadError(
            "encrypted",
            f"{name} is encrypted: it opens only with a password.",
            "Open it with the password and print it to a new PDF without one, or ask for the letter without it.",
        )
    return ReadError(
        "damaged",
        f"{name} is damaged, or no PDF: it cannot be opened.",
        "Get the file again from where it came, or save it anew from a program that opens it.",
    )


def _content(sheets: list[Sheet]) -> Content:
    from kg.reading.pdf_columns import tables_in
    from kg.reading.pdf_flow import Leaf, Table, content_of
    from kg.reading.pdf_lines import lines_of, words_of
    from kg.reading.pdf_margins import body_of
    from kg.reading.pdf_prose import unfolded
    from kg.reading.pdf_tables import frames_of, rows_of

    tables: list[list[Table]] = []
    lines: list[list[Line]] = []
    for sheet in sheets:
        words = words_of(sheet.glyphs)
        found = []
        for frame in frames_of(sheet.rules):
            held = [word for word in words if frame.holds(word)]
            if held:
                words = [word for word in words if not frame.holds(word)]
                rows = tuple(tuple(row) for row in rows_of(frame, held))
                found.append(Table(rows, frame.ys[0], frame.ys[-1]))
        tables.append(found)
        lines.append(lines_of(words))
    body = body_of(lines, [sheet.height for sheet in sheets])
    leaves = []
    for sheet, page, found in zip(sheets, body.pages, tables, strict=True):
        rest = list(page)
        for held_lines, cells in tables_in(page, sheet.rules):
            rest = [line for line in rest if line not in held_lines]
            found.append(Table(tuple(map(tuple, cells)), held_lines[0].base, held_lines[-1].base))
        order = unfolded(rest)
        found = [replace(one, top=order.place(one.top)) for one in found]
        leaves.append(Leaf(tuple(sorted([*order.lines, *found], key=lambda part: part.top))))
    return content_of(leaves, body.footers)


PDF = Reader("application/pdf", read_pdf)
