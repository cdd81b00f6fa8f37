"""The streams of a PDF, before it is read: how much text and drawing they unpack to.

PDFium takes some twenty times as much memory as a page's instructions have bytes, and takes it at once.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

MOST_INSTRUCTIONS = 30_000_000
"""Bytes; pages of dense drawings have one or two million."""
_STREAM = re.compile(rb"(?P<filters>[^\n>]{0,200}>>)?\s{0,4}\bstream\r?\n")
_PACKED = re.compile(rb"/Fl(?:ateDecode)?\b")
_CHUNK = 1 << 16
_NOT_WORDS = bytes(sorted(set(range(256)) - set(range(32, 127)) - set(b"\t\n\f\r")))
_FEW = 0.1
"""The share of other bytes in what is still taken for instructions, which are words and numbers; pictures have more."""


def has_too_many_instructions(data: bytes) -> bool:
    """Whether the streams of a PDF unpack to more than any letter has. Encrypted ones are not looked into."""
    found = 0
    for match in _STREAM.finditer(data):
        packings = len(_PACKED.findall(match["filters"] or b"")) or 1
        for chunk in _unpacked(data, match.end(), packings):
            others = len(chunk) - len(chunk.translate(None, _NOT_WORDS))
            found += len(chunk) if others <= _FEW * len(chunk) else 0
            if found > MOST_INSTRUCTIONS:
                return True
    return False


def _unpacked(data: bytes, start: int, packings: int) -> Iterator[bytes]:
    """A stream in pieces, as far as it is packed by Flate, so many times one within the other."""
    pieces: Iterator[bytes] = _pieces(memoryview(data)[start:])
    for _ in range(min(packings, 3)):
        pieces = _inflated(pieces)
    return pieces


def _pieces(data: memoryview) -> Iterator[bytes]:
    for at in range(0, len(data), _CHUNK):
        yield bytes(data[at : at + _CHUNK])


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    opened = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest:
            try:
                chunk = opened.decompress(rest, _CHUNK)
            except zlib.error:
                return
            rest = opened.unconsumed_tail
            if chunk:
                yield chunk
            if opened.eof:
                return
