"""Systems in use, their suppliers and modules: names where a question asks for them or a sentence tells of use."""

from __future__ import annotations

import re

from kg.catalogue import Mention
from kg.extracting.asking import own, services_in
from kg.extracting.context import AskedItem, Context, Target
from kg.extracting.segments import Segment, is_table
from kg.model import Passage, Polarity

NAME = "systems 1"

_USE = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|runs?\son|(?:recorded|held|kept|managed)\s(?:in|on)|contract\swith|(?:supplied|provided|delivered|hosted)\s(?:by|to\sus\sby))\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:(?:do|does|did|are|is|have|has)(?:\snot|n['’]t)|never|no\slonger|neither|nor)\b|^no\b", re.IGNORECASE)
_CONTRACT_WITH = re.compile(r"\bcontract(?:ed|s)?\swith\b|\bagreement\swith\b", re.IGNORECASE)
_INCLUDES = re.compile(r"\(\s*(?:includ(?:es|ing)|incl\.?|with|plus|and)\s(?P<rest>[^)]*)\)", re.IGNORECASE)
_PROCURED_WITH = re.compile(
    r"\b(?:procured|bought|purchased|supplied|provided|included)\s(?:as\spart\sof|together\swith|within|in|under)\b[^.)]*?"
    r"\b(?:contract|agreement)?\s?(?:with|for|of)?\s?",
    re.IGNORECASE,
)


def extract(context: Context) -> None:
    """Claims of `system`, `supplier` and `part_of`."""
    for item in context.items:
        topic: tuple[str, ...] = ()
        for segment in item.segments if item.item.answer else ():
            topic = own(services_in(segment.text))[:1] or topic
            if not is_table(segment.text) and not item.asked.kinds & {"statistics", "activity"}:
                _from_segment(context, item, segment, topic)
    _denials(context)


def _from_segment(context: Context, item: AskedItem, segment: Segment, topic: tuple[str, ...]) -> None:
    passage = segment.whole if segment.system else segment.passage
    mentions = context.mentions(passage)
    asks = item.asked.kinds & {"system", "supplier"}
    tells = _USE.search(segment.lead) or _USE.search(segment.text)
    if not mentions or not (asks or tells):
        return
    if _DENIAL.search(segment.text) and not _CONTRACT_WITH.search(segment.text):
        return
    main: str | None = None
    for mention in mentions:
        if not asks and not segment.lead and not _tells_of(segment.text, mention):
            continue
        services = segment.services or _services_of(context, mention) or item.asked.own_services or topic or context.services
        for service in services or (None,):
            main = _claim(context, item, segment, mention, service, main)


def _tells_of(text: str, mention: Mention) -> bool:
    """Whether a word of use stands before a name in its sentence."""
    return any(m.start() <= mention.span.start for m in _USE.finditer(text))


def _services_of(context: Context, mention: Mention) -> tuple[str | None, ...]:
    """The services for which the letter has already named a system."""
    if mention.system is None:
        return ()
    return tuple(use.service for use in context.uses if use.system == mention.system.name)


def _claim(
    context: Context, item: AskedItem, segment: Segment, mention: Mention, service: str | None, main: str | None
) -> str | None:
    """The claims of one name; returns the name of the segment's main system so far."""
    quote = _quote(segment, mention)
    system = mention.system if _is_system(context, item, segment, mention) else None
    if system:
        context.add(Target(service, system.name), "system", system.name, quote, item, NAME, stated=mention.words)
        if main and main != system.name and _is_within(_INCLUDES, segment.text, mention):
            context.modules.add(system.name)
            context.add(Target(service, system.name), "part_of", main, quote, item, NAME)
    supplier = mention.supplier if system is None or mention.supplier_span != mention.span else None
    if supplier:
        target = Target(service, system.name if system else main)
        context.add(target, "supplier", supplier.name, quote, item, NAME, stated=mention.words)
    return main or (system.name if system else None)


def _is_system(context: Context, item: AskedItem, segment: Segment, mention: Mention) -> bool:
    """A name that is both a system's and a supplier's is the system's where systems are asked for."""
    if mention.system is None:
        return False
    if mention.supplier_span != mention.span or _services_of(context, mention):
        return True  # "Capita SIMS": the supplier's name is only a part of what is said.
    before = segment.text[: mention.span.start]
    if re.search(r"\b(?:by|from|with)\s(?:the\s)?$", before):
        return False
    return "system" in item.asked.kinds or "supplier" not in item.asked.kinds


def _is_within(pattern: re.Pattern[str], text: str, mention: Mention) -> bool:
    return any(m.start("rest") <= mention.span.start < m.end("rest") for m in pattern.finditer(text))


def _quote(segment: Segment, mention: Mention) -> Passage:
    """The label and the words after it; in prose the clause from the one comma to the next."""
    if len(segment.whole.text) <= 160:
        return segment.whole
    text = segment.text
    start = max(text.rfind(mark, 0, mention.span.start) + 1 for mark in (",", ";", "(")) if "," in text else 0
    return segment.passage.sub(start)


def _denials(context: Context) -> None:
    """"Is this the case for adults too?" – "No.": what the answer before affirmed is denied for this service."""
    for before, item in zip(context.items, context.items[1:], strict=False):
        text = " ".join(s.text for s in item.segments)
        if not (item.asked.continues and re.match(r"no\b", text, re.IGNORECASE)):
            continue
        for claim in [c for c in context.claims if c.question == before.label and c.field in ("supplier", "system")]:
            for service in item.asked.services:
                context.add(
                    Target(service), claim.field, claim.value, item.segments[0].whole, item, NAME,
                    stated=item.segments[0].text, polarity=Polarity.DENIED,
                )  # fmt: skip
