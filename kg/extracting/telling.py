"""Candidates → how likely their letter tells anything of systems and contracts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

from kg.extracting.asked import ANSWERS, asks, is_asked_for
from kg.extracting.candidates import Candidate
from kg.extracting.services import NONE
from kg.extracting.sheet import Sheet
from kg.scoring import logistic
from kg.trees import Row, few, whole
from kg.weights import Weights

_ASKED = ("software", "supplier", "contract", "end", "cost", "start")
"""Word classes of questions and labels that tell what a letter is about."""
_FIELDS = tuple(sorted(ANSWERS))
_SHOWN, _PLACED = 5, 3
"""So many of the likeliest are looked at one by one."""
_LIKELY, _LIKELIER = 0.5, 0.65


def tells(sheet: Sheet, candidates: Sequence[Candidate], weights: Weights) -> float:
    """The probability that a letter tells anything of systems and contracts."""
    return round(logistic(weights.trees["letter"].score(telling_row(sheet, candidates))), 4)


LETTER_COLUMNS: tuple[str, ...] = (
    *_FIELDS, *(f"{field} where asked" for field in _FIELDS), *(f"{at + 1}. likeliest" for at in range(_SHOWN)),
    *(f"{at + 1}. likeliest with its place" for at in range(_PLACED)), "expected", "likely", "likelier", "candidates",
    "units", "names", "systems named", "known names", "systems", "services", "questions", "values",
    *(f"asks for {one}" for one in _ASKED),
)  # fmt: skip
"""What is to be seen of a letter, in the order of its row."""


def telling_row(sheet: Sheet, candidates: Sequence[Candidate]) -> Row:
    """What is to be seen of a letter as a whole: what is asked, how likely its likeliest candidates are, how many."""
    best, answers = dict.fromkeys(_FIELDS, 0.0), dict.fromkeys(_FIELDS, 0.0)
    said: dict[object, float] = {}
    placed: dict[object, float] = {}
    for one in candidates:
        said[one.said] = max(said.get(one.said, 0.0), one.role)
        placed[one.said] = max(placed.get(one.said, 0.0), one.steps)
        if one.field in best:
            best[one.field] = max(best[one.field], one.role)
            if is_asked_for(sheet.words[one.unit], one.field):
                answers[one.field] = max(answers[one.field], one.role)
    shares = [*best.values(), *answers.values(), *_top(said.values(), _SHOWN), *_top(placed.values(), _PLACED)]
    asked = [asks(words) for words in sheet.words]
    counts = [
        sum(share > _LIKELY for share in said.values()), sum(share > _LIKELIER for share in said.values()),
        len(candidates), len(sheet.words), len(sheet.names), sum(name.kind == "system" for name in sheet.names),
        sum("known" in name.found and name.kind != NONE for name in sheet.names), len(sheet.systems.order),
        len(sheet.services), len(sheet.letter.items), len(sheet.mentions),
        *(sum(one in each for each in asked) for one in _ASKED),
    ]  # fmt: skip
    return [*map(whole, (*shares, fsum(said.values()))), *map(few, counts)]


def _top(shares: Iterable[float], most: int) -> list[float]:
    return [*sorted(shares, reverse=True), *[0.0] * most][:most]
