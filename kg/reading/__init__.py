"""Files become documents: a path goes in, a Document with its canonical text comes out.

A new format is one module with a `Reader`, and one line in `READERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document
from kg.reading import (
    archive,
    files,
    formats,
    mail,
    odf,
    outlook,
    pdf,
    pictures,
    plain,
    recognizing,
    rich,
    sheets,
    tnef,
    web,
    word,
    workbook,
)
from kg.reading.base import Attachment, Content, Reader
from kg.reading.collecting import Found, collect, find
from kg.reading.formats import SET_ASIDE

READERS: dict[str, Reader] = {
    ".txt": plain.TEXT,
    ".text": plain.TEXT,
    ".md": plain.MARKDOWN,
    ".markdown": plain.MARKDOWN,
    ".pdf": pdf.PDF,
    ".docx": word.DOCX,
    ".html": web.HTML,
    ".htm": web.HTML,
    ".xhtml": web.HTML,
    ".eml": mail.EML,
    ".msg": outlook.MSG,
    ".tnef": tnef.TNEF,
    "winmail.dat": tnef.TNEF,
    ".rtf": rich.RTF,
    ".odt": odf.ODT,
    ".ods": odf.ODS,
    ".zip": archive.ZIP,
    ".xlsx": workbook.XLSX,
    ".xlsm": workbook.XLSX,
    ".csv": sheets.CSV,
}
"""The reader of each suffix, or of a whole name, in lower case."""
PICTURES: dict[str, Reader] = {
    ".png": pictures.PNG,
    ".jpg": pictures.JPEG,
    ".jpeg": pictures.JPEG,
    ".tif": pictures.TIFF,
    ".tiff": pictures.TIFF,
}
"""The readers of pictures, where text recognition is installed."""

__all__ = [
    "PICTURES",
    "READERS",
    "SET_ASIDE",
    "Attachment",
    "Content",
    "Found",
    "Reader",
    "collect",
    "find",
    "is_stray",
    "read",
    "read_all",
    "set_aside",
]


def read(path: Path) -> Document:
    """The document in a file: same bytes in, same document out.

    Raises ReadError, whose `code` is `missing`, `empty`, `not-text`, `no-text`, `encrypted`, `damaged`,
    `unknown-format`, `unreadable`, `too-large`, `too-long`, `too-deep` or `failed`.
    """
    return files.read_file(path, _readers())


def read_all(
    path: Path, failed: Callable[[ReadError], None] | None = None, source: str | None = None
) -> list[Document]:
    """The document in a file, which is called `source` or by its name, and one for each letter within it:
    `reply.eml#letter` of a message, `letters.zip/2024/reply.txt` of an archive.

    Raises ReadError as `read` does; where a file within cannot be read, or there are too many, `failed` is called with
    the error instead, if it is given.
    """
    return files.read_files(path, _readers(), failed, source)


def is_stray(name: str) -> bool:
    """Whether a file's name says that it is of no format in which letters come."""
    return formats.is_stray(name, _readers())


def set_aside(names: Sequence[str]) -> ReadError:
    """What is said of all strays together; its code is `SET_ASIDE`."""
    return formats.set_aside(names, _readers())


def _readers() -> dict[str, Reader]:
    return READERS | PICTURES if recognizing.is_installed() else READERS
