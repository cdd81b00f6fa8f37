"""For which services a system or supplier is: by label, plan, question, sentence, kind of product, or the letter."""

from __future__ import annotations

import re

from kg.catalogue import load
from kg.extracting.asking import own, services_in
from kg.extracting.context import AskedItem, Context
from kg.extracting.focus import lead_services, of_question_before
from kg.extracting.moods import clause_of
from kg.extracting.naming import Named
from kg.extracting.segments import Segment


def services_for(
    context: Context,
    item: AskedItem,
    segment: Segment,
    name: Named,
    main: Named | None,
    taken_over: tuple[str | None, ...],
    topic: tuple[str, ...],
) -> tuple[str | None, ...]:
    """The services that a name in a segment is for, by the first sign that tells; none where nothing does.

    `main` is the first system of the sentence, `taken_over` the services of what a plan replaces, `topic` the service
    that the answer spoke of last.
    """
    return (
        segment.services
        or taken_over
        or (_for_whom(context, segment, name) if name.state == "planned" else ())
        or (services_used_by(context, main) if main and (name.state == "former" or not name.is_system) else ())
        or (item.asked.services if item.asked.headed else ())
        or services_used_by(context, name)
        or (() if item.asked.carried else item.asked.services)
        or _used_in(segment, name)
        or _of_clause(segment, name)
        or _of_cell(item, segment)
        or item.asked.services
        or lead_services(segment.text)
        or topic
        or (
            ()
            if name.is_system or _NEW_THING.search(item.asked.words)
            else tuple(dict.fromkeys(t.service for t in of_question_before(context, item)))
        )
        or _typical(context, name)
        or ((None,) if _of_unknown_service(context, segment, name) else ())
        or (context.services if context.named or len(context.services) == 1 else _last_asked(context, item))
    )


_EACH = re.compile(r"\b(?:both|all|each)\b", re.IGNORECASE)


_NEW_THING = re.compile(
    r"\byour\s(?!(?:current\s|present\s|main\s)?(?:suppliers?|providers?|contracts?|systems?|software|agreement)\b)",
    re.IGNORECASE,
)
"""Words of a question about another thing than the one before: "who supplies your bus information system?"."""
_FOR_WHOM = re.compile(r"[^.;]{0,20}?\b(?:for|in)\s(?P<who>[^.;]{3,40})", re.IGNORECASE)


_BY_WHOM = re.compile(
    r"[^.;]{0,40}?\b(?:used|in\suse|live|in\splace)\s(?:in|by|for|across)\s(?P<who>[^.;]{3,80})", re.IGNORECASE
)


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


def services_used_by(context: Context, name: Named) -> tuple[str | None, ...]:
    """The services for which the letter has already named a system."""
    if not (name.is_system or is_known(context, name)):
        return ()
    named = system_name(name)
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


def system_name(name: Named) -> str:
    known = name.mention.system if name.mention else None
    return known.name if known else name.name


def is_known(context: Context, name: Named) -> bool:
    """Whether a name that is also a supplier's has been the name of a system in this letter."""
    return bool(
        name.mention and name.mention.system and any(u.system == name.mention.system.name for u in context.uses)
    )
