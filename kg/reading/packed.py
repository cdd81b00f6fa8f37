"""Documents that are ZIP archives of XML (Office Open XML, OpenDocument): bytes go in, bounded, and parts come out."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.reading.word_xml import value

if TYPE_CHECKING:
    from lxml.etree import _Element

BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, LookupError, ValueError, ArithmeticError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What is raised on archives, and on what is in them, that are damaged or locked."""
_MOST_BYTES = 30_000_000
"""Of all parts of a document that are read, unpacked."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@contextmanager
def opened(data: bytes, name: str, kind: str, suffix: str) -> Iterator[Package]:
    """The parts of a document of a kind (`a Word document`).

    Raises ReadError `encrypted`, `damaged`, `too-large`, or `unknown-format` for an old Office document; what goes
    wrong while its parts are read becomes `damaged` too.
    """
    from lxml import etree

    if data.startswith(_OLD):
        raise _old(data, name, suffix)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Package(archive, name)
    except (*BROKEN, etree.LxmlError) as error:
        raise ReadError(
            "damaged",
            f"{name} is damaged, or not {kind}: it cannot be opened.",
            "Get the file again from where it came, or save it anew from a program that opens it.",
        ) from error


def encrypted(name: str) -> ReadError:
    """The error of a document that opens only with a password."""
    return ReadError(
        "encrypted",
        f"{name} is encrypted: it opens only with a password.",
        "Open it with the password and save it without one, or ask for the letter without it.",
    )


def _old(data: bytes, name: str, suffix: str) -> ReadError:
    if _ENCRYPTED in data:
        return encrypted(name)
    return ReadError(
        "unknown-format", f"{name} is no {suffix}: it is an old Office document.", f"Save it as {suffix} or PDF."
    )


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """At most `most` bytes of a member and one more, whatever it says of its own size."""
    with archive.open(member) as file:
        return file.read(most + 1)


class Package:
    """The parts of a document and how they refer to each other (Open Packaging Conventions)."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._left = _MOST_BYTES

    def main(self, usual: str) -> str:
        """The path of the part that holds the document, else the usual one."""
        return next(iter(self.related("", "officeDocument").values()), usual)

    def paths(self, folder: str) -> list[str]:
        """The paths of all parts in a folder."""
        return sorted(path for path in self._archive.namelist() if path.startswith(folder))

    def data(self, path: str) -> bytes | None:
        """The bytes of a part; None where it is not there. Raises ReadError `too-large`."""
        try:
            member = self._archive.getinfo(path)
        except KeyError:
            return None
        data = unpacked(self._archive, member, self._left)
        self._left -= len(data)
        if self._left < 0:
            raise ReadError(
                "too-large",
                f"{self._name} is too large: it unpacks to more than {_MOST_BYTES / 1e6:.0f} MB without its pictures.",
                "A letter is never that large: check that it is one, or split it.",
            )
        return data

    def part(self, path: str) -> _Element | None:
        """The root of a part; None where it is not there. Raises ReadError `too-large`."""
        from lxml import etree

        data = self.data(path)
        if data is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(data, parser)

    def related(self, path: str, kind: str) -> dict[str, str]:
        """Paths of the parts that a part refers to as a kind, by the id of the reference."""
        folder, file = posixpath.split(path)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for one in root if root is not None else ():
            if value(one, "Type").endswith(f"/{kind}") and value(one, "TargetMode") != "External":
                target = value(one, "Target")
                found[value(one, "Id")] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return found

    def first(self, path: str, kind: str) -> _Element | None:
        """The first part that a part refers to as a kind."""
        found = next(iter(self.related(path, kind).values()), None)
        return self.part(found) if found else None
