"""DOCX: bytes go in, canonical text comes out with list labels as Word prints them, tables, headings and bold marks."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.reading.base import Attachment, Content, Reader
from kg.reading.packed import Package, opened

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_docx(data: bytes, name: str) -> Content:
    """The canonical text of a Word document.

    Raises ReadError `encrypted`, `damaged`, `too-large` or `unknown-format`.
    """
    with opened(data, name, "a Word document", ".docx") as package:
        return _content(package)


def workbooks_in(data: bytes, name: str) -> tuple[Attachment, ...]:
    """The workbooks that stand within a Word document, which shows them as pictures of tables."""
    with opened(data, name, "a Word document", ".docx") as package:
        return tuple(
            Attachment(posixpath.basename(path), package.data(path) or b"")
            for path in package.paths("word/embeddings/")
            if path.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods"))
        )


def _content(package: Package) -> Content:
    from kg.reading.word_body import PAGE, Body, notes_of
    from kg.reading.word_numbering import numbering_of
    from kg.reading.word_styles import styles_of
    from kg.reading.word_xml import child

    main = package.main("word/document.xml")
    root = package.part(main)
    content = child(root, "body")
    if root is None or content is None:
        raise ValueError("there is no document in the package")
    styles = styles_of(package.first(main, "styles"))
    body = Body(styles, numbering_of(package.first(main, "numbering")))
    body.read(content)
    notes = {
        **notes_of(package.first(main, "footnotes"), "footnote"),
        **notes_of(package.first(main, "endnotes"), "endnote"),
    }
    for i, key in enumerate(body.notes, start=1):
        if notes.get(key):
            body.blocks.add(f"[{i}] {notes[key]}", tight=True)
    text = body.blocks.text
    above = list(_margin(package, main, root, "header", text))
    below = list(_margin(package, main, root, "footer", text))
    head = "\n".join(above) + "\n\n" if above else ""
    tail = "\n" + "\n".join(below) + "\n" if below else ""
    return _paged(head + text + tail, PAGE)


def _margin(package: Package, main: str, root: _Element, kind: str, text: str) -> Iterator[str]:
    """Lines of headers or footers whose words the letter itself does not have, each once, without page numbers."""
    from kg.reading.marks import PAGE_NUMBER, folded, tidy
    from kg.reading.word_xml import local, value

    paths = package.related(main, kind)
    used = [value(one, "id") for one in root.iter() if local(one) == f"{kind}Reference"]
    whole = folded(text.replace("*", "")).casefold()
    seen: set[str] = set()
    for path in dict.fromkeys(paths[one] for one in used if one in paths):
        part = package.part(path)
        for paragraph in part.iter() if part is not None else ():
            if local(paragraph) != "p":
                continue
            words = "".join(_shown(paragraph))
            line = PAGE_NUMBER.sub("", folded(tidy(words)))
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


DOCX = Reader("application/vnd.openxmlformats-officedocument.wordprocessingml.document", read_docx, workbooks_in)
