"""Interfaces and artificial intelligence: whether a system has an API, whether AI is researched or used, and by whom."""

from __future__ import annotations

import re

from kg.extracting.context import AskedItem, Context
from kg.extracting.focus import targets_of
from kg.extracting.moods import Mood, mood_at
from kg.extracting.segments import Segment
from kg.model import Polarity

NAME = "intelligence 1"

_YES = re.compile(r"^(?:yes\b|we\s(?:are|have|do)\b(?!\snot))", re.IGNORECASE)
_NO = re.compile(r"^(?:no\b|not\s|none\b|we\s(?:are|have|do)\snot\b)", re.IGNORECASE)
_ON_TRIAL = re.compile(
    r"\b(?:is|are|currently|we['’]re)\s(?:\w+\s)?(?:trial?ling|trialing|piloting|testing)\b|\b(?:on|in|under|running|conducting)\s(?:an?\s)?(?:trial|pilot)\b",
    re.IGNORECASE,
)
_EXPLORES = re.compile(
    r"\b(?:is|are|currently|we['’]re)\s(?:\w+\s)?(?:exploring|investigating|researching|looking\s(?:in)?to|considering)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(r"\b(?:not\s(?:included|part|covered|within)|outside|excluded)\b[^.]*\bcontract\b", re.IGNORECASE)
_STATUS = {"ai_research": "researching", "ai_use": "in use"}


def extract(context: Context) -> None:
    """Claims of `api`, `ai_status` and `ai_development`."""
    for item, segment in context.answered():
        kinds = item.asked.kinds
        if "api" in kinds:
            _api(context, item, segment)
        for kind, status in _STATUS.items():
            if kind in kinds:
                _status(context, item, segment, status)
        if "ai_development" in kinds:
            _development(context, item, segment)


def _api(context: Context, item: AskedItem, segment: Segment) -> None:
    if _YES.match(segment.text):
        value = "yes, outside the current contract" if _OUTSIDE.search(segment.text) else "yes"
    elif _NO.match(segment.text):
        value = "no"
    else:
        return
    for target in targets_of(context, item, segment):
        context.add(target, "api", value, segment.whole, item, NAME)


def _status(context: Context, item: AskedItem, segment: Segment, status: str) -> None:
    if _ON_TRIAL.search(segment.text) and not mood_at(segment.text, 0) & (Mood.DENIED | Mood.PAST):
        for target in targets_of(context, item, segment):
            context.add(target, "ai_status", "on trial", segment.whole, item, NAME)
        return
    if _EXPLORES.search(segment.text) and not mood_at(segment.text, 0):
        for target in targets_of(context, item, segment):
            context.add(target, "ai_status", "researching", segment.whole, item, NAME)
        return
    if _NO.match(segment.text):
        polarity = Polarity.DENIED
    elif _YES.match(segment.text):
        polarity = Polarity.AFFIRMED
    else:
        return
    for target in targets_of(context, item, segment):
        context.add(target, "ai_status", status, segment.whole, item, NAME, polarity=polarity)


def _development(context: Context, item: AskedItem, segment: Segment) -> None:
    found = {word.lower() for word in re.findall(r"\b(internal|external)", segment.text, re.IGNORECASE)}
    for value in sorted(found):
        for target in targets_of(context, item, segment):
            context.add(target, "ai_development", value, segment.whole, item, NAME)
