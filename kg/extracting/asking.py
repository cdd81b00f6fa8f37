"""Questions → what they ask: fields and services. What is asked decides what is answered.

`March 2028`, `Yes` or `Third party` say something only under a question that gives them a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extracting.kinds import EXAMPLES, kinds_in, kinds_of_topic
from kg.model import Item, Letter
from kg.schemes import scheme

_REFERS_BACK = re.compile(
    r"^and\s(?:for|of|what|who|when|how|is|are|the)\b(?![^?]*\bservices?\b)|\b(?:it|its|this)\b|\bthat\b(?=\s(?:system|contract|software|product|tool|supplier)|\?)|\bthe\s(?:present|current|same)\s(?:contract|system|supplier)\b",
    re.IGNORECASE,
)
"""Words by which a question goes on about what the question before it named."""
_SERVED = re.compile(r"\s?\b(?:service|team|department|directorate)\b", re.IGNORECASE)
"""What makes a word the name of a service: "the education service", beside "management information system"."""
_CROSS_CUTTING = frozenset({"analytics-ai", "document-management", "risk-verification", "gis-property"})
_CONTINUES = re.compile(
    r"^(?:and\s)?(?:is\sthis\s(?:also\s)?the\scase|similarly|is\sthis\sthe\ssame|same\squestion|what\sabout|and\s(?:for|regarding))\b",
    re.I,
)
_YEARLY = re.compile(
    r"\b(?:annual|yearly)\s(?:\w+\s)?(?:spend|cost|charge|value|fee)|\b(?:spend|cost)\s(?:per|a)\s(?:year|annum)",
    re.IGNORECASE,
)
"""What a system costs by the year is a fact of its contract, also where spending is a measure."""
_THING_ASKED = re.compile(
    r"(?:which|what)\s(?P<what>(?!is\b|are\b|do\b|does\b)[^?]{2,60}?)\s(?:do|does|is|are|did|has|have)\s", re.IGNORECASE
)
"""The thing that a question asks for: its service goes before those that the question names besides."""
_BOTH_CARES = re.compile(
    r"\badults?['’]?s?\s*(?:and|&|/|or)\s*child(?:ren)?s?['’]?s?['’]?\s(?:social|services)|\bchild(?:ren)?s?['’]?s?['’]?\s*(?:and|&|/|or)\s*adults?['’]?s?['’]?\s(?:social|services)|\(children['’]s or adults\)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks: kinds as in the table above, and the services it names."""

    kinds: frozenset[str]
    services: tuple[str, ...]
    continues: bool = False
    """Whether it only repeats the question before for another service."""
    measure: str | None = None
    """Notation in the scheme of measures, where it asks for a statistic."""
    words: str = ""
    """Its own words: the question, or the label of a column or line."""
    carried: bool = False
    """Whether its services are those of the question before, on which it goes on."""
    headed: bool = False
    """Whether its services are those of the heading, row or column under which it stands."""


@lru_cache(maxsize=4096)
def services_in(text: str) -> tuple[str, ...]:
    """Notations of the services that a text names, in order, each once.

    Technologies and tasks that any service may have count only where no service is named beside them.
    """
    hits = scheme("services").find(text)
    served = [hit for hit in hits if _SERVED.search(text[hit[1] : hit[2]]) or _SERVED.match(text[hit[2] :])]
    found = [concept.notation for concept, _, _ in served or hits]
    if _BOTH_CARES.search(text):
        found = ["adult-social-care", "childrens-social-care", *found]
    return tuple(dict.fromkeys(own(found) or found))


def own(services: Sequence[str]) -> tuple[str, ...]:
    """Services proper, without technologies and tasks that any service may have."""
    return tuple(service for service in services if service not in _CROSS_CUTTING)


@lru_cache(maxsize=4096)
def measure_in(text: str) -> str | None:
    """Notation of the measure that a text names in the most words."""
    found = scheme("measures").find(text)
    return max(found, key=lambda hit: hit[2] - hit[1])[0].notation if found else None


def services_named(text: str) -> tuple[str, ...]:
    """The services that a heading or cell names, also by words too ordinary for a sentence."""
    named = scheme("services").named(text)
    return (named.notation,) if named else services_in(text)


def asked_by(letter: Letter) -> tuple[Asked, ...]:
    """What each item of a letter asks, in order."""
    asked: list[Asked] = []
    for item in letter.items:
        asked.append(_asked(item, asked))
    return tuple(asked)


_SUBJECT_LINE = re.compile(r"(?:subject|re|ref)\b\s*:", re.IGNORECASE)


def _of_heading(heading: str, question: str) -> tuple[str, ...]:
    """The services of the heading above a question, unless it only mentions some and the question names another."""
    found = services_named(heading) if heading and not _SUBJECT_LINE.match(heading) else ()
    if not found or scheme("services").named(heading):
        return found
    own_words = own(services_in(question))
    return () if own_words and not set(own_words) & set(found) else found


def _asked(item: Item, before: Sequence[Asked]) -> Asked:
    if item.question is None:
        return Asked(frozenset(), ())
    text = item.question.text
    stem = item.question.stem
    if _CONTINUES.match(text) and before:
        return Asked(
            before[-1].kinds,
            services_in(text) or before[-1].services,
            continues=True,
            measure=before[-1].measure,
            words=before[-1].words,
        )
    measure = measure_in(text) or measure_in(stem)
    stem_kinds = kinds_in(stem)
    if "activity" in stem_kinds:
        kinds = frozenset({"activity"})
    elif "counting" in kinds_in(text):
        kinds = frozenset({"counting"})
    elif measure and not _YEARLY.search(text):
        kinds = frozenset({"statistics"})
    else:
        kinds = kinds_in(text) or stem_kinds or kinds_of_topic(text)
    services = _of_heading(item.question.heading, text)
    plain = EXAMPLES.sub(" ", text)
    thing = _THING_ASKED.match(plain)
    said = services or (own(services_in(thing["what"])) if thing else ()) or services_in(plain) or services_in(stem)
    carried = not said and bool(before) and _REFERS_BACK.search(text) is not None
    if carried:
        said = before[-1].services
    return Asked(kinds, said, measure=measure, words=text, carried=carried, headed=bool(services))
