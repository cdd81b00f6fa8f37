"""What a piece of mail is: which of its messages are replies, what others are, and what was promised and is missing."""

from kg.triage.attachments import promised, unseen
from kg.triage.evidence import KINDS, Kind
from kg.triage.kinds import Judgement, judge, judge_document, substance
from kg.triage.threads import parted, requested

__all__ = [
    "KINDS",
    "Judgement",
    "Kind",
    "judge",
    "judge_document",
    "parted",
    "promised",
    "requested",
    "substance",
    "unseen",
]
