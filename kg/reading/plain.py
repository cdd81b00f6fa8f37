"""Plain text and Markdown: bytes in any common encoding go in, text with Unix line ends comes out.

Encodings are told from the bytes alone: a byte order mark, else UTF-16 by where its zero bytes stand, else
UTF-8; a byte that is no UTF-8 is read as Windows-1252, or as Latin-1 where that has nothing. What was
mangled before stays so.
"""

from __future__ import annotations

import codecs
import re

from kg.errors import ReadError
from kg.reading.base import Content, Reader
from kg.reading.marks import LIGATURES

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a ZIP archive, a Word document or a spreadsheet", ".docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", ".doc"),
    (b"{\\rtf", "a rich text (RTF) document", ".rtf"),
    (b"\x89PNG\r\n", "a PNG picture", ".png"),
    (b"\xff\xd8\xff", "a JPEG picture", ".jpg"),
    (b"GIF87a", "a GIF picture", ".gif"),
    (b"GIF89a", "a GIF picture", ".gif"),
    (b"II*\x00", "a TIFF picture", ".tif"),
    (b"MM\x00*", "a TIFF picture", ".tif"),
    (b"\x1f\x8b\x08", "a gzip archive", ".gz"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", ".7z"),
    (b"\x7fELF", "a program", ""),
    (b"SQLite format 3\x00", "a database", ""),
)
_MOST_CONTROLS = 0.02
"""Share of control characters above which bytes are not text."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\xad\ufffe\uffff]")
"""Characters that mean nothing in a text, or that XML cannot hold; a soft hyphen is only a place to break a line."""


def read_plain(data: bytes, name: str) -> Content:
    """The canonical text of a text file. Raises ReadError `not-text` if the bytes are something else."""
    seems, text = _seems(data), decode(data)
    text = text.rstrip("\x00\x1a") or text  # what old programs fill a file's last block with
    if not seems and len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        seems = "some kind of binary file"
    if seems:
        raise ReadError(
            "not-text",
            f"{name} is not text: it seems to be {seems}.",
            "Give the file the suffix of what it is, or save its text as a text file.",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    text = _NO_TEXT.sub("", text.translate(LIGATURES))
    return Content(text, _page_starts(text))


def _seems(data: bytes) -> str:
    """What the first bytes say that the file is, if they say that it is not text."""
    head = data[:1024].removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n\x00")
    for magic, kind, _ in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "a WebP picture"
    return ""


def decode(data: bytes) -> str:
    """Bytes as text, in the encoding that they show."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            errors = "cp1252-byte" if encoding == "utf-8" else "replace"
            return data[len(mark) :].decode(encoding, errors)
    return data.decode(_utf16(data) or "utf-8", "replace" if _utf16(data) else "cp1252-byte")


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in Latin letters every other byte is zero."""
    head = data[:4096]
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Reads bytes that are no UTF-8 as Windows-1252, and as Latin-1 the five that it leaves undefined."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(_LEGACY[byte] for byte in error.object[error.start : error.end]), error.end


def _page_starts(text: str) -> tuple[int, ...]:
    """Offsets at which pages begin: a form feed ends a page."""
    starts = tuple(match.end() for match in re.finditer("\f", text) if match.end() < len(text))
    return (0, *starts) if starts else ()


_LEGACY = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
codecs.register_error("cp1252-byte", _as_cp1252)

TEXT = Reader("text/plain", read_plain)
MARKDOWN = Reader("text/markdown", read_plain)
