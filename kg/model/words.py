"""Closed lists of words: what a claim, an outcome or a thing may be."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Who speaks: the letter, the catalogue, a rule, or a person who knows it from elsewhere; and what became of what
    was read where a person has rejected or corrected it."""

    STATED = "stated"
    REFERENCE = "reference"
    INFERRED = "inferred"
    ASSERTED = "asserted"
    REJECTED = "rejected"
    CORRECTED = "corrected"


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


class PublicInterest(StrEnum):
    """What an answer says of the public-interest test (FOIA 2000 s.2(2)(b); EIR 2004 reg.12(1)(b))."""

    MADE = "made"
    NOT_REQUIRED = "said not to apply"


class Kind(StrEnum):
    """Kinds of entity that have an IRI of their own."""

    COUNCIL = "council"
    SYSTEM = "system"
    SUPPLIER = "supplier"
