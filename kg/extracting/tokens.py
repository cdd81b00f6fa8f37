"""Units → tokens: words and marks with their places, their classes, and the sentence that each stands in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from kg.lexicon import classes_in, classes_of, words_of
from kg.model import Unit

_TOKEN = re.compile(
    r"£?\d[\d,./:-]*\d(?![^\W\d])|[A-Za-zÀ-ÖØ-öø-ÿ0-9](?:[\w+]|[&'’.@-](?=\w)|(?<=\d)×(?=\d))*|\n+|[^\w\s]"
)
_ENDS = frozenset(".?!;")
_ABBREVIATED = frozenset(["ltd", "no", "ref", "c", "ca", "approx", "inc", "co", "st", "dr", "mr", "p.a", "e.g", "i.e"])


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark: its place in the view, its words as they stand and in small letters, its sentence's number."""

    start: int
    end: int
    text: str
    lower: str
    sentence: int


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The tokens of a unit, with what each tells."""

    unit: Unit
    tokens: tuple[Token, ...]
    classes: tuple[tuple[str, ...], ...]
    label: tuple[str, ...]
    """The classes of its label, and so on."""
    ask: tuple[str, ...]
    heading: tuple[str, ...]

    def bounds(self, at: int) -> tuple[int, int]:
        """The tokens of the sentence at a token, half-open."""
        number = self.tokens[at].sentence
        start = bisect_left(self.tokens, number, hi=at, key=attrgetter("sentence"))
        return start, bisect_right(self.tokens, number, lo=at, key=attrgetter("sentence"))

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that lie in a stretch of the view, half-open."""
        first = bisect_right(self.tokens, start, key=attrgetter("end"))
        return first, bisect_left(self.tokens, end, lo=first, key=attrgetter("start"))


_LONGEST = 500
"""No sentence has more tokens: what has no end is cut, so that reading takes time in proportion to the letter's length."""


@lru_cache(maxsize=4096)
def classes_of_text(text: str) -> tuple[str, ...]:
    """The word classes of a text, each once."""
    return tuple(classes_in(words_of(text)))


def words_in(unit: Unit) -> Words:
    """The tokens of a unit."""
    passage = unit.passage
    text = passage.text
    found: list[Token] = []
    sentence = begin = 0
    wrapped = _wraps(text)
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word[0] == "\n":
            if len(word) > 1 or not wrapped(match.start(), match.end()):
                sentence += 1
                begin = len(found)
            continue
        start = passage.start + match.start()
        found.append(Token(start, passage.start + match.end(), word, word.lower(), sentence))
        if (word in _ENDS and _is_end(text, match.end(), found)) or len(found) - begin >= _LONGEST:
            sentence += 1
            begin = len(found)
    lowers = [token.lower for token in found]
    classes = tuple(
        classes_of(lower, lowers[at + 1] if at + 1 < len(lowers) else "") for at, lower in enumerate(lowers)
    )
    return Words(
        unit, tuple(found), classes, classes_of_text(unit.label), classes_of_text(unit.ask),
        classes_of_text(unit.headings[0] if unit.headings else ""),
    )  # fmt: skip


def _wraps(text: str):  # type: ignore[no-untyped-def]
    """Whether the line that ends at a place is only broken for want of room."""

    def wrapped(start: int, end: int) -> bool:
        line = text[text.rfind("\n", 0, start) + 1 : start]
        after = text[end : end + 1]
        return len(line) >= 50 and line.rstrip()[-1:] not in ".:;?!" and (after.islower() or len(line) >= 70)

    return wrapped


def _is_end(text: str, at: int, tokens: Sequence[Token]) -> bool:
    if text[at - 1] != ".":
        return True
    before = tokens[-2].lower if len(tokens) > 1 else ""
    if before in _ABBREVIATED or not (at >= len(text) or text[at].isspace()):
        return False
    rest = text[at : at + 3].lstrip()
    return not rest[:1].islower()
