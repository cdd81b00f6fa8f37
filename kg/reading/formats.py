"""Which formats there are: what is read, what may hold a letter and is not read, and what holds none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from kg.errors import ReadError
from kg.reading.base import Reader

_AS_WORD = "Save it as .docx or PDF."
_AS_SHEET = "Save it as .xlsx, or as .csv."
_UNPACK = "Unpack it, and give the files in it."
_CURES = {
    ".doc": _AS_WORD,
    ".docm": _AS_WORD,
    ".dot": _AS_WORD,
    ".pages": _AS_WORD,
    ".wpd": _AS_WORD,
    ".wps": _AS_WORD,
    ".xls": _AS_SHEET,
    ".xlsb": _AS_SHEET,
    ".numbers": _AS_SHEET,
    ".pst": "Save its messages as .eml, and give those.",
    ".mbox": "Save its messages as .eml, and give those.",
    ".7z": _UNPACK,
    ".rar": _UNPACK,
    ".gz": _UNPACK,
    ".tgz": _UNPACK,
    ".tar": _UNPACK,
}
"""What to do about files that may hold letters and are not read, by suffix or name."""
SET_ASIDE = "no-letters"
"""The code of the finding that counts the files of formats that are not letters, and of pictures without words.

It is no fault of a build.
"""
_NAMED = 10


def is_stray(name: str, readers: Mapping[str, Reader]) -> bool:
    """Whether a file's name says that it is of no format in which letters come."""
    path = PurePath(name)
    return not {path.suffix.lower(), path.name.lower()} & (readers.keys() | _CURES.keys())


def set_aside(names: Sequence[str], readers: Mapping[str, Reader], within: str = "") -> ReadError:
    """What is said of all strays of a folder, or of those `within` an archive, in one line."""
    names = sorted(names)
    kinds = Counter(PurePath(name).suffix.lower() or "without a suffix" for name in names)
    counted = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    told = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    many = "1 file is" if len(names) == 1 else f"{len(names)} files are"
    return ReadError(
        SET_ASIDE,
        f"{many} of no format that is read as a letter{f' in {within}' if within else ''} ({counted}): {told}.",
        f"If one of them is a letter, save it in a format that is read: {', '.join(sorted(readers))}.",
    )


def reader_named(name: str, readers: Mapping[str, Reader]) -> Reader | None:
    """The reader of a file by its whole name, or else its suffix; None where there is none."""
    path = PurePath(name)
    return readers.get(path.suffix.lower()) or (readers.get(path.name.lower()) if path.suffix else None)


def reader_of(name: str, within: str, readers: Mapping[str, Reader]) -> Reader:
    """The reader of a file by its name. Raises ReadError `unknown-format`, which calls the file as `within` does."""
    reader = reader_named(name, readers)
    if reader is not None:
        return reader
    path = PurePath(name)
    suffix = path.suffix.lower()
    what = f"its suffix {suffix!r} is none that is read" if suffix else "it has no suffix"
    cure = _CURES.get(path.name.lower()) or _CURES.get(suffix, "")
    known = ", ".join(sorted(readers))
    raise ReadError(
        "unknown-format", f"The format of {within} is unknown: {what}.", f"{cure} Formats read: {known}.".lstrip()
    )
