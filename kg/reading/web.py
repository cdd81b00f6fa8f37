"""HTML: bytes in any declared encoding go in, the page's main text in the marks of Markdown comes out."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.reading.base import MOST_CHARACTERS, Content, Reader, too_long

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})
    | ^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE | re.VERBOSE,
)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_COUNCIL = re.compile(r"\b(?:council|borough|authority|cyngor|corporation|combined)\b", re.IGNORECASE)
_TITLE_PARTS = re.compile(r"\s+[-|–—·:»]\s+")
_SIGN = re.compile(rb"<\s*(?:!doctype|html|head|body|p|div|table|span|br|h\d|ul|ol|meta|title|article|main)\b", re.I)

_AROUND = 10
"""So many times what is read of a letter may stand on its page, scripts and all."""


def read_html(data: bytes, name: str) -> Content:
    """The canonical text of a web page: what the page is about, not what stands around it.

    Raises ReadError `not-text` where the bytes are no HTML, `no-text` where the page has no words, `too-long`.
    """
    if b"\x00" in data[:200] and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _not_html(name)
    return Content(text_of(decoded(data), name))


def text_of(markup: str, name: str, *, whole: bool = False) -> str:
    """The text of markup; of a `whole` message, in which nothing is navigation, all of it."""
    from lxml import etree

    from kg.reading.web_blocks import Writer
    from kg.reading.web_main import main_of, prune

    if not _SIGN.search(markup.encode("utf-8", "replace")):
        raise _not_html(name)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_XML.sub("", markup).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise _not_html(name) from error
    if root is None:
        raise _not_html(name)
    if (length := sum(map(len, root.itertext()))) > _AROUND * MOST_CHARACTERS:
        raise too_long(name, length)
    site = "" if whole else _site(root)
    title = _heading(root)
    prune(root, whole=whole)
    writer = Writer()
    main = root if whole else main_of(root)
    writer.write(main)
    text = writer.text
    if not text.strip():
        raise ReadError(
            "no-text",
            f"{name} has no text: the page shows its words by a script, or has none.",
            "Open the page in a browser, and save its text or print it to PDF.",
        )
    head = [f"# {title}"] if title and not whole and title.casefold() not in text.casefold() else []
    if site and site.casefold() not in text.casefold():
        head.insert(0, site)
    return "".join(f"{line}\n\n" for line in head) + text


def decoded(data: bytes) -> str:
    """Bytes as text: by mark, by declaration, as UTF-8, else as Windows-1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    match = _DECLARED.search(data[:4096])
    if match:
        declared = (match[1] or match[2]).decode("ascii", "replace").lower()
        # Browsers read these two as Windows-1252 (WHATWG Encoding, section 4.2).
        declared = "cp1252" if declared in ("iso-8859-1", "latin1", "us-ascii", "ascii") else declared
        try:
            text = data.decode(declared)
        except (LookupError, UnicodeError, ValueError):
            text = None
        if isinstance(text, str) and not declared.startswith("utf-16"):
            return text
    return data.decode("utf-8", "cp1252-byte")


def _not_html(name: str) -> ReadError:
    return ReadError(
        "not-text",
        f"{name} is not a web page: there is no HTML in it.",
        "Give the file the suffix of what it is, or save the page anew.",
    )


def _site(root: _Element) -> str:
    """Whose page it is, where the page says it outside of its main text: for letters that do not name their council."""
    from kg.reading.marks import folded
    from kg.reading.web_main import words

    for meta in root.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() in ("og:site_name", "application-name"):
            name = folded(meta.get("content") or "")
            if _COUNCIL.search(name):
                return name
    title = next((folded(words(one)) for one in root.iter("title")), "")
    parts = [part for part in _TITLE_PARTS.split(title) if _COUNCIL.search(part) and len(part) < 60]
    if parts:
        return parts[-1]
    for tag in ("header", "footer"):
        for holder in root.iter(tag):
            for text in holder.itertext():
                first = folded(str(text)).split(",")[0]
                if _COUNCIL.search(first) and 8 < len(first) < 60:
                    return first
    return ""


def _heading(root: _Element) -> str:
    """The page's one first heading, wherever it stands."""
    from kg.reading.marks import folded
    from kg.reading.web_main import words

    found = [folded(words(one)) for one in root.iter("h1")]
    return found[0] if len(found) == 1 else ""


HTML = Reader("text/html", read_html)
