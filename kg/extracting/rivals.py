"""Candidates of one letter → what they tell of each other: which others there are, how likely, and of what."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from functools import cached_property
from math import fsum

from kg.extracting.candidates import SYSTEMS, Candidate
from kg.extracting.sheet import Sheet
from kg.model import Unit
from kg.trees import ABSENT, MOST, Row, few, whole

COMPANIONS = ("system", "supplier", "contract_start", "contract_end", "annual_cost")
"""Fields of which it tells something that they are told in the same record."""
GROUPS = ("record", "questions", "section", "row", "letter")
"""What several candidates may stand in together."""
_LIKELY = 0.5
_MANY = whole(MOST)
_LITTLE = 10
"""Of a group that holds no more than this, in thousandths, nothing is told."""


class Rivals:
    """The candidates of a letter, by what they have in common."""

    def __init__(self, sheet: Sheet, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self._units = [sheet.words[one.unit].unit for one in candidates]
        self._of: dict[Hashable, list[float]] = defaultdict(list)
        """How likely those of a field are, those of a field and system, and those of a field at one place; in order."""
        self._places: dict[Hashable, list[float]] = defaultdict(list)
        """How likely each place of a field and value is."""
        self._words: dict[Hashable, list[Candidate]] = defaultdict(list)
        """The candidates that are made of the same words."""
        self._systems: dict[str | None, float] = defaultdict(float)
        """How likely each system is one."""
        self._fields: dict[int, set[str]] = defaultdict(set)
        """The fields that are likely told in a record."""
        self._at = Counter(one.unit for one in candidates)
        for one, unit in zip(candidates, self._units, strict=True):
            for key in (one.field, (one.field, one.system)):
                self._of[key].append(one.role)
            self._of[one.field, one.system, one.service].append(one.steps)
            self._places[one.said].append(one.steps)
            self._words[_words(one)].append(one)
            if one.field in SYSTEMS:
                self._systems[one.system] = max(self._systems[one.system], one.role)
            if one.role > _LIKELY:
                self._fields[unit.record].add(one.field)
        for shares in self._of.values():
            shares.sort()
        self._together = {said: (max(shares), fsum(shares)) for said, shares in self._places.items()}

    @cached_property
    def expected(self) -> float:
        """How many values are to be expected, by their roles."""
        likeliest: dict[object, float] = {}
        for one in self.candidates:
            likeliest[one.said] = max(likeliest.get(one.said, 0.0), one.role)
        return fsum(likeliest.values())

    def rivals(self, one: Candidate) -> Row:
        """How likely others are of the same system, at the same place, of the same value, of the same words."""
        rivals = self._of[one.field, one.system]
        below, above = bisect_left(rivals, one.role), bisect_right(rivals, one.role)
        at_place = self._of[one.field, one.system, one.service]
        likeliest, together = self._together[one.said]
        same = self._words[_words(one)]
        return [
            few(len(rivals)), few(len(rivals) - above), whole(rivals[-1]), whole(rivals[above]) if above < len(rivals) else 0,
            whole(rivals[below - 1]) if below else 0, few(len(at_place)),
            few(len(at_place) - bisect_right(at_place, one.steps)),
            whole(at_place[-1]), few(len(self._of[one.field])), few(len(self._places[one.said])), whole(likeliest),
            whole(together), few(len(same)), whole(max(other.link for other in same)),
            whole(max(other.served for other in same)), sum(other.steps > one.steps for other in same),
        ]  # fmt: skip

    RIVALS = (
        "rivals", "likelier rivals", "likeliest rival", "next likelier rival", "next less likely rival",
        "rivals at its place", "likelier rivals at its place", "likeliest at its place", "rivals of its field",
        "places", "likeliest place", "places together", "places of its words", "likeliest link of its words",
        "likeliest service of its words", "likelier places of its words",
    )  # fmt: skip

    def company(self, one: Candidate, unit: Unit) -> Row:
        """What else is told in its unit and record, and how likely its system is one."""
        others = self._fields.get(unit.record, set()) - {one.field}
        system = ABSENT if one.system is None else whole(self._systems[one.system])
        return [few(self._at[one.unit]), system, len(others), *(field in others for field in COMPANIONS)]

    COMPANY = ("in its unit", "its system", "beside", *(f"{field} beside" for field in COMPANIONS))

    def around(self, one: Candidate, unit: Unit) -> Row:
        """How much else stands in the same groups, of other words: in all, of its system, and of both its system and
        service; and what part is of its service."""
        sums, own = self._shares
        words = _words(one)
        found: list[int] = []
        for group in _groups(unit):
            total, *parts = (sums[group, what] - own[words, group, what] for what in (None, *_placed(one)))
            of_system, of_service, of_both = parts
            share = whole(of_service / total) if total > _LITTLE else ABSENT
            found += [min(total, _MANY), min(of_system, _MANY), share, min(of_both, _MANY)]
        return found

    AROUND = tuple(f"{what} in {group}" for group in GROUPS for what in ("all", "system", "service", "both"))

    @cached_property
    def _shares(self) -> tuple[dict[Hashable, int], dict[Hashable, int]]:
        """How likely what stands in a group is together, in thousandths, which are the same in any order; by system and
        service, and the part of it of the same words."""
        sums: dict[Hashable, int] = defaultdict(int)
        own: dict[Hashable, int] = defaultdict(int)
        for one, unit in zip(self.candidates, self._units, strict=True):
            words, share = _words(one), whole(one.steps)
            for group in _groups(unit):
                for what in (None, *_placed(one)):
                    sums[group, what] += share
                    own[words, group, what] += share
        return sums, own


def _words(one: Candidate) -> Hashable:
    return one.start, one.end, one.field


def _placed(one: Candidate) -> tuple[Hashable, ...]:
    return ("system", one.system), ("service", one.service), ("both", one.system, one.service)


def _groups(unit: Unit) -> tuple[Hashable, ...]:
    return ("record", unit.record), ("questions", unit.questions), ("section", unit.headings), ("row", unit.row), None
