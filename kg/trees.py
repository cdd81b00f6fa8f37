"""Numbers → scores: boosted decision trees whose leaves are whole numbers, the same on every machine.

A tree asks one thing after another: whether a number is at most so great, or whether a word is one of a few. The leaves
that are reached are added up. Friedman 2001, Greedy function approximation, https://doi.org/10.1214/aos/1013203451

All trees are gone through at once. Each leaf has a bit, in order; a question that is denied takes away the leaves below
its first branch, and of each tree the first leaf that is left is the one that is reached. What the questions of one
column take away together is reckoned beforehand. Lucchese and others 2015, QuickScorer,
https://doi.org/10.1145/2766462.2767733
"""

from __future__ import annotations

import json
import struct
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import and_, getitem
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


LEAVES = 32
"""A tree has no more leaves."""
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
    _scored: Callable[[Row], int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        seen = {self.columns.index(column): words for column, words in self.words.items()}
        object.__setattr__(self, "_scored", _at_once(self.trees, seen))

    def __reduce__(self) -> tuple[Any, ...]:
        return Trees, (self.name, self.columns, self.words, self.trees)

    def score(self, row: Row) -> float:
        """The score of a row, in the unit of `kg.scoring`."""
        return self._scored(row) / FINE


def _at_once(trees: Sequence[Tree], words: Mapping[int, Sequence[str]]) -> Callable[[Row], int]:
    """What goes through all trees at once and adds up the leaves that a row reaches; `words` are those of columns."""
    every = (1 << LEAVES * len(trees)) - 1
    kept: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(lambda: every))
    leaves = [_ordered(tree, at * LEAVES, kept) for at, tree in enumerate(trees)]
    columns = [
        (column, _of_number(limits, every)) if column >= 0 else (~column, _of_word(limits, every, words[~column]))
        for column, limits in kept.items()
    ]
    unpack = struct.Struct(f"<{len(trees)}I").unpack
    size = len(trees) * LEAVES // 8
    ones = sum(1 << at * LEAVES for at in range(len(trees)))

    def scored(row: Row) -> int:
        left = every
        for column, keeps in columns:
            left &= keeps(row[column])
        first = left & ~(left - ones)
        return sum(map(getitem, leaves, unpack(first.to_bytes(size, "little"))))

    return scored


def _ordered(tree: Tree, first: int, kept: Mapping[int, dict[int, int]]) -> dict[int, int]:
    """The leaves of a tree, by the bit of each; a question takes out of `kept`, for its column and limit, the bits that
    are gone where it is denied; the tree's bits begin with the bit `first`."""
    values: dict[int, int] = {}

    def walk(node: Tree) -> None:
        if isinstance(node, int):
            values[1 << len(values)] = node
            return
        column, limit, yes, no = node
        begin = len(values)
        walk(yes)
        kept[column][limit] &= ~((1 << first + len(values)) - (1 << first + begin))
        walk(no)

    walk(tree)
    if len(values) > LEAVES:
        raise ValueError(f"a tree has {len(values)} leaves, and {LEAVES} is the most")
    return values


def _of_number(limits: Mapping[int, int], every: int) -> Callable[[Any], int]:
    """What a number leaves: the questions are denied whose limits are below it."""
    ordered = sorted(limits)
    together = list(accumulate((limits[limit] for limit in ordered), and_, initial=every))
    return lambda number: together[bisect_left(ordered, number)]


def _of_word(limits: Mapping[int, int], every: int, words: Sequence[str]) -> Callable[[Any], int]:
    """What a word leaves: the questions are denied whose limits have no bit for it, so all of them by a new word."""

    def left(at: int) -> int:
        kept = every
        for limit, keeps in limits.items():
            if not limit >> at & 1:
                kept &= keeps
        return kept

    of_words = {word: left(at) for at, word in enumerate(words)}
    of_others = left(len(words))
    return lambda word: of_words.get(word, of_others)


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
