"""Text into the sentences within which words about a contract belong together.

A text enters; the places of its sentences leave. A line that opens with a label or a bullet begins a new sentence,
a line that only continues the one before does not.
"""

from __future__ import annotations

import re

from kg.model import Span

_BREAK = re.compile(
    r"(?<=[.!?;])[\"'’”)]{0,3}\s{1,3}(?=[\"'“‘(]?[^\sa-z])(?<!\b[Aa]pprox\.\s)(?<!\b[Nn]o\.\s)(?<!\b[Rr]ef\.\s)(?<!\bc\.\s)"
    r"(?<!\b[Ss]\.\s)(?<!\b[Ss]ec\.\s)(?<!\b[Rr]eg\.\s)"
    r"|(?<=;)\s"
    r"|\n[^\S\n]*\n|\n(?=[^\S\n]*(?:[-•*◦|]|\(?[\da-z]{1,3}[.)]\s|[A-Z][^\n:.]{0,40}:\s))|\|"
)


def sentences(text: str) -> list[Span]:
    """The places of the sentences of `text`, in order and without the white space between them."""
    spans = []
    start = 0
    for found in _BREAK.finditer(text):
        if found.start() > start:
            spans.append(Span(start, found.start()))
        start = found.end()
    if start < len(text):
        spans.append(Span(start, len(text)))
    return spans
