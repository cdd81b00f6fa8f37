"""Passages → evidence: the exact words, with a little of what stands around them and no personal data in that."""

from __future__ import annotations

import re

from kg.model import Evidence, Passage

_AROUND = 32
_PERSONAL = re.compile(
    r"@|\d[\d ()+-]{6,}\d|\b(?:dear|mr|mrs|ms|miss|dr|sincerely|faithfully|regards|name)\b|tel(?:ephone)?\b",
    re.IGNORECASE,
)
"""Signs of a person's name, e-mail address or telephone number."""


def evidence_of(passage: Passage) -> Evidence:
    """The evidence that a passage gives: `text[start:end] == quote` in the canonical text, always."""
    text = passage.view.canonical
    span = passage.strip().span
    before = text[max(0, span.start - _AROUND) : span.start]
    after = text[span.end : span.end + _AROUND]
    return Evidence(span, span.of(text), _impersonal(before), _impersonal(after))


def _impersonal(text: str) -> str:
    return "" if _PERSONAL.search(text) else text
