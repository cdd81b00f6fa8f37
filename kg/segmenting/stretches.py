"""Lines with roles → stretches: the parts of a letter that ask, answer, head, or hold a table."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.model import Passage
from kg.segmenting.lines import Line, pair_in
from kg.segmenting.marks import Mark, section_at


class Role(StrEnum):
    """What a line is in its letter. Lower-case roles go on with what the line before began."""

    FURNITURE = "F"
    INTRODUCES = "I"
    HEADING = "H"
    ASKS = "Q"
    ASKS_ON = "q"
    ANSWERS = "A"
    ANSWERS_ON = "a"
    BOTH = "P"
    """Asks and answers: "Supplier: Civica"."""
    HEADER = "T"
    ROW = "R"
    NOTE = "N"


_ON = {Role.ASKS_ON: Role.ASKS, Role.ANSWERS_ON: Role.ANSWERS}
_SINGLE = frozenset({Role.HEADING, Role.BOTH})
"""Roles of which each line is a stretch of its own."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one role that belong together."""

    role: Role
    lines: tuple[Line, ...]

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def passage(self) -> Passage:
        """All its words."""
        return Passage(self.first.passage.view, self.first.passage.start, self.lines[-1].passage.end)

    @property
    def body(self) -> Passage:
        """Its words without the label before them."""
        whole = self.passage
        return whole.sub(min(self.first.mark.length, whole.end - whole.start)).strip()

    @property
    def text(self) -> str:
        return " ".join(self.body.text.split())


def stretches_of(lines: Sequence[Line], roles: Sequence[Role]) -> list[Stretch]:
    """The stretches of a letter, in order. A line that goes on with nothing begins."""
    found: list[Stretch] = []
    run: list[Line] = []
    kind: Role | None = None
    for line, role in zip(lines, roles, strict=True):
        begins = _ON.get(role, role)
        goes_on = role in _ON and (kind is begins or (role is Role.ANSWERS_ON and kind is Role.BOTH))
        together = begins is kind and role not in _ON and kind not in _SINGLE and kind is not Role.ASKS
        if kind is Role.ANSWERS and role is Role.ANSWERS and (line.mark.length or line.gap):
            together = False
        if run and kind is not None and not (goes_on or together):
            found.append(Stretch(kind, tuple(run)))
            run = []
        if not run:
            kind = begins
        run.append(line)
    if run and kind is not None:
        found.append(Stretch(kind, tuple(run)))
    return found


def mark_of_heading(line: Line) -> Mark:
    """What a heading begins with, be it a label or a word such as "Part" with one."""
    return line.mark if line.mark.parts and line.mark.word != "p" else section_at(line.text)


def begins_anew(blocks: Sequence[Stretch]) -> bool:
    """Whether labels come again below another heading that has a label itself."""
    below: dict[tuple[str, ...], tuple[str, ...]] = {}
    heading: tuple[str, ...] = ()
    again = False
    for block in blocks:
        if block.role is Role.HEADING:
            heading = mark_of_heading(block.first).parts or heading
        elif heading and block.role in (Role.ASKS, Role.BOTH) and block.first.mark.parts:
            again = again or below.setdefault(block.first.mark.parts, heading) != heading
    return again


def split_pair(block: Stretch) -> tuple[Passage, Passage] | None:
    """Label and value of a block that asks and answers: at a colon, leaders, a gap, or behind its question mark."""
    body = block.body
    first = body.text.partition("\n")[0]
    asked = first.rfind("?")
    if 0 <= asked < len(first) - 1:
        return body.sub(0, asked + 1), body.sub(asked + 1).strip()
    return pair_in(body)


def by_bullet(value: Passage, block: Stretch) -> list[Passage]:
    """A value and the lines below it that begin with a bullet, each for itself."""
    cuts = [line.passage.start for line in block.lines[1:] if line.mark.length or line.gap]
    bounds = [value.start, *[cut for cut in cuts if cut > value.start], value.end]
    return [Passage(value.view, a, b).strip() for a, b in itertools.pairwise(bounds)]
