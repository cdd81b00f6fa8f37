"""What a sentence makes of a name: in use, to come, gone, denied, or only thought of."""

from __future__ import annotations

import re

from kg.extracting.moods import Mood, mood_at
from kg.model import Span

REPLACING = re.compile(
    r"\b(?:replace|replacing|move\s(?:\w+\s)?from|moving\s(?:\w+\s)?(?:away\s)?from|migrat\w+\s(?:\w+\s)?from|switch\w*\sfrom|take\sover\s[^.;]{0,40}\bfrom|in\splace\sof|retire|decommission|leave)\s+(?:an?\s|the\s|our\s)?$",
    re.IGNORECASE,
)
"""What stands before the name of a system that a plan is to replace, and which is still in use."""


TO_BE_REPLACED = re.compile(
    r"(?:\s\([^)]*\))?,?\s(?:will|shall|(?:is|are)\s(?:due\s|going\s|expected\s|planned\s)?to|to)\s(?:\w+\s)?be\sreplaced\b",
    re.IGNORECASE,
)


_GONE = re.compile(
    r"^[^.;]{0,40}?,?\s(?:which\s|that\s)?(?:was|were|had\sbeen|has\sbeen|have\sbeen|is\snow)\s(?:\w+\s)?(?:turned\soff|switched\soff|retired|decommissioned|replaced(?!\sby\sa\snewer)|withdrawn|used\sbefore|shut\sdown|closed|given\sup|cancelled|terminated|ended|stopped|read-only|archived|superseded|discontinued|dropped)"
    r"|^[^.;()]{0,40}\((?:ended|ceased|stopped|withdrawn|retired|decommissioned)\b|^[^.;]{0,40}\bthat\swas\sused\sbefore|^[^.;]{0,30}\buntil\s(?:it\swas|that\swas|they\swere)\b",
    re.IGNORECASE,
)
"""What follows the name of a system that is gone."""


_DID = re.compile(
    r"\b(?:did\s(?:pay|use|have)|used\sto|we\sused|it\swas\s(?:in|on)|was\sused|were\sused|was\sin|were\sin)\b",
    re.IGNORECASE,
)


_LEFT = re.compile(
    r"\b(?:(?:moved|migrated|changed|switched|transferred)\s(?:\w+\s){0,3}?from|(?<!be\s)(?<!been\s)(?<!is\s)(?<!was\s)replac(?:ed|ing)(?!\sby)|having\sreplaced|in\splace\sof|took\sover\sfrom|predecessor(?:\swas|,)?|stopped\susing|ceased\s(?:to\suse|using)|used\sto\suse"
    r"|(?:previously|formerly|before\s(?:that|then|this|it|which))(?:,|\s\w+){0,3}?|until\s[^.,;]{4,24},?\s(?:it\s(?:was|ran)(?:\s(?:in|on))?|(?:we|they|both|the\s\w+)\s(?:used|had)))\s+(?:an?\s|the\s|our\s)?$"
    r"|\b(?:previous|former|old|last|predecessor)\s(?:\w+\s){0,3}(?:system|software|database|product|package|tool)s?(?:,|\swas|\sis|\scalled|:)*\s+(?:an?\s|the\s)?$",
    re.IGNORECASE,
)
"""What stands before the name of a system that is gone."""


def state_of(text: str, span: Span) -> str:
    """What the sentence makes of a name: in use, to come, gone, denied, or only thought of."""
    lead, rest = text[: span.start], text[span.end :]
    mood = mood_at(text, span.start)
    if mood & Mood.PLANNED and not mood & Mood.DENIED:
        return "current" if REPLACING.search(lead) else "planned"
    if _LEFT.search(lead) or _GONE.match(rest) or (_DID.search(lead) and re.search(r"\buntil\b", text)):
        return "former"
    if mood & Mood.SUPPOSED:
        return "supposed"
    if mood & Mood.DENIED:
        return "denied"
    if mood & Mood.PAST:
        return "former"
    if re.match(r"[^.;]{0,30}\b(?:isn['’]t|is\snot)\s(?:yet\s)?live\b", rest):
        return "planned"
    return "current"
