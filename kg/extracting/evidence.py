"""Passages → evidence: the exact words, with a little of what stands around them and no personal data in that."""

from __future__ import annotations

import re

from kg.model import Evidence, Passage

_AROUND = 32
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d[\d ()+-]{6,}\d")
_BESIDE_NAMES = frozenset(["dear", "mr", "mrs", "ms", "miss", "dr", "sincerely", "faithfully", "regards", "name"])
_TELEPHONE = ("tel", "telephone")


def evidence_of(passage: Passage) -> Evidence:
    """The evidence that a passage gives: `text[start:end] == quote` in the canonical text, always."""
    text = passage.view.canonical
    span = passage.strip().span
    before = text[max(0, span.start - _AROUND) : span.start]
    after = text[span.end : span.end + _AROUND]
    return Evidence(span, span.of(text), _impersonal(before), _impersonal(after))


def _impersonal(text: str) -> str:
    """The text, or nothing where it has a sign of a person's name, e-mail address or telephone number."""
    words = _WORD.findall(text.lower())
    if "@" in text or not _BESIDE_NAMES.isdisjoint(words) or any(word.endswith(_TELEPHONE) for word in words):
        return ""
    return "" if _NUMBER.search(text) else text
