"""Attributes of lists and cells: how a list counts, and whole numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NO_LABEL = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?(lower|upper)-(alpha|latin|roman)", re.IGNORECASE)


def style_of(holder: _Element) -> str:
    """How a list counts, in the names of Word: `decimal`, `lowerLetter`, `upperRoman`, or `none`."""
    if _NO_LABEL.search(holder.get("style") or ""):
        return "none"
    found = _LIST_STYLE.search(holder.get("style") or "")
    if found:
        kind = "Roman" if found[2].lower() == "roman" else "Letter"
        return found[1].lower() + kind
    return _TYPES.get(holder.get("type") or "", "decimal")


def whole(text: str | None, default: int) -> int:
    """The whole number that an attribute holds, else the default."""
    try:
        return int((text or "").strip()[:9])
    except ValueError:
        return default
