"""Parts that run on within words: "What is (a) the annual fee (b) the fee per transaction?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Passage

_MARK = re.compile(r"(?<![\w(])\(?(?P<label>[a-h]|i{1,3}|iv|v|vi{1,3})\)[ \t]*")
_COUNTS = (tuple("abcdefgh"), ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii"))
_FEWEST = 2
_JOINS = re.compile(r"[\s,;&]*(?:and)?[\s,;]*")


def parts_of(asked: Passage, label: str = "") -> list[tuple[str, Passage]]:
    """The parts of a question, each with its label, which count from the first; none where there are not several. The
    first label may stand before the words, as the end of the question's own."""
    marks = list(_MARK.finditer(asked.text))
    for count in _COUNTS:
        own = int(label.endswith(count[0]))
        run: list[re.Match[str]] = []
        for mark in marks:
            if own + len(run) < len(count) and mark["label"] == count[own + len(run)]:
                run.append(mark)
        if run and own + len(run) >= _FEWEST:
            first = [(count[0], asked.sub(0, run[0].start()).strip())] if own else []
            return first + [(mark["label"], words) for mark, words in _cut(asked, run)]
    return []


def answers_of(answer: Passage, labels: Sequence[str]) -> list[tuple[str, Passage]]:
    """What an answer that begins with the first of these parts says to each: "(a) and (b) £97,000 (c) £15,500" says one
    thing to two of them. None where it begins otherwise."""
    first = _MARK.match(answer.text)
    if first is None or first["label"] not in labels[:1]:
        return []
    run: list[re.Match[str]] = []
    rest = list(labels)
    for mark in _MARK.finditer(answer.text):
        if mark["label"] in rest:
            run.append(mark)
            rest = rest[rest.index(mark["label"]) + 1 :]
    found: list[tuple[str, Passage]] = []
    said: Passage | None = None
    for mark, words in reversed(_cut(answer, run)):
        said = words if said is None or not _JOINS.fullmatch(words.text) else said
        found.append((mark["label"], said))
    return found[::-1]


def _cut(passage: Passage, marks: Sequence[re.Match[str]]) -> list[tuple[re.Match[str], Passage]]:
    """The words behind each mark, up to the next."""
    ends = [*(mark.start() for mark in marks[1:]), len(passage.text)]
    return [(mark, passage.sub(mark.end(), end).strip()) for mark, end in zip(marks, ends, strict=False)]
