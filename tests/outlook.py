"""Makers of Outlook's files for tests: compound files, messages (.msg), TNEF and compressed rich text."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

Tree = Mapping[str, "bytes | Tree"]
"""Streams and storages by their names."""
Values = Mapping[int, "str | bytes | int | datetime"]
"""Properties by their numbers."""
_END, _FREE, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def compound(tree: Tree) -> bytes:
    """A compound file of version 3, with short streams in the stream for those."""
    entries: list[list[object]] = [["Root Entry", 5, _NONE, _NONE, b""]]

    def add(held: Tree) -> int:
        first = _NONE
        for name, value in sorted(held.items(), reverse=True):
            is_stream = isinstance(value, bytes)
            entries.append([name, 2 if is_stream else 1, first, _NONE, value if is_stream else b""])
            first = len(entries) - 1
            if not isinstance(value, bytes):
                entries[first][3] = add(value)
        return first

    entries[0][3] = add(tree)
    fat: list[int] = []
    mini_fat: list[int] = []
    body, mini = bytearray(), bytearray()

    def chain(data: bytes, table: list[int], room: bytearray, size: int) -> int:
        if not data:
            return _END
        start, count = len(table), -(-len(data) // size)
        table.extend([*range(start + 1, start + count), _END])
        room += data.ljust(count * size, b"\0")
        return start

    starts = []
    for entry in entries[1:]:
        data = entry[4]
        assert isinstance(data, bytes)
        small = len(data) < 4096
        starts.append(chain(data, mini_fat if small else fat, mini if small else body, 64 if small else 512))
    root = chain(bytes(mini), fat, body, 512)
    mini_table = chain(struct.pack(f"<{len(mini_fat)}I", *mini_fat), fat, body, 512)
    directory = b"".join(
        _entry(entry, start, len(mini) if number == 0 else len(entry[4]))  # type: ignore[arg-type]
        for number, (entry, start) in enumerate(zip(entries, [root, *starts], strict=True))
    )
    first = chain(directory, fat, body, 512)
    own = 1
    while -(-(len(fat) + own) // 128) > own:
        own += 1
    assert own <= 109, "too large for a test"
    sectors = [*range(len(fat), len(fat) + own)]
    fat += [0xFFFFFFFD] * own
    fat += [_FREE] * (own * 128 - len(fat))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, own, first, 0, 4096, mini_table, -(-len(mini_fat) // 128), _END, 0,
    )  # fmt: skip
    listed = struct.pack("<109I", *sectors, *[_FREE] * (109 - own))
    return header + listed + bytes(body) + struct.pack(f"<{len(fat)}I", *fat)


def _entry(entry: list[object], start: int, size: int) -> bytes:
    name, kind, after, child, _ = entry
    raw = str(name).encode("utf-16-le")
    return struct.pack(
        "<64sHBxIII36xIQ", raw, len(raw) + 2, kind, _NONE, after, child, start if kind != 1 else 0, size
    )  # fmt: skip


def msg(values: Values, *attached: Tree) -> bytes:
    """A message of Outlook; what is attached is made by `file_of` or `message_of`."""
    return compound(_message(values, attached, 32))


def file_of(name: str, data: bytes, **more: int) -> Tree:
    """A file as it is attached."""
    return _properties({0x3707: name, 0x3701: data, 0x3705: 1}, 8)


def message_of(values: Values, *attached: Tree) -> Tree:
    """A message as it is attached."""
    return {**_properties({0x3001: "inner", 0x3705: 5}, 8), "__substg1.0_3701000D": _message(values, attached, 24)}


def _message(values: Values, attached: tuple[Tree, ...], head: int) -> Tree:
    return {
        **_properties(values, head),
        "__nameid_version1.0": {"__substg1.0_00020102": b""},
        **{f"__attach_version1.0_#{number:08X}": one for number, one in enumerate(attached)},
    }


def _properties(values: Values, head: int) -> dict[str, bytes | Tree]:
    found: dict[str, bytes | Tree] = {}
    fixed = bytearray(head)
    for number, value in values.items():
        kind, data = _typed(value)
        if kind in (0x03, 0x40):
            fixed += struct.pack("<HHI8s", kind, number, 6, data)
        else:
            found[f"__substg1.0_{number:04X}{kind:04X}"] = data
            fixed += struct.pack("<HHIQ", kind, number, 6, len(data))
    return {"__properties_version1.0": bytes(fixed), **found}


def _typed(value: str | bytes | int | datetime) -> tuple[int, bytes]:
    if isinstance(value, str):
        return 0x1F, value.encode("utf-16-le")
    if isinstance(value, bytes):
        return 0x102, value
    if isinstance(value, int):
        return 0x03, struct.pack("<I", value)
    return 0x40, struct.pack("<Q", int((value - _EPOCH).total_seconds()) * 10_000_000)


def tnef(values: Values, *attached: bytes) -> bytes:
    """A message in TNEF; what is attached is made by `wrapped_file` or `wrapped_message`."""
    head = b"\x78\x9f\x3e\x22\x01\x00" + _attribute(1, 0x00089006, b"\x00\x00\x01\x00")
    return head + _attribute(1, 0x00069003, _mapi(values)) + b"".join(attached)


def wrapped_file(name: str, data: bytes) -> bytes:
    return (
        _attribute(2, 0x00069002, bytes(14))
        + _attribute(2, 0x00018010, name.encode("cp1252") + b"\0")
        + _attribute(2, 0x0006800F, data)
        + _attribute(2, 0x00069005, _mapi({0x3707: name}))
    )


def wrapped_message(inner: bytes) -> bytes:
    held = struct.pack("<HHII", 0x0D, 0x3701, 1, len(inner) + 16) + bytes(16) + inner
    held += bytes(-len(held) % 4)
    return _attribute(2, 0x00069002, bytes(14)) + _attribute(2, 0x00069005, struct.pack("<I", 1) + held)


def _attribute(level: int, number: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _mapi(values: Values) -> bytes:
    out = struct.pack("<I", len(values) + 1)
    # One with a name of its own, which is passed over.
    out += struct.pack("<HH16xII", 0x1E, 0x8001, 1, 6) + b"K\0e\0\0\0\0\0" + struct.pack("<II", 1, 2) + b"x\0\0\0"
    for number, value in values.items():
        kind, data = _typed(value)
        if kind == 0x03 or kind == 0x40:
            out += struct.pack("<HH", kind, number) + data
        else:
            out += struct.pack("<HHII", kind, number, 1, len(data)) + data + bytes(-len(data) % 4)
    return out


def compressed(rich: bytes, *, size: int | None = None) -> bytes:
    """Rich text as Outlook compresses it, with references to what stood before where there are any."""
    from kg.reading.outlook_rtf import _DICTIONARY

    out, units = bytearray(_DICTIONARY), []
    at = 0
    while at < len(rich):
        for length in range(min(17, len(rich) - at), 1, -1):
            place = out.find(rich[at : at + length], max(len(out) - 4000, 0))
            if place >= 0:
                units.append(struct.pack(">H", (place % 4096) << 4 | length - 2))
                break
        else:
            length = 1
            units.append(rich[at : at + 1])
        out += rich[at : at + length]
        at += length
    units.append(struct.pack(">H", (len(out) % 4096) << 4))
    body = bytearray()
    for start in range(0, len(units), 8):
        eight = units[start : start + 8]
        body.append(sum(1 << bit for bit, unit in enumerate(eight) if len(unit) == 2))
        body += b"".join(eight)
    return struct.pack("<IIII", len(body) + 12, len(rich) if size is None else size, 0x75465A4C, 0) + bytes(body)
