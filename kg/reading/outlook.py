"""Outlook's messages (.msg, MS-OXMSG): bytes go in, the message's text and its attachments come out.

A message is a compound file: a stream for each property that is a text or bytes, one stream for all others, and a
storage for each attachment. It is made an internet message, which the mail reader reads.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from kg.errors import ReadError
from kg.reading import mail, mapi
from kg.reading.base import Attachment, Content, Reader
from kg.reading.compound import BrokenError, CompoundFile, Storage

_STREAM = re.compile(r"^__substg1\.0_([0-9a-f]{4})(001e|001f|0102)$")
_PROPERTIES = "__properties_version1.0"
_NUMBERS = re.compile(r"^__attach_version1\.0_")
_OBJECT = "__substg1.0_3701000d"
_ENTRY = struct.Struct("<HHIQ")
_TOP, _INNER, _ATTACHED = 32, 24, 8
"""Bytes before the first entry in the stream of properties."""
_LONG, _TIME = 0x0003, 0x0040


def read_msg(data: bytes, name: str) -> Content:
    """The canonical text of a message. Raises ReadError `not-text`, `damaged`, `no-text` or `too-deep`."""
    return mail.read_eml(_mail(data, name), name)


def attachments_of(data: bytes, name: str) -> Iterator[Attachment]:
    """What is attached to a message, as it is of one from any mail program."""
    return mail.attachments_of(_mail(data, name), name)


def _mail(data: bytes, name: str) -> bytes:
    try:
        file = CompoundFile(data)
        if _PROPERTIES not in file.root.streams:
            raise ReadError("not-text", f"{name} is no message of Outlook.", "Give the file the suffix of what it is.")
        return mapi.as_mail(_item(file, file.root, _TOP, name, 0), name)
    except (BrokenError, struct.error) as error:
        raise ReadError(
            "damaged",
            f"{name} is damaged, or no message of Outlook: {error}.",
            "Get the file again from where it came, or save it from Outlook as .html or .txt.",
        ) from error


def _item(file: CompoundFile, storage: Storage, head: int, name: str, depth: int) -> mapi.Item:
    """A message, or an attachment with the message that it is."""
    if depth > mapi.MOST_DEPTH:
        raise mapi.too_deep(name)
    values = _fixed(file, storage, head)
    page = values.get(mapi.MESSAGE_CODE_PAGE, 1252)
    for key, stream in sorted(storage.streams.items()):
        match = _STREAM.match(key)
        if match and (number := int(match[1], 16)) in mapi.WANTED:
            values[number] = _value(file.read(stream), match[2], page)
    inner = storage.storages.get(_OBJECT)
    if inner is not None and _PROPERTIES in inner.streams:
        return mapi.Item(values, inner=_item(file, inner, _INNER, name, depth + 1))
    attached = (one for key, one in sorted(storage.storages.items()) if _NUMBERS.match(key))
    return mapi.Item(values, tuple(_item(file, one, _ATTACHED, name, depth) for one in attached))


def _fixed(file: CompoundFile, storage: Storage, head: int) -> dict[int, mapi.Value]:
    """Numbers and times."""
    stream = storage.streams.get(_PROPERTIES)
    data = file.read(stream)[head:] if stream else b""
    found: dict[int, mapi.Value] = {}
    for kind, number, _, value in _ENTRY.iter_unpack(data[: len(data) // _ENTRY.size * _ENTRY.size]):
        if number in mapi.WANTED and kind in (_LONG, _TIME):
            found[number] = value if kind == _TIME else value & 0xFFFFFFFF
    return found


def _value(data: bytes, kind: str, page: mapi.Value) -> mapi.Value:
    if kind == "0102":
        return data
    if kind == "001f":
        return data.decode("utf-16-le", "replace").rstrip("\x00")
    return data.decode(mapi.encoding_of(page), "replace").rstrip("\x00")


MSG = Reader("application/vnd.ms-outlook", read_msg, attachments_of)
