"""The types that travel through the house: frozen, without behaviour beyond their own invariants.

Every stage is a pure function of these types; what enters and leaves a stage is one of them.
Offsets are half-open and count Unicode code points of a document's canonical text.
"""

from kg.model.builds import Summary
from kg.model.claims import (
    Claim,
    Entity,
    Extraction,
    Finding,
    Interval,
    LetterClaims,
    Observation,
    SetAside,
    Statement,
    Value,
)
from kg.model.decisions import DECISION_COLUMNS, TROUBLES, Decision, Effect, Ruling
from kg.model.documents import Document, Envelope, Evidence, Link, Notice, Passage, Recognized, Span, View
from kg.model.letters import (
    Answer,
    Item,
    Letter,
    Note,
    Question,
    Reading,
    Referral,
    Refusal,
    Unit,
    Weighing,
)
from kg.model.proposals import ASKED_FIELDS, PROPOSER, Fate, Proposal, Proposed
from kg.model.words import Certainty, Kind, Outcome, Polarity, PublicInterest, Status

__all__ = [
    "ASKED_FIELDS",
    "DECISION_COLUMNS",
    "PROPOSER",
    "TROUBLES",
    "Answer",
    "Certainty",
    "Claim",
    "Decision",
    "Document",
    "Effect",
    "Entity",
    "Envelope",
    "Evidence",
    "Extraction",
    "Fate",
    "Finding",
    "Interval",
    "Item",
    "Kind",
    "Letter",
    "LetterClaims",
    "Link",
    "Note",
    "Notice",
    "Observation",
    "Outcome",
    "Passage",
    "Polarity",
    "Proposal",
    "Proposed",
    "PublicInterest",
    "Question",
    "Reading",
    "Recognized",
    "Referral",
    "Refusal",
    "Ruling",
    "SetAside",
    "Span",
    "Statement",
    "Status",
    "Summary",
    "Unit",
    "Value",
    "View",
    "Weighing",
]
