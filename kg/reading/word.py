"""DOCX: bytes go in, canonical text comes out with list labels as Word prints them, tables, headings and bold marks."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.reading.base import Content, Reader

if TYPE_CHECKING:
    from lxml.etree import _Element

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_BYTES = 30_000_000
"""Of all parts that are read, unpacked."""
_PAGE_NUMBER = re.compile(r"\s*\b(?:page|tudalen)\s*\d*\s*(?:(?:of|o|/)\s*\d*)?\s*$", re.IGNORECASE)


def read_docx(data: bytes, name: str) -> Content:
    """The canonical text of a Word document. Raises ReadError `encrypted`, `damaged` or `unknown-format`."""
    from lxml import etree

    if data.startswith(_OLD):
        raise _old(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _content(_Package(archive, name))
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, LookupError, ValueError) as error:
        raise _damaged(name) from error
    except (NotImplementedError, RuntimeError, etree.LxmlError) as error:
        raise _damaged(name) from error


def _old(data: bytes, name: str) -> ReadError:
    if _ENCRYPTED in data:
        return ReadError(
            "encrypted",
            f"{name} is encrypted: it opens only with a password.",
            "Open it with the password and save it without one, or ask for the letter without it.",
        )
    return ReadError(
        "unknown-format",
        f"{name} is no .docx: it is an old Office document.",
        "Save it as .docx or PDF.",
    )


def _damaged(name: str) -> ReadError:
    return ReadError(
        "damaged",
        f"{name} is damaged, or no Word document: it cannot be opened.",
        "Get the file again from where it came, or save it anew from a program that opens it.",
    )


class _Package:
    """The parts of a document and how they refer to each other (Open Packaging Conventions)."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._left = _MOST_BYTES
        self.main = next(iter(self.related("", "officeDocument").values()), "word/document.xml")

    def part(self, path: str) -> _Element | None:
        """The root of a part; None where it is not there. Raises ReadError `too-large`."""
        from lxml import etree

        try:
            info = self._archive.getinfo(path)
        except KeyError:
            return None
        self._left -= info.file_size
        if self._left < 0:
            raise ReadError(
                "too-large",
                f"{self._name} is too large: it unpacks to more than {_MOST_BYTES / 1e6:.0f} MB without its pictures.",
                "A letter is never that large: check that it is one, or split it.",
            )
        with self._archive.open(info) as file:
            # Never more than it says that it holds: one that lies about it is found out by its checksum.
            data = file.read(info.file_size + 1)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(data, parser)

    def related(self, path: str, kind: str) -> dict[str, str]:
        """Paths of the parts that a part refers to as a kind, by the id of the reference."""
        from kg.reading.word_xml import value

        folder, file = posixpath.split(path)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for one in root if root is not None else ():
            if value(one, "Type").endswith(f"/{kind}") and value(one, "TargetMode") != "External":
                target = value(one, "Target")
                found[value(one, "Id")] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return found

    def first(self, kind: str) -> _Element | None:
        """The first part that the main one refers to as a kind."""
        path = next(iter(self.related(self.main, kind).values()), None)
        return self.part(path) if path else None


def _content(package: _Package) -> Content:
    from kg.reading.word_body import PAGE, Body, notes_of
    from kg.reading.word_numbering import numbering_of
    from kg.reading.word_styles import styles_of
    from kg.reading.word_xml import child

    root = package.part(package.main)
    content = child(root, "body")
    if root is None or content is None:
        raise ValueError("there is no document in the package")
    styles = styles_of(package.first("styles"))
    body = Body(styles, numbering_of(package.first("numbering")))
    body.read(content)
    notes = {**notes_of(package.first("footnotes"), "footnote"), **notes_of(package.first("endnotes"), "endnote")}
    for i, key in enumerate(body.notes, start=1):
        if notes.get(key):
            body.blocks.add(f"[{i}] {notes[key]}", tight=True)
    text = body.blocks.text
    above = list(_margin(package, root, "header", text))
    below = list(_margin(package, root, "footer", text))
    head = "\n".join(above) + "\n\n" if above else ""
    tail = "\n" + "\n".join(below) + "\n" if below else ""
    return _paged(head + text + tail, PAGE)


def _margin(package: _Package, root: _Element, kind: str, text: str) -> Iterator[str]:
    """Lines of headers or footers whose words the letter itself does not have, each once, without page numbers."""
    from kg.reading.marks import folded, tidy
    from kg.reading.word_xml import local, value

    paths = package.related(package.main, kind)
    used = [value(one, "id") for one in root.iter() if local(one) == f"{kind}Reference"]
    whole = folded(text.replace("*", "")).casefold()
    seen: set[str] = set()
    for path in dict.fromkeys(paths[one] for one in used if one in paths):
        part = package.part(path)
        for paragraph in part.iter() if part is not None else ():
            if local(paragraph) != "p":
                continue
            words = "".join(_shown(paragraph))
            line = _PAGE_NUMBER.sub("", folded(tidy(words)))
            if any(c.isalpha() for c in line) and line.casefold() not in whole and line.casefold() not in seen:
                seen.add(line.casefold())
                yield line


def _shown(paragraph: _Element) -> Iterator[str]:
    from kg.reading.word_xml import local

    for one in paragraph.iter():
        if local(one) == "t":
            yield one.text or ""
        elif local(one) in ("tab", "br"):
            yield " "


def _paged(text: str, mark: str) -> Content:
    """A text without the marks of its pages, and where they stood. A file that Word did not lay out has no pages."""
    parts = text.split(mark)
    starts, at = [0], 0
    for part in parts[:-1]:
        at += len(part)
        if at > starts[-1]:
            starts.append(at)
    whole = "".join(parts)
    return Content(whole, tuple(start for start in starts if start < len(whole)) if len(starts) > 1 else ())


DOCX = Reader("application/vnd.openxmlformats-officedocument.wordprocessingml.document", read_docx)
