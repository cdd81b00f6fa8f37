"""What the extractors of a letter share: its items as asked and cut into segments, and the systems it names.

Extractors run in the order of their table; each adds claims, those of systems first, so that later ones can say
what `the system` is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kg.catalogue import Mention, load
from kg.extracting.asking import Asked, asked_by, own, services_in
from kg.extracting.evidence import evidence_of
from kg.extracting.segments import Labelled, Segment, segments_of
from kg.model import (
    Certainty,
    Claim,
    Interval,
    Item,
    Letter,
    Observation,
    Outcome,
    Passage,
    Polarity,
    Span,
    Value,
)
from kg.schemes import scheme
from kg.values.personal import is_personal

_RESTATING = re.compile(r"you\s(?:also\s|then\s)?asked\b", re.IGNORECASE)
_NAMES = frozenset({"system", "former_system"})
_TELLING = re.compile(r"[A-Z][a-z]*[A-Z]\w*|[A-Z]{2,}\w*|(?=\w*\d)[A-Z]\w+|[A-Z][a-z]")
"""Words of a name that are no ordinary ones: "Cx", "OneView", "EYES"."""
_WORDS = re.compile(r"[\w-]+")
_GIVEN = (Outcome.ANSWERED, Outcome.PARTLY_ANSWERED, Outcome.NOT_HELD, Outcome.REFERRED)


@dataclass(frozen=True, slots=True)
class Target:
    """What a claim is about: a service and, where one is named, a system; either may be unknown."""

    service: str | None
    system: str | None = None


@dataclass(frozen=True, slots=True)
class AskedItem:
    """An item, what its question asks, and its answer in segments."""

    item: Item
    asked: Asked
    segments: tuple[Segment, ...]

    @property
    def label(self) -> str | None:
        return self.item.label


@dataclass(slots=True)
class Context:
    """One letter under extraction."""

    letter: Letter
    asked: tuple[Asked, ...] = ()
    """What each item of the letter asks."""
    items: tuple[AskedItem, ...] = ()
    services: tuple[str, ...] = ()
    """Services of the letter as a whole: those its subject and its requester name, else those its questions name."""
    named: bool = False
    """Whether its subject, its opening or its first question names them all."""
    claims: list[Claim] = field(default_factory=list)
    said: set[tuple[object, ...]] = field(default_factory=set)
    """What the claims say, to tell a repetition."""
    observations: list[Observation] = field(default_factory=list)
    uses: dict[Target, None] = field(default_factory=dict)
    """Systems in use, each with its service, in the order of the letter."""
    planned: dict[Target, None] = field(default_factory=dict)
    """Systems that are only planned, likewise."""
    known: dict[str, list[Mention]] = field(default_factory=dict)
    """What the catalogue knows in each text that was asked for."""
    _answered: list[tuple[AskedItem, Segment]] | None = None
    _by_field: dict[str, list[Claim]] = field(default_factory=dict)
    """The claims by their fields."""
    _by_place: list[tuple[int, int, Claim]] = field(default_factory=list)
    """Claims that name a system, in the order of the letter."""
    names: tuple[str, ...] = ()
    """The systems that the letter has named as in use or planned."""
    _called: dict[str, set[str]] = field(default_factory=dict)
    """These by the first words of what they may be called."""
    modules: set[str] = field(default_factory=set)
    """Systems that the letter calls a part of another."""

    def take(self, claims: Iterable[Claim]) -> None:
        """Take over what models state, so that rules know which systems the letter names, and for what."""
        for claim in claims:
            self.said.add(_key(claim))
            self._note(claim)

    def add(
        self,
        target: Target,
        field_: str,
        value: Value,
        passage: Passage,
        item: AskedItem,
        extractor: str,
        *,
        stated: str | None = None,
        certainty: Certainty = Certainty.DEFINITE,
        polarity: Polarity = Polarity.AFFIRMED,
        interval: Interval | None = None,
    ) -> None:
        """Add a claim, unless the letter has made the same one before."""
        if stated and is_personal(passage.text) and (at := passage.text.find(stated)) >= 0:
            passage = passage.sub(at, at + len(stated))  # the words themselves, without the person beside them
        evidence = evidence_of(passage)
        if certainty is Certainty.DEFINITE and target in self.planned and target not in self.uses:
            certainty = Certainty.PLANNED  # what is said of a system to come is no more than planned
        claim = Claim(
            target.service, target.system, field_, value, stated or evidence.quote, evidence, item.label,
            extractor, certainty, polarity, interval,
        )  # fmt: skip
        if _key(claim) not in self.said:
            self.said.add(_key(claim))
            self.claims.append(claim)
            self._note(claim)

    def _note(self, claim: Claim) -> None:
        """Remember where a claim stands and what it names."""
        self._by_field.setdefault(claim.field, []).append(claim)
        if claim.field in _NAMES:
            insort(self._by_place, (claim.evidence.span.start, len(self._by_place), claim))
        if claim.field == "system" and claim.polarity is Polarity.AFFIRMED:
            use = Target(claim.service, str(claim.value))
            uses = self.planned if claim.certainty is Certainty.PLANNED else self.uses
            if use not in uses:
                uses[use] = None
                self.names = tuple(dict.fromkeys(u.system for u in (*self.uses, *self.planned) if u.system))
                for word in call_name(str(claim.value)).first_words:
                    self._called.setdefault(word, set()).add(str(claim.value))

    def of_field(self, field_: str) -> Sequence[Claim]:
        """The claims of a field, in the order in which they were added."""
        return self._by_field.get(field_, ())

    def naming(self, span: Span, field_: str = "system") -> list[Claim]:
        """The claims of a field that name a system in a stretch of the letter."""
        first = bisect_left(self._by_place, (span.start,))
        found = []
        for start, _, claim in self._by_place[first:]:
            if start >= span.end:
                break
            if claim.field == field_ and claim.evidence.span.end <= span.end:
                found.append(claim)
        return found

    def named_in(self, text: str) -> str | None:
        """The one system in use that a text names, by its name or the word by which the letter calls it."""
        names = self.perhaps_in(text)
        whole = [name for name in names if name in text and re.search(_full_name(name), text)]
        whole = [name for name in whole if not any(name != other and name in other for other in whole)]
        found = whole or [name for name in names if call_name(name).found_in(text)]
        return found[0] if len(found) == 1 else None

    def perhaps_in(self, text: str) -> Sequence[str]:
        """Those of `names` of which a text has the first word of what they may be called."""
        if not self.names:
            return ()
        found = {name for word in {"", *_WORDS.findall(text)} for name in self._called.get(word, ())}
        return [name for name in self.names if name in found] if len(found) > 1 else tuple(found)

    def read_label(self, text: str) -> Labelled:
        """What a label names: services or a known system, else a system or a contract reference of this letter."""
        known = context_label(text)
        if known.names_something:
            return known
        referred = [c.system for c in self.of_field("contract_reference") if c.value == text]
        return Labelled(system=next(filter(None, referred), None) or self.named_in(text))

    def main_use(self, service: str | None) -> Target:
        """The one system that the letter names for a service, modules aside; unnamed where there is none or several."""
        mains = [u for u in self.uses if u.service == service and u.system not in self.modules]
        return mains[0] if len(mains) == 1 else Target(service)

    def uses_of(self, system: str, services: Sequence[str] = ()) -> tuple[Target, ...]:
        """The uses of a system in this letter; where there is none yet, one for each service asked about."""
        known = [u for u in (*self.uses, *self.planned) if u.system == system]
        wanted = [u for u in known if u.service in services] or known
        return tuple(wanted) or tuple(Target(s, system) for s in services or self.services or (None,))

    def mentions(self, passage: Passage) -> list[Mention]:
        """Systems and suppliers that the catalogue knows in a passage, those whose ambiguity the letter resolves."""
        text = passage.text
        if text in self.known:
            return self.known[text]
        context = f"{self.letter.subject or ''} {self.letter.introduction[:500]}"
        found = load().find(text)
        meant = [m for m in found if not m.ambiguous or load().supported(m, f"{passage.text} {context}")]
        service = self.services[0] if len(self.services) == 1 else None
        self.known[text] = [load().resolve(m, f"{text} {context}", service) for m in meant]
        return self.known[text]

    def segments(self) -> Iterator[tuple[AskedItem, Segment]]:
        """Each segment of each answer, refusals included."""
        for item in self.items:
            for segment in item.segments:
                yield item, segment

    def answered(self) -> Iterator[tuple[AskedItem, Segment]]:
        """Each segment of the answers that were given, in whole or in part."""
        if self._answered is None:
            self._answered = [
                (item, segment)
                for item, segment in self.segments()
                if item.item.answer and item.item.answer.outcome in _GIVEN and not _RESTATING.match(segment.text)
            ]
        return iter(self._answered)


def _full_name(system: str) -> str:
    return rf"(?<![\w-]){re.escape(system)}(?![\w-])"


@dataclass(frozen=True, slots=True)
class CallName:
    """What a letter may call a system: its name, or a word of it that is long enough to tell."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]

    @property
    def first_words(self) -> list[str]:
        """The words, up to a sign that parts words, with which one of the names begins; empty for a sign."""
        return [match[0] if (match := _WORDS.match(word)) else "" for word in self.words]

    def found_in(self, text: str) -> bool:
        return any(word in text for word in self.words) and self.pattern.search(text) is not None

    def places_in(self, text: str) -> list[re.Match[str]]:
        return list(self.pattern.finditer(text)) if any(word in text for word in self.words) else []


@lru_cache(maxsize=8192)
def call_name(system: str) -> CallName:
    """The ways in which a letter may call a system, ready to be looked for."""
    words = system.split()
    short = [word for word in words[:1] if len(word) >= 5] + [word for word in words[1:] if _TELLING.fullmatch(word)]
    names = (system, *(short if len(words) > 1 else ()))
    return CallName(names, re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])"))


def _key(claim: Claim) -> tuple[object, ...]:
    """What a claim says. Whether an activity is provided says nothing without the question that names it."""
    question = claim.question if claim.field == "provided" else None
    return claim.service, claim.system, claim.field, claim.value, claim.polarity, claim.certainty, question


def context_of(letter: Letter, claims: Iterable[Claim] = ()) -> Context:
    """The context in which a letter's rules begin, with what models state already."""
    asked = asked_by(letter)
    context = Context(letter, asked)
    context.take(claims)
    named = _named_services(letter)
    context.services = named or _services_of(letter, asked)
    first = next((a.services for a in asked if a.services), ())
    context.named = bool(named) or set(first) == set(context.services)
    if named:
        asked = tuple(_settled(a) for a in asked)
    answers = {item.answer.passages: item.answer for item in letter.items if item.answer}  # one may answer many questions
    segments = {passages: segments_of(answer, context.read_label) for passages, answer in answers.items()}
    context.items = tuple(
        AskedItem(item, a, segments[item.answer.passages] if item.answer else ())
        for item, a in zip(letter.items, asked, strict=True)
        if not (item.answer and item.answer.outcome is Outcome.UNANSWERED)
    )
    return context


def _named_services(letter: Letter) -> tuple[str, ...]:
    """Services of the letter as a whole, by its subject and what its opening says was asked."""
    preamble = services_in(letter.introduction)
    named = services_in(letter.subject or "") or services_in(_opening(letter)) or preamble
    if named and not set(preamble) >= set(named):
        named = tuple(dict.fromkeys((*named, *preamble))) if len(preamble) <= 3 else named
    return named


def _services_of(letter: Letter, asked: Sequence[Asked]) -> tuple[str, ...]:
    """Where neither tells: the services of the letter's questions, else those of the systems it names."""
    return tuple(dict.fromkeys(s for a in asked for s in a.services)) or _typical(letter)


_WITHOUT_QUESTIONS = 1500
"""As much of a letter without questions is taken for its opening."""
_ASKING = r"\b(?:request|asked|enquir\w+|wrote|information|letter|e-?mail|questions)\b"
_ABOUT = (
    r"\b(?:about|regarding|concerning|relating\sto|in\s(?:respect|relation|connection)\s(?:of|to|with)"
    r"|on\sthe\ssubject\sof|for\sinformation\son|for)\s"
)
_REQUESTED = re.compile(rf"{_ASKING}[^.\n]{{0,80}}?{_ABOUT}(?P<what>[^.]{{5,160}})", re.IGNORECASE)
"""How an opening tells what a request is about."""


def _opening(letter: Letter) -> str:
    """What the letter says of the request before its first question."""
    first = next((i.question.passage for i in letter.items if i.question), None)
    text = letter.view.text[: min(first.start, 4000) if first else _WITHOUT_QUESTIONS]
    return " ".join(m["what"] for m in _REQUESTED.finditer(text))


def _settled(asked: Asked) -> Asked:
    """A task that any service may have, named in a question, is that of the service which the letter is about."""
    return asked if asked.headed else replace(asked, services=own(asked.services))


def _typical(letter: Letter) -> tuple[str, ...]:
    """Where a letter names no service: the one for which most of the systems it names are made."""
    found = [m.system.key for m in load().find(letter.view.text) if m.system and not m.ambiguous]
    votes = Counter(service for key in dict.fromkeys(found) for service in load().typical_services(key)[:1])
    return (votes.most_common(1)[0][0],) if votes else ()


@lru_cache(maxsize=4096)
def context_label(text: str) -> Labelled:
    """What a label names: services, if little of it is anything else, or a system that the catalogue knows."""
    named = scheme("services").named(text)
    if named:
        return Labelled(services=(named.notation,))
    found = scheme("services").find(text)
    rest = text
    for _, start, end in reversed(found):
        rest = rest[:start] + rest[end:]
    if found and len(re.sub(r"\b(?:and|the|services?|teams?|social|care|department)\b|\W", "", rest, flags=re.I)) <= 3:
        return Labelled(services=tuple(dict.fromkeys(concept.notation for concept, _, _ in found)))
    system = load().system(text)
    if system:
        return Labelled(system=system.name)
    return Labelled()
