"""Systems in use, planned and replaced, their suppliers and modules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.catalogue import Mention, load
from kg.extracting.asking import own, served_in, services_in
from kg.extracting.context import AskedItem, Context, Target
from kg.extracting.focus import lead_services, of_question_before
from kg.extracting.moods import Mood, clause_of, mood_at
from kg.extracting.naming import Named, names_in
from kg.extracting.segments import Segment, is_table
from kg.model import Certainty, Passage, Polarity, Span
from kg.schemes import scheme

NAME = "systems 1"

_USE = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|runs?\s(?:on|in)|(?:recorded|held|kept|managed|handled|processed|built|logged|done)\s(?:in|on|with)|contract\s(?:is\s)?with|agreement\s(?:is\s)?with"
    r"|(?:supplied|provided|delivered|hosted|made|bought|purchased)\s(?:by|from|to\sus\sby)|(?:is\s|are\s)?called|moved?\sto|moving\sto|replaced|replac(?:e|ing)\s[^.;]{2,40}\swith|is\sin\b|was\sin\b|which\sis|of\s(?:the\s)?system|(?:own|main|current)\s(?:\w+\s){0,2}?(?:system|software|database)(?:\sis|\scalled)?)\b",
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
_SAME = re.compile(
    r"^(?:yes\W+)?(?:(?:the|this\sis\sthe|it\sis\sthe|we\suse\sthe)\s)?same(?:\s(?:system|software|product|one|platform|database|supplier|provider)\b|\W*$)",
    re.IGNORECASE,
)
_SUPPLIER_FIRST = re.compile(
    r"\bmake\s(?:and|/|or)\smodel\b|\b(?:suppliers?|manufacturer|compan(?:y|ies)|providers?|vendor|who)\b[^?.]*\b(?:and|/|,)\s[^?.]*\b(?:product|system|software|name|model|called)\b",
    re.IGNORECASE,
)
"""Questions that ask for the supplier before the product."""
_DASH = r"\s(?:[–—-]|\|)\s"
_TRIPLE = re.compile(
    rf"(?:[-*•]\s)?[^\n]{{2,60}}?{_DASH}(?P<system>[^\n–—|]{{2,60}}?){_DASH}(?P<supplier>[^\n–—|(]{{2,60}}?)(?:\s\([^)]*\))?\.?"
)
_SHORT_LINE = 14
_VERB = re.compile(
    r"\b(?:is|are|was|were|run|runs|has|have|do|does|not|no|use|uses|used|see|as|please|provided)\b", re.IGNORECASE
)
_EACH = re.compile(r"\b(?:both|all|each)\b", re.IGNORECASE)
_FOR_WHOM = re.compile(r"[^.;]{0,20}?\b(?:for|in)\s(?P<who>[^.;]{3,40})", re.IGNORECASE)
_BY_WHOM = re.compile(
    r"[^.;]{0,40}?\b(?:used|in\suse|live|in\splace)\s(?:in|by|for|across)\s(?P<who>[^.;]{3,80})", re.IGNORECASE
)
_YES = re.compile(r"yes\b(?!\W+(?:but|we\s(?:did|used\sto)))", re.IGNORECASE)
_DO_YOU_USE = re.compile(
    r"(?:do|does|is|are)\s(?:you|the\s(?:council|authority|service)|your\s\w+)\s(?:\w+\s)?(?:use|using|have)\s(?P<what>[^?(,]{3,60}?)(?:\?|,|\sand\b|\sfor\b|\sto\b|$)(?!.*\b(?:or|e\.g)\b[^?]*\?)",
    re.IGNORECASE,
)
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
        lines = _lines_of_list(item)
        following = (*(s.text for s in item.segments[1:]), "")
        for segment, after in zip(item.segments if item.item.answer else (), following, strict=False):
            topic = served_in(segment.text)[:1] or topic
            if (
                not is_table(segment.text)
                and not item.asked.kinds & {"statistics", "activity"}
                and not (before and _SAME.search(segment.text))
            ):
                _from_segment(
                    context, item, segment, topic, coming=_NOT_LIVE.match(after) is not None, listed=segment in lines
                )
        _affirmed(context, item)
        if before is not None:
            _same(context, before, item)
        before = item if any(c.question == item.label and c.field == "system" for c in context.claims) else before
    _denials(context)


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
    line = _of_line(passage.text, context.mentions(passage)) if listed else []
    names = [n for n in names if n.mention or not _is_own(context, n.name)]
    names = [*line, *(n for n in names if n.state == "planned")] if line else names
    if coming:
        names = [replace(name, state="planned") if name.state == "current" else name for name in names]
    if "former_system" in kinds and not kinds & {"in_use_since", "supplier"}:
        names = [replace(name, state="former") for name in names if name.is_system]
    told = (
        any(pattern.search(segment.text) for pattern in (_USE, _WORKS_ON))
        or _USE.search(segment.lead) is not None
        or _PAIR.match(segment.text) is not None
        or any(name.is_system and name.state == "former" for name in names)
    )
    if not names or not (kinds & _OF_NAMES or told or listed):
        return
    if _LINKED.search(segment.text) or _OF_PERSONS.search(item.asked.words):
        return
    denied = [name for name in names if name.state == "denied"]
    if denied and _NOT_USED.search(segment.text):
        _deny_names(context, item, segment, denied, topic)
    current = {_system_name(name) for name in names if name.is_system and name.state == "current"}
    names = [
        name
        for name in names
        if name.state in ("current", "planned")
        or (name.state == "former" and not (name.is_system and _system_name(name) in current))
    ]
    main: Named | None = None
    taken_over = next((s for n in names if n.replaced and (s := _services_of(context, n))), ())
    for name in names:
        asked = listed or kinds & _OF_NAMES or segment.lead or _PAIR.match(segment.text)
        if not asked and name.state != "former" and not _is_told(segment.text, name):
            continue
        services = (
            segment.services
            or taken_over
            or (_for_whom(context, segment, name) if name.state == "planned" else ())
            or (_services_of(context, main) if main and (name.state == "former" or not name.is_system) else ())
            or (item.asked.services if item.asked.headed else ())
            or _services_of(context, name)
            or item.asked.services
            or _used_in(segment, name)
            or _of_clause(segment, name)
            or _of_cell(item, segment)
            or lead_services(segment.text)
            or topic
            or (() if name.is_system else tuple(dict.fromkeys(t.service for t in of_question_before(context, item))))
            or _typical(context, name)
            or ((None,) if _of_unknown_service(context, segment, name) else ())
            or (context.services if context.named or len(context.services) == 1 else _last_asked(context, item))
        )
        for service in services or (None,):
            _claim(context, item, segment, name, service, main)
        if name.is_system and main is None:
            main = name


def _lines_of_list(item: AskedItem) -> tuple[Segment, ...]:
    """The lines of a list of systems by service: "Education – Synergy – Access"; three or more of them make one."""
    lines = tuple(
        s
        for s in item.segments
        if s.services
        and s.passage.start > s.whole.start
        and len(s.text.split()) <= _SHORT_LINE
        and not _VERB.search(s.text)
    )
    return lines if len(lines) >= 3 else ()


def _of_line(text: str, mentions: Sequence[Mention]) -> list[Named]:
    """The system and the supplier of a line "service – system – supplier", by their places."""
    match = _TRIPLE.fullmatch(text)
    if not match:
        return []
    system, supplier = Span(*match.span("system")), Span(*match.span("supplier"))
    known = next((m for m in mentions if m.span == system and m.system), None)
    owner = next((m for m in mentions if m.span == supplier and m.supplier and not m.system), None)
    return [Named(system, match["system"], True, known), Named(supplier, match["supplier"], False, owner)]


def _used_in(segment: Segment, name: Named) -> tuple[str, ...]:
    """The services that a sentence says use a system: "… is used in both adults' and children's social care"."""
    match = _BY_WHOM.match(segment.text, name.span.end) if name.span.end <= len(segment.text) else None
    return own(services_in(match["who"])) if match else ()


def _of_unknown_service(context: Context, segment: Segment, name: Named) -> bool:
    """Whether nothing tells which of several services a system that is gone was for."""
    return name.state == "former" and len(context.services) > 1 and not _EACH.search(segment.text)


def _for_whom(context: Context, segment: Segment, name: Named) -> tuple[str, ...]:
    """The one of a letter's services for which a plan is: "switch ContrOCC on for children's placements"."""
    match = _FOR_WHOM.match(segment.text, name.span.end) if name.span.end <= len(segment.text) else None
    found = own(services_in(match["who"])) if match else ()
    return found if len(found) == 1 and found[0] in context.services else ()


def _last_asked(context: Context, item: AskedItem) -> tuple[str, ...]:
    """The services of the nearest question before that named some."""
    before = context.items[: next((n for n, i in enumerate(context.items) if i is item), 0)]
    return next((i.asked.services[:1] for i in reversed(before) if i.asked.services), ())


def _affirmed(context: Context, item: AskedItem) -> None:
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


def _same(context: Context, before: AskedItem, item: AskedItem) -> None:
    """ "The same system is used": what the nearest question before that named a system said of it."""
    if not item.asked.kinds & {"system", "supplier"} or not item.segments or not item.asked.services:
        return
    segment = item.segments[0]
    if not _SAME.search(segment.text) or mood_at(segment.text, len(segment.text) - 1) & Mood.DENIED:
        return
    for claim in [c for c in context.claims if c.question == before.label and c.field in ("system", "supplier")]:
        if claim.polarity is Polarity.AFFIRMED:
            for service in item.asked.services:
                system = str(claim.value) if claim.field == "system" else claim.system
                context.add(
                    Target(service, system), claim.field, claim.value, segment.whole, item, NAME,
                    stated=segment.text, certainty=claim.certainty,
                )  # fmt: skip


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


def _services_of(context: Context, name: Named) -> tuple[str | None, ...]:
    """The services for which the letter has already named a system."""
    if not (name.is_system or _is_known(context, name)):
        return ()
    named = _system_name(name)
    used = tuple(use.service for use in context.uses if use.system == named)
    used = used or tuple(use.service for use in context.planned if use.system == named)
    gone = tuple(c.service for c in context.claims if c.field == "former_system" and c.value == named)
    return used or (gone if name.state == "former" else ())


def _of_clause(segment: Segment, name: Named) -> tuple[str, ...]:
    """The service that the clause before a name tells: "our previous finance system, …"."""
    start, _ = clause_of(segment.text, name.span.start) if name.span.end <= len(segment.text) else (0, 0)
    found = own(services_in(segment.text[start : name.span.start]))
    return found if len(found) == 1 else ()


def _of_cell(item: AskedItem, segment: Segment) -> tuple[str, ...]:
    """The service that a title in a table tells: "Synergy (education management system)"."""
    return services_in(segment.text)[:1] if item.cell else ()


def _typical(context: Context, name: Named) -> tuple[str, ...]:
    """Of the services of a letter that is about several, those for which a known system is made."""
    known = name.mention.system if name.mention else None
    typical = load().typical_services(known.key) if known and len(context.services) > 1 else ()
    return tuple(service for service in typical[:1] if service in context.services or not context.named)


def _system_name(name: Named) -> str:
    known = name.mention.system if name.mention else None
    return known.name if known else name.name


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
    system = _system_name(name) if name.is_system or _is_known(context, name) else None
    if system:
        field = "former_system" if name.state == "former" else "system"
        context.add(Target(service, system), field, system, quote, item, NAME, stated=name.name, certainty=certainty)
        if main and _system_name(main) != system and _is_within(_INCLUDES, segment.text, name):
            context.modules.add(system)
            context.add(Target(service, system), "part_of", _system_name(main), quote, item, NAME)
    part = name.mention is not None and name.mention.supplier_span not in (None, name.mention.span)
    if not (system is None or part) or (part and not item.asked.kinds & _OF_NAMES):
        return  # a brand in the name of a product, where nobody asked, does not say who supplies it
    if name.state == "former":
        if main is None or main.state == "former":
            context.add(Target(service), "former_supplier", supplier_name(name), quote, item, NAME, stated=name.name)
        return
    target = Target(service, system or (_system_name(main) if main else context.main_use(service).system))
    context.add(target, "supplier", supplier_name(name), quote, item, NAME, stated=name.name, certainty=certainty)


def _is_known(context: Context, name: Named) -> bool:
    """Whether a name that is also a supplier's has been the name of a system in this letter."""
    return bool(
        name.mention and name.mention.system and any(u.system == name.mention.system.name for u in context.uses)
    )


def _is_within(pattern: re.Pattern[str], text: str, name: Named) -> bool:
    return any(m.start("rest") <= name.span.start < m.end("rest") for m in pattern.finditer(text))


def _quote(segment: Segment, name: Named) -> Passage:
    """The label and the words after it; of a long sentence the clause around the name."""
    if len(segment.whole.text) <= 160:
        return segment.whole
    text = segment.text
    start = max(text.rfind(mark, 0, name.span.start) + 1 for mark in (",", ";", "(")) if "," in text else 0
    return segment.passage.sub(start)


def _denials(context: Context) -> None:
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
