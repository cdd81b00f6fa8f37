"""The types that travel through the house: frozen, without behaviour beyond their own invariants.

Every stage is a pure function of these types; what enters and leaves a stage is one of them.
Offsets are half-open and count Unicode code points of a document's canonical text.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

Value = str | int | bool | Decimal
"""The normalised value of a claim, as the flat view prints it; dates are EDTF strings, durations ISO 8601."""


class Status(StrEnum):
    """Who speaks: the letter, the catalogue, or a rule."""

    STATED = "stated"
    REFERENCE = "reference"
    INFERRED = "inferred"


class Certainty(StrEnum):
    """How sure the letter is of what it says."""

    DEFINITE = "definite"
    APPROXIMATE = "approximate"
    PLANNED = "planned"


class Polarity(StrEnum):
    """Whether the letter affirms or denies."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Outcome(StrEnum):
    """What became of a question (FOIA 2000 s.1, s.17; EIR 2004 reg.14)."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    WITHHELD = "withheld"
    NOT_HELD = "not_held"
    REFERRED = "referred"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"


class Kind(StrEnum):
    """Kinds of entity that have an IRI of their own."""

    COUNCIL = "council"
    SYSTEM = "system"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of canonical text, half-open (oa:TextPositionSelector)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person should know of a file that was read: pages that are pictures, say."""

    code: str
    message: str
    hint: str


class Recognized(NamedTuple):
    """A word of a canonical text, half-open, that was read from a picture, and how surely: from 0 to 1."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a message tells beside its words: header lines that say what kind of mail it is, their names in
    small letters (`auto-submitted: no`), and the names of the files that it carries."""

    headers: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read (prov:Entity): its bytes' digest, its source and its canonical text, which never changes.

    `page_starts` holds the offset at which each page begins, the first at 0; it is empty where the file has no
    pages, or does not say where they begin. `date` is the day on which the file itself says that it was sent, as
    `2024-05-09`; `notices` are findings of its reader; `recognized` holds, in their order, the words that text
    recognition has read from pictures. `envelope` is that of a message. `cover` is the source of the message to which
    the file was attached, `quoted_in` that of the message that quotes this one.
    """

    sha256: str
    source: str
    media_type: str
    text: str
    page_starts: tuple[int, ...] = ()
    date: str | None = None
    notices: tuple[Notice, ...] = ()
    recognized: tuple[Recognized, ...] = ()
    envelope: Envelope | None = None
    cover: str = ""
    quoted_in: str = ""

    def recognition_of(self, span: Span) -> float | None:
        """How surely the least sure word in a span was read from a picture; None where none was."""
        first = bisect_right(self.recognized, span.start, key=lambda word: word.end)
        last = bisect_left(self.recognized, span.end, key=lambda word: word.start)
        return min((word.confidence for word in self.recognized[first:last]), default=None)

    def page_of(self, offset: int) -> int | None:
        """Number of the page, from 1, on which `offset` lies; None where the text has no pages."""
        return bisect_right(self.page_starts, offset) or None


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a view: its label's place, half-open in the view's own offsets, and its target."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A document's text as rules read it: free of marks, each character tied to its place in the canonical text."""

    canonical: str = field(repr=False)
    text: str = field(repr=False)
    offsets: array[int] = field(repr=False)
    """Canonical offset of each character of `text`."""
    bold: bytes = field(repr=False)
    """For each character of `text`, 1 where the document sets it in bold, else 0."""
    links: tuple[Link, ...] = field(default=(), repr=False)

    def passage(self, start: int = 0, end: int | None = None) -> Passage:
        return Passage(self, start, len(self.text) if end is None else end)

    def at(self, span: Span) -> Passage:
        """The passage of the view that a canonical span covers."""
        return Passage(self, bisect_left(self.offsets, span.start), bisect_left(self.offsets, span.end))


class Passage(NamedTuple):
    """A stretch of a view, half-open in the view's own offsets.

    A tuple, since a letter is cut into thousands of them.
    """

    view: View
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.view.text[self.start : self.end]

    @property
    def is_bold(self) -> bool:
        """Whether all its visible characters are bold."""
        plain = self.view.bold.count(0, self.start, self.end)
        if plain in (0, self.end - self.start):
            return not plain and not self.text.isspace() and self.start < self.end
        marks = [
            bold
            for bold, char in zip(self.view.bold[self.start : self.end], self.text, strict=True)
            if not char.isspace()
        ]
        return bool(marks) and sum(marks) >= 0.9 * len(marks)

    def sub(self, start: int, end: int | None = None) -> Passage:
        """A part of it, in offsets of its own text."""
        return Passage(self.view, self.start + start, self.end if end is None else self.start + end)

    def strip(self) -> Passage:
        """It without white space at either end."""
        text = self.view.text[self.start : self.end]
        left, right = len(text.lstrip()), len(text.rstrip())
        if left == right == len(text):
            return self
        start = len(text) - left
        return Passage(self.view, self.start + start, self.start + max(start, right))

    @property
    def span(self) -> Span:
        """Its place in the canonical text."""
        offsets = self.view.offsets
        if self.start >= self.end:
            at = offsets[self.start] if self.start < len(offsets) else len(self.view.canonical)
            return Span(at, at)
        return Span(offsets[self.start], offsets[self.end - 1] + 1)

    def lines(self) -> Iterator[Passage]:
        """Its lines that hold more than white space, stripped."""
        at = self.start
        for line in self.text.splitlines(keepends=True):
            words = line.strip()
            if words:
                start = at + len(line) - len(line.lstrip())
                yield Passage(self.view, start, start + len(words))
            at += len(line)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words that support a claim, with a little of what stands around them (oa:TextQuoteSelector)."""

    span: Span
    quote: str
    before: str = ""
    after: str = ""


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


@dataclass(frozen=True, slots=True)
class Interval:
    """The days that a date as stated may mean: first and last, both inclusive; None where open."""

    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a letter says about a council's use of a system for a service.

    `field` is a field of the flat view (`supplier`, `contract_end`, …); `value` its normalised value;
    `stated` the value in the letter's own words. `system` is the name of the system the claim is about.
    """

    service: str | None
    system: str | None
    field: str
    value: Value
    stated: str
    evidence: Evidence
    question: str | None
    extractor: str
    certainty: Certainty = Certainty.DEFINITE
    polarity: Polarity = Polarity.AFFIRMED
    interval: Interval | None = None
    confidence: float | None = None
    """The probability that it is right; None for what no model has judged."""
    because: tuple[str, ...] = ()
    """What spoke most for it."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure over a period (qb:Observation)."""

    measure: str
    value: int | Decimal
    unit: str | None
    period: str | None
    dimensions: tuple[tuple[str, str], ...]
    evidence: Evidence
    question: str | None
    extractor: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with an IRI: `key` is the last part of it, `name` its preferred name."""

    kind: Kind
    key: str
    name: str
    known: bool = False
    """Whether the catalogue holds it."""
    aliases: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim about entities: what the graph says, with the claim it rests on."""

    claim: Claim
    service: str | None
    system: Entity | None
    contract_reference: str | None
    """The reference of the contract that the claim concerns, where the letter gives one."""
    object: Entity | None
    """The entity that is the claim's value, where its value is one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a build that a person should look at."""

    file: str
    code: str
    message: str
    hint: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What extracting a letter gives.

    `asked` holds for each item the kinds of fact that its question asks for; `unread` the sentences about systems and
    contracts of which nothing was understood, each with its question's label.
    """

    claims: tuple[Claim, ...]
    observations: tuple[Observation, ...]
    asked: tuple[tuple[str, ...], ...]
    unread: tuple[tuple[str | None, Passage], ...] = ()
    unsure: tuple[Claim, ...] = ()
    """What may be so, and is not sure enough to be stated."""
    hidden: tuple[str, ...] = ()
    """The names of private persons in the letter, and words of them: no output may hold one."""


@dataclass(frozen=True, slots=True)
class LetterClaims:
    """All that was read from one letter, ready to be described."""

    letter: Letter
    council: Entity
    statements: tuple[Statement, ...]
    observations: tuple[Observation, ...]
    asked: tuple[tuple[str, ...], ...] = ()
    """For each item of the letter the kinds of fact that its question asks for."""
    unread: tuple[tuple[str | None, Passage], ...] = ()
    """Sentences of which nothing was understood, each with its question's label."""
    unsure: tuple[Claim, ...] = ()
    """What may be so, and is not sure enough to be stated."""
    hidden: tuple[str, ...] = ()
    """The names of private persons in the letter, and words of them: no output may hold one."""
