"""Ties of values to systems, seen beside those of the letter's other values: what stands together is mostly of one system,
and one system has mostly one value of a kind.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from kg.extracting.mentions import Mention
from kg.extracting.sheet import Sheet
from kg.extracting.systems import NameAt
from kg.scoring import Model, softmax

_LIMITS = (0.1, 0.3, 0.5, 0.7, 0.9)
_BEATEN = 0.1
"""By so much must another value of the same kind be surer of a system to have it before this one."""
_HELD = 0.5
"""So likely in their roles are those that are looked at."""
_NEAR = 12
"""So many ties before and after are looked at."""
Options = Sequence[tuple[str | None, list[str]]]


@dataclass(frozen=True, slots=True)
class Tie:
    """A value or supplier, and how likely each system is what it is about, before others are looked at."""

    one: Mention | NameAt
    role: str
    held: float
    """How likely it is in this role."""
    options: Options
    """None, or the key of a system, with what is to be seen of each."""
    shares: Mapping[str | None, float]
    """How likely each option is."""


def tie_of(model: Model, one: Mention | NameAt, role: str, held: float, options: Options) -> Tie:
    """A tie by itself."""
    shares = softmax([model.score(features) for _, features in options])
    return Tie(one, role, held, options, dict(zip((key for key, _ in options), shares, strict=True)))


def in_company(sheet: Sheet, ties: Sequence[Tie]) -> list[Options]:
    """The options of each tie of a letter with all that is to be seen of them, and what the ties nearby make of them."""
    company = sorted((tie for tie in ties if tie.held >= _HELD), key=lambda tie: tie.one.start)
    starts = [tie.one.start for tie in company]
    found: list[Options] = []
    for tie in ties:
        at = bisect_left(starts, tie.one.start)
        before = company[max(0, at - _NEAR) : at]
        after = [other for other in company[at : at + _NEAR] if other is not tie]
        groups = _groups(sheet, tie, before, after)
        rivals = [other for other in (*before, *after) if other.role == tie.role]
        found.append([(key, [*features, *_told(tie, key, groups, rivals)]) for key, features in tie.options])
    return found


def _told(
    tie: Tie, key: str | None, groups: Sequence[tuple[str, Sequence[Tie]]], rivals: Sequence[Tie]
) -> Iterator[str]:
    """What a tie itself, and the others, make of one option."""
    own = tie.shares[key]
    most = max((other.shares.get(key, 0.0) for other in rivals), default=0.0)
    told = ["none"] if key is None else []
    told += [*_steps("own", own), *_steps("rival", most), f"rival surer {most > own + _BEATEN}"]
    for name, others in groups:
        told += [f"{name} any", *_steps(name, fsum(other.shares.get(key, 0.0) for other in others) / len(others))]
    for one in told:
        yield f"company {one}"
        yield f"{tie.role} company {one}"


def _groups(sheet: Sheet, tie: Tie, before: Sequence[Tie], after: Sequence[Tie]) -> list[tuple[str, Sequence[Tie]]]:
    """The other ties of the same unit, record and section, and the nearest, where there are any."""
    mine = sheet.words[tie.one.unit].unit
    groups: dict[str, list[Tie]] = {"unit": [], "record": [], "section": []}
    for other in (*before, *after):
        unit = sheet.words[other.one.unit].unit
        if other.one.unit == tie.one.unit:
            groups["unit"].append(other)
        elif unit.record == mine.record:
            groups["record"].append(other)
        if mine.headings and unit.headings == mine.headings:
            groups["section"].append(other)
    for name, nearest in (("before", before[-1:]), ("after", after[:1])):
        for other in nearest:
            groups[name if other.one.unit == tie.one.unit else f"unit {name}"] = [other]
    return [(name, group) for name, group in groups.items() if group]


def _steps(name: str, share: float) -> Iterator[str]:
    return (f"{name} over {limit}" for limit in _LIMITS if share >= limit)
