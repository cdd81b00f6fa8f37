"""Makers of mails for tests: messages of councils with files attached, and threads."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

from kg.building import Built, build_graph, sources
from tests.papers import docx, paragraph

TYPES = {
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "txt": ("text", "plain"),
    "pdf": ("application", "pdf"),
    "doc": ("application", "msword"),
    "zip": ("application", "zip"),
    "png": ("image", "png"),
}


def mail(
    body: str,
    attached: dict[str, bytes] | None = None,
    subject: str = "RE: FOI 2025/0331",
    day: str = "Tue, 08 Apr 2025 14:03:00 +0100",
    sender: str = "Brackwater FOI <foi@brackwater.gov.uk>",
) -> bytes:
    """A council's message, as bytes of an .eml file."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Date"] = sender, "request-9@example.org", subject, day
    made.set_content(body, cte="8bit")
    for name, data in (attached or {}).items():
        maintype, subtype = TYPES[name.rpartition(".")[2]]
        made.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)
    return bytes(made)


def word(*lines: str) -> bytes:
    """A Word document of these paragraphs."""
    return docx("".join(paragraph(line) for line in lines))


def built(folder: Path, **files: bytes | str) -> Built:
    """The graph of files by their names, in which `__` stands for the full stop."""
    paths = []
    for name, data in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        paths.append(path)
    return build_graph(*sources(paths))


def codes(found: Built) -> list[tuple[str, str]]:
    """File and code of each finding."""
    return [(one.file, one.code) for one in found.findings]


def letters(found: Built) -> list[str]:
    """The sources of the letters."""
    return [one.letter.document.source for one in found.letters]
