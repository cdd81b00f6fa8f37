"""The grammar of dates: names of months and seasons, in English and in Welsh, and the one pattern of all written forms.

Nothing enters; tables and the compiled pattern leave. Each form is a named alternative, its parts named after it.
"""

from __future__ import annotations

import re

_NAMES = {
    1: "january jan ionawr",
    2: "february feb febuary feburary chwefror",
    3: "march mar mawrth fawrth",
    4: "april apr ebrill",
    5: "may mai fai",
    6: "june jun mehefin fehefin",
    7: "july jul gorffennaf orffennaf",
    8: "august aug awst",
    9: "september sept sep medi fedi",
    10: "october oct hydref",
    11: "november nov tachwedd dachwedd",
    12: "december dec rhagfyr ragfyr",
}
MONTHS = {name: number for number, names in _NAMES.items() for name in names.split()}
"""Number of the month by its name in lower case, in full or shortened; Welsh names with their mutations."""

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
"""EDTF level 1 code of the season by its name."""

ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}

_DAYS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_FIRST_DAYS = {word: number for number, word in enumerate(_DAYS.split(), start=1)}
DAYS = {
    **_FIRST_DAYS, "thirtieth": 30, "thirty-first": 31,
    **{f"twenty-{word}": 20 + number for word, number in _FIRST_DAYS.items() if number < 10},
}  # fmt: skip
"""Number of the day by its name in words, lower case."""

MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![^\W\d_])"
DASH = r"[-‐‑–—]"
_YEAR = r"(?:1[89]|20|21)\d\d"
_YY = r"['’‘]?\d\d(?!\d)"
_TH = r"(?:\s?(?:st|nd|rd|th)\b)?"
_DAY = rf"(?:{'|'.join(sorted(DAYS, key=len, reverse=True))}|last(?=\s+day))"
_OR_SHORT = r"(?:[/-](?:\d{4}|\d\d))?"

FORMS = re.compile(
    rf"""(?<![\w£$€/\\])(?<!\d[.,:])(?:
      (?P<iso>\d{{4}}(?P<isep>[-/])\d\d(?P=isep)\d\d(?![\d/-]))
    | (?P<numeric>(?P<nd>\d{{1,2}})(?P<sep>[/.-])(?P<nm>\d{{1,2}})(?P=sep)(?P<ny>\d{{4}}|\d\d)(?![\d/]|\.\w|-(?!\d\d?[/.-]\d)\w))
    | (?P<day_first>(?P<dd>\d{{1,2}}){_TH}(?:\s+(?:day\s+)?of(?:\s+the)?)?(?P<gap>[ \xa0]{{0,2}}|[ \xa0]*\n[ \xa0]*|-)
        (?P<dm>{MONTH})\.?,?(?:\s+of)?[\s-]*(?P<dy>{_YEAR}|{_YY})(?![\w/]|[:.]\d))
    | (?P<worded>(?P<wd>{_DAY})(?:\s+day)?\s+of\s+(?P<wm>{MONTH}),?(?:\s+of)?\s+(?P<wy>{_YEAR})(?![\w/]|[.,]\d))
    | (?P<month_first>(?P<mm>{MONTH})\.?\s+(?:the\s+)?(?P<md>\d{{1,2}}){_TH},?\s+(?P<my>{_YEAR})(?![\w/]|[.,]\d))
    | (?P<two_months>(?P<t1>{MONTH})\.?\s?[/–-]\s?(?P<t2>{MONTH})\.?,?\s+(?P<ty>{_YEAR})(?![\w/]|[.,]\d))
    | (?P<month>(?P<om>{MONTH})\.?,?(?:\s+of)?(?P<osep>\s*{DASH}\s*|\s+|(?=['’‘]))(?P<oy>{_YEAR}|{_YY})(?![\w/]|[:.,]\d))
    | (?P<slashed>(?P<sm>0?[1-9]|1[0-2])/(?P<sy>(?:19|20)\d\d)(?![\w/-]))
    | (?P<season>(?:the\s+)?(?P<name>spring|summer|autumn|winter)(?:\s+(?:of|in))?,?\s+(?P<ey>{_YEAR}){_OR_SHORT}(?!\w))
    | (?P<quarter>(?:q|quarter[ ])(?P<q>[1-4])(?:[ \xa0]+of)?,?[ \xa0/-]*(?P<qy>{_YEAR}{_OR_SHORT})(?![\w/]))
    | (?P<part>(?:the\s+)?(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th)\s+(?P<of>quarter|half)\s+of\s+(?:the\s+)?
        (?P<py>{_YEAR}{_OR_SHORT})(?![\w/]))
    | (?P<short_financial>fy\s?(?P<f1>\d\d)\s?[/-]\s?(?P<f2>\d\d)(?![\w/-]))
    | (?P<years>(?P<fy>fy\s?)?(?P<y1>{_YEAR})(?P<ysep>\s?(?:/|{DASH})\s?(?=\d{{4}})|/|{DASH})(?P<y2>\d{{4}}|\d\d)
        (?![\w/]|[-.:]\w))
    | (?P<bare>(?-i:c)?(?:19[7-9]|20\d)\d(?![\w/%\\°]|[-‑](?!ish|present|ongoing|to\b|date\b|now\b)|[.,:]\d))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Every form of a date, at a place where one can begin."""

ANCHOR = re.compile(
    r"(?:(?:(?:the|very)\s+)*(?:end|start|beginning|middle|close)\s+of|(?:in\s+)?(?:early|late|mid)(?:\s+(?:in|to\s+late))?)"
    r"(?:\s+the(?:\s+year)?)?(?:\s+(?:the\s+)?(?:financial|fiscal|tax|municipal|academic|school)\s+year)?[\s-]*\Z",
    re.IGNORECASE,
)
"""Words before a date that place it within itself ("the end of", "early"), and leave it as precise as it is."""

_LEADS = """
a about after and approx approximately around as at autumn awarded before began between bought by c ca calendar christmas
circa commenced commencing currently date dates during early easter end ended ending ends expected expire expires expiring
expiry finish finishes finishing for from implemented in installed introduced late let live mid of on or planned probably
procured purchased replaced renewed roughly signed since spring start started starting starts summer the this through till
to until up went winter with year years
"""
LEADS_TO_YEAR = frozenset(_LEADS.split())
"""Words in lower case that a year may follow even where they are written with a capital."""

_NO_YEAR_AFTER = """
act acts article ext extension form framework lot no number office page pages paragraph ref reference regulation regulations
release room rules section server some standard version windows x
"""
NOT_BEFORE_YEAR = frozenset(_NO_YEAR_AFTER.split())
"""Words in lower case after which four digits are no year."""

COUNTED = re.compile(
    r"\s+(?:\w+\s+)?(?:users?|staff|hours?|homes?|houses|schools|licen[cs]es|records|reports|employees|residents|"
    r"households|properties|pupils|tickets|cases|children|people|calls|words|pounds|devices|seats|agents|visits|days|"
    r"forms|requests|invoices|members|customers|items|miles|sites|assets|volunteers|places|times|participants|e-?mails)\b",
    re.IGNORECASE,
)
"""What follows four digits that count something."""

LAW_AFTER = re.compile(r"\s+(?:Act|Regulations?|Directive|Order)\b")
"""What follows the year of a law."""

SURE_LEADS = frozenset({"in", "since", "until", "till", "during", "year", "before"})
"""Words in lower case after which four digits are a year whatever follows."""

PHONE = re.compile(r"(?:\+\s?44(?:[ \xa0-]?\(?0?\)?\d{2,4})?|\(?\b0\d{2,4}\)?)(?:[ \xa0-]\d{3,4})?[ \xa0-]\Z")
"""The beginning of a telephone number, right before four of its digits."""

LAW = re.compile(
    r"\b(?:acts?|regulations|rules|order|measure)\b\s*\([^)\n]*\)\s*\Z|\bdeddf\b[^.;\n]{0,60}\Z",
    re.IGNORECASE,
)
"""The name of a law, right before its year."""
