"""Units → mentions of values: every date, sum, length, reference, number and phrase that might be a fact, ungated."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extracting.bare import CELLS, bare_in
from kg.extracting.lengths import lengths_in, other_use, tells_use
from kg.extracting.tokens import Words
from kg.model import Interval, Value
from kg.schemes import scheme
from kg.values import (
    find_dates,
    find_durations,
    find_extensions,
    find_money,
    find_numbers,
    find_references,
    find_terms,
    interval_of,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A value in a unit: its kind, what it is worth, and its place in the view."""

    unit: int
    kind: str
    value: Value
    start: int
    end: int
    first: int
    last: int
    """Its tokens, half-open."""
    approximate: bool = False
    interval: Interval | None = None
    trait: str = ""
    """What its own words tell: the precision of a date, the period of a sum."""


_CODE = re.compile(
    r"(?<![\w/-])(?=[\w/.-]*\d)[A-Z]{1,8}[A-Za-z]{0,4}(?:[ ]?[-/_.–][ ]?|[ ](?=\d)|(?=\d))[A-Z0-9][A-Za-z0-9]*(?:[-/_.][A-Za-z0-9]+)*(?![\w/])"
)
_PLAIN_CODE = re.compile(r"^\W*([A-Z0-9][A-Za-z0-9]*(?:[-/_. ][A-Za-z0-9]+)*)\W*$")
_FRAMEWORK = re.compile(
    r"\b(?:RM\s?\d{3,5}(?:\.\d+)?|G-?\s?Cloud\s?\d{0,2}|DOS\s?\d?|(?:CCS|ESPO|YPO|KCS|NEPO|HTE|NHS SBS|Procurement for Housing|Fusion21|LHC|ESPO|NPS|SXL|Scotland Excel|TPPL)\b(?:\s(?:framework\s)?[A-Z]*\d[\w./-]*)?|Y\d{5}|[A-Z]{2,6}\sframework)",
)
_HOSTS = (
    r"host\w* cloud\w* saas software[-\s]as[-\s]a[-\s]service on[-\s]?prem\w* on[-\s]?site in[-\s]?house data[-\s]?cent(?:re|er)s? servers?",
    r"azure aws locally internal(?:ly)? external(?:ly)? suppliers? vendors? providers? makers? third[-\s]part(?:y|ies) council(?:['’]s)?",
    r"remotely managed premises hybrid infrastructure stand-?alone web[-\s]based tenancy basement machine\sroom (?:town|county)\shall",
    r"ours theirs ourselves (?:by|from|with)\s(?:them|us) (?:our|their)\sown",
)
HOSTS = re.compile(rf"\b(?:{'|'.join(' '.join(_HOSTS).split(' '))})\b", re.IGNORECASE)
"""Words by which letters say where a system runs, or who runs it."""


_OF_LENGTHS = re.compile(
    r"year|yr|month|mth|mnth|week|wk|day|decade|fortnight|annual|quarter|plus|\+|exten|lengthen|prolong|renew|increas|roll|evergreen"
    r"|continu|carr|\bgo|run|held",
    re.IGNORECASE,
)
_AGAIN = frozenset({"extension", "term"})
"""Kinds of which the same words may be read in another way too."""


def tells_of_length(text: str) -> bool:
    """Whether a text holds one of the words without which no grammar of lengths finds any."""
    return _OF_LENGTHS.search(text) is not None


def _by_grammar(number: int, words: Words) -> Iterator[Mention]:
    text = words.unit.passage.text
    has_digit = any(char.isdigit() for char in text)
    maker = _Maker(number, words)
    if has_digit:
        yield from _dates(maker, text)
        yield from _money(maker, text)
        yield from _references(maker, text)
    yield from _numbers(maker, text)
    if tells_of_length(text):
        yield from _lengths(maker, text)
    yield from _hosting(maker, text)
    yield from _concepts(maker, text)


_CLAUSE = re.compile(r"[,;:()\n]|\b(?:but|while|and|whereas)\b")


class _Stretches:
    """Stretches of a text, half-open, in which another may lie."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            self._starts.append(start)
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them shares characters with a stretch."""
        before = bisect_left(self._starts, end)
        return before > 0 and start < self._ends[before - 1]


def _by_kind(mentions: Iterable[Mention]) -> dict[str, _Stretches]:
    """Where the mentions of each kind stand."""
    found: dict[str, list[tuple[int, int]]] = {}
    for one in mentions:
        found.setdefault(one.kind, []).append((one.start, one.end))
    return {kind: _Stretches(stretches) for kind, stretches in found.items()}


def mentions_in(number: int, words: Words) -> list[Mention]:
    """All mentions of values in a unit, kind by kind: what grammars find, then what only its label makes a value."""
    if not words.tokens:
        return []
    found = list(_by_grammar(number, words))
    taken = {(one.kind, one.value) for one in found}
    places = _by_kind(found)
    maker = _Maker(number, words)
    base = words.unit.passage.start
    for bare in bare_in(words):
        start, end = base + bare.start, base + bare.end
        inside = bare.kind in places and places[bare.kind].meet(start, end)
        if (bare.kind, bare.value) not in taken and (bare.kind in _AGAIN or not inside):
            taken.add((bare.kind, bare.value))
            interval = interval_of(str(bare.value)) if bare.kind == "date" else None
            found.append(maker.make(bare.kind, bare.value, bare.start, bare.end, interval=interval, trait=bare.trait))
    return [*found, *_other_lengths(maker, words.unit.passage.text, taken, found)]


def _other_lengths(
    maker: _Maker, text: str, taken: set[tuple[str, Value]], found: Sequence[Mention]
) -> Iterator[Mention]:
    """Lengths in words that only contracts have, and options as used where they are told as open, or the reverse."""
    base = maker.words.unit.passage.start
    options = [(str(one.value), one.start - base, one.end - base) for one in found if one.kind == "extension"]
    for one in lengths_in(text):
        if one.kind == "extension":
            options.append((str(one.value), one.start, one.end))
        if (one.kind, one.value) not in taken:
            taken.add((one.kind, one.value))
            yield maker.make(one.kind, one.value, one.start, one.end, trait=one.trait)
    for value, start, end in options if options and tells_use(text) else ():
        other = other_use(value)
        if ("extension", other) not in taken:
            taken.add(("extension", other))
            yield maker.make("extension", other, start, end, trait="other use")


@dataclass(frozen=True, slots=True)
class _Maker:
    number: int
    words: Words

    def make(
        self,
        kind: str,
        value: Value,
        start: int,
        end: int,
        *,
        approximate: bool = False,
        interval: Interval | None = None,
        trait: str = "",
    ) -> Mention:
        base = self.words.unit.passage.start
        first, last = self.words.at(base + start, base + end)
        return Mention(
            self.number,
            kind,
            value,
            base + start,
            base + end,
            first,
            max(last, first + 1),
            approximate,
            interval,
            trait,
        )


def _dates(maker: _Maker, text: str) -> Iterator[Mention]:
    for date in find_dates(text):
        trait = f"{len(date.edtf.rstrip('~'))}{'y' if date.bare_year else ''}"
        yield maker.make(
            "date", date.edtf, date.span.start, date.span.end, approximate=date.approximate, interval=date.interval,
            trait=trait,
        )  # fmt: skip


def _money(maker: _Maker, text: str) -> Iterator[Mention]:
    for money in find_money(text):
        trait = f"{money.period or ''} {money.bound}"
        yield maker.make(
            "money", money.amount, money.span.start, money.span.end, approximate=money.approximate, trait=trait
        )


def _numbers(maker: _Maker, text: str) -> Iterator[Mention]:
    for number in find_numbers(text):
        if not number.percent and number.value == int(number.value) and 0 < number.value < 100000:
            before = text[max(0, number.span.start - 2) : number.span.start]
            if "£" not in before:
                yield maker.make(
                    "number", int(number.value), number.span.start, number.span.end, approximate=number.approximate
                )


def _references(maker: _Maker, text: str) -> Iterator[Mention]:
    cued: list[tuple[int, int]] = []
    for reference in find_references(text):
        cued.append((reference.span.start, reference.span.end))
        yield maker.make("reference", reference.value, *cued[-1], trait="cued" if reference.cued else "found")
    taken = _Stretches(cued)
    codes = [match for match in _CODE.finditer(text) if not taken.meet(*match.span())]
    for match in codes:
        yield maker.make("reference", " ".join(match.group().split()), *match.span(), trait="code")
    whole = _PLAIN_CODE.match(text) if "reference" in maker.words.label and maker.words.unit.kind in CELLS else None
    if whole and not _Stretches([*cued, *(match.span() for match in codes)]).meet(*whole.span(1)):
        yield maker.make("reference", whole[1], *whole.span(1), trait="cell")


def _lengths(maker: _Maker, text: str) -> Iterator[Mention]:
    seen: set[tuple[str, Value, int]] = set()
    for asked in (False, True):
        for one in find_extensions(text, asked=asked):
            key = ("extension", one.value, one.span.end)
            if not one.none and key not in seen:
                seen.add(key)
                yield maker.make("extension", one.value, one.span.start, one.span.end, trait=f"asked{asked} {one.used}")
    for asked in (False, True):
        for term in find_terms(text, asked=asked):
            key = ("term", term.iso, term.span.end)
            if key not in seen:
                seen.add(key)
                rolling = "rolling" if term.iso.startswith("rolling") else "fixed"
                yield maker.make(
                    "term",
                    term.iso,
                    term.span.start,
                    term.span.end,
                    approximate=term.approximate,
                    trait=f"asked{asked} {rolling}",
                )
    for length in find_durations(text):
        for kind in ("term", "extension"):
            if (kind, length.iso, length.span.end) not in seen and not length.ago and length.times == 1:
                yield maker.make(kind, length.iso, length.span.start, length.span.end, trait=f"length {length.unit}")


def _hosting(maker: _Maker, text: str) -> Iterator[Mention]:
    """One mention for each clause that holds a word on hosting."""
    last, end = -1, 0
    for match in HOSTS.finditer(text):
        mention = maker.make("hosting", "", match.start(), match.end())
        if mention.first >= len(maker.words.tokens):
            continue
        sentence = maker.words.tokens[mention.first].sentence
        if sentence != last or _CLAUSE.search(text, end, match.start()):
            last, end = sentence, match.end()
            yield mention


def _concepts(maker: _Maker, text: str) -> Iterator[Mention]:
    for concept, start, end in scheme("routes").find(text):
        yield maker.make("route", concept.notation, start, end, trait="named")
    for match in _FRAMEWORK.finditer(text):
        yield maker.make("route", "framework", match.start(), match.end(), trait="code")


def by_unit(mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    """Mentions by their units, in the order of the text."""
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.unit, []).append(mention)
    for ones in found.values():
        ones.sort(key=lambda m: (m.start, m.end, m.kind))
    return found
