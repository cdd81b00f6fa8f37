"""Claims → those that the council makes: what a mail quotes of the requester only tells what was asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import replace
from itertools import accumulate

from kg.model import Document, Evidence, Extraction
from kg.triage import requested, substance


def of_the_council(document: Document, found: Extraction) -> Extraction:
    """What was found in a letter, without what stands in the requester's own words.

    All of it stays where the newest message answers nothing itself: then the answers may be written into the request.
    """
    lines = requested(document)
    if not lines:
        return found
    text = document.text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in text), initial=0))
    claims = tuple(one for one in found.claims if not _stands_in(one.evidence, lines, starts))
    own = "\n".join(line for number, line in enumerate(text) if number not in lines)
    if not claims and not substance(own):
        return found
    return replace(
        found,
        claims=claims,
        unsure=tuple(one for one in found.unsure if not _stands_in(one.evidence, lines, starts)),
        observations=tuple(one for one in found.observations if not _stands_in(one.evidence, lines, starts)),
    )


def _stands_in(evidence: Evidence, lines: Collection[int], starts: list[int]) -> bool:
    return bisect_right(starts, evidence.span.start) - 1 in lines
