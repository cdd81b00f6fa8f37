"""Files that a mail says come with it: their names, and which of them are not there."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from kg.messages import messages_of, words_in
from kg.model import Document

_SUFFIX = r"\.(?:pdf|docx?|docm|xlsx?|xlsm|csv|rtf|odt|ods|zip|pptx?|msg|eml|txt|tiff?)"
_SIZE = r"[(\[]?\d[\d.,]*[ ]?(?:k|kb|m|mb|bytes|kib|mib)[)\]]?"
_NAME = rf"[^\s<>:|?*;,\[\]\"/\\][^<>:|?*;,\[\]\"/\\\n]{{0,120}}?{_SUFFIX}"
_FIELD = re.compile(
    r"^[ \t>*]*(?:\d+ )?(?:attachments?|attached(?: files?)?|enclosures?|encs?|atodiad(?:au)?)[ \t*]*:(?P<names>.+)$",
    re.I | re.M,
)
_MARKED = re.compile(rf"<<[ ]?({_NAME})[ ]?>>|\[(?:attachment|attached|file)[ :]+({_NAME})[^\]\n]{{0,40}}\]", re.I)
_SIZED = re.compile(rf"^[ \t>*•-]*({_NAME})[ \t]*(?:\n[ \t>*]*)?{_SIZE}", re.I | re.M)
_ON_LINE = re.compile(rf"^[ \t>*•-]*({_NAME})[ \t]*$", re.I | re.M)
_COUNTED = re.compile(r"^[ \t>*]*\d+ attachments?\b", re.I | re.M)
_IN_FIELD = re.compile(rf"({_NAME})(?=\s*(?:[;,]|\s|\(|\[|$))", re.I)
_HOLDS = (
    r"(?:responses?|repl(?:y|ies)|letters?|answers?|information|spreadsheets?|workbooks?|documents?|decision|files?"
    r"|tables?|data|schedule|register|pdf)"
)
_OTHERS = r"(?!\b(?:complain|leaflet|survey|feedback|procedure|form|your request|of earnings)\w*)"
_SAYS = re.compile(
    rf"\battach(?:ed|ment)?s?\b(?:{_OTHERS}[^.?\n]){{0,50}}\b{_HOLDS}\b"
    rf"|\b{_HOLDS}\b[^.?\n]{{0,40}}\b(?:is|are|as|was|be) (?:now |also )?attach(?:ed|ments?)\b"
    r"|\b(?:please|kindly) (?:find|see|refer to)(?: the| our)? attach(?:ed|ments?)\b(?! leaflet| survey| form)",
    re.IGNORECASE,
)
"""Says that an answer is in a file that comes with the mail; leaflets and forms come with many."""


def promised(document: Document) -> tuple[tuple[str, ...], bool]:
    """The names of the files that the newest message of a document says come with it, and whether it says that its
    answer is in something attached. Words alone count in a mail only: the annex of a letter may stand below it."""
    lines = document.text.split("\n")
    top = messages_of(document.text)[0]
    words = words_in(lines, top, head=True)
    names = [name for field in _FIELD.finditer(words) for name in _IN_FIELD.findall(field["names"])]
    names += [one or other for one, other in _MARKED.findall(words)]
    names += _SIZED.findall(words)
    if _COUNTED.search(words):
        names += _ON_LINE.findall(words)
    is_mail = document.envelope is not None or top.head > 0
    flat = re.sub(r"(?<!\n)\n(?!\n)", " ", words_in(lines, top))
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names)), is_mail and bool(_SAYS.search(flat))


def unseen(document: Document, given: Collection[str]) -> tuple[str, ...] | None:
    """The names of promised files that neither came with a document nor are `given` beside it; empty where what is
    missing has no name, None where nothing is missing. Only letters and digits of names are compared."""
    names, says = promised(document)
    carried = document.envelope.attachments if document.envelope else ()
    known = {_folded(name) for name in (*carried, *given)}
    missing = tuple(name for name in names if _folded(name) not in known)
    if missing:
        return missing
    return () if says and not (carried or names) else None


def _folded(name: str) -> str:
    stem = PurePosixPath(name.replace("\\", "/")).name.casefold()
    return "".join(char for char in stem if char.isalnum())
