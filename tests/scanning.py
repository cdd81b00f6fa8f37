"""Makers of scans for tests: a page of a PDF as a picture, and programs that stand in for Tesseract."""

from __future__ import annotations

import os
import shutil
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.papers import pdf


class Raster(NamedTuple):
    """A picture in grey: a byte for each pixel."""

    width: int
    height: int
    pixels: bytes


def needs_tesseract() -> None:
    """Without Tesseract tests are skipped, but not where they run for everyone."""
    if shutil.which("tesseract") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Tesseract is missing; .ci/run installs it.")
        pytest.skip("Tesseract is not installed (Debian: apt-get install tesseract-ocr).")


def scanned(page: str, dots: int = 200) -> Raster:
    """A page as a scanner sees it; `page` are commands of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf(page))
    bitmap = document[0].render(scale=dots / 72, grayscale=True)
    rows, step = bytes(bitmap.buffer), bitmap.stride
    pixels = b"".join(rows[y * step : y * step + bitmap.width] for y in range(bitmap.height))
    return Raster(bitmap.width, bitmap.height, pixels)


def picture_page(raster: Raster) -> str:
    """Commands that show a picture on the whole of an A4 page."""
    data = zlib.compress(raster.pixels).hex()
    head = f"/W {raster.width} /H {raster.height} /BPC 8 /CS /G /F [/AHx /Fl]"
    return f"q 595 0 0 842 0 0 cm BI {head} ID {data}> EI Q"


def png(raster: Raster) -> bytes:
    width, height, pixels = raster
    rows = b"".join(b"\0" + pixels[y * width : (y + 1) * width] for y in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def tiff(*rasters: Raster) -> bytes:
    """A TIFF of pictures without compression, one after the other."""
    out = bytearray(b"II*\0\0\0\0\0")
    link = 4
    for width, height, pixels in rasters:
        place = len(out)
        out += pixels + bytes(len(pixels) % 2)
        struct.pack_into("<I", out, link, len(out))
        tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, place), (277, 3, 1),
                (278, 4, height), (279, 4, len(pixels))]  # fmt: skip
        out += struct.pack("<H", len(tags))
        for tag, kind, value in tags:
            out += struct.pack("<HHII", tag, kind, 1, value)
        link = len(out)
        out += bytes(4)
    return bytes(out)


Line = Sequence[tuple[str, int]]
"""Words, each with the confidence in hundredths that recognition has in it."""


def hocr(*pages: Sequence[Line]) -> str:
    """What Tesseract prints: lines one below the other, on pages of 2,480 by 3,508 pixels."""
    out = []
    for lines in pages:
        held = []
        for row, line in enumerate(lines):
            bottom = 300 + 80 * row
            x, words = 250, []
            for text, sure in line:
                width = 20 * len(text)
                words.append(
                    f"<span class='ocrx_word' title='bbox {x} {bottom - 40} {x + width} {bottom}; x_wconf {sure}'>{text}</span>"
                )
                x += width + 15
            title = f"bbox 250 {bottom - 40} {x} {bottom}; baseline 0 -9; x_size 45; x_descenders 10"
            held.append(f'<span class="ocr_line" title="{title}">{" ".join(words)}</span>')
        out.append(
            f"<div class='ocr_page' title='image \"stdin\"; bbox 0 0 2480 3508; ppageno 0'>{''.join(held)}</div>"
        )
    return f"<html><head><meta name='ocr-system' content='tesseract 0.1'/></head><body>{''.join(out)}</body></html>"


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """Put a program of that name in the path, which does what `script` says; gives the file in which it logs its calls."""
    log = folder / "calls"
    place = folder / "programs"
    place.mkdir(exist_ok=True)
    program = place / "tesseract"
    program.write_text(f'#!/bin/sh\necho "$@" >> "{log}"\n{script}\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{place}:/usr/bin:/bin")
    return log


def printing(folder: Path, text: str) -> str:
    """A script that reads the picture and prints a text."""
    (folder / "printed").write_text(text, encoding="utf-8")
    return f'cat > /dev/null\ncat "{folder / "printed"}"'
