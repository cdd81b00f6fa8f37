"""Compound files (MS-CFB), in which old Office programs and Outlook store streams: bytes go in, streams come out.

Nothing that such a file says of itself is believed: chains of sectors are followed at most as far as the file has
sectors, and all that is read together is bounded by what the file holds.
"""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass, field

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = struct.Struct("<8s16x2xHHHH6x9I")
_ENTRY = struct.Struct("<64sHBxIII36xIQ")
_LAST = 0xFFFFFFFA
"""Numbers of sectors and entries are below it; what is above ends a chain or stands for none."""
_STORAGES, _STREAM = (1, 5), 2
_DIFAT_IN_HEADER = 109


class BrokenError(ValueError):
    """A compound file whose parts contradict each other."""


@dataclass(slots=True)
class Storage:
    """A folder of a compound file: streams and further storages, by their names in lower case."""

    streams: dict[str, Stream] = field(default_factory=dict)
    storages: dict[str, Storage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stream:
    """Where the bytes of a stream begin, and how many they say they are."""

    start: int
    size: int


class CompoundFile:
    """A compound file in memory; `root` is its outermost storage.

    Raises BrokenError where it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):
            raise BrokenError("no compound file")
        _, version, order, shift, mini_shift, *more = _HEADER.unpack_from(data)
        _, _, directory, _, cutoff, mini_fat, _, difat, _ = more
        if order != 0xFFFE or shift != (12 if version == 4 else 9) or mini_shift != 6:
            raise BrokenError("sectors of an unknown size")
        self._data, self._size, self._cutoff = data, 1 << shift, cutoff
        self._count = max((len(data) - 1 >> shift), 0)
        self._left = 2 * len(data)
        self._fat = self._numbers(self._fat_sectors(difat))
        entries = list(_ENTRY.iter_unpack(_whole(self._chain(directory), _ENTRY.size)))
        if not entries:
            raise BrokenError("no directory")
        self._mini_fat = self._numbers(self._sectors(mini_fat))
        self._mini = self._chain(entries[0][6])
        self.root = _tree(entries)

    def read(self, stream: Stream) -> bytes:
        """The bytes of a stream. Raises BrokenError where they are not there."""
        if stream.size >= self._cutoff:
            return self._chain(stream.start, stream.size)
        found, at = bytearray(), stream.start
        while len(found) < stream.size:
            if at >= len(self._mini_fat) or at << 6 >= len(self._mini):
                raise BrokenError("a stream is cut off")
            found += self._mini[at << 6 : (at + 1) << 6]
            at = self._mini_fat[at]
        self._spend(len(found))
        return bytes(found[: stream.size])

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise BrokenError("streams share their sectors")

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _fat_sectors(self, difat: int) -> list[int]:
        """The numbers of the sectors that hold the table of chains."""
        found = list(struct.unpack_from(f"<{_DIFAT_IN_HEADER}I", self._data, 76))
        seen = 0
        while difat < _LAST:
            seen += 1
            if difat >= self._count or seen > self._count:
                raise BrokenError("the list of tables has no end")
            *more, difat = self._numbers([difat])
            found += more
        sectors = [number for number in found if number < self._count]
        if len(sectors) * self._size > 4 * self._size + len(self._data):
            raise BrokenError("more tables than the file has room for")
        return sectors

    def _numbers(self, sectors: list[int]) -> array[int]:
        data = _whole(b"".join(map(self._sector, sectors)), 4)
        return array("I", struct.unpack(f"<{len(data) // 4}I", data))

    def _sectors(self, start: int, most: int | None = None) -> list[int]:
        """A chain of sectors, as far as `most` of them are asked for."""
        found: list[int] = []
        while start < _LAST and (most is None or len(found) < most):
            if start >= min(self._count, len(self._fat)) or len(found) >= self._count:
                raise BrokenError("a chain of sectors leaves the file, or has no end")
            found.append(start)
            start = self._fat[start]
        return found

    def _chain(self, start: int, size: int | None = None) -> bytes:
        if size is not None and size > len(self._data):
            raise BrokenError("a stream says that it is larger than the file")
        found = b"".join(map(self._sector, self._sectors(start, None if size is None else -(-size // self._size))))
        self._spend(len(found))
        if size is not None and len(found) < size:
            raise BrokenError("a stream is cut off")
        return found[:size]


def _whole(data: bytes, step: int) -> bytes:
    return data[: len(data) // step * step]


def _tree(entries: list[tuple[bytes, int, int, int, int, int, int, int]]) -> Storage:
    """The storages, as entries of the directory point to each other; each entry stands in one place only."""
    root = Storage()
    taken = {0}
    waiting = [(root, entries[0][5])]
    while waiting:
        holder, number = waiting.pop()
        if number >= _LAST:
            continue
        if number >= len(entries) or number in taken:
            raise BrokenError("the directory points to itself")
        taken.add(number)
        raw, length, kind, left, right, child, start, size = entries[number]
        waiting += [(holder, left), (holder, right)]
        name = raw[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").lower()
        if kind in _STORAGES:
            own = holder.storages[name] = Storage()
            waiting.append((own, child))
        elif kind == _STREAM:
            # The upper half of the size has no meaning where sectors are small, and may hold anything.
            holder.streams[name] = Stream(start, size & 0xFFFFFFFF)
    return root
