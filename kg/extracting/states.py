"""What a sentence makes of a name: in use, to come, gone, denied, or only thought of."""

from __future__ import annotations

import re

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


def awaited_in(text: str) -> list[tuple[int, int]]:
    """The places of a sentence that name what is awaited, as half-open offsets."""
    found = [m for m in _COMING.finditer(text) if not _PAST_TO.search(m[0])]
    found = [m for m in found if not (m["timeless"] and _USED.search(text[: m.start()]))]
    return [m.span("by" if m["by"] else "to" if m["to"] else "subject") for m in found]
