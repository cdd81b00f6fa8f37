"""Candidates with reasons: what stands around words, and how much each of it speaks for or against them.

Each kind of thing that a head tells has one table of clues. A clue is seen in the words before or after a candidate, in
its own, in those of its row or of the row above; or it is a sign, which the finder of candidates saw by other means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.segmenting.heads.rows import Row

Where = Literal["before", "label", "after", "value", "row", "above", "sign"]

_NEAR = 70
"""Words so many characters before and after a candidate are looked at."""
_MOST = 120
"""No pattern holds more words than so many characters."""
_CELL_END = re.compile(r"[ \xa0]*(?:\||\t|[ \xa0]{3,})[\s|]*")
_DAY_NAME = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\W*$", re.IGNORECASE)
_FILLING = re.compile(r"[\s.…_*•·\xa0]+")
_LABEL = re.compile(r"^[^\d?]{2,36}:\W*$|^\W*(?:[^\W\d]+\W+){0,4}[^\W\d]+\W*$")
"""A row above that only names what stands below it."""


@dataclass(frozen=True, slots=True)
class Clue:
    """A name, where it is seen, what is seen there (any of the patterns, searched; a sign has none), and its weight in points."""

    name: str
    where: Where
    patterns: tuple[re.Pattern[str], ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words of a row, half-open, the value that they would give, and the signs that the finder saw of them."""

    value: str
    row: Row
    start: int
    end: int
    signs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate, its score, and the names of the clues that made it."""

    candidate: Candidate
    score: int
    because: tuple[str, ...]


def seen(name: str, where: Where, pattern: str | tuple[str, ...], weight: int, *, exact: bool = False) -> Clue:
    """A clue that a pattern sees, or any of several; `exact` where case matters."""
    patterns = (pattern,) if isinstance(pattern, str) else pattern
    flags = re.NOFLAG if exact else re.IGNORECASE
    return Clue(name, where, tuple(re.compile(one, flags) for one in patterns), weight)


def words(listed: str, after: str, before: str = r"\b") -> tuple[str, ...]:
    """Patterns of a long list of words, set apart by blanks, each of which may stand between two patterns; none is long."""
    patterns: list[str] = []
    some: list[str] = []
    for word in listed.split():
        if sum(len(one) + 1 for one in some) + len(word) > _MOST:
            patterns.append(f"{before}(?:{'|'.join(some)}){after}")
            some = []
        some.append(word)
    return (*patterns, f"{before}(?:{'|'.join(some)}){after}")


def sign(name: str, weight: int) -> Clue:
    """A clue that the finder of candidates gives by name."""
    return Clue(name, "sign", (), weight)


def judged(candidate: Candidate, clues: Sequence[Clue]) -> Judged:
    """The score of a candidate: the sum of the weights of all clues that are to be seen of it."""
    around = _around(candidate)
    held = [clue for clue in clues if _holds(clue, candidate, around)]
    return Judged(candidate, sum(clue.weight for clue in held), tuple(clue.name for clue in held))


def _holds(clue: Clue, candidate: Candidate, around: dict[str, str]) -> bool:
    if not clue.patterns:
        return clue.name in candidate.signs
    return any(pattern.search(around[clue.where]) for pattern in clue.patterns)


def best(candidates: Iterable[Candidate], clues: Sequence[Clue], least: int) -> Judged | None:
    """The likeliest candidate, the first of equals; None where none has `least` points."""
    found = [judged(candidate, clues) for candidate in candidates]
    winner = max(found, key=lambda one: one.score, default=None)
    return winner if winner and winner.score >= least else None


def _around(candidate: Candidate) -> dict[str, str]:
    text = candidate.row.text
    before = _plain(text[max(0, candidate.start - _NEAR) : candidate.start])
    return {
        "before": before,
        "label": before if _DAY_NAME.sub("", before.rsplit("|", 1)[-1]).strip(" :-–—(,") else _label(candidate),
        "after": text[candidate.end : candidate.end + _NEAR],
        "value": candidate.value,
        "row": text,
        "above": candidate.row.above,
    }


def _label(candidate: Candidate) -> str:
    """What names an otherwise bare cell: the cell above it, where two rows have as many, else the one before, or a short row above."""
    text, above = candidate.row.text, candidate.row.above
    cells, heads = _CELL_END.split(text.strip()), _CELL_END.split(above)
    place = len(_CELL_END.findall(text[: candidate.start].strip() and text[: candidate.start].lstrip()))
    if len(cells) > 1:
        return (
            _plain(heads[place])
            if len(heads) == len(cells) and place < len(heads) and not any(c.isdigit() for c in above)
            else _plain(cells[place - 1])
            if place
            else ""
        )
    return _plain(above) if len(above) < 40 and _LABEL.match(above) else ""


def _plain(text: str) -> str:
    """Words with a stroke for the end of a cell, and a blank for leaders and bullets."""
    return _FILLING.sub(" ", _CELL_END.sub("|", text))
