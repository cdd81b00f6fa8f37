"""View → lines: what stands on a line of the page, cut where a break between question and answer was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.model import Passage, View
from kg.segmenting.cleaning import is_quoted
from kg.segmenting.marks import Mark, mark_at, settled

_SAID = re.compile(
    r"(?<=[?.:)])[ \t]+(?=(?:(?:Our|Council)[ \t])?(?:Answer|Response|Reply|Ateb)[ \t]?\d{0,2}[ \t]?:)"
    r"|(?<=\?)[ \t]*(?=A\d{0,2}[:.][ \t])"
    r"|(?<=\w)(?<!Our)(?<!ouncil)(?<!['’]s)(?<!\bof)[ \t]+(?=(?:Answer|Response|Reply|Ateb)[ \t]?\d{0,2}:[ \t])"
)
_RUN = re.compile(
    r"(?<![\d,/£–-])(?<![A-Z])(?:Q(?:uestion[ \t])?)?\(?(?P<number>\d{1,2})[.:)](?=[ \t]?[“\"'(£]?[A-Z£\d])(?!\d)"
)
_ASKED = re.compile(r"(?<=[^\s?]\?)[ \t]+(?=[“\"'(£]?[A-Z0-9])")
_PAIR = re.compile(
    r"^(?P<label>[^:\n]{1,70}?)[ \t]*(?::|\.{3,}|…+|_{3,}|[ ]{3,}|\t+|[ ][–—-](?=[ ]))[ \t.…_:]*(?P<value>\S.*)$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a letter, and what it begins with."""

    passage: Passage
    text: str
    mark: Mark
    quoted: bool
    bold: bool
    gap: bool
    """Whether a blank line stands before it."""
    indent: int
    joined: bool = False
    """Whether it stands on the same line of the page as the one before."""

    @property
    def body(self) -> Passage:
        """Its words after label and bullet."""
        return self.passage.sub(self.mark.length).strip()

    def cells(self) -> list[Passage]:
        """The cells that pipes, tabs or gaps of three blanks set apart; one where nothing does."""
        return cells_of(self.passage)


def lines_of(view: View) -> list[Line]:
    """All lines of a view in order; together they hold every visible character."""
    quotes = ">" in view.canonical
    found: list[Line] = []
    before = 0
    for line in view.passage().lines():
        gap = view.text.count("\n", before, line.start) > 1 or not found
        row = view.text.rfind("\n", 0, line.start) + 1
        indent = line.start - row
        for number, part in enumerate(_parts(line)):
            text = part.text
            quoted = quotes and is_quoted(view, part.start)
            found.append(Line(part, text, mark_at(text), quoted, part.is_bold, gap and not number, indent, number > 0))
        before = line.end
    marks = settled([line.mark for line in found], [line.text for line in found])
    return [line if line.mark is mark else replace(line, mark=mark) for line, mark in zip(found, marks, strict=True)]


def cells_of(passage: Passage) -> list[Passage]:
    """The cells of a row; empty cells count where pipes or tabs set them."""
    text = passage.text
    if "|" in text:
        return list(_split(passage, re.compile(r"\|"), strip="|"))
    if "\t" in text:
        return list(_split(passage, re.compile(r"\t"), strip=""))
    return list(_split(passage, re.compile(r"[ ]{3,}"), strip=""))


def pair_in(passage: Passage) -> tuple[Passage, Passage] | None:
    """Label and value of a line of a form; None where it is none."""
    match = _PAIR.match(passage.text)
    return (passage.sub(*match.span("label")), passage.sub(*match.span("value"))) if match else None


def _split(passage: Passage, separator: re.Pattern[str], strip: str) -> Iterator[Passage]:
    text = passage.text
    start, end = 0, len(text)
    if strip:
        start = 1 if text.startswith(strip) else 0
        end = end - 1 if text.endswith(strip) and end > 1 else end
    at = start
    for match in separator.finditer(text, start, end):
        yield passage.sub(at, match.start()).strip()
        at = match.end()
    yield passage.sub(at, end).strip()


def _parts(line: Passage) -> Iterator[Passage]:
    at = 0
    for cut in _lost_breaks(line.text):
        part = line.sub(at, cut).strip()
        if part.start < part.end:
            yield part
        at = cut
    rest = line.sub(at).strip() if at else line
    if rest.start < rest.end:
        yield rest


def _lost_breaks(text: str) -> list[int]:
    """Where a line is to be cut: before a word that begins an answer, between numbered parts, after a question."""
    if len(text) < 12:
        return []
    cuts = [match.end() for match in _SAID.finditer(text)] if ":" in text or "?" in text else []
    cuts += _numbered(text)
    if "?" in text and text.count("|") < 2 and "\t" not in text:
        cuts += [match.end() for match in _ASKED.finditer(text)]
    return sorted(set(cuts))


def _numbered(text: str) -> list[int]:
    """The places of labels that run on within a line: "1. … 2. … 3. …"."""
    run: list[int] = []
    wanted = 0
    for match in _RUN.finditer(text):
        at, number = match.start(), int(match["number"])
        if not wanted and (at == 0 or number == 1 or text[at - 1] == "?"):
            run, wanted = [at], number + 1
        elif wanted and number in (wanted, wanted + 1):
            run.append(at)
            wanted = number + 1
    asked = len(run) == 2 and text[: run[1]].rstrip().endswith("?")
    glued = any(at and not text[at - 1].isspace() for at in run)
    return [at for at in run if at] if len(run) >= 3 or asked or glued else []
