"""Text from letters → text that is safe to print on a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """`text` on one line, without control characters: a letter's words must not move the cursor."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
