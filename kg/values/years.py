"""Years alone and in pairs: "2028", "2025/26", "2019-2024", "FY25/26".

A text and a place in it that has the form enter; the EDTF strings leave, with the places of their words: none where the
digits are a number of something else, two for the ends of a range.
"""

from __future__ import annotations

import re

from kg.values import date_grammar as grammar

Reading = tuple[str, int, int]
"""An EDTF string and the place of the words that state it."""

_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*)\.?[ \xa0]\Z")
_CALLED_BEFORE = re.compile(r"(financial|fiscal|budget|tax|municipal|academic|school)\s+years?[\s:(]*\Z", re.IGNORECASE)
_CALLED_AFTER = re.compile(r"[\s(]*(financial|fiscal|budget|tax|municipal|academic|school)\s+year", re.IGNORECASE)
_YEARS_AFTER = re.compile(rf"\s*(?:to|until|through|{grammar.DASH}|and)\s*(?:fy\s?)?\d{{4}}[/-]\d\d\b", re.IGNORECASE)
_YEARS_BEFORE = re.compile(rf"\b\d{{4}}[/-]\d\d\s*(?:to|until|through|{grammar.DASH}|and)\s*\Z", re.IGNORECASE)


def months(year: int, first: int, count: int) -> str:
    """An interval of months, of which the first is counted from 0 at January of `year`."""
    last = first + count - 1
    return f"{year + first // 12}-{first % 12 + 1:02}/{year + last // 12}-{last % 12 + 1:02}"


def read_short_financial(text: str, found: re.Match[str]) -> list[Reading]:
    first, last = int(found["f1"]), int(found["f2"])
    return [(months(2000 + first, 3, 12), *found.span())] if last == (first + 1) % 100 else []


def read_years(text: str, found: re.Match[str]) -> list[Reading]:
    """Two years with a stroke or a dash: a financial year, a month in ISO form, or the ends of a range."""
    start, end = found.span()
    first, sep, digits = int(found["y1"]), found["ysep"], found["y2"]
    last = int(digits) if len(digits) == 4 else first - first % 100 + int(digits) + (100 if digits == "00" else 0)
    spoken = _CALLED_BEFORE.search(text[max(0, start - 24) : start]) or _CALLED_AFTER.match(text, end)
    called = bool(found["fy"] or spoken)
    if last == first + 1 and ("/" in sep or called or (len(digits) == 2 and _is_series(text, start, end))):
        month = 8 if spoken and spoken[1].lower() in ("academic", "school") else 3
        return [(months(first, month, 12), start, end)]
    if "/" in sep or (last == first + 1 and len(digits) == 2):
        return []
    if len(digits) == 2 and 1 <= int(digits) <= 12:
        return [(f"{first}-{digits}", start, end)]
    if first < last < 2100:
        return [(str(first), start, start + 4), (str(last), found.start("y2"), end)]
    return read_bare(text, found) if sep != sep.strip() else []


def _is_series(text: str, start: int, end: int) -> bool:
    """Whether another pair of years stands on the other side of "to" or a dash."""
    return bool(_YEARS_AFTER.match(text, end) or _YEARS_BEFORE.search(text[max(0, start - 16) : start]))


def read_bare(text: str, found: re.Match[str]) -> list[Reading]:
    start = found.start("y1") if found["y1"] else found.end() - 4
    before = text[max(0, start - 80) : start]
    word = _WORD_BEFORE.search(before)
    lower = word[1].lower() if word else ""
    if grammar.LAW_AFTER.match(text, start + 4):
        return []
    if lower not in grammar.SURE_LEADS and grammar.COUNTED.match(text, start + 4):
        return []
    if lower not in grammar.LEADS_TO_YEAR:
        opens_line = word is not None and not before[: word.start()].rpartition("\n")[2].strip()
        capital = word is not None and not word[1].islower() and not (opens_line and lower.endswith("ed"))
        if capital or lower in grammar.NOT_BEFORE_YEAR:
            return []
    if before[-2:] in ("£ ", "$ ", "€ ") or grammar.PHONE.search(before) or grammar.LAW.search(before):
        return []
    return [(text[start : start + 4], start, start + 4)]
