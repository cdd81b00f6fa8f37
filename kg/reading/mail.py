"""E-mail (.eml): bytes go in; the message as text, with who sent it, when and about what, and its attachments come out.

Addresses stay out: from, to and copies name private persons.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.reading.base import Attachment, Content, Reader
from kg.reading.marks import tidy

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart

_OFFICE = re.compile(
    r"\b(?:council|team|office|officers|services?|information|governance|foi|eir|freedom|requests?|borough|department|unit"
    r"|authority|democratic|complaints|customer|legal|compliance|records|data|corporate|cyngor|gwybodaeth|enquiries)\b",
    re.IGNORECASE,
)
_HEADER = re.compile(rb"^[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?", re.MULTILINE)
_NO_LETTERS = ("image/", "audio/", "video/", "text/calendar", "application/ics", "application/pkcs7-signature")
_NO_LETTER_TYPES = ("application/x-pkcs7-signature", "application/pgp-signature", "text/x-vcard", "text/vcard")
_MOST_ATTACHMENTS = 50


def read_eml(data: bytes, name: str) -> Content:
    """The canonical text of a message. Raises ReadError `not-text` where the bytes are no message."""
    message = _message(data, name)
    head = "\n".join(_head(message))
    body = _body(message, name).strip("\n")
    text = "\n\n".join(part for part in (head, body) if part) + "\n"
    if not body and not _attached(message):
        raise ReadError(
            "no-text", f"{name} has no text: the message is empty.", "Get the file again from where it came."
        )
    return Content(text)


def attachments_of(data: bytes, name: str) -> tuple[Attachment, ...]:
    """The files attached to a message, also those of messages within it, save pictures, signatures and cards."""
    return tuple(_attached(_message(data, name)))


def _message(data: bytes, name: str) -> EmailMessage:
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if not _HEADER.match(data[:200]):
        # "From " begins a message of a mail box.
        start = data.find(b"\n") + 1 if data.startswith(b"From ") else -1
        if start <= 0 or not _HEADER.match(data[start : start + 200]):
            raise _no_message(name)
    try:
        message = message_from_bytes(data, policy=policy.default)
        found = isinstance(message, EmailMessage) and bool(message.keys())
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _no_message(name) from error
    if not found or not isinstance(message, EmailMessage):
        raise _no_message(name)
    return message


def _no_message(name: str) -> ReadError:
    return ReadError(
        "not-text",
        f"{name} is no e-mail message: it has no header lines.",
        "Save the message again as .eml, or its text as .txt.",
    )


def _head(message: EmailMessage) -> list[str]:
    lines = []
    sender = _sender(message)
    if sender:
        lines.append(f"From: {sender}")
    for key in ("Date", "Subject"):
        text = _field(message, key)
        if text:
            lines.append(f"{key}: {_date(text) if key == 'Date' else text}")
    return lines


def _field(message: EmailMessage, key: str) -> str:
    """A header's text, on one line. The standard library fails on some that are badly formed."""
    try:
        return " ".join(tidy(str(message.get(key, ""))).split())
    except (LookupError, ValueError, TypeError, AttributeError):
        return ""


def _sender(message: EmailMessage) -> str:
    """The name of the office that sent the message; nothing for that of a person."""
    from email.utils import parseaddr

    shown = parseaddr(_field(message, "From"))[0]
    return shown if _OFFICE.search(shown) and "@" not in shown else ""


def _date(text: str) -> str:
    """A date as people write it, so that all rules for dates know it."""
    from email.utils import parsedate_to_datetime

    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return text
    return f"{when:%A}, {when.day} {when:%B %Y %H:%M}"


def _body(message: EmailMessage, name: str) -> str:
    try:
        part = message.get_body(preferencelist=("plain", "html"))
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError):
        part = None
    if part is None:
        return ""
    text = _text(part)
    if part.get_content_subtype() != "html":
        return _unflowed(text, str(part.get_param("format", "")).lower() == "flowed")
    from kg.reading.web import text_of

    try:
        return text_of(text, name, whole=True)
    except ReadError:
        return text.strip()


def _text(part: MIMEPart) -> str:
    """The words of a part, in the encoding that it names, else in that which its bytes show."""
    from kg.reading.plain import decode

    try:
        data = part.get_payload(decode=True)
    except (LookupError, ValueError, TypeError, AttributeError):
        data = None
    if not isinstance(data, bytes):
        return ""
    charset = str(part.get_content_charset() or "")
    try:
        text = data.decode(charset) if charset and charset != "us-ascii" else decode(data)
    except (LookupError, UnicodeError, ValueError):
        text = decode(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(tidy(line) for line in lines)


def _unflowed(text: str, flowed: bool) -> str:
    """Lines that a mail program wrapped, whole again (RFC 3676)."""
    if not flowed:
        return text
    found: list[str] = []
    is_open = False
    for line in text.split("\n"):
        line = line[1:] if line.startswith(" ") else line
        quoted = line.startswith(">")
        if is_open and quoted == found[-1].startswith(">"):
            found[-1] += line.lstrip("> ") if quoted else line
        else:
            found.append(line)
        is_open = line.endswith(" ") and line != "-- "
    return "\n".join(found)


def _attached(message: EmailMessage) -> list[Attachment]:
    found: list[Attachment] = []
    for part in message.walk():
        if len(found) >= _MOST_ATTACHMENTS:
            break
        kind = part.get_content_type()
        name = _name(part)
        if part.is_multipart() or not name or kind.startswith(_NO_LETTERS) or kind in _NO_LETTER_TYPES:
            continue
        try:
            data = part.get_payload(decode=True)
        except (LookupError, ValueError, TypeError, AttributeError):
            data = None
        found.append(Attachment(name, data if isinstance(data, bytes) else b""))
    return found


def _name(part: object) -> str:
    """The file name of a part that is a file; nothing for a part of the message's own text."""
    from email.message import Message

    if not isinstance(part, Message):
        return ""
    try:
        return " ".join(tidy(part.get_filename() or "").replace("/", "_").replace("\\", "_").split())
    except (LookupError, ValueError, TypeError, AttributeError):
        return ""


EML = Reader("message/rfc822", read_eml, attachments_of)
