"""The text of a mail → the messages in it: the newest, and those that mail programs quote below it.

Outlook puts a block of `From:`, `Sent:`, `To:` and `Subject:` above what it quotes; Gmail and Apple Mail write "On …, …
wrote:" and set `>` before each line; what is passed on has a line that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

_MARKS = re.compile(r"^[ \t]*((?:>[ \t]?)*)[ \t]*")
_FIELD = re.compile(
    r"^(?:(?:oddi wrth|anfonwyd|at|pwnc|dyddiad)[ \t]*/[ \t]*)?"
    r"(?P<key>from|oddi wrth|sent|date|anfonwyd|dyddiad|to|at|cc|bcc|subject|pwnc|reply-to|importance|attachments?)"
    r"[ \t]*:[ \t]*(?P<value>.*)$",
    re.IGNORECASE,
)
_SENDER = frozenset({"from", "oddi wrth"})
_KEYS = {"oddi wrth": "from", "sent": "date", "anfonwyd": "date", "dyddiad": "date", "pwnc": "subject", "at": "to"}
"""Keys that mean the same, in Outlook's words and in Welsh."""
_BREAK = re.compile(
    r"^(?:-{2,}[ \t]*)?(?:begin |original |forwarded )(?:forwarded )?message[ \t]*(?:-{2,}|:)?$"
    r"|^-{2,}[ \t]*neges wreiddiol\b",
    re.IGNORECASE,
)
_PASSES_ON = re.compile(r"forwarded", re.IGNORECASE)
_WROTE = re.compile(
    r"^(?:on|ar)\b(?=.*\d)[ \t](?P<rest>.{8,250}?)[ \t]*\b(?:wrote|writes|ysgrifennodd)[ \t]*:?$", re.IGNORECASE
)
_BEGINS_WROTE = re.compile(r"^(?:on|ar)[ \t]+(?=.*\d)", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:council|team|office|officers?|services?|department|information|governance|freedom|requests?|enquiries|complaints|reviews?"
    r"|borough|unit|legal|authority|democratic|customer|compliance|records|corporate|clerk|mailbox|inbox|cyngor|gwybodaeth|rhyddid)\b"
    r"|\bfoi(?! #)\w*|\beirs?\b|\.gov\.(?:uk|wales|scot)\b|\.llyw\.cymru\b|\w*foi@\S+|\S+@\S*(?:council|gov\b)",
    re.IGNORECASE,
)
_REQUESTER = re.compile(
    r"\brequest-[\w\[]|\brequest(?:e|o)r\b|\[foi #|applicant|member of the public|whatdotheyknow"
    r"|@(?:gmail|hotmail|outlook|yahoo|icloud|aol|btinternet)\.",
    re.IGNORECASE,
)
_GREETING = re.compile(r"(?:dear|hello|hi|good (?:morning|afternoon)|annwyl)\b", re.IGNORECASE)
_LETTERHEAD, _SHORT = 4, 70
"""So many lines of fewer characters may stand above the head of a mail that was saved as text."""
_DAY = re.compile(r"(?:\w+day,?\s)?\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]+\s\d{4}$")
_MOST_LINES = 3
"""Over so many lines "On …, … wrote:" may run."""
_REACH = 12
"""So many lines the fields above a message may take, with the lines on which long ones go on."""


@dataclass(slots=True)
class Message:
    """A message: who sent it, when and about what, as far as the lines above it tell; its lines, by their numbers in
    the text; and how many quote marks stand before them."""

    sender: str = ""
    date: str = ""
    subject: str = ""
    to: str = ""
    depth: int = 0
    passed_on: bool = False
    lines: list[int] = field(default_factory=list)
    head: int = 0
    """How many of its lines tell of it and are not its words."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """The lines above a message, half-open, and what they say."""

    start: int
    end: int
    told: dict[str, str]
    depth: int
    passed_on: bool = False
    quotes: bool = False
    wrote: bool = False


def is_office(sender: str) -> bool:
    """Whether a sender is called as an office of a public body is, or has the address of one."""
    return not is_requester(sender) and _OFFICE.search(sender) is not None


def is_requester(sender: str) -> bool:
    """Whether a sender is called as one who asks, or has the address of one: a request site's, or a private one."""
    return _REQUESTER.search(sender) is not None


def field_of(line: str) -> str:
    """What a line of a mail's head tells: `from`, `date`, `to`, `subject` and so on; empty where it is no such line."""
    found = _FIELD.match(_bare(line))
    key = found["key"].lower() if found else ""
    return _KEYS.get(key, key)


@lru_cache(maxsize=8)
def messages_of(text: str) -> tuple[Message, ...]:
    """The messages of a text, the newest first; each line is of one of them. A text that quotes none is one message."""
    raw = text.split("\n")
    depths, bare = _stripped(raw)
    openings = list(_openings(bare, depths))
    found = [Message()]
    if openings and _is_own(openings[0], bare):
        first = openings.pop(0)
        found = [replace(_message(first), head=first.end)]
    starts = {one.start: one for one in openings}
    stack = [0]
    head_until = 0
    for number in range(len(raw)):
        opening = starts.get(number)
        if opening:
            _close(found, stack, opening.depth)
            found.append(_message(opening))
            stack.append(len(found) - 1)
            head_until = opening.end
        elif number >= head_until and bare[number]:
            _close(found, stack, depths[number])
            _resume(found, stack, depths[number])
        found[stack[-1]].lines.append(number)
    return tuple(found)


def _is_own(opening: _Opening, bare: Sequence[str]) -> bool:
    """Whether what opens a text is the head of the newest message itself: above it stands a letterhead, at most."""
    above = [line for line in bare[: opening.start] if line]
    is_head = len(above) <= _LETTERHEAD and all(map(_is_of_letterhead, above)) and "from" in opening.told
    return not above or (is_head and not opening.wrote and not any(_GREETING.match(line) for line in above))


def _is_of_letterhead(line: str) -> bool:
    """Whether a line may be one of a letterhead: short, and no sentence."""
    return len(line) < _SHORT and not (line.endswith((".", "!", "?")) and line.count(" ") > 1)


def own_words(text: str) -> str:
    """The words of the newest message, or of the one that it only passes on, without its head and what it quotes."""
    lines = text.split("\n")
    messages = messages_of(text)
    own = "\n".join(lines[number] for number in messages[0].lines[messages[0].head :])
    if len(messages) > 1 and (messages[1].passed_on or not re.search(r"\w", own)):
        second = messages[1]
        own += "\n" + words_in(lines, second)
    return own


def words_in(lines: Sequence[str], message: Message, *, head: bool = False) -> str:
    """The words of a message without the quote marks before its lines, and without those above it unless `head`."""
    kept = message.lines if head else message.lines[message.head :]
    return "\n".join(_unquoted(lines[number], message.depth) for number in kept)


def _unquoted(line: str, depth: int) -> str:
    return re.sub(rf"^(?:[ \t]*>){{1,{depth}}}[ \t]?", "", line) if depth else line


def _message(opening: _Opening) -> Message:
    told = opening.told
    return Message(
        told.get("from", ""), told.get("date", ""), told.get("subject", ""), told.get("to", ""),
        opening.depth + opening.quotes, opening.passed_on, head=opening.end - opening.start,
    )  # fmt: skip


def _close(found: Sequence[Message], stack: list[int], depth: int) -> None:
    """Ends the messages that are quoted deeper than a line."""
    while len(stack) > 1 and found[stack[-1]].depth > depth:
        stack.pop()


def _resume(found: Sequence[Message], stack: list[int], depth: int) -> None:
    """Goes back to the message last quoted so deep, from what was written between its lines."""
    if depth > found[stack[-1]].depth:
        stack += [number for number, one in enumerate(found) if one.depth == depth][-1:]


def _stripped(raw: Sequence[str]) -> tuple[list[int], list[str]]:
    """How deep each line is quoted, and its words without quote marks and bold."""
    depths, bare = [], []
    for line in raw:
        marks = _MARKS.match(line)
        depths.append(marks[1].count(">") if marks else 0)
        bare.append(_bare(line))
    return depths, bare


def _bare(line: str) -> str:
    """A line without quote marks and bold."""
    marks = _MARKS.match(line)
    return re.sub(r"\*\*|(?<!\w)[*_](?=\w+:)", "", line[marks.end() if marks else 0 :]).strip()


def _openings(bare: Sequence[str], depths: Sequence[int]) -> Iterator[_Opening]:
    at = 0
    while at < len(bare):
        opening = _opening(bare, depths, at) if bare[at] else None
        if opening:
            yield opening
            at = opening.end
        else:
            at += 1


def _opening(bare: Sequence[str], depths: Sequence[int], at: int) -> _Opening | None:
    if _BREAK.match(bare[at]) or re.fullmatch(r"_{10,}", bare[at]):
        start = next((n for n in range(at + 1, min(at + 4, len(bare))) if bare[n]), len(bare))
        block = _block(bare, depths, start)
        passed_on = bool(_PASSES_ON.search(bare[at]))
        if block:
            return _Opening(at, block.end, block.told, block.depth, passed_on)
        if _BREAK.match(bare[at]):
            return _Opening(at, at + 1, {}, depths[at], passed_on, wrote=True)
        return None
    return _block(bare, depths, at) or _wrote(bare, depths, at)


def _block(bare: Sequence[str], depths: Sequence[int], at: int) -> _Opening | None:
    """Fields that begin with the sender's, or stand at the very top; one more must be there within the lines below."""
    first = _FIELD.match(bare[at]) if at < len(bare) else None
    if not first or (first["key"].lower() not in _SENDER and any(bare[:at])):
        return None
    told: dict[str, str] = {}
    end = at
    for number in range(at, min(at + _REACH, len(bare))):
        match = _FIELD.match(bare[number]) if depths[number] == depths[at] else None
        if match:
            key = match["key"].lower()
            key = _KEYS.get(key, key)
            if key in told and key in ("from", "date"):
                break
            told.setdefault(key, match["value"].strip())
            end = number + 1
        elif number - end >= 2:  # a long field may go on for a line
            break
    if "date" not in told:
        told, end = _dated(bare, told, end)
    return _Opening(at, end, told, depths[at]) if len(told) > 1 else None


def _dated(bare: Sequence[str], told: dict[str, str], end: int) -> tuple[dict[str, str], int]:
    """The fields with the day that stands alone on one of the lines below them, as on the pages of request sites."""
    for number in range(end, min(end + 2, len(bare))):
        if _DAY.match(bare[number]):
            return told | {"date": bare[number]}, number + 1
    return told, end


def _wrote(bare: Sequence[str], depths: Sequence[int], at: int) -> _Opening | None:
    """ "On 3 March 2025 at 08:02, A. Marlow <…> wrote:", on one line or wrapped."""
    if not _BEGINS_WROTE.match(bare[at]):
        return None
    for end in range(at + 1, min(at + _MOST_LINES, len(bare)) + 1):
        if not bare[end - 1]:
            return None
        match = _WROTE.match(" ".join(bare[at:end]))
        if match:
            below = next((depths[n] for n in range(end, min(end + 3, len(bare))) if bare[n]), 0)
            quotes = below > depths[at]
            return _Opening(
                at, end, {"from": match["rest"], "date": match["rest"]}, depths[at], quotes=quotes, wrote=True
            )
    return None
