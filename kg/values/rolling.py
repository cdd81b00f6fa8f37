"""Contracts that go on until they are stopped: "rolling, renewed each April", "from quarter to quarter".

A sentence enters; the rolling term it states leaves, as `rolling` or `rolling/P1Y` with the period by which it renews
where that is stated, and the place of its words.
"""

from __future__ import annotations

import re

from kg.model import Span
from kg.values import date_grammar as grammar
from kg.values.caseless import lower
from kg.values.durations import DurationValue

_ADVERBS = {"annual": "P1Y", "yearly": "P1Y", "monthly": "P1M", "quarterly": "P3M", "weekly": "P1W"}
_COUNTS = {"two": "2", "three": "3", "four": "4", "six": "6"}
_NOUNS = {"year": "P1Y", "month": "P1M", "quarter": "P3M", "week": "P1W", "day": "P1D"}

_STRONG = re.compile(
    r"\b(?:rolls(?=\s+(?:monthly|annually|quarterly|weekly|yearly|each|every|from)\b)|rolling(?!\s+(?:out|stock|programme|replacement|average|update))|roll(?:s|ed|ing)?\s+(?:over|on|forward)(?!\s+to\s+the\s+web)"
    r"|evergreen|(?P<unit>month|year|quarter|week)[-\s](?:to|by|on)[-\s](?P=unit)(?=\s+(?:contract|agreement|arrangement|licen[cs]e)\b)"
    r"|month[-\s]to[-\s]month(?=\s*(?:basis|[.,;)]|\Z))|auto(?:matic(?:ally)?)?[-\s]?renew\w*|renew(?:s|ed|ing)?\s+(?:itself\s+)?automatically)\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:renew(?:s|ed|al|able|als|ing)?|continu(?:es?|ed|ing)|carr(?:y|ies|ied|ying)\s+on|go(?:es|ing)?\s+on|runs?|running"
    r"|held\s+over|(?:is|are|being|been)\s+extended)\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"""\b(?:
      (?:each|every)\s+(?:(?P<each>year|month|quarter|week)\b|(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<named>{grammar.MONTH}|spring|summer|autumn|winter))
    | from\s+(?P<from>year|month|quarter|week)\s+to\s+(?P=from)
    | (?P<by>year|month|quarter|week|day)[\s-](?:by|on|to|after)[\s-](?P=by)
    | (?:(?P<count>two|three|four|six|[1-9]\d?)[\s-])?(?P<adverb>annual|yearly|monthly|quarterly|weekly)(?:ly)?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_AT_A_TIME = re.compile(
    r"\s+(?:at\s+a\s+time|(?:each|every)\s+(?:year|time|\d)|periods?\b|terms?\b|intervals?\b|cycles?\b)",
    re.IGNORECASE,
)
_TIME = re.compile(r"\s+at\s+a\s+time\b", re.IGNORECASE)
_ELSE = re.compile(r"\b(?:and|but|is|was|at|in|until)\b", re.IGNORECASE)
_ON_BASIS = re.compile(r"\bon\s+an?\s+(?:rolling\s+)?\Z", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each|successive)\s+\Z", re.IGNORECASE)
_NOTICE = re.compile(r"['’]?s?['’]?\s*(?:written\s+)?(?:notice|cancellation|warning)", re.IGNORECASE)
_COST = re.compile(
    r"\s+(?:\w+\s+){0,2}(?:fees?|costs?|charges?|price|payments?|spend|value|maintenance|budget)\b",
    re.IGNORECASE,
)
_REACH = 45
"""How far the words of a period stand from those that say that a contract renews."""


def find_rolling(text: str, sentence: Span, durations: list[DurationValue]) -> tuple[str, Span] | None:
    """The rolling term that a sentence of `text` states, with the durations found in it, or None."""
    strong = _STRONG.search(text, sentence.start, sentence.end)
    trigger = strong or _WEAK.search(text, sentence.start, sentence.end)
    if trigger is None:
        return None
    while trigger:
        period = _period(text, sentence, trigger, durations, strong=trigger.re is _STRONG)
        if period:
            iso, span = period
            return f"rolling/{iso}", Span(min(span.start, trigger.start()), max(span.end, trigger.end()))
        if trigger.re is _STRONG:
            return "rolling", Span(*trigger.span())
        trigger = _WEAK.search(text, trigger.end(), sentence.end)
    return None


def renews_on(field: str, value: object, words: str) -> str | None:
    """When in the year a contract renews, by the words of a claim that it rolls on; None for any other claim.

    "Renews each 1 April" is `--04-01` (xsd:gMonthDay), "rolls on every January" `--01` (xsd:gMonth):
    https://www.w3.org/TR/xmlschema-2/#gMonthDay
    """
    if field != "contract_term" or not str(value).startswith("rolling"):
        return None
    found = next((one for one in _PERIOD.finditer(words) if one["named"]), None)
    month = grammar.MONTHS.get(lower(found["named"])) if found else None
    if found is None or month is None:
        return None
    day = re.search(r"\d{1,2}", found[0])
    return f"--{month:02}-{int(day[0]):02}" if day and 1 <= int(day[0]) <= 31 else f"--{month:02}"


def _period(
    text: str, sentence: Span, trigger: re.Match[str], durations: list[DurationValue], *, strong: bool
) -> tuple[str, Span] | None:
    """The period of renewal nearest to the words that say that a contract renews."""
    low = max(sentence.start, trigger.start() - _REACH)
    high = min(sentence.end, trigger.end() + _REACH)
    found = []
    for period in _PERIOD.finditer(text, low, high):
        if _is_of_renewal(text, period, trigger, strong=strong):
            found.append((_distance(period.span(), trigger), _iso(period), Span(*period.span())))
    for value in durations:
        if low <= value.span.start and value.span.end <= high and _renews(text, value, trigger, strong=strong):
            span = Span(value.span.start, _end(text, value))
            found.append((_distance((span.start, span.end), trigger), value.iso, span))
    if not found:
        return None
    _, iso, span = min(found, key=lambda each: each[0])
    last = max((each[2].end for each in found if each[1] == iso), default=span.end)
    first = min((each[2].start for each in found if each[1] == iso), default=span.start)
    return iso, Span(first, last)


def _is_of_renewal(text: str, period: re.Match[str], trigger: re.Match[str], *, strong: bool) -> bool:
    """Whether a period is that by which the contract renews, and not that of a payment or a review."""
    before = period.end() <= trigger.start()
    between = text[period.end() : trigger.start()] if before else text[trigger.end() : period.start()]
    if "£" in between or (period["adverb"] and _COST.match(text, period.end())):
        return False
    if strong:
        return True
    if not trigger[0].lower().startswith("renew"):
        recurs = period["from"] or period["by"] or _ON_BASIS.search(between)
        return recurs is not None and not before
    return period["adverb"] is None or (len(between) <= 20 and not _ELSE.search(between))


def _iso(period: re.Match[str]) -> str:
    if period["named"]:
        return "P1Y"
    noun = period["each"] or period["from"] or period["by"]
    if noun:
        return _NOUNS[lower(noun)]
    iso, count = _ADVERBS[lower(period["adverb"])], period["count"]
    number = int(_COUNTS.get(lower(count), count)) if count else 1
    if iso == "P1M" and number % 12 == 0:
        return f"P{number // 12}Y"
    return iso.replace("1", str(number)) if number and "1" in iso else iso


def _distance(span: tuple[int, int], trigger: re.Match[str]) -> int:
    return max(span[0] - trigger.end(), trigger.start() - span[1], 0)


def _end(text: str, value: DurationValue) -> int:
    """Where a duration ends with the words that make it a period ("at a time")."""
    found = _TIME.match(text, value.span.end)
    return found.end() if found else value.span.end


def _renews(text: str, value: DurationValue, trigger: re.Match[str], *, strong: bool) -> bool:
    """Whether a duration is that by which the contract renews, and not its notice or its first term."""
    if _NOTICE.match(text, value.span.end) or value.ago:
        return False
    if _AT_A_TIME.match(text, value.span.end) or _EVERY.search(text[max(0, value.span.start - 12) : value.span.start]):
        return True
    if not strong:
        return False
    between = text[min(value.span.end, trigger.end()) : max(value.span.start, trigger.start())]
    return len(between) <= 30 and not re.search(
        r"\b(?:then|after|and|since|has|notice|until|unless)\b|\d{4}", between, re.IGNORECASE
    )
