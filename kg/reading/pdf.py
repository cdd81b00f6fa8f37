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
    from collections.abc import Iterator, Mapping

    from kg.reading.pdf_lines import Line
    from kg.reading.pdf_page import Sheet
    from kg.reading.recognizing import Picture

_MOST_PAGES = 300
_LEAST_LETTERS = 20
"""A PDF with fewer letters is a picture of a letter."""
_DOTS = 300
"""To an inch, of a page that is drawn for text recognition."""
_MOST_DOTS = 12_000_000
"""Of one page: A4 has 8.7 million."""


def read_pdf(data: bytes, name: str) -> Content:
    """The canonical text of a PDF. Raises ReadError `encrypted`, `damaged`, `no-text` or `too-large`."""
    sheets = _sheets(data, name)
    letters = [sum(glyph.text.isalnum() for glyph in sheet.glyphs) for sheet in sheets]
    is_scan = sum(letters) < _LEAST_LETTERS
    scanned = [
        number
        for number, (sheet, count) in enumerate(zip(sheets, letters, strict=True), start=1)
        if count < _LEAST_LETTERS and (sheet.has_picture or is_scan)
    ]
    found = _recognized(data, scanned)
    if is_scan and not found:
        raise ReadError(
            "no-text",
            f"{name} has no text: its pages are pictures, as a scanner makes them.",
            "Run it through text recognition (OCR) and save the result as PDF or text, or ask for the original.",
        )
    return _with_scans(sheets, scanned, found, name)


def _with_scans(sheets: list[Sheet], scanned: list[int], found: Mapping[int, Picture], name: str) -> Content:
    """The text of a PDF, the pages among it that are pictures as far as they were recognised."""
    from kg.reading.scans import marked, pages_of, sheet_of

    if found:
        sheets = [
            sheet_of(found[number], sheet.width) if number in found else sheet
            for number, sheet in enumerate(sheets, start=1)
        ]
    content = laid_out(sheets)
    unread = [number for number in scanned if number not in found and sheets[number - 1].has_picture]
    if unread:
        notice = Notice(
            "scanned-pages",
            f"{name} was read only in part: {pages_of(unread, 'a picture', 'pictures')} without text.",
            "Run it through text recognition (OCR) and read it again, or look at those pages.",
        )
        content = replace(content, notices=(notice,))
    return marked(content, found, name) if found else content


def _recognized(data: bytes, pages: list[int]) -> dict[int, Picture]:
    """What text recognition finds on pages, by their numbers, as far as it comes within its bounds."""
    from kg.reading import recognizing
    from kg.reading.scans import has_words

    if not pages or not recognizing.is_installed():
        return {}
    clock = recognizing.Clock()
    found = {}
    for number, image, dots in _drawn(data, pages[: recognizing.MOST_PAGES]):
        pictures = recognizing.recognized(image, clock, dots=dots)
        if pictures and has_words(pictures[0]):
            found[number] = pictures[0]
    return found


def _drawn(data: bytes, pages: list[int]) -> Iterator[tuple[int, bytes, int]]:
    """Pages as pictures in grey (PGM), by their numbers, and how many dots there are to an inch."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for number in pages:
            page = document[number - 1]
            width, height = page.get_size()
            # Large pages get fewer dots.
            dots = int(min(_DOTS, 72 * (_MOST_DOTS / max(width * height, 1)) ** 0.5))
            bitmap = page.render(scale=dots / 72, grayscale=True)
            rows, step = memoryview(bitmap.buffer).cast("B"), bitmap.stride
            picture = b"".join(rows[y * step : y * step + bitmap.width] for y in range(bitmap.height))
            yield number, b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + picture, dots
            bitmap.close()
            page.close()
    except (pypdfium2.PdfiumError, ctypes.ArgumentError):
        return
    finally:
        document.close()


def _sheets(data: bytes, name: str) -> list[Sheet]:
    import pypdfium2
    from pypdfium2 import raw

    from kg.reading.pdf_page import filled_in, sheet_of
    from kg.reading.pdf_streams import MOST_INSTRUCTIONS, has_too_many_instructions

    if has_too_many_instructions(data):
        raise ReadError(
            "too-large",
            f"{name} unpacks to more than {MOST_INSTRUCTIONS / 1e6:.0f} MB of text and drawings.",
            "A letter is never that large: check that it is one, or save it anew from a program that opens it.",
        )
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


def laid_out(sheets: list[Sheet]) -> Content:
    """The canonical text of pages: lines, columns, tables and paragraphs told from the places of glyphs alone."""
    from kg.reading.pdf_blocks import blocks_told
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
        leaves.append(Leaf(tuple(sorted([*blocks_told(order.lines), *found], key=lambda part: part.top))))
    return content_of(leaves, body.footers)


PDF = Reader("application/pdf", read_pdf)
