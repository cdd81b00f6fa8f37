"""Messages as Outlook keeps them (properties by number, MS-OXPROPS) → internet messages, which the mail reader reads.

Both of Outlook's own formats, `.msg` and TNEF, hold such properties: each of their readers makes an `Item`.
"""

from __future__ import annotations

import codecs
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from mimetypes import guess_type

from kg.errors import ReadError
from kg.reading.marks import tidy
from kg.reading.plain import decode

Value = int | str | bytes

SUBJECT, SENDER, SENT_FOR = 0x0037, 0x0C1A, 0x0042
HEADERS, SUBMITTED, DELIVERED = 0x007D, 0x0039, 0x0E06
BODY, HTML, RTF = 0x1000, 0x1013, 0x1009
LONG_NAME, SHORT_NAME, SHOWN_NAME, MIME_TYPE, DATA = 0x3707, 0x3704, 0x3001, 0x370E, 0x3701
CODE_PAGE, MESSAGE_CODE_PAGE = 0x3FDE, 0x3FFD
WANTED = frozenset((
    SUBJECT, SENDER, SENT_FOR, HEADERS, SUBMITTED, DELIVERED, BODY, HTML, RTF, LONG_NAME, SHORT_NAME, SHOWN_NAME,
    MIME_TYPE, DATA, CODE_PAGE, MESSAGE_CODE_PAGE,
))  # fmt: skip
"""The properties that are read."""
MOST_DEPTH = 8
"""Messages within messages; each is two parts within each other to the mail reader."""
_MOST_ATTACHED = 200
_MOST_HEAD = 1000
"""Characters of a subject, a name or a date."""
_SENT = re.compile(r"^Date:[ \t]*(\S[^\r\n]{1,100})", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(r"^[a-z]+/[a-z0-9.+-]+$", re.IGNORECASE)
_UTF8 = 65001
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """A message or an attachment: its properties, the attachments of a message, the message that is attached.

    Values are `int` for numbers and for times (in steps of 100 ns since 1601), `str` and `bytes`.
    """

    values: Mapping[int, Value]
    attached: tuple[Item, ...] = ()
    inner: Item | None = None

    def text(self, *wanted: int) -> str:
        """The first of some properties that is a text with words in it, on one line and not too long."""
        for number in wanted:
            value = self.values.get(number, "")
            if isinstance(value, bytes):
                value = decode(value)
            if isinstance(value, str) and (line := " ".join(tidy(value[:_MOST_HEAD]).split())):
                return line
        return ""


def too_deep(name: str) -> ReadError:
    """The error of messages within messages without an end."""
    return ReadError(
        "too-deep",
        f"{name} holds messages more than {MOST_DEPTH} deep, one within the other.",
        "Save the innermost message, and give that.",
    )


def as_mail(item: Item, name: str) -> bytes:
    """A message as an internet message (RFC 5322) with all that is attached to it.

    Raises ReadError where its only text is rich text that cannot be read.
    """
    return b"".join(_message(item, name, "b"))


def _message(item: Item, name: str, boundary: str) -> Iterator[bytes]:
    """The lines of a message; `boundary` is like that of no other within or around it."""
    sender = item.text(SENT_FOR, SENDER)
    if sender:
        yield b"From: " + _word(sender) + b" <sender@outlook.invalid>\r\n"
    if when := _when(item):
        yield b"Date: " + when.encode("ascii", "replace") + b"\r\n"
    if subject := item.text(SUBJECT):
        yield b"Subject: " + _word(subject) + b"\r\n"
    mark = f"--={boundary}".encode()
    yield b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="=%s"\r\n\r\n' % boundary.encode()
    yield from _alternatives(item, name, mark, boundary)
    for number, one in enumerate(item.attached[:_MOST_ATTACHED]):
        yield mark + b"\r\n"
        called = one.text(LONG_NAME, SHORT_NAME, SHOWN_NAME)
        if one.inner is not None:
            yield b"Content-Type: message/rfc822\r\n\r\n"
            yield from _message(one.inner, name, f"{boundary}.{number}")
            yield b"\r\n"
        elif isinstance(data := one.values.get(DATA, b""), bytes):
            yield from _part(_type(one, called), data, called or "attachment")
    yield mark + b"--\r\n"


def _alternatives(item: Item, name: str, outer: bytes, boundary: str) -> Iterator[bytes]:
    """The text of a message in each form in which it has one."""
    mark = f"--={boundary}.text".encode()
    yield outer + b'\r\nContent-Type: multipart/alternative; boundary="=%s.text"\r\n\r\n' % boundary.encode()
    for kind, data in _texts(item, name):
        yield mark + b"\r\n"
        yield from _part(kind, data)
    yield mark + b"--\r\n"


def _texts(item: Item, name: str) -> Iterator[tuple[str, bytes]]:
    plain, html, rich = item.values.get(BODY, ""), item.values.get(HTML, b""), item.values.get(RTF, b"")
    if isinstance(plain, bytes):
        plain = decode(plain)
    if isinstance(plain, str) and plain.strip():
        yield "text/plain; charset=utf-8", plain.encode("utf-8", "replace")
    if html:
        text = _decoded(html, item) if isinstance(html, bytes) else str(html)
        yield "text/html; charset=utf-8", text.encode("utf-8", "replace")
    elif isinstance(rich, bytes) and rich and not str(plain).strip():
        from kg.reading.outlook_rtf import text_in

        kind, text = text_in(rich, name)
        yield f"text/{kind}; charset=utf-8", text.encode("utf-8", "replace")


def _decoded(data: bytes, item: Item) -> str:
    try:
        return data.decode(encoding_of(item.values.get(CODE_PAGE), "utf-8"))
    except UnicodeError:
        return decode(data)


def encoding_of(page: Value | None, usual: str = "cp1252") -> str:
    """The encoding of a code page of Windows; the usual one where the number is that of none."""
    if page == _UTF8:
        return "utf-8"
    encoding = f"cp{page}" if isinstance(page, int) else usual
    try:
        codecs.lookup(encoding)
    except LookupError:
        return usual
    return encoding


def _part(kind: str, data: bytes, called: str = "") -> Iterator[bytes]:
    yield b"Content-Type: " + kind.encode() + b"\r\nContent-Transfer-Encoding: base64\r\n"
    if called:
        quoted = "".join(f"%{byte:02X}" for byte in called.encode("utf-8", "replace"))
        yield b"Content-Disposition: attachment; filename*=utf-8''" + quoted.encode() + b"\r\n"
    # On one line: the standard library looks for the ends of all parts around it in each line.
    yield b"\r\n" + b64encode(data) + b"\r\n"


def _type(one: Item, called: str) -> str:
    given = one.text(MIME_TYPE)
    if _TYPE.match(given) and not given.lower().startswith(("multipart/", "message/")):
        return given.lower()
    guessed = guess_type(called, strict=True)[0] or ""
    return guessed if _TYPE.match(guessed) and not guessed.startswith("message/") else "application/octet-stream"


def _word(text: str) -> bytes:
    """Words of a header in letters that each program reads (RFC 2047)."""
    return b"=?utf-8?b?" + b64encode(text.encode("utf-8", "replace")) + b"?="


def _when(item: Item) -> str:
    """When the message was sent: as the mail says that brought it, else as Outlook keeps it, in UTC."""
    from email.utils import format_datetime

    headers = item.values.get(HEADERS, "")
    if isinstance(headers, bytes):
        headers = decode(headers)
    if isinstance(headers, str) and (match := _SENT.search(headers)):
        return " ".join(tidy(match[1]).split())
    for number in (SUBMITTED, DELIVERED):
        ticks = item.values.get(number)
        if isinstance(ticks, int) and ticks:
            try:
                return format_datetime(_EPOCH + timedelta(microseconds=ticks // 10))
            except (OverflowError, ValueError):
                continue
    return ""
