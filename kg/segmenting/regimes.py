"""Under which Act or Regulations a letter is written."""

from __future__ import annotations

import re

from kg.schemes import scheme

_NUMBER = re.compile(
    r"(?:[ ](?:request|case|ref(?:erence)?|no|number))*\.?[ ]?[:#/_-]?[ ]?(?:[A-Z]{1,4}[/-])?\d", re.IGNORECASE
)
"""What follows the initials of an Act where they only begin the number of a request: "FOI-24-0777"."""
_TITLE = re.compile(r"\b(?:act|regulations?)\b", re.IGNORECASE)
_OF_SCOTLAND = {"foia": "foisa", "eir": "eir-scotland"}


def regime_of(text: str) -> str | None:
    """Notation in the scheme of regimes: what the letter names first; None where it names none.

    The number of a request says it only where nothing else does. Initials and "freedom of information" are words of
    Scotland's law too: where the letter names that as well, they mean it.
    """
    hits = scheme("regimes").find(text)
    named = [hit for hit in hits if not _NUMBER.match(text, hit[2])] or hits
    if not named:
        return None
    first, start, end = named[0]
    scottish = _OF_SCOTLAND.get(first.notation)
    if not _TITLE.search(text[start:end]) and any(other.notation == scottish for other, _, _ in named):
        return scottish
    return first.notation
