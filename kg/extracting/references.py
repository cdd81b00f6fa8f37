"""Contract references, also those that a refusal gives to be looked up in a register."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extracting.context import AskedItem, Context, Target
from kg.extracting.focus import targets_of
from kg.extracting.segments import Segment, is_table
from kg.values import find_references

NAME = "references 1"

_OF_CONTRACT = frozenset(
    {"contract_start", "contract_end", "contract_term", "contract_reference", "extension", "procurement_route"}
)
_AGREEMENT = re.compile(
    r"\b(?:falls|is|are|comes|included|covered)\s(?:within|under|by)\s$|\b(?:contract|agreement)\b[^.;]{0,50}[:(,]\s*$",
    re.IGNORECASE,
)
"""Words of a contract before what only looks like a reference."""
_BOUGHT_WITH = re.compile(
    r"(?P<module>.{2,60}?)\s(?:is|was|are|were)\s(?:procured|bought|purchased|supplied|provided|included)\s"
    r"(?:as\s(?:a\s)?part\sof|together\swith|within|under)\s(?:the\s)?(?:same\s)?(?:contract|agreement)\s(?:with|for|of|as)\s(?P<main>.{2,60})",
    re.IGNORECASE,
)


_TOGETHER = re.compile(
    r"\b(?:part\sof|together\swith|within|under)\s(?:the\s)?(?:same\s)?(?:contract|agreement)\s", re.IGNORECASE
)
"""What every sentence of that kind holds; quick to tell."""


def extract(context: Context) -> None:
    """Claims of `contract_reference`, and `part_of` where a system is bought with another."""
    for item, segment in context.segments():
        if not is_table(segment.text) and not item.asked.kinds & {"statistics", "activity"}:
            _references(context, item, segment)
    _with_main_contract(context)


def _references(context: Context, item: AskedItem, segment: Segment) -> None:
    asks = "contract_reference" in item.asked.kinds
    for found in find_references(segment.text):
        if found.value == context.letter.request_reference:
            continue
        if not (found.cued or asks or _AGREEMENT.search(segment.text[: found.span.start])):
            continue
        best = _question_of_contract(context, item, segment)
        after = re.match(r"\s*\((?P<name>[^()]{2,40})\)", segment.text[found.span.end :])
        beside = context.named_in(after["name"]) if after else None
        named = (
            [beside]
            if beside
            else [
                m.system.name for m in context.mentions(segment.passage) if m.system and m.span.start < found.span.start
            ]
        )
        targets: Sequence[Target]
        targets = context.uses_of(named[-1], segment.services) if named else targets_of(context, best, segment)
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
        match = _BOUGHT_WITH.search(segment.text) if _TOGETHER.search(segment.text) else None
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
