"""Words that make a value approximate ("about", "circa", "or thereabouts"): found just before or just after it.

A text and a place enter; the place where the value's own words begin or end, cue included, leaves.
"""

from __future__ import annotations

import re

_WORDS = (
    r"about|approx(?:imately)?\.?|around|circa|ca?\.?|roughly|some|in\s+the\s+region\s+of|"
    r"(?:an\s+)?estimated(?:\s+(?:at|to\s+be|total\s+of))?|approximate(?:ly)?|nearly|almost|~|"
    r"in\s+the\s+order\s+of|believed\s+to\s+be|thought\s+to\s+be|probably|possibly|we\s+(?:believe|think)|perhaps"
)
_BRIDGE = r"(?:\s+(?:it\s+was|this\s+was|in|from|since|the\s+year|at))*"

_BEFORE = re.compile(rf"(?<![^\W_])(?:(?:{_WORDS}){_BRIDGE})\s*\Z", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*\(\s*(?:approx(?:imate|imately)?\.?|circa|c\.?|est(?:\.|imate|imated)?|about)\s*\)"
    r"|\s+or\s+(?:thereabouts|so|around\s+then|near\s+there)\b"
    r"|\s+approx(?:imately|\b\.?)(?=\s*(?:[.,;)|\n]|\Z))"
    r"|,?\s+(?:we|I)\s+(?:believe|think)\b"
    r"|-?ish\b",
    re.IGNORECASE,
)
_REACH = 40


def cue_start(text: str, start: int) -> int | None:
    """Where the approximating words begin that end right before `start`, if any do."""
    window = max(0, start - _REACH)
    found = _BEFORE.search(text[window:start])
    return window + found.start() if found else None


def cue_end(text: str, end: int) -> int | None:
    """Where the approximating words end that begin right at `end`, if any do."""
    found = _AFTER.match(text, end)
    return found.end() if found else None
