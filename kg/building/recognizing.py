"""Claims from words that text recognition has read: never surer than it was of the least sure of their words."""

from __future__ import annotations

from dataclasses import replace

from kg.extracting.deciding import STATED
from kg.model import Claim, Document, Extraction, Span

_MARK = "read by OCR"


def as_recognized(document: Document, found: Extraction) -> Extraction:
    """What was extracted of a letter, marked where its words come from a picture.

    A claim whose words were not read surely enough is unsure; a figure of which that is so is left out.
    """
    if not document.recognized:
        return found
    claims = [_limited(document, claim) for claim in found.claims]
    unsure = [_limited(document, claim) for claim in found.unsure]
    doubtful = [claim for claim in claims if not _is_sure(document, claim.evidence.span)]
    return replace(
        found,
        claims=tuple(claim for claim in claims if claim not in doubtful),
        unsure=(*unsure, *doubtful),
        observations=tuple(
            replace(one, extractor=f"{one.extractor}, {_MARK}") if _is_read(document, one.evidence.span) else one
            for one in found.observations
            if _is_sure(document, one.evidence.span)
        ),
    )


def _is_read(document: Document, span: Span) -> bool:
    return document.recognition_of(span) is not None


def _is_sure(document: Document, span: Span) -> bool:
    confidence = document.recognition_of(span)
    return confidence is None or confidence >= STATED


def _limited(document: Document, claim: Claim) -> Claim:
    confidence = document.recognition_of(claim.evidence.span)
    if confidence is None:
        return claim
    least = round(min(confidence, 1.0 if claim.confidence is None else claim.confidence), 2)
    return replace(
        claim,
        extractor=f"{claim.extractor}, {_MARK}",
        confidence=least,
        because=(*claim.because, f"its least sure word was {_MARK} with {confidence:.2f}"),
    )
