"""Letter → all that is seen of it before anything is decided: tokens, mentions, names, and where each stands."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from operator import attrgetter

from kg.catalogue import load
from kg.extracting.anchors import Anchored, anchored
from kg.extracting.features import context_features, mention_features
from kg.extracting.linking import agreement, loose, near_systems, none_features, pair_features
from kg.extracting.mentions import Mention, by_unit, mentions_in
from kg.extracting.names import Named, shape_of
from kg.extracting.services import NONE, Context, service_features, service_scores, services_named
from kg.extracting.standins import stand_ins
from kg.extracting.systems import NameAt, Systems, key_of, name_of, place_names, same_things, systems_of
from kg.extracting.tokens import Words, words_in
from kg.model import Letter
from kg.schemes import scheme
from kg.scoring import Model, softmax
from kg.weights import Weights

_SHORT = 80
"""So long may a cell be that tells what its record is about, in characters."""
_COMPANY = frozenset({"ltd", "limited", "plc", "llp", "inc", "group", "uk", "cyf"})
SERVICES: tuple[str | None, ...] = (None, *(concept.notation for concept in scheme("services").concepts))
"""What something may be for: nothing that is told, or one of the services."""


@dataclass(slots=True, eq=False)
class Sheet:
    """What is seen of a letter."""

    letter: Letter
    words: tuple[Words, ...]
    mentions: tuple[Mention, ...]
    near: dict[int, list[Mention]]
    """The mentions of each unit, in order."""
    day: date | None
    services: list[str]
    """The services that the letter names, in order."""
    records: dict[int, str]
    """The short words of each record, joined."""
    names: list[NameAt] = field(default_factory=list)
    alike: dict[str, dict[NameAt, None]] = field(default_factory=dict)
    """The same by key, in order."""
    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    """How often the names of each key are of each kind."""
    named: dict[int, list[NameAt]] = field(default_factory=dict)
    """The names of each unit, in order; none of those that are no names after all."""
    parties: dict[int, Counter[str]] = field(default_factory=dict)
    """How often each kind of name is in each record."""
    systems: Systems = field(default_factory=lambda: Systems(()))
    anchors: dict[str, list[NameAt]] = field(default_factory=dict)
    """Where a letter says that it uses a system, by the system's key."""
    orders: dict[tuple[int, str, bool, int], tuple[dict[Mention | NameAt, int], int]] = field(default_factory=dict)
    """The mentions or names of a unit and kind, with their places among each other, once that has been asked."""
    anchored: dict[str, Anchored] = field(default_factory=dict)
    """The same by where they stand, once that has been asked."""
    served: dict[tuple[object, ...], list[float]] = field(default_factory=dict)
    """How likely each service is for what stands at a place, and for a system among these words, once that is known."""
    told: dict[tuple[int, int, int], Sequence[Sequence[frozenset[str]]]] = field(default_factory=dict)
    """The services that are told around a place, once that has been asked (`kg.extracting.whereabouts`)."""
    calls: dict[str, str] = field(default_factory=dict)
    """What each system is called, once that has been asked."""


def sheet_of(letter: Letter) -> Sheet:
    """The sheet of a letter, still without names."""
    words = tuple(words_in(unit) for unit in letter.units)
    mentions = tuple(mention for number, one in enumerate(words) for mention in mentions_in(number, one))
    near = by_unit(mentions)
    records: dict[int, str] = {}
    for number, unit in enumerate(letter.units):
        hosts = any(mention.kind == "hosting" for mention in near.get(number, ()))  # "on our own servers" is no topic
        if unit.kind in ("head", "cell", "pair") and unit.passage.end - unit.passage.start < _SHORT and not hosts:
            records[unit.record] = f"{records.get(unit.record, '')} | {unit.passage.text}"[:300]
    headings = [unit.headings[0] for unit in letter.units if unit.headings]
    asks = [unit.ask[:600] for unit in letter.units]
    texts = [letter.subject or "", *headings, *asks, *(unit.row for unit in letter.units), letter.introduction[:600]]
    services = services_named(dict.fromkeys(texts))
    return Sheet(letter, words, mentions, near, _day(letter.date), services, records)


def _day(edtf: str | None) -> date | None:
    """The day of a letter, or one in the middle of the month or year that it gives."""
    if not edtf:
        return None
    parts = edtf.rstrip("~").split("-")
    try:
        numbers = [int(part) for part in parts]
        return date(numbers[0], numbers[1] if len(numbers) > 1 else 6, numbers[2] if len(numbers) > 2 else 15)
    except ValueError:
        return None


def with_names(sheet: Sheet, names: Sequence[Named]) -> None:
    """Set the names of a sheet, as they were tagged."""
    set_names(sheet, place_names(sheet.words, names))


def set_names(sheet: Sheet, names: Sequence[NameAt]) -> None:
    """Set the names of a sheet, and which of them are systems; a short name has the key of the full one."""
    alias = same_things(names)
    sheet.names = [
        replace(name, key=alias[name.key]) if name.kind == "system" and name.key in alias else name for name in names
    ]
    sheet.named, sheet.parties, sheet.alike, sheet.kinds = {}, {}, {}, {}
    sheet.calls, sheet.orders = {}, {}
    for name in sheet.names:
        sheet.alike.setdefault(name.key, {})[name] = None
        sheet.kinds.setdefault(name.key, Counter())[name.kind] += 1
        if name.kind != NONE:
            sheet.named.setdefault(name.unit, []).append(name)
            sheet.parties.setdefault(sheet.words[name.unit].unit.record, Counter())[name.kind] += 1
    sheet.systems = systems_of(sheet.words, sheet.names, alias)
    sheet.systems.stand_ins = stand_ins(sheet.systems, sheet.names)


def add_names(sheet: Sheet, names: Iterable[NameAt]) -> None:
    """Add names that were passed over; what is known of the others stays."""
    known = {(name.start, name.end, name.kind) for name in sheet.names}
    new = [name for name in names if (name.start, name.end, name.kind) not in known]
    if new:
        roles = sheet.systems.roles
        set_names(sheet, sorted((*sheet.names, *new), key=lambda name: (name.unit, name.first, name.last)))
        sheet.systems.roles = roles
        sheet.served = {}


def add_mention(sheet: Sheet, mention: Mention) -> Mention:
    """Add a value that was passed over."""
    near = sheet.near.setdefault(mention.unit, [])
    if mention not in near:
        near.append(mention)
        near.sort(key=lambda one: (one.start, one.end, one.kind))
    return mention


def called(sheet: Sheet, key: str) -> str:
    """What a system is called: by the fullest name that the letter has for it, as the catalogue spells it."""
    if key not in sheet.calls:
        places = sheet.systems.places[sheet.systems.alias.get(key, key)]
        fullest = max(places, key=lambda place: ("sure" in place.found, len(place.text), -place.start))
        sheet.calls[key] = name_of(fullest.text, "system")
    return sheet.calls[key]


def as_kind(name: NameAt, kind: str) -> NameAt:
    """A name as that of a system or of a supplier."""
    return name if name.kind == kind else replace(name, kind=kind, key=key_of(name.text, kind))


def name_features(sheet: Sheet, name: NameAt) -> list[str]:
    """The features by which it is told what a name is: a system in use, a supplier, one of the past, or none."""
    words = sheet.words[name.unit]
    found = context_features(words, name.first, name.last, "name")
    tokens = [token.text for token in words.tokens[name.first : name.last]]
    known = f"{'S' if load().system(name.text) else ''}{'P' if load().supplier(name.text) else ''}"
    covers = (name.end - name.start) * 2 > len(words.unit.passage.text)
    found += [f"tag {name.kind}", f"known {known}", f"length {min(len(tokens), 4)}", f"covers {covers}"]
    found += [f"w {token.lower()}" for token in tokens] + [f"shape {shape_of(token)}" for token in tokens[:2]]
    if tokens[-1].lower() in _COMPANY:
        found.append("company")
    found += [f"{one} & {covers}" for one in found if one.startswith(("ask ", "lab "))]
    found += [f"{one} & {name.kind}" for one in found if one.startswith(_TAGGED)]
    return [*found, *_found(sheet, name), *_beside(sheet, name), *_elsewhere(sheet, name)]


_LONGEST = 100
"""A name that overlaps another is looked for so many tokens before it."""
_NEAREST = 50
"""So many names before something are looked at for the one that ends last."""
_FIRST, _START = attrgetter("first"), attrgetter("start")
_TAGGED = ("ask ", "lab ", "l1 ", "r1 ", "nl ", "nr ", "l ", "r ", "known ")


def _found(sheet: Sheet, name: NameAt) -> list[str]:
    """How a name was found, and what overlaps it."""
    here = sheet.named.get(name.unit, [])
    begin, end = (bisect_left(here, at, key=_FIRST) for at in (name.first - _LONGEST, name.last))
    others = [
        other for other in here[begin:end]
        if other is not name and other.first < name.last and name.first < other.last
    ]  # fmt: skip
    within = any(other.first <= name.first and name.last <= other.last for other in others)
    holds = any(name.first <= other.first and other.last <= name.last for other in others)
    return [
        f"found {name.found}", f"found {name.found} {name.kind}", f"over {min(len(others), 2)}", f"within {within}",
        f"holds {holds}",
    ]  # fmt: skip


def _beside(sheet: Sheet, one: Mention | NameAt) -> list[str]:
    """The names beside a value or another name: in its sentence, unit and record, and how many systems the letter has."""
    words = sheet.words[one.unit]
    kind = one.kind
    tokens = words.tokens
    first, last = words.bounds(min(one.first, len(tokens) - 1))
    here = sheet.named.get(one.unit, [])
    at = bisect_left(here, one.start, key=_START)
    begin, stop = (bisect_left(here, bound, key=_FIRST) for bound in (first, last))
    earlier = (here[place] for place in range(min(at, stop) - 1, begin - 1, -1))
    before = next((name for name in earlier if name.end <= one.start), None)
    behind = bisect_left(here, one.end, key=_START)
    after = here[max(begin, behind)] if max(begin, behind) < stop else None
    own = [kind] if isinstance(one, NameAt) and one in sheet.alike.get(one.key, {}) else []
    parties = sorted(sheet.parties.get(words.unit.record, Counter()) - Counter(own))
    found = [
        f"names {min(stop - begin, 3)}", f"nleft {before.kind if before else '-'} {kind}",
        f"nright {after.kind if after else '-'} {kind}", f"nunit {min(len(here), 3)}",
        f"nrec {' '.join(parties)} {kind}", f"nletter {min(len(sheet.systems.order), 4)}",
        f"npos {min(at, 3)} of {min(len(here), 4)}",
    ]  # fmt: skip
    if after:
        found.append("to right " + " ".join(token.lower for token in tokens[one.last : after.first][:4]))
    if before:
        found.append("to left " + " ".join(token.lower for token in tokens[before.last : one.first][-4:]))
    return found


def _elsewhere(sheet: Sheet, name: NameAt) -> list[str]:
    """What a name is at its other places in the letter, and what the catalogue knows of it and of the letter's others."""
    alike = sheet.alike.get(name.key, {})
    kinds = sheet.kinds.get(name.key, Counter()) - Counter([name.kind] if name in alike else [])
    others = [other for other in islice(alike, 6) if other != name][:5]
    found = [f"others {min(kinds.total(), 3)}", *(f"others {kind}" for kind in sorted(kinds))]
    found += sorted({f"oask {one}" for other in others for one in sheet.words[other.unit].ask})
    system, supplier = load().system(name.text), load().supplier(name.text)
    found.append(f"catalogue {bool(system)} {bool(supplier)} {name.kind}")
    if system:
        owner = load().supplier_of(system.key)
        found.append(f"owner named {owner in sheet.alike}")
        found.append(f"typical named {bool(set(load().typical_services(system.key)) & set(sheet.services))}")
    if supplier:
        found.append(f"owns named {any(load().supplier_of(key) == supplier.key for key in sheet.systems.order)}")
    text = name.text.casefold()
    found.append(f"in ask {text in sheet.words[name.unit].unit.ask.casefold()}")
    found.append(f"in subject {text in (sheet.letter.subject or '').casefold()}")
    return found


def value_features(sheet: Sheet, mention: Mention) -> list[str]:
    """The features by which it is told what a value is."""
    named = _beside(sheet, mention)
    return mention_features(mention, sheet.words[mention.unit], sheet.near[mention.unit], sheet.day, named)


def order_of(sheet: Sheet, one: Mention | NameAt) -> tuple[int, int]:
    """Which of its like in its unit a mention or name is, and of how many."""
    like: Sequence[Mention | NameAt] = (
        sheet.near[one.unit] if isinstance(one, Mention) else sheet.named.get(one.unit, ())
    )
    key = (one.unit, one.kind, isinstance(one, Mention), len(like))
    if key not in sheet.orders:
        peers = [other for other in like if other.kind == one.kind]
        sheet.orders[key] = {peer: at for at, peer in reversed([*enumerate(peers)])}, len(peers)
    places, many = sheet.orders[key]
    return places[one], many


def link_options(sheet: Sheet, one: Mention | NameAt, role: str) -> list[tuple[str | None, list[str]]]:
    """What a value or supplier may be about, none or a system's key, each with its features."""
    systems = sheet.systems
    value = loose(systems, one.unit, one.start, one.end, role, order_of(sheet, one))
    found: list[tuple[str | None, list[str]]] = [(None, none_features(systems, value))]
    for key in near_systems(systems, value):
        features = pair_features(systems, value, key)
        if isinstance(one, NameAt):
            features = [*features, *agreement(systems, key, one.key, one.text)]
        found.append((key, features))
    return found


def service_shares(sheet: Sheet, model: Model, key: str | None, context: Context) -> list[float]:
    """The probability of each of `SERVICES` for a system or value in a context."""
    typical = load().typical_services(key) if key is not None else ()
    return softmax(service_scores(model, context, SERVICES, typical, sheet.services))


def service_at(sheet: Sheet, model: Model, key: str | None, unit: int, start: int, end: int) -> str | None:
    """The likeliest service of a system or value, by where it stands; None if it is likeliest of none."""
    shares = service_shares(sheet, model, key, context_at(sheet, unit, start, end))
    return SERVICES[max(range(len(shares)), key=shares.__getitem__)]


def service_options(
    sheet: Sheet, key: str | None, unit: int, start: int, end: int
) -> list[tuple[str | None, list[str]]]:
    """What a system or value may be for, each with its features."""
    context = context_at(sheet, unit, start, end)
    typical = load().typical_services(key) if key is not None else ()
    return [(service, service_features(context, service, typical, sheet.services)) for service in SERVICES]


def context_at(sheet: Sheet, unit: int, start: int, end: int) -> Context:
    """The words around a stretch of the view that may tell what it is for, by where they stand, nearest first."""
    words = sheet.words[unit]
    one = words.unit
    view = one.passage.view.text
    first, last = _sentence(words, start, end)
    before, after = first, last
    here = sheet.systems.by_unit.get(unit, [])
    begin = max(0, bisect_left(here, first, key=_START) - 1, bisect_left(here, start, key=_START) - _NEAREST)
    stop = min(bisect_left(here, last, key=_START), bisect_left(here, end, key=_START) + 1)
    for name in here[begin:stop]:
        if name.end <= start:
            before = max(before, name.end)
        elif name.start >= end:
            after = min(after, name.start)
    found = [
        ("row", one.row), ("label", one.label), ("after", view[end:after][:200]), ("before", view[before:start][-200:]),
        ("self", view[start:end]),
    ]  # fmt: skip
    if one.kind in ("cell", "head", "pair"):
        found.append(("record" if one.kind != "pair" else "card", sheet.records.get(one.record, "")))
    line = max(view.rfind("\n", 0, start) + 1, one.passage.start)
    found += [("sentence", view[first:last][:300]), ("line", view[line:start][:160]), ("ask", one.ask[:400])]
    found += [(f"heading {depth}", heading) for depth, heading in enumerate(one.headings[:2])]
    if one.kind == "prose":
        found.append(("unit", one.passage.text[:300]))
    return [*found, ("subject", sheet.letter.subject or ""), ("intro", sheet.letter.introduction[:400])]


def _sentence(words: Words, start: int, end: int) -> tuple[int, int]:
    """The sentence at a stretch of the view, half-open."""
    at, _ = words.at(start, end)
    first, last = words.bounds(min(at, len(words.tokens) - 1))
    return words.tokens[first].start, words.tokens[last - 1].end


def anchor_of(sheet: Sheet, key: str, unit: int, start: int) -> NameAt:
    """Of the places where a system is named, that by which something elsewhere is about it: in the same record, else
    under the same headings, the last before it, else the first."""
    places = sheet.anchors.get(key) or sheet.systems.places[key]
    known = sheet.anchored.get(key)
    if known is None or not known.holds(places):
        known = sheet.anchored[key] = anchored(sheet.words, places)
    return known.nearest(sheet.words[unit].unit, start)


def link_shares(sheet: Sheet, weights: Weights, one: Mention | NameAt, role: str) -> dict[str | None, float]:
    """The probability of each system, or of none, that something is about it; none comes first."""
    options = link_options(sheet, one, role)
    model = weights["link"]
    shares = softmax([model.score(features) for _, features in options])
    return dict(zip((key for key, _ in options), shares, strict=True))


def serving(sheet: Sheet, weights: Weights, key: str | None, one: Mention | NameAt) -> list[float]:
    """The probability of each service, or of none, for something about a system, or about none."""
    unit, start, end = one.unit, one.start, one.end
    if key is not None:
        anchor = anchor_of(sheet, key, unit, start)
        unit, start, end = anchor.unit, anchor.start, anchor.end
    place = (key, unit, start)
    if place not in sheet.served:
        context = context_at(sheet, unit, start, end)
        words = (key, *context)  # a hundred cells may have the same ones
        if words not in sheet.served:
            sheet.served[words] = service_shares(sheet, weights["service"], key, context)
        sheet.served[place] = sheet.served[words]
    return sheet.served[place]
