"""A candidate → where the words around it, and around its system, tell of its service, and where of others."""

from __future__ import annotations

from collections.abc import Sequence

from kg.catalogue import load
from kg.extracting.candidates import Candidate
from kg.extracting.services import implied_in, services_in
from kg.extracting.sheet import Sheet, anchor_of, context_at
from kg.extracting.topics import topics_in
from kg.trees import ABSENT, Row

_WAYS = (services_in, topics_in, implied_in)
"""Ways of telling of a service: by its name, by the words of its field, by what its systems do."""
_NOWHERE = 30
"""A number above those of all places of a context."""
_SEEN = ("named at", "others named at", "topic at", "others topic at", "implied at", "named with")
WHEREABOUTS = (*(f"own {one}" for one in _SEEN), *(f"its system's {one}" for one in _SEEN), "typical")

Told = Sequence[Sequence[frozenset[str]]]
"""For each place of a context, nearest first, the services that are told there, in each of `_WAYS`."""


def whereabouts(sheet: Sheet, one: Candidate) -> Row:
    """Where a candidate's service is told, by the numbers of the places in a context, and whether the catalogue knows
    its system for it."""
    found = _places(_told(sheet, one.unit, one.start, one.end), one.service)
    if one.system is None or one.system not in sheet.systems.places:
        found += [ABSENT] * len(_SEEN)
    else:
        anchor = anchor_of(sheet, one.system, one.unit, one.start)
        found += _places(_told(sheet, anchor.unit, anchor.start, anchor.end), one.service)
    typical = load().typical_services(one.system) if one.system is not None else ()
    return [*found, one.service in typical if typical else ABSENT]


def _told(sheet: Sheet, unit: int, start: int, end: int) -> Told:
    place = unit, start, end
    if place not in sheet.told:
        context = context_at(sheet, unit, start, end)
        sheet.told[place] = [tuple(frozenset(way(text)) for way in _WAYS) for _, text in context]
    return sheet.told[place]


def _places(told: Told, service: str | None) -> list[int]:
    """The first place where a service is told, and where another is, by each way; and with how many it is named."""
    named, others = _first(told, 0, service)
    topic, other_topics = _first(told, 1, service)
    implied, _ = _first(told, 2, service)
    return [named, others, topic, other_topics, implied, len(told[named][0]) if named < _NOWHERE else 0]


def _first(told: Told, way: int, service: str | None) -> tuple[int, int]:
    own = others = _NOWHERE
    for at, here in enumerate(told):
        if service in here[way]:
            own = min(own, at)
        elif here[way]:
            others = min(others, at)
    return own, others
