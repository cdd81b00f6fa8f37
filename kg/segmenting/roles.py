"""Lines → readings: what each line is in its letter, as the best sequence of roles has it, and the next best."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Reading
from kg.scoring import best_paths
from kg.segmenting.describing import describe
from kg.segmenting.lines import Line
from kg.segmenting.stretches import Role
from kg.weights import Weights

MODEL = "lines"


def read_roles(lines: Sequence[Line], weights: Weights) -> list[Role]:
    """The roles of all lines in the best reading."""
    model = weights[MODEL]
    rows = [model.scores(features) for features in describe(lines)]
    return [Role(model.labels[place]) for place in best_paths(model, rows)[0][1]]


def readings(lines: Sequence[Line], weights: Weights, most: int = 2) -> list[Reading]:
    """The best readings with their scores, best first."""
    model = weights[MODEL]
    rows = [model.scores(features) for features in describe(lines)]
    return [
        Reading(score, tuple(model.labels[place] for place in path)) for score, path in best_paths(model, rows, most)
    ]
