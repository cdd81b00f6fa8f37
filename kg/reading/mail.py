"""E-mail (.eml): bytes go in; the message as text, with who sent it, when and about what, and its attachments come out.

Addresses stay out: from, to and copies name private persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.model import Envelope
from kg.reading.base import Attachment, Content, Reader
from kg.reading.mail_parts import MALFORMED, attached_to, depth_of, field_of, unwrap
from kg.reading.marks import tidy
from kg.values import find_dates

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage, MIMEPart

_OFFICE = re.compile(
    r"\b(?:council|team|office|officers|services?|information|governance|foi|eir|freedom|requests?|borough|department|unit"
    r"|authority|democratic|complaints|customer|legal|compliance|records|data|corporate|cyngor|gwybodaeth|enquiries)\b",
    re.IGNORECASE,
)
_HEADER = re.compile(rb"^[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?", re.MULTILINE)
_PASSED_ON = re.compile(r"^(?:fwd?|tr|wg)\s*:", re.IGNORECASE)
_FORWARDED = re.compile(
    r"^[ >*-]*(?:begin forwarded message|(?:-{2,} ?)?forwarded message)\b", re.IGNORECASE | re.MULTILINE
)
_INNER_DATE = re.compile(r"^[ >*]*(?:date|sent)[ *]*:[ *]*(\S.*)$", re.IGNORECASE | re.MULTILINE)
_NEAR_HEAD = 400
"""A message passed on begins within so many characters of a mail that has few words of its own."""
_HOLDERS = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_MOST_HOLDERS, _DEEPEST = 200, 20
"""Parts that hold parts: the standard library takes a time that grows with the depth of each line."""
_TELLING = re.compile(
    r"auto-submitted|x-auto(?:reply|responder|respond|response|-response)|x-ms-exchange-inbox-rules-loop|precedence"
    r"|content-type|x-failed-recipients|return-path|list-(?:id|unsubscribe)|x-(?:mailchimp|mc-user|campaign|govdelivery).*"
    r"|from|to"
)
"""Headers that say what kind of mail it is (RFC 3834, RFC 3462, RFC 2369, and what mail programs made before them)."""
_MOST_OF_HEADER = 500
"""So many characters of such a header are looked at."""
_STUB = 0.3
"""A plain text with a smaller share of the words of the HTML beside it says only that there is one."""


def read_eml(data: bytes, name: str) -> Content:
    """The canonical text of a message. Raises ReadError `not-text` where the bytes are no message."""
    message, wrapped = _message(data, name)
    head = "\n".join(_head(message))
    bodies = (_body(one, name).strip("\n") for one in (message, *wrapped))
    body = next((one for one in bodies if one.strip()), "")
    text = "\n\n".join(part for part in (head, body) if part) + "\n"
    if not body and next(attached_to(message), None) is None:
        raise ReadError(
            "no-text", f"{name} has no text: the message is empty.", "Get the file again from where it came."
        )
    return Content(text, date=_sent(message, body), envelope=_envelope(message))


def attachments_of(data: bytes, name: str) -> Iterator[Attachment]:
    """The files attached to a message, also those of messages within it, save pictures, signatures and cards."""
    return attached_to(_message(data, name)[0])


def _message(data: bytes, name: str) -> tuple[EmailMessage, list[EmailMessage]]:
    """A message, and those of its parts that Outlook had wrapped."""
    from email import message_from_bytes
    from email.message import EmailMessage

    from kg.reading.mail_policy import limited

    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if not _HEADER.match(data[:200]):
        # "From " begins a message of a mail box.
        start = data.find(b"\n") + 1 if data.startswith(b"From ") else -1
        if start <= 0 or not _HEADER.match(data[start : start + 200]):
            raise _no_message(name)
    if len(_HOLDERS.findall(data)) > _MOST_HOLDERS:
        raise _too_deep(name)
    try:
        message = message_from_bytes(data, policy=limited(name))
        found = isinstance(message, EmailMessage) and bool(message.keys())
    except RecursionError as error:
        raise _too_deep(name) from error
    except MALFORMED as error:
        raise _no_message(name) from error
    if not found or not isinstance(message, EmailMessage):
        raise _no_message(name)
    wrapped = unwrap(message, name)
    if depth_of(message) > _DEEPEST:
        raise _too_deep(name)
    return message, wrapped


def _too_deep(name: str) -> ReadError:
    return ReadError(
        "too-deep",
        f"{name} holds more than {_MOST_HOLDERS} messages, or parts more than {_DEEPEST} deep, one within the other.",
        "Save the innermost message, and give that.",
    )


def _no_message(name: str) -> ReadError:
    return ReadError(
        "not-text",
        f"{name} is no e-mail message: it has no header lines.",
        "Save the message again as .eml, or its text as .txt.",
    )


def _head(message: EmailMessage) -> list[str]:
    when = _when(field_of(message, "Date"))
    shown = {
        "From": _sender(message),
        "Date": f"{when.day} {when:%B %Y %H:%M}" if when else field_of(message, "Date"),
        "Subject": field_of(message, "Subject"),
    }
    return [f"{key}: {text}" for key, text in shown.items() if text]


def _envelope(message: EmailMessage) -> Envelope:
    lines = ((key.lower(), " ".join(str(value)[:_MOST_OF_HEADER].split())) for key, value in message.raw_items())
    headers = tuple(f"{key}: {value}" for key, value in lines if _TELLING.fullmatch(key))
    return Envelope(headers, tuple(one.name for one in attached_to(message)))


def _sender(message: EmailMessage) -> str:
    """The name of the office that sent the message; nothing for that of a person."""
    from email.utils import parseaddr

    shown = parseaddr(field_of(message, "From"))[0]
    return shown if _OFFICE.search(shown) and "@" not in shown else ""


def _when(text: str) -> datetime | None:
    """A date as a header gives it (RFC 5322, section 3.3)."""
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text)
    except MALFORMED:
        return None


def _sent(message: EmailMessage, body: str) -> str | None:
    """The day on which the message was sent; of one that passes on another, that of the other."""
    if _PASSED_ON.match(field_of(message, "Subject")) or _FORWARDED.search(body[:_NEAR_HEAD]):
        inner = _INNER_DATE.search(body)
        dates = find_dates(inner[1]) if inner else []
        return dates[0].edtf if dates else None
    when = _when(field_of(message, "Date"))
    return when.date().isoformat() if when else None


def _body(message: EmailMessage, name: str) -> str:
    """The message's own words: plain text, or HTML where that says much more."""
    found = [text for kind in ("plain", "html") if (text := _body_as(message, kind, name).strip("\n"))]
    if len(found) == 2 and len(found[0].split()) < _STUB * len(found[1].split()):
        return found[1]
    return found[0] if found else ""


def _body_as(message: EmailMessage, kind: str, name: str) -> str:
    try:
        part = message.get_body(preferencelist=(kind,))
    except MALFORMED:
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
    except MALFORMED:
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


EML = Reader("message/rfc822", read_eml, attachments_of)
