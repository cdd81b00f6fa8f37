"""View → blocks: paragraphs, cut where a label begins a line or a run goes on, and where bold type ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from kg.model import Passage, View
from kg.segmenting.cleaning import is_quoted
from kg.segmenting.labels import LISTED_LABELS, Label, bullet_length, label_at

_BLANK = re.compile(r"\n[ \t\u00a0]*(?=\n)")
_PLAIN_NUMBER = re.compile(
    r"^[ \t]*(\d{1,2})(?:(?:[ ]*[–-][ ]+|[ ]+(?=[A-Z“\"'‘£\d]))(?=[^\t|\n]+$)|[ ]*\n(?=[^\n]{8,}\?))", re.MULTILINE
)
_CELLS = re.compile(
    r"^[ \t]*(?:your )?(?:questions?|requests?|enquiry|information requested)[ \t]*\n\s*(?:our |council |the council['’]s )?(?:answers?|responses?|reply)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""The header of a table of questions and answers that was read cell by cell."""
_NUMBER_CELL = re.compile(r"^[ \t]*(\d{1,2})[ \t]*$", re.MULTILINE)
_SEVERAL = re.compile(rf"{LISTED_LABELS}|(?:Questions|Qs?\d|Answers?\s\d)", re.IGNORECASE)
"""A line that begins with the labels of several questions."""
_RUN = re.compile(r"(?<![\d,/£–-])(?:Q(?:uestion[ \t])?)?\(?(?P<number>\d{1,2})[.:)](?=[ \t]?[“\"'(£]?[A-Z£\d])(?!\d)")
_NUMBER = re.compile(r"\d[.:)]")
_SAID = re.compile(
    r"(?<=[?.:)])[ \t]+(?=(?:(?:Our|Council)[ \t])?(?:Answer|Response|Reply|Ateb)[ \t]?\d{0,2}[ \t]?:)"
    r"|(?<=\?)[ \t]*(?=A\d{0,2}[:.][ \t])|(?<=\w)(?<!Our)(?<!ouncil)(?<!['’]s)(?<!\bof)[ \t]+(?=(?:Answer|Response|Reply|Ateb)[ \t]?\d{0,2}:[ \t])",
)
_STOPPED = re.compile(r"[.:)?]")
_NUMBERED_LINE = re.compile(r"[ \t]*(?:Q|\(?\d)")
_FORWARDED = re.compile(
    r"(?:-+[ \t]*(?:Original|Forwarded)[ \t]Message|From:[^\n]*\n(?:[^\n]*\n)?(?:Sent|Date|To):|On[ \t][^\n]{8,120}(?:\n[^\n]{0,60})?wrote:$)",
    re.IGNORECASE,
)
"""The head of the message to which a reply is written, where no signs quote it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a part of one: its words, the label and bullet before them, and whether all is bold."""

    passage: Passage
    body: Passage
    """The words after label and bullet."""
    label: Label | None
    is_bullet: bool
    is_bold: bool
    is_quoted: bool
    """Whether it is the requester's own message, quoted below or within the reply."""
    text: str
    """The words after the label, on one line."""

    @property
    def is_answer(self) -> bool:
        """Whether a word says that an answer begins: "A1.", "Response:"."""
        return self.label is not None and self.label.word == "a"


def blocks_of(view: View) -> list[Block]:
    """All blocks of a view in order; together they hold every visible character."""
    plain = _numbers_plainly(view.text)
    quotes = ">" in view.canonical
    blocks = [
        _block(part, label, bullet, quotes=quotes)
        for paragraph in _paragraphs(view)
        for run in (_quoted_apart(paragraph) if quotes else (paragraph,))
        for part, label, bullet in _parts(run, plain=plain)
    ]
    return _quote_forwarded(blocks)


def _numbers_plainly(text: str) -> bool:
    """Whether lines are numbered without a stop or bracket: 1, 2, 3 in their order."""
    wanted = 1
    numbers = _NUMBER_CELL if _CELLS.search(text) else _PLAIN_NUMBER
    for match in numbers.finditer(text):
        wanted += int(match[1]) == wanted
    return wanted > 3


def _quote_forwarded(blocks: list[Block]) -> list[Block]:
    """Mark what follows the head of the requester's message, where the reply before it has answers of its own."""
    for at, block in enumerate(blocks[1:], start=1):
        if not block.is_quoted and _FORWARDED.match(block.passage.text):
            before = blocks[:at]
            if any(b.label and b.label.number for b in before) or sum(len(b.text) for b in before) > 500:
                return before + [replace(b, is_quoted=True) for b in blocks[at:]]
    return blocks


def _paragraphs(view: View) -> Iterator[Passage]:
    start = 0
    for match in _BLANK.finditer(view.text):
        yield from _visible(view.passage(start, match.start()))
        start = match.end()
    yield from _visible(view.passage(start))


def _quoted_apart(paragraph: Passage) -> Iterator[Passage]:
    """A paragraph cut where quoted lines and others meet."""
    for _, run in groupby(paragraph.lines(), key=lambda line: is_quoted(line.view, line.start)):
        lines = list(run)
        yield Passage(paragraph.view, lines[0].start, lines[-1].end)


def _visible(passage: Passage) -> Iterator[Passage]:
    stripped = passage.strip()
    if stripped.start < stripped.end:
        yield stripped


def _parts(paragraph: Passage, *, plain: bool) -> Iterator[tuple[Passage, Label | None, int]]:
    """Cut before a line that begins with a label or a bullet, and after bold lines that plain ones follow.

    Each part comes with its label and the length of its bullet.
    """
    view = paragraph.view
    lines = list(_lines(paragraph))
    label, bullet = _beginning(lines[0].text, plain=plain)
    start, was_bold = 0, lines[0].is_bold
    for i, line in enumerate(lines[1:], start=1):
        next_label, next_bullet = _beginning(line.text, plain=plain)
        bold = line.is_bold
        if next_label or next_bullet or (was_bold and not bold) or _SEVERAL.match(line.text):
            yield Passage(view, lines[start].start, lines[i - 1].end), label, bullet
            start, label, bullet = i, next_label, next_bullet
        was_bold = bold
    yield Passage(view, lines[start].start, lines[-1].end), label, bullet


def _lines(paragraph: Passage) -> Iterator[Passage]:
    """The lines of a paragraph, cut where a numbering or the word for an answer shows that a break was lost."""
    for line in paragraph.lines():
        at = 0
        for cut in _lost_breaks(line.text):
            part = line.sub(at, cut).strip()
            if part.start < part.end:
                yield part
            at = cut
        yield line.sub(at).strip() if at else line


def _lost_breaks(text: str) -> list[int]:
    """Where in a line a label goes on with the numbering that the line began, and where an answer is announced."""
    if len(text) < 20 or not _STOPPED.search(text):
        return []
    cuts = [match.end() for match in _SAID.finditer(text)] if _NUMBERED_LINE.match(text) else []
    runs = _RUN.finditer(text) if _NUMBER.search(text) else ()
    found = [(match.start(), int(match["number"])) for match in runs]
    run: list[int] = []
    wanted = 0
    for at, number in found:
        if not wanted and (at == 0 or number == 1 or text[at - 1] in "?"):
            run, wanted = [at], number + 1
        elif wanted and number in (wanted, wanted + 1):
            run.append(at)
            wanted = number + 1
    if len(run) >= 3 or (len(run) == 2 and text[: run[1]].rstrip().endswith("?")) or (run and _is_glued(text, run)):
        cuts += [at for at in run if at]
    return sorted(set(cuts))


def _is_glued(text: str, run: list[int]) -> bool:
    return any(at and not text[at - 1].isspace() for at in run)


def _beginning(line: str, *, plain: bool) -> tuple[Label | None, int]:
    label = label_at(line)
    if label is not None and label.is_plain and not plain:
        label = None
    return label, 0 if label else bullet_length(line)


def _block(passage: Passage, label: Label | None, bullet: int, *, quotes: bool) -> Block:
    body = passage.sub(label.length if label else bullet).strip()
    return Block(
        passage,
        body,
        label,
        bullet > 0,
        passage.is_bold,
        quotes and is_quoted(passage.view, passage.start),
        " ".join(body.text.split()),
    )
