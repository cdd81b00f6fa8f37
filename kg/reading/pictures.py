"""Pictures of letters (.png, .jpg, .tif): bytes go in, the words that text recognition finds come out.

A file's own header says how large its pictures are before anything unpacks them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from kg.errors import ReadError
from kg.reading.base import Content, Reader
from kg.reading.formats import SET_ASIDE
from kg.reading.recognizing import MOST_PAGES, MOST_PIXELS, Clock, recognized

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_TIFF = {b"II*\x00": "<", b"MM\x00*": ">"}
_NO_FRAMES = (0xC4, 0xC8, 0xCC)
"""Markers of JPEG that stand among those of frames and are none."""
_WIDTH, _HEIGHT = 256, 257
_SHORT = 3
_LEAST_SIDE, _LEAST_PIXELS = 400, 400_000
"""Pictures in a message that are smaller are logos and signatures."""


def sizes_of(data: bytes) -> list[tuple[int, int]]:
    """Width and height of each picture in a file, in pixels; none where the file is no such picture."""
    try:
        if data.startswith(_PNG) and data[12:16] == b"IHDR":
            return [struct.unpack_from(">II", data, 16)]
        if data.startswith(_JPEG):
            return list(_in_jpeg(data))
        if data[:4] in _TIFF:
            return list(_in_tiff(data, _TIFF[data[:4]]))
    except struct.error:
        pass
    return []


def may_be_letter(data: bytes) -> bool:
    """Whether a picture in a message is large enough to be that of a page."""
    return any(
        min(width, height) >= _LEAST_SIDE and width * height >= _LEAST_PIXELS for width, height in sizes_of(data)
    )


def _in_jpeg(data: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            yield width, height
            return
        at += 1 if marker == 0xFF else 2 + max(struct.unpack_from(">H", data, at + 2)[0], 2)


def _in_tiff(data: bytes, order: str) -> Iterator[tuple[int, int]]:
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    seen: set[int] = set()
    while at and at not in seen and len(seen) <= MOST_PAGES:
        seen.add(at)
        (count,) = struct.unpack_from(f"{order}H", data, at)
        size = {_WIDTH: 0, _HEIGHT: 0}
        for number in range(count):
            place = at + 2 + 12 * number
            tag, kind = struct.unpack_from(f"{order}HH", data, place)
            if tag in size:
                (size[tag],) = struct.unpack_from(f"{order}{'H' if kind == _SHORT else 'I'}", data, place + 8)
        yield size[_WIDTH], size[_HEIGHT]
        (at,) = struct.unpack_from(f"{order}I", data, at + 2 + 12 * count)


def read_picture(data: bytes, name: str) -> Content:
    """The text in a picture, or in all of a TIFF. Raises ReadError `not-text`, `too-large`, `no-text`, or
    `SET_ASIDE` for one without words."""
    from kg.reading.scans import content_of

    sizes = sizes_of(data)
    if not sizes or not all(width and height for width, height in sizes):
        raise ReadError(
            "not-text",
            f"{name} is damaged, or no picture (PNG, JPEG or TIFF).",
            "Give the file the suffix of what it is, or scan the letter again.",
        )
    if len(sizes) > MOST_PAGES or max(width * height for width, height in sizes) > MOST_PIXELS:
        raise ReadError(
            "too-large",
            f"{name} is too large: at most {MOST_PAGES} pictures of {MOST_PIXELS / 1e6:.0f} million pixels are read.",
            "Scan the letter with 300 dots per inch, or split it.",
        )
    found = recognized(data, Clock(), pages=len(sizes))
    if not found:
        raise ReadError(
            "no-text",
            f"{name} is a picture, and text recognition (OCR) fails on it, or does not come to an end in time.",
            "Scan the letter again with 300 dots per inch, or run it through text recognition and save it as text.",
        )
    content = content_of(found, name)
    if content is None:  # a photograph among letters is no fault
        raise ReadError(
            SET_ASIDE,
            f"{name} is a picture in which text recognition (OCR) finds no words.",
            "If it is a letter, scan it again, straight and with 300 dots per inch, or ask for the original.",
        )
    return content


PNG = Reader("image/png", read_picture)
JPEG = Reader("image/jpeg", read_picture)
TIFF = Reader("image/tiff", read_picture)
