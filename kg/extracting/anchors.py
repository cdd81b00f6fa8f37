"""The places of a system → that by which something elsewhere in the letter is about it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from kg.extracting.systems import NameAt
from kg.extracting.tokens import Words
from kg.model import Unit

_START = attrgetter("start")
Group = tuple[NameAt, Sequence[NameAt]]
"""The first of some places, and all of them in the order of the text."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """The places of a system, all of them and by the record and the headings that they stand in."""

    places: Sequence[NameAt]
    many: int
    groups: Mapping[object, Group]

    def holds(self, places: Sequence[NameAt]) -> bool:
        """Whether these are the places, and no further ones."""
        return self.places is places and self.many == len(places)

    def nearest(self, unit: Unit, start: int) -> NameAt:
        """The last place before a start in the same record, else under the same headings, else anywhere; or the first
        there."""
        found = self.groups.get(unit.record) or self.groups.get(unit.headings) or self.groups[None]
        first, places = found
        before = bisect_right(places, start, key=_START)
        return places[before - 1] if before else first


def anchored(units: Sequence[Words], places: Sequence[NameAt]) -> Anchored:
    """Places by where they stand."""
    groups: dict[object, list[NameAt]] = {}
    for place in places:
        unit = units[place.unit].unit
        for group in (None, unit.record, unit.headings):
            groups.setdefault(group, []).append(place)
    ordered = {key: (found[0], sorted(found, key=_START)) for key, found in groups.items()}
    return Anchored(places, len(places), ordered)
