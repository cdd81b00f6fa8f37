"""A page as PDFium holds it → glyphs with their places and weights, and the rules that are drawn on it.

Places are in points from the top left corner of the page as it is looked at.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.reading.marks import tidy

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|[-,_]bd\b|extrabd", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_THIN = 4.0
"""Widest that a rule is drawn, in points."""
_MOST_OBJECTS = 20_000
"""Drawings with more parts than this are pictures, whose lines are no tables."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its box; `base` is the line that it stands on, `height` that of its font."""

    text: str
    x0: float
    x1: float
    base: float
    height: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, level or upright: at `at`, from `start` to `end`."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size, glyphs in the order of the file, and rules."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]


def sheet_of(page: Any, raw: Any) -> Sheet:
    """All of a page that reading needs, turned so that most of its words are upright.

    `raw` is PDFium's own interface.
    """
    left, bottom, right, top = (float(edge) for edge in page.get_cropbox())
    textpage = page.get_textpage()
    try:
        quarter = _quarter(textpage, raw, int(raw.FPDFPage_GetRotation(page)))
        turn = _turned(quarter, left, bottom, right, top)
        size = (top - bottom, right - left) if quarter % 2 else (right - left, top - bottom)
        glyphs = tuple(_glyphs(textpage, raw, turn, quarter, size))
    finally:
        textpage.close()
    rules, dots = _drawn(page, raw, turn)
    return Sheet(*size, (*glyphs, *dots), tuple(rules))


def _quarter(textpage: Any, raw: Any, default: int) -> int:
    """How many quarters to turn the page to the right: as most of its words ask, whatever the page says."""
    text = textpage.raw
    count = raw.FPDFText_CountChars(text)
    angles = Counter(
        round(-math.degrees(raw.FPDFText_GetCharAngle(text, index)) / 90) % 4
        for index in range(0, count, max(count // 200, 1))
        if raw.FPDFText_IsGenerated(text, index) == 0
    )
    return max(angles, key=lambda quarter: (angles[quarter], -quarter), default=default)


_Turn = Callable[[float, float], tuple[float, float]]


def _turned(quarter: int, left: float, bottom: float, right: float, top: float) -> _Turn:
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


def _glyphs(textpage: Any, raw: Any, turn: _Turn, quarter: int, size: tuple[float, float]) -> Iterator[Glyph]:
    text = textpage.raw
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    kinds = _Kinds(raw)
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0, 9, 10, 13) or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        character = "-" if code in (2, 0xAD) else tidy(chr(code)) if code < 0x110000 else ""
        if not character or not raw.FPDFText_GetLooseCharBox(text, index, box):
            continue
        if _is_slanted(raw.FPDFText_GetCharAngle(text, index), quarter):
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        x0, _ = turn(box.left, box.top)
        x1, _ = turn(box.right, box.bottom)
        base = turn(x.value, y.value)[1]
        if not (-2 <= min(x0, x1) <= size[0] + 2 and -2 <= base <= size[1] + 2):
            continue  # beside the page, where nobody sees it
        height, bold = kinds.of(text, index)
        yield Glyph(character, min(x0, x1), max(x0, x1), base, height, bold)


def _is_slanted(angle: float, quarter: int) -> bool:
    """Watermarks and marginal notes run askew."""
    off = (math.degrees(angle) + 90 * quarter) % 360
    return min(off, 360 - off) > 10


class _Kinds:
    """Sizes and weights of characters: all that one command prints has one size, all of one font one weight."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._kinds: dict[int, tuple[float, bool]] = {}
        self._fonts: dict[int, bool] = {}

    def of(self, text: Any, index: int) -> tuple[float, bool]:
        raw = self._raw
        holder = raw.FPDFText_GetTextObject(text, index)
        address = _address(holder)
        if address not in self._kinds:
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(text, index, matrix)
            size = raw.FPDFText_GetFontSize(text, index) * (math.hypot(matrix.c, matrix.d) or 1)
            font = _address(raw.FPDFTextObj_GetFont(holder)) if address else 0
            if font not in self._fonts:
                self._fonts[font] = _is_bold(text, index, raw)
            stroked = bool(address) and raw.FPDFTextObj_GetTextRenderMode(holder) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
            self._kinds[address] = (size, self._fonts[font] or stroked)
        return self._kinds[address]


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _is_bold(text: Any, index: int, raw: Any) -> bool:
    """By the font's weight, flags or name."""
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(256)
    raw.FPDFText_GetFontInfo(text, index, name, 256, flags)
    return (
        bool(_BOLD_NAME.search(name.value.decode("latin-1")))
        or bool(flags.value & _FORCE_BOLD)
        or raw.FPDFText_GetFontWeight(text, index) >= _BOLD_WEIGHT
    )


def _drawn(page: Any, raw: Any, turn: _Turn) -> tuple[list[Rule], list[Glyph]]:
    """The rules on a page, and the dots, which browsers draw for bullets."""
    rules: list[Rule] = []
    dots: list[Glyph] = []
    for count, drawn in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if count >= _MOST_OBJECTS:
            break
        dot = _dot(drawn, raw, turn)
        if dot:
            dots.append(dot)
        else:
            rules += _rules_of(drawn.raw, raw, turn)
    return rules, dots


def _dot(drawn: Any, raw: Any, turn: _Turn) -> Glyph | None:
    """A small round, filled or not, as a bullet that stands a little above the line."""
    left, bottom, right, top = drawn.get_bounds()
    width, height = right - left, top - bottom
    if not (1.5 <= width <= 8 and abs(width - height) <= 0.3 * width):
        return None
    path = drawn.raw
    kinds = {
        raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(path, i))
        for i in range(min(raw.FPDFPath_CountSegments(path), 20))
    }
    if raw.FPDF_SEGMENT_BEZIERTO not in kinds:
        return None
    (x0, y0), (x1, y1) = turn(left, top), turn(right, bottom)
    return Glyph("•", min(x0, x1), max(x0, x1), max(y0, y1) + 0.5 * width, 2.4 * width, False)


def _rules_of(path: Any, raw: Any, turn: _Turn) -> Iterator[Rule]:
    """The level and upright strokes of a path, and the sides of what it fills."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not stroke.value and (not fill.value or _is_white(path, raw)):
        return
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    last: tuple[float, float] | None = None
    first: tuple[float, float] | None = None
    for index in range(min(raw.FPDFPath_CountSegments(path), 4000)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn(
            matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        )
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
