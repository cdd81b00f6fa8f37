"""Makers of files for tests: PDF, Word and e-mail, small enough to be seen through."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def docx(body: str, **parts: str) -> bytes:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{base}/{name}" Target="{name}.xml"/>' for name in sorted(parts)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {w}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{package}">{relations}</Relationships>'
        )
        for name, text in parts.items():
            archive.writestr(
                f"word/{name}.xml", text.replace("<w:root", f"<w:{name} {w}").replace("/w:root", f"/w:{name}")
            )
    return out.getvalue()


def paragraph(text: str, *, bold: bool = False, level: int | None = None, more: str = "") -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>' if level is not None else ""
    return (
        f"<w:p><w:pPr>{place}</w:pPr><w:r><w:rPr>{'<w:b/>' if bold else ''}</w:rPr><w:t>{text}</w:t>{more}</w:r></w:p>"
    )


def eml(*parts: tuple[str, str, bytes]) -> bytes:
    """A message in HTML with attached files: name, type and bytes."""
    body = base64.b64encode("<p>Cost: <b>£5</b></p><blockquote><p>Q1?</p></blockquote>".encode()).decode()
    text = (
        "From: Jane Private <jane@example.org>\r\nSubject: =?utf-8?q?Re=3A_FOI_=C2=A35?=\r\nDate: nonsense\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body + "\r\n"
    )
    for name, kind, data in parts:
        text += (
            f'--x\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename="{name}"\r\n'
            f"Content-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(data).decode()}\r\n"
        )
    return (text + "--x--\r\n").encode()


def pdf(*streams: str, extra: str = "", page: str = "", more: str = "") -> bytes:
    """A PDF of A4 pages, one for each stream of commands, without a table of its objects: readers rebuild that.

    `extra` goes into the trailer, `page` into each page, `more` are objects from number 100.
    """
    numbers = [10 + 2 * i for i in range(len(streams))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    head = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[100 0 R]>>>>endobj\n"
        if "100 0 obj" in more
        else "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    )
    fonts = "/Resources<</Font<</F 5 0 R/B 6 0 R>>>>"
    return (
        head
        + f"2 0 obj<</Type/Pages/Kids[{kids}]/Count {len(streams)}>>endobj\n"
        + "".join(
            f"{number} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {number + 1} 0 R{fonts}{page}>>endobj\n"
            f"{number + 1} 0 obj<</Length {len(stream)}>>stream\n{stream}\nendstream endobj\n"
            for number, stream in zip(numbers, streams, strict=True)
        )
        + "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n"
        "6 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>endobj\n"
        f"{more}trailer<</Root 1 0 R{extra}>>\n%%EOF\n"
    ).encode("cp1252")


def shown(*lines: tuple[str, float, float, str]) -> str:
    """Commands that print lines: font, x, y from below, words."""
    return "\n".join(f"BT /{font} 11 Tf {x} {y} Td ({text}) Tj ET" for font, x, y, text in lines)


_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
    for prefix, name in (
        ("office", "office:1.0"), ("text", "text:1.0"), ("table", "table:1.0"), ("style", "style:1.0"),
        ("fo", "xsl-fo-compatible:1.0"), ("draw", "drawing:1.0"), ("manifest", "manifest:1.0"),
    )
)  # fmt: skip


def odf(body: str, *, kind: str = "text", styles: str = "", margins: str = "", manifest: str = "") -> bytes:
    """An OpenDocument file: `kind` is `text` or `spreadsheet`, `styles` its automatic styles, `margins` a master page."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content {_ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {_ODF}><office:master-styles>{margins}</office:master-styles></office:document-styles>",
        )
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {_ODF}>{manifest}</manifest:manifest>")
    return out.getvalue()


def zipped(*members: tuple[str, bytes | str]) -> bytes:
    """An archive of files, deflated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()
