"""TNEF (MS-OXTNEF), in which Outlook wraps what other mail programs cannot show: `winmail.dat`.

Within a message it is as if what it holds stood in the message itself; given alone it is a message.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from kg.errors import ReadError
from kg.reading import mail, mapi
from kg.reading.base import Attachment, Content, Reader

MAGIC = b"\x78\x9f\x3e\x22"
_PAGE, _PROPERTIES, _BEGINS, _ATTACHED = 0x9007, 0x9003, 0x9002, 0x9005
"""Attributes: the code page, properties of the message, that an attachment begins, and properties of it."""
_TICKS = 10_000_000
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_WIDTHS = {
    0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8,
    0x0048: 16,
}  # fmt: skip
"""Bytes of the values of each type that is as long as any other; those of 2 bytes are filled up to 4."""
_TEXT, _WIDE, _BINARY, _OBJECT, _MANY = 0x001E, 0x001F, 0x0102, 0x000D, 0x1000
_NAMED = 0x8000
"""Properties from this number on have a name of their own."""
_MOST_PARTS = 100_000
"""Attributes and properties of one message."""

_Read = Callable[[memoryview, str], mapi.Value]
"""How bytes become a value, in the code page of the message."""


def as_mail(data: bytes, name: str) -> bytes:
    """The message in TNEF as an internet message. Raises ReadError `not-text`, `damaged` or `too-deep`."""
    if not data.startswith(MAGIC):
        raise ReadError("not-text", f"{name} is no TNEF, as Outlook wraps messages.", "Give the file its own suffix.")
    try:
        return mapi.as_mail(_message(memoryview(data), name, 0), name)
    except (struct.error, ValueError, OverflowError) as error:
        raise ReadError(
            "damaged",
            f"{name} is damaged: it cannot be unwrapped.",
            "Ask its sender for plain text or HTML, and for the files by themselves.",
        ) from error


def read_tnef(data: bytes, name: str) -> Content:
    """The canonical text of a message. Raises ReadError `not-text`, `damaged`, `no-text` or `too-deep`."""
    return mail.read_eml(as_mail(data, name), name)


def attachments_of(data: bytes, name: str) -> Iterator[Attachment]:
    """What is attached to a message, as it is of one from any mail program."""
    return mail.attachments_of(as_mail(data, name), name)


def _message(data: memoryview, name: str, depth: int) -> mapi.Item:
    if depth > mapi.MOST_DEPTH:
        raise mapi.too_deep(name)
    values: dict[int, mapi.Value] = {}
    attached: list[dict[int, mapi.Value]] = []
    inner: dict[int, mapi.Item] = {}
    page = "cp1252"
    for number, content in _attributes(data):
        if number == _PAGE:
            page = mapi.encoding_of(struct.unpack_from("<I", content)[0])
        elif number == _BEGINS:
            attached.append({})
        elif number in _OF_MESSAGE:
            key, read = _OF_MESSAGE[number]
            values.setdefault(key, read(content, page))
        elif number == _PROPERTIES:
            values |= _properties(content, page)
        elif attached and number in _OF_ATTACHMENT:
            key, read = _OF_ATTACHMENT[number]
            attached[-1].setdefault(key, read(content, page))
        elif attached and number == _ATTACHED:
            attached[-1] |= _properties(content, page)
            held = attached[-1].get(mapi.DATA, b"")
            if isinstance(held, bytes) and held[16:20] == MAGIC:  # behind the identity of its class
                inner[len(attached) - 1] = _message(memoryview(held)[16:], name, depth + 1)
    items = tuple(mapi.Item(one, inner=inner.get(place)) for place, one in enumerate(attached))
    return mapi.Item(values, items)


def _attributes(data: memoryview) -> Iterator[tuple[int, memoryview]]:
    """The attributes by their numbers; one that is cut off is damage."""
    at = 6
    if len(data) < at + 9:
        raise ValueError("nothing in it")
    for _ in range(_MOST_PARTS):
        if at + 9 > len(data):
            return
        number, _, size = struct.unpack_from("<xHHI", data, at)
        if at + 9 + size > len(data):
            raise ValueError("an attribute is cut off")
        yield number, data[at + 9 : at + 9 + size]
        at += 11 + size
    raise ValueError("too many attributes")


def _properties(data: memoryview, page: str) -> dict[int, mapi.Value]:
    """The properties of a message or an attachment that are wanted."""
    (count,), at = struct.unpack_from("<I", data), 4
    found: dict[int, mapi.Value] = {}
    for _ in range(min(count, _MOST_PARTS)):
        kind, number = struct.unpack_from("<HH", data, at)
        at += 4
        if number >= _NAMED:
            form, length = struct.unpack_from("<II", data, at + 16)
            at += 24 + (_filled(length) if form else 0)
        base = kind & ~_MANY
        values = 1
        if kind & _MANY or base not in _WIDTHS:
            (values,) = struct.unpack_from("<I", data, at)
            at += 4
        for _ in range(min(values, _MOST_PARTS)):
            content, at = _value(data, at, base)
            if number in mapi.WANTED and not kind & _MANY:
                found[number] = _READ.get(base, _as_bytes)(content, page)
    return found


def _value(data: memoryview, at: int, kind: int) -> tuple[memoryview, int]:
    """The bytes of a value, and where the next one begins."""
    if kind in _WIDTHS:
        size, end = _WIDTHS[kind], at + _WIDTHS[kind]
    elif kind in (_TEXT, _WIDE, _BINARY, _OBJECT):
        (size,) = struct.unpack_from("<I", data, at)
        at += 4
        end = at + _filled(size)
    else:
        raise ValueError("a property of an unknown type")
    if at + size > len(data):
        raise ValueError("a property is cut off")
    return data[at : at + size], end


def _filled(size: int) -> int:
    return -(-size // 4) * 4


def _as_bytes(content: memoryview, _: str) -> mapi.Value:
    return bytes(content)


def _words(content: memoryview, page: str) -> str:
    return bytes(content).decode(page, "replace").rstrip("\x00")


_READ: dict[int, _Read] = {
    0x0003: lambda content, _: int.from_bytes(content, "little"),
    0x0040: lambda content, _: int.from_bytes(content, "little"),
    _TEXT: _words,
    _WIDE: lambda content, _: bytes(content).decode("utf-16-le", "replace").rstrip("\x00"),
}
"""How the values of each type are read."""


def _ticks(content: memoryview, _: str) -> int:
    """A day and time, in steps of 100 ns since 1601."""
    year, month, day, hour, minute, second = struct.unpack_from("<6H", content)
    when = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    return int((when - _EPOCH).total_seconds()) * _TICKS


_OF_MESSAGE: dict[int, tuple[int, _Read]] = {
    0x8004: (mapi.SUBJECT, _words),
    0x8005: (mapi.SUBMITTED, _ticks),
    0x800C: (mapi.BODY, _words),
}
_OF_ATTACHMENT: dict[int, tuple[int, _Read]] = {
    0x8010: (mapi.SHORT_NAME, _words),
    0x800F: (mapi.DATA, _as_bytes),
}
"""Attributes that say what a property says too: that property, and how they are read."""

TNEF = Reader("application/vnd.ms-tnef", read_tnef, attachments_of)
