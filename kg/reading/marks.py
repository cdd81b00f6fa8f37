"""Words and how they are set → canonical text in the marks that the segmenter knows: bold, headings, tables.

All formats that have type and tables share these, so that the same letter reads the same in each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff]")
_BULLETS = re.compile("[\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d\uf0a8\u2022\u25cf\u25aa\uf06c\uf06e]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
LIGATURES = str.maketrans({
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st", "\uf001": "fi", "\uf002": "fl",
})  # fmt: skip
"""Ligatures as their letters; old fonts have two of them where no character is."""
_UNIT = re.compile(r"(?:^|[\s\d])[ckm]?m$")
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_LABEL = re.compile(
    r"^(?:[-*•·–▪●o◦]"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})(?:[.)]{1,2})"
    r"|\(?\d{1,2}\)?(?:[a-z]\)?|\.\d{1,2})[.)]?|Q\d{1,2}[.:)]?)$",
    re.IGNORECASE,
)
PAGE_NUMBER = re.compile(r"\s*\b(?:page|tudalen)\s*\d*\s*(?:(?:of|o|/)\s*\d*)?\s*$", re.IGNORECASE)
"""The number of a page at the end of a header or a footer."""


class Run(NamedTuple):
    """Words set in one weight."""

    text: str
    bold: bool = False


def tidy(text: str) -> str:
    """Text without characters that mean nothing; bullets of symbol fonts as `•`, ligatures as letters."""
    text = _BULLETS.sub("•", text.translate(LIGATURES))
    return _PRIVATE.sub("", _CONTROL.sub("", text))


def raised(text: str, before: str) -> str:
    """Words that are set above the line after others: the number of a note in brackets, so that it joins no figure.

    A raised figure after a unit of length is a power: `m2`.
    """
    if text.strip().isdecimal() and not _UNIT.search(before):
        return f"[{text.strip()}]"
    return text


def folded(text: str) -> str:
    """Text on one line, each stretch of white space one space."""
    return _SPACE.sub(" ", text).strip()


def is_label(text: str) -> bool:
    """Whether words that stand apart at the start of a line are the number or the bullet of what follows."""
    return bool(_LABEL.match(text))


def marked(runs: Iterable[Run]) -> str:
    """Runs as text, those in bold between `**`, line by line; white space stays outside of the marks."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *more = run.text.split("\n")
        lines[-1].append(Run(first, run.bold))
        lines += [[Run(part, run.bold)] for part in more]
    return "\n".join(_marked_line(line) for line in lines)


def _marked_line(runs: Sequence[Run]) -> str:
    merged: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        # White space has no weight of its own; it must not part two bold words.
        if merged and (run.bold == merged[-1].bold or not run.text.strip()):
            merged[-1] = Run(merged[-1].text + run.text, merged[-1].bold)
        elif merged and not merged[-1].text.strip():
            merged[-1] = Run(merged[-1].text + run.text, run.bold)
        else:
            merged.append(run)
    return "".join(_strong(run.text) if run.bold else run.text for run in merged).rstrip()


def _strong(text: str) -> str:
    core = text.strip()
    if not any(character.isalnum() for character in core):
        return text
    start = text.index(core)
    return f"{text[:start]}**{core}**{text[start + len(core) :]}"


def plain(text: str) -> str:
    """Text without the marks of bold, if they are around all of it."""
    return text[2:-2] if text.startswith("**") and text.endswith("**") and text.count("**") == 2 else text


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table as bar rows, the first of them the header; label and value in two columns as lines of a form.

    Columns without a word are left out, and rows too.
    """
    cells = [[folded(cell).replace("|", "¦") for cell in row] for row in rows]
    width = max((len(row) for row in cells), default=0)
    cells = [row + [""] * (width - len(row)) for row in cells if any(row)]
    used = [i for i in range(width) if any(row[i] for row in cells)]
    cells = [[row[i] for i in used] for row in cells]
    if not cells:
        return ""
    if len(used) == 1:
        return "\n\n".join(row[0] for row in cells)
    if len(used) == 2 and all(row[0].rstrip("*").endswith(":") for row in cells):
        return "\n".join(" ".join(row).strip() for row in cells)
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    if len(lines) > 1:
        lines.insert(1, "|" + " --- |" * len(used))
    return "\n".join(lines)


def joined(blocks: Iterable[str]) -> str:
    """Blocks as a text, parted by blank lines."""
    kept = [stripped for block in blocks if (stripped := block.strip("\n").rstrip())]
    return "\n\n".join(kept) + "\n" if kept else ""


class Blocks:
    """Blocks of a text as they come; neighbours that are both `tight`, such as points of a list, have no blank line
    between them."""

    def __init__(self) -> None:
        self._parts: list[tuple[str, bool]] = []

    def add(self, text: str, *, tight: bool = False) -> None:
        text = text.strip("\n").rstrip()
        if text.strip():
            self._parts.append((text, tight))

    def part(self) -> None:
        """A blank line, also between tight blocks."""
        self._parts.append(("", False))

    @property
    def text(self) -> str:
        kept: list[str] = []
        before = False
        for text, tight in self._parts:
            if text:
                if kept:
                    kept.append("\n" if before and tight else "\n\n")
                kept.append(text)
            before = tight
        return "".join(kept) + "\n" if kept else ""
