"""A drafted letter → a file that can be sent: plain text, a Word document (ISO/IEC 29500), an e-mail (RFC 5322).

The same draft gives the same bytes. The address of the council is left for the sender to fill in.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from xml.sax.saxutils import escape

from kg.errors import UsageError

_TEXT = "text"
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MADE = (1980, 1, 1, 0, 0, 0)
"""What stands as the time of each part: the earliest that a ZIP file knows."""


def written(text: str, format_: str) -> bytes:
    """A draft as the bytes of a file: `text`, `docx` or `eml`.

    Raises:
        UsageError: another format.
    """
    check(format_)
    return _FORMATS["text" if format_ == "table" else format_](text)


def check(format_: str) -> None:
    """Tell of a format that no letter has, before anything is read; `table`, the default of reports, is text.

    Raises:
        UsageError: another format.
    """
    if format_ not in ("table", *_FORMATS):
        raise UsageError(
            f"A letter is not written as {format_!r}.", f"It is written as {', '.join(_FORMATS)}: --format docx"
        )


def suffix_of(format_: str) -> str:
    """What the name of a file of that format ends in."""
    return ".txt" if format_ in ("table", _TEXT) else f".{format_}"


def _mail(text: str) -> bytes:
    head, _, body = text.partition("\n\n")
    lines = dict(line.split(": ", 1) for line in head.splitlines())
    mail = EmailMessage(SMTP)
    mail["Subject"] = lines["Subject"]
    mail["X-Unsent"] = "1"  # by this mail programs open it as a draft
    mail.set_content(f"{lines['To']}\n\n{body}", cte="quoted-printable")
    return mail.as_bytes()


def _document(text: str) -> bytes:
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in text.splitlines()
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORDS}"><w:body>{paragraphs}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, part in parts.items():
            packed.writestr(
                zipfile.ZipInfo(name, _MADE), f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{part}'
            )
    return out.getvalue()


_FORMATS: Mapping[str, Callable[[str], bytes]] = {_TEXT: str.encode, "docx": _document, "eml": _mail}
