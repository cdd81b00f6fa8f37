"""Rules on a page → the grids that they draw, and the words in their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.reading.marks import Run, marked, plain
from kg.reading.pdf_drawn import Rule
from kg.reading.pdf_lines import Word, lines_of, runs_of_words

_NEAR = 3.0
"""Rules that stand no further apart, in points, meet or are one."""
_MOST_RULES = 3000


@dataclass(frozen=True, slots=True)
class Frame:
    """A grid: where its columns and rows begin and end, and the rules between its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]

    def holds(self, word: Word) -> bool:
        middle = word.base - word.height * 0.3
        return self.xs[0] <= word.middle <= self.xs[-1] and self.ys[0] <= middle <= self.ys[-1]


def frames_of(rules: Sequence[Rule]) -> list[Frame]:
    """Grids of two columns and two rows or more, from top to bottom."""
    found = []
    for group in _groups(rules[:_MOST_RULES]):
        xs = _places(rule.at for rule in group if not rule.level)
        ys = _places(rule.at for rule in group if rule.level)
        if len(xs) >= 3 and len(ys) >= 3:
            found.append(Frame(tuple(xs), tuple(ys), tuple(group)))
    return sorted(found, key=lambda frame: (frame.ys[0], frame.xs[0]))


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch each other, directly or by others."""
    parent = list(range(len(rules)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    level = [i for i, rule in enumerate(rules) if rule.level]
    upright = [i for i, rule in enumerate(rules) if not rule.level]
    for i in level:
        for j in upright:
            if _touch(rules[i], rules[j]):
                parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(root(i), []).append(rule)
    return [group for group in groups.values() if len(group) >= 4]


def _touch(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _places(values: Iterable[float]) -> list[float]:
    """Values in order, those that are near each other as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def rows_of(frame: Frame, words: Iterable[Word]) -> list[list[str]]:
    """The text of each cell. What stands in a cell over several rows stands in each of them."""
    columns, rows = len(frame.xs) - 1, len(frame.ys) - 1
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        column = min(max(bisect_right(frame.xs, word.middle) - 1, 0), columns - 1)
        row = min(max(bisect_right(frame.ys, word.base - word.height * 0.3) - 1, 0), rows - 1)
        cells.setdefault((row, column), []).append(word)
    owner = _owners(frame)
    merged: dict[tuple[int, int], list[Word]] = {}
    for place, found in cells.items():
        merged.setdefault(owner[place], []).extend(found)
    texts = {place: _text(found) for place, found in merged.items()}
    return [[_at(texts, owner, row, column) for column in range(columns)] for row in range(rows)]


def _at(texts: dict[tuple[int, int], str], owner: dict[tuple[int, int], tuple[int, int]], row: int, column: int) -> str:
    top, left = owner[(row, column)]
    return texts.get((top, left), "") if left == column else ""


def _owners(frame: Frame) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place of the grid, the first place of the cell that covers it."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(frame.ys) - 1):
        for column in range(len(frame.xs) - 1):
            place = (row, column)
            owner[place] = place
            if column and not _parts(frame, False, frame.xs[column], (frame.ys[row] + frame.ys[row + 1]) / 2):
                owner[place] = owner[(row, column - 1)]
            elif row and not _parts(frame, True, frame.ys[row], (frame.xs[column] + frame.xs[column + 1]) / 2):
                owner[place] = owner[(row - 1, column)]
    return owner


def _parts(frame: Frame, level: bool, at: float, where: float) -> bool:
    """Whether a rule at a place parts two cells."""
    return any(
        rule.level is level and abs(rule.at - at) <= _NEAR and rule.start - _NEAR <= where <= rule.end + _NEAR
        for rule in frame.rules
    )


def _text(words: Iterable[Word]) -> str:
    runs: list[Run] = []
    for line in lines_of(words):
        if runs:
            runs.append(Run(" "))
        runs += runs_of_words(line.words)
    text = marked(runs)
    # A heading's cell needs no marks: it is one by its place.
    return plain(text)
