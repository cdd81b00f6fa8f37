"""What a letter is about: its line of subject, its title, or what it says was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.schemes import scheme
from kg.segmenting.heads.clues import Candidate, Clue, best, seen, sign, words
from kg.segmenting.heads.rows import Row, Sheet

_LABEL = re.compile(
    r"^[\s*#|>]*(?:(?:pwnc\s?/\s?)?subject|topic|regarding|title|re|summary|about|(?:your\s|the\s)?(?:foi\s|information\s)?request(?:\sof\s[^:\n]{4,30})?)"
    r"(?:\s(?:matter|title|or\sdescription|of\s(?:the\s)?request))?(?:[\s*]*[:|]|[\s*]+[–-]|\s*\.{3,}|\s{3,}|\t)[\s*|.…]*(?P<value>\S.{2,159})",
    re.IGNORECASE,
)
_TOPIC = r"(?P<value>[^\n.;:?“\"]{4,160})"
_ASKED = tuple(
    re.compile(rf"\b{pattern}\s{_TOPIC}", re.IGNORECASE)
    for pattern in (
        r"you(?:['’]ve|\shave|\shad)?\s(?:asked|wrote|enquired|requested|want(?:ed)?(?:\sto\sknow)?|wished\sto\sknow|asking|ask|e-?mailed)\s(?:us\s|to\sus\s)?"
        r"(?:on\s\d[\w\s]{2,16}\s)?(?:about|for|information\s(?:on|about|regarding|concerning))",
        r"(?:request|e-?mail|letter|enquiry|questions?|interest)\s(?:(?:of|dated)\s\d.{0,16}\s)?(?:for\sinformation\s|asking\s)?(?:relating\sto|regarding|about|concerning|on)",
        r"(?:asking\sabout|information\s(?:relating\sto|regarding|about|concerning)|as\sregards)",
    )
)
_CUT = re.compile(
    r",?\s(?:under\sthe|which\s|that\s(?:we|was|you)|dated\s|received\s|in\sline\swith|pursuant|as\sfollows|sent\s(?:on|to)|made\sunder|on\s\d|of\s\d|has\s|have\s|is\s|was\s"
    r"|and\s(?:we|our|i|the\scouncil)\s|here\s|below\b|with\sthe\sreference|ref(?:erence)?\s)",
    re.IGNORECASE,
)
"""Where what was asked for ends in a sentence."""
_NOISE: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:re|fw|fwd|atb|aw|external)\s?(?:/\s?(?:re|fw))?\s?:\s*|^\[[^\]]{1,40}\]\s*",
        r"^(?:final\s)?(?:response|reply)\s(?:to\s)?(?:your\s)?(?=foi|freedom|eir|request)|^(?:your\s)?(?:request|response)\s(?:for\sinformation)?(?=\W|\d)",
        r"^(?:freedom\sof\sinformation|environmental\sinformation|foi|eir|foia|foisa|information)\s?(?:\(scotland\)\s)?(?:act|regulations)?\s?(?:20\d\d)?\s?"
        r"(?:requests?|enquiry|responses?|reply|act)?\s?(?:ref(?:erence)?|no|number)?(?=\W|$)",
        r"^(?=[\w/-]*\d)[A-Z]{0,8}[A-Z\d]*(?:[/.-][A-Z\d]+)*(?=[\s:\])–-]|$)",
        r"^[\s.:/|()\[\]'–—-]+",
    )
)
"""What stands before a subject and says nothing of it: replies, the name of an Act, numbers, marks."""
_TRAIL = re.compile(
    r"[\s–—-]*[(\[][^)\]]{0,40}\d[^)\]]{0,20}[)\]]\s*$|\s[-–—]\s(?:final\s)?(?:response|reply|official|closed|(?:freedom|environmental)\sinformation\b.*|freedom\sof\sinformation\b.*|foi)\s*$|[\s.:;,|–—-]+$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
_OURS = re.compile(r"^(?:the\scouncil['’]s|our|your|my|a\slist\sof(?:\sthe)?)\s(?!ref)", re.IGNORECASE)
_GAP = re.compile(r"\t+|[ ]{3,}|\.{4,}")
_OFFICE = re.compile(
    r"\b(?:team|officer|directorate|department|unit|manager|director|head\sof|governance|services?|authority|borough|clerk|executive|commissioner"
    r"|protection|democratic|development|transportation|inclusion|customer)\W*$|^dept\b",
    re.IGNORECASE,
)
"""What ends the name of an office: a title that does so is the sender's, not the subject."""
_GREETS = re.compile(r"^\W*(?:dear|annwyl|to\swhom|hello|good\s(?:morning|afternoon))\b", re.IGNORECASE)
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_SCHEMES = ("services", "functions")

_CLUES: tuple[Clue, ...] = (
    sign("called the subject", 10), sign("of the mail's subject", 9), sign("said to be asked for", 6), sign("of a service", 2),
    sign("below the first question", -6), sign("quoted", -4), sign("early", 1), sign("below the greeting", 3), sign("beside the reference", 4), sign("ends with a stop", -2), sign("stands alone", 1),
    seen("about software", "value", r"\b(?:software|systems?|contracts?|databases?|applications|statistics|polic(?:y|ies)|spend(?:ing)?)\b", 2),
    seen("a menu", "row", r"[>›»]|\|.*\|.*\||\s/\s.*\s/\s|\bskip\sto\b|\bmenu\b|\bsearch\b|a\sto\sz|\bhome\b\s*[/>›|]", -12),
    seen("an address", "value", r"@|www\.|https?:|\b[A-Z]{1,2}\d{1,2}\s?\d[A-Z]{2}\b|\b(?:street|road|lane|square|house|parade|avenue|hill)\s*,|\b(?:civic|town|county|shire|council|municipal)\s(?:hall|centre|offices|house|buildings)\b", -9),
    sign("an office", -7),
    seen("names the council", "value", r"\b(?:council|cyngor|comhairle|[mc]?[bd]c)\b(?!\s(?:tax|house|homes|meeting|software)|['’]s)", -4),
    seen("a greeting", "value", r"^\W*(?:dear|hello|hi|good\s(?:morning|afternoon)|thanks?|annwyl|to\swhom|yours|kind|regards|many|attached|please|following|further|with\sreference|i|we|you|here|in\s(?:reply|answer|response))\b", -12),
    seen("a field of a form", "row", r"^\W*(?:from|to|date|sent|cc|our|your\sref|tel|phone|address|status|outcome|department|dept|directorate|category|exempt\w*|received|importance|classification"
         r"|issued|answered|published|closed|completed|case|log|ref(?:erence)?)\b[\w\s/]{0,24}[:.|\d]", -12),
    seen("a day", "value", rf"^\W*(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?{_MONTHS}\s\d|\b{_MONTHS}\s\d{{4}}$|\d[/.]\d{{1,2}}[/.]\d{{2,4}}\W*$", -9),
    seen("a pair of label and value", "value", r"^\W*(?!re\b|subject|topic|title|regarding|your\srequest|request)[\w\s/&'-]{2,40}(?::\s|\s\|\s)\S", -6),
    seen("asks", "value", r"\?", -6),
    seen("a numbered row", "row", r"^\W*(?:\d+|[a-z]|[ivx]+)[.)/]*\s|^\W*(?:request|question|contract|part|section|lot|item|stage)\s\d", -8),
    seen("says nothing", "value", (
        *words(
            r"the\sfollowing this these it them that your\srequest (?:the\s|more\s|further\s|some\s)?information request response below us how\sto a\scopy\sof\syour"
            r" questions? answers? details (?:the|three|two|four|five|several|some|a\sfew)\s(?:things|questions|groups|matters|points) what\syou\sasked outcome decision"
            r" (?:your\s)?foi refusal\snotice closed further\sreply requested(?:\sand\s(?:our\s)?\w+)? management compliance disclosure office access sheet\s\d+"
            r" (?:the\s)?returned\stemplate reply\sto\sapplicant", r"\b\W*$", r"^\W*"),
        r"\bthe\sfollowing\b|\b(?:un)?(?:protectively\smarked|classified)\b"), -14),
    seen("a title of law", "value", r"freedom\sof\sinformation|rhyddid\sgwybodaeth|\bddeddf\b|information\sregulations|\binformation\sact\b", -8),
    seen("half a bracket", "value", r"^[^(\[]*[)\]]", -6),
    seen("one word", "value", r"^\S+$", -2),
    seen("begins as a sentence goes on", "value", (
        *words(r"relating\sto our this how us your whether where when why that which what knowing as for and or of", r"\s", "^"),
        r"^(?:the\sfollowing|an\sinternal|a\sreview|a\snumber\sof)"), -6),
    seen("a sentence", "value", r"[;,]$|\b(?:is|are|was|were|has|have|will|can|do|does|came|receives?|replies|stands?|means)\b", -5),
    seen("more than one sentence", "value", r"[a-z)]\.\s+(?:Please|We|I|The|This|You|It|In|If)\b", -6),
    seen("a sum or a firm", "value", r"£|\d,\d{3}|\b(?:Ltd|Limited|plc|LLP)\b", -5),
    seen("a heading of letters", "value", r"^\W*(?:response|reply|answer|question|request|decision|introduction|freedom\sof\sinformation|disclosure\slog|internal\sreview|refusal|official|in\sthis\ssection|part)\b", -5),
    seen("all its words have capitals", "value", r"^(?:(?:[A-Z][\w'’-]*+|and|&|of|for)[ ,]*+){1,6}$", -1, exact=True),
)  # fmt: skip
_LEAST = 4


def subject_of(sheet: Sheet) -> str | None:
    """What the letter is about, in its own words; None where none of them says it."""
    found = best(_candidates(sheet), _CLUES, _LEAST)
    return found.candidate.value if found else None


def _candidates(sheet: Sheet) -> Iterator[Candidate]:
    greeted = len(sheet.head)
    for place, row in enumerate((*sheet.head[:40], *(row for row in sheet.others[:10] if row.field == "subject"))):
        signs = _signs(row, place - greeted)
        if _GREETS.match(row.text):
            greeted = place
        if label := _LABEL.match(row.text):
            yield from _made(
                row, label.span("value"), signs, "of the mail's subject" if row.field else "called the subject"
            )
            continue
        for asked in (match for pattern in _ASKED for match in pattern.finditer(row.text)):
            start, end = asked.span("value")
            cut = _CUT.search(row.text, start, end)
            yield from _made(row, (start, cut.start() if cut else end), signs, "said to be asked for")
        if 6 <= len(row.text.strip()) <= 130 and not row.field:
            yield from _made(row, (0, len(row.text)), signs, "a title")


def _made(row: Row, span: tuple[int, int], signs: frozenset[str], kind: str) -> Iterator[Candidate]:
    plain = _GAP.sub(" | ", row.text[slice(*span)].strip()).strip(" *#|_")
    value = _OURS.sub("", _plain(" ".join(plain.split())))
    if len(value) < 3 or not _WORDS.search(value) or len(value) > 140:
        return
    more = {kind}
    if kind == "a title" and len(plain) - len(value) > 3 and not _OURS.match(plain):
        more.add("beside the reference")
    if kind == "a title" and _OFFICE.search(value):
        more.add("an office")
    if kind == "a title" and row.text.rstrip(" *_").endswith("."):
        more.add("ends with a stop")
    if kind != "called the subject" and any(scheme(name).first(value) for name in _SCHEMES):
        more.add("of a service")
    yield Candidate(value, row, *span, signs | more)


def _plain(value: str) -> str:
    """A subject without "RE: FOI request", numbers and marks before and behind it."""
    at = -1
    while at != len(value):
        at = len(value)
        for noise in _NOISE:
            value = noise.sub("", value, count=1)
        value = _TRAIL.sub("", value)
    return value.strip(" *#|_'‘’“”\",•")


def _signs(row: Row, below_greeting: int) -> frozenset[str]:
    held = (
        ("quoted", row.quoted), ("below the first question", row.asked), ("early", row.number < 15),
        ("below the greeting", 0 < below_greeting <= 1), ("stands alone", row.gap),
    )  # fmt: skip
    return frozenset(name for name, holds in held if holds)
