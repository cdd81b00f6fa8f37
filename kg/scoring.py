"""Features → scores: linear models with whole numbers for weights, the same on every machine.

A model knows its labels and, for each feature, how strongly it speaks for or against each of them. Weights are natural
logarithms of odds in hundredths, so that sums are exact and their order does not matter. Those of one feature are
packed into one whole number, a stretch of bits for each label: the scores of all labels are then one sum.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat
from operator import add

UNIT = 100
"""What a weight of 1.0 is written as."""
_BITS = 32
"""So many bits has each label in a packed number."""
_HALF = 1 << (_BITS - 1)
_MOST = (1 << _BITS) - 1

Weights = Mapping[str, int]
"""Feature → its weights for all labels, packed; the weight of the only label, where there is one."""


def packed(weights: Iterable[tuple[int, int]]) -> int:
    """Pairs of a label's place and its weight as one number."""
    return sum(weight << (_BITS * place) for place, weight in weights)


def unpacked(number: int, labels: int) -> list[int]:
    """The weight, or the sum of weights, of each label.

    Raises:
        OverflowError: a packed number of more labels.
    """
    layout, bias = _layout(labels)
    return [one - _HALF for one in layout.unpack((number + bias).to_bytes(layout.size, "little"))]


@cache
def _layout(labels: int) -> tuple[struct.Struct, int]:
    """How packed numbers of so many labels lie in bytes, and what makes each of their stretches positive."""
    return struct.Struct(f"<{labels}I"), packed((place, _HALF) for place in range(labels))


@dataclass(frozen=True, slots=True)
class Model:
    """Labels and weights; `steps[a][b]` is the weight of label b after label a, in models of sequences."""

    name: str
    labels: tuple[str, ...]
    weights: Weights = field(repr=False)
    steps: tuple[tuple[int, ...], ...] = ()
    columns: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)
    """The same from the other side: `columns[b][a]`."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(zip(*self.steps, strict=True)))

    def scores(self, features: Iterable[str]) -> list[int]:
        """The score of each label."""
        return unpacked(self.score(features), len(self.labels))

    def score(self, features: Iterable[str]) -> int:
        """The score of the only label: of a model that only says how likely something is."""
        return sum(map(self.weights.get, features, repeat(0)))

    def shares(self, features: Iterable[str]) -> list[float]:
        """The probability of each label."""
        return softmax(self.scores(features))

    def spoke(self, features: Iterable[str], label: str, most: int = 4) -> tuple[str, ...]:
        """The features that spoke most for a label, strongest first."""
        place = self.labels.index(label)
        _, bias = _layout(len(self.labels))
        shift = _BITS * place
        found = [
            (weight, feature)
            for feature in dict.fromkeys(features)
            if feature in self.weights and (weight := ((self.weights[feature] + bias >> shift) & _MOST) - _HALF) > 0
        ]
        return tuple(feature for _, feature in sorted(found, key=lambda pair: (-pair[0], pair[1]))[:most])


def softmax(scores: Sequence[int]) -> list[float]:
    """Scores as probabilities, in their order."""
    most = max(scores)
    powers = [math.exp((score - most) / UNIT) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def logistic(score: float) -> float:
    """A score as a probability."""
    return 1 / (1 + math.exp(-max(-3000.0, min(3000.0, score)) / UNIT))


def best_paths(model: Model, sequence: Sequence[Sequence[int]], most: int = 1) -> list[tuple[int, list[int]]]:
    """The best label sequences with their scores, best first (Viterbi with lists of `most`).

    `sequence` holds the scores of each label at each place.
    """
    if not sequence:
        return [(0, [])]
    if most == 1:
        return [_best_path(model.columns, sequence)]
    size = range(len(model.labels))
    kept: list[list[tuple[int, tuple[int, ...]]]] = [[(score, (label,))] for label, score in enumerate(sequence[0])]
    for scores in sequence[1:]:
        after: list[list[tuple[int, tuple[int, ...]]]] = []
        for label in size:
            ways = [
                (value + model.steps[before][label] + scores[label], (*path, label))
                for before in size
                for value, path in kept[before]
            ]
            after.append(sorted(ways, key=lambda way: (-way[0], way[1]))[:most])
        kept = after
    best = sorted((way for ways in kept for way in ways), key=lambda way: (-way[0], way[1]))[:most]
    return [(score, list(path)) for score, path in best]


def best_path_through(model: Model, sequence: Sequence[Sequence[int]], label: int) -> tuple[int, list[int]]:
    """The best label sequence in which one label stands somewhere, with its score. `sequence` is not empty."""
    until = _best_values(model.columns, sequence)
    since = _best_values(model.steps, sequence[::-1])[::-1]
    through = [one[label] + other[label] - own[label] for one, other, own in zip(until, since, sequence, strict=True)]
    best = max(through)
    at = through.index(best)
    only = [score if place == label else score - _NEVER for place, score in enumerate(sequence[at])]
    return best, _best_path(model.columns, [*sequence[:at], only, *sequence[at + 1 :]])[1]


_NEVER = 10**9
"""What is taken from the score of a label that is not to stand at a place."""


def _best_values(columns: Sequence[Sequence[int]], sequence: Sequence[Sequence[int]]) -> list[list[int]]:
    """At each place, for each label, the score of the best sequence that ends there with it."""
    found = [list(sequence[0])]
    for scores in sequence[1:]:
        found.append([max(map(add, found[-1], column)) + own for column, own in zip(columns, scores, strict=True)])
    return found


def _best_path(columns: Sequence[Sequence[int]], sequence: Sequence[Sequence[int]]) -> tuple[int, list[int]]:
    size = range(len(columns))
    value = list(sequence[0])
    back: list[list[int]] = []
    for scores in sequence[1:]:
        came: list[int] = []
        after: list[int] = []
        for label in size:
            ways = list(map(add, value, columns[label]))
            best = max(ways)
            came.append(ways.index(best))
            after.append(best + scores[label])
        back.append(came)
        value = after
    best = max(value)
    at = value.index(best)
    path = [at]
    for came in reversed(back):
        at = came[at]
        path.append(at)
    return best, path[::-1]
