"""Words as patterns without regard to case take them: for looking up what such a pattern has found."""

from __future__ import annotations

_AS_LETTERS = str.maketrans({"ı": "i", "ſ": "s", "\u0307": None})
"""Letters that patterns without regard to case take for others; `str.lower` makes two of `İ`."""


def lower(word: str) -> str:
    """A word in the small letters that a pattern without regard to case took it for."""
    return word.lower().translate(_AS_LETTERS)
