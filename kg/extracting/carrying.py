"""Whether a letter carries it that a value is about a system, or for a service: by its words, not by likelihood."""

from __future__ import annotations

from bisect import bisect_left

from kg.catalogue import load
from kg.extracting.mentions import Mention
from kg.extracting.services import implied_in, services_in
from kg.extracting.sheet import Sheet, anchor_of, context_at
from kg.extracting.systems import NameAt
from kg.extracting.topics import topics_in


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
