"""Archives of letters (.zip): bytes go in, the files packed in them come out one by one, each bounded."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import partial

from kg.errors import ReadError
from kg.reading.base import Content, Member, Reader
from kg.reading.packed import BROKEN, encrypted, unpacked

_ENCRYPTED = 0x1
"""The flag of a member that opens only with a password (APPNOTE.TXT, section 4.4.4)."""
_OPEN_FORMAT = 0x800
"""The flag of a member whose name is in UTF-8."""


def read_zip(_: bytes, name: str) -> Content:
    """An archive has no text of its own: always raises ReadError `no-text`."""
    raise ReadError(
        "no-text", f"{name} is an archive, and no letter itself.", "Build it, or unpack it and give one file."
    )


def members_of(data: bytes, name: str) -> Iterator[Member]:
    """The files in an archive, by their paths. Raises ReadError `damaged`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise _damaged(name) from error
    with archive:
        for info in sorted(archive.infolist(), key=lambda info: (info.filename, info.header_offset)):
            if not info.is_dir():
                path = _path(info)
                yield Member(path, partial(_unpack, archive, info, f"{name}/{path}"))


def _path(info: zipfile.ZipInfo) -> str:
    """The path of a member, with none of the parts by which it would leave the archive."""
    name = info.filename.replace("\\", "/")
    if not info.flag_bits & _OPEN_FORMAT:
        name = _unmangled(name)
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return "/".join(parts).encode("utf-8", "replace").decode() or "file"


def _unmangled(name: str) -> str:
    """A name as programs write it that do not say which encoding it is in, which `zipfile` takes for that of DOS."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, most: int) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise encrypted(name)
    try:
        return unpacked(archive, info, most)
    except BROKEN as error:
        raise _damaged(name) from error


def _damaged(name: str) -> ReadError:
    return ReadError("damaged", f"{name} is damaged: it cannot be unpacked.", "Get it again from where it came.")


ZIP = Reader("application/zip", read_zip, members=members_of)
