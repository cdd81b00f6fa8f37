"""Lengths of time in words: "five years", "5-year", "18 months", "three (3) years", "about nine years".

A text enters; the durations it states leave as ISO 8601-1 strings, in order, each with the place of its words.
Whole years are written in years: "24 months" is P2Y, "18 months" is P18M. Hours, working days and ages are left out.
What a duration is for (a term, a notice, a time limit) is for others to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.model import Span
from kg.values.approximation import cue_end, cue_start
from kg.values.numbers import DIGITS, WORDS, parse_number


@dataclass(frozen=True, slots=True)
class DurationValue:
    """A length of time; `unit` is `year`, `month`, `week` or `day` as stated.

    `times` counts how often it is to run ("2 x 12 months"); `ago` where the words look back ("three years ago").
    """

    iso: str
    span: Span
    approximate: bool = False
    unit: str = "year"
    times: int = 1
    ago: bool = False


_COUNT = rf"(?:{WORDS}|{DIGITS}|an?(?=[\s-])|another)"
UNIT = r"(?:years?|yrs?\.?|months?|mths?\.?|mnths?\.?|weeks?|wks?\.?|calendar\s+days?|days?|decades?|fortnights?)"
_EXTRA = r"(?:further|additional|more|extra|optional|whole|full|calendar|consecutive|successive|contract|initial)"
LENGTH = (
    rf"(?:(?:an?\s+)?(?:{_EXTRA}\s+)?{_COUNT}(?:[½¼¾]|\s+and\s+a\s+half)?(?:\s*\(\s*(?:{WORDS}|{DIGITS})\s*\))?"
    rf"(?:[\s-]+{_EXTRA})?[\s‐‑-]*{UNIT}(?![^\W_])(?:\s+and\s+a\s+half\b)?)"
)
"""A length of time, as the source of a regular expression."""

_PATTERN = re.compile(
    rf"""(?<![^\W_])(?<![£$€\d][.,])(?<![£$€/])
    (?:(?P<times>{WORDS}|\d{{1,2}})\s*(?:[x×*@]|lots?\s+of)\s*)?
    (?:an?\s+(?={_EXTRA}))?(?:{_EXTRA}\s+)?
    (?P<count>{WORDS}|{DIGITS}|half\s+an?|another|an?)
    (?P<fraction>[½¼¾]|\s+and\s+(?:a\s+half|a\s+quarter))?
    (?:\s*\(\s*(?:{WORDS}|{DIGITS})\s*\))?
    (?:[\s-]+{_EXTRA}(?:\s+(?:{_EXTRA}|second|third|fourth|fifth))?)?
    [\s‐‑-]*(?P<unit>{UNIT})(?![^\W_])
    (?P<half>\s+and\s+a\s+half\b)?
    (?:,?(?:\s+and)?\s+(?P<months>{WORDS}|\d{{1,2}})\s+months?\b)?""",
    re.IGNORECASE | re.VERBOSE,
)
_UNIT_WORD = re.compile(UNIT, re.IGNORECASE)
_MOST = 999
"""More than so many years, months or days are a year ("2025 year end") or something else."""
_REACH = 60
"""How far the words of a duration reach from its unit."""
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_UNITS = {"y": "year", "m": "month", "w": "week", "d": "day", "c": "day", "f": "week"}
_NO_LENGTH = re.compile(
    r"[\s-]*(?:old\b|of\s+age\b|end\b|(?:by|on|to|after)\s+(?:year|month|week|day)\b)", re.IGNORECASE
)
_AGO = re.compile(r"\s+(?:ago|earlier|previously|before\s+that)\b", re.IGNORECASE)
_RATE = re.compile(
    r"(?:(?:£|GBP\s?)[\d.,]+\s?(?:k|m|bn|million|thousand)?|\b(?:once|twice|times|hours?|days?|pounds|users?|each))\s+\Z",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(?:over|more\s+than|nearly|almost|just\s+under|just\s+over|at\s+least)\s+\Z", re.IGNORECASE)


def find_durations(text: str) -> list[DurationValue]:
    """All durations that `text` states, in order."""
    values = []
    at = 0
    for unit in _UNIT_WORD.finditer(text):
        if unit.start() < at:
            continue
        found = _PATTERN.search(text, max(at, unit.start() - _REACH), min(len(text), unit.end() + _REACH))
        if found is None or found.start() > unit.start():
            continue
        value = _value(text, found)
        at = found.end()
        if value is not None:
            values.append(value)
    return values


def normalise(unit: str, count: Decimal) -> str | None:
    """The ISO 8601 duration of so many years, months, weeks or days; None where it has none in whole units."""
    if unit == "year" and count != count.to_integral_value():
        unit, count = "month", count * 12
    if count <= 0 or count != count.to_integral_value() or count >= 10_000:
        return None
    whole = int(count)
    if unit == "month" and whole % 12 == 0:
        unit, whole = "year", whole // 12
    return f"P{whole}{unit[0].upper()}"


def _value(text: str, found: re.Match[str]) -> DurationValue | None:
    words = found["count"].lower()
    unit, count = _UNITS[found["unit"][0].lower()], _count(found)
    start, end = found.span()
    single = words in ("a", "an", "another")
    if (
        count is None
        or count > _MOST
        or _NO_LENGTH.match(text, end)
        or (single and _RATE.search(text[max(0, start - 24) : start]))
    ):
        return None
    if found["unit"][0] in "dD" and found["unit"][:3].lower() == "dec":
        unit, count = "year", count * 10
    elif found["unit"][0] in "fF":
        count *= 2
    iso = _with_months(normalise(unit, count), count, found["months"])
    if iso is None:
        return None
    before, after = cue_start(text, start), cue_end(text, end)
    over = _OVER.search(text[max(0, start - 16) : start])
    times = parse_number(found["times"]) if found["times"] else None
    return DurationValue(
        iso,
        Span(start if before is None else before, end if after is None else after),
        approximate=before is not None or after is not None or over is not None,
        unit=unit,
        times=int(times) if times else 1,
        ago=_AGO.match(text, end) is not None,
    )


def _count(found: re.Match[str]) -> Decimal | None:
    words = found["count"].lower()
    if words.startswith("half"):
        return Decimal("0.5")
    count = Decimal(1) if words in ("a", "an", "another") else parse_number(words)
    if count is None:
        return None
    if found["fraction"]:
        fraction = found["fraction"].lower()
        count += _FRACTIONS.get(fraction, Decimal("0.25") if "quarter" in fraction else Decimal("0.5"))
    return count + Decimal("0.5") if found["half"] else count


def _with_months(iso: str | None, count: Decimal, months: str | None) -> str | None:
    """ "2 years and 6 months" as one duration."""
    extra = parse_number(months) if months else None
    if not extra or iso is None or not iso.endswith("Y"):
        return iso
    whole, rest = divmod(int(extra), 12)
    return f"P{int(count) + whole}Y" + (f"{rest}M" if rest else "")
