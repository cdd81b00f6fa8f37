"""The parts of a message that are files, each a letter of its own: a message goes in, attachments come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.reading.base import Attachment
from kg.reading.marks import tidy

if TYPE_CHECKING:
    from email.message import EmailMessage, Message

_PICTURES = ("image/png", "image/jpeg", "image/tiff")
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
    "application/vnd.ms-outlook": ".msg",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
    "application/ms-tnef": ".tnef",
    "application/vnd.ms-tnef": ".tnef",
}
"""Suffixes of files that have none, by their type."""
_SIGNS = {b"\x78\x9f\x3e\x22": "winmail.dat", b"%PDF-": "attachment.pdf", b"\xd0\xcf\x11\xe0": "attachment.msg"}
"""Names of files that have neither a name nor a type that says anything, by their first bytes."""
_GENERIC = "application/octet-stream"
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


def unwrap(message: EmailMessage, name: str) -> list[EmailMessage]:
    """Put in place of each part in TNEF what it wraps: the message's text, and the files attached to it.

    Gives those parts. One that is damaged stays as it is.
    """
    from email.message import EmailMessage

    from kg.reading.tnef import MAGIC, as_mail

    found = []
    for part in list(message.walk()):
        kind = part.get_content_type()
        if not isinstance(part, EmailMessage) or (kind != _GENERIC and _SUFFIXES.get(kind) != ".tnef"):
            continue
        data = _data(part)
        if data.startswith(MAGIC) and (inner := _parsed(as_mail, data, name)):
            part.set_payload(inner.get_payload())
            del part["Content-Disposition"], part["Content-Type"], part["Content-Transfer-Encoding"]
            part["Content-Type"] = "multipart/mixed"
            found.append(part)
    return found


def _parsed(as_mail: Callable[[bytes, str], bytes], data: bytes, name: str) -> EmailMessage | None:
    from email import message_from_bytes

    from kg.reading.mail_policy import limited

    try:
        return message_from_bytes(as_mail(data, name), policy=limited(name))  # type: ignore[return-value]
    except (ReadError, *MALFORMED):
        return None


def attached_to(message: EmailMessage) -> Iterator[Attachment]:
    """The files attached to a message, and to messages within it, and those messages themselves."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            yield from _within(part, _name(part))
        if part.is_multipart() or kind in _NO_LETTER_TYPES:
            continue
        if kind.startswith(_NO_LETTERS) and not _is_page(part, kind):
            continue
        name = _name(part) or (_name_by_bytes(_data(part)) if kind == _GENERIC else "")
        if name:
            yield Attachment(name, _data(part))


def _data(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except MALFORMED:
        data = None
    return data if isinstance(data, bytes) else b""


def _is_page(part: Message, kind: str) -> bool:
    """Whether a picture may be that of a page, and there is something to read it."""
    from kg.reading.pictures import may_be_letter
    from kg.reading.recognizing import is_installed

    return kind in _PICTURES and is_installed() and may_be_letter(_data(part))


def _name_by_bytes(data: bytes) -> str:
    return next((name for sign, name in _SIGNS.items() if data.startswith(sign)), "")


def _within(part: object, name: str) -> list[Attachment]:
    """A message that another passes on as a whole; what is attached to it is found by walking on."""
    from email.message import EmailMessage

    inner = part.get_payload(0) if isinstance(part, EmailMessage) and part.is_multipart() else None
    if not isinstance(inner, EmailMessage):
        return []
    subject = field_of(inner, "Subject").replace("/", "_").replace("\\", "_")
    try:
        return [
            Attachment(
                name if name.lower().endswith(".eml") else f"{name or subject or 'message'}.eml", bytes(inner), True
            )
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
    suffix = _SUFFIXES.get(kind, "")
    attached = attached or suffix == ".tnef"
    return f"{name or 'attachment'}{suffix}" if attached and suffix and "." not in name[-6:] else name
