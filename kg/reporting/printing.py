"""Text from outside → text that is safe on a terminal and in a spreadsheet."""

from __future__ import annotations

import re

_OBEYED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|\r(?!\n)"
)
"""Control characters but for the ends of lines and tabs, marks of direction (Unicode, UAX 9), halves of characters."""


def printable(text: str) -> str:
    """`text` on one line, without control characters: a letter's words must not move the cursor."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def escaped(text: str) -> str:
    """`text`, its lines kept, with escapes such as `\\x1b` for what a terminal would obey and not show."""
    return _OBEYED.sub(lambda found: ascii(found[0])[1:-1], text)


def address_in(text: object) -> str | None:
    """The first web address in a text, as far as it is one by RFC 3986; None where there is none."""
    found = _ADDRESS.search(str(text or ""))
    return found[0].rstrip(".,;)") if found else None


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (https://owasp.org/www-community/attacks/CSV_Injection)."""
    return f"'{text}" if text.startswith(_RISKY) else text


def as_it_was(cell: str) -> str:
    """A cell without the apostrophe that `harmless` has put in front of it."""
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell


_ADDRESS = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*")
_RISKY = ("=", "+", "-", "@", "\t", "\r")
