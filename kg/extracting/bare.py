"""Values that only what stands above or beside them makes such: a bare sum in a column of costs, "12" under "Extension".

Each proposer is asked only where question, label or column speak of its kind, but for ways of buying, whose words tell
enough; a model decides on what it proposes.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.extracting.tokens import Words
from kg.model import Value
from kg.values import find_numbers, parse_number

CELLS = frozenset({"pair", "cell", "head"})
"""Kinds of units that hold one answer under a label of their own."""


@dataclass(frozen=True, slots=True)
class Bare:
    """A value proposed: its kind, worth and place in the unit's text, and the words that it has to show for itself."""

    kind: str
    value: Value
    start: int
    end: int
    trait: str


_COSTS = frozenset({"cost", "annual", "total"})
_TIMES = frozenset({"start", "end", "since", "date", "renew", "extend"})
_THOUSANDS = re.compile(r"£\s?(?:k|000)|£'000|\(k\)|thousand", re.IGNORECASE)
_SUM = re.compile(
    r"(?<![\w.,/-])(?P<figures>\d{1,3}(?:,(?:<br>)?\s?\d{3}){1,6}(?:\.\d\d?)?|\d{1,18}(?:\.\d{1,2})?)\s?(?P<scale>[kKmM]\b)?(?![\w/%-]|[.,]\d)"
)
_LEAST = 100
"""A sum in words without "pounds" is at least as much."""
_DAY = re.compile(r"(?<![\w./-])(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d\d)(?![\w/-]|\.\d)")
_MONTH = re.compile(r"(?<![\w./-])(?P<month>\d{1,2})\s?[./-]\s?(?P<year>(?:20)?\d\d)(?![\w/-]|\.\d)")
_NEWEST = 60
"""Years of two figures are of this century up to here."""
_COUNTS = r"\d{1,2}|one|two|three|four|five|six|seven|ten"
_YEARS = re.compile(
    rf"(?<![\w./£-])(?:(?P<times>\d)\s?x\s?)?(?P<count>{_COUNTS})(?P<unit>\s?[my]\b)?(?![\w/%-]|[.,]\d)", re.IGNORECASE
)
_USED = re.compile(r"\b(?:used|taken|exercised|in use|in place|invoked|running|agreed|taken up)\b", re.IGNORECASE)
_ROLLING = re.compile(
    r"\b(?:month(?:ly|[ -](?:to|by)[ -]month)|quarterly|annual(?:ly)?|yearly|(?:each|every) year|year[ -](?:to|by|on)[ -]year)\b",
    re.I,
)
_ROUTE = re.compile(
    r"\b(?:(?:(?:three|3|two|2|four|4|single|one|written|multi-direct)\s+){0,2}(?:quotations?|quotes?)|(?:direct(?:ly)?|waivers?|exemption|tender(?:ed)?|variation)"
    r"(?:\s+(?:from|of|to)\s+(?:the\s+)?(?:contract\s+)?(?:procedure\s+rules|standing\s+orders))?"
    r"|(?:mini|further)[-‐\s]comp\b|without\s(?:a\s|any\s|further\s)?competition|restricted|open(?=\s*(?:$|[,;|)]))|consortium)\b",
    re.IGNORECASE,
)
_MONTHS_FROM = 6
"""A number without a unit counts months from here on, below it years."""
_MEANT = {
    "tender": "open tender", "tendered": "open tender", "open": "open tender", "direct": "direct award", "directly": "direct award",
    "without competition": "direct award", "without a competition": "direct award", "without any competition": "direct award",
    "without further competition": "direct award", "restricted": "restricted procedure", "waivers": "waiver",
    "mini comp": "mini-competition", "mini-comp": "mini-competition", "mini‐comp": "mini-competition", "further comp": "mini-competition",
    "quotes": "quotations", "quote": "quotation",
}  # fmt: skip


def bare_in(words: Words) -> Iterator[Bare]:
    """What a unit holds that is a value by its label, column or question."""
    text = words.unit.passage.text
    asked = {*words.label, *words.ask[:12]}
    cell = words.unit.kind in CELLS
    if asked & _COSTS or "£" in words.unit.label:
        yield from _sums(text, words.unit.label)
    if asked & _TIMES or cell:
        yield from _dates(text)
    if cell and "extend" in words.label:
        yield from _extensions(text)
    if "term" in asked or "contract" in asked or "renew" in asked:
        yield from _terms(text, bare=cell and "term" in words.label)
    yield from _routes(text)


def _sums(text: str, label: str) -> Iterator[Bare]:
    thousands = 1000 if _THOUSANDS.search(label) else 1
    for match in _SUM.finditer(text):
        scale = {"k": 1000, "m": 1000000}.get((match["scale"] or "").lower(), thousands)
        figures = re.sub(r"[^\d.]", "", match["figures"])
        yield Bare("money", Decimal(figures) * scale, *match.span(), "bare")
    for number in find_numbers(text):
        start, end = number.span.start, number.span.end
        if text[start:end][-1:].isalpha() and number.value >= _LEAST and not number.percent:
            yield Bare("money", Decimal(number.value), start, end, "words")


def _dates(text: str) -> Iterator[Bare]:
    for match in _DAY.finditer(text):
        day, month = int(match["day"]), int(match["month"])
        year = _year(match["year"])
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            yield Bare("date", f"{year}-{month:02}-{day:02}", *match.span(), "short")
    for match in _MONTH.finditer(text):
        if 1 <= int(match["month"]) <= 12:
            yield Bare("date", f"{_year(match['year'])}-{int(match['month']):02}", *match.span(), "short month")


def _year(text: str) -> int:
    number = int(text)
    return number if number > 99 else number + (2000 if number < _NEWEST else 1900)


def _extensions(text: str) -> Iterator[Bare]:
    used = " used" if _USED.search(text) else ""
    for match in _YEARS.finditer(text):
        length = length_of(match["count"], (match["unit"] or "").strip().lower())
        yield Bare("extension", "+".join([length] * int(match["times"] or 1)) + used, *match.span(), "bare")


def _terms(text: str, *, bare: bool) -> Iterator[Bare]:
    for match in _ROLLING.finditer(text):
        word = match.group().lower()
        period = "P1M" if word.startswith("month") else "P3M" if word.startswith("quarter") else "P1Y"
        yield Bare("term", f"rolling/{period}", *match.span(), "rolling word")
        if period == "P1Y":
            yield Bare("term", period, *match.span(), "yearly word")
    for match in _YEARS.finditer(text) if bare else ():
        yield Bare("term", length_of(match["count"], (match["unit"] or "").strip().lower()), *match.span(), "bare")


def length_of(count: str, unit: str = "") -> str:
    """The ISO 8601 duration of a number, of months (`m`) or years, or of what its size makes likely."""
    number = int(parse_number(count) or 1)
    unit = unit.lower()
    months = number if unit == "m" or (not unit and number >= _MONTHS_FROM) else number * 12
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"


def _routes(text: str) -> Iterator[Bare]:
    for match in _ROUTE.finditer(text):
        word = " ".join(match.group().lower().split())
        yield Bare("route", _MEANT.get(word, word), *match.span(), "word")
