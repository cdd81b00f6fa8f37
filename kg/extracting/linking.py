"""Mentions and names → which system a value is about: what is to be seen of each pair."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from operator import attrgetter

from kg.catalogue import load
from kg.extracting.names import OUTSIDE
from kg.extracting.standins import StandIn, stand_ins_at
from kg.extracting.systems import Systems, long_words, services_at, topic_at
from kg.extracting.tokens import Words
from kg.lexicon import words_of


def _bucket(number: int) -> str:
    return str(number) if number < 3 else "3" if number < 6 else "6" if number < 12 else "far"


@dataclass(frozen=True, slots=True)
class Loose:
    """A value or supplier that is to be tied to a system: where it stands, and what is to be seen of it there."""

    unit: int
    start: int
    end: int
    role: str
    order: tuple[int, int]
    """Its number among its like in the unit, and of how many."""
    shared: Mapping[str, float]
    """What each system has in common with it, where one has."""
    services: frozenset[str]
    """The services told where it stands."""
    serving: int
    """So many systems are for one of these."""
    stand_ins: Sequence[StandIn]
    """The words beside and above it that stand for systems."""


def loose(systems: Systems, unit: int, start: int, end: int, role: str, order: tuple[int, int]) -> Loose:
    """What is to be tied, at a place, in a role."""
    words = systems.units[unit]
    services = services_at(words, start)
    serving = sum(not services.isdisjoint(own) for own in systems.services.values()) if services else 0
    near = stand_ins_at(systems, words, start, end)
    return Loose(unit, start, end, role, order, shared_topics(systems, unit, start, end), services, serving, near)


def pair_features(systems: Systems, one: Loose, key: str) -> list[str]:
    """The features of something to be tied and a system."""
    words = systems.units[one.unit]
    found = [
        *_beside(systems, words, one.unit, one.start, one.end, key),
        *_around(systems, words, one.unit, key),
        *_recent(systems, one.start, key),
        *_likely(systems, key),
        *_aligned(systems, one.unit, key, one.order),
        *_on_topic(one.shared, key),
        *_serves(systems, one, key),
        *_stands_in(one, key),
    ]
    return [*found, *(f"{one.role} {each}" for each in found), *(f"{words.unit.kind} {each}" for each in found)]


def _serves(systems: Systems, one: Loose, key: str) -> list[str]:
    """Whether the system is for a service that is told beside the value, and how many systems are."""
    if not one.services:
        return []
    return [f"serves {not one.services.isdisjoint(systems.services[key])} {min(one.serving, 3)}"]


def _stands_in(one: Loose, key: str) -> list[str]:
    """Whether a word beside or above the value stands for the system, or for others."""
    return [f"stands in {where} {key in keys} of {min(len(keys), 2)}" for where, keys in one.stand_ins]


_BESIDE = 100
"""So many names before and after a value in its unit are looked at."""


def _beside(systems: Systems, words: Words, unit: int, start: int, end: int, key: str) -> list[str]:
    """Whether the system is named in the same sentence or unit, on which side, and what stands between."""
    here = systems.by_unit.get(unit, [])
    if not here:
        return []
    at = bisect_left(here, start, key=attrgetter("start"))
    here = here[max(0, at - _BESIDE) : at + _BESIDE]
    keys = {name.key for name in here}
    found = [f"systems in unit {_bucket(len(keys))}"]
    mine = [name for name in here if name.key == key]
    if not mine:
        found.append("unit of others")
        return found
    if len(keys) == 1:
        found.append("only one in unit")
    tokens = words.tokens
    at, stop = words.at(start, end)
    sentence = tokens[min(at, len(tokens) - 1)].sentence
    before = [name for name in mine if name.end <= start]
    after = [name for name in mine if name.start >= end]
    first = min(name.start for name in here)
    lead = "name" if first < start else "value"
    found += [
        f"led by {tokens[name.first - 1].lower}" for name in (*before[-1:], *after[:1])
        if name.first and tokens[name.first].sentence == sentence
    ]  # fmt: skip
    if before:
        between = {n.key for n in here if before[-1].end <= n.start and n.end <= start and n.key != key}
        same = tokens[before[-1].first].sentence == sentence
        nearby = f"before {same} {_bucket(len(between))}"
        found += [nearby, f"before {same} by {_bucket(at - before[-1].last)}", f"{lead} leads, {nearby}"]
        if not between:
            found.append(f"before {same} link {_between(words, before[-1].last, at)}")
    if after:
        between = {n.key for n in here if end <= n.start and n.end <= after[0].start and n.key != key}
        same = tokens[after[0].first].sentence == sentence
        nearby = f"after {same} {_bucket(len(between))}"
        found += [nearby, f"after {same} by {_bucket(after[0].first - stop)}", f"{lead} leads, {nearby}"]
        if not between:
            found.append(f"after {same} link {_between(words, stop, after[0].first)}")
    in_sentence = {n.key for n in here if words.tokens[n.first].sentence == sentence}
    if key in in_sentence:
        found.append(f"in sentence of {_bucket(len(in_sentence))}")
    return found


def _between(words: Words, first: int, last: int) -> str:
    """The last words between two places, without figures."""
    return " ".join("#" if token.lower[-1].isdigit() else token.lower for token in words.tokens[first:last][-2:])


def _around(systems: Systems, words: Words, unit: int, key: str) -> list[str]:
    """Whether the system is named in what asks for the value, heads it, or shares its record."""
    one = words.unit
    texts = [("row", one.row), ("label", one.label), ("ask", one.ask)]
    texts += [(f"heading {depth}", heading) for depth, heading in enumerate(one.headings[:2])]
    found = [f"in {where}" for where, text in texts if text and systems.named_in(key, text)]
    record = systems.by_record.get(one.record, ())
    if key in record:
        found += [f"in record of {_bucket(len(record))}", f"record place {_bucket(record.index(key))}"]
    elif record:
        found.append("record of others")
    question = systems.by_question.get(one.questions, ())
    if key in question:
        found.append(f"in question of {_bucket(len(question))}")
    if len(systems.order) == 1:
        found.append("only system")
    section = systems.by_section.get(one.headings, ()) if one.headings else ()
    if key in section:
        found.append(f"in section of {_bucket(len(section))}")
    return found


def _recent(systems: Systems, start: int, key: str) -> list[str]:
    """How many other systems have been named since the system was."""
    seen = systems.recent[bisect_left(systems.starts, (start, ""))]
    since = f"recent {_bucket(seen.index(key))}" if key in seen else "not yet named"
    return [since, f"first {systems.order[0] == key}"]


_SURE = (0.4, 0.6, 0.8, 0.9, 0.97)


def _likely(systems: Systems, key: str) -> list[str]:
    """What the system is likeliest, and how likely it is one at all."""
    role, share = systems.roles.get(key, (OUTSIDE, 0.0))
    return [f"is {role}", *(f"sure over {limit}" for limit in _SURE if share >= limit)]


def _aligned(systems: Systems, unit: int, key: str, order: tuple[int, int]) -> list[str]:
    """Whether value and system have the same place in lists of one length."""
    number, many = order
    if many < 2:
        return []
    for earlier, names in _lists_of(systems, unit, many):
        if key in names:
            return [f"aligned {names.index(key) == number} {earlier == unit}"]
    return []


def _lists_of(systems: Systems, unit: int, many: int) -> Iterator[tuple[int, list[str]]]:
    """The units that name as many systems, this one and those before it, each with the keys of these."""
    for earlier in range(unit, max(-1, unit - 12), -1):
        names = systems.listed.get(earlier, [])
        if len(names) == many:
            yield earlier, names


MANY = 24
"""Of so many systems each is weighed for each value; of more, those that anything connects with the value."""
_BEFORE, _AFTER = 12, 6
"""So many of those named before and after a value are then weighed."""


def near_systems(systems: Systems, value: Loose) -> list[str]:
    """The systems that a value may be about, in the order of the letter.

    Where a letter names hundreds, as a register of contracts does, they are those in the value's unit and record, in
    what asks for it or heads it, in a list as long as its own, of the same topic, and those named just before or after.
    """
    if len(systems.order) <= MANY:
        return systems.order
    one = systems.units[value.unit].unit
    at = bisect_left(systems.starts, (value.start, ""))
    texts = (one.row, one.label, one.ask, *one.headings[:2])
    most = max(value.shared.values(), default=0.0)
    found = {
        systems.order[0],
        *(name.key for name in systems.by_unit.get(value.unit, ())),
        *systems.by_record.get(one.record, ())[:MANY],
        *(key for text in texts for word in words_of(text) for key in systems.by_word.get(word, ())[:MANY]),
        *(key for _, names in _lists_of(systems, value.unit, value.order[1]) for key in names if value.order[1] > 1),
        *(key for _, key in systems.starts[max(0, at - _BEFORE) : at + _AFTER]),
        *[key for key, size in value.shared.items() if size > most - 0.2][:MANY],
    }
    return sorted(found, key=systems.rank.__getitem__)


def shared_topics(systems: Systems, unit: int, start: int, end: int) -> dict[str, float]:
    """How many words systems share with a value of what they are for, rare ones counting for more; if any."""
    found: dict[str, list[float]] = {}
    for word in topic_at(systems.units[unit], start, end):
        keys = systems.by_topic.get(word, ())
        if len(keys) < len(systems.order):
            for key in keys:
                found.setdefault(key, []).append(1 / len(keys))
    return {key: fsum(shares) for key, shares in found.items()}  # the same in any order of the words


def _on_topic(shared: Mapping[str, float], key: str) -> list[str]:
    """How much value and system share of what they are for, and whether another system shares more."""
    most = max(shared.values(), default=0.0)
    if most < 0.3:
        return []
    rivals = sum(count > most - 0.2 for count in shared.values())
    size = min(int(most * 2), 4)
    mine = shared.get(key, 0.0)
    if mine == most:
        return [f"topic {size}", f"topic best of {min(rivals, 3)}", f"topic best of {min(rivals, 3)} {size}"]
    return ["topic of others", f"topic less {int(most - mine > 0.4)} {size}"]


def none_features(systems: Systems, value: Loose) -> list[str]:
    """The features of a value that is about no named system."""
    words = systems.units[value.unit]
    one = words.unit
    here = systems.listed.get(value.unit, ())
    record = systems.by_record.get(one.record, ())
    at = bisect_left(systems.starts, (value.start, ""))
    found = [
        "none", f"none unit {_bucket(len(here))}", f"none record {_bucket(len(record))}",
        f"none letter {min(len(systems.order), 2)}", f"none kind {one.kind}", f"none named before {at > 0}",
        f"none {bool(here)} {bool(record)} {at > 0}",
    ]  # fmt: skip
    return [*found, *(f"{value.role} {f}" for f in found)]


def agreement(systems: Systems, key: str, supplier: str, text: str) -> list[str]:
    """Whether the catalogue knows the supplier as the system's, and whether their names share a word."""
    found = []
    if load().supplier_of(key) == supplier:
        found.append("catalogue agrees")
    if long_words(text) & systems.long_words[key]:
        found.append("names share")
    return found
