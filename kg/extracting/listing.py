"""Lists of systems by service, a line each: "Education – Synergy – Access"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.catalogue import Mention
from kg.extracting.context import AskedItem
from kg.extracting.naming import Named
from kg.extracting.segments import Segment
from kg.model import Span

_DASH = r"\s(?:[–—-]|\|)\s"


_TRIPLE = re.compile(
    rf"(?:[-*•]\s)?[^\n]{{2,60}}?{_DASH}(?P<system>[^\n–—|]{{2,60}}?){_DASH}(?P<supplier>[^\n–—|(]{{2,60}}?)(?:\s\([^)]*\))?\.?"
)


_SHORT_LINE = 14


_VERB = re.compile(
    r"\b(?:is|are|was|were|run|runs|has|have|do|does|not|no|use|uses|used|see|as|please|provided)\b", re.IGNORECASE
)


def lines_of_list(item: AskedItem) -> tuple[Segment, ...]:
    """The lines of a list of systems by service: "Education – Synergy – Access"; three or more of them make one."""
    lines = tuple(
        s
        for s in item.segments
        if s.services
        and s.passage.start > s.whole.start
        and len(s.text.split()) <= _SHORT_LINE
        and not _VERB.search(s.text)
    )
    return lines if len(lines) >= 3 else ()


def names_of_line(text: str, mentions: Sequence[Mention]) -> list[Named]:
    """The system and the supplier of a line "service – system – supplier", by their places."""
    match = _TRIPLE.fullmatch(text)
    if not match:
        return []
    system, supplier = Span(*match.span("system")), Span(*match.span("supplier"))
    known = next((m for m in mentions if m.span == system and m.system), None)
    owner = next((m for m in mentions if m.span == supplier and m.supplier and not m.system), None)
    return [Named(system, match["system"], True, known), Named(supplier, match["supplier"], False, owner)]
