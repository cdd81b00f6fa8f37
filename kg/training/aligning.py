"""Gold and letters → examples: which mention, name or token each fact of the gold rests on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.catalogue import load
from kg.evaluating import Fact, fold_value
from kg.extracting.candidates import KINDS
from kg.extracting.names import OUTSIDE
from kg.extracting.sheet import Sheet
from kg.extracting.systems import key_of
from kg.extracting.tokens import Words
from kg.model import View

_LEGAL = re.compile(r"\s*,?\s*(?:\(UK\)|UK)?\s*(?:Ltd|Limited|LTD|plc|PLC|LLP|Inc|Cyf|LIMITED)\b\.?")
NAMED = {
    "system": "system", "former_system": "former_system", "supplier": "supplier", "former_supplier": "former_supplier",
    "prime_contractor": "supplier",
}  # fmt: skip
"""Fields whose values are names, with the role that a name has."""
_MOST = 12
"""So many places of one quote are looked at."""


def places_of(view: View, quote: str) -> list[tuple[int, int]]:
    """Where a quote stands in a view."""
    found: list[tuple[int, int]] = []
    at = view.canonical.find(quote) if quote else -1
    while at >= 0 and len(found) < _MOST:
        start, end = bisect_left(view.offsets, at), bisect_left(view.offsets, at + len(quote))
        if end > start:
            found.append((start, end))
        at = view.canonical.find(quote, at + 1)
    if not found and quote:
        pattern = re.compile(r"\s+".join(map(re.escape, quote.split())))
        found = [match.span() for match in pattern.finditer(view.text)][:_MOST]
    return found


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A name of the gold where it stands in a view."""

    start: int
    end: int
    kind: str


def name_places(view: View, facts: Sequence[Fact]) -> list[NamePlace]:
    """All places of the names that the gold knows; none overlaps another, longer ones come first."""
    kinds: dict[str, set[str]] = {}
    quotes: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for fact in facts:
        if fact.field in NAMED:
            kind = "system" if "system" in fact.field else "supplier"
            kinds.setdefault(str(fact.value), set()).add(kind)
            quotes.setdefault((str(fact.value), kind), []).extend(places_of(view, fact.quote))
        if fact.system:
            kinds.setdefault(fact.system, set()).add("system")
    found: list[NamePlace] = []
    for name, its in sorted(kinds.items()):
        for start, end in _places_of_name(view, name, quotes):
            legal = _LEGAL.match(view.text, end) if "supplier" in its else None
            kind = next(iter(its)) if len(its) == 1 else _by_quote(name, start, end, quotes)
            found.append(NamePlace(start, legal.end() if legal else end, kind))
    kept: list[NamePlace] = []
    for place in sorted(found, key=lambda p: (p.start - p.end, p.start, p.kind)):
        if not any(place.start < other.end and other.start < place.end for other in kept):
            kept.append(place)
    return sorted(kept, key=lambda place: place.start)


def _by_quote(name: str, start: int, end: int, quotes: Mapping[tuple[str, str], Sequence[tuple[int, int]]]) -> str:
    """What a name that is both a system's and a supplier's is here: what the quote is of in which it stands."""
    within = {
        kind: any(a <= start and end <= b for a, b in quotes.get((name, kind), ())) for kind in ("system", "supplier")
    }
    return "supplier" if within["supplier"] and not within["system"] else "system"


def _places_of_name(
    view: View, name: str, quotes: Mapping[tuple[str, str], Sequence[tuple[int, int]]]
) -> list[tuple[int, int]]:
    for spelling in dict.fromkeys((name, _LEGAL.sub("", name).strip())):
        found = [match.span() for match in _spelt(spelling).finditer(view.text)]
        if found:
            return found
    wanted = {key_of(name, "system"), key_of(name, "supplier")}
    found = []
    for (one, kind), places in quotes.items():
        for start, end in places if one == name else ():
            for mention in load().find(view.text[start:end]):
                entity = mention.system if kind == "system" else mention.supplier
                if entity and entity.key in wanted:
                    found.append((start + mention.span.start, start + mention.span.end))
    return list(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _spelt(name: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def tags_of(words: Words, places: Sequence[NamePlace]) -> list[str]:
    """For each token of a unit `B-system`, `I-supplier`, …, or that it is no part of a name."""
    tags = [OUTSIDE] * len(words.tokens)
    for place in places:
        first, last = words.at(place.start, place.end)
        if first < last and words.tokens[first].start >= place.start and words.tokens[last - 1].end <= place.end:
            for at in range(first, last):
                tags[at] = f"{'B' if at == first else 'I'}-{place.kind}"
    return tags


@dataclass(slots=True)
class Truth:
    """The facts that each mention and name of a sheet rests on, by its place in the sheet's lists."""

    mentions: dict[int, list[Fact]] = field(default_factory=dict)
    names: dict[int, list[Fact]] = field(default_factory=dict)
    open_mentions: set[int] = field(default_factory=set)
    """Those that are neither right nor wrong."""
    open_names: set[int] = field(default_factory=set)
    missed: list[Fact] = field(default_factory=list)


def truth_of(sheet: Sheet, facts: Sequence[Fact]) -> Truth:
    """What the gold says of the mentions and names of a sheet."""
    truth = Truth()
    keys: dict[str, set[str]] = {}
    for fact in facts:
        places = places_of(sheet.letter.view, fact.quote)
        if fact.field in NAMED:
            kind = "system" if "system" in fact.field else "supplier"
            wanted = {key_of(str(value), kind) for value in fact.values}
            keys.setdefault(kind, set()).update(wanted)
            hits = [
                at for at, name in enumerate(sheet.names)
                if key_of(name.text, kind) in wanted and _overlaps(name.start, name.end, places)
            ]  # fmt: skip
            _note(truth.names, truth.open_names, truth.missed, hits, fact)
        elif fact.field in KINDS:
            wanted_values = {fold_value(fact.field, value) for value in fact.values}
            hits = [
                at for at, one in enumerate(sheet.mentions)
                if one.kind == KINDS[fact.field] and _overlaps(one.start, one.end, places)
                and (one.kind == "hosting" or fold_value(fact.field, one.value) in wanted_values)
            ]  # fmt: skip
            _note(truth.mentions, truth.open_mentions, truth.missed, hits, fact)
    for at, name in enumerate(sheet.names):
        if at not in truth.names and any(key_of(name.text, kind) in keys.get(kind, ()) for kind in keys):
            truth.open_names.add(at)
    return truth


def _overlaps(start: int, end: int, places: Sequence[tuple[int, int]]) -> bool:
    return any(start < b and a < end for a, b in places)


def _note(
    table: dict[int, list[Fact]], undecided: set[int], missed: list[Fact], hits: Sequence[int], fact: Fact
) -> None:
    for at in hits:
        if fact.optional:
            undecided.add(at)
        else:
            table.setdefault(at, []).append(fact)
    if not hits and not fact.optional:
        missed.append(fact)


def role_of_name(facts: Sequence[Fact]) -> str:
    """The role of a name on which facts rest."""
    role = NAMED[facts[0].field]
    return "planned" if role == "system" and facts[0].certainty == "planned" else role


def roles_of_value(facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    """The roles of a value on which facts rest, each with its facts: their field, or how something is hosted."""
    roles: dict[str, list[Fact]] = {}
    for fact in facts:
        roles.setdefault(str(fact.value) if fact.field == "hosting" else fact.field, []).append(fact)
    return roles


def systems_of_facts(facts: Sequence[Fact]) -> set[str | None]:
    """The keys of the systems that facts are about; None for those about no named one."""
    return {key_of(fact.system, "system") if fact.system else None for fact in facts}
