"""Text from letters → text that is safe on a terminal and in a spreadsheet."""

from __future__ import annotations


def printable(text: str) -> str:
    """`text` on one line, without control characters: a letter's words must not move the cursor."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (https://owasp.org/www-community/attacks/CSV_Injection)."""
    return f"'{text}" if text.startswith(_RISKY) else text


_RISKY = ("=", "+", "-", "@", "\t", "\r")
