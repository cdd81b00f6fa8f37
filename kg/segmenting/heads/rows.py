"""View → the rows of the council's own newest mail: what a head is read from.

Below an answer stand, in one form or another, the request and all mails before it; pages of sites for requests show
the request first. What of a letter the council wrote last is told by who sends and who is greeted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.messages import field_of, is_office, is_requester, messages_of
from kg.model import View
from kg.segmenting.cleaning import is_quoted

_LONGEST = 400
"""No more of a row is looked at, in characters."""
_TOP = 3
"""A first mail of no more rows that names no sender is only the top of the next."""
_RULE = re.compile(r"^[\s|:=_*.-]+$")
_HEAD, _TAIL = 60, 14
"""How many rows from the beginning and from the end of a mail are its head and its foot."""
_PASSED_ON = re.compile(r":\s*(?:fwd?|tr|wg)\s*:", re.IGNORECASE)
_FEW = 25
"""A mail that only passes on another has fewer words."""
_ASKS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"^\s*dear\s(?!sir|madam|mr|ms|mrs|miss|dr\b|requ|applicant|enquir)[\w\s,'-]*(?:council|team|foi|authority|information|officer)",
        r"\bi(?:\s(?:would|should|['’]?d)\s(?:like|be\sgrateful)|['’]m\sasking|\sam\swriting|\srequest|\swish)\b",
        r"\b(?:please|could\syou|can\syou|kindly)\s(?:tell|provide|send|supply|confirm|answer|let\sme)\b",
        r"^\s*(?:under|in\saccordance)\b.{0,80}\b(?:i|please)\b",
    )
)
_AUTOMATIC = re.compile(
    r"\bautomat(?:ic|ed)\s(?:reply|response|acknowledge)|\bwe\s(?:aim|try)\sto\s(?:get\sback|answer|reply|respond)",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"^\W*(?:(?:Q(?:uestion)?\s?)?1\s?[.):]|Q(?:uestion\s)?1\s|\(?[ai][.)]\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a letter that is not blank."""

    text: str
    start: int
    """Where it begins in the text of the view."""
    number: int
    """Its place among the rows of its mail."""
    above: str = ""
    gap: bool = False
    """Whether a blank line stands before it."""
    quoted: bool = False
    councils: bool = False
    """Whether it is quoted from an earlier mail of the council's own."""
    asked: bool = False
    """Whether it stands below the first numbered question."""
    field: str = ""
    """The name of the field, in small letters, where it is a line of a mail's header."""
    foot: bool = False
    """Whether it is one of the last of its mail."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of the council's newest mail from its head and its foot, and all rows of the letter."""

    head: tuple[Row, ...]
    foot: tuple[Row, ...]
    rows: tuple[Row, ...]
    others: tuple[Row, ...]
    """The rows of other mails."""
    is_mail: bool


def sheet_of(view: View) -> Sheet:
    """The head and the foot of what a council wrote last."""
    rows = tuple(_rows(view))
    mails = _mails(view, rows)
    own = _newest(mails)
    numbered = tuple(_numbered(own))
    first = own[0].start if own else 0
    last = own[-1].start if own else 0
    others = tuple(
        replace(row, quoted=True, councils=_is_councils(mail, first=False))
        for mail in mails
        for row in mail
        if not first <= row.start <= last
    )
    foot = numbered[-_TAIL:]
    return Sheet(
        numbered[:_HEAD],
        tuple(replace(row, foot=True) for row in foot if row.number >= _HEAD or row.number >= len(numbered) // 2),
        numbered,
        others,
        any(row.field for row in own[:2]),
    )


def _rows(view: View) -> Iterator[Row]:
    quotes = ">" in view.canonical
    above, at, gap = "", 0, False
    for line in view.text.split("\n"):
        text = line[:_LONGEST]
        if text.strip() and not _RULE.match(text):
            yield Row(text, at, 0, above, gap, quotes and is_quoted(view, at), field=field_of(text))
            above, gap = text.strip(), False
        elif not text.strip():
            gap = True
        at += len(line) + 1


def _mails(view: View, rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each mail, in the order of the letter."""
    messages = messages_of(view.canonical)
    if len(messages) == 1:
        return [list(rows)]
    of_line = {line: place for place, message in enumerate(messages) for line in message.lines}
    mails: list[list[Row]] = [[]]
    line = at = before = 0
    for row in rows:
        start = view.offsets[row.start]
        line += view.canonical.count("\n", at, start)
        at = start
        if of_line[line] != before and mails[-1]:
            mails.append([])
        before = of_line[line]
        mails[-1].append(row)
    return mails


def _newest(mails: Sequence[Sequence[Row]]) -> Sequence[Row]:
    """The council's newest mail: the first, unless that is one who asks; then the last that is a council's."""
    if len(mails) > 1 and _passes_on(mails[0], mails[1]) and _is_councils(mails[1], first=False):
        return _newest(mails[1:])
    if (
        len(mails) > 1
        and len(mails[0]) <= _TOP
        and not any(row.field for row in mails[0])
        and mails[1][0].field
        and _is_councils(mails[1], first=False)
    ):
        return [*mails[0], *_newest(mails[1:])]
    if not mails[0] or _is_councils(mails[0], first=True):
        return mails[0]
    others = [mail for mail in mails[1:] if _is_councils(mail, first=False)]
    answers = [mail for mail in others if not _AUTOMATIC.search(_words(mail))]
    return (answers or others or mails)[-1] if others else mails[0]


def _passes_on(mail: Sequence[Row], following: Sequence[Row]) -> bool:
    """Whether a mail only hands on the next: called so, or set apart so, and with few words of its own."""
    called = any(row.field == "subject" and _PASSED_ON.search(row.text) for row in mail)
    own = sum(len(row.text.split()) for row in mail if not row.field)
    return own < _FEW and (called or (not following[0].field and "forward" in following[0].text.lower()))


def _is_councils(mail: Sequence[Row], *, first: bool) -> bool:
    sender = next((row.text for row in mail if row.field == "from"), "")
    named = " ".join(row.text for row in mail[:3]) if sender else ""
    if sender:
        if is_requester(sender):
            return False
        if is_office(named if not any(row.field for row in mail[1:3]) else sender):
            return True
        return first and not any(asks.search(_words(mail)) for asks in _ASKS)
    return first and not (len(mail) > 1 and any(asks.match(mail[0].text) for asks in _ASKS))


def _words(mail: Sequence[Row]) -> str:
    return "\n".join(row.text for row in mail[:14] if not row.field)


def _numbered(mail: Sequence[Row]) -> Iterator[Row]:
    asked = False
    for number, row in enumerate(mail):
        asked = asked or bool(_QUESTION.match(row.text))
        yield replace(row, number=number, asked=asked)
