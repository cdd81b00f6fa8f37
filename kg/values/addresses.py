"""Addresses of pages and mailboxes in a text: what looks like a date or a reference within one is none."""

from __future__ import annotations

import re

_WORD = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|www\.|@", re.IGNORECASE)


def addresses_in(text: str) -> list[tuple[int, int]]:
    """The places of all words that are or hold an address, half-open."""
    if "@" not in text and "www." not in text and "://" not in text:
        return []
    return [word.span() for word in _WORD.finditer(text) if _ADDRESS.search(word[0])]
