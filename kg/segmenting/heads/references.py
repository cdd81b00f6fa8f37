"""The number under which a council holds a request, in all the forms that councils print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.segmenting.heads.clues import Candidate, Clue, best, seen, sign, words
from kg.segmenting.heads.rows import Row, Sheet

_ACT = r"(?:FOIA?R?|FoI|EIRs?|FOISA|RFI|RhG|SAR|IR|REF|REQ|IG|CAS)"
_NUMBER = re.compile(
    r"""(?<![\w@£.,#/&+-]) (?:[A-Za-z]{1,8}[/._-]?){0,4} \d [A-Za-z\d]* (?:[/._\\–-]{1,2}[A-Za-z\d]+)*
        (?![\w@%]|\.[A-Za-z]|[/-]\w)""",
    re.VERBOSE,
)
_BEFORE = re.compile(
    rf"""(?<![\w@£.,#/&+-]) (?: {_ACT}(?:\s?/\s?{_ACT})?\s/\s
          | (?:(?:[A-Z]{{1,6}}|RhG)(?:[ ]?/[ ]?|[.-]|[ ]))? (?:[A-Z]{{1,6}}-)? (?:[A-Z]{{2,6}}|RhG|FoI)[ ]
        )$""",
    re.VERBOSE,
)
"""Letters before a number that are part of it: "FOI 2024/118", "EIR / 4480011", "AB FOI 12"."""
_BEHIND = re.compile(r"[ ]\d{1,6}(?![\w/.-]*\w)")
_HALF = re.compile(r"^[A-Z]{2,6} (?:\d\d|\d{4})$")
"""Half of a number whose two parts a blank sets apart: "AB 23 1873"."""
_LONGEST_BEFORE = 24
_NONE = tuple(
    re.compile(rf"^(?:{pattern})$")
    for pattern in (
        r"(?:19|20)\d\d(?:[/–-](?:19|20)\d\d)?|\d{1,2}(?P<stroke>[/.–-])\d{1,2}(?P=stroke)\d{2,4}|(?:0?[1-9]|1[0-2])/(?:19|20)\d\d|\d{4}-\d\d-\d\d",
        r"\d{1,2}[.-][A-Za-z]{3,9}[.-]?\d{2,4}|\d{1,2}(?:st|nd|rd|th|am|pm)?|\d{1,2}(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*",
        r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\W?\d+",
        r"[A-Z]{1,2}\d[A-Z\d]?|\d[A-Z]{2}|Q\d+[a-z]?(?:-Q?\d+)?|[A-Z]\d{1,2}[a-z]?|[\d,.]+[kKmM]|s\.?\d.*|v\d.*|\d{1,3}\.\d+|\d+[a-z]|24/7",
        r"RM\d+.*|ISO.*|Microsoft.*|Office.*|[MO]365|G-Cloud.*|COVID-?19|(?i:request)-\d+.*|.*(?i:\.(?:pdf|xlsx?|docx?|csv|zip|eml))",
    )
)
"""What has figures and is no number of a request: years, days, postcodes, questions, sums, sections, products, names of files."""
_LEAD = re.compile(
    r"(?:[A-Z]+[ ./-])?(?:No|NO|ID|TO|THE|OF|FOR|REQUEST|RESPONSE|CASE|ACT|PO|OUR|AND|ON|AT|BY|IN|IS|FROM|DATE|REF|Ref)\s|(?:[A-Z]{1,3}C|FY)\s(?=\d{1,2}[./]\d{1,2}[./]\d)"
)
"""Words in capitals before a number that are no part of it."""
_OURS = re.compile(r"\bour\sref", re.IGNORECASE)
_YEARS = re.compile(r"^(?:[A-Z]+\s)?(?P<first>(?:19|20)?\d\d)[/–-](?P<second>(?:20)?\d\d)$")
_DATED = re.compile(r"^(?:(?:19|20)\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})$")
_NOUN = (
    r"(?:request|response|reply|case|enquiry|information\srequest|application|disclosure|log|rhif|cais|ticket|query)"
)
_REF = r"(?:ref(?:erence)?(?:\s(?:no|number|id|code))?|no|number|id|rhif|cyfeirnod|cyf)"
_TO = r"(?:\sis)?[\s.:#/('‘“\[–-]*$"
_CLOSE = r"[\s.:#]*$"
_SPLIT = re.compile(r"\s*[|·•;>›]\s*|\s{2,}|\t|\s[–—/-]\s|,\s|:\s|\.\s|\s?[(\[]|[)\]]\s?|\s(?=\d{1,2}\s[A-Z][a-z]{2})")
_PLAIN = re.compile(r"\d+")
_LAW = re.compile(rf"(?<![A-Za-z]){_ACT}(?![a-z])|FOI|EIR")

_CLUES: tuple[Clue, ...] = (
    seen("ours", "before", rf"\b(?:our|ein)\s(?:{_NOUN}\s)?{_REF}{_TO}", 9),
    seen("a reference", "before", rf"\b{_REF}{_TO}", 5),
    seen("a request's", "before", (
        rf"\b(?:foi|eir|foisa|foia|rti)\s(?:{_NOUN}\s)?(?:{_REF})?{_TO}", rf"\b{_NOUN}\s{_REF}{_TO}", rf"\b{_NOUN}\s{_TO}"), 5),
    seen("of a request or reply", "before", rf"\b{_NOUN}(?:\sto|\sfor|\sunder)?\s?(?:{_REF})?{_TO}", 2),
    seen("of a review", "before", rf"\b(?:internal\s)?review(?:\s(?:outcome|decision|{_REF}))?{_TO}", 4),
    seen("yours", "before", rf"\b(?:your|their|requester['’]?s?)\s(?:own\s)?{_REF}\b(?:(?!\bour|\bein\b|\bdate).){{0,24}}$", -12),
    seen("of the first request", "before", r"\b(?:original|first|earlier|previous|former|last|initial|linked|related|see|joined\swith)\s[\w\s]{0,24}[\s.:#(–-]*$", -6),
    seen("of something else", "before", words(
        "contract tender framework licen[cs]e company charity dn po order notice lot invoice planning agreement account project supplier product asset site uprn"
        r" policy version minute decision vat registration registered award ocid category section page schedule annex appendix table"
        r" question item part box floor unit room suite level windows server", rf"s?,?\s(?:\w+\s)?(?:{_REF})?{_CLOSE}"), -14),
    seen("a telephone's", "before", r"\b(?:tel(?:ephone)?|phone|ffôn|fax|call|mobile|dial|on|minicom|switchboard|ext)\b[\s.:()+\d/]*$|\b0\d{2,4}\s(?:\d{3,}\s)?$", -9),
    seen("a title of law", "before", r"\b(?:act|regulations?|order|rules)\s*$", -9),
    seen("a site's", "before", r"(?:https?:|www\.|whatdotheyknow|/request/|\w@|\[foi\s\#)\S*\s?$", -12),
    seen("a day follows", "after", r"^\s(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b", -9),
    seen("it counts something", "after", r"^,?\s(?!and\b|for\b|on\b|to\b|is\b|has\b|in\b|of\b|from\b|received\b|software\b|about\b)[a-z]{3,}", -2, exact=True),
    seen("names the law", "value", rf"^(?:.*[^A-Za-z])?{_ACT}(?![a-z])|FOI|EIR", 5, exact=True),
    seen("letters and figures set apart", "value", r"^[A-Z]{1,6}[A-Z\d]*(?:[/._ -]+[A-Z\d]+)+$", 3, exact=True),
    seen("letters and figures in one", "value", r"^[A-Z]{2,8}\d{3,}$|^[A-Z]\d{4,}$", 2, exact=True),
    seen("figures set apart", "value", r"^\d{2,}(?:[/.-][A-Z\d]+)+$", 2, exact=True),
    seen("many figures", "value", r"^\d{4,}", 1),
    seen("few figures", "value", r"^\d{1,3}$", -2),
    seen("a year in it", "value", r"(?:^|[^\d])(?:20)?[12]\d[/._-]\d{2,}|\d{2,}[/._-](?:20)?[12]\d$|20[12]\d", 1),
    seen("small letters", "value", r"[a-z]{3,}|^[A-Za-z]*[a-z]+\d+$|^\d+[a-z]+\d*$", -8, exact=True),
    sign("fills its row", 4), sign("fills its cell", 3), sign("first rows", 3), sign("early", 1), sign("begins its row", 1), sign("of the subject", 3),
    seen("answers a question", "before", r"\?\s", -6),
    sign("below the first question", -7), sign("quoted", -4), sign("ends its row", 2), sign("in prose", -4), sign("of the foot", -3), sign("a day", -20),
)  # fmt: skip
_LEAST = 6


def reference_of(sheet: Sheet) -> str | None:
    """The council's own number, as printed; None where it gives none."""
    rows = [row for row in (*sheet.head, *sheet.foot) if row.field not in ("to", "cc", "from")]
    own = best((one for row in dict.fromkeys(rows) for one in _candidates(row)), _CLUES, _LEAST)
    if own is None:
        quoted = [row for row in sheet.others if row.field == "subject" or _OURS.search(row.text)]
        own = best((one for row in quoted for one in _candidates(row)), _CLUES, _LEAST)
    return " ".join(own.candidate.value.split()) if own else None


def _candidates(row: Row) -> Iterator[Candidate]:
    for match in _NUMBER.finditer(row.text):
        start, end = match.span()
        if before := _BEFORE.search(row.text, max(0, start - _LONGEST_BEFORE), start):
            start = before.start()
        behind = _BEHIND.match(row.text, end)
        if behind and _HALF.match(row.text[start:end]):
            end = behind.end()
        if lead := _LEAD.match(row.text, start, end):
            start = lead.end()
        value = row.text[start:end].rstrip("._-–\\")
        if value and not _is_none(value):
            yield Candidate(value, row, start, start + len(value), frozenset(_signs(row, start, start + len(value))))


def _signs(row: Row, start: int, end: int) -> Iterator[str]:
    before, after = row.text[:start], row.text[end:]
    if not before.strip(" *|([-–") and not after.strip(" *|)].,-–"):
        yield "fills its row"
    elif _fills_cell(before, after):
        yield "fills its cell"
    if not before.strip(" *|(["):
        yield "begins its row"
    if not after.strip(" *|)].,"):
        yield "ends its row"
    if row.number < 5 and not row.foot:
        yield "first rows"
    if row.number < 14 and not row.foot:
        yield "early"
    if row.field == "subject":
        yield "of the subject"
    if row.asked and not row.foot:
        yield "below the first question"
    if row.quoted:
        yield "quoted"
    if row.foot:
        yield "of the foot"
    if len(before.split()) > 9:
        yield "in prose"


def _is_none(value: str) -> bool:
    if any(pattern.match(value) for pattern in _NONE):
        return True
    years = _YEARS.match(value)
    if years and int(years["second"][-2:]) == (int(years["first"][-2:]) + 1) % 100:
        return True
    rest = value.partition(" ")[2]
    return bool(rest and _DATED.match(rest))


def _fills_cell(before: str, after: str) -> bool:
    last = list(_SPLIT.finditer(before))
    lead = before[last[-1].end() :] if last else before
    rest = _SPLIT.search(after)
    tail = after[: rest.start()] if rest else after
    return not lead.strip(" *'‘“") and not tail.strip(" .)*|:]'’”,")
