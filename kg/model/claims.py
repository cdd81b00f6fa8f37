"""What letters say: claims with their evidence, figures, things, findings, and all of these of one letter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kg.model.documents import Evidence, Passage
from kg.model.letters import Letter
from kg.model.proposals import Fate
from kg.model.words import Certainty, Kind, Polarity, Status

Value = str | int | bool | Decimal
"""The normalised value of a claim, as the flat view prints it; dates are EDTF strings, durations ISO 8601."""


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
    renews: str | None = None
    """Of a contract that rolls on, the day (`--04-01`) or month (`--04`) of each year on which it renews."""
    confidence: float | None = None
    """The probability that it is right; None for what no model has judged."""
    because: tuple[str, ...] = ()
    """What spoke most for it."""
    status: Status = Status.STATED
    decided: tuple[str, ...] = ()
    """The keys of people's decisions that made or confirmed it."""


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
    contract: tuple[str, ...] = ()
    """The last parts of the IRI of the contract, where people have decided which it is."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """What was read of a letter and gave way to the decisions of the keys `by`: corrected, or else rejected."""

    statement: Statement
    by: tuple[str, ...]
    corrected: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a build that a person should look at."""

    file: str
    code: str
    message: str
    hint: str = ""
    where: str = ""
    level: str = "warning"
    """`error`: a file was not read; `warning`: something to look at; `note`: only told."""


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
    proposed: tuple[Fate, ...] = ()
    """What became of each proposal of a language model, where one was asked."""
    withdrawn: int = 0
    """So many claims would be stated had no language model been asked."""
    besides: tuple[tuple[str, ...], ...] = ()
    """For each item what its question asks for besides: `money`, `people`, `performance`."""


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
    proposed: tuple[Fate, ...] = ()
    """What became of each proposal of a language model, where one was asked."""
    withdrawn: int = 0
    """So many claims would be stated had no language model been asked."""
    set_aside: tuple[SetAside, ...] = ()
    """What was read and people have rejected or corrected."""
    besides: tuple[tuple[str, ...], ...] = ()
    """For each item of the letter what its question asks for beside facts of systems and contracts."""
