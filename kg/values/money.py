"""Sums of money in pounds sterling: "£17,903.40", "c. £54k p.a.", "£1.9 million over seven years", "16,446 pounds".

A text enters; the sums it states leave as exact decimals, in order, each with what it is for (a year, the whole term,
a month, an hour, one user) where the words beside it say so, and with the place of all those words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.model import Span
from kg.values.approximation import cue_end, cue_start
from kg.values.durations import LENGTH
from kg.values.numbers import WORDS, bound_before, parse_number, scaled

Period = Literal["year", "total", "month", "quarter", "week", "day", "hour", "unit"]
"""What a sum is for; `unit` is one user, licence, school and the like."""


@dataclass(frozen=True, slots=True)
class MoneyValue:
    """A sum; `upper` is the other end of a range, `bound` the sign of a limit (`<`, `>`, `≤`, `≥`)."""

    amount: Decimal
    span: Span
    approximate: bool = False
    period: Period | None = None
    upper: Decimal | None = None
    bound: str = ""


_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,18})?(?!,?\d)|\d{1,18}(?:\.\d{1,18})?(?!,?\d))"
_SCALE = r"(?:k|m|bn|million|thousand|billion)\b"
_PATTERN = re.compile(
    rf"""(?:(?<![^\W_])GBP\s?£?|£)\s?(?P<amount>{_DIGITS})(?:\s?(?P<scale>{_SCALE}))?
        (?:(?:\s?(?:-|–|—)\s?(?:GBP\s?|£)?|\s+to\s+(?:GBP\s?|£)|(?P<and>\s+and\s+)(?:GBP\s?|£))(?P<upper>{_DIGITS})(?:\s?(?P<upper_scale>{_SCALE}))?(?![\w%/]|-\w))?
      |(?<![\w£.,/-])(?P<pounds>{_DIGITS})(?:\s?(?P<pounds_scale>{_SCALE}))?\s?(?:pounds(?:\s+sterling)?|GBP)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_WORDED = re.compile(rf"(?<![\w-])(?P<words>{WORDS})\s+(?:pounds?|quid)\b(?:\s+sterling)?", re.IGNORECASE)
_VAT = r"(?:\s*,?\s*\(?\s*(?:\+|plus|ex(?:cl(?:uding|usive\s+of)?)?\.?|inc(?:l(?:uding|usive\s+of)?)?\.?|net\s+of|before|without)\s*VAT\s*\)?,?)?"
_YEARS = r"(?:20\d\d\s?[/-]\s?(?:20)?\d\d|FY\s?\d\d\s?/\s?\d\d)"
_AFTER = re.compile(
    rf"""{_VAT}\s*,?\s*[(/]?\s*(?:
      (?P<unit>(?:per|a|an|each|for\s+each|for\s+every)\s+(?:\w+\s+)?(?:user|licen[cs]e|seat|school|device|pupil|head|person|agent|
          property|household|copy|module|site|call|transaction|case|record|message|employee|member|child|home|vehicle|invoice)\b|each\b(?!\s+\w))
    | (?P<year>(?:per|a|each|every|/)?\s*(?:(?:financial|calendar|contract)\s+)?(?:annum|year|yr)\b\)?|p\.?\s?a\b\.?\)?|p/a\b|per\s+ann\.|annually|yearly|annual\b\)?
          |(?:in|for|during)\s+(?:the\s+)?(?:(?:current|last|previous|present|latest)\s+)?(?:financial\s+year\s*)?{_YEARS}
          |in\s+(?:the\s+)?(?:current|last|this|previous|present)\s+(?:financial\s+)?year
          |(?:is|was|being)\s+(?:the|its|our)\s+(?:annual|yearly)\b)
    | (?P<month>(?:per|a|each|every|/)\s*(?:calendar\s+)?month\b|monthly|p\.?c\.?m\b\.?|p\.m\.)
    | (?P<quarter>(?:per|a|each|every)\s+quarter\b|quarterly)
    | (?P<week>(?:per|a|each|every)\s+week\b|weekly)
    | (?P<day>(?:per|a|each|/)\s*day\b|daily|day\s+rate)
    | (?P<hour>(?:per|an|each|/)\s*(?:hour|hr)\b|hourly)
    | (?P<total>(?:in\s+(?:total|all)|total|altogether|overall)\b\)?(?:\s+(?:over|for)\s+(?:the\s+|a\s+|its\s+)?{LENGTH})?
          |(?:over|across|throughout|for|during)\s+(?:the\s+|its\s+|a\s+|an\s+)?(?:(?:whole|full|entire|initial|first|contract|total|total\s+contract)\s+)*
           (?:{LENGTH}|(?:of\s+(?:the|its)\s+)?(?:contract(?:['’]s)?\s+)?(?:term|life(?:time|span)?|length|duration|contract\s+period|contract\s+term)\b)
           (?:\s+(?:contract|term|period|agreement)\b)?(?:\s+of\s+(?:the|its)\s+(?:contract|agreement|life|term)\b)?)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE = re.compile(
    r"""\b(?:
      (?P<year>(?:annual|yearly|per\s+year|per\s+annum|p\.a\.|a\s+year|each\s+year|every\s+year)\b|20\d\d\s?[/-]\s?(?:20)?\d\d\s*[:=|–-])
    | (?P<month>monthly\b|per\s+month\b)
    | (?P<total>(?:total|whole[-\s]life|lifetime|over\s+(?:the|its)\s+(?:\w+\s+)?(?:term|life|years|contract)|contract\s+value|overall|whole\s+term)\b)
    )[^£\d.;\n]{0,40}\Z""",
    re.IGNORECASE | re.VERBOSE,
)


_PERIODS: dict[str, Period] = {
    "year": "year",
    "total": "total",
    "month": "month",
    "quarter": "quarter",
    "week": "week",
    "day": "day",
    "hour": "hour",
    "unit": "unit",
}
_BETWEEN = re.compile(r"\bbetween\s+\Z", re.IGNORECASE)
_BOUND_AFTER = re.compile(r"\s+(?:or|and)\s+(?:(?P<more>more|above|over)|less|under|below)\b", re.IGNORECASE)
_IN_WORDS = re.compile(r"GBP|pounds", re.IGNORECASE)


def find_money(text: str) -> list[MoneyValue]:
    """All sums in pounds that `text` states, in order."""
    if "£" not in text and not _IN_WORDS.search(text):
        return []
    values = []
    at = 0
    while found := _PATTERN.search(text, at):
        values.append(_value(text, found))
        at = found.start("and") if found["and"] and values[-1].upper is None else found.end()
    return sorted([*values, *_in_words(text)], key=lambda value: value.span.start)


def _in_words(text: str) -> Iterator[MoneyValue]:
    """Sums such as "thirty-one thousand pounds a year"."""
    for found in _WORDED.finditer(text):
        amount = parse_number(found["words"])
        start, end = found.span()
        cue, after_cue = cue_start(text, start), cue_end(text, end)
        period, stop = _period(text, start, end if after_cue is None else after_cue)
        approximate = cue is not None or after_cue is not None
        if amount:
            yield MoneyValue(amount, Span(start if cue is None else cue, stop), approximate, period)


def _value(text: str, found: re.Match[str]) -> MoneyValue:
    start, end = found.start(), found.end()
    amount, upper = _amounts(found)
    between = _BETWEEN.search(text[max(0, start - 10) : start])
    if found["and"] and not between:
        end, upper = found.start("and"), None
    cue, after_cue = cue_start(text, start), cue_end(text, end)
    bound, begin = _bound(text, start, end)
    if between and upper is not None:
        begin -= len(between[0])
    if cue is not None:
        begin = cue
    period, stop = _period(text, start, end if after_cue is None else after_cue)
    approximate = cue is not None or after_cue is not None
    return MoneyValue(amount, Span(begin, stop), approximate, period, upper, bound)


def _bound(text: str, start: int, end: int) -> tuple[str, int]:
    """The sign of a limit stated before or after a sum, and where the words before it begin."""
    bound, begin = bound_before(text, start)
    after = _BOUND_AFTER.match(text, end)
    return ("≥" if after["more"] else "≤", begin) if after else (bound, begin)


def _amounts(found: re.Match[str]) -> tuple[Decimal, Decimal | None]:
    if found["pounds"]:
        return _scaled(found["pounds"], found["pounds_scale"]), None
    upper = _scaled(found["upper"], found["upper_scale"]) if found["upper"] else None
    return _scaled(found["amount"], found["scale"] or (found["upper_scale"] if upper else None)), upper


def _scaled(digits: str, scale: str | None) -> Decimal:
    return scaled(digits.replace(" ", ""), scale)


def _period(text: str, start: int, end: int) -> tuple[Period | None, int]:
    """What the sum is for, by the words after it or else before it, and where those after it end."""
    after = _AFTER.match(text, end)
    if after:
        return _PERIODS[after.lastgroup or ""], after.end()
    before = _BEFORE.search(text[max(0, start - 80) : start])
    return (_PERIODS[before.lastgroup or ""], end) if before else (None, end)
