"""A letter as read, and what somebody proposes of it → the candidates that the letter carries, and why others are refused.

A proposal is believed in nothing. It becomes a candidate only as a value or a name that our own reading finds in the words
that it quotes; its field, system and service must be such as these words and what stands around them allow. No
comparison is fuzzy: words are the same, or they are not. The checks stand in `CHECKS`, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.catalogue import load
from kg.extracting import refusing
from kg.extracting.candidates import HOSTING, KINDS, ROLE_GROUPS, SYSTEMS, Candidate
from kg.extracting.carrying import is_carried, services_told
from kg.extracting.mentions import HOSTS, Mention
from kg.extracting.moods import Mood, mood_at
from kg.extracting.services import NONE
from kg.extracting.sheet import (
    SERVICES,
    Sheet,
    add_mention,
    add_names,
    as_kind,
    called,
    link_shares,
    name_features,
    serving,
    value_features,
)  # fmt: skip
from kg.extracting.systems import NameAt, key_of, name_of, value_key
from kg.extracting.tokens import Words
from kg.model import Certainty, Fate, Proposal, Proposed, Value
from kg.schemes import scheme
from kg.values import find_dates, find_money
from kg.values.personal import blacked_out, is_personal
from kg.weights import Weights

LEAST_LETTERS = 3
"""Letters and figures that a quote must have to mean something, unless it is the whole of a cell."""
LONGEST = 400
"""A longer quote points at nothing, in characters."""
LIKELY = 0.5
"""What our own reading holds as likely as this counts, whatever the words of its clause."""
NAMED = 0.1
"""What our own reading holds this likely for a name of its kind is one, be its words ordinary."""
POSSIBLE, SURE = 0.02, 0.7
"""What our own reading holds less likely than the first for a field, or as sure as the second for another one, is of
another field."""
CARRIED, LINKED = 0.04, 0.2
"""A value must be this likely to hang at a system that is named where it stands, and at one that is named elsewhere."""
SERVED = 0.2
"""A service that our own reading holds this likely is told by the words around, whatever they call it."""
_NAMED = {"system": "system", "former_system": "system", "supplier": "supplier", "former_supplier": "supplier"}
"""Fields whose values are names, with what these are of."""
_PAST = frozenset({"former_system", "former_supplier"})
_NO_PART = re.compile(r"\w")


@dataclass(slots=True)
class Case:
    """A proposal before the letter: what is found out about it, check by check."""

    sheet: Sheet
    weights: Weights
    proposal: Proposal
    text: str
    """The letter's words as they were shown, with personal data blacked out."""
    hidden: Sequence[str]
    places: list[tuple[int, int]] = field(default_factory=list)
    """Where the quote stands, half-open in the view."""
    sources: list[Mention | NameAt] = field(default_factory=list)
    """The values or names there that are what is proposed."""
    shares: list[float] = field(default_factory=list)
    """How likely our own reading holds each to be of the field."""
    link: tuple[str | None, float] = (None, 0.0)
    service: str | None = None
    served: float = 0.0

    @property
    def source(self) -> Mention | NameAt:
        return self.sources[0]

    @property
    def planned(self) -> bool:
        return self.proposal.certainty == Certainty.PLANNED


Check = Callable[[Case], bool]


@dataclass(frozen=True, slots=True)
class Gated:
    """What became of each proposal, and the candidate, not judged yet, that each which was taken makes."""

    fates: list[Fate]
    found: list[Candidate | None]
    read: frozenset[tuple[str, object]]
    """Fields and values that are read where they are quoted, wherever they belong."""


def gate(sheet: Sheet, weights: Weights, proposed: Proposed, hidden: Sequence[str]) -> Gated:
    """The proposals that the letter carries, as candidates. Names that our own reading passed over are added to the sheet."""
    text = blacked_out(sheet.letter.view.text, hidden)
    cases = [Case(sheet, weights, one, text, hidden) for one in proposed.proposals]
    refused = [_first(case, CHECKS) for case in cases]
    sources = [one for case, why in zip(cases, refused, strict=True) if not why for one in case.sources]
    add_names(sheet, dict.fromkeys(one for one in sources if isinstance(one, NameAt)))
    read = frozenset(_said(case) for case, why in zip(cases, refused, strict=True) if not why)
    refused = [why or _first(case, PLACING) for case, why in zip(cases, refused, strict=True)]
    fates = [Fate(case.proposal, proposed.by, why) for case, why in zip(cases, refused, strict=True)]
    found = [None if why else _candidate(case, proposed.by) for case, why in zip(cases, refused, strict=True)]
    return Gated(fates, found, read)


def _first(case: Case, checks: Sequence[tuple[str, Check]]) -> str:
    """The first reason to refuse a proposal; empty where there is none."""
    return next((reason for reason, holds in checks if not holds(case)), "")


def _means_something(case: Case) -> bool:
    """Whether a quote says enough to be found again, and no more than points at something."""
    quote = case.proposal.quote
    if len(quote) > LONGEST or not re.search(r"[^\W_]", quote):
        return False
    return not _is_short(quote) or any(_is_whole(words, quote) for words in case.sheet.words)


def _is_short(quote: str) -> bool:
    return len(re.findall(r"[^\W_]", quote)) < LEAST_LETTERS


def _is_whole(words: Words, quote: str) -> bool:
    """Whether a quote is the whole of a cell or of a line that answers."""
    return any(line.text.strip(" .;") == quote.strip(" .;") for line in words.unit.passage.lines())


def _stands(case: Case) -> bool:
    """Whether the quote stands in the letter, word for word and at the bounds of words; white space may differ."""
    words = case.proposal.quote.split()
    first = r"(?<!\w)" if _NO_PART.match(words[0][0]) else ""
    last = r"(?!\w)" if _NO_PART.match(words[-1][-1]) else ""
    pattern = first + r"\s+".join(map(re.escape, words)) + last
    case.places = [match.span() for match in re.finditer(pattern, case.text)]
    return bool(case.places)


def _answers(case: Case) -> bool:
    """Whether the quote stands in what the council answers; of several places those under the question count."""
    inside = [place for place in case.places if any(_may_hold(case, unit) for unit in _units_at(case.sheet, *place))]
    label = _folded(case.proposal.question)
    asked = [
        place for place in inside
        if label and any(label == _folded(one) for unit in _units_at(case.sheet, *place) for one in _labels(case, unit))
    ]  # fmt: skip
    case.places = asked or inside
    return bool(case.places)


def _may_hold(case: Case, unit: int) -> bool:
    """Whether a quote may be of a unit: a short one only where it is the whole of it."""
    return not _is_short(case.proposal.quote) or _is_whole(case.sheet.words[unit], case.proposal.quote)


def _labels(case: Case, unit: int) -> tuple[str, ...]:
    return case.sheet.words[unit].unit.questions


def _folded(label: str | None) -> str:
    """A label without marks and without what it may be called by: `2a` of "Question 2 (a)"."""
    return re.sub(r"^(?:question|query|q)|[\W_]", "", (label or "").casefold().strip())


def _units_at(sheet: Sheet, start: int, end: int) -> Iterator[int]:
    """The units that share characters with a stretch of the view, outside of questions."""
    for item in sheet.letter.items:
        asked = item.question.passage if item.question else None
        if asked and asked.start <= start and end <= asked.end:
            return
    for number, words in enumerate(sheet.words):
        if words.unit.passage.start < end and start < words.unit.passage.end:
            yield number


def _reads(case: Case) -> bool:
    """Whether our own grammars read the value in the quote, or the name stands there."""
    reading = _names_in if case.proposal.field in _NAMED else _values_in
    case.sources = [
        one for place in case.places for unit in _units_at(case.sheet, *place) for one in reading(case, unit, *place)
    ]
    return bool(case.sources)


def _values_in(case: Case, unit: int, start: int, end: int) -> Iterator[Mention]:
    mentions = [one for one in case.sheet.near.get(unit, ()) if one.kind == KINDS[case.proposal.field]]
    if case.proposal.field == "hosting":
        yield from _hosts_in(case, unit, mentions, start, end)
        return
    wanted = _value(case.proposal)
    inside = [one for one in mentions if start <= one.start and one.end <= end]
    yield from (one for one in inside if _same(case.proposal.field, one.value, wanted))
    if case.proposal.field == "contract_reference" and wanted not in {str(one.value) for one in inside}:
        yield from _printed(case, unit, start, end)


def _printed(case: Case, unit: int, start: int, end: int) -> Iterator[Mention]:
    """A reference as it is printed: words with a figure, of no form that a grammar knows."""
    value = " ".join(case.proposal.value.split())
    if not re.search(r"\d", value) or len(value) < LEAST_LETTERS or find_dates(value) or find_money(value):
        return
    for first, last, begin, stop in _words_at(case, unit, value, start, end):
        yield add_mention(case.sheet, Mention(unit, "reference", value, begin, stop, first, last, trait="printed"))


def _hosts_in(case: Case, unit: int, mentions: Sequence[Mention], start: int, end: int) -> Iterator[Mention]:
    """The clauses that speak of hosting, of which a word is quoted."""
    if case.proposal.value not in HOSTING:
        return
    passage = case.sheet.words[unit].unit.passage
    found: dict[Mention, None] = {}
    for match in HOSTS.finditer(passage.view.text, max(start, passage.start), min(end, passage.end)):
        before = [one for one in mentions if one.start <= match.start()]
        found.update(dict.fromkeys(before[-1:]))
    yield from found


def _value(proposal: Proposal) -> str:
    """The value as our own grammars write it."""
    text = proposal.value
    if proposal.field == "procurement_route":
        concept = scheme("routes").named(text)
        return concept.notation if concept else text
    if proposal.field in ("annual_cost", "total_cost", "users"):
        return re.sub(r"[£,\s]", "", text)
    return text


def _same(field_: str, read: object, wanted: str) -> bool:
    if field_ in ("annual_cost", "total_cost", "users"):
        return bool(re.fullmatch(r"\d+(?:\.\d+)?", wanted)) and round(float(str(read)), 2) == round(float(wanted), 2)
    return value_key(field_, str(read).rstrip("~")) == value_key(field_, wanted.rstrip("~"))


def _names_in(case: Case, unit: int, start: int, end: int) -> Iterator[NameAt]:
    """The names of the quote that are the one proposed: as they were found, else at the very words."""
    value, kind = case.proposal.value, _NAMED[case.proposal.field]
    alias = case.sheet.systems.alias
    key = key_of(value, kind)
    known = [
        as_kind(one, kind) for one in case.sheet.names
        if one.unit == unit and start <= one.start and one.end <= end and key_of(one.text, kind) in (key, *_short(alias, key))
    ]  # fmt: skip
    if known:
        yield max(known, key=lambda one: (one.end - one.start, -one.start))
        return
    for first, last, begin, stop in _words_at(case, unit, value, start, end):
        spoken = " ".join(case.text[begin:stop].split())
        yield NameAt(unit, first, last, begin, stop, spoken, kind, key_of(spoken, kind), "proposed")


def _words_at(case: Case, unit: int, value: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Where the very words of a value stand in a unit, within a stretch: their tokens and their place, half-open."""
    words = case.sheet.words[unit]
    passage = words.unit.passage
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, value.split())) + r"(?!\w)")
    for match in pattern.finditer(case.text, max(start, passage.start), min(end, passage.end)):
        first, last = words.at(*match.span())
        if first < last:
            yield first, last, *match.span()


def _short(alias: dict[str, str], key: str) -> list[str]:
    """The keys of short names that stand for a full one."""
    return [short for short, full in alias.items() if full == key]


def _is_a_name(case: Case) -> bool:
    """Whether what is proposed for a name may be one: no ordinary words, no council, no service, no person."""
    if case.proposal.field not in _NAMED:
        return True
    return any(_may_name(case, one) for one in case.sources if isinstance(one, NameAt))


def _may_name(case: Case, one: NameAt) -> bool:
    text = one.text
    if is_personal(text, case.hidden):
        return False
    if load().system(text) or load().supplier(text) or _shares(case, one).get(_role(case), 0.0) >= NAMED:
        return True
    if scheme("services").named(text) or scheme("functions").named(text) or load().find_councils(text):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    return any(word.lower() not in case.weights.ordinary for word in words) or (
        bool(re.search(r"[A-Z0-9]", text)) and len(text.split()) > 1
    )


def _is_of_field(case: Case) -> bool:
    """Whether our own reading holds the field possible; the likeliest of the places is kept."""
    likely = [_shares(case, one) for one in case.sources]
    shares = [found.get(_role(case), 0.0) for found in likely]
    possible = [at for at in range(len(shares)) if shares[at] >= POSSIBLE and not _is_another(likely[at], _role(case))]
    best = sorted(possible, key=lambda at: (-shares[at], at))
    case.sources = [case.sources[at] for at in best]
    case.shares = [shares[at] for at in best]
    return bool(best)


def _role(case: Case) -> str:
    """What our own models call the role that is proposed."""
    one = case.proposal
    if one.field == "hosting":
        return one.value
    return "planned" if one.field == "system" and case.planned else one.field


def _shares(case: Case, one: Mention | NameAt) -> dict[str, float]:
    """How likely our own reading holds something for each role."""
    if isinstance(one, NameAt):
        model, features = case.weights["name"], name_features(case.sheet, one)
    else:
        model, features = case.weights[one.kind], value_features(case.sheet, one)
    return dict(zip(model.labels, model.shares(features), strict=True))


def _is_another(shares: dict[str, float], wanted: str) -> bool:
    """Whether our own reading is sure that something is of another role than the one that is wanted."""
    return any(share >= SURE for role, share in shares.items() if role not in (NONE, wanted))


def _mood(case: Case) -> Mood:
    """What the clause does with the value that it holds."""
    one = case.source
    words = case.sheet.words[one.unit]
    first, last = words.bounds(min(one.first, len(words.tokens) - 1))
    start, end = words.tokens[first].start, words.tokens[last - 1].end
    return mood_at(words.unit.passage.view.text[start:end], max(0, one.start - start))


def _agrees(case: Case) -> bool:
    """Whether the clause says that it is so: neither denied nor supposed, planned or past only where so proposed."""
    if case.shares[0] >= LIKELY:
        return True
    mood, field_ = _mood(case), case.proposal.field
    if mood & (Mood.DENIED | Mood.SUPPOSED):
        return False
    if field_ in _PAST:
        return bool(mood & Mood.PAST) or case.shares[0] >= 0.1
    if field_ == "system" and case.planned:
        return bool(mood & Mood.PLANNED)
    return not (field_ in ("system", "supplier") and mood & (Mood.PAST | Mood.PLANNED))


def _has_system(case: Case) -> bool:
    """Whether the letter names the system, and ties the value to it."""
    if case.proposal.field in SYSTEMS:
        assert isinstance(case.source, NameAt)
        key = case.sheet.systems.alias.get(case.source.key, case.source.key)
        case.link = (key, 1.0)
        return True
    best: list[tuple[float, str | None, Mention | NameAt]] = []
    for one in case.sources:
        options = link_shares(case.sheet, case.weights, one, ROLE_GROUPS.get(case.proposal.field, "hosting"))
        keys = _system_keys(case)
        if case.proposal.system is None and options[None] < CARRIED:
            keys = [max(options, key=lambda key: options[key])]  # what names no system leaves it to our own reading
        for key in keys:
            share = options.get(key, 0.0)
            if share >= LINKED or (share >= CARRIED and (key is None or is_carried(case.sheet, one, key))):
                best.append((share, key, one))
    if not best:
        return False
    share, key, one = max(best, key=lambda found: (found[0], -found[2].start))
    case.link = (key, share)
    case.shares = [case.shares[case.sources.index(one)]]
    case.sources = [one]
    return True


def _system_keys(case: Case) -> list[str | None]:
    """The keys of the system that is proposed, as the letter names it; none where it names no such."""
    name = case.proposal.system
    if name is None:
        return [None]
    systems = case.sheet.systems
    key = key_of(name, "system")
    key = systems.alias.get(key, key)
    folded = name.casefold()
    spoken = [own for own, places in systems.places.items() if any(one.text.casefold() == folded for one in places)]
    return list(dict.fromkeys(one for one in (key, *spoken) if one in systems.places))


def _has_service(case: Case) -> bool:
    """Whether what stands around tells of the service, or the catalogue knows the system as being for it."""
    service = case.proposal.service
    if service not in SERVICES:
        return False
    shares = serving(case.sheet, case.weights, case.link[0], case.source)
    at = SERVICES.index(service)
    if service is None and shares[at] < CARRIED:
        at = max(range(len(shares)), key=shares.__getitem__)
    case.service, case.served = SERVICES[at], shares[at]
    return service is None or case.served >= SERVED or service in services_told(case.sheet, case.link[0], case.source)


CHECKS: tuple[tuple[str, Check], ...] = (
    (refusing.TOO_SHORT, _means_something),
    (refusing.NOT_THERE, _stands),
    (refusing.NOT_ANSWERED, _answers),
    (refusing.NOT_READ, _reads),
    (refusing.NO_NAME, _is_a_name),
    (refusing.OTHER_FIELD, _is_of_field),
    (refusing.MOOD, _agrees),
)
"""What must hold of a quote and of what it is said to hold, each with the reason to refuse it, in order."""
PLACING: tuple[tuple[str, Check], ...] = (
    (refusing.NO_SYSTEM, _has_system),
    (refusing.NO_SERVICE, _has_service),
)
"""What must hold of its place, once all names of the letter are known."""


def _said(case: Case) -> tuple[str, object]:
    return case.proposal.field, value_key(case.proposal.field, _read(case))


def _read(case: Case) -> Value:
    """The value as our own reading has it."""
    one, field_ = case.source, case.proposal.field
    if isinstance(one, Mention):
        return case.proposal.value if field_ == "hosting" else one.value
    return called(case.sheet, one.key) if field_ in SYSTEMS else name_of(one.text, "supplier")


def _candidate(case: Case, by: str) -> Candidate:
    """What is proposed, as a candidate made of our own value or name."""
    one, field_ = case.source, case.proposal.field
    key, link = case.link
    value = _read(case)
    return Candidate(
        field_, value, one.unit, one.start, one.end, key, case.service, case.planned and field_ == "system",
        isinstance(one, Mention) and one.approximate, case.shares[0], link, case.served, one, (), by=by,
    )  # fmt: skip
