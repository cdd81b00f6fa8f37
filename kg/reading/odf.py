"""OpenDocument texts and sheets (.odt, .ods): bytes go in; words with their labels, headings and tables come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.reading.base import Content, Reader
from kg.reading.packed import Package, encrypted, opened
from kg.reading.word_xml import child, local

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_odt(data: bytes, name: str) -> Content:
    """The canonical text of an OpenDocument text. Raises ReadError `encrypted`, `damaged` or `too-large`."""
    from kg.reading.odf_body import Body
    from kg.reading.odf_styles import styles_of

    with opened(data, name, "an OpenDocument text", ".odt") as package:
        root = _content(package, name)
        content = child(root, "body", "text")
        if content is None:
            raise ValueError("there is no text in the package")
        looks = package.part("styles.xml")
        body = Body(styles_of(looks, root), name)
        body.read(content)
        body.write_notes()
        text = body.blocks.text
        above, below = _margin(looks, "header", text), _margin(looks, "footer", text)
    head = "\n".join(above) + "\n\n" if above else ""
    return Content(head + text + ("\n" + "\n".join(below) + "\n" if below else ""))


def read_ods(data: bytes, name: str) -> Content:
    """The canonical text of an OpenDocument spreadsheet; what is hidden in it is not read, which a notice says.

    Raises ReadError `encrypted`, `damaged` or `too-large`.
    """
    from kg.reading.odf_sheets import sheets_of
    from kg.reading.odf_styles import styles_of
    from kg.reading.sheets import notices_of, text_of

    with opened(data, name, "an OpenDocument spreadsheet", ".ods") as package:
        root = _content(package, name)
        content = child(root, "body", "spreadsheet")
        if content is None:
            raise ValueError("there is no spreadsheet in the package")
        sheets, hidden = sheets_of(content, styles_of(None, root), name)
    return Content(text_of(sheets, name), notices=notices_of(name, hidden))


def _content(package: Package, name: str) -> _Element:
    manifest = package.part("META-INF/manifest.xml")
    if manifest is not None and any(local(one) == "encryption-data" for one in manifest.iter()):
        raise encrypted(name)
    root = package.part("content.xml")
    if root is None:
        raise ValueError("there is no content in the package")
    return root


def _margin(looks: _Element | None, kind: str, text: str) -> list[str]:
    """Lines of headers or footers whose words the letter itself does not have, each once, without page numbers."""
    from kg.reading.marks import PAGE_NUMBER, folded, tidy

    whole = folded(text.replace("*", "")).casefold()
    found: dict[str, str] = {}
    for holder in looks.iter() if looks is not None else ():
        if local(holder) not in (kind, f"{kind}-first"):
            continue
        for paragraph in (one for one in holder.iter() if local(one) == "p"):
            line = PAGE_NUMBER.sub("", folded(tidy(" ".join(str(part) for part in paragraph.itertext()))))
            if any(c.isalpha() for c in line) and line.casefold() not in whole:
                found.setdefault(line.casefold(), line)
    return list(found.values())


ODT = Reader("application/vnd.oasis.opendocument.text", read_odt)
ODS = Reader("application/vnd.oasis.opendocument.spreadsheet", read_ods, is_table=True)
