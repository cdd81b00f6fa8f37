"""Files become documents: a path goes in, a Document with its canonical text comes out.

A new format is one module with a `Reader`, and one line in `READERS`.
"""

from __future__ import annotations

from pathlib import Path

from kg.model import Document
from kg.reading import files, plain
from kg.reading.base import Content, Reader
from kg.reading.files import collect

READERS: dict[str, Reader] = {
    ".txt": plain.TEXT,
    ".text": plain.TEXT,
    ".md": plain.MARKDOWN,
    ".markdown": plain.MARKDOWN,
}
"""The reader of each suffix, in lower case."""

__all__ = ["READERS", "Content", "Reader", "collect", "read"]


def read(path: Path) -> Document:
    """The document in a file: same bytes in, same document out.

    Raises ReadError, whose `code` is `missing`, `empty`, `not-text`, `unknown-format`, `unreadable` or
    `too-large`.
    """
    return files.read_file(path, READERS)
