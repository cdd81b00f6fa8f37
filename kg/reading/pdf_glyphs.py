"""The text of a page as PDFium holds it → glyphs with their places and weights.

Places are in points from the top left corner of the page as it is looked at. What the glyphs of one line share is
asked once: pages have thousands of glyphs, and each call into PDFium takes a third of a microsecond.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from kg.reading.marks import tidy
from kg.reading.pdf_calls import address_of, calls

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|[-,_]bd\b|extrabd", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_HYPHENS = ("\x02", "\xad")
"""What PDFium gives for a hyphen at a line's end, and a soft hyphen that is printed."""


class Glyph(NamedTuple):
    """A character and its box; `base` is the line that it stands on, `height` that of its font."""

    text: str
    x0: float
    x1: float
    base: float
    height: float
    bold: bool


Turn = Callable[[float, float], tuple[float, float]]


def quarter_of(textpage: Any, raw: Any, default: int) -> int:
    """How many quarters to turn the page to the right: as most of its words ask, whatever the page says."""
    text = textpage.raw
    count = raw.FPDFText_CountChars(text)
    angles = Counter(
        round(-math.degrees(raw.FPDFText_GetCharAngle(text, index)) / 90) % 4
        for index in range(0, count, max(count // 200, 1))
        if raw.FPDFText_IsGenerated(text, index) == 0
    )
    return max(angles, key=lambda quarter: (angles[quarter], -quarter), default=default)


def glyphs_of(textpage: Any, raw: Any, turn: Turn, quarter: int, size: tuple[float, float]) -> Iterator[Glyph]:
    """The glyphs of a page in the order of the file, without those that are askew, beside the page or of no meaning."""
    text = address_of(textpage.raw)
    unicode, loose_box, object_of = calls().unicode, calls().loose_box, calls().text_object
    box = raw.FS_RECTF()
    box_address = ctypes.addressof(box)
    fonts = _Fonts(textpage.raw, raw, turn, quarter)
    characters: dict[int, str] = {}
    upright, width = quarter % 2 == 0, size[0] + 2
    last: int | None = None
    font, stroked = 0, False
    for index in range(raw.FPDFText_CountChars(textpage.raw)):
        holder = object_of(text, index)
        if holder is None:
            continue
        code = unicode(text, index)
        character = characters.get(code)
        if character is None:
            character = characters[code] = _character(code)
        if not character or not loose_box(text, index, box_address):
            continue
        if holder != last:
            last = holder
            font, stroked = fonts.of(holder)
        left, right = box.left, box.right
        top, bottom = box.top, box.bottom
        line = fonts.line(font, (top, bottom) if upright else (left, right), index)
        if line is None:
            continue
        x0, _ = turn(left, top)
        x1, _ = turn(right, bottom)
        if x0 > x1:
            x0, x1 = x1, x0
        if not -2 <= x0 <= width or not -2 <= line[0] <= size[1] + 2:
            continue  # beside the page, where nobody sees it
        yield Glyph(character, x0, x1, line[0], line[1], line[2] or stroked)


def _character(code: int) -> str:
    """What a code prints; nothing for line ends that PDFium puts in and for what has no meaning."""
    if code in (0, 9, 10, 13) or code >= 0x110000 or 0xD800 <= code < 0xE000:
        return ""
    return "-" if chr(code) in _HYPHENS else tidy(chr(code))


class _Fonts:
    """What glyphs share: all that one command prints has one font, all of one font at one height one line."""

    def __init__(self, text: Any, raw: Any, turn: Turn, quarter: int) -> None:
        self._text, self._raw, self._turn, self._quarter = text, raw, turn, quarter
        self._bold: dict[int, bool] = {}
        self._lines: dict[tuple[int, tuple[float, float]], tuple[float, float, bool] | None] = {}

    def of(self, holder: int) -> tuple[int, bool]:
        """The font of what prints a glyph, and whether it also draws the outline, for weight."""
        return calls().font(holder) or 0, calls().render_mode(holder) == self._raw.FPDF_TEXTRENDERMODE_FILL_STROKE

    def line(self, font: int, across: tuple[float, float], index: int) -> tuple[float, float, bool] | None:
        """The base line, the height and the weight of glyphs of a font between two edges; None where they are askew."""
        key = (font, across)
        if key not in self._lines:
            self._lines[key] = self._line(font, index)
        return self._lines[key]

    def _line(self, font: int, index: int) -> tuple[float, float, bool] | None:
        raw, text = self._raw, self._text
        # Watermarks and marginal notes run askew.
        off = (math.degrees(raw.FPDFText_GetCharAngle(text, index)) + 90 * self._quarter) % 360
        if min(off, 360 - off) > 10:
            return None
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = raw.FPDFText_GetFontSize(text, index) * (math.hypot(matrix.c, matrix.d) or 1)
        if font not in self._bold:
            self._bold[font] = _is_bold(text, index, raw)
        return self._turn(x.value, y.value)[1], size, self._bold[font]


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
