"""Words that a decision quotes, found again in a text: whatever its line breaks, its marks, its format."""

from __future__ import annotations

from array import array
from functools import cached_property

from kg.model import Span
from kg.values.personal import MASK

_FEWEST = 4
"""So many letters and figures must words have that are looked for where they stand in no other form."""


class Folded:
    """A text of which only letters and figures count, each tied to its place."""

    def __init__(self, text: str) -> None:
        self.text = text

    def find(self, words: str) -> list[Span]:
        """Where the words stand; where a name in them is blacked out, where the longest part of them does."""
        wanted = max((part.strip() for part in words.split(MASK)), key=len, default="")
        if not wanted:
            return []
        return list(_exact(self.text, wanted)) or list(self._loose(fold(wanted)))

    def _loose(self, wanted: str) -> list[Span]:
        letters, offsets = self._folded
        found: list[Span] = []
        if len(wanted) < _FEWEST:
            return found
        at = letters.find(wanted)
        while at >= 0:
            found.append(Span(offsets[at], offsets[at + len(wanted) - 1] + 1))
            at = letters.find(wanted, at + len(wanted))
        return found

    @cached_property
    def _folded(self) -> tuple[str, array[int]]:
        offsets = array("L", (at for at, char in enumerate(self.text) if char.isalnum()))
        return "".join(_small(char) for char in self.text if char.isalnum()), offsets


def fold(text: str) -> str:
    """The letters and figures of a text, in small letters."""
    return "".join(_small(char) for char in text if char.isalnum())


def alike(quote: str, words: str) -> bool:
    """Whether two quotes are of the same words: one holds the other."""
    one, other = fold(quote), fold(max(words.split(MASK), key=len))
    return bool(one) and bool(other) and (one in other or other in one)


def _small(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 else char


def _exact(text: str, words: str) -> list[Span]:
    found: list[Span] = []
    at = text.find(words)
    while at >= 0:
        found.append(Span(at, at + len(words)))
        at = text.find(words, at + len(words))
    return found
