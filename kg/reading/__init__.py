"""Files become documents: a path goes in, a Document with its canonical text comes out.

A new format is one module with a `Reader`, and one line in `READERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document
from kg.reading import files, mail, pdf, plain, web, word
from kg.reading.base import Attachment, Content, Reader
from kg.reading.files import collect, shown

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
}
"""The reader of each suffix, in lower case."""

__all__ = ["READERS", "Attachment", "Content", "Reader", "collect", "read", "read_all", "shown"]


def read(path: Path) -> Document:
    """The document in a file: same bytes in, same document out.

    Raises ReadError, whose `code` is `missing`, `empty`, `not-text`, `no-text`, `encrypted`, `damaged`,
    `unknown-format`, `unreadable`, `too-large`, `too-long`, `too-deep` or `failed`.
    """
    return files.read_file(path, READERS)


def read_all(path: Path, failed: Callable[[ReadError], None] | None = None) -> list[Document]:
    """The document in a file and, for a message, one for each letter attached to it: `reply.eml#letter`.

    Raises ReadError as `read` does; where an attachment cannot be read, or there are too many, `failed` is called with
    the error instead, if it is given.
    """
    return files.read_files(path, READERS, failed)
