"""Which of the labels in a letter number its questions, and what each is called in full (`2a`, `7iii`).

A label counts where it goes on with the numbering so far; others ("1. Click on …" in an answer to question 6)
are lists within an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.segmenting.blocks import Block
from kg.segmenting.labels import LABEL_LIST, Label, fold_label, roman_value

_SKIP = 3
"""How many numbers a letter may leave out: questions that a reply passes over."""


@dataclass(frozen=True, slots=True)
class Head:
    """A block that begins a question: its place among the blocks, its full label, and its parent's label."""

    at: int
    label: str
    parent: str | None
    bare: bool
    """Whether it is printed without its parent's number (`a)`, `ii.`)."""


@dataclass(slots=True)
class _Place:
    """Where the numbering stands."""

    number: int = 0
    letter: str | None = None
    roman: int = 0

    @property
    def stem(self) -> str:
        return f"{self.number or ''}{self.letter or ''}"


def number_questions(blocks: Sequence[Block], among: Sequence[int]) -> list[Head]:
    """The heads of questions among the blocks at these places, in order."""
    numbered = [blocks[at] for at in among if _number(blocks[at]) is not None]
    bold_style = sum(b.is_bold for b in numbered) * 2 > len(numbered)
    place = _Place()
    heads: list[Head] = []
    for at in among:
        block = blocks[at]
        heads += _together(block, place, at)
        if block.label is None or block.is_answer:
            continue
        plain_list = bold_style and not block.is_bold and block.label.letter is None and block.text[-1:] not in "?:"
        head = None if plain_list else _place(block.label, place, at)
        if head is not None:
            heads.append(head)
    return heads


_TOGETHER = re.compile(rf"(?:Questions|Qs)\s?(?P<labels>{LABEL_LIST})\s*[:.]", re.IGNORECASE)


def _together(block: Block, place: _Place, at: int) -> list[Head]:
    """Questions that the letter numbers together: "Questions 3 & 4: Do you …, and whose is it?"."""
    match = _TOGETHER.match(block.passage.text) if block.label is None else None
    first_line = block.passage.text.partition("\n")[0]
    if match is None or "?" not in first_line:
        return []
    found = [fold_label(part) for part in re.findall(r"\d{1,2}[a-z]?", match["labels"])]
    if not found or not found[0].isdigit() or not 0 < int(found[0]) - place.number <= _SKIP:
        return []
    place.number, place.letter, place.roman = int(re.sub(r"\D", "", found[-1])), None, 0
    return [Head(at, label, None, bare=False) for label in found]


def number_unnumbered(blocks: Sequence[Block], among: Sequence[int]) -> list[Head]:
    """Questions that a word begins without a number ("Q.", "Question:"), numbered in order."""
    found = [at for at in among if blocks[at].label == _bare_word(blocks[at])]
    return [Head(at, str(order), None, bare=False) for order, at in enumerate(found, start=1)] if len(found) > 1 else []


def _bare_word(block: Block) -> Label | None:
    label = block.label
    return label if label and label.word == "q" and label.number is None and label.letter is None else Label(-1)


def _number(block: Block) -> int | None:
    return block.label.number if block.label else None


def _place(label: Label, place: _Place, at: int) -> Head | None:
    if label.number is not None:
        return _numbered(label, place, at)
    if label.letter is None:
        return None
    return _lettered(label.letter, place, at)


def _numbered(label: Label, place: _Place, at: int) -> Head | None:
    assert label.number is not None
    forward = 0 < label.number - place.number <= (_SKIP if place.number else 1)
    if label.letter is None:
        if not forward:
            return None
        place.number, place.letter, place.roman = label.number, None, 0
        return Head(at, str(label.number), None, bare=False)
    onward = label.number == place.number and _follows(label.letter, place.letter)
    if not onward and not (forward and label.letter == "a"):
        return None
    place.number, place.letter, place.roman = label.number, label.letter, 0
    return Head(at, f"{label.number}{label.letter}", None, bare=False)


def _follows(letter: str, before: str | None) -> bool:
    return 0 < ord(letter) - ord(before or "`") <= 2


def _lettered(letter: str, place: _Place, at: int) -> Head | None:
    """A bare letter or roman numeral: `i` after `h` is a letter, `i` that begins a list is a numeral."""
    value = roman_value(letter)
    letters_run = place.letter is not None and place.roman == 0
    if len(letter) == 1 and letters_run and ord(letter) == ord(place.letter or "") + 1:
        place.letter = letter
        return Head(at, place.stem, str(place.number) if place.number else None, bare=True)
    if value is not None and value == place.roman + 1 and place.stem:
        place.roman = value
        return Head(at, place.stem + letter, place.stem, bare=True)
    if letter == "a" and (place.letter is None or place.number == 0):
        parent = str(place.number) if place.number else None
        place.letter, place.roman = "a", 0
        return Head(at, place.stem, parent, bare=True)
    return None
