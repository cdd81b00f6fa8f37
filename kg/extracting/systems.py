"""Names of a letter → the systems among them: what is one thing, where each is named, and what each is for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.catalogue import load
from kg.extracting.names import Named
from kg.extracting.services import content_of, services_in
from kg.extracting.tokens import Words
from kg.extracting.topics import topics_in
from kg.lexicon import words_of

_LEGAL = re.compile(r"\b(?:ltd|limited|plc|llp|inc|cyf)\b\.?", re.IGNORECASE)
_FORM = re.compile(r"[\s,]+(?:ltd|limited|plc|llp|inc|cyf)\b\.?$", re.IGNORECASE)
_OUTER = re.compile(r"^[\s\"'“”‘’(*:;,.–-]+|[\s\"'“”‘’*:;,–-]+$")
_ASIDES = (
    re.compile(r"\s*\([^)]*\)?"),
    re.compile(r"^\w+['’]s?\s"),
    re.compile(r"\s(?:[vVrR]\.?\s?)?\d+(?:\.\d+)*$"),
)
"""What a name may have beside it and still be that of the same thing: brackets, its maker's name, a version."""


@lru_cache(maxsize=8192)
def name_of(text: str, kind: str) -> str:
    """A name as the catalogue spells it, else as it stands, without what is beside it in brackets."""
    look_up = load().system if kind == "system" else load().supplier
    for spelling in dict.fromkeys((text, *(pattern.sub("", text).strip() for pattern in _ASIDES))):
        known = look_up(spelling) if spelling else None
        if known:
            return known.name
    plain = _ASIDES[0].sub("", text).strip() or text
    plain = _OUTER.sub("", plain) or plain
    return plain if kind == "system" else (_FORM.sub("", plain) or plain)


@lru_cache(maxsize=8192)
def key_of(name: str, kind: str) -> str:
    """What names of one thing share: the catalogue's key, else the name without case, marks and legal form."""
    look_up = load().system if kind == "system" else load().supplier
    for spelling in dict.fromkeys((name, *(pattern.sub("", name).strip() for pattern in _ASIDES))):
        known = look_up(spelling) if spelling else None
        if known:
            return known.key
    plain = _ASIDES[0].sub("", name).strip() or name
    return re.sub(r"[\W_]+", "", _LEGAL.sub("", plain).casefold())


def is_firm(name: str) -> bool:
    """Whether a name ends with the legal form of a company, as no name of a system does but those that the catalogue has."""
    return _FORM.search(name.strip()) is not None and load().system(name) is None


def same_things(names: Sequence[NameAt]) -> dict[str, str]:
    """Keys of systems that a letter names in short, each with the key of the full name that it stands for.

    "Mitel" is "Mitel MiVoice Business" where that is the only longer name with these words, and "TLC" is "Total Land
    Charges" where it stands behind it in brackets.
    """
    texts: dict[str, str] = {}
    for name in names:
        if name.kind == "system" and "sure" in name.found and len(name.text) > len(texts.get(name.key, "")):
            texts[name.key] = name.text
    words = {key: tuple(re.findall(r"[\w+]+", text.casefold())) for key, text in texts.items()}
    with_word: dict[str, list[str]] = {}
    for key, its in words.items():
        for word in dict.fromkeys(its):
            with_word.setdefault(word, []).append(key)
    found: dict[str, str] = {}
    for key, own in words.items():
        others = with_word[own[0]] if own else ()
        longer = [other for other in others if len(words[other]) > len(own) and _holds(words[other], own)]
        brand = not load().system(texts[key]) or load().supplier(texts[key])
        if own and len(longer) == 1 and brand:
            found[key] = longer[0]
    for before, after in itertools.pairwise(sorted(names, key=lambda name: name.start)):
        if before.kind == after.kind == "system" and before.unit == after.unit and before.key != after.key:
            gap = after.start - before.end
            if 0 < gap <= 2 and initials(before.text).startswith(after.text.casefold()[:4]) and len(after.text) > 1:
                found.setdefault(after.key, before.key)
    return {key: _last(found, key) for key in found}


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    size = len(part)
    return any(words[at : at + size] == part for at in range(len(words) - size + 1))


def initials(text: str) -> str:
    """The first letters of the words of a text, in small letters."""
    return "".join(word[0] for word in re.findall(r"\w+", text.casefold()))


def _last(table: Mapping[str, str], key: str) -> str:
    seen = {key}
    while key in table and table[key] not in seen:
        key = table[key]
        seen.add(key)
    return key


_RECENT = 7
"""So many systems that were named last are known at each place."""
_LOOKED_AT = 6
"""So many places of a name are looked at to tell what it is for."""
_NUMBERS = frozenset({"users", "annual_cost", "total_cost"})


def value_key(field: str, value: object) -> object:
    """A value as it is compared with others of its field."""
    if field in ("system", "former_system"):
        return key_of(str(value), "system")
    if field in ("supplier", "former_supplier"):
        return key_of(str(value), "supplier")
    if field in _NUMBERS and not isinstance(value, str):
        return round(float(value), 2)  # type: ignore[arg-type]
    return re.sub(r"[\s]+", " ", str(value)).strip().casefold()


@dataclass(frozen=True, slots=True)
class NameAt:
    """A name at its place: the words, what they are of, and where they stand."""

    unit: int
    first: int
    last: int
    start: int
    end: int
    text: str
    kind: str
    key: str
    found: str = ""
    """The ways in which it was found."""


@dataclass(slots=True, eq=False)
class Systems:
    """The systems that a letter names, and where."""

    units: Sequence[Words]
    places: dict[str, list[NameAt]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    """Their keys in the order in which they are first named."""
    rank: dict[str, int] = field(default_factory=dict)
    """The place of each key in that order."""
    by_unit: dict[int, list[NameAt]] = field(default_factory=dict)
    listed: dict[int, list[str]] = field(default_factory=dict)
    """The keys of those of each unit, each once."""
    by_record: dict[int, list[str]] = field(default_factory=dict)
    by_question: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    by_section: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    """Keys by the headings under which they are named."""
    starts: list[tuple[int, str]] = field(default_factory=list)
    """The places of all names, in the order of the letter."""
    recent: list[tuple[str, ...]] = field(default_factory=lambda: [()])
    """The systems named last before each of these places, and at the end of all, each once, the last one first."""
    alias: dict[str, str] = field(default_factory=dict)
    """Keys of short names, each with that of the full one."""
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)
    topics: dict[str, frozenset[str]] = field(default_factory=dict)
    """What each system is for, in the words beside its name."""
    services: dict[str, frozenset[str]] = field(default_factory=dict)
    """The services that each system is for, as the catalogue has it or the words beside its name tell."""
    by_topic: dict[str, list[str]] = field(default_factory=dict)
    """The systems that each of those words tells of."""
    by_word: dict[str, list[str]] = field(default_factory=dict)
    """The systems by the first words of their names."""
    stand_ins: dict[str, frozenset[str]] = field(default_factory=dict)
    """Words that stand for systems elsewhere in the letter, such as a part of a name (`kg.extracting.standins`)."""
    stood_for: dict[str, frozenset[str]] = field(default_factory=dict)
    """The systems for which the first such word of a text stands, once that has been looked at."""
    roles: dict[str, tuple[str, float]] = field(default_factory=dict)
    """What each system is likeliest, in use, of the past or planned, and how likely; by the surest of its places."""
    long_words: dict[str, frozenset[str]] = field(default_factory=dict)
    """The longer words of the names of each, in small letters."""
    told: dict[tuple[str, str], bool] = field(default_factory=dict)
    """Whether a text names a system, by the system's key and the text, once that has been looked at."""

    def named_in(self, key: str, text: str) -> bool:
        """Whether a text names a system. What asks for many values, or heads them, is searched once."""
        if (key, text) not in self.told:
            self.told[key, text] = bool(self.patterns[key].search(text))
        return self.told[key, text]


def place_names(units: Sequence[Words], names: Sequence[Named]) -> list[NameAt]:
    """Names with their words and places."""
    found: list[NameAt] = []
    for name in names:
        words = units[name.unit]
        start, end = words.tokens[name.first].start, words.tokens[name.last - 1].end
        text = " ".join(words.unit.passage.view.text[start:end].split())
        key = key_of(text, name.kind)
        found.append(NameAt(name.unit, name.first, name.last, start, end, text, name.kind, key, name.found))
    return found


def systems_of(units: Sequence[Words], names: Sequence[NameAt], alias: Mapping[str, str]) -> Systems:
    """The systems among the names of a letter."""
    found = Systems(units, alias=dict(alias))
    for name in names:
        if name.kind != "system":
            continue
        found.places.setdefault(name.key, []).append(name)
        found.by_unit.setdefault(name.unit, []).append(name)
        unit = units[name.unit].unit
        for keys in (found.by_record.setdefault(unit.record, []), found.by_question.setdefault(unit.questions, [])):
            if name.key not in keys:
                keys.append(name.key)
        found.by_section.setdefault(unit.headings, set()).add(name.key)
        found.starts.append((name.start, name.key))
    found.listed = {unit: list(dict.fromkeys(name.key for name in here)) for unit, here in found.by_unit.items()}
    found.starts.sort()
    for _, key in found.starts:
        found.recent.append((key, *(other for other in found.recent[-1] if other != key))[:_RECENT])
    found.order = list(dict.fromkeys(key for _, key in found.starts))
    found.rank = {key: place for place, key in enumerate(found.order)}
    for key, places in found.places.items():
        texts = sorted({re.escape(place.text) for place in places}, key=lambda t: (-len(t), t))
        found.patterns[key] = re.compile(rf"(?<!\w)(?:{'|'.join(texts)})(?!\w)", re.IGNORECASE)
        found.long_words[key] = frozenset().union(*map(long_words, {place.text for place in places}))
        topics: set[str] = set()
        for place in places[:_LOOKED_AT]:
            topics |= topic_at(units[place.unit], place.start, place.end)
        told = (services_at(units[place.unit], place.start) for place in places[:_LOOKED_AT])
        found.services[key] = frozenset(load().typical_services(key)).union(*told)
        own = {word for text in texts for word in words_of(text)}
        found.topics[key] = frozenset(topics - own)
        for word in found.topics[key]:
            found.by_topic.setdefault(word, []).append(key)
        for first in sorted({_first_word(place.text) for place in places}):
            found.by_word.setdefault(first, []).append(key)
    return found


@lru_cache(maxsize=8192)
def long_words(text: str) -> frozenset[str]:
    """The words of a text of three letters or more, in small letters."""
    return frozenset(word.casefold() for word in re.findall(r"\w{3,}", text))


def _first_word(text: str) -> str:
    return next(iter(words_of(text)), "")


def services_at(words: Words, start: int) -> frozenset[str]:
    """The services told for what stands at a place: by its row, else its label, else the words before it on its line,
    its question, its heading."""
    unit = words.unit
    view = unit.passage.view.text
    for text in (unit.row, unit.label, view[_line(words, start) : start][-200:], unit.ask[:200], *unit.headings[:1]):
        if text and (told := (*services_in(text), *topics_in(text))):
            return frozenset(told)
    return frozenset()


def _line(words: Words, start: int) -> int:
    """Where the line, sentence or part of one begins in which a place is."""
    passage = words.unit.passage
    return max(passage.start - 1, *(passage.view.text.rfind(mark, 0, start) for mark in ("\n", ". ", "; "))) + 1


def topic_at(words: Words, start: int, end: int) -> set[str]:
    """The words that tell what something is for: those of its label and row, before it on its line, of its question."""
    unit = words.unit
    view = unit.passage.view.text
    stop = min(
        at for at in (view.find("\n", end), view.find(". ", end), view.find(";", end), unit.passage.end) if at >= 0
    )
    texts = (
        unit.label,
        unit.row,
        view[_line(words, start) : start][-400:],
        view[end:stop][:80],
        unit.ask[:200],
        *unit.headings[:1],
    )
    return {word for text in texts for word in content_of(text)}
