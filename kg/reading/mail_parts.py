"""The parts of a message that are files, each a letter of its own: a message goes in, attachments come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.reading.base import Attachment
from kg.reading.marks import tidy

if TYPE_CHECKING:
    from email.message import EmailMessage, Message

_NO_LETTERS = ("image/", "audio/", "video/", "text/calendar", "application/ics", "application/pkcs7-signature")
_NO_LETTER_TYPES = ("application/x-pkcs7-signature", "application/pgp-signature", "text/x-vcard", "text/vcard")
_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/rtf": ".rtf",
    "application/zip": ".zip",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/rtf": ".rtf",
}
_NAMES = {"application/ms-tnef": "winmail.dat", "application/vnd.ms-tnef": "winmail.dat"}
"""Names of files that have none, by their type."""
MALFORMED = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What the standard library raises on messages that are badly formed."""


def field_of(message: EmailMessage, key: str) -> str:
    """A header's text, on one line; nothing for one that is badly formed."""
    try:
        return " ".join(tidy(str(message.get(key, ""))).split())
    except MALFORMED:
        return ""


def depth_of(message: Message) -> int:
    """How deep parts stand within parts, messages within messages included; 0 for one without parts."""
    depth, level = 0, _parts(message)
    while level:
        depth += 1
        level = [part for one in level for part in _parts(one)]
    return depth


def _parts(message: Message) -> list[Message]:
    parts = message.get_payload()
    return [part for part in parts if not isinstance(part, str)] if isinstance(parts, list) else []


def attached_to(message: EmailMessage) -> Iterator[Attachment]:
    """The files attached to a message, and to messages within it, and those messages themselves."""
    for part in message.walk():
        kind = part.get_content_type()
        name = _name(part)
        if kind == "message/rfc822":
            yield from _within(part, name)
        if part.is_multipart() or not name or kind.startswith(_NO_LETTERS) or kind in _NO_LETTER_TYPES:
            continue
        try:
            data = part.get_payload(decode=True)
        except MALFORMED:
            data = None
        yield Attachment(name, data if isinstance(data, bytes) else b"")


def _within(part: object, name: str) -> list[Attachment]:
    """A message that another passes on as a whole; what is attached to it is found by walking on."""
    from email.message import EmailMessage

    inner = part.get_payload(0) if isinstance(part, EmailMessage) and part.is_multipart() else None
    if not isinstance(inner, EmailMessage):
        return []
    subject = field_of(inner, "Subject").replace("/", "_").replace("\\", "_")
    try:
        return [
            Attachment(name if name.lower().endswith(".eml") else f"{name or subject or 'message'}.eml", bytes(inner))
        ]
    except MALFORMED:
        return []


def _name(part: object) -> str:
    """The file name of a part that is a file, also of one that has only a type; nothing for the message's own text."""
    from email.message import Message

    if not isinstance(part, Message):
        return ""
    kind = part.get_content_type()
    try:
        name = " ".join(tidy(part.get_filename() or "").replace("/", "_").replace("\\", "_").split())
        attached = name or part.get_content_disposition() == "attachment"
    except MALFORMED:
        return ""
    if not name and kind in _NAMES:
        return _NAMES[kind]
    suffix = _SUFFIXES.get(kind, "")
    return f"{name or 'attachment'}{suffix}" if attached and suffix and "." not in name[-6:] else name
