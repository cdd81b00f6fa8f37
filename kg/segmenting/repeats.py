"""Lines that come again and again at once, as a slip of a converter or of a mail's handling leaves them."""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\n]*\n?")
_TIMES = 4
"""So often, one after the other, the same lines must stand: nobody who writes a letter does that."""
_CHARACTERS = 60
"""So many, at the least, the lines hold that come again: cells of a table ("Yes", "Cloud") are shorter."""
_FEWEST = 2
"""So many lines there must be: a single one that comes again is looked at like any other."""


def repeats(text: str) -> list[tuple[int, int]]:
    """Stretches of a text, half-open and in order, that say the lines before them over again: all but the first of four
    or more times that the same lines stand one after the other. What comes in pairs (a mail quoted, a page's head) stays.
    """
    spans = [match.span() for match in _LINE.finditer(text) if match.end() > match.start()]
    lines = [text[start:end].strip() for start, end in spans]
    last: dict[str, int] = {}
    found: list[tuple[int, int]] = []
    period = run = 0
    for at, line in enumerate([*lines, None]):
        if period and line is not None and lines[at - period] == line:
            run += 1
        else:
            if period and _only_repeat(lines[at - period : at], run):
                found.append((spans[at - run][0], spans[at - 1][1]))
            before = last.get(line) if line else None
            period = at - before if before is not None else 0
            run = _also_above(lines, at, period) if period else 0
        if line:
            last[line] = at
    return found


def _also_above(lines: list[str], at: int, period: int) -> int:
    """How many lines up to this one stand a period above too: itself, and blank lines, which alone tell of none."""
    first = at
    while first > period and not lines[first - 1] and not lines[first - 1 - period]:
        first -= 1
    return at - first + 1


def _only_repeat(period: list[str], run: int) -> bool:
    """Whether lines cannot mean anything new, where `run` of them in a row each stand a period above too."""
    words = [line for line in period if line]
    return run >= (_TIMES - 1) * len(period) and len(words) >= _FEWEST and sum(map(len, words)) >= _CHARACTERS
