"""Answers that name nothing: "The same system", "Yes", "No" take what they say from a question or another answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.catalogue import load
from kg.extracting.context import AskedItem, Context, Target
from kg.extracting.moods import Mood, mood_at
from kg.model import Polarity

NAME = "affirming 1"


SAME = re.compile(
    r"^(?:yes\W+)?(?:(?:the|this\sis\sthe|it\sis\sthe|we\suse\sthe)\s)?same(?:\s(?:system|software|product|one|platform|database|supplier|provider)\b|\W*$)",
    re.IGNORECASE,
)


_YES = re.compile(r"yes\b(?!\W+(?:but|we\s(?:did|used\sto)))", re.IGNORECASE)


_DO_YOU_USE = re.compile(
    r"(?:do|does|is|are)\s(?:you|the\s(?:council|authority|service)|your\s\w+)\s(?:\w+\s)?(?:use|using|have)\s(?P<what>[^?(,]{3,60}?)(?:\?|,|\sand\b|\sfor\b|\sto\b|$)(?!.*\b(?:or|e\.g)\b[^?]*\?)",
    re.IGNORECASE,
)


def affirm_asked(context: Context, item: AskedItem) -> None:
    """ "Do you use Microsoft 365 Copilot?" – "Yes": the one product that a question names is in use."""
    question = item.item.question
    if question is None or not item.segments or not _YES.match(item.segments[0].text):
        return
    asked = _DO_YOU_USE.match(question.text)
    if not asked or any(c.field == "system" and c.question == item.label for c in context.claims):
        return
    known = [m for m in load().find(asked["what"]) if m.system and not m.ambiguous]
    if len(known) == 1 and known[0].system:
        system = known[0].system.name
        for service in item.asked.services or context.services or (None,):
            context.add(
                Target(service, system), "system", system, item.segments[0].whole, item, NAME, stated=known[0].words
            )


def repeat_same(context: Context, before: AskedItem, item: AskedItem) -> None:
    """ "The same system is used": what the nearest question before that named a system said of it."""
    if not item.asked.kinds & {"system", "supplier"} or not item.segments or not item.asked.services:
        return
    segment = item.segments[0]
    if not SAME.search(segment.text) or mood_at(segment.text, len(segment.text) - 1) & Mood.DENIED:
        return
    for claim in [c for c in context.claims if c.question == before.label and c.field in ("system", "supplier")]:
        if claim.polarity is Polarity.AFFIRMED:
            for service in item.asked.services:
                system = str(claim.value) if claim.field == "system" else claim.system
                context.add(
                    Target(service, system), claim.field, claim.value, segment.whole, item, NAME,
                    stated=segment.text, certainty=claim.certainty,
                )  # fmt: skip


def deny_continued(context: Context) -> None:
    """ "Is this the case for adults too?" – "No.": what the answer before affirmed is denied for this service."""
    for before, item in pairwise(context.items):
        text = " ".join(s.text for s in item.segments)
        if not (item.asked.continues and re.match(r"no\b", text, re.IGNORECASE)):
            continue
        for claim in [c for c in context.claims if c.question == before.label and c.field in ("supplier", "system")]:
            _deny(context, item, claim.field, str(claim.value), item.asked.services)


def _deny(context: Context, item: AskedItem, field: str, value: str, services: Sequence[str]) -> None:
    for service in services:
        context.add(
            Target(service), field, value, item.segments[0].whole, item, NAME,
            stated=item.segments[0].text, polarity=Polarity.DENIED,
        )  # fmt: skip
