"""Lines → readings: what each line is in its letter, as the best sequence of roles has it, and the next best."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Reading
from kg.scoring import Model, best_paths
from kg.segmenting.describing import describe
from kg.segmenting.lines import Line
from kg.segmenting.stretches import Role
from kg.weights import Weights

MODEL = "lines"
RELUCTANCE = {Role.FURNITURE: 100, Role.INTRODUCES: 100}
"""How much is taken from the score of a line that would then be no part of an answer: what is none is found out later,
what is passed over is lost. Chosen on folds."""


def read_roles(lines: Sequence[Line], weights: Weights) -> list[Role]:
    """The roles of all lines in the best reading."""
    return roles_by(weights[MODEL], describe(lines))


def roles_by(model: Model, described: Sequence[list[str]]) -> list[Role]:
    """The roles of lines by their features."""
    return [Role(model.labels[place]) for place in best_paths(model, _scores(model, described))[0][1]]


def _scores(model: Model, described: Sequence[list[str]]) -> list[list[int]]:
    less = [RELUCTANCE.get(Role(label), 0) for label in model.labels]
    return [[score - part for score, part in zip(model.scores(row), less, strict=True)] for row in described]


def readings(lines: Sequence[Line], weights: Weights, most: int = 2) -> list[Reading]:
    """The best readings with their scores, best first."""
    model = weights[MODEL]
    rows = _scores(model, describe(lines))
    return [
        Reading(score, tuple(model.labels[place] for place in path)) for score, path in best_paths(model, rows, most)
    ]
