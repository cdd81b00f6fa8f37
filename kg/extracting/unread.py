"""Sentences that were read and not understood: they tell of systems or contracts, and no claim rests on them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kg.catalogue import load
from kg.extracting.context import Context
from kg.extracting.moods import Mood, mood_at
from kg.model import Claim, Observation, Passage, Span

_TELLS = re.compile(
    r"\b(?:contracts?|agreements?|licen[cs]es?|suppli\w+|providers?|systems?|software|hosted|hosting|cloud|procured|tendered|framework|extensions?"
    r"|expires?|renew\w*|per\sannum|annually|went\slive|implemented)\b|£\s?\d|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_NEAR = 50
"""So many spans before a sentence's end are looked at for one that reaches into it."""
_POINTS = re.compile(
    r"https?:|www\.|\b(?:see|above|below|attached|register|exempt|section|regulation|request|withh\w+|disclos\w+|public\sinterest)\b",
    re.IGNORECASE,
)
"""What only points elsewhere, or weighs what is not given, was understood as such."""


def unread(
    context: Context, claims: Sequence[Claim], observations: Sequence[Observation]
) -> tuple[tuple[str | None, Passage], ...]:
    """The sentences, each with the label of its question, in the order of the letter and each once."""
    told = {*(claim.evidence.span for claim in claims), *(figure.evidence.span for figure in observations)}
    said = sorted((span.start, span.end) for span in told)
    found: dict[Span, tuple[str | None, Passage]] = {}
    seen: set[Span] = set()  # an answer to several questions is looked at once
    for item, segment in context.answered():
        span = segment.whole.span
        if span in seen:
            continue
        seen.add(span)
        before = said[max(0, bisect_left(said, (span.end,)) - _NEAR) : bisect_left(said, (span.end,))]
        if any(span.start < end for _, end in before):
            continue
        if _tells(segment.text) and not _POINTS.search(segment.text):
            found[span] = (item.label, segment.whole)
    return tuple(found.values())


def _tells(text: str) -> bool:
    """Whether a sentence affirms something about systems or contracts: not a bare Yes, a denial or a supposition."""
    match = _TELLS.search(text)
    if match is None:
        named = next((m for m in load().find(text) if not m.ambiguous), None)
        return named is not None and not mood_at(text, named.span.start) & (Mood.DENIED | Mood.SUPPOSED)
    return len(text.split()) > 1 and not mood_at(text, match.start()) & (Mood.DENIED | Mood.SUPPOSED)
