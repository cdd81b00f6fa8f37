"""Lines of a page → blocks of prose among them, each with a right edge of its own.

Where all lines have the same step, nothing but full lines and ends of sentences tells paragraphs; and a line of a
narrow block is full long before the letter's right edge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import mean

from kg.reading.pdf_lines import Line

_LEAST_LINES = 4
_LEAST_WORDS = 5
"""Of a line on average: lists and addresses have fewer."""
_RUNNING_ON = 0.4
"""Least share of lines that end within a sentence which the next one goes on with in small letters."""
_EVEN = 1.25
"""Steps above this share of the least one part blocks."""


def blocks_told(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page; those in a block of prose know that, and where its right edge is."""
    found: list[Line] = []
    for block in _blocks(lines):
        if _is_prose(block):
            edge = max(line.x1 for line in block)
            block = [replace(line, prose=True, edge=edge if line.edge is None else line.edge) for line in block]
        found += block
    return found


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Neighbours of one size, weight and left edge, at even steps."""
    block: list[Line] = []
    step = 0.0
    for line in lines:
        gap = line.base - block[-1].base if block else 0.0
        if block and _goes_with(block[-1], line) and (len(block) < 2 or abs(gap - step) <= (_EVEN - 1) * step):
            step = gap if len(block) < 2 else min(step, gap)
            block.append(line)
        else:
            if block:
                yield block
            block = [line]
    if block:
        yield block


def _goes_with(before: Line, line: Line) -> bool:
    alike = abs(before.height - line.height) <= 0.1 * before.height and abs(before.x0 - line.x0) <= 3
    alike = alike and before.is_bold == line.is_bold
    return alike and len(line.columns) == 1 and 0 < line.base - before.base < 3 * line.height


def _is_prose(block: Sequence[Line]) -> bool:
    if len(block) < _LEAST_LINES or mean(len(line.words) for line in block) < _LEAST_WORDS:
        return False
    running = sum(
        before.text.rstrip()[-1:] not in ".?!:;" and line.text[:1].islower() for before, line in pairwise(block)
    )
    return running >= _RUNNING_ON * (len(block) - 1)
