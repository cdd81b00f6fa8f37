"""PDFium's functions as they are called for each character of a page.

The bindings of pypdfium2 check the type of every pointer, which takes longer than what is called; here pointers are
addresses, as whole numbers, and structures are given by their addresses.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

_Pointer = ctypes.c_void_p
_Int = ctypes.c_int


@dataclass(frozen=True, slots=True)
class Calls:
    """Functions by what they tell; the first argument is the address of a page's text, a page or an object on it."""

    unicode: Callable[[int, int], int]
    loose_box: Callable[[int, int, int], int]
    """Fills a FS_RECTF; 0 where there is none."""
    angle: Callable[[int, int], float]
    text_object: Callable[[int, int], int | None]
    """The object that prints a character; None for one that PDFium put in."""
    font: Callable[[int], int | None]
    render_mode: Callable[[int], int]
    object_at: Callable[[int, int], int | None]
    object_type: Callable[[int], int]


@cache
def calls() -> Calls:
    """The functions, of the library that pypdfium2 has loaded."""
    from pypdfium2 import raw

    return Calls(
        unicode=_plain(raw.FPDFText_GetUnicode, ctypes.c_uint, _Pointer, _Int),
        loose_box=_plain(raw.FPDFText_GetLooseCharBox, _Int, _Pointer, _Int, _Pointer),
        angle=_plain(raw.FPDFText_GetCharAngle, ctypes.c_float, _Pointer, _Int),
        text_object=_plain(raw.FPDFText_GetTextObject, _Pointer, _Pointer, _Int),
        font=_plain(raw.FPDFTextObj_GetFont, _Pointer, _Pointer),
        render_mode=_plain(raw.FPDFTextObj_GetTextRenderMode, _Int, _Pointer),
        object_at=_plain(raw.FPDFPage_GetObject, _Pointer, _Pointer, _Int),
        object_type=_plain(raw.FPDFPageObj_GetType, _Int, _Pointer),
    )


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(function, _Pointer).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


def address_of(handle: Any) -> int:
    """The address that a pointer of the bindings holds; 0 for none."""
    return ctypes.cast(handle, _Pointer).value or 0
