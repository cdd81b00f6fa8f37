"""Names of councils in a row of a letter, without the words before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_JOIN = r"(?:and|upon|of|the|on|with|in|y|yr|under|next|by|le|la|cum|de|an|na|nan|a['’]|&)"
_WORD = r"[A-ZÀ-ÖŴŶ][\w'’.-]*"
_BODIES = re.compile(
    r"(?:^|[ ])(?:Council|(?:Combined|Unitary|Park|Port[ ]Health)[ ]Authority|Corporation|Fire[ ](?:and|&)[ ]Rescue[ ](?:Service|Authority)"
    r"|Health[ ](?:and|&)[ ]Social[ ]Care[ ](?:Trust|Partnership)|Constabulary|Police)$"
)
_NOT_BODY = re.compile(
    r"[ ](?:and[ ]Crime|Force|Tax|House|Offices?|Chambers?|Members?|Leader|Plan|Homes|Depot|Meetings?|Buildings?)\b|[-/]\w|['’]s[ ](?:Trust|Services)"
)
"""What follows where it is no council that is named ("Leeds Council Tax")."""
_NAME = re.compile(
    rf"(?<![\w@-])(?:{_WORD},?[ ](?:{_JOIN}[ ]){{0,2}}){{1,10}}?"
    r"(?:Council|Authority|Corporation|Service|Trust|Partnership|Constabulary|Police)(?:\b|(?=[A-Z][a-z]))"
)
_OF = re.compile(
    rf"(?<!\w)(?:(?:Royal|London)[ ]Borough|City[ ](?:and|&)[ ]County|City|County|Vale|Isle)[ ]of[ ]{_WORD}"
    rf"(?:[ ](?:(?:and|upon|of|the|on|in|&)[ ]){{0,2}}{_WORD}){{0,3}}(?:[ ]Council)?"
)
_FOREIGN = re.compile(rf"(?<!\w)(?:Cyngor|Comhairle)[ ](?:{_WORD}[ ]?){{1,5}}")
_SHORT = re.compile(
    rf"(?<!\w)(?P<name>{_WORD}(?:[ ](?:{_JOIN}[ ]){{0,2}}{_WORD}){{0,3}})[ ](?P<kind>MBC|MDC|CBC|DC|BC|CC|TC|UA|NPA)\b"
)
_BARE = re.compile(
    rf"^(?P<name>{_WORD}(?:[ ](?:{_JOIN}[ ]){{0,2}}{_WORD}){{0,3}})[ ](?:(?:Royal|London|Metropolitan)[ ])?Borough$"
)
_LONG = {
    "MBC": "Metropolitan Borough Council", "MDC": "Metropolitan District Council", "CBC": "County Borough Council",
    "DC": "District Council", "BC": "Borough Council", "CC": "County Council",
    "TC": "Town Council", "UA": "Unitary Authority", "NPA": "National Park Authority",
}  # fmt: skip
_IS_BODY = re.compile(
    r"council|borough|authority|city of|county of|service|corporation|cyngor|comhairle|trust|partnership|constabulary|police",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-ZÀ-ÖŴŶ][A-ZÀ-ÖŴŶ'’]+(?:-[A-ZÀ-ÖŴŶ'’]+)*(?![a-z])")
_IN_CAPITALS = re.compile(r"\b(?:COUNCIL|BOROUGH|AUTHORITY|CYNGOR|COMHAIRLE|SERVICE|CORPORATION|TRUST)\b")
_SMALL = re.compile(
    r"\b(And|Of|Upon|The|On|With|In|By|Y|Under|Next)\b|(?<=-)(?:Le|Cum|On|In|The|Upon|Under|By|Of|Y)(?=-)"
)
_KIND_WORDS = re.compile(
    r"\b(?:metropolitan|county|city|district|borough|parish|town|community|unitary|regional|royal|london|the|council|authority|cyngor|sir|dinas"
    r"|bwrdeistref|sirol|comhairle|of|and|&|corporation|combined|national|park)\b",
    re.IGNORECASE,
)
_OFFICES = frozenset({
    "officer", "officers", "team", "teams", "service", "services", "department", "directorate", "unit",
    "governance", "information", "freedom", "requests", "request", "legal", "head", "director", "chief",
    "executive", "manager", "clerk", "councillor", "mayor", "leader", "thanks", "regards", "sincerely",
    "faithfully", "dear", "from", "to", "sent", "by", "mailbox", "office", "democratic", "licensing", "parking",
    "estates", "ict", "it", "finance", "revenues", "benefits", "planning", "housing", "education", "electoral",
    "elections", "environmental", "environment", "act", "regulations", "regulation", "foi", "eir", "reference",
    "ref", "contracts", "corporate", "compliance", "co-ordinator", "coordinator", "committee", "cabinet",
    "provided", "published", "managed", "hosted", "run", "led", "owned", "produced", "issued", "copyright",
    "contact", "response", "reply", "re", "subject", "has", "have", "does", "did", "is", "are", "was", "were",
    "but", "and", "or", "if", "when", "what", "which", "where", "who", "why", "how", "because", "although", "since",
    "as", "that", "this", "these", "those", "your", "our", "their", "its", "full", "any", "each", "every", "all",
    "other", "another", "most", "some", "no", "for", "with", "at", "in", "on", "please", "yes", "not", "data",
    "protection", "complaints", "policy", "procedure", "procurement", "resources", "solicitor", "monitoring",
    "secretary", "support", "business", "systems", "system", "digital", "technology", "customer", "communications",
    "website", "home", "skip", "menu", "page", "annual", "statement", "strategy", "review", "register", "records",
    "audit", "public",
})  # fmt: skip
"""Words that stand before the name of a council and are no part of it."""
_INNER = frozenset({
    "and", "&", "upon", "of", "the", "on", "with", "in", "y", "yr", "under", "next", "by", "le", "la", "cum", "de",
    "an", "na", "nan", "a'", "a’",
})  # fmt: skip
_NOT_PLACES = frozenset({
    "the", "a", "an", "full", "parish", "town", "district", "county", "borough", "city", "metropolitan", "your",
    "our", "this", "that", "other", "any", "british", "arts", "national", "sports", "local", "community", "lead",
    "host", "partner", "neighbouring", "response", "request", "information", "member", "single", "unitary", "joint",
    "whole", "former", "new", "youth", "school", "design", "research", "medical", "student", "works", "every",
    "each", "social", "regional", "general", "privy", "care", "teaching",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a row, as a council would print it, and where it stands."""

    name: str
    start: int
    end: int
    kind: str = "full"
    """`full`; `short` of one with the initials of its kind; `bare` without "Council"; `foreign` in Welsh or Gaelic."""


def names_in(text: str) -> Iterator[Named]:
    """Names of the form of a council's in a row, from left to right of each form."""
    if not _IS_BODY.search(text):
        yield from _shorts(text)
        return
    text = with_capitals(text)
    bodies = (match for match in _NAME.finditer(text) if _BODIES.search(match[0]))
    for match in (*bodies, *_OF.finditer(text)):
        if _NOT_BODY.match(text, match.end()):
            continue
        if found := _cut(text, *match.span()):
            yield found
    for match in _FOREIGN.finditer(text):
        if "Council" not in match[0]:
            yield Named(match[0].strip(), match.start(), match.start() + len(match[0].rstrip()), "foreign")
    bare = _BARE.match(text.strip(" .*"))
    if bare and place_of(bare["name"]):
        yield Named(bare[0], text.index(bare[0]), text.index(bare[0]) + len(bare[0]), "bare")
    yield from _shorts(text)


def with_capitals(text: str) -> str:
    """A row in capitals, or in small letters alone, as names are printed: `ISLE OF FARROW COUNCIL` as `Isle of Farrow Council`."""
    if _IN_CAPITALS.search(text):
        return _SMALL.sub(lambda m: m[0].lower(), _CAPITALS.sub(lambda m: _titled(m[0]), text))
    if text.islower() and len(text) < 60 and text.rstrip(" .").endswith("council"):
        return _SMALL.sub(lambda m: m[0].lower(), text.title())
    return text


def place_of(name: str) -> str:
    """What names the place in a council's name, folded: the same for its long and its short name."""
    return re.sub(r"[^a-z]", "", _KIND_WORDS.sub(" ", name.lower()))


def _titled(word: str) -> str:
    return re.sub(r"(?<=['’])S\b", "s", word.title())


def _shorts(text: str) -> Iterator[Named]:
    for match in _SHORT.finditer(text):
        cut = _first_of_name(match["name"])
        if cut is not None and place_of(match["name"][cut:]):
            yield Named(f"{match['name'][cut:]} {_LONG[match['kind']]}", match.start() + cut, match.end(), "short")


def _cut(text: str, start: int, end: int) -> Named | None:
    at = _first_of_name(text[start:end])
    if at is None:
        return None
    name = " ".join(text[start + at : end].split())
    places = [word for word in re.findall(r"[\w'’-]+", name.lower()) if word not in _NOT_PLACES and word not in _INNER]
    if (
        not places
        or places == ["council"]
        or not place_of(name)
        or set(places) <= {"council", "authority", "corporation", "service", "trust", "combined", "fire", "rescue"}
    ):
        return None
    return Named(name, start + at, end)


def _first_of_name(name: str) -> int | None:
    """Where the name itself begins: behind a comma, the words of an office, an article, or a number."""
    words = list(re.finditer(r"[^\s,]+(?P<comma>,)?", name))
    said = [word[0].strip(",.").lower() for word in words]
    last = len(words) - 1
    begin = 0
    for place in range(last):
        new = words[place]["comma"] and not _listed(name, words[place].end())
        if new or _stands_before(said, place, begin) or (place == begin and words[place][0][0].islower()):
            begin = place + 1
    while begin < last and said[begin] in _INNER:
        begin += 1
    return words[begin].start() if begin < len(words) else None


def _stands_before(said: list[str], place: int, begin: int) -> bool:
    """Whether a word, at its place in a row of words, is none of a council's name, nor are those before it."""
    word = said[place]
    if word == "the":
        return place > begin and said[place - 1] not in ("of", "and", "&", "on", "in", "by")
    if word == "head" and said[place + 1] != "of":
        return False
    return any(c.isdigit() for c in word) or (word in _OFFICES and not (place > begin and word in _INNER))


def _listed(name: str, comma: int) -> bool:
    """Whether a comma is one between the places of one council: "Armagh City, Banbridge and Craigavon"."""
    return (
        " and " in name[comma:]
        and name.count(",") == 1
        and not any(word in _OFFICES for word in name[:comma].lower().split())
    )
