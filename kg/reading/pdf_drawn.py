"""What is drawn on a page → the rules of its tables, and the dots that browsers draw for bullets."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kg.reading.pdf_calls import address_of, calls
from kg.reading.pdf_glyphs import Glyph, Turn

_THIN = 4.0
"""Shortest that a rule is drawn, in points."""
_DEEPEST = 2
"""Forms within forms within forms."""
_MOST_OBJECTS = 20_000
"""Drawings with more parts than this are pictures, whose lines are no tables."""


class Rule(NamedTuple):
    """A straight line, level or upright: at `at`, from `start` to `end`."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page, growing."""

    rules: list[Rule] = field(default_factory=list)
    dots: list[Glyph] = field(default_factory=list)
    has_picture: bool = False


def drawn_on(page: Any, raw: Any, turn: Turn, large: float) -> Drawn:
    """The rules on a page, and the dots, which browsers draw for bullets; and whether there is a `large` picture.

    `large` is in square points.
    """
    found = Drawn()
    paths = 0
    for address, kind, place in _objects(page.raw, raw, turn):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = _edges(address, raw, place)
            found.has_picture |= (x1 - x0) * (y1 - y0) >= large
            continue
        paths += 1
        if paths > _MOST_OBJECTS:
            break
        path = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
        dot = _dot(path, _edges(address, raw, place), raw)
        if dot:
            found.dots.append(dot)
        else:
            found.rules += _rules_of(path, raw, place)
    return found


def _objects(page: Any, raw: Any, turn: Turn) -> Iterator[tuple[int, int, Turn]]:
    """Paths and pictures, also those in forms: address, kind, and how they are turned."""
    wanted = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
    object_at, type_of, address = calls().object_at, calls().object_type, address_of(page)
    for index in range(raw.FPDFPage_CountObjects(page)):
        one = object_at(address, index) or 0
        kind = type_of(one)
        if kind in wanted:
            yield one, kind, turn
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _in_form(one, raw, turn, _DEEPEST)


def _in_form(form: int, raw: Any, turn: Turn, deepest: int) -> Iterator[tuple[int, int, Turn]]:
    holder = ctypes.cast(form, raw.FPDF_PAGEOBJECT)
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(holder, matrix)
    place = _placed(matrix, turn)
    for index in range(raw.FPDFFormObj_CountObjects(holder)):
        one = address_of(raw.FPDFFormObj_GetObject(holder, index))
        kind = calls().object_type(one)
        if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            yield one, kind, place
        elif kind == raw.FPDF_PAGEOBJ_FORM and deepest:
            yield from _in_form(one, raw, place, deepest - 1)


def _placed(matrix: Any, turn: Turn) -> Turn:
    """What a matrix does, and then `turn`."""
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    return lambda x, y: turn(a * x + c * y + e, b * x + d * y + f)


def _edges(address: int, raw: Any, turn: Turn) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of an object."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(ctypes.cast(address, raw.FPDF_PAGEOBJECT), left, bottom, right, top)
    (x0, y0), (x1, y1) = turn(left.value, top.value), turn(right.value, bottom.value)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _dot(path: Any, edges: tuple[float, float, float, float], raw: Any) -> Glyph | None:
    """A small round, filled or not, as a bullet that stands a little above the line."""
    x0, y0, x1, y1 = edges
    width, height = x1 - x0, y1 - y0
    if not (1.5 <= width <= 8 and abs(width - height) <= 0.3 * width):
        return None
    kinds = {
        raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(path, i))
        for i in range(min(raw.FPDFPath_CountSegments(path), 20))
    }
    if raw.FPDF_SEGMENT_BEZIERTO not in kinds:
        return None
    return Glyph("•", x0, x1, y1 + 0.5 * width, 2.4 * width, False)


def _rules_of(path: Any, raw: Any, turn: Turn) -> Iterator[Rule]:
    """The level and upright strokes of a path, and the sides of what it fills."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not stroke.value and (not fill.value or _is_white(path, raw)):
        return
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    place = _placed(matrix, turn)
    x, y = ctypes.c_float(), ctypes.c_float()
    last: tuple[float, float] | None = None
    first: tuple[float, float] | None = None
    for index in range(min(raw.FPDFPath_CountSegments(path), 4000)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = place(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last:
            yield from _rule(last, point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment) and first:
            yield from _rule(point, first)
            last = first


def _is_white(path: Any, raw: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return min(red.value, green.value, blue.value) > 250 or alpha.value < 5


def _rule(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Rule]:
    (x0, y0), (x1, y1) = start, end
    if abs(y0 - y1) <= 1 and abs(x0 - x1) > _THIN:
        yield Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    elif abs(x0 - x1) <= 1 and abs(y0 - y1) > _THIN:
        yield Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
