"""The streams of a PDF, before it is read: how much text and drawing they unpack to.

PDFium takes some twenty times as much memory as a page's instructions have bytes, and takes it at once.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

MOST_INSTRUCTIONS = 30_000_000
"""Bytes; pages of dense drawings have one or two million."""
_MOST_UNPACKED = 2_000_000_000
"""Bytes of all streams together; a page that is a picture in colour has 26 million."""
_MOST_STREAMS = 100_000
_STREAM = re.compile(rb"\bstream\r?\n")
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")
_DICTIONARY = 300
"""How far before a stream its filters are looked for, in bytes."""
_MOST_FILTERS = 3
_CHUNK = 1 << 16
_NOT_WORDS = bytes(sorted(set(range(256)) - set(range(32, 127)) - set(b"\t\n\f\r")))
_FEW = 0.1
"""The share of other bytes in what is still taken for instructions, which are words and numbers; pictures have more."""


def has_too_many_instructions(data: bytes) -> bool:
    """Whether the streams of a PDF unpack to more than any letter has. Encrypted ones are not looked into."""
    view = memoryview(data)
    instructions = unpacked = 0
    for number, match in enumerate(_STREAM.finditer(data)):
        filters = data[max(0, match.start() - _DICTIONARY) : match.start()].rpartition(b" obj")[2]
        for chunk in _unpacked(view[match.end() :], len(_FLATE.findall(filters)) or 1):
            others = len(chunk) - len(chunk.translate(None, _NOT_WORDS))
            unpacked += len(chunk)
            instructions += len(chunk) if others <= _FEW * len(chunk) else 0
            if instructions > MOST_INSTRUCTIONS or unpacked > _MOST_UNPACKED:
                return True
        if number > _MOST_STREAMS:
            return True
    return False


def _unpacked(data: memoryview, filters: int) -> Iterable[bytes]:
    """A stream in pieces, as far as it is packed by Flate, so many times one within the other."""
    pieces: Iterable[bytes | memoryview] = (data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK))
    found = _inflated(pieces)
    for _ in range(min(filters, _MOST_FILTERS) - 1):
        found = _inflated(found)
    return found


def _inflated(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    opened = zlib.decompressobj()
    for piece in pieces:
        rest: bytes | memoryview = piece
        while rest and not opened.eof:
            try:
                chunk = opened.decompress(rest, _CHUNK)
            except zlib.error:
                return
            rest = opened.unconsumed_tail
            if chunk:
                yield chunk
        if opened.eof:
            return
