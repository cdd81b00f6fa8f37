"""Whether a letter ties what is quoted to the system and the service that are proposed."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.catalogue import load
from kg.extracting.candidates import ROLE_GROUPS, SYSTEMS
from kg.extracting.cases import Case
from kg.extracting.mentions import Mention
from kg.extracting.services import implied_in, services_in
from kg.extracting.sheet import SERVICES, Sheet, anchor_of, context_at, link_shares, serving
from kg.extracting.systems import NameAt, Systems, key_of
from kg.extracting.topics import topics_in

CARRIED, LINKED = 0.005, 0.1
"""A value must be this likely to hang at a system that is named where it stands, and at one that is named elsewhere."""
SERVED = 0.1
"""A service that our own reading holds this likely is told by the words around, whatever they call it."""


def has_system(case: Case) -> bool:
    """Whether the letter names the system, and ties the value to it."""
    if case.proposal.field in SYSTEMS:
        assert isinstance(case.source, NameAt)
        case.link = (case.sheet.systems.alias.get(case.source.key, case.source.key), 1.0)
        return True
    best: list[tuple[float, str | None, Mention | NameAt]] = []
    for one in case.sources:
        options = link_shares(case.sheet, case.weights, one, ROLE_GROUPS.get(case.proposal.field, "hosting"))
        keys = _system_keys(case)
        if case.proposal.system is None and options[None] < CARRIED:
            keys = [max(options, key=lambda key: options[key])]  # what names no system leaves it to our own reading
        for key in keys:
            share = options.get(key, 0.0)
            if share >= LINKED or (share >= CARRIED and (key is None or is_carried(case.sheet, one, key))):
                best.append((share, key, one))
    if not best:
        return False
    share, key, one = max(best, key=lambda found: (found[0], -found[2].start))
    case.link = (key, share)
    case.shares = [case.shares[case.sources.index(one)]]
    case.sources = [one]
    return True


def _system_keys(case: Case) -> list[str | None]:
    """The keys of the system that is proposed, as the letter names it; none where it names no such."""
    name = case.proposal.system
    if name is None:
        return [None]
    systems = case.sheet.systems
    key = key_of(name, "system")
    key = systems.alias.get(key, key)
    folded = name.casefold()
    spoken = [own for own, places in systems.places.items() if any(one.text.casefold() == folded for one in places)]
    known: list[str | None] = list(dict.fromkeys(one for one in (key, *spoken) if one in systems.places))
    return known or _part_of(systems, name, case.text)


def _part_of(systems: Systems, name: str, text: str) -> list[str | None]:
    """The keys of the systems of which a part of the name is all that our own reading took, where the whole is printed."""
    whole = re.compile(r"\s+".join(map(re.escape, name.split())), re.IGNORECASE)
    stretches = [found.span() for found in whole.finditer(text)] if name.split() else []
    return [
        key for key, places in systems.places.items()
        if any(start <= one.start and one.end <= end for one in places for start, end in stretches)
    ]  # fmt: skip


def has_service(case: Case) -> bool:
    """Whether what stands around tells of the service, or the catalogue knows the system as being for it."""
    service = case.proposal.service
    if service not in SERVICES:
        return False
    shares = serving(case.sheet, case.weights, case.link[0], case.source)
    at = SERVICES.index(service)
    if service is None and shares[at] < CARRIED:
        at = max(range(len(shares)), key=shares.__getitem__)
    case.service, case.served = SERVICES[at], shares[at]
    return service is None or case.served >= SERVED or service in services_told(case.sheet, case.link[0], case.source)


def is_carried(sheet: Sheet, one: Mention | NameAt, key: str) -> bool:
    """Whether a system is named where a value stands: in its unit or record, in what asks for it or heads it, under the
    same question or headings, as the last before it, or as the only one of the letter."""
    systems = sheet.systems
    unit = sheet.words[one.unit].unit
    if systems.order == [key] or any(name.key == key for name in systems.by_unit.get(one.unit, ())):
        return True
    if any(systems.patterns[key].search(text) for text in (unit.row, unit.label, unit.ask, *unit.headings) if text):
        return True
    near = (
        systems.by_record.get(unit.record, ()),
        systems.by_question.get(unit.questions, ()) if unit.questions else (),
        systems.by_section.get(unit.headings, ()) if unit.headings else (),
    )
    at = bisect_left(systems.starts, (one.start, ""))
    return any(key in keys for keys in near) or systems.starts[max(0, at - 1) : at] == [
        (systems.starts[at - 1][0], key)
    ]


def services_told(sheet: Sheet, key: str | None, one: Mention | NameAt) -> set[str]:
    """The services that the words around something tell of, or around the system that it is about; and those that the
    catalogue knows the system for."""
    places = [(one.unit, one.start, one.end)]
    found: set[str] = set()
    if key is not None:
        anchor = anchor_of(sheet, key, one.unit, one.start)
        places.append((anchor.unit, anchor.start, anchor.end))
        found.update(load().typical_services(key))
    for place in places:
        for _, text in context_at(sheet, *place):
            found.update(services_in(text), topics_in(text), implied_in(text))
    return found
