"""Which of the labels in a letter number its questions, and what each is called in full (`2a`, `7iii`, `1.2`).

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
_TOGETHER = re.compile(rf"(?:Questions|Qs)\s?(?P<labels>{LABEL_LIST})\s*[:.]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """A block that begins a question: its place among the blocks, its full label, and its parent's label."""

    at: int
    label: str
    parent: str | None
    bare: bool
    """Whether it is printed without its parent's number (`a)`, `ii.`)."""
    part: str = ""
    """What comes before the label where the numbering begins anew in each part."""


@dataclass(slots=True)
class _Place:
    """Where the numbering stands."""

    number: int = 0
    letter: str | None = None
    roman: int = 0
    minors: tuple[int, ...] = ()
    at: int = -1
    inner: int = 0
    """The last number of a list within an answer."""
    inner_at: int = -1

    @property
    def stem(self) -> str:
        return f"{self.number or ''}{self.letter or ''}"

    def move(self, number: int, letter: str | None = None, roman: int = 0, minors: tuple[int, ...] = ()) -> None:
        self.number, self.letter, self.roman, self.minors, self.inner = number, letter, roman, minors, 0


def number_questions(blocks: Sequence[Block], among: Sequence[int]) -> list[Head]:
    """The heads of questions among the blocks at these places, in order."""
    numbered = [blocks[at] for at in among if _number(blocks[at]) is not None]
    bold_style = sum(b.is_bold for b in numbered) * 2 > len(numbered)
    parts_only = all(b.label and b.label.word == "part" for b in numbered)
    place = _Place(_number_before([b.label.number for b in numbered if b.label and b.label.number]))
    heads: list[Head] = []
    for at in among:
        block = blocks[at]
        heads += _together(block, place, at)
        label = block.label
        if label is None or label.word == "a" or (label.word == "part" and not parts_only):
            continue
        plain_list = bold_style and not block.is_bold and label.letter is None and block.text[-1:] not in "?:"
        head = None if plain_list else _place(label, place, at, blocks)
        if head is not None:
            place.at = at
            heads.append(head)
    return heads


def _number_before(numbers: Sequence[int]) -> int:
    """Where a numbering that lacks its first questions begins: 2 for 3, 4, 5; 0 where there is a question 1."""
    if not numbers or 1 in numbers or numbers[0] + 1 not in numbers:
        return 0
    return numbers[0] - 1


def _together(block: Block, place: _Place, at: int) -> list[Head]:
    """Questions that the letter numbers together: "Questions 3 & 4: Do you …, and whose is it?"."""
    if block.label is not None or block.text[:1] not in "Qq":
        return []
    match = _TOGETHER.match(block.passage.text)
    first_line = block.passage.text.partition("\n")[0]
    if match is None or "?" not in first_line:
        return []
    found = [fold_label(part) for part in re.findall(r"\d{1,2}[a-z]?", match["labels"])]
    if not found or not found[0].isdigit() or not 0 < int(found[0]) - place.number <= _SKIP:
        return []
    place.move(int(re.sub(r"\D", "", found[-1])))
    place.at = at
    return [Head(at, label, None, bare=False) for label in found]


def _number(block: Block) -> int | None:
    return block.label.number if block.label else None


def _place(label: Label, place: _Place, at: int, blocks: Sequence[Block]) -> Head | None:
    if label.number is not None:
        return _of_minors(label, place, at) if label.minors else _numbered(label, place, at, blocks)
    if label.letter is None or _in_answer(blocks, place, at):
        return None
    return _lettered(label.letter, place, at)


def _numbered(label: Label, place: _Place, at: int, blocks: Sequence[Block]) -> Head | None:
    assert label.number is not None
    if label.letter is None and _is_inner(label.number, place, at, blocks):
        place.inner, place.inner_at = label.number, at
        return None
    forward = 0 < label.number - place.number <= (_SKIP if place.number else 1)
    if label.letter is None:
        if not forward:
            return None
        place.move(label.number)
        return Head(at, str(label.number), None, bare=False)
    onward = label.number == place.number and _follows(label.letter, place.letter)
    deeper = label.number == place.number and label.letter == place.letter
    if label.sub and (deeper or onward or (forward and label.letter == "a")):
        value = roman_value(label.sub) or 0
        if deeper and value <= place.roman:
            return None
        place.move(label.number, label.letter, value)
        return Head(at, f"{label.number}{label.letter}{label.sub}", None, bare=False)
    if not onward and not (forward and label.letter in ("a", "i")):
        return None
    place.move(label.number, label.letter)
    return Head(at, f"{label.number}{label.letter}", None, bare=False)


def _is_inner(number: int, place: _Place, at: int, blocks: Sequence[Block]) -> bool:
    """Whether a number belongs to a list within an answer: one that begins at 1 again and runs on line by line."""
    if number == 1 and place.number:
        return True
    if not place.inner or number != place.inner + 1:
        return False
    if number != place.number + 1:
        return True
    return _adjoin(blocks, place.inner_at, at) and not blocks[at].text.endswith("?")


def _adjoin(blocks: Sequence[Block], before: int, after: int) -> bool:
    """Whether two blocks stand on lines one below the other."""
    first, second = blocks[before].passage, blocks[after].passage
    return after == before + 1 and "\n" not in first.view.text[first.end : second.start].strip(" \t").removeprefix("\n")


def _in_answer(blocks: Sequence[Block], place: _Place, at: int) -> bool:
    """Whether a bare letter stands in a list of the answer: after a marked answer, or after words below a question."""
    if place.at < 0 or place.letter is not None or place.roman:
        return False
    if any(line.text.endswith("?") for line in blocks[at].body.lines()):
        return False
    head, between = blocks[place.at], blocks[place.at + 1 : at]
    if any(block.is_answer for block in between):
        return True
    last = between[-1] if between else head
    if last.is_quoted != blocks[at].is_quoted:
        return True
    lines = list(last.body.lines())
    asked = head.text.endswith("?") or any(line.text.endswith("?") for line in head.body.lines())
    ends_open = bool(lines) and lines[-1].text.endswith("?")
    return asked and not ends_open and last.is_bold == blocks[at].is_bold


def _of_minors(label: Label, place: _Place, at: int) -> Head | None:
    """`1.2` goes on from `1.1`, `1.2.1` from `1.2`, `2.1` from any of `1`."""
    assert label.number is not None
    path, before = (label.number, *label.minors), (place.number, *place.minors)
    onward = path[: len(before)] == before and path[len(before) :] == (1,)
    for depth in range(len(before)):
        step = path[depth] - before[depth] if depth < len(path) else 0
        if path[:depth] == before[:depth] and 0 < step <= _SKIP and all(one == 1 for one in path[depth + 1 :]):
            onward = True
    if not onward:
        return None
    place.move(label.number, label.letter, 0, label.minors)
    return Head(at, ".".join(map(str, path)) + (label.letter or ""), ".".join(map(str, path[:-1])), bare=False)


def _follows(letter: str, before: str | None) -> bool:
    return 0 < ord(letter) - ord(before or "`") <= 2


def _lettered(letter: str, place: _Place, at: int) -> Head | None:
    """A bare letter or roman numeral: `i` after `h` is a letter, `i` that begins a list is a numeral."""
    value = roman_value(letter)
    letters_run = place.letter is not None and place.roman == 0
    if len(letter) == 1 and letters_run and ord(letter) == ord(place.letter or "") + 1:
        place.letter = letter
        return Head(at, place.stem, str(place.number) if place.number else None, bare=True)
    if value is not None and value == place.roman + 1 and (place.stem or value > 1 or letter == "i"):
        place.roman = value
        return Head(at, place.stem + letter, place.stem or None, bare=True)
    if letter == "a" and place.letter is None:
        parent = str(place.number) if place.number else None
        place.letter, place.roman = "a", 0
        return Head(at, place.stem, parent, bare=True)
    return None
