"""A page as PDFium holds it → its glyphs, the rules that are drawn on it, and whether it shows pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.reading.pdf_drawn import Rule, drawn_on
from kg.reading.pdf_glyphs import Glyph, Turn, glyphs_of, quarter_of

_MOST_NOTES = 2000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size, glyphs in the order of the file, and rules."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    has_picture: bool = False
    """Whether a picture covers a good part of it."""


def filled_in(document: Any, number: int, raw: Any) -> Any:
    """A page with what was filled in or typed upon it: fields of forms and text notes become a part of it."""
    page = document[number]
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT):
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
            page.close()
            return document[number]
    return page


def sheet_of(page: Any, raw: Any) -> Sheet:
    """All of a page that reading needs, turned so that most of its words are upright.

    `raw` is PDFium's own interface.
    """
    left, bottom, right, top = (float(edge) for edge in page.get_cropbox())
    textpage = page.get_textpage()
    try:
        quarter = quarter_of(textpage, raw, int(raw.FPDFPage_GetRotation(page)))
        turn = _turned(quarter, left, bottom, right, top)
        size = (top - bottom, right - left) if quarter % 2 else (right - left, top - bottom)
        glyphs = glyphs_of(textpage, raw, turn, quarter, size)
    finally:
        textpage.close()
    drawn = drawn_on(page, raw, turn, 0.3 * size[0] * size[1])
    return Sheet(*size, (*glyphs, *drawn.dots), tuple(drawn.rules), drawn.has_picture)


def _turned(quarter: int, left: float, bottom: float, right: float, top: float) -> Turn:
    """From the page's own measure, whose y runs upwards, to that of the page as it is looked at."""
    match quarter % 4:
        case 1:
            return lambda x, y: (y - bottom, x - left)
        case 2:
            return lambda x, y: (right - x, y - bottom)
        case 3:
            return lambda x, y: (top - y, right - x)
        case _:
            return lambda x, y: (x - left, top - y)
