"""Units → observations: figures of a known measure, with the period that column, row or question tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extracting.evidence import evidence_of
from kg.extracting.services import services_in
from kg.extracting.sheet import Sheet
from kg.extracting.tokens import Words
from kg.model import Observation
from kg.schemes import Concept, scheme
from kg.values import find_dates, find_money, find_numbers

NAME = "figures 1"
_PERIOD = re.compile(r"\b(?P<year>(?:19|20)\d\d)(?:\s?[-/_–]\s?(?P<second>\d{2}(?:\d{2})?))?\b")
_DATED = re.compile(r"(?:in\s)?(?:19|20)\d\d(?:\s?[-/–]\s?\d{2}(?:\d{2})?)?(?:\s?[:=]\s?|\s[–—-]\s|\t)(?=[£\d])", re.IGNORECASE)
_SHORT = 8
"""So many words may a cell or answer have that is a figure."""


def period_of(text: str) -> str | None:
    """The period that a text names, as the flat view has it: `2016-17`, `2021`, `2024 to date`; None where it names none."""
    match = _PERIOD.search(text)
    if match is None:
        return None
    if re.match(r"[\s_]+to[\s_]date", text[match.end() :], re.IGNORECASE):
        return f"{match['year']} to date"
    return f"{match['year']}-{match['second'][-2:]}" if match["second"] else match["year"]


def figures_of(sheet: Sheet) -> list[Observation]:
    """The observations of a letter, in order."""
    return [one for words in sheet.words if words.tokens for one in _of_unit(sheet, words)]


def _of_unit(sheet: Sheet, words: Words) -> Iterator[Observation]:
    unit = words.unit
    text = unit.passage.text
    if not any(char.isdigit() for char in text) or len(text.split()) > _SHORT:
        return
    concept = _measure(unit.row) or _measure(unit.label) or _measure(unit.ask)
    if concept is None:
        return
    dated = _DATED.match(text)
    begin = dated.end() if dated else 0
    money, numbers = find_money(text[begin:]), find_numbers(text[begin:])
    if not money and not numbers:
        return
    value = money[0].amount if money else numbers[0].value
    period = period_of(text[:begin]) or period_of(unit.label) or period_of(unit.row) or _day(unit.ask) or period_of(unit.ask)
    yield Observation(
        concept.notation, int(value) if value == int(value) else value, concept.unit, period, _dimensions(sheet, words),
        evidence_of(unit.passage), unit.questions[0] if unit.questions else None, NAME,
    )  # fmt: skip


@lru_cache(maxsize=2048)
def _measure(text: str) -> Concept | None:
    """The measure that a text names in the most words."""
    found = scheme("measures").find(text[:400])
    return max(found, key=lambda hit: hit[2] - hit[1])[0] if found else None


def _day(text: str) -> str | None:
    """The day on which something was counted."""
    days = [date.edtf for date in find_dates(text[:400]) if len(date.edtf) == 10]
    return days[0] if len(days) == 1 else None


def _dimensions(sheet: Sheet, words: Words) -> tuple[tuple[str, str], ...]:
    named = [*services_in(words.unit.ask[:400]), *sheet.services]
    return (("service", named[0]),) if named else ()
