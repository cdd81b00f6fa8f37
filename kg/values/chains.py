"""Terms and options written as a sum: "5+2+2", "2 years + 1 + 1", "3 + 2 x 1 years", "(+2 years)", "1+1 years".

A text enters; the lengths of each sum leave in order, with the place of its words. Which of them is the first term
and which are options is for `terms` and `extensions` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.model import Span
from kg.values.durations import normalise
from kg.values.numbers import parse_number


@dataclass(frozen=True, slots=True)
class Chain:
    """Lengths as ISO 8601 durations.

    `led` where the sum opens with a plus, so that all of them come on top; `spelled` where its first length has a unit
    of its own ("3 years + 1 + 1").
    """

    lengths: tuple[str, ...]
    span: Span
    led: bool = False
    spelled: bool = False


_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_UNIT = r"(?:years?|yrs?\b\.?|months?|mths?)"
_ELEMENT = rf"(?:(?:\d|{_WORD})\s*[x×*]\s*)?(?:\d{{1,2}}|{_WORD}\b|an?\b)(?:[\s-]*(?:optional\s+|further\s+|additional\s+)?{_UNIT})?"
_PLUS = r"\s*(?:\+|\bplus\b)\s*(?:(?:an?\s+)?(?:optional|further|additional|another|up\s+to)\s+)?"
_CHAIN = re.compile(
    rf"(?<![\w£/.,+&-])(?:(?P<led>\+\s*){_ELEMENT}(?:{_PLUS}\(?{_ELEMENT}\)?)*|{_ELEMENT}(?:{_PLUS}\(?{_ELEMENT}\)?)+)"
    rf"(?:[\s-]*\(?{_UNIT}\)?)?(?![\w%/£+]|,\d|\.\d)",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?:(?P<times>\d|{_WORD})\s*[x×*]\s*)?(?P<count>\d{{1,2}}|{_WORD}\b|an?\b)(?:[\s-]*\(?(?:optional\s+|further\s+|additional\s+)?(?P<unit>{_UNIT}))?",
    re.IGNORECASE,
)


_IN_MONTHS = frozenset({"12", "18", "24", "36", "48", "60"})
"""Counts without a unit that can only be months."""


def find_chains(text: str, within: Span | None = None) -> list[Chain]:
    """All sums of lengths in `text`, or in a stretch of it, in order."""
    start, end = (within.start, within.end) if within else (0, len(text))
    words = text[start:end]
    if "+" not in words and "plus" not in words.lower():
        return []
    chains = (_chain(found) for found in _CHAIN.finditer(text, start, end))
    return [chain for chain in chains if chain]


def _chain(found: re.Match[str]) -> Chain | None:
    parts = list(_PART.finditer(found[0]))
    units = [part["unit"] for part in parts]
    if not any(units) and any("plus" in found[0].lower() or part["count"].isalpha() for part in parts):
        return None
    bare = "months" if not any(units) and all(part["count"] in _IN_MONTHS for part in parts) else "years"
    lengths = []
    for at, part in enumerate(parts):
        unit = next((unit for unit in [*units[at:], *reversed(units[:at])] if unit), bare)
        count = Decimal(1) if part["count"].lower() in ("a", "an") else parse_number(part["count"])
        iso = normalise("month" if unit[0] in "mM" else "year", count or Decimal(0))
        if iso is None or (count and count > 15 and unit[0] not in "mM"):
            return None
        times = parse_number(part["times"]) if part["times"] else None
        lengths += [iso] * int(times or 1)
    end = found.end() - (1 if found[0].endswith(")") and "(" not in found[0] else 0)
    return Chain(tuple(lengths), Span(found.start(), end), found["led"] is not None, units[0] is not None)
