"""Words and digits into numbers: "1,904", "14.71", "Two", "three hundred", "about 38,000".

A text enters; the numbers it states leave, each with the place of its words, approximating words included.
Ordinals ("1st", "second"), money, dates, times and the numbers inside references are not numbers here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.model import Span
from kg.values.approximation import cue_end, cue_start
from kg.values.caseless import lower
from kg.values.date_grammar import MONTH

_UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: value for value, word in enumerate(_UNIT_WORDS.split())}
_TENS = {word: 10 * value for value, word in enumerate(_TEN_WORDS.split(), start=2)}
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "k": 1_000,
    "m": 1_000_000,
    "bn": 1_000_000_000,
}

_SMALL = "|".join(sorted(_UNITS, key=len, reverse=True))
_TEN = "|".join(_TENS)
_BELOW_100 = rf"(?:(?:{_TEN})(?:[-\s](?:{_SMALL}))?|{_SMALL})"
_BELOW_1000 = rf"(?:(?:a|{_SMALL})\s+hundred(?:\s+(?:and\s+)?{_BELOW_100})?|{_BELOW_100})"
WORDS = (
    rf"(?:(?:a|{_BELOW_1000})\s+(?:dozen|(?:thousand|million|billion)(?:,?\s+(?:and\s+)?{_BELOW_1000})?)|{_BELOW_1000})"
)
"""A number in words, as the source of a regular expression."""
DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,18})?|\d{1,18}(?:\.\d{1,18})?)"
"""A number in digits, with or without thousands' commas, as the source of a regular expression."""

_LABELS = "question section page article regulation cloud item annex appendix note paragraph table version schedule phase lot part tier"
_NOT_LABEL = "".join(rf"(?<!\b{label}\s)" for label in _LABELS.split())
_NUMBER = re.compile(
    rf"(?<![\w£$€#@/\\.,:&'’+-])(?=[\dzotfsena])(?:{_NOT_LABEL}(?P<digits>{DIGITS})(?:\s?(?P<scale>k|thousand|million|billion))?|(?P<words>{WORDS}))"
    rf"(?![\w/\\]|[.,:]\d|[-–]\w|\s?°|\s+(?:of\s+)?(?:{MONTH}))(?P<percent>\s?%|\s+per\s?cent\b)?",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"(?:(?P<digits>{DIGITS})(?:\s?(?P<scale>k|m|bn|thousand|million|billion))?|(?P<words>{WORDS}))", re.I
)
_BOUND = re.compile(
    r"(?:(?P<lt>fewer\s+than|less\s+than|under|below|<)|(?P<gt>more\s+than|over|above|in\s+excess\s+of|>)"
    r"|(?P<le>(?:threshold|limit|cap|ceiling)\s+of|up\s+to|at\s+most|no(?:t)?\s+more\s+than|a\s+maximum\s+of|≤)"
    r"|(?P<ge>at\s+least|no(?:t)?\s+(?:less|fewer)\s+than|a\s+minimum\s+of|≥))\s*\Z",
    re.IGNORECASE,
)
_BOUND_SIGNS = {"lt": "<", "gt": ">", "le": "≤", "ge": "≥"}


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number as stated; `bound` is `<`, `>`, `≤` or `≥` for "fewer than", "over", "up to", "at least"."""

    value: int | Decimal
    span: Span
    approximate: bool = False
    percent: bool = False
    bound: str = ""


def exact(value: Decimal) -> int | Decimal:
    """A whole decimal as an integer, any other as it is."""
    return int(value) if value == value.to_integral_value() else value


def scaled(digits: str, scale: str | None) -> Decimal:
    """The value of digits with a multiplier: "1.9" and "million", "54" and "k"."""
    value = Decimal(digits.replace(",", ""))
    if scale:
        value = value * _SCALES[lower(scale)]
    whole = value.to_integral_value()
    return whole if value == whole else value


def _of_words(words: str) -> int:
    total = current = 0
    for word in re.split(r"[-,\s]+", lower(words)):
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "a":
            current += 1
        elif word in ("hundred", "dozen"):
            current *= _SCALES[word]
        elif word in _SCALES:
            total, current = total + current * _SCALES[word], 0
    return total + current


def parse_number(text: str) -> Decimal | None:
    """The number that the whole of `text` states, or None."""
    found = _WHOLE.fullmatch(text.strip())
    if found is None:
        return None
    if found["words"]:
        return Decimal(_of_words(found["words"]))
    return scaled(found["digits"], found["scale"])


def bound_before(text: str, start: int) -> tuple[str, int]:
    """The sign of a limit ("fewer than", "over") stated right before `start`, and where its words begin."""
    window = max(0, start - 24)
    found = _BOUND.search(text[window:start])
    if found is None or found.lastgroup is None:
        return "", start
    return _BOUND_SIGNS[found.lastgroup], window + found.start()


def find_numbers(text: str) -> list[NumberValue]:
    """All numbers that stand for themselves in `text`, in order."""
    return [_number(text, found) for found in _NUMBER.finditer(text)]


def _number(text: str, found: re.Match[str]) -> NumberValue:
    if found["words"]:
        value: int | Decimal = _of_words(found["words"])
    else:
        value = exact(scaled(found["digits"], found["scale"]))
    start, end = found.span()
    cue = cue_start(text, start)
    after = cue_end(text, end)
    bound, begin = bound_before(text, start)
    return NumberValue(
        value,
        Span(begin if cue is None else cue, end if after is None else after),
        approximate=cue is not None or after is not None,
        percent=found["percent"] is not None,
        bound=bound,
    )
