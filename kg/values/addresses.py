"""Addresses in a text: of pages and mailboxes, in which no date or reference stands, and of houses, which are not shown."""

from __future__ import annotations

import re

_WORD = re.compile(r"\S+")
_POSTAL = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"
    r"|\b\d{1,4}[A-Za-z]?,?\s+(?:[A-Z][\w'’-]+\s+){1,3}(?:Street|Road|Lane|Avenue|Close|Drive|Square|Court|Place|Crescent"
    r"|Terrace|Gardens|Grove|Way|Row|Mews|Hill|Walk|Park|Green|St|Rd|Ave)\b"
)
"""A postcode (BS 7666-1), or a number and the name of a street."""
_ADDRESS = re.compile(r"://|www\.|@", re.IGNORECASE)


def addresses_in(text: str) -> list[tuple[int, int]]:
    """The places of all words that are or hold an address, half-open."""
    if "@" not in text and "www." not in text and "://" not in text:
        return []
    return [word.span() for word in _WORD.finditer(text) if _ADDRESS.search(word[0])]


def is_postal(text: str) -> bool:
    """Whether a text holds a postcode, or a house by its number and street."""
    return _POSTAL.search(text) is not None
