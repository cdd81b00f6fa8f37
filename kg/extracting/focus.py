"""What a sentence is about: the service, and where one is named the system, of what stands at a place of an answer.

Told by the nearest words that tell it: the reference or system named in the clause, the label before it, the row of
a table, the service named in the clause, what the answer's sentences before were about, the question, the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg.extracting.asking import own
from kg.extracting.context import AskedItem, Context, Target, call_name
from kg.extracting.moods import clause_of
from kg.extracting.segments import Segment
from kg.extracting.states import awaited_in
from kg.model import Certainty, Polarity, Span
from kg.schemes import scheme

_ALL = re.compile(r"(?:all|both|each|every\sone)\b(?!\s(?:staff|members|users|our|schools|employees))", re.IGNORECASE)
_ALL_OF = re.compile(
    r"(?:All|Both)\s(?:of\s)?(?:the\s)?(?P<name>[A-Z][\w&]+)\s(?:contracts|systems|products|agreements|licences)\b"
)
"""All the systems of one supplier: "Both NEC contracts"."""
_SAVE = re.compile(
    r"\b(?:save|except(?:ing|\sfor)?|apart\sfrom|other\sthan|with\sthe\sexception\sof|but\snot)\b", re.IGNORECASE
)
_NOUN = r"(?:contract|agreement|system|software|supplier|product|licen[cs]e|application|database|company)"
_GOES_ON = (
    "it|they|this|that|its", rf"the\s(?:present\s|current\s|same\s)?{_NOUN}", r"a\s(?:new\s)?contract",
    r"to\sstart|in\suse|live|went\slive", "since|from|until|used|hosted|supplied",
)  # fmt: skip
_ANAPHOR = re.compile(rf"^(?:\W*(?:yes|no)\W+)?(?:and\s|but\s)?(?:{'|'.join(_GOES_ON)})\b", re.IGNORECASE)
"""Words with which a sentence goes on about what the one before named."""


def targets_of(context: Context, item: AskedItem, segment: Segment, at: int | None = None) -> tuple[Target, ...]:
    """What the words at `at` of a segment are about; without `at`, what all of it is about."""
    text = _of_today(segment.text, at)
    start, end = clause_of(text, at) if at is not None else (0, len(text))
    clause = text[start:end]
    referred = _referred(context, text, clause, at)
    if referred:
        return referred
    nearest = _nearest_service(text, start, at)
    every = _every(context, item, segment) if start == 0 else ()
    if every:
        return every
    services = nearest or lead_services(clause) or segment.services or lead_services(text)
    several = _named_before(context, text[:at], start) if at is not None else ()
    if len(several) > 1:
        return _unique(use for name in several for use in context.uses_of(name, services))
    system = next(iter(several), None) or segment.system or context.named_in(clause) or context.named_in(text)
    if system is None and not services:
        carried = _carried(context, item, segment)
        if carried:
            return carried
    if system is None and not services:
        supplied = _supplied_by(context, clause) or _supplied_by(context, text)
        if supplied:
            return supplied
    pointed = () if services or system else _asked_about(context, item, text)
    if pointed:
        return pointed
    system = system or context.named_in(item.asked.words)
    if system:
        return context.uses_of(system, services or (() if item.asked.carried else item.asked.services))
    alone = [c for c in context.of_field("supplier") if c.system is None and c.question == item.label]
    if alone and item.label is not None and not services:
        return _unique(Target(c.service) for c in alone)  # of a supplier without a named system
    before = () if services or (item.asked.services and not item.asked.carried) else of_question_before(context, item)
    if before:
        return before
    wanted = services or item.asked.services or _used_for(context)
    return tuple(context.main_use(service) for service in wanted) or (context.main_use(None),)


def _of_today(text: str, at: int | None) -> str:
    """A sentence with the names of what it awaits blanked out, unless the place is beside them.

    "… extended until Eclipse is live" is said of the system that Eclipse is to replace.
    """
    for start, end in awaited_in(text):
        if at is None or at < start:
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def said_about(item: AskedItem, segment: Segment) -> str:
    """A sentence with those before it that it goes on about: "The contract is with X Ltd. It began in …"."""
    if not _ANAPHOR.match(segment.text):
        return segment.text
    at = next((n for n, s in enumerate(item.segments) if s.whole == segment.whole), 0)
    before = item.segments[at - 1] if at else None
    return f"{said_about(item, before)} {segment.text}" if before else segment.text


_BY_LABEL = re.compile(
    r"(?:\b(?:questions?|answers?|Q|point|at|in|part)\s?|[,&]\s?|\band\s)\(?(?P<label>\d{1,2}[a-z]?|[a-z])\b\)?(?!\s?(?:years?|months?|per))"
)
_OWN_LABEL = re.compile(r"\(?(?P<label>\d{1,2}[a-z]?|[a-z])[).:]\s")


def _asked_about(context: Context, item: AskedItem, text: str) -> tuple[Target, ...]:
    """The systems of the questions that a question points to: "the yearly cost of the systems at (a) and (e)"."""
    pointed = [m["label"] for m in _BY_LABEL.finditer(item.asked.words)]
    if not pointed:
        return ()
    labels = {i.label for i in context.items} - {item.label}
    pointed = [label for label in pointed if label in labels]
    own_label = _OWN_LABEL.match(text)
    if own_label and own_label["label"] in pointed:
        pointed = [own_label["label"]]
    named = [c for f in ("system", "supplier") for c in context.of_field(f) if c.question in pointed]
    named = [c for c in named if c.field == "system"] or named
    return _unique(Target(c.service, c.system) for c in named if c.polarity is Polarity.AFFIRMED)


_PLURAL = re.compile(
    r"\b(?:they|their|them|these|those|each|both|all|every|any|(?:contracts|agreements|systems|products|suppliers|tools|licen[cs]es\sand))\b",
    re.IGNORECASE,
)
"""Words of a question about several systems."""


def of_question_before(context: Context, item: AskedItem) -> tuple[Target, ...]:
    """The systems of the nearest question before that named some, for a question that goes on about them.

    Where the letter as a whole is about several services, only a question in the singular goes on about one of them.
    """
    if context.named and len(context.services) > 1 and (not item.asked.words or _PLURAL.search(item.asked.words)):
        return ()
    heading = item.item.question.heading if item.item.question else ""
    labels: list[str | None] = []
    for other in context.items:
        if other.item is item.item:
            break
        if not heading or (other.item.question and other.item.question.heading == heading):
            labels.append(other.label)
    for label in reversed(labels):
        named = [c for c in context.of_field("system") if c.question == label and c.polarity is Polarity.AFFIRMED]
        named = [c for c in named if c.certainty is not Certainty.PLANNED] or named
        if named and label is not None:
            return _unique(use for c in named for use in context.uses_of(str(c.value)))
    return ()


def _used_for(context: Context) -> tuple[str, ...]:
    """Of the letter's services those for which it names a system in use; all of them where it names none."""
    used = {use.service for use in context.uses}
    return tuple(service for service in context.services if service in used) or context.services


def _referred(context: Context, text: str, clause: str, at: int | None) -> tuple[Target, ...]:
    """The uses whose contract the clause names by its reference: the nearest before the place, where several are."""
    claims = [c for c in context.of_field("contract_reference") if _stands(str(c.value), text)]
    here = [c for c in claims if _stands(str(c.value), clause)] or claims
    if at is not None and len({c.value for c in here}) > 1:
        last = _last_group(text, [(text.find(str(c.value)), str(c.value)) for c in here], at)
        here = [c for c in here if c.value in last] or here
    return _unique(Target(c.service, c.system) for c in here)


def _last_group(text: str, found: Sequence[tuple[int, str]], at: int) -> tuple[str, ...]:
    """Of words and their places those last before a place, with those that an "and" joins to them."""
    before = sorted({pair for pair in found if pair[0] < at}, reverse=True)
    group: list[tuple[int, str]] = []
    for start, word in before:
        if group and not _JOINED.fullmatch(text[start + len(word) : group[-1][0]]):
            break
        group.append((start, word))
    return tuple(word for _, word in reversed(group))


_JOINED = re.compile(r"\W*(?:\band\b|&|\bor\b)?\W*(?:the\s)?", re.IGNORECASE)


def _every(context: Context, item: AskedItem, segment: Segment) -> tuple[Target, ...]:
    """All systems of the letter, where a sentence is about all of them, save those that it excepts."""
    if not _ALL.match(segment.text) or segment.services or item.asked.services:
        return ()
    excepted = _SAVE.search(segment.text)
    rest = segment.text[excepted.end() :] if excepted else ""
    owner = _ALL_OF.match(segment.text)
    if owner:
        supplied = {c.system for c in context.of_field("supplier") if owner["name"] in str(c.value)}
        of_owner = [u for u in context.uses if u.system and (owner["name"] in u.system or u.system in supplied)]
        return _unique(of_owner)
    kept = [use for use in context.uses if not (use.system and call_name(use.system).found_in(rest))]
    return _unique(Target(use.service, use.system) for use in kept if use.system not in context.modules)


def _named_before(context: Context, lead: str, clause_start: int) -> tuple[str, ...]:
    """The systems named last before a place, in its clause or else in its sentence."""
    found = [(m.start(), m.group(), name) for name in context.perhaps_in(lead) for m in call_name(name).places_in(lead)]
    here = [place for place in found if place[0] >= clause_start] or found
    words = _last_group(lead, [(start, word) for start, word, _ in here], len(lead))
    last = {start for start, word, _ in here if word in words}
    names = {start: max((name for at, _, name in here if at == start), key=len) for start in last}
    return tuple(dict.fromkeys(names[start] for start in sorted(names))) if len(words) > 1 else _only(names)


def _only(names: dict[int, str]) -> tuple[str, ...]:
    return (names[max(names)],) if names else ()


def _supplied_by(context: Context, clause: str) -> tuple[Target, ...]:
    """What a supplier whom a clause names supplies, where that is one system: "the contract with Access runs …"."""
    named = [
        c
        for c in context.of_field("supplier")
        if c.system
        and _first(c.stated) in clause
        and re.search(rf"(?<![\w-]){re.escape(_first(c.stated))}(?![\w-])", clause)
    ]
    return _unique(Target(c.service, c.system) for c in named) if len({c.system for c in named}) == 1 else ()


def _first(name: str) -> str:
    words = name.removeprefix("The ").split()
    return words[0] if len(words[0]) > 3 else name


def _carried(context: Context, item: AskedItem, segment: Segment) -> tuple[Target, ...]:
    """What the sentences before were about, for one that goes on about it."""
    if not _ANAPHOR.match(segment.text):
        return _only_one(context, item, segment)
    at = next((n for n, s in enumerate(item.segments) if s.whole == segment.whole), 0)
    for before in reversed(item.segments[:at]):
        span = before.whole.span
        named = [c for c in context.naming(span) if c.polarity is Polarity.AFFIRMED]
        if named:
            last = max(named, key=lambda c: c.evidence.span.start)
            alike = [c for c in named if c.value == last.value]
            return _unique(Target(c.service, str(c.value)) for c in alike)
        system = context.named_in(before.text)
        if system:
            return context.uses_of(system, before.services)
        if not _ANAPHOR.match(before.text):
            break
    return _only_one(context, item, segment)


def _nearest_service(text: str, start: int, at: int | None) -> tuple[str, ...]:
    """The service with which the last part before a place begins: "adults 23 May 2022, children 17 October 2022"."""
    return lead_services(_PARTS.split(text[start:at])[-1]) if at else ()


_PARTS = re.compile(r",\s|\s(?:and|&)\s")


def _only_one(context: Context, item: AskedItem, segment: Segment) -> tuple[Target, ...]:
    """The system that an answer has named, where it has named one and no more, for what it goes on to say."""
    start = item.segments[0].whole.span.start
    end = segment.whole.span.start
    named = [c for c in context.naming(Span(start, end)) if c.polarity is Polarity.AFFIRMED]
    return _unique(Target(c.service, str(c.value)) for c in named) if len({c.value for c in named}) == 1 else ()


@lru_cache(maxsize=4096)
def lead_services(text: str) -> tuple[str, ...]:
    """The service that a clause begins with: "Adults went live in …", "In adult social care, …"."""
    match = re.match(
        r"(?:(?:and|in|for|the)\s){0,2}(?P<words>[a-z][\w’'-]*(?:\s[a-z][\w’'-]*){0,3})", text, re.IGNORECASE
    )
    words = match["words"].split() if match else []
    if words and words[0] in ("It", "it"):
        return ()  # the pronoun, not the department
    for length in range(len(words), 0, -1):
        named = scheme("services").named(" ".join(words[:length]))
        if named:
            return own((named.notation,))
    return ()


def _stands(reference: str, text: str) -> bool:
    """Whether a text holds a reference, and not only a longer one that begins like it."""
    return reference in text and re.search(rf"(?<![\w/-]){re.escape(reference)}(?![\w/-])", text) is not None


def _unique(found: Iterable[Target]) -> tuple[Target, ...]:
    return tuple(dict.fromkeys(found))
