"""The day of a letter: which of the dates in its head or beside its signature is that of the reply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.segmenting.heads.clues import Candidate, Clue, best, judged, seen, sign, words
from kg.segmenting.heads.rows import Row, Sheet
from kg.values import find_dates

_MAY_BE = re.compile(
    r"\d[ \t./-]{1,2}\d{1,2}[ \t./-]{1,2}\d{2}|(?:\b|(?<=\d))(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b[^\n]{0,12}\d"
    r"|\d(?:st|nd|rd|th)?\s?(?:Ion|Chwe|Maw|Ebr|Mai|Meh|Gor|Aws|Med|Hyd|Tach|Rhag)",
    re.IGNORECASE,
)
"""What may be a date; a cheap look before the grammar's."""
_DOTS = re.compile(r"(?<![\d.,£])(\d{1,2})\.(\d{1,2})\.(\d\d)(?![\d.])")
"""A short date with dots, which elsewhere in a letter may be the number of a version."""
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_TWIN = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|ain|eg|fed)?\s+[A-Z][a-z]+\s*/\s*(?={_MONTH}\s+\d{{4}})")
"""A date whose month stands in two languages: "3 Mai / May 2023"."""
_DAY = len("2024-05-03")
_DAYS = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b[\s,]*)?"
_END = rf"[\s:/(>-]*{_DAYS}$"
_DID = r"(?:replied|issued?|answered|sent|closed|completed?|released?|responded|disclosed)"
_NOUN = r"(?:response|reply|answer|disclosure|outcome|decision)"
_DONE = rf"(?:{_DID}|{_NOUN})"
_DONE_WORDS = f"{_DID} {_NOUN}"
_PIECE = re.compile(r"\s*[|·•;]\s*|\s{2,}|\t|\s[–—/-]\s|,\s|\.\s|\s\(|\)\s?")
_WORDS = re.compile(r"[A-Za-z]{2,}")
_SENTENCE = re.compile(r"[.;]\s")
_CLOCK = re.compile(r"^[\s,]*(?:at\s)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]m)?", re.IGNORECASE)
_CELLS = re.compile(r"\t|\||[ ]{3,}|\s/\s")
_LABEL_ONLY = re.compile(r"^\W*\w{1,2}[.)]?\s*$")
_GOES_ON = re.compile(r"\b[a-z]{2,}\s*$")
_REFERENCE = re.compile(r"\bref|[A-Z]{2,}[/ -]?\d|\d{3,}|council", re.IGNORECASE)
_FORM = re.compile(r"^\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?$")
_LABELLED = tuple(
    re.compile(rf"^\W*{label}(?:\s+(?:date|sent|on|issued))?[\s:.|*]*{_DAYS}$", re.IGNORECASE)
    for label in (rf"date\s+(?:of\s+)?{_DONE}", _DID, rf"{_NOUN}\s+(?:date|sent|on|issued)")
)
_RESPONSE = re.compile(rf"^\W*{_NOUN}\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"\b(?:council|team|officer|clerk|manager|services?|governance|finance|information|unit|requests?|authority|[mc]?[bd]c)\b",
    re.IGNORECASE,
)
_ANSWERED = re.compile(rf"^\W*(?:date\s+)?(?:of\s+)?(?:responded|{_DONE})\b", re.IGNORECASE)

_CLUES: tuple[Clue, ...] = (
    seen("said to be the reply's", "label", words(_DONE_WORDS, rf"(?:\s(?:sent|to\s\w+|issued))?{_END}", r"\b(?:date|day)\s(?:of\s(?:our\s|this\s|the\s)?)?"), 8),
    seen("done on", "label", (
        rf"\b{_DID}(?:\sto)?(?:\s(?:date|to\s(?:the\s)?(?:applicant|requester|requestor)))?(?:\son)?{_END}",
        rf"\b{_NOUN}\s(?:date|sent|issued|dated|of|to\s(?:the\s)?(?:applicant|requester|requestor)|on){_END}",
        rf"\b{_NOUN}[\s>(-]*{_DAYS}$",
    ), 7),
    seen("done on that day", "before", rf"\b{_DONE}(?:\sto)?(?:\s\w+){{0,2}}\son\s{_DAYS}$", 5),
    seen("of this letter", "label", rf"\b(?:date|day)\sof\s(?:this\s\w+|(?:internal\s)?review){_END}|\bthis\s(?:letter|reply|response)\s(?:is\s)?(?:dated|of)?{_END}", 12),
    seen("published", "label", rf"\b(?:publi(?:shed|cation)|printed|updated|log)\b[\w\s]{{0,30}}{_END}", 5),
    seen("published on", "before", rf"\bpublished\b.{{0,60}}\son\s{_DAYS}$", 9),
    seen("dated", "label", rf"(?:^|[|/;:),]\s?|\s)(?:\W|\w+\s/\s)*date[d]?(?:\s?/\s?\w+)?{_END}", 1),
    seen("dated, at the beginning of a cell", "label", rf"(?:^|[|/;)]\s?)\W*dated?(?:\s?/\s?\w+)?{_END}", 5),
    seen("dated, with a colon", "before", rf"\bdate\s?:\s?{_DAYS}$", 4),
    seen("a date of something", "label", rf"\b(?!response|reply|issued?|sent|answer|complet\w+|closed|publication|letter|released?|disclosure|dyddiad)[a-z-]{{4,}}\sdates?{_END}", -7),
    seen("when it came", "label", rf"\b(?:received?|receipt|requested|asked|submitted|made|logged|enquiry|acknowledged|lodged)\b[^\W\d\s]*[a-z\s]{{0,16}}{_END}", -10),
    seen("of the request", "before", rf"\b(?:request|e-?mail|letter|enquiry|message|query|correspondence|complaint|reply\swas|refusal)"
         rf"(?:,?\s(?:of|on|dated|date|was|received|sent|from|made|for\s\w+))+{_END}", -9),
    seen("of the request, further on", "before", rf"\b(?:your|request|letter|e-?mail|enquiry)\b[^:;.]{{0,60}}\s(?:dated|of|on|received){_END}", -5),
    seen("date of the request", "label", rf"\bdate\s(?:of\s)?(?:the\s|your\s)?(?:request|enquiry|receipt|due|acknowledged)\b[\w\s]{{0,10}}{_END}", -10),
    seen("what a question asks for", "before", r"\?[\s|:]*$", -12),
    seen("of an earlier letter", "label", r"\b(?:original|first|earlier|previous|initial)\b[\w\s]{0,20}[\s:]*$", -12),
    seen("you wrote", "before", r"\byou(?:r(?!\sref)|\swrote|\sasked|\sask|\se-?mailed|\ssent)\b[^.|;]{0,30}$", -8),
    seen("a contract's", "label", words(
        r"starts? started starting ends? ended ending expir\w+ until till since renew\w* commenc\w* beg[iau]n\w* due sign(?:ed)? term go(?:es)?\slive went live"
        r" approved before after effect contract launched next bought awarded let appointed effective from to by as\s(?:at|of)"
        r" (?:start|end|expiry|renewal|review|contract|award|due)\sdate", _END), -9),
    seen("in the course of a sentence", "before", rf"\b(?:on|in|of|for|and|at|between|was|is|with|the|this|during)\s{_DAYS}$", -5),
    seen("updated by itself", "label", rf"\b(?:page\slast|last)\s(?:updated|reviewed|modified){_END}", -3),
    seen("a sentence goes on", "after", r"^,?\s(?!and\b)[a-z]{2,}\s[a-z]+", -2, exact=True),
    seen("of the reply by the title", "before", rf"\b(?:reply|response|answer)\s(?:of|dated){_END}", 6),
    seen("beside a sum or a length", "row", r"£|\bm(?:on)?ths?\b|\by(?:ea)?rs?\b|\bp\.?a\b|\bper\sannum\b", -4),
    sign("fills its row", 5), sign("fills its cell", 4), sign("ends a short row", 3), sign("begins a short row", 3),
    sign("first rows", 2), sign("early", 1), sign("labelled as the reply's", 7), sign("under the word response", 7), sign("of a table", -3), sign("one of several", -4), sign("an item of a list", -8),
    sign("below a question", -6), sign("below the first question", -3), sign("quoted", -8), sign("no day", -3), sign("signed", 4),
    sign("of the foot", -1), sign("in prose", -3), sign("an answer", -5),
)  # fmt: skip
_LEAST = 4


def date_of(sheet: Sheet, sent: str | None) -> str | None:
    """EDTF of the day, or the month, of the reply; `sent` is what the file tells of itself."""
    if sheet.is_mail:
        headed = (one for row in sheet.head[:8] if row.field == "date" for one in _dates_in(row))
        if own := next(headed, None):
            return own.value
    if sent:
        return sent
    rows = dict.fromkeys((*sheet.head, *sheet.foot))
    many = sum(bool(_RESPONSE.match(row.text)) for row in sheet.rows) > 1
    found = best(
        (one for one in _candidates(rows) if not (many and "under the word response" in one.signs)), _CLUES, _LEAST
    )
    answered = [one for row in sheet.rows if row.number >= len(sheet.head) for one in _answered(row)]
    late = best(answered, _CLUES, _LEAST)
    if late and (found is None or late.score > found.score):
        return late.candidate.value
    return found.candidate.value if found else None


def _answered(row: Row) -> Iterator[Candidate]:
    """Dates of a form's last lines, which say when it was answered."""
    if _ANSWERED.match(row.text) or _ANSWERED.match(row.above[:40]):
        yield from (one for one in _dates_in(row) if judged(one, _CLUES).score >= _LEAST)


def _candidates(rows: Iterable[Row]) -> Iterator[Candidate]:
    for row in rows:
        yield from _dates_in(row)


def _dates_in(row: Row) -> Iterator[Candidate]:
    if not _MAY_BE.search(row.text):
        return
    text = _TWIN.sub(r"\g<day> ", _DOTS.sub(r"\1/\2/\3", row.text))
    row = replace(row, text=text)
    found = [
        date
        for date in find_dates(text)
        if not (date.bare_year or date.approximate or "/" in date.edtf) and _FORM.match(date.edtf)
    ]
    several = {"one of several"} if len({date.edtf for date in found}) > 1 else set()
    for date in found:
        start, end = date.span.start, date.span.end
        yield Candidate(date.edtf, row, start, end, frozenset({*several, *_signs(row, start, end, date.edtf)}))


def _signs(row: Row, start: int, end: int, edtf: str) -> Iterator[str]:
    before, after = row.text[:start], row.text[end:]
    yield from _place(row, before, after, edtf)
    if not row.foot and row.number < 5:
        yield "first rows"
    if not row.foot and row.number < 12:
        yield "early"
    if row.asked and not row.foot:
        yield "below the first question"
    if row.quoted:
        yield "quoted"
    if len(edtf) < _DAY:
        yield "no day"
    if row.foot:
        yield "of the foot"
        beside = before[-60:] + after[:60]
        if _SIGNED.search(beside) and "£" not in row.text and not re.search(r"\d", beside):
            yield "signed"
    if len(_WORDS.findall(_SENTENCE.split(before)[-1])) > 7:
        yield "in prose"
    if any(label.match(before) for label in _LABELLED) and not after.strip(" .)*|"):
        yield "labelled as the reply's"
    elif (
        _RESPONSE.match(before) and not re.search(r"[A-Za-z:?]", _RESPONSE.sub("", before)) and not after.strip(" .)*|")
    ):
        yield "under the word response"
    elif row.above.endswith("?"):
        yield "an answer"
    if len(_CELLS.findall(row.text.strip(" |"))) > 2:
        yield "of a table"


def _place(row: Row, before: str, after: str, edtf: str) -> Iterator[str]:
    """Where in its row a date stands."""
    day = edtf[-2:].lstrip("0")
    if day.isdigit() and not before.strip() and re.match(rf"{int(day) - 1}[\s.)]", row.above):
        yield "an item of a list"
    said = _WORDS.findall(_weekday(before))
    if not said and not _WORDS.search(after) and not any(c.isdigit() for c in before + _CLOCK.sub("", after)):
        yield "fills its row"
    elif _fills_cell(before, after):
        yield "fills its cell"
    elif (
        len(said) < 7
        and not _CLOCK.sub("", after).strip(" .)*|")
        and "?" not in before
        and not (_GOES_ON.search(before) or _LABEL_ONLY.match(before))
    ):
        yield "ends a short row"
    elif not said and len(after) < 40 and not any(c.isdigit() for c in before) and _REFERENCE.search(after):
        yield "begins a short row"


def _weekday(before: str) -> str:
    return re.sub(rf"\b{_DAYS}$", "", before, flags=re.IGNORECASE)


def _fills_cell(before: str, after: str) -> bool:
    """Whether only a stroke, a gap, a stop or a bracket stands between a date and what else its row holds."""
    last = list(_PIECE.finditer(before))
    lead = before[last[-1].end() :] if last else before
    rest = _PIECE.search(after)
    tail = after[: rest.start()] if rest else after
    return not _WORDS.search(_weekday(lead)) and not tail.strip(" .)*|:") and (bool(last) or not before.strip())
