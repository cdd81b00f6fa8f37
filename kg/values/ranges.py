"""Ranges of dates: "01/09/2019 to 31/08/22", "1 April to 31 March 2024", "from 14 February 2024, with no fixed end".

A text enters; the ranges it states leave in order, each with its dates (None for an end that is not stated) and the
place of its words. An end before its start is kept: that is for a person to look at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Span
from kg.values import date_grammar as grammar
from kg.values.caseless import lower
from kg.values.dates import DateValue, find_dates
from kg.values.edtf import interval_of


@dataclass(frozen=True, slots=True)
class DateRange:
    """A start and an end as stated; `open_ended` where the words say that there is no end."""

    start: DateValue | None
    end: DateValue | None
    span: Span
    open_ended: bool = False
    between: bool = False
    """Whether the words are "between … and …", which a single date may lie in as well."""

    @property
    def whole(self) -> DateValue | None:
        """The one date that lies somewhere in the range, as an EDTF interval; None where an end is not stated."""
        if self.start is None or self.end is None:
            return None
        edtf = f"{self.start.edtf}/{self.end.edtf}"
        try:
            return DateValue(edtf, interval_of(edtf), Span(self.start.span.start, self.end.span.end))
        except ValueError:
            return None  # a range of ranges, or one that ends before it begins


_END_VERB = r"(?:run(?:s|ning)?\s+(?:to|until|till)|end(?:s|ed|ing)?|expir(?:es|ed|ing)|finish(?:es|ed|ing)?|terminat(?:es|ed|ing))"
_YEAR_NAMED = r"(?:(?:financial|fiscal|tax|municipal|academic|school)\s+year\s+)?"
_JOIN = re.compile(
    rf"\s*,?\s*(?:(?:(?:up|through|right|running|runs)\s+)?(?:to|until|till)(?:\s+and\s+including)?|up\s+to\s+and\s+including|"
    rf"through|{grammar.DASH}|→|(?:\(|and\s+|,\s*)?(?:it\s+|is\s+)?(?:(?:will|is|due|to|now)\s+)*{_END_VERB}(?:\s+(?:on|at|in))?)"
    rf"\s*:?\s*(?:the\s+)?{_YEAR_NAMED}",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*,?\s*and\s+(?:the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?\Z", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:with\s+effect\s+from|from|starting(?:\s+(?:on|from|in))?|commencing(?:\s+(?:on|from|in))?|since)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:up\s+to(?:\s+and\s+including)?|to|until|till|ending(?:\s+(?:on|in))?|expiring(?:\s+(?:on|in))?)\s+(?:the\s+)?"
    rf"{_YEAR_NAMED}\Z",
    re.IGNORECASE,
)
_NO_END = re.compile(
    r"\s*,?\s*(?:with\s+no\s+(?:fixed\s+|set\s+|stated\s+|specified\s+)?(?:end|expiry|termination)(?:\s+date)?"
    r"|with(?:out|\s+no)\s+(?:a\s+|an\s+)?(?:fixed\s+|set\s+)?(?:end|expiry)(?:\s+date)?"
    rf"|(?:(?:up\s+)?to|until|{grammar.DASH})\s*(?:the\s+)?(?:present(?:\s+day)?|date|now|today|current|ongoing|on-going)"
    r"|\(?(?:ongoing|on-going|open[-\s]ended|no\s+(?:fixed\s+)?end(?:\s+date)?|indefinitely)\)?)(?!\w)",
    re.IGNORECASE,
)
_YEARLESS = re.compile(
    rf"(?<![\w/.,-])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?(?:\s*(?P<dm>{grammar.MONTH}))?|(?P<month>{grammar.MONTH}))"
    rf"\s*(?:to|until|till|{grammar.DASH})\s*(?:the\s+)?\Z",
    re.IGNORECASE,
)


def find_date_ranges(text: str) -> list[DateRange]:
    """All ranges in `text`: two dates joined, or one date with "from" or "to" before it."""
    dates = find_dates(text)
    ranges = []
    at = 0
    while at < len(dates):
        pair = _pair(text, dates[at], dates[at + 1]) if at + 1 < len(dates) else None
        found = pair or _half(text, dates[at])
        if found:
            ranges.append(found)
        at += 2 if pair else 1
    return ranges


def _pair(text: str, start: DateValue, end: DateValue) -> DateRange | None:
    first, last = start.span.start, end.span.end
    between = _BETWEEN.search(text[max(0, first - 14) : first])
    join = _AND if between else _JOIN
    if join.fullmatch(text, start.span.end, end.span.start) is None:
        return None
    lead = between or _FROM.search(text[max(0, first - 24) : first])
    if lead:
        first -= len(lead[0])
    return DateRange(start, end, Span(first, last), between=between is not None)


def _half(text: str, value: DateValue) -> DateRange | None:
    start, end = value.span.start, value.span.end
    yearless = _yearless_start(text, value)
    if yearless:
        return DateRange(yearless, value, Span(yearless.span.start, end))
    no_end = _NO_END.match(text, end)
    from_ = _FROM.search(text[max(0, start - 24) : start])
    if from_ or no_end:
        begin = start - len(from_[0]) if from_ else start
        return DateRange(value, None, Span(begin, no_end.end() if no_end else end), open_ended=no_end is not None)
    to = _TO.search(text[max(0, start - 28) : start])
    return DateRange(None, value, Span(start - len(to[0]), end)) if to else None


def _yearless_start(text: str, end: DateValue) -> DateValue | None:
    """The start in "1 April to 31 March 2024", "1 to 31 March 2024" or "April to March 2024": its year is read off the end."""
    window = max(0, end.span.start - 40)
    found = _YEARLESS.search(text[window : end.span.start])
    year_month = end.edtf.rstrip("~").split("-")
    if found is None or not 2 <= len(year_month) <= 3 or (found["month"] is None) != (len(year_month) == 3):
        return None
    year, month = int(year_month[0]), int(year_month[1])
    if month > 12:
        return None
    name = found["month"] or found["dm"]
    own_month = grammar.MONTHS[lower(name)] if name else month
    day = int(found["day"]) if found["day"] else 0
    last_day = int(year_month[2]) if len(year_month) == 3 else 0
    if (own_month, day) > (month, last_day):
        year -= 1
    edtf = f"{year:04}-{own_month:02}" + (f"-{day:02}" if found["day"] else "")
    stop = found.end("month") if found["month"] else found.end("dm") if found["dm"] else found.end("day")
    try:
        return DateValue(edtf, interval_of(edtf), Span(window + found.start(), window + stop))
    except ValueError:
        return None
