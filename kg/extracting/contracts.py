"""Contracts: references, terms, extensions and the route by which they were procured."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extracting.context import AskedItem, Context, Target
from kg.extracting.segments import Segment, is_table
from kg.schemes import scheme
from kg.values import find_extensions, find_references, find_terms

NAME = "contracts 1"

_OF_CONTRACT = frozenset(
    {"contract_start", "contract_end", "contract_term", "contract_reference", "extension", "procurement_route"}
)
_BOUGHT_WITH = re.compile(
    r"(?P<module>.{2,60}?)\s(?:is|was|are|were)\s(?:procured|bought|purchased|supplied|provided|included)\s"
    r"(?:as\s(?:a\s)?part\sof|together\swith|within|under)\s(?:the\s)?(?:same\s)?(?:contract|agreement)\s(?:with|for|of|as)\s(?P<main>.{2,60})",
    re.IGNORECASE,
)


def extract(context: Context) -> None:
    """Claims of `contract_reference`, `contract_term`, `extension` and `procurement_route`."""
    for item, segment in context.segments():
        # A refusal under section 21 often gives the reference to look up.
        if not is_table(segment.text) and not item.asked.kinds & {"statistics", "activity"}:
            _references(context, item, segment)
    for item, segment in context.answered():
        if not is_table(segment.text) and not item.asked.kinds & {"statistics", "activity"}:
            _terms(context, item, segment)
            _routes(context, item, segment)
    _with_main_contract(context)


def _references(context: Context, item: AskedItem, segment: Segment) -> None:
    asks = "contract_reference" in item.asked.kinds
    for found in find_references(segment.text):
        if not (found.cued or asks):
            continue
        best = _question_of_contract(context, item, segment)
        named = [
            m.system.name for m in context.mentions(segment.passage) if m.system and m.span.start < found.span.start
        ]
        targets: Sequence[Target]
        targets = context.uses_of(named[-1], segment.services) if named else context.targets(best, segment)
        quote = segment.passage.sub(0, found.span.end)
        for target in targets:
            context.add(target, "contract_reference", found.value, quote, best, NAME, stated=found.value)


def _question_of_contract(context: Context, item: AskedItem, segment: Segment) -> AskedItem:
    """Of the questions that a joint answer answers, the one that asks about the contract."""
    sharing = [i for i in context.items if any(s.whole == segment.whole for s in i.segments)]
    return next((i for i in sharing if i.asked.kinds & _OF_CONTRACT), item)


def _with_main_contract(context: Context) -> None:
    """ "ContrOCC is procured as part of the contract with Liquidlogic": the one's reference is the other's."""
    for item, segment in context.segments():
        match = _BOUGHT_WITH.search(segment.text)
        if not match:
            continue
        mentions = [m for m in context.mentions(segment.passage) if m.system and m.span.start >= match.start()]
        module = next((m.system for m in mentions if m.span.start < match.start("main")), None)
        main = next((m.system for m in mentions if m.span.start >= match.start("main")), None)
        if not module or not main or module == main:
            continue
        quote = segment.passage.sub(match.start("module")).strip()
        item = _question_of_contract(context, item, segment)
        for claim in [c for c in context.claims if c.field == "contract_reference" and c.system == main.name]:
            target = Target(claim.service, module.name)
            context.add(target, "contract_reference", claim.value, quote, item, NAME, stated=str(claim.value))
            context.add(target, "part_of", main.name, quote, item, NAME)


def _terms(context: Context, item: AskedItem, segment: Segment) -> None:
    kinds = item.asked.kinds
    about_contract = re.search(
        r"\b(?:contract|agreement|term|licence|subscription|rolling|renew\w*)\b", segment.text, re.IGNORECASE
    )
    if not (kinds & {"contract_term", "contract_end", "contract_start", "extension"} or about_contract):
        return
    for target in context.targets(item, segment):
        if kinds & {"contract_term", "contract_end", "contract_start"} or about_contract:
            for term in find_terms(segment.text):
                quote = segment.passage.sub(term.span.start, term.span.end)
                context.add(target, "contract_term", term.iso, quote, item, NAME)
        for extension in find_extensions(segment.text, asked="extension" in kinds):
            if not extension.none:
                quote = segment.passage.sub(extension.span.start, extension.span.end)
                context.add(target, "extension", extension.value, quote, item, NAME)


def _routes(context: Context, item: AskedItem, segment: Segment) -> None:
    asked = "procurement_route" in item.asked.kinds
    told = re.search(r"\b(?:procured|bought|purchased|let|awarded|called off|tendered)\b", segment.text, re.IGNORECASE)
    if not asked and not told:
        return
    for concept, start, end in scheme("routes").find(segment.text):
        for target in context.targets(item, segment):
            quote = segment.whole if len(segment.whole.text) < 80 else segment.passage.sub(start, end)
            context.add(
                target, "procurement_route", concept.notation, quote, item, NAME, stated=segment.text[start:end]
            )
