"""Questions of a letter, what answers them, and what is settled of them once the whole letter is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import Passage, Unit
from kg.segmenting.labels import NAMING, labels_in
from kg.segmenting.outcomes import sections


@dataclass(slots=True)
class Asked:
    """A question while its answers are gathered."""

    label: str | None
    passage: Passage | None
    again: Passage | None = field(default=None, init=False)
    """Its words where it was asked last, such as under another heading; None where it was asked once."""
    heading: str = ""
    stem: str = ""
    answers: list[Passage] = field(default_factory=list)
    answered: bool = False
    joint: bool = False
    is_open: bool = False
    """Whether it was asked by words of its own, and not by the label of a form's line."""

    @property
    def text(self) -> str:
        return _words(self.passage)

    @property
    def asks(self) -> str:
        """Its words as it was asked last."""
        return _words(self.again or self.passage)


def _words(passage: Passage | None) -> str:
    return " ".join(passage.text.split()) if passage else ""


@dataclass(frozen=True, slots=True)
class Body:
    """What the body of a letter holds: its units and its questions, both in order."""

    units: tuple[Unit, ...]
    asked: tuple[Asked, ...]
    notes: tuple[Passage, ...]
    introduction: tuple[Passage, ...]


def parent_of(label: str | None) -> str:
    """The label of the question of which one is a part: `4` of `4a`, `2a` of `2aii`; empty where there is none."""
    parent = re.sub(r"(?:\.\d+|[a-z]|[ivx]+)$", "", label or "")
    return "" if parent == label else parent


_A_REPLY_AND_A_QUESTION = 2
_SECOND = {"2": "1", "b": "a", "B": "A", "ii": "i", "Q2": "Q1"}
"""The labels of second questions, each with that of the first, which a letter may leave out."""


def settle(asked: list[Asked], introduction: Sequence[Passage], *, has_labels: bool) -> None:
    """Give questions what only the whole letter tells: a refusal that came before them all, and labels left out."""
    _answered_above(asked)
    for passage in introduction:
        _refuse(asked, passage)
    if len(asked) == 1 and not has_labels and asked[0].label == "1":
        asked[0].label = None
    if len(asked) > 1 and asked[0].label is None and asked[1].label in _SECOND:
        asked[0].label = _SECOND[asked[1].label]


def _answered_above(asked: list[Asked]) -> None:
    """A reply that stands above the questions, as in a mail, answers them, where nothing else does: each its own where
    there are as many answers as questions, else all of them together."""
    if len(asked) < _A_REPLY_AND_A_QUESTION:
        return
    first, *silent = asked
    is_reply = first.label is None and first.passage is None and first.answers
    if not is_reply or any(one.answers for one in silent):
        return
    each = len(first.answers) == len(silent)
    for at, one in enumerate(silent):
        one.answers += first.answers[at : at + 1] if each else first.answers
        one.answered, one.joint = True, not each
    del asked[0]


def _refuse(asked: Sequence[Asked], passage: Passage) -> None:
    """A refusal that leads to the questions answers those that it names, or else all of them, if nothing else does."""
    if not sections(passage.text):
        return
    known = list(dict.fromkeys(one.label for one in asked if one.label))
    named = {label for match in NAMING.finditer(passage.text) for label in labels_in(match["labels"], known)}
    silent = [one for one in asked if not one.answers]
    if named:
        silent = [one for one in silent if one.label in named]
    elif len(silent) < len(asked):
        return
    for one in silent:
        one.answers.append(passage)
        one.answered = one.joint = True
