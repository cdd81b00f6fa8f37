"""Lines of a page → tables without upright rules, told by the white gutters that run down between their columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.reading.marks import Run, marked, plain
from kg.reading.pdf_drawn import Rule
from kg.reading.pdf_lines import Line, Word, runs_of_words

Gutters = list[tuple[float, float]]

_SEED = 0.8
"""Least width of a gutter on the line that it is found on, in heights of the font."""
_GUTTER = 0.4
"""Least width that all lines of a table leave of it."""
_FAR = 3.6
"""Most that rows stand apart, in heights of the font."""
_WRAP = 2.0
"""Most that the lines of one row stand apart."""
_LEAST_COLUMNS = 3
_LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that may be a table: from one to before another, and the gutters, unless each line has its own."""

    first: int
    end: int
    columns: int
    gutters: tuple[tuple[float, float], ...] | None


def tables_in(lines: Sequence[Line], rules: Sequence[Rule]) -> Iterator[tuple[tuple[Line, ...], list[list[str]]]]:
    """Lines that are a table of three columns or more, and its rows. Of tables that overlap, the largest counts."""
    found = sorted(
        [*_stretches(lines), *_even(lines)], key=lambda one: (one.first - one.end) * one.columns * 1000 + one.first
    )
    taken: set[int] = set()
    for one in found:
        if one.columns < _LEAST_COLUMNS and not _is_ruled(lines[one.first : one.end], rules):
            continue
        held = range(one.first, one.end)
        if not taken.isdisjoint(held):
            continue
        taken.update(held)
        yield tuple(lines[one.first : one.end]), _rows(lines[one.first : one.end], one.gutters, rules)


def _is_ruled(lines: Sequence[Line], rules: Sequence[Rule]) -> bool:
    """Whether level rules part nearly every line from the next: then two columns are a table too."""
    return len(_banded(lines, rules)) > 0.6 * len(lines)


def _rows(
    lines: Sequence[Line], gutters: Sequence[tuple[float, float]] | None, rules: Sequence[Rule]
) -> list[list[str]]:
    if gutters is None:
        return [[plain(marked(runs_of_words(column))) for column in line.columns] for line in lines]
    return [_row(group, list(gutters)) for group in _banded(lines, rules) or _grouped(lines, list(gutters))]


def _even(lines: Sequence[Line]) -> Iterator[Stretch]:
    """Lines one after the other with the same number of columns, which need not stand in line."""
    start = 0
    while start < len(lines):
        columns = len(lines[start].columns)
        end = start + 1
        while end < len(lines) and len(lines[end].columns) == columns and _near(lines[end - 1], lines[end]):
            end += 1
        if columns >= _LEAST_COLUMNS and end - start >= _LEAST_ROWS:
            yield Stretch(start, end, columns, None)
        start = end


def _near(above: Line, below: Line) -> bool:
    return below.base - above.base < _FAR * above.height


def _stretches(lines: Sequence[Line]) -> Iterator[Stretch]:
    """Gutters are taken from each line in turn; a table goes as far up and down as no word stands in one of them."""
    for seed, line in enumerate(lines):
        gutters = _gaps(line.words, line.height)
        if not gutters:
            continue
        first, end = seed, seed + 1
        while end < len(lines) and (left := _kept(gutters, lines[end], lines[end - 1])):
            gutters = left
            end += 1
        while first > 0 and (left := _kept(gutters, lines[first - 1], lines[first])):
            gutters = left
            first -= 1
        if _full(lines[first:end], gutters) >= _LEAST_ROWS:
            yield Stretch(first, end, len(gutters) + 1, tuple(gutters))


def _kept(gutters: Gutters, line: Line, neighbour: Line) -> Gutters:
    """What a line leaves of all gutters; nothing where it fills one or is no row beside its neighbour."""
    apart = abs(line.base - neighbour.base)
    if apart > _FAR * line.height or abs(line.height - neighbour.height) > 0.25 * line.height:
        return []
    left = _narrowed(gutters, line)
    if len(left) < len(gutters) or (len(_cells(line, left)) < 2 and apart > _WRAP * line.height):
        return []
    return left


def _gaps(words: Sequence[Word], height: float) -> Gutters:
    found: Gutters = []
    right = words[0].x1
    for word in words[1:]:
        if word.x0 - right >= _SEED * height:
            found.append((right, word.x0))
        right = max(right, word.x1)
    return found


def _narrowed(gutters: Gutters, line: Line) -> Gutters:
    """What the words of a line leave of gutters."""
    found: Gutters = []
    for left, right in gutters:
        parts = [(left, right)]
        for word in line.words:
            parts = [part for one in parts for part in _without(one, word)]
        wide = [part for part in parts if part[1] - part[0] >= _GUTTER * line.height]
        if wide:
            found.append(max(wide, key=lambda part: part[1] - part[0]))
    return found


def _without(part: tuple[float, float], word: Word) -> Gutters:
    left, right = part
    if word.x1 <= left or word.x0 >= right:
        return [part]
    return [one for one in ((left, word.x0), (word.x1, right)) if one[0] < one[1]]


def _cells(line: Line, gutters: Gutters) -> dict[int, list[Word]]:
    """The words of a line by column."""
    found: dict[int, list[Word]] = {}
    for word in line.words:
        column = sum(1 for left, right in gutters if word.x0 >= (left + right) / 2)
        found.setdefault(column, []).append(word)
    return found


def _full(lines: Sequence[Line], gutters: Gutters) -> int:
    """How many lines have words in most of the columns, parted as clearly as columns are."""
    most = (len(gutters) + 1) / 2
    return sum(
        1 for line in lines if len(_cells(line, gutters)) > most and len(_gaps(line.words, line.height)) + 1 > most
    )


def _banded(lines: Sequence[Line], rules: Sequence[Rule]) -> list[list[Line]]:
    """The lines of each row where level rules part the rows; nothing where they do not."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    bounds = sorted({round(rule.at) for rule in rules if rule.level and rule.start < right and rule.end > left})
    groups: dict[int, list[Line]] = {}
    for line in lines:
        groups.setdefault(bisect_right(bounds, line.base - 0.3 * line.height), []).append(line)
    return list(groups.values()) if len(groups) >= _LEAST_ROWS else []


def _grouped(lines: Sequence[Line], gutters: Gutters) -> list[list[Line]]:
    """The lines of each row: by the space between rows, else a row begins where its first cell has words."""
    gaps = [below.base - above.base for above, below in pairwise(lines)]
    spaced = bool(gaps) and max(gaps) > 1.2 * min(gaps)
    groups = [[lines[0]]]
    right = max(line.x1 for line in lines)
    for above, line, gap in zip(lines, lines[1:], gaps, strict=False):
        cells = _cells(line, gutters)
        apart = gap > 1.12 * min(gaps)
        begins = apart if spaced else 0 in cells
        full = len(cells) == len(gutters) + 1 and not (spaced and not apart and _wraps(above, cells, gutters, right))
        if begins or full:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _wraps(above: Line, cells: dict[int, list[Word]], gutters: Gutters, right: float) -> bool:
    """Whether no cell's first word would have fitted on the line above."""
    edges = [edge for _, edge in gutters] + [right]
    before = _cells(above, gutters)
    return all(
        column in before and before[column][-1].x1 + words[0].x1 - words[0].x0 > edges[column] - 0.8 * above.height
        for column, words in cells.items()
    )


def _row(lines: Sequence[Line], gutters: Gutters) -> list[str]:
    runs: list[list[Run]] = [[] for _ in range(len(gutters) + 1)]
    for line in lines:
        for column, words in _cells(line, gutters).items():
            if runs[column]:
                runs[column].append(Run(" "))
            runs[column] += runs_of_words(words)
    return [plain(marked(cell)) for cell in runs]
