"""Page furniture in running text: page numbers with the headers and footers around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_PAGE = re.compile(
    r"(?:^|[ \t])(?:Page|Tudalen)[ \t]\d{1,3}(?:[ \t]*(?:of|/|o)[ \t]*\d{1,3})?[ \t]*$|^[ \t]*-[ \t]\d{1,3}[ \t]-[ \t]*$|\f",
    re.I,
)
_RULE = re.compile(r"^[ \t]*[_=*–—-]{3,}[ \t]*$")
_LINE = re.compile(r"[^\n]*\n?")
_OPEN = re.compile(r"(?:[a-z,(]|\b(?:the|of|by|to|in|for|and|or|a|an|with|from|at|on))[ \t]*$")
_REACH = 5
"""How many lines above and below a page number its header and footer may take."""


def furniture(text: str) -> list[tuple[int, int]]:
    """Stretches of a text, half-open, that belong to its pages and not to its words.

    A line counts where it holds a page number, and around it where it is repeated elsewhere, numbers aside. The head of
    the first page stays. A sentence that runs over the page goes on after one line break, any other text after a blank line.
    """
    if not _is_page(text) and not re.search(r"Page[ \t]\d|Tudalen[ \t]\d|\n[ \t]*-[ \t]\d", text):
        return []
    spans = [match.span() for match in _LINE.finditer(text) if match.end() > match.start()]
    lines = [text[start:end].rstrip("\n") for start, end in spans]
    folded = [re.sub(r"\d+", "#", " ".join(line.split())) for line in lines]
    counts = Counter(line for line in folded if len(line) > 10 and not line.endswith(":"))
    found: list[tuple[int, int]] = []
    after = -1
    for at, line in enumerate(lines):
        if at <= after or not _is_page(line):
            continue
        before = _reach(lines, folded, counts, at, -1)
        after = _reach(lines, folded, counts, at, 1)
        if any(one.strip() for one in lines[:before]):
            found.append(_cut(lines, spans, before, after))
    return found


def _is_page(line: str) -> bool:
    """Whether a line holds a page number, at its end or between dashes, or a form feed."""
    end = line.rstrip()[-1:]
    return "\f" in line or ((end == "-" or end.isdigit()) and _PAGE.search(line) is not None)


def _reach(lines: Sequence[str], folded: Sequence[str], counts: Counter[str], at: int, step: int) -> int:
    """The last line of the furniture in one direction, blank lines at its end included."""
    reached = at
    taken = 0
    while 0 <= reached + step < len(lines) and taken < _REACH:
        line = lines[reached + step]
        if line.strip() and not (counts[folded[reached + step]] > 1 or _RULE.match(line) or _is_page(line)):
            break
        taken += bool(line.strip())
        reached += step
    return reached


def _cut(lines: Sequence[str], spans: Sequence[tuple[int, int]], before: int, after: int) -> tuple[int, int]:
    """What to leave out: one line break stays where a sentence goes on over the page, else a blank line."""
    above = next(line for line in reversed(lines[:before]) if line.strip())
    below = next((line for line in lines[after + 1 :] if line.strip()), "")
    goes_on = below.lstrip()[:1].islower() or len(above) >= 55 or re.search(r"\b[a-z]{1,4}$", above)
    runs_on = bool(_OPEN.search(above) and goes_on)
    start, end = spans[before][0], spans[after][1]
    return (start, end) if runs_on else (start, max(start, end - 1))
