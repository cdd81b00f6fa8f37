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


_COMING = re.compile(
    r"\b(?:until|till|pending|once|when|before|as\ssoon\sas|ahead\sof)\s(?:"
    r"(?:[^.;,]{0,60}?\s(?:is|are|can\sbe|has\sbeen|have\sbeen)\s(?:\w+\s)?)?(?:replaced|superseded|succeeded|replacement)\s(?:by|with)\s(?P<by>[^.;,]{2,60})"
    r"|(?:[^.;,]{0,40}\s)?(?:mov(?:e|es|ed)|migrate[sd]?|transition(?:s|ed)|switch(?:es|ed)|(?P<timeless>moving|migrati(?:on|ng)|transition(?:ing)?|switch(?:ing)?|transfer(?:ring)?))\s(?:\w+\s){0,3}?(?:to|onto)\s(?P<to>[^.;,]{2,60})"
    r"|(?P<subject>[^.;,]{2,60}?)\s(?:(?:is|are|has\sbeen|can\sbe)\s(?:\w+\s)?(?:live|in\suse|in\splace|implemented|operational|introduced|available|rolled\sout|procured|ready|deployed|installed)"
    r"|goes\s(?:\w+\s)?live|has\sgone\slive|takes\sover|replaces|comes\sinto|launches)\b)",
    re.IGNORECASE,
)
"""What is awaited: "until it is replaced by X", "until we move to X", "until X is live"."""
_PAST_TO = re.compile(
    r"\b(?:was|were|did|had|went|(?:we|it|they|council)\s(?:moved|migrated|switched|transferred|transitioned))\b",
    re.IGNORECASE,
)
_USED = re.compile(r"\b(?:was|were|used|had|ran|did)\b", re.IGNORECASE)
"""Words of the past before a verb without a time of its own: "used before moving to X"."""
_EXPLORED = re.compile(
    r"\b(?:explor(?:e|es|ed|ing)|investigating|researching|scoping|looking\s(?:at|into)|(?:is|are|be)\s(?:assessing|reviewing))\s(?:[^.;,]{0,60}\s)?$",
    re.IGNORECASE,
)
"""What stands before the name of what is only looked into."""


def awaited_in(text: str) -> list[tuple[int, int]]:
    """The places of a sentence that name what is awaited, as half-open offsets."""
    found = [m for m in _COMING.finditer(text) if not _PAST_TO.search(m[0])]
    found = [m for m in found if not (m["timeless"] and _USED.search(text[: m.start()]))]
    return [m.span("by" if m["by"] else "to" if m["to"] else "subject") for m in found]


def state_of(text: str, span: Span) -> str:
    """What the sentence makes of a name: in use, to come, gone, denied, or only thought of."""
    lead, rest = text[: span.start], text[span.end :]
    mood = mood_at(text, span.start)
    if mood & Mood.PLANNED and not mood & Mood.DENIED:
        return "current" if REPLACING.search(lead) else "planned"
    if any(start <= span.start < end for start, end in awaited_in(text)):
        return "planned"
    if _LEFT.search(lead) or _GONE.match(rest) or (_DID.search(lead) and re.search(r"\buntil\b", text)):
        return "former"
    if mood & Mood.SUPPOSED or _EXPLORED.search(lead):
        return "supposed"
    if mood & Mood.DENIED:
        return "denied"
    if mood & Mood.PAST:
        return "former"
    if re.match(r"[^.;]{0,30}\b(?:isn['’]t|is\snot)\s(?:yet\s)?live\b", rest):
        return "planned"
    return "current"
