"""Lines → readings: what each line is in its letter, as the best sequence of roles has it, and the next best."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Reading
from kg.scoring import Model, best_path_through, best_paths
from kg.segmenting.describing import describe
from kg.segmenting.lines import Line
from kg.segmenting.stretches import Role
from kg.weights import Weights

MODEL = "lines"
RELUCTANCE = {Role.FURNITURE: 100, Role.INTRODUCES: 100}
"""How much is taken from the score of a line that would then be no part of an answer: what is none is found out later,
what is passed over is lost. Chosen on folds."""
MOST_LESS = 300
"""By how much less a reading with an answer may score than the best, which has none, and be taken all the same."""
_FEWEST = 3
"""A text of fewer lines may be anything."""
_ANSWERING = frozenset({Role.ANSWERS, Role.ANSWERS_ON, Role.BOTH, Role.ROW})


def read_roles(lines: Sequence[Line], weights: Weights) -> list[Role]:
    """The roles of all lines in the best reading."""
    return roles_by(weights[MODEL], describe(lines))


def roles_by(model: Model, described: Sequence[list[str]]) -> list[Role]:
    """The roles of lines by their features."""
    return [Role(model.labels[place]) for place in _paths(model, described, 1)[0][1]]


def _paths(model: Model, described: Sequence[list[str]], most: int) -> list[tuple[int, list[int]]]:
    """The best paths with their scores. A letter answers something: where the best path has no answer, the best of those
    that have one is taken before it, unless it is far less likely."""
    rows = _scores(model, described)
    found = best_paths(model, rows, most)
    score, path = found[0]
    if len(rows) >= _FEWEST and Role.ANSWERS in model.labels and not any(Role(model.labels[place]) in _ANSWERING for place in path):
        other = best_path_through(model, rows, model.labels.index(Role.ANSWERS))
        if other[0] > score - MOST_LESS:
            found = [other, *(one for one in found if one != other)][:most]
    return found


def _scores(model: Model, described: Sequence[list[str]]) -> list[list[int]]:
    less = [RELUCTANCE.get(Role(label), 0) for label in model.labels]
    return [[score - part for score, part in zip(model.scores(row), less, strict=True)] for row in described]


def readings(lines: Sequence[Line], weights: Weights, most: int = 2) -> list[Reading]:
    """The best readings with their scores, best first."""
    model = weights[MODEL]
    return [
        Reading(score, tuple(model.labels[place] for place in path))
        for score, path in _paths(model, describe(lines), most)
    ]
