"""Letters: who answers, the questions, what answers them, and the units of which each is made."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.documents import Document, Passage, Span, View
from kg.model.words import Outcome, PublicInterest


@dataclass(frozen=True, slots=True)
class Referral:
    """Where an answer sends the reader; `question` is the label as the letter gives it, or None."""

    question: str | None
    label: str
    url: str | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class Question:
    """A question as numbered by the letter: `label` is `1`, `2a`, `7iii`, or None where nothing is numbered."""

    label: str | None
    passage: Passage
    """The question's own words, without its label."""
    stem: str = ""
    """The words of the question above, for one that only continues it."""
    heading: str = ""
    """The heading under which the question stands."""

    @property
    def text(self) -> str:
        return " ".join(self.passage.text.split())


@dataclass(frozen=True, slots=True)
class Refusal:
    """How an answer that does not give what was asked says so."""

    span: Span
    """The sentence that refuses, says what is lacking, or sends the reader elsewhere."""
    services: tuple[str, ...] = ()
    """Of an answer that refuses in part, notations of the services that it refuses by name."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """What a refusal says of the public-interest test, and the sentence that says it."""

    test: PublicInterest
    passage: Passage


@dataclass(frozen=True, slots=True)
class Answer:
    """The passages that answer a question, and what became of it."""

    passages: tuple[Passage, ...]
    outcome: Outcome
    exemptions: tuple[str, ...] = ()
    """Sections applied, as `s.43(2)` or `reg.12(4)(b)`, in the order of the letter."""
    refers_to: tuple[str, ...] = ()
    """Labels of the questions to which the answer points ("see question 3")."""
    joint: bool = False
    """Whether the same words answer other questions too."""
    refusal: Refusal | None = None
    """None where it gives what was asked, or has no words."""
    interest: Weighing | None = None
    """None where it applies no section, or says nothing of the test."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question and its answer; either may be missing, and that is data."""

    question: Question | None
    answer: Answer | None

    @property
    def label(self) -> str | None:
        return self.question.label if self.question else None


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that qualifies answers without answering: "the figures for Q1 and Q2 are as at …"."""

    labels: tuple[str, ...]
    passage: Passage


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a letter: the role of each line, and its score, in hundredths of natural logarithms."""

    score: int
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """Words that answer, with what asks for them and what they are about; any part may be empty, and that is data."""

    passage: Passage
    ask: str
    """The words of the questions that it answers."""
    label: str
    """What stands beside or above it: the label of a form's line, the head of a column."""
    row: str
    """The head of its row."""
    headings: tuple[str, ...]
    """The headings above it, nearest first."""
    questions: tuple[str, ...]
    """The labels of the questions that it answers."""
    kind: str
    """`prose`, `pair`, `cell`, `head` (the first cell of a row) or `note`."""
    record: int
    """Units of one number tell of one thing: a row, a card, the answer to one question."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply to a request: letterhead, items, referrals."""

    document: Document
    view: View
    authority: str | None
    date: str | None
    """EDTF, as precise as stated."""
    request_reference: str | None
    regime: str | None
    """Notation in the scheme of regimes: `foia`, `foisa`, `eir`, `eir-scotland`."""
    subject: str | None
    items: tuple[Item, ...] = ()
    referrals: tuple[Referral, ...] = ()
    notes: tuple[Note, ...] = ()
    units: tuple[Unit, ...] = ()
    """What it answers, cut into units."""
    introduction: str = ""
    """What leads to questions and answers, and says nothing else."""
