"""Contracts: terms, extensions and the route by which they were procured."""

from __future__ import annotations

import re

from kg.extracting.context import AskedItem, Context, Target
from kg.extracting.focus import targets_of
from kg.extracting.segments import Segment, is_table
from kg.schemes import scheme
from kg.values import find_extension_uses, find_extensions, find_terms

NAME = "contracts 1"


def extract(context: Context) -> None:
    """Claims of `contract_term`, `extension` and `procurement_route`."""
    for item, segment in context.answered():
        if not is_table(segment.text) and not item.asked.kinds & {"statistics", "activity"}:
            _terms(context, item, segment)
            _routes(context, item, segment)


def _terms(context: Context, item: AskedItem, segment: Segment) -> None:
    kinds = item.asked.kinds
    about_contract = re.search(
        r"\b(?:contract|agreement|term|licence|subscription|rolling|renew\w*)\b", segment.text, re.IGNORECASE
    )
    if not (kinds & {"contract_term", "contract_end", "contract_start", "extension"} or about_contract):
        return
    asked_for_term = "contract_term" in kinds and not kinds & {"in_use_since"}
    for target in targets_of(context, item, segment):
        if kinds & {"contract_term", "contract_end", "contract_start"} or about_contract:
            for term in find_terms(segment.text, asked=asked_for_term):
                quote = segment.passage.sub(term.span.start, term.span.end)
                context.add(target, "contract_term", term.iso, quote, item, NAME)
        for extension in find_extensions(
            segment.text, asked="extension" in kinds and not kinds & {"contract_term", "contract_start"}
        ):
            if not extension.none:
                quote = segment.passage.sub(extension.span.start, extension.span.end)
                context.add(target, "extension", extension.value, quote, item, NAME)
        _uses(context, item, segment, target)


def _uses(context: Context, item: AskedItem, segment: Segment, target: Target) -> None:
    """ "Both have been used": options that another answer named are used, all of them or as many as are said."""
    options = [
        str(c.value)
        for c in context.claims
        if c.field == "extension"
        and (c.service, c.system) == (target.service, target.system)
        and "used" not in str(c.value)
    ]
    for use in find_extension_uses(segment.text) if options else ():
        parts = options[0].split("+")
        value = "+".join(parts[: use.count] if use.count else parts) + " used"
        quote = segment.passage.sub(use.span.start, use.span.end)
        context.add(target, "extension", value, quote, item, NAME)


def _routes(context: Context, item: AskedItem, segment: Segment) -> None:
    asked = "procurement_route" in item.asked.kinds
    told = re.search(r"\b(?:procured|bought|purchased|let|awarded|called off|tendered)\b", segment.text, re.IGNORECASE)
    if not asked and not told:
        return
    for concept, start, end in scheme("routes").find(segment.text):
        for target in targets_of(context, item, segment):
            quote = segment.whole if len(segment.whole.text) < 80 else segment.passage.sub(start, end)
            context.add(
                target, "procurement_route", concept.notation, quote, item, NAME, stated=segment.text[start:end]
            )
