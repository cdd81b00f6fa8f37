"""The text of a page as PDFium holds it → glyphs with their places and weights.

Places are in points from the top left corner of the page as it is looked at. What the glyphs of one line share is
asked once: pages have thousands of glyphs, and each call into PDFium takes a third of a microsecond.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from kg.reading.marks import tidy
from kg.reading.pdf_calls import address_of, calls

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|[-,_]bd\b|extrabd", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_HYPHENS = ("\x02", "\ufffe", "\xad")
"""What PDFium gives for a hyphen at a line's end, and a soft hyphen that is printed."""

_LIGATURES = frozenset(("ff", "fi", "fl", "ffi", "ffl", "ft", "st"))
"""Letters that are one sign: PDFium gives each of them the place of the whole."""


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
    text, count = address_of(textpage.raw), raw.FPDFText_CountChars(textpage.raw)
    angle, object_of = calls().angle, calls().text_object
    angles = Counter(
        round(-math.degrees(angle(text, index)) / 90) % 4
        for index in range(0, count, max(count // 200, 1))
        if object_of(text, index) is not None
    )
    return max(angles, key=lambda quarter: (angles[quarter], -quarter), default=default)


def glyphs_of(textpage: Any, raw: Any, turn: Turn, quarter: int, size: tuple[float, float]) -> list[Glyph]:
    """The glyphs of a page in the order of the file, without those that are askew, beside the page or of no meaning."""
    text, count = address_of(textpage.raw), raw.FPDFText_CountChars(textpage.raw)
    loose_box, object_of = calls().loose_box, calls().text_object
    box = raw.FS_RECTF()
    at_box = ctypes.addressof(box)
    shared = _Shared(textpage.raw, raw, turn, quarter)
    lines, upright = shared.lines, quarter % 2 == 0
    left, step = _along(turn, quarter)
    most = size[0] + 2
    found: list[Glyph] = []
    last, font, stroked, place = 0, 0, False, (0.0, 0.0, 0.0, 0.0)
    for index, character in enumerate(_characters(text, count, raw)):
        if not character:
            continue
        holder = object_of(text, index)
        if holder is None or not loose_box(text, index, at_box):
            continue  # PDFium put it in
        near, far, low, high = box.left, box.right, box.bottom, box.top
        if holder != last:
            last = holder
            font, stroked = shared.font(holder)
        elif (near, far, low, high) == place and found and found[-1].text + character in _LIGATURES:
            found[-1] = found[-1]._replace(text=found[-1].text + character)
            continue
        place = near, far, low, high
        if not upright:
            near, far, low, high = low, high, near, far
        line = lines.get((font, low, high), _UNKNOWN)
        if line is _UNKNOWN:
            line = lines[(font, low, high)] = shared.line(font, index, size[1])
        if line is None:
            continue
        x0, x1 = (left + near, left + far) if step > 0 else (left - far, left - near)
        if -2 <= x0 <= most:  # else it is beside the page, where nobody sees it
            base, height, bold = line
            found.append(Glyph(character, x0, x1, base, height, bold or stroked))
    return found


_UNKNOWN = (0.0, 0.0, False)


def _along(turn: Turn, quarter: int) -> tuple[float, int]:
    """Where the page's own measure begins along its lines, as it is looked at, and which way it runs."""
    start, end = turn(0, 0)[0], turn(*((1, 0) if quarter % 2 == 0 else (0, 1)))[0]
    return start, 1 if end > start else -1


def _characters(text: int, count: int, raw: Any) -> list[str]:
    """What each character prints; nothing for line ends that PDFium puts in and for what has no meaning."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(ctypes.cast(text, raw.FPDF_TEXTPAGE), 0, count, buffer)
    codes: list[int] = list(buffer[:count])
    if written != count + 1 or any(0xD800 <= code < 0xE000 for code in set(codes)):
        # A character that is not in the first plane, or none at all: places no longer count characters.
        unicode = calls().unicode
        codes = [unicode(text, index) for index in range(count)]
    printed = {code: _character(code) for code in set(codes)}
    return [printed[code] for code in codes]


def _character(code: int) -> str:
    if code in (0, 9, 10, 13) or code >= 0x110000 or 0xD800 <= code < 0xE000:
        return ""
    return "-" if chr(code) in _HYPHENS else tidy(chr(code))


class _Shared:
    """What glyphs share: all that one command prints has one font, all of one font at one height one line."""

    def __init__(self, text: Any, raw: Any, turn: Turn, quarter: int) -> None:
        self._text, self._raw, self._turn, self._quarter = text, raw, turn, quarter
        self._bold: dict[int, bool] = {}
        self.lines: dict[tuple[int, float, float], tuple[float, float, bool] | None] = {}

    def font(self, holder: int) -> tuple[int, bool]:
        """The font of what prints a glyph, and whether it also draws the outline, for weight."""
        return calls().font(holder) or 0, calls().render_mode(holder) == self._raw.FPDF_TEXTRENDERMODE_FILL_STROKE

    def line(self, font: int, index: int, lowest: float) -> tuple[float, float, bool] | None:
        """The base line, the height and the weight of a glyph; None where it is askew or beside the page."""
        raw, text = self._raw, self._text
        # Watermarks and marginal notes run askew.
        off = (math.degrees(raw.FPDFText_GetCharAngle(text, index)) + 90 * self._quarter) % 360
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        base = self._turn(x.value, y.value)[1]
        if min(off, 360 - off) > 10 or not -2 <= base <= lowest + 2:
            return None
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = raw.FPDFText_GetFontSize(text, index) * (math.hypot(matrix.c, matrix.d) or 1)
        if font not in self._bold:
            self._bold[font] = _is_bold(text, index, raw)
        return base, size, self._bold[font]


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
