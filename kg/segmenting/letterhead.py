"""Who answers, when, to which request, under which Act, about what: the head of a letter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.catalogue import load
from kg.model import Passage, View
from kg.schemes import scheme
from kg.values import find_dates

_HEAD = 2500
"""How much of a letter's beginning is searched for its head, in characters."""

_AUTHORITY = re.compile(
    r"""\b(?:
        (?:(?:Royal|London) \s Borough \s of|City \s of|County \s of) \s [A-Z][\w'’.-]+ (?: \s (?:(?:and|upon|of|the|on) \s)? [A-Z][\w'’.-]+){0,3}
          (?: \s Council)?
      | (?:[A-Z][\w'’.-]+ (?:, \s | \s (?:(?:and|upon|of|the|on|with|in|y) \s)?) ){1,6}? Council
    )\b""",
    re.VERBOSE,
)
_NOT_AUTHORITY = re.compile(r"^(?:The|Dear|Parish|Town|Your|Our|Information|Request|Response|British|Arts|National)\b")

_REFERENCE = re.compile(
    r"""\b(?: request \s (?:id|ref(?:erence)?|n(?:o|umber)) | (?:our|your|foi|eir|case|request)? \s? ref(?:erence)? (?:\s(?:no|number))?
          | (?:foi|eir) (?:\s (?:request|ref(?:erence)?|no|number))?
        ) \b \.? \s* [:#-]? \s* (?P<value>[A-Z]{0,8}[ /-]?\d[\w/.-]*[\w]|[A-Z][A-Z0-9]*(?:[/-][A-Z0-9]+)+)""",
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
_DATE_CUE = re.compile(
    r"(?:^|\b)(?:date(?:d)?|answered|replied to on|reply sent|sent|responded|response date)\s*:?\s*(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,?\s*)?$",
    re.I,
)
_OTHER_DATE = re.compile(r"\b(?:received|dated?|request of|of|on|by|from|until|to|asked)\s*:?\s*$", re.IGNORECASE)


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
        date=sent or _date(head),
        request_reference=_reference(head.text),
        regime=_regime(view.text),
        subject=_subject(head.text),
    )


def _authority(text: str, *, everywhere: bool = False) -> str | None:
    """The council that a register holds, else a name of the form of a council's, first where it has a line of its own."""
    known = load().find_councils(text)
    lines = [" ".join(line.split()) for line in re.split(r"\n|\s{3,}|\t", text)]
    for line in lines:
        name = _titled(line) if line.isupper() else line
        match = _AUTHORITY.match(name)
        if match and match.end() >= len(name.rstrip(" .,")) and not _NOT_AUTHORITY.match(name):
            registered = load().council(match[0])
            return registered.name if registered else match[0]
    if known:
        return known[0][0].name
    if not everywhere:
        return None
    names = [m[0] for m in _AUTHORITY.finditer(text) if not _NOT_AUTHORITY.match(m[0])]
    return " ".join(max(names, key=names.count).split()) if names else None


def _titled(line: str) -> str:
    """`ISLE OF FARROW COUNCIL` as `Isle of Farrow Council`."""
    return re.sub(r"\b(And|Of|Upon|The|On|With)\b", lambda m: m[0].lower(), line.title())


def _date(head: Passage) -> str | None:
    """A date under a cue, else one that fills its line, else the first that no other event claims."""
    text = head.text
    dates = [date for date in find_dates(text) if not date.bare_year]
    for rule in (_is_cued, _fills_line, _is_free):
        for date in dates:
            if rule(text, date.span.start, date.span.end):
                return date.edtf
    return None


def _is_cued(text: str, start: int, end: int) -> bool:
    return bool(_DATE_CUE.search(text[text.rfind("\n", 0, start) + 1 : start]))


def _fills_line(text: str, start: int, end: int) -> bool:
    line_end = text.find("\n", end)
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end : line_end if line_end >= 0 else len(text)]
    return not before.strip() and not after.strip()


def _is_free(text: str, start: int, end: int) -> bool:
    return not _OTHER_DATE.search(text[max(0, start - 30) : start])


def _reference(text: str) -> str | None:
    match = _REFERENCE.search(text)
    return " ".join(match["value"].split()) if match else None


def _regime(text: str) -> str | None:
    found = scheme("regimes").first(text)
    return found.notation if found else None


def _subject(text: str) -> str | None:
    """What the letter names as its subject, else the first of its titles that names a service or software."""
    match = _SUBJECT.search(text)
    if match:
        return " ".join((match["line"] or match["about"] or match["asked"]).split())
    for line in text.splitlines()[:30]:
        title = " ".join(line.split())
        if (
            8 <= len(title) <= 110
            and not _NO_TITLE.search(title)
            and (scheme("services").first(title) or _SOFTWARE.search(title))
        ):
            return title
    return None
