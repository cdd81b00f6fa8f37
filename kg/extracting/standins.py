"""Words that stand for a system elsewhere in its letter: parts of its name, its initials, its supplier's name.

"Converse runs in Netcall's cloud" speaks of Liberty Converse, and "Housing – NEC" of the system that NEC supplies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.catalogue import load
from kg.extracting.systems import NameAt, Systems, initials
from kg.extracting.tokens import Words
from kg.lexicon import words_of

_COMMON = frozenset({
    "ltd", "limited", "plc", "llp", "inc", "uk", "the", "and", "of", "for", "software", "solutions", "systems", "system",
    "group", "services", "service", "council",
})  # fmt: skip
"""Words of many names, which stand for none."""
_WORD = re.compile(r"\w{2,}")
StandIn = tuple[str, frozenset[str]]
"""Where a word stands, seen from a value, and the keys of the systems for which it does."""


def stand_ins(systems: Systems, names: Sequence[NameAt]) -> dict[str, frozenset[str]]:
    """Words in small letters → keys of the systems for which each stands. A word that the letter also writes in small
    letters stands for none."""
    small = {token.lower for words in systems.units for token in words.tokens if token.text.islower()} | _COMMON
    found: dict[str, set[str]] = {}
    for key, places in systems.places.items():
        for place in places:
            for word in (*_WORD.findall(place.text.casefold()), initials(place.text)):
                if len(word) > 1:
                    found.setdefault(word, set()).add(key)
    own = frozenset(found)
    for name in names:
        if name.kind == "supplier":
            for word in {*_WORD.findall(name.text.casefold())} - own:
                found.setdefault(word, set()).update(_supplied(systems, name))
    return {word: frozenset(keys) for word, keys in found.items() if keys and word not in small}


def _supplied(systems: Systems, supplier: NameAt) -> set[str]:
    """The systems that a supplier supplies: as the catalogue has it, else the only one beside it."""
    known = {key for key in systems.order if load().supplier_of(key) == supplier.key}
    if known:
        return known
    record = systems.units[supplier.unit].unit.record
    beside = {one.key for one in systems.by_unit.get(supplier.unit, ())} or {*systems.by_record.get(record, ())}
    return beside if len(beside) == 1 else set()


def stand_ins_at(systems: Systems, words: Words, start: int, end: int) -> list[StandIn]:
    """The nearest stand-in before and after a place in its sentence, in the sentences before, and the first in what
    names, asks for or heads its unit."""
    return [*_in_text(systems, words, start, end), *_above(systems, words)]


def _in_text(systems: Systems, words: Words, start: int, end: int) -> Iterator[StandIn]:
    tokens = words.tokens
    at, stop = words.at(start, end)
    first, last = words.bounds(min(at, len(tokens) - 1))
    places = {"before": range(at - 1, first - 1, -1), "after": range(stop, last), "earlier": range(first - 1, -1, -1)}
    for where, numbers in places.items():
        for number in numbers:
            keys = systems.stand_ins.get(tokens[number].lower)
            if keys and not tokens[number].text.islower():
                yield where, keys
                break


def _above(systems: Systems, words: Words) -> Iterator[StandIn]:
    unit = words.unit
    texts = {"row": unit.row, "label": unit.label, "ask": unit.ask}
    texts |= {f"heading {depth}": heading for depth, heading in enumerate(unit.headings[:2])}
    for where, text in texts.items():
        if text not in systems.stood_for:
            stands = (systems.stand_ins[word] for word in words_of(text) if word in systems.stand_ins)
            systems.stood_for[text] = next(stands, frozenset())
        if systems.stood_for[text]:
            yield where, systems.stood_for[text]
