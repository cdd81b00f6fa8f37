"""Numbers → scores: boosted decision trees whose leaves are whole numbers, the same on every machine.

A tree asks one thing after another: whether a number is at most so great, or whether a word is one of a few. The leaves
that are reached are added up. Friedman 2001, Greedy function approximation, https://doi.org/10.1214/aos/1013203451
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

FINE = 100
"""So many times finer than a weight of `kg.scoring` is a leaf: it is one of hundreds that are added up."""

Tree: TypeAlias = "int | tuple[int, int, Tree, Tree]"
"""A leaf, or a question: a column and the most that its number may be for the first of two trees to be taken, else the
second. For a column of words, written as `~column`, the second number has a bit for each word that takes the first."""
Row = Sequence[int | str]
"""A number or a word for each column."""
ABSENT = -1
"""What a column holds in place of something that there is not."""


MOST = 20
"""What is counted is counted no further: of registers of hundreds of rows there are too few to learn from."""


def whole(share: float) -> int:
    """A probability, or a sum of such, as a whole number of thousandths."""
    return round(min(share, MOST) * 1000)


def few(number: int) -> int:
    """A count, of which no more than `MOST` is told."""
    return min(number, MOST)


@dataclass(frozen=True, slots=True)
class Trees:
    """A model of one score: of being right."""

    name: str
    columns: tuple[str, ...]
    """What a row holds."""
    words: Mapping[str, tuple[str, ...]] = field(repr=False)
    """The columns that hold words, with those that were seen when it was learned."""
    trees: tuple[Tree, ...] = field(repr=False)
    _codes: tuple[tuple[int, Mapping[str, int]], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        codes = tuple(
            (self.columns.index(column), {word: at for at, word in enumerate(seen)})
            for column, seen in self.words.items()
        )
        object.__setattr__(self, "_codes", codes)

    def score(self, row: Row) -> float:
        """The score of a row, in the unit of `kg.scoring`."""
        numbers: list[int] = list(row)  # type: ignore[arg-type]
        for at, codes in self._codes:
            numbers[at] = codes.get(row[at], len(codes))  # type: ignore[arg-type]
        total = 0
        left: Tree
        right: Tree
        for tree in self.trees:
            node: Tree = tree
            while not isinstance(node, int):
                column, limit, left, right = node
                if column >= 0:
                    node = left if numbers[column] <= limit else right
                else:
                    node = left if limit >> numbers[~column] & 1 else right
            total += node
        return total / FINE


def written(model: Trees) -> Iterator[str]:
    """A model as lines of JSON: what it is, then its trees."""
    head = {"trees": model.name, "columns": model.columns, "words": model.words, "many": len(model.trees)}
    yield json.dumps(head, ensure_ascii=False)
    for tree in model.trees:
        yield json.dumps(tree, separators=(",", ":"))


def parsed(head: Mapping[str, Any], lines: Sequence[str]) -> Trees:
    """The model of which these are the lines. Raises what a damaged file makes JSON raise."""
    words = {column: tuple(seen) for column, seen in head["words"].items()}
    trees = tuple(_tree(json.loads(line)) for line in lines)
    return Trees(head["trees"], tuple(head["columns"]), words, trees)


def _tree(node: Any) -> Tree:
    if isinstance(node, int):
        return node
    column, limit, left, right = node
    return column, limit, _tree(left), _tree(right)
