"""Terms and options in words that only a letter about contracts means so: "month by month", "plus one plus one", "in the
first of the two extra years".

Each proposer is generous, and gives the same words another meaning where they may have one; a model decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.extracting.bare import Bare, length_of
from kg.values import parse_number
from kg.values.caseless import lower

_NUMBER = r"\d{1,2}|one|two|three|four|five|six|seven|ten|twelve"
_NTH = r"second|third|fourth|fifth|sixth|seventh|2nd|3rd|4th|5th|6th|7th"
_MORE = r"further|additional|extra|more|optional|possible"
_PERIODS = {"month": "P1M", "quarter": "P3M", "year": "P1Y"}
_RECURRING = re.compile(
    r"\b(?P<unit>month|quarter|year)[-\s](?:to|by|on|after)[-\s](?P=unit)\b|\b(?P<each>month|quarter|year)ly\s+(?:terms?|rolling|basis)\b"
    r"|\b(?:now|by\sthe|rolling|every|each)\s(?P<every>month|quarter|year)(?:ly)?\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:open[-\s]ended|un?till?\sfurther\snotice|no\s(?:fixed\s|set\s)?(?:end|expiry)(?:\sdate)?|indefinite(?:ly)?|ongoing|perpetual(?:ly)?|permanent"
    r"|un?till\s(?:it\sis\s)?(?:terminated|determined|cancelled|either|one|some(?:body|one))|(?:just\s|simply\s)?(?:rolls|carries\son|goes\son|runs\son))\b",
    re.IGNORECASE,
)
_OF_YEARS = re.compile(
    rf"\b(?:year\s(?:{_NUMBER})|(?:first|{_NTH}|final|last)\syear)\s(?:out\s)?of\s(?P<count>{_NUMBER})\b", re.IGNORECASE
)
_SUM = re.compile(
    rf"(?<![\w£.,/])(?:(?P<first>{_NUMBER})\s?(?P<unit>m|y)?\s*)?(?:,?\s*(?:\+|\bplus\b)\s*(?:{_NUMBER})\s?(?:m\b|y\b)?){{1,4}}(?![\w%/]|[.,]\d)",
    re.IGNORECASE,
)
_PART = re.compile(rf"(?:\+|\bplus\b)\s*(?P<count>{_NUMBER})\s?(?P<unit>m|y)?", re.IGNORECASE)
_SINGLE = re.compile(
    rf"\b(?P<count>two|three|four|2|3|4)\s(?:(?:{_MORE}|separate)\s)*(?:single|yearly|annual|one[-\s]year|twelve[-\s]month|12[-\s]month|1[-\s]year)[-\s](?:years?|extensions?|options?|periods?)?"
    rf"|\b(?P<steps>two|twice|three|four|2|3|4)\b[^.;\n]{{0,20}}?,?\s(?:(?:one|a\syear|1)\sat\sa\stime|each\s(?:of\s)?(?:one|a|1)\syear|each\s1|in\ssteps\sof\s(?:one|1))\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"(?<![\w£.,/])(?P<times>\d|two|three|four)\s?[x×]\s?(?P<count>{_NUMBER})\s?(?P<unit>m(?:ths?|onths?)?|y(?:rs?|ears?)?)?\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(?:an?|optional|the|for|of)\s(?:{_NTH})(?P<also>(?:\s(?:and|or)\s(?:an?\s|the\s)?|,\s?)(?:{_NTH}))?(?:\syears?)?\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"\b(?:{_MORE}|another|possibility\sof|option\sof|extendable\sby)\s(?:up\sto\s)?(?:an?\s)?(?P<count>{_NUMBER})\b(?!\s?(?:months?|users?))"
    rf"|\b(?P<more>{_NUMBER})\s(?:{_MORE})\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:first|one|1st)\s(?:of\s(?:the|these|those|them|two|our|its)\b|(?:option|extension|extra|additional)\b|\+\s?1)",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\b(?:both|the\stwo)\s(?:of\s)?(?:the\s|these\s|those\s)?(?:extra\s|optional\s)?(?:extensions?|options?|years|have|were|used|taken|ones)\b",
    re.IGNORECASE,
)
_USED = re.compile(
    r"\b(?:used|using|taken|took|take|exercised|running|agreed|extended|lengthened|prolonged|stretched|spent|invoked|activated|signed|confirmed"
    r"|granted|bought|put\s(?:back|it\son)|(?:carried|rolled|gone)\son|made\slonger|in\s(?:use|progress|force|place)|(?:now\s|are\s)?(?:in|into|under|inside)\s(?:the|its|our|that|an?)\b)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:exten\w+|option\w*|plus|further|more|extra|additional|both|prolong\w*|lengthen\w*|renew\w*|first|second|third|fourth|fifth|single|yearly|at\sa\stime)\b|\+|\d\s?[x×]\s?\d",
    re.IGNORECASE,
)


def lengths_in(text: str) -> Iterator[Bare]:
    """Terms and options that the words of a unit may mean."""
    for pattern, read in (*_TERMS, *(_OPTIONS if _ABOUT.search(text) else ())):
        for match in pattern.finditer(text):
            for kind, value, trait in read(match):
                yield Bare(kind, value, *match.span(), trait)


_Meaning = tuple[str, str, str]
"""A kind of value, its worth, and by which words it is told."""
_Reader = Callable[["re.Match[str]"], "list[_Meaning]"]


def _recurring(match: re.Match[str]) -> list[_Meaning]:
    unit = match["unit"] or match["each"] or match["every"]
    return [("term", f"rolling/{_PERIODS[lower(unit)]}", "recurring")]


def _sum(match: re.Match[str]) -> list[_Meaning]:
    parts = [length_of(part["count"], part["unit"] or match["unit"] or "") for part in _PART.finditer(match[0])]
    options = [("extension", "+".join(parts), "sum")]
    if match["first"]:
        first = length_of(match["first"], match["unit"] or "")
        options += [("term", first, "sum"), ("extension", "+".join([first, *parts]), "whole sum")]
    return options


def _times(match: re.Match[str]) -> list[_Meaning]:
    part = length_of(match["count"], (match["unit"] or "")[:1])
    return [("extension", "+".join([part] * _number(match["times"])), "times")]


def _number(words: str) -> int:
    return 2 if words.lower() == "twice" else int(parse_number(words) or 1)


_TERMS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_RECURRING, _recurring),
    (_OPEN, lambda match: [("term", "rolling", "open")]),
    (_OF_YEARS, lambda match: [("term", length_of(match["count"]), "of years")]),
)
_OPTIONS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_SUM, _sum),
    (_SINGLE, lambda match: [("extension", "+".join(["P1Y"] * _number(match["count"] or match["steps"])), "single")]),
    (_TIMES, _times),
    (_ORDINAL, lambda match: [("extension", "P1Y+P1Y" if match["also"] else "P1Y", "ordinal")]),
    (_COUNTED, lambda match: [("extension", length_of(match["count"] or match["more"]), "counted")]),
    (_FIRST, lambda match: [("extension", "P1Y", "first")]),
    (_BOTH, lambda match: [("extension", "P1Y+P1Y", "both")]),
)
"""Words, with what they may mean; of two that mean the same, the earlier is kept."""


def tells_use(text: str) -> bool:
    """Whether a text tells that something is used."""
    return _USED.search(text) is not None


def other_use(value: str) -> str:
    """An option as used where it is told as open, and as open where it is told as used."""
    return value.removesuffix(" used") if value.endswith(" used") else f"{value} used"
