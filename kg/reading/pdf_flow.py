"""Lines and tables of all pages → paragraphs, and the text that they make.

A line is joined to the next where the next one's first word would not have fitted on it: so text that wraps is
one line, and line breaks that somebody made stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.reading.base import Content
from kg.reading.marks import Run, folded, is_label, joined, marked, table
from kg.reading.pdf_lines import Line, runs_of

PAGE = "\x00"
"""Stands where a page begins until the text is whole; no text of a PDF holds it."""
_ENDED = re.compile(r"[.?!:;][\"'”’)\]]*$")
_CUT_WORD = re.compile(r"\w-$")
_PARTED = re.compile(r"([^\W\d_]+)-$")
_REST = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HEALED = "\u00ad"
"""What parts two lines where a word was parted that has no hyphen of its own."""
_LABELLED = re.compile(r"^[A-Z][^.:;?!]{1,40}:\s")
_GOES_ON = re.compile(r"^[\"'“‘(]?[a-z]")
_LARGE = 1.18
"""Share of the letter's size from which type is a heading's."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and where it stands."""

    rows: tuple[tuple[str, ...], ...]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its lines and tables from top to bottom."""

    parts: tuple[Line | Table, ...]


@dataclass(slots=True)
class Paragraph:
    """Lines of one paragraph as runs, growing."""

    runs: list[Run]
    last: Line
    heading: bool
    page: int
    before: str = field(default="")

    def add(self, tie: str, pages: str, line: Line, page: int) -> None:
        """Go on with a line behind `tie`; a word that was parted there becomes whole."""
        if tie == _HEALED:
            run = self.runs[-1]
            self.runs[-1], tie = Run(run.text.rstrip().removesuffix("-"), run.bold), ""
        self.runs += [Run(tie), Run(pages, tie in ("", " ") and line.is_bold), *runs_of(line)]
        self.last, self.page = line, page


def content_of(leaves: Sequence[Leaf], footers: Sequence[Line]) -> Content:
    """The canonical text of a letter, and where its pages begin."""
    measure = _Measure.of(leaves)
    text = joined(_blocks(leaves, measure))
    whole = folded(text.replace(PAGE, "")).casefold()
    new = [line for line in footers if folded(line.text).casefold() not in whole]
    if new:
        text = joined([text, marked(_stacked(new))])
    starts: list[int] = []
    parts = text.split(PAGE)
    at = 0
    for part in parts[:-1]:
        at += len(part)
        starts.append(at)
    starts = [min(start, max(at + len(parts[-1]) - 1, 0)) for start in starts]
    return Content("".join(parts), (0, *starts[1:]))


def _stacked(lines: Sequence[Line]) -> list[Run]:
    return [run for i, line in enumerate(lines) for run in ([Run("\n")] if i else []) + runs_of(line)]


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is usual in a letter: the right edge, the size, and the step from line to line for each size."""

    right: float
    size: float
    steps: dict[int, float]
    words: frozenset[str] = frozenset()
    """All words of the letter, in small letters."""

    @classmethod
    def of(cls, leaves: Sequence[Leaf]) -> _Measure:
        lines = [part for leaf in leaves for part in leaf.parts if isinstance(part, Line)]
        sizes: Counter[int] = Counter()
        for line in lines:
            sizes[round(line.height * 2)] += len(line.text)
        right = max((line.x1 for line in lines), default=0.0)
        # The largest in which a good part is set: tables and notes in small type may hold most of the words.
        size = max((s for s in sizes if sizes[s] >= 0.2 * sizes.total()), default=24) / 2
        words = frozenset(word for line in lines for word in _WORDS.findall(line.text.lower()))
        return cls(right, size, _steps(leaves, right), words)

    def is_full(self, line: Line, following: Line) -> bool:
        """Whether the next line's first word would not have fitted."""
        first = following.words[0]
        edge = self.right if line.edge is None else line.edge
        return line.x1 + 0.2 * line.height + (first.x1 - first.x0) > edge - 1

    def step(self, line: Line) -> float:
        return self.steps.get(round(line.height * 2), 1.2 * line.height)


def _steps(leaves: Sequence[Leaf], right: float) -> dict[int, float]:
    """The step within paragraphs, for each size of type: that between full lines and the next, else the least."""
    full: dict[int, Counter[float]] = {}
    other: dict[int, Counter[float]] = {}
    measure = _Measure(right, 0, {})
    for leaf in leaves:
        for line, following in zip(leaf.parts, leaf.parts[1:], strict=False):
            if isinstance(line, Table) or isinstance(following, Table):
                continue
            gap = round(following.base - line.base, 1)
            if not 0 < gap < 2.6 * line.height or abs(line.height - following.height) > 0.1 * line.height:
                continue
            size = round(line.height * 2)
            pool = full if measure.is_full(line, following) else other
            pool.setdefault(size, Counter())[gap] += 1
    found = {size: min(gaps) for size, gaps in other.items()}
    for size, gaps in full.items():
        if sum(gaps.values()) >= 2 or size not in found:
            found[size] = min(gap for gap, n in gaps.items() if n == max(gaps.values()))
    return found


def _blocks(leaves: Sequence[Leaf], measure: _Measure) -> Iterator[str]:
    open_: Paragraph | None = None
    rows: list[tuple[str, ...]] = []
    for number, leaf in enumerate(leaves):
        pages = PAGE
        for place, part in enumerate(leaf.parts):
            if isinstance(part, Table):
                yield from _closed(open_)
                open_ = None
                if rows and place == 0 and len(rows[0]) == len(part.rows[0]):
                    rows += _more(rows, part, pages)
                else:
                    yield table(rows)
                    rows = _first(part, pages)
                pages = ""
                continue
            yield table(rows)
            rows = []
            tie = _tie(open_, part, number, measure)
            if open_ is None or tie == "\n\n":
                yield from _closed(open_)
                open_ = Paragraph([Run(pages), *runs_of(part)], part, _is_heading(part, measure), number)
            else:
                open_.add(tie, pages, part, number)
            pages = ""
        if pages:  # a page without words
            yield pages if open_ is None else ""
            if open_ is not None:
                open_.runs.append(Run(pages))
    yield table(rows)
    yield from _closed(open_)


def _first(part: Table, pages: str) -> list[tuple[str, ...]]:
    head, *rest = part.rows
    return [(pages + head[0], *head[1:]), *rest]


def _more(before: Sequence[tuple[str, ...]], part: Table, pages: str) -> list[tuple[str, ...]]:
    """A table's rows on the next page, without the header that is printed there again."""
    plain = tuple(cell.replace(PAGE, "") for cell in before[0])
    rows = list(part.rows[1:] if part.rows[0] == plain else part.rows)
    if not rows:
        return []
    return [(pages + rows[0][0], *rows[0][1:]), *rows[1:]]


def _closed(paragraph: Paragraph | None) -> Iterator[str]:
    if paragraph is None:
        return
    if paragraph.heading:
        yield "# " + "".join(run.text for run in paragraph.runs).strip()
    else:
        yield marked(paragraph.runs)


def _is_heading(line: Line, measure: _Measure) -> bool:
    return line.height >= _LARGE * measure.size and len(line.text) < 120 and any(c.isalpha() for c in line.text)


def _tie(open_: Paragraph | None, line: Line, page: int, measure: _Measure) -> str:
    """What parts a line from the one before: a space, a line's end or a blank line."""
    if open_ is None:
        return "\n\n"
    last = open_.last
    text = "".join(run.text for run in open_.runs[-8:]).rstrip()
    alike = abs(last.height - line.height) <= 0.1 * max(last.height, line.height)
    column = last.columns[-1][0].x0
    below = len(line.columns) == 1 and (line.x0 > column - 3 or len(last.columns) == 1) and line.x0 < column + 60
    full = alike and below and not _begins(line) and measure.is_full(last, line)
    if open_.page != page:
        runs_on = alike and not _begins(line) and not _ENDED.search(text) and last.is_bold == line.is_bold
        # "Question 5 (the prices)" may end a paragraph; on one page the space below it would tell.
        closed = text.endswith(")")
        return " " if runs_on and ((full and not closed) or _GOES_ON.match(line.text)) else "\n\n"
    if not alike or line.base - last.base > 1.25 * measure.step(last) or open_.heading != _is_heading(line, measure):
        return "\n\n"
    ended = bool(_ENDED.search(text))
    if alike and below and last.is_bold == line.is_bold and (parted := _parted(text, line, measure)) is not None:
        return parted
    if last.prose and line.prose and ended and not full and not text.endswith((":", ";")):
        return "\n\n"
    if not full or (ended and _LABELLED.match(line.text)):
        return "\n"
    if _CUT_WORD.search(text) and line.text[0].isalnum():
        return ""
    if text.endswith("?") and not line.is_bold and not _GOES_ON.match(line.text):
        return "\n"  # what follows a question may be its answer; a line end harms neither
    if last.is_bold == line.is_bold or last.words[-1].bold == line.words[0].bold:
        return " "
    return " " if not ended and _GOES_ON.match(line.text) else "\n"


def _parted(text: str, line: Line, measure: _Measure) -> str | None:
    """How a word goes on of which a part stands at a line's end, before a hyphen; None where no word is parted there.

    The hyphen only parts it where the letter, or letters in general, have the word without one.
    """
    from kg.persons.words import is_ordinary

    first, rest = _PARTED.search(text), _REST.match(line.text)
    if first is None or rest is None or not rest[0].islower():
        return None
    head, tail = first[1].lower(), rest[0]
    if f"{head}-{tail}" in measure.words:
        return ""
    return _HEALED if head + tail in measure.words or is_ordinary(head + tail) else ""


def _begins(line: Line) -> bool:
    """Whether a line begins with a number or a bullet, and so a new point."""
    return is_label(line.words[0].text) and len(line.words) > 1
