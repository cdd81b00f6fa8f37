"""A mail that quotes an earlier reply → that reply as a document of its own, and the mail without it.

What the requester wrote between them stays with the reply above it; so does whatever answers nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.messages import Message, is_office, is_requester, messages_of, own_words, words_in
from kg.model import Document
from kg.triage.kinds import judge, structure
from kg.values import find_dates

_QUOTES = re.compile(
    r"^[ \t>*_]*(?:-{2,}[ \t]*)?(?:from[ *]*:|oddi wrth|original message|on\b.{8,})", re.IGNORECASE | re.MULTILINE
)
"""A cheap look before the text is cut into messages."""
_COUNCIL_SIDE = re.compile(
    r"\bthank you for your\b|\bour response\b|\bthe council (?:holds|does not hold|can confirm)\b|\bwe hold\b",
    re.IGNORECASE,
)
_INSERTED = re.compile(
    r"\b(?:below|beneath|underneath|inline|in-line|against|beside|after each|among|in between"
    r"|in your (?:message|e-?mail)|in (?:red|blue|green|bold|italics|capitals|brackets))\b",
    re.IGNORECASE,
)
"""Answers that stand within the request that the mail quotes."""
_FORWARDED = re.compile(r"(?:fwd?|tr)[ ]?:", re.IGNORECASE)
_TELLING = 4
"""So many points for a reply make an earlier message one."""


def parted(document: Document) -> list[Document]:
    """The document, and after it those earlier replies that it quotes, the latest first: `letter.eml#earlier-1`.

    A document without such replies is returned as it is.
    """
    if not _QUOTES.search(document.text):
        return [document]
    messages = messages_of(document.text)
    lines = document.text.split("\n")
    first = 2 if len(messages) > 1 and _only_passes_on(lines, messages) else 1
    own = own_words(document.text)
    earlier = [n for n in range(first, len(messages)) if _is_reply(lines, messages[n], own)]
    if not earlier:
        return [document]
    starts = [0, *earlier, len(messages)]
    groups = [messages[start:end] for start, end in pairwise(starts)]
    kept = sorted(number for message in groups[0] for number in message.lines)
    text = "\n".join(lines[number] for number in kept).rstrip("\n") + "\n"
    end = max(len(text), 1)
    day = (None if first > 1 else _day(messages[0].date)) or document.date
    newest = replace(
        document, text=text, date=day, page_starts=tuple(start for start in document.page_starts if start < end)
    )
    return [newest, *(_earlier(document, lines, group, at) for at, group in enumerate(groups[1:], start=1))]


def requested(document: Document) -> frozenset[int]:
    """The numbers of the lines of a mail that its requester wrote: those of quoted messages that no office sent, and
    those of the newest that have quote marks. None where the newest says that its answers are among them."""
    text = document.text
    messages = messages_of(text)
    lines = text.split("\n")
    is_mail = document.envelope is not None or messages[0].head > 0 or len(messages) > 1
    if not is_mail or _INSERTED.search(own_words(text)) or (len(messages) > 1 and _only_passes_on(lines, messages)):
        return frozenset()
    quoted = {number for one in messages[1:] if not is_office(one.sender) for number in one.lines}
    return frozenset(quoted | {number for number in messages[0].lines if lines[number].lstrip().startswith(">")})


def _only_passes_on(lines: Sequence[str], messages: Sequence[Message]) -> bool:
    own = words_in(lines, messages[0])
    if not re.search(r"\w", own):
        return True
    return not structure(own) and (messages[1].passed_on or bool(_FORWARDED.match(messages[0].subject)))


def _is_reply(lines: Sequence[str], message: Message, newest: str) -> bool:
    """Whether a quoted message is a reply that answers: an office sent it, and not to another one. Where its sender is
    not told as one, it says so itself, and the newest does not say that it has answers written into it."""
    words = words_in(lines, message)
    if is_requester(message.sender) or is_office(message.to):
        return False
    if not is_office(message.sender) and (_INSERTED.search(newest) or not _COUNCIL_SIDE.search(words)):
        return False
    found = judge(words, message.subject, message.sender)
    return found.for_answer >= _TELLING and found.for_answer >= found.points


def _earlier(document: Document, lines: Sequence[str], group: Sequence[Message], at: int) -> Document:
    text = "\n\n".join(words_in(lines, message, head=True).strip("\n") for message in group) + "\n"
    return Document(
        sha256=hashlib.sha256(f"{document.sha256}#earlier-{at}\n{text}".encode()).hexdigest(),
        source=f"{document.source}{'-' if document.cover else '#'}earlier-{at}",
        media_type=document.media_type,
        text=text,
        date=_day(group[0].date),
        quoted_in=document.source,
    )


def _day(told: str) -> str | None:
    """The day that the line above a message names."""
    return next((one.edtf for one in find_dates(told) if re.fullmatch(r"\d{4}-\d\d-\d\d", one.edtf)), None)
