"""Contracts: terms, extensions and the route by which they were procured."""

from __future__ import annotations

import re

from kg.extracting.context import AskedItem, Context, Target
from kg.extracting.focus import said_about, targets_of
from kg.extracting.moods import Mood, mood_at
from kg.extracting.segments import Segment, is_table
from kg.model import Certainty, Span
from kg.schemes import scheme
from kg.values import find_extension_uses, find_extensions, find_terms

NAME = "contracts 2"

_ABOUT_CONTRACT = re.compile(
    r"\b(?:contract|agreement|term|licen[cs]e|subscription|rolling|renew\w*|available|extension|extended|will\ssupply)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(?:new|next|replacement|will\ssupply)\b", re.IGNORECASE)
"""Words of a contract that is still to come."""
_BOUGHT = re.compile(
    r"\b(?:procured|procurement|bought|purchased|let|awarded|called\soff|call-off|tendered|(?:contract|agreement|it)\s(?:came|was\smade)\b)",
    re.IGNORECASE,
)
_G_CLOUD = re.compile(r"\bG-?\s?Cloud\s?\d{0,2}\s(?:framework|call-?off|agreement)", re.IGNORECASE)
_FRAMEWORK_NUMBER = re.compile(
    r"\b(?:CCS\s)?RM\s?\d{3,4}\b|\b(?:ESPO|YPO|KCS|NEPO)\b(?:\s\w{0,2}\d+)?|\b(?:HealthTrust\sEurope|NHS\sSBS|Procurement\sfor\sHousing)\b"
)
"""Numbers of the Crown Commercial Service's frameworks, and bodies that let frameworks."""
_NO = re.compile(r"no[.,]?\s(?:it|there|this)\b[^.;]*$", re.IGNORECASE)
"""An answer that only denies what was asked."""


def extract(context: Context) -> None:
    """Claims of `contract_term`, `extension` and `procurement_route`."""
    for item, segment in context.answered():
        if not is_table(segment.text) and not item.asked.kinds & {"statistics", "activity"}:
            _terms(context, item, segment)
            _routes(context, item, segment)


def _terms(context: Context, item: AskedItem, segment: Segment) -> None:
    kinds = item.asked.kinds
    text = segment.text
    asked = bool(kinds & {"contract_term", "contract_end", "contract_start", "extension"})
    about_contract = _ABOUT_CONTRACT.search(said_about(item, segment)) is not None
    if not (asked or about_contract):
        return
    only = "extension" in kinds and not kinds & {"contract_term", "contract_start"}
    extensions = find_extensions(text, asked=only)
    if kinds & {"contract_term", "contract_end", "contract_start"} or about_contract:
        for term in find_terms(text, asked="contract_term" in kinds and "in_use_since" not in kinds):
            if not any(e.span == term.span and term.iso in str(e.value).split("+") for e in extensions):
                _add(context, item, segment, "contract_term", term.iso, term.span)
    for extension in extensions:
        if not extension.none:
            _add(context, item, segment, "extension", extension.value, extension.span)
    for target in targets_of(context, item, segment):
        _uses(context, item, segment, target)


def _add(context: Context, item: AskedItem, segment: Segment, field: str, value: str, span: Span) -> None:
    """A term or an option, unless its clause tells of a contract of the past or of one that is only thought of."""
    mood = mood_at(segment.text, span.start)
    allowed = Mood.SUPPOSED if field == "extension" else Mood.REAL  # an option is what may be
    if mood & Mood.PAST or mood & (Mood.DENIED | Mood.SUPPOSED) & ~allowed:
        return
    certainty = Certainty.PLANNED if mood & Mood.PLANNED and _NEXT.search(segment.text) else Certainty.DEFINITE
    for target in targets_of(context, item, segment, span.start):
        context.add(target, field, value, segment.passage.sub(span.start, span.end), item, NAME, certainty=certainty)


def _uses(context: Context, item: AskedItem, segment: Segment, target: Target) -> None:
    """ "Both have been used": options that another answer named are used, all of them or as many as are said."""
    options = [
        str(c.value)
        for c in context.of_field("extension")
        if (c.service, c.system) == (target.service, target.system) and "used" not in str(c.value)
    ]
    for use in find_extension_uses(segment.text) if options else ():
        parts = options[0].split("+")
        value = "+".join(parts[: use.count] if use.count else parts) + " used"
        quote = segment.passage.sub(use.span.start, use.span.end)
        context.add(target, "extension", value, quote, item, NAME)
        told = [c for c in context.claims if c.field == "extension" and c.question == item.label]
        for claim in told:  # an option told and used in one answer is used
            if f"{claim.value} used" == value and (claim.service, claim.system) == (target.service, target.system):
                context.claims.remove(claim)


def _routes(context: Context, item: AskedItem, segment: Segment) -> None:
    text = segment.text
    asked = "procurement_route" in item.asked.kinds
    if not asked and not _BOUGHT.search(text):
        return
    if not scheme("routes").find(text) and (number := _FRAMEWORK_NUMBER.search(text)) and not _NO.match(text):
        for target in targets_of(context, item, segment, number.start()):
            context.add(target, "procurement_route", "framework", segment.whole, item, NAME, stated=number.group())
    for concept, start, end in scheme("routes").find(text):
        if mood_at(text, start) & ~Mood.PAST & ~Mood.REAL or _NO.match(text):
            continue
        if concept.notation == "framework" and _G_CLOUD.search(text):
            continue  # the framework that G-Cloud is
        quote = segment.whole if len(segment.whole.text) < 80 else segment.passage.sub(start, end)
        for target in targets_of(context, item, segment, start):
            context.add(target, "procurement_route", concept.notation, quote, item, NAME, stated=text[start:end])
