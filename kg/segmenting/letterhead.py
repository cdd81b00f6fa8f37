"""Who answers, when, to which request, under which Act, about what: the head of a letter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from kg.catalogue import load
from kg.model import View
from kg.schemes import scheme
from kg.segmenting.regimes import regime_of
from kg.values import find_dates

_HEAD = 2500
"""How much of a letter's beginning is searched for its head, in characters."""

_NAME = r"(?:[A-Z][\w'’.-]+(?:,\s|\s(?:(?:and|upon|of|the|on|with|in|y|under|next|by)\s){0,2})){1,6}?"
_BODY = r"(?:Council|Combined\sAuthority|National\sPark\sAuthority|Fire\s(?:and|&)\sRescue\s(?:Service|Authority)|Corporation)"
_AUTHORITY = re.compile(
    rf"""\b(?:
        (?:(?:Royal|London) [ ] Borough|(?:City [ ] (?:and|&) [ ])?County|City) [ ] of [ ] [A-Z][\w'’.-]+
          (?: [ ] (?:(?:and|upon|of|the|on) [ ])? [A-Z][\w'’.-]+){{0,3}} (?: \s Council)?
      | {_NAME} {_BODY}
    )(?:\b|(?=[A-Z][a-z]))""",
    re.VERBOSE,
)
_BODY_WORD = re.compile(r"council|borough|authority|city of|county of|service|corporation", re.IGNORECASE)
_SHORT = re.compile(rf"\b(?P<name>{_NAME})(?P<kind>MBC|CBC|DC|BC|CC)\b")
_KINDS = {
    "MBC": "Metropolitan Borough Council", "CBC": "County Borough Council", "DC": "District Council",
    "BC": "Borough Council", "CC": "County Council",
}  # fmt: skip
_WELSH = re.compile(r"^Cyngor\s(?:(?:Sir|Dinas|Bwrdeistref\sSirol)\s)?(?=.*Council$)")
_NOT_AUTHORITY = re.compile(
    r"^(?:The|Dear|Parish|Town|Your|Our|Information|Request|Response|British|Arts|National)\b"
    r"|^(?:(?:District|Borough|County|City|Metropolitan)\s)+Council$"
)

_REFERENCE = re.compile(
    r"""\b(?: request \s (?:id|ref(?:erence)?|n(?:o|umber)) | (?:our|foi|eir|case|request)? \s? ref(?:erence)? (?:\s(?:no|number))? )
        \b \.? \s* [:#-]? \s* (?P<value>[A-Z]{0,8}[ /-]?\d[\w/.-]*[\w]|[A-Z][A-Z0-9]*(?:[/-][A-Z0-9]+)+|\d)
      | (?<![\w/-]) (?: (?:foi|eir) (?:\s(?:request|no|number))? \.? \s* [:#-]? \s*
          (?P<bare>[A-Z]{0,8}[ /-]?\d[\w/.-]*[\w]|[A-Z][A-Z0-9]*(?:[/-][A-Z0-9]+)+) )
      | \b (?:request|response|application|case) [:\s*]{1,4} (?P<weak>[A-Z]{2,6}\s?\d{3,}|(?=[\w/-]*\d)[A-Z0-9]{1,8}(?:[/-][A-Z0-9]+)+)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SUBJECT = re.compile(
    r"""(?: ^ (?:re|subject|topic|regarding) \s* [:–-] \s* (?P<line>[^\n]{4,120}) $
          | \b you \s (?:have \s)? asked \s (?:us \s)? (?:about|for) \s (?P<asked>[^\n.;:“"]{8,160})
          | \b (?:request|e-?mail|letter) \s for \s information \s (?:relating \s to|regarding|about|concerning|on) \s (?P<about>[^\n.]{4,120})
        )""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_NO_TITLE = re.compile(
    r"@|^(?:dear|from|to|date|our|your|tel|phone|address|information governance)\b|\bteam$|\bcouncil$|^\W*\d+[a-z]?[.)]|\?$",
    re.IGNORECASE,
)
_SOFTWARE = re.compile(r"\b(?:software|systems?|contracts?|databases?|applications)\b", re.IGNORECASE)
_REPLY_CUE = re.compile(
    r"""(?: \bdate \s (?:of \s (?:our \s|this \s)?)? (?:response|reply|issue|letter|answer|disclosure|sent|issued|answered|replied|responded|released)
      | \b(?:response|reply|answer) \s (?:date|sent|issued|of|dated)
      | \b(?:answered|responded|issued|released|replied (?: \s to )?) (?:\s on)? | ^\W*sent
    ) \s* :? [\s*]* (?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)? ,? \s+)? $""",
    re.IGNORECASE | re.VERBOSE,
)
_DATE_CUE = re.compile(
    r"(?:^|\s{3,}|\t|/\s?)\W*dated?(?:\s/\s\w+)?\s*:?[\s*]*(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?$",
    re.IGNORECASE,
)
_OTHER_DATE = re.compile(
    r"\b(?:received|dated?|request of|enquiry|e-?mail of|letter of|of|on|by|from|until|till|to|asked|since|is)\s*:?\s*$",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"(?:^|\s{3,}|\t)[\s*(]*$")
_DATED = re.compile(
    r"\d[ \t./-]{1,2}\d{1,2}[ \t./-]{1,2}\d{2}|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b[^\n]{0,12}\d",
    re.IGNORECASE,
)
"""What may be a date; a cheap look before the grammar's."""
_WITH_DIGITS = re.compile(r"^[^\n\d]*\d[^\n]*", re.MULTILINE)
_TWIN_DATE = re.compile(
    r"\b(?P<day>\d{1,2})\s+[A-Z][a-z]+\s*/\s*(?P<rest>(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{4})"
)
"""A date whose month stands in two languages: "3 Mai / May 2023"."""
_FIRST_QUESTION = re.compile(
    r"^\W*(?:(?:Q(?:uestion)?\s?)?1\s?[.):]|Q(?:uestion\s)?1\s|\(?a[.)]\s)", re.MULTILINE | re.IGNORECASE
)
_DAY = len("2024-05-03")
_TAIL = 400
"""How much of a letter's end is searched for a date beside a signature, in characters."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head says; None where it is silent."""

    authority: str | None
    date: str | None
    request_reference: str | None
    regime: str | None
    subject: str | None


def letterhead_of(view: View, sent: str | None = None) -> Letterhead:
    """Read the head of a letter; `sent` is the date that its file tells of itself, as a mail's header does."""
    head = view.passage(0, min(len(view.text), _HEAD))
    return Letterhead(
        authority=_authority(head.text) or _authority(view.text, everywhere=True),
        date=sent or _date(head.text, view.text),
        request_reference=_reference(head.text),
        regime=regime_of(view.text),
        subject=_subject(head.text),
    )


def _authority(text: str, *, everywhere: bool = False) -> str | None:
    """The council that a register holds, else a name of the form of a council's, first where it has a line of its own."""
    lines = [" ".join(line.split()) for line in re.split(r"\n|\s{3,}|\t", text)]
    for line in (*lines, *(f"{first} {second}" for first, second in pairwise(lines[:12]))):
        if not 8 <= len(line) <= 100 or not _BODY_WORD.search(line):
            continue
        name = _titled(line) if line.isupper() else line
        match = _AUTHORITY.match(name)
        if match and match.end() >= len(name.rstrip(" .,")) and not _NOT_AUTHORITY.match(name):
            registered = load().council(match[0])
            return registered.name if registered else _WELSH.sub("", match[0])
    known = load().find_councils(text)
    if known:
        return known[0][0].name
    if not everywhere:
        return None
    names = [m[0] for m in _AUTHORITY.finditer(text) if not _NOT_AUTHORITY.match(m[0])]
    if names:
        return _WELSH.sub("", " ".join(max(names, key=names.count).split()))
    short = _SHORT.search(text)
    return f"{short['name'].strip()} {_KINDS[short['kind']]}" if short else None


def _titled(line: str) -> str:
    """`ISLE OF FARROW COUNCIL` as `Isle of Farrow Council`."""
    return re.sub(r"\b(And|Of|Upon|The|On|With)\b", lambda m: m[0].lower(), line.title())


def _date(head: str, text: str) -> str | None:
    """The date that the letter calls its reply's, else its own, else one that fills its line or column, else one beside
    the signature, else the first before the questions that no other event claims."""
    twin = _TWIN_DATE.search(head)
    if twin and _stands_first(head, twin.start(), twin.end()):
        found = find_dates(f"{twin['day']} {twin['rest']}")
        if found:
            return found[0].edtf
    dates = _dates_in(head)
    for rule in (_is_reply, _is_cued, _fills_line):
        for date, start, end in dates:
            if rule(head, start, end):
                return date
    signed = _signed(text[-_TAIL:])
    if signed:
        return signed
    question = _FIRST_QUESTION.search(head)
    stop = question.start() if question else len(head)
    days = ((date, start) for date, start, _ in dates if len(date) == _DAY)  # a month alone is that of something else
    return next((date for date, start in days if start < stop and _is_free(head, start)), None)


def _dates_in(text: str) -> list[tuple[str, int, int]]:
    """The days and months that the lines of a text name: as EDTF, with their places."""
    found: list[tuple[str, int, int]] = []
    for line in _WITH_DIGITS.finditer(text):
        if not _DATED.search(line[0]):
            continue
        start = line.start()
        for date in find_dates(line[0]):
            if not (date.bare_year or date.approximate or "/" in date.edtf):
                found.append((date.edtf, start + date.span.start, start + date.span.end))
    return found


def _before(text: str, start: int) -> str:
    """What stands before an offset on its line; the line above, where that is only a label."""
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip(" \t*"):
        return text[line:start]
    above = text[:line].rstrip()
    label = above[above.rfind("\n") + 1 :]
    return label if len(label) < 30 and text.count("\n", len(above), start) <= 2 else text[line:start]


def _is_reply(text: str, start: int, end: int) -> bool:
    return bool(_REPLY_CUE.search(_before(text, start)))


def _is_cued(text: str, start: int, end: int) -> bool:
    return bool(_DATE_CUE.search(_before(text, start)))


def _stands_first(text: str, start: int, end: int) -> bool:
    """Whether a date stands before any question, under a cue or on a line of its own."""
    return _is_cued(text, start, end) or _fills_line(text, start, end)


def _fills_line(text: str, start: int, end: int) -> bool:
    line_end = text.find("\n", end)
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end : line_end if line_end >= 0 else len(text)]
    return bool(_COLUMN.search(before)) and "|" not in before and (not after.strip(" *)") or after.startswith("   "))


def _signed(tail: str) -> str | None:
    """A date that ends one of the last lines, beside the council's name."""
    for date, start, stop in reversed(_dates_in(tail)):
        line = tail[tail.rfind("\n", 0, start) + 1 : start]
        end = tail.find("\n", stop)
        after = tail[stop : end if end >= 0 else len(tail)]
        if not after.strip(" .)") and re.search(r"\bCouncil\W*$", line):
            return date
    return None


def _is_free(text: str, start: int) -> bool:
    return not _OTHER_DATE.search(text[max(0, start - 30) : start])


def _reference(text: str) -> str | None:
    match = _REFERENCE.search(text)
    if match is None:
        return None
    value = match["value"] or match["bare"] or match["weak"]
    return " ".join(value.split())


def _subject(text: str) -> str | None:
    """What the letter names as its subject, else the first of its titles that names a service or software."""
    match = _SUBJECT.search(text)
    if match:
        return " ".join((match["line"] or match["about"] or match["asked"]).split())
    question = _FIRST_QUESTION.search(text)
    for line in text[: question.start() if question else len(text)].splitlines()[:30]:
        title = " ".join(line.split())
        if (
            8 <= len(title) <= 110
            and not _NO_TITLE.search(title)
            and title[-1] not in ".:;,"
            and (scheme("services").first(title) or _SOFTWARE.search(title))
        ):
            return title
    return None
