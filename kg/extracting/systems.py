"""Systems in use, planned and replaced, their suppliers and modules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extracting.affirming import SAME, affirm_asked, deny_continued, repeat_same
from kg.extracting.asking import served_in
from kg.extracting.context import AskedItem, Context, Target
from kg.extracting.listing import lines_of_list, names_of_line
from kg.extracting.naming import Named, names_in
from kg.extracting.segments import Segment, is_table
from kg.extracting.serving import is_known, services_for, services_used_by, system_name
from kg.model import Certainty, Passage, Polarity
from kg.schemes import scheme
from kg.values import find_references

NAME = "systems 1"

_USE = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|runs?\s(?:on|in)|(?:recorded|held|kept|managed|handled|processed|built|logged|done)\s(?:in|on|with)|contract\s(?:is\s)?with|agreement\s(?:is\s)?with"
    r"|(?:supplied|provided|delivered|hosted|made|bought|purchased)\s(?:by|from|to\sus\sby)|(?:is\s|are\s)?called|moved?\sto|moving\sto|replaced|replac(?:e|ing)\s[^.;]{2,40}\swith|is\sin\b|was\sin\b|which\sis|of\s(?:the\s)?system|(?:system|software|product|package)\sis\b|(?:own|main|current)\s(?:\w+\s){0,2}?(?:system|software|database)(?:\sis|\scalled)?)\b",
    re.IGNORECASE,
)
_LINKED = re.compile(r"\((?:FOI|EIR)[\s/-]?[\w/-]*\d\)\s*$", re.IGNORECASE)
"""Links to other responses."""
_NOT_LIVE = re.compile(
    r"(?:(?:it|this|which|the\s\w+)\s)?(?:is\s|has\s)?(?:to\s(?:start|go\slive|be\sintroduced)\b|isn['’]t\s(?:yet\s)?live|(?:is\s)?not\s(?:yet\s)?(?:live|in\suse)|not\syet\b|will\s(?:go\slive|start|replace|be\s(?:introduced|implemented))|due\sto\sgo\slive|we\s(?:expect|plan|hope|aim)\sto\s(?:begin|start|go|be)\b|go-live\sis\s(?:planned|expected|due)|(?:currently|still)\sbeing\simplemented)",
    re.IGNORECASE,
)
"""How a sentence begins that tells that what the one before named is not in use yet."""
_OF_NAMES = frozenset({"system", "supplier", "former_system"})
_OF_PERSONS = re.compile(
    r"\b(?:officer|manager|contact(?!\scentre)|job\stitle|head\sof|responsible\sfor|who\sis\sresponsible)\b",
    re.IGNORECASE,
)
"""Questions whose answers are names of persons: none of them is taken for a product."""
_WORKS_ON = re.compile(
    r"\b(?:manag|record|report|r[ua]n|handl|process|ke(?:ep|pt)|h[oe]ld|log|stor|plan|draw|buil[dt]|work|administer|writ|issu|book|pa(?:y|id)|track|monitor|operat|tak(?:e|ing)|rais|cover|maintain|co-?ordinat|migrat|mov|go)\w*\b[^.;]{0,70}?\b(?:in|on|onto|using|through|via|to)\s+(?:an?\s|the\s|our\s)?(?=[A-Z0-9])",
)
"""Words of work before the name of what the work is done with."""
_IN_USE = re.compile(
    r"[^.;]{0,40}?\s(?:is|are|was|were|has\sbeen|have\sbeen)\s(?:\w+\s){0,2}(?:used|in\suse|in\splace|live|our|the\scouncil)\b|\sremains?\s(?:in\suse|in\splace|live)\b",
    re.IGNORECASE,
)
"""Words of use after a name."""
_SUPPLIER_FIRST = re.compile(
    r"\bmake\s(?:and|/|or)\smodel\b|\b(?:suppliers?|manufacturer|compan(?:y|ies)|providers?|vendor|who)\b[^?.]*\b(?:and|/|,)\s[^?.]*\b(?:product|system|software|name|model|called)\b",
    re.IGNORECASE,
)
"""Questions that ask for the supplier before the product."""
_PAIR = re.compile(r"^(?:[^:]{2,40}:\s)?[A-Z][^,.:]{1,40}(?:,\s(?:from|by|supplied\sby|provided\sby)|\sfrom)\s[A-Z]")
"""A system and its supplier in one breath tell of use, also where nobody asked."""
_NOT_USED = re.compile(
    r"\b(?:do|does)(?:\snot|n['’]t)\s(?:\w+\s)?use\b|\bnever\shad\b|\bno\sdealings\swith\b|\b(?:is|are)\snot\s(?:\w+\s)?used\b",
    re.IGNORECASE,
)
_INCLUDES = re.compile(r"\(\s*(?:includ(?:es|ing)|incl\.?|with|plus|and)\s(?P<rest>[^)]*)\)", re.IGNORECASE)
_COMPANY = re.compile(r",?\s(?:Ltd|LTD|Limited|LIMITED|plc|PLC|LLP|Inc|LLC|GmbH)\b\.?$")


def extract(context: Context) -> None:
    """Claims of `system`, `former_system`, `supplier` and `part_of`."""
    before: AskedItem | None = None
    for item in context.items:
        topic: tuple[str, ...] = ()
        lines = lines_of_list(item)
        following = (*(s.text for s in item.segments[1:]), "")
        for segment, after in zip(item.segments if item.item.answer else (), following, strict=False):
            topic = served_in(segment.text)[:1] or topic
            if (
                not is_table(segment.text)
                and not item.asked.kinds & {"statistics", "activity"}
                and not (before and SAME.search(segment.text))
            ):
                _from_segment(
                    context, item, segment, topic, coming=_NOT_LIVE.match(after) is not None, listed=segment in lines
                )
        affirm_asked(context, item)
        if before is not None:
            repeat_same(context, before, item)
        before = item if _names_systems(context, item) else before
    deny_continued(context)


def _names_systems(context: Context, item: AskedItem) -> bool:
    """Whether an answer has named a system."""
    return any(c.question == item.label for s in item.segments for c in context.naming(s.whole.span))


def _from_segment(
    context: Context,
    item: AskedItem,
    segment: Segment,
    topic: tuple[str, ...],
    *,
    coming: bool,
    listed: bool,
) -> None:
    """The names of a sentence or line.

    `coming` says that the next one tells that they are not in use yet, `listed` that it is one of a list of systems.
    """
    passage = segment.whole if segment.system or listed else segment.passage
    kinds = item.asked.kinds
    names = names_in(
        passage.text,
        context.mentions(passage),
        system=listed or bool(kinds & {"system", "former_system"}),
        supplier=listed or "supplier" in kinds,
        supplier_first=_SUPPLIER_FIRST.search(item.asked.words) is not None,
    )
    line = names_of_line(passage.text, context.mentions(passage)) if listed else []
    referred = {found.value for found in find_references(passage.text)} if "contract_reference" in kinds else set()
    names = [n for n in names if n.mention or not (_is_own(context, n.name) or n.name in referred)]
    names = [*line, *(n for n in names if n.state == "planned")] if line else names
    if coming:
        names = [replace(name, state="planned") if name.state == "current" else name for name in names]
    if "former_system" in kinds and not kinds & {"in_use_since", "supplier"}:
        names = [replace(name, state="former") for name in names if name.is_system]
    if not names or not (kinds & _OF_NAMES or listed or _tells_of_use(segment, names)):
        return
    if _LINKED.search(segment.text) or _OF_PERSONS.search(item.asked.words):
        return
    denied = [name for name in names if name.state == "denied"]
    if denied and _NOT_USED.search(segment.text):
        _deny_names(context, item, segment, denied, topic)
    current = {system_name(name) for name in names if name.is_system and name.state == "current"}
    names = [
        name
        for name in names
        if name.state in ("current", "planned")
        or (name.state == "former" and not (name.is_system and system_name(name) in current))
    ]
    main: Named | None = None
    taken_over = next((s for n in names if n.replaced and (s := services_used_by(context, n))), ())
    for name in names:
        asked = listed or kinds & _OF_NAMES or segment.lead or _PAIR.match(segment.text)
        if not asked and name.state != "former" and not _is_told(segment.text, name):
            continue
        services = services_for(context, item, segment, name, main, taken_over, topic)
        for service in services or (None,):
            _claim(context, item, segment, name, service, main)
        if name.is_system and main is None:
            main = name


def _tells_of_use(segment: Segment, names: Sequence[Named]) -> bool:
    """Whether the words of a sentence, or those that lead to it, tell of systems in use."""
    return (
        any(pattern.search(segment.text) for pattern in (_USE, _WORKS_ON))
        or _USE.search(segment.lead) is not None
        or _PAIR.match(segment.text) is not None
        or any(name.is_system and name.state == "former" for name in names)
    )


def _deny_names(
    context: Context, item: AskedItem, segment: Segment, names: Sequence[Named], topic: tuple[str, ...]
) -> None:
    """ "We do not use Mosaic": a denial is a claim too."""
    services = segment.services or item.asked.services or topic or context.services or (None,)
    for name in names:
        if name.mention and name.mention.system:
            for service in services:
                value = name.mention.system.name
                context.add(
                    Target(service, value), "system", value, segment.whole, item, NAME,
                    stated=name.name, polarity=Polarity.DENIED,
                )  # fmt: skip


def _is_own(context: Context, name: str) -> bool:
    """Whether a name is the council's own, or means a service or function and no product."""
    authority = (context.letter.authority or "").lower()
    return name.lower() in authority or any(
        scheme(s).named(name) for s in ("services", "functions", "hosting", "routes")
    )


def _is_told(text: str, name: Named) -> bool:
    """Whether a word of use or supply stands before a name in its sentence, and not only in a remark in brackets."""
    opened = text.rfind("(", 0, name.span.start)
    if opened > text.rfind(")", 0, name.span.start) and re.match(
        r"\((?:entered|processed|via|through|using)\b", text[opened:]
    ):
        return False
    if _IN_USE.match(text[name.span.end :]):
        return True
    return any(m.start() <= name.span.start for m in _USE.finditer(text)) or any(
        m.end() <= name.span.start for m in _WORKS_ON.finditer(text)
    )


def supplier_name(name: Named) -> str:
    """A supplier's name: the catalogue's, else as stated without the form of its company."""
    known = name.mention.supplier if name.mention else None
    return known.name if known else _COMPANY.sub("", name.name)


def _claim(
    context: Context, item: AskedItem, segment: Segment, name: Named, service: str | None, main: Named | None
) -> None:
    """The claims of one name, `main` being the segment's first system."""
    quote = _quote(segment, name)
    certainty = Certainty.PLANNED if name.state == "planned" else Certainty.DEFINITE
    system = system_name(name) if name.is_system or is_known(context, name) else None
    if system:
        field = "former_system" if name.state == "former" else "system"
        context.add(Target(service, system), field, system, quote, item, NAME, stated=name.name, certainty=certainty)
        if main and system_name(main) != system and _is_within(_INCLUDES, segment.text, name):
            context.modules.add(system)
            context.add(Target(service, system), "part_of", system_name(main), quote, item, NAME)
    part = name.mention is not None and name.mention.supplier_span not in (None, name.mention.span)
    if not (system is None or part) or (part and not item.asked.kinds & _OF_NAMES):
        return  # a brand in the name of a product, where nobody asked, does not say who supplies it
    if name.state == "former":
        if main is None or main.state == "former":
            context.add(Target(service), "former_supplier", supplier_name(name), quote, item, NAME, stated=name.name)
        return
    target = Target(service, system or (system_name(main) if main else context.main_use(service).system))
    context.add(target, "supplier", supplier_name(name), quote, item, NAME, stated=name.name, certainty=certainty)


def _is_within(pattern: re.Pattern[str], text: str, name: Named) -> bool:
    return any(m.start("rest") <= name.span.start < m.end("rest") for m in pattern.finditer(text))


def _quote(segment: Segment, name: Named) -> Passage:
    """The label and the words after it; of a long sentence the clause around the name."""
    if len(segment.whole.text) <= 160:
        return segment.whole
    text = segment.text
    start = max(text.rfind(mark, 0, name.span.start) + 1 for mark in (",", ";", "(")) if "," in text else 0
    return segment.passage.sub(start)
