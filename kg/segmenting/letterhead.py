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
          | \b (?:request|e-?mail|letter) \s for \s information \s (?:relating \s to|regarding|about|concerning|on) \s (?P<about>[^\n.]{4,120})
        )""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_DATE_CUE = re.compile(r"(?:^|\b)(?:date(?:d)?|answered|replied to on|reply sent|sent|responded|response date)\s*:?\s*$", re.I)
_OTHER_DATE = re.compile(r"\b(?:received|dated?|request of|of|on|by|from|until|to|asked)\s*:?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head says; None where it is silent."""

    authority: str | None
    date: str | None
    request_reference: str | None
    regime: str | None
    subject: str | None


def letterhead_of(view: View) -> Letterhead:
    """Read the head of a letter."""
    head = view.passage(0, min(len(view.text), _HEAD))
    return Letterhead(
        authority=_authority(head.text) or _authority(view.text),
        date=_date(head),
        request_reference=_reference(head.text),
        regime=_regime(view.text),
        subject=_subject(head.text),
    )


def _authority(text: str) -> str | None:
    known = load().find_councils(text)
    if known:
        return known[0][0].name
    for match in _AUTHORITY.finditer(text):
        name = " ".join(match[0].split())
        if not _NOT_AUTHORITY.match(name):
            return name
    return None


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
    match = _SUBJECT.search(text)
    return " ".join((match["line"] or match["about"]).split()) if match else None
