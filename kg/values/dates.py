"""Dates as UK letters write them, into EDTF strings with the days that they may mean.

A text enters; the dates it states leave in order, each as precise as stated and no more, with the place of its words
("about", "the end of" and "(approx)" included). The day comes first, always: 03/04/2021 is the 3rd of April.
EDTF: https://www.loc.gov/standards/datetime/. Financial years run from April (`2025-04/2026-03`), academic years from
September; quarters and halves are intervals of months. No date is guessed from a part: "25 September" is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.model import Interval, Span
from kg.values import date_grammar as grammar
from kg.values.addresses import addresses_in
from kg.values.approximation import cue_end, cue_start
from kg.values.caseless import lower
from kg.values.edtf import interval_of, month_end
from kg.values.years import Reading, months, read_bare, read_short_financial, read_years


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as stated; `bare_year` where the words are four digits that only their context makes a year."""

    edtf: str
    interval: Interval
    span: Span
    approximate: bool = False
    bare_year: bool = False


@dataclass(frozen=True, slots=True)
class ImpossibleDate:
    """Words in the form of a date that the calendar does not have, read day first."""

    stated: str
    reason: str
    span: Span


_Found = re.Match[str]
_DIGIT = re.compile(r"\d")
"""Every form of a date has one."""
_MID = re.compile(r"\bmid[-‑]\Z", re.IGNORECASE)
_REFERENCE_BEFORE = re.compile(r"\b(?:foi|eir|ref|reference|no|number|request|case|contract)\b[.: ]*\Z", re.IGNORECASE)
_MONTH_CUE = re.compile(
    rf"(?:\b(?:to|from|until|till|since|by|in|between|of|ending|ends|expir(?:es|ing|y|ed)|commenc(?:es|ed|ing)|start(?:s|ed|ing)?)"
    rf"|\d\s*{grammar.DASH})\s*\Z",
    re.IGNORECASE,
)
_MONTH_NEXT = re.compile(rf"\s*(?:to|until|till|{grammar.DASH})\s*{grammar.MONTH}", re.IGNORECASE)
_SENTENCE_GOES_ON = re.compile(
    r"[ \xa0]+(?!(?:to|until|till|and|with|inclusive|or|for|plus|then|when|if|but|unless|which)\b)[a-z]|[ \xa0]*[\d£]"
)


def find_dates(text: str) -> list[DateValue]:
    """All dates that `text` states, in order; what only looks like one (phone numbers, Acts, references) is left out."""
    return [value for found in _forms(text) for value in _values(text, found)]


def parse_date(text: str) -> DateValue | None:
    """The date that the whole of `text` states, or None."""
    begin = len(text) - len(text.lstrip())
    end = len(text.rstrip(" \t\n\r\xa0.;,"))
    whole = [value for value in find_dates(text) if value.span.start <= begin and end <= value.span.end]
    return whole[0] if whole else None


def find_impossible_dates(text: str) -> list[ImpossibleDate]:
    """Words that have the form of a date, day first, but name a day or a month that does not exist."""
    impossible = []
    for found in _forms(text):
        parts = _day_month_year(text, found)
        reason = _why_impossible(*parts) if parts else None
        if reason:
            impossible.append(ImpossibleDate(found[0], reason, Span(*found.span())))
    return impossible


def is_implausible(value: DateValue) -> bool:
    """Whether a date lies outside 1970 to 2060, where no contract for a system does: likely a slip of the pen."""
    first, last = value.interval.earliest, value.interval.latest
    return (first is not None and first.year < 1970) or (last is not None and last.year > 2060)


def _forms(text: str) -> list[_Found]:
    if not _DIGIT.search(text):
        return []
    masks = addresses_in(text)
    return [
        found
        for found in grammar.FORMS.finditer(text)
        if not any(start <= found.start() < end for start, end in masks) and not _is_attached(text, found)
    ]


def _is_attached(text: str, found: _Found) -> bool:
    """Whether a dash ties the words to something that is no date, as in a reference."""
    start = found.start()
    if start == 0 or text[start - 1] not in "-‑–—#&+":
        return False
    if _MID.search(text[max(0, start - 5) : start]):
        return False
    if found.lastgroup == "bare":
        return True
    return start >= 2 and not (text[start - 2].isdigit() or text[start - 2].isspace())


def _values(text: str, found: _Found) -> list[DateValue]:
    form = found.lastgroup or ""
    bare = form in ("bare", "years") and "/" not in found[0]
    return [
        _value(text, edtf, start, end, bare=bare and len(edtf) == 4) for edtf, start, end in _READERS[form](text, found)
    ]


def _value(text: str, edtf: str, start: int, end: int, *, bare: bool) -> DateValue:
    window = max(0, start - 40)
    anchor = grammar.ANCHOR.search(text[window:start])
    begin = window + anchor.start() if anchor else start
    before, after = cue_start(text, begin), cue_end(text, end)
    approximate = before is not None or after is not None
    stated = "/".join(f"{part}~" for part in edtf.split("/")) if approximate else edtf
    span = Span(begin if before is None else before, end if after is None else after)
    return DateValue(stated, interval_of(stated), span, approximate, bare)


def _full_year(digits: str) -> int:
    """A year of two digits lies in 1970 to 2069."""
    year = int(digits.lstrip("'’‘"))
    if len(digits.lstrip("'’‘")) == 4:
        return year
    return year + (1900 if year >= 70 else 2000)


def _day_month_year(text: str, found: _Found) -> tuple[int, int, int] | None:
    """Day, month and year of the forms that name all three, whether or not the calendar has them."""
    form = found.lastgroup
    if form == "iso":
        year, month, day = found[0].split(found["isep"])
        return int(day), int(month), int(year)
    if form == "numeric":
        short = len(found["ny"]) == 2 and found["sep"] != "/" and (len(found["nd"]) < 2 or len(found["nm"]) < 2)
        if short and not _MONTH_CUE.search(text[max(0, found.start() - 24) : found.start()]):
            return None  # a version number rather: 12.2.10
        return int(found["nd"]), int(found["nm"]), _full_year(found["ny"])
    if form == "day_first":
        if found["dy"].isdigit() and len(found["dy"]) == 2 and _reads_on(text, found):
            return None
        return int(found["dd"]), grammar.MONTHS[lower(found["dm"])], _full_year(found["dy"])
    if form == "worded":
        return _in_words(int(found["wy"]), grammar.MONTHS[lower(found["wm"])], lower(found["wd"]))
    if form == "month_first":
        return int(found["md"]), grammar.MONTHS[lower(found["mm"])], int(found["my"])
    return None


def _in_words(year: int, month: int, day: str) -> tuple[int, int, int]:
    """Day, month and year where the day is a word, or the last one."""
    return grammar.DAYS.get(day, month_end(year, month).day), month, year


def _reads_on(text: str, found: _Found) -> bool:
    """Whether a year of two digits is rather a count of what follows: "on 31 March 27 people"."""
    return found["gap"] != "-" and _SENTENCE_GOES_ON.match(text, found.end()) is not None


def _why_impossible(day: int, month: int, year: int) -> str | None:
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    if not year >= 1:
        return "there is no year 0"
    last = month_end(year, month).day
    if not 1 <= day <= last:
        return f"{date(year, month, 1):%B} {year} has no day {day}"
    return None


def _read_day(text: str, found: _Found) -> list[Reading]:
    parts = _day_month_year(text, found)
    if parts is None or _why_impossible(*parts):
        return []
    day, month, year = parts
    start, end = found.span()
    if found.lastgroup == "day_first" and "\n" in found["gap"] and not text[:start].rpartition("\n")[2].strip():
        return [(f"{year:04}-{month:02}", found.start("dm"), end)]  # a list's number on a line of its own
    return [(f"{year:04}-{month:02}-{day:02}", start, end)]


def _read_month(text: str, found: _Found) -> list[Reading]:
    start, end = found.span()
    if found.lastgroup == "slashed":
        if _REFERENCE_BEFORE.search(text[max(0, start - 12) : start]):
            return []
        return [(f"{found['sy']}-{int(found['sm']):02}", start, end)]
    digits, sep = found["oy"], found["osep"]
    if len(digits) == 2 and sep != "-":
        cued = _MONTH_CUE.search(text[max(0, start - 24) : start]) or _MONTH_NEXT.match(text, end)
        if not sep.isspace() or not cued:
            return []
    return [(f"{_full_year(digits)}-{grammar.MONTHS[lower(found['om'])]:02}", start, end)]


def _read_two_months(text: str, found: _Found) -> list[Reading]:
    first, last = grammar.MONTHS[lower(found["t1"])], grammar.MONTHS[lower(found["t2"])]
    if first >= last:
        return []
    return [(months(int(found["ty"]), first - 1, last - first + 1), *found.span())]


def _read_season(text: str, found: _Found) -> list[Reading]:
    return [(f"{found['ey']}-{grammar.SEASONS[lower(found['name'])]}", *found.span())]


def _read_part(text: str, found: _Found) -> list[Reading]:
    """Quarters and halves: of the calendar year, or of the financial year where that is what is named."""
    if found.lastgroup == "quarter":
        nth, count, years = int(found["q"]), 4, found["qy"]
    else:
        nth, years = grammar.ORDINALS[lower(found["nth"])], found["py"]
        count = 4 if found["of"].lower() == "quarter" else 2
    length = 12 // count
    if nth > count:
        return []
    first = (nth - 1) * length + (3 if len(years) > 4 else 0)
    return [(months(int(years[:4]), first, length), *found.span())]


_READERS: dict[str, Callable[[str, _Found], list[Reading]]] = {
    "iso": _read_day,
    "numeric": _read_day,
    "day_first": _read_day,
    "worded": _read_day,
    "month_first": _read_day,
    "two_months": _read_two_months,
    "month": _read_month,
    "slashed": _read_month,
    "season": _read_season,
    "quarter": _read_part,
    "part": _read_part,
    "short_financial": read_short_financial,
    "years": read_years,
    "bare": read_bare,
}
