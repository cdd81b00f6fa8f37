"""What is known of each system in use, as a page draws it: rows of the report `gaps` in, a cell a fact out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.known.asking import grouped
from kg.known.rows import Row, in_words
from kg.reporting.formats.links import Links, Piece
from kg.reporting.formats.tables import grouping, words_of
from kg.reporting.report import Column, Section
from kg.values import spoken

FACTS = ("system", "supplier", "reference", "start", "end", "hosting", "cost")
KINDS = {
    "known": "known", "withheld": "withheld", "elsewhere": "to be found elsewhere", "lacking": "not held",
    "silent": "asked, but not said", "unasked": "never asked",
}  # fmt: skip
"""What may be the case with a fact, in the order in which the page tells them."""
_BEGINNINGS = (
    *(("withheld", "withheld"), ("refused", "withheld"), ("answered in part", "withheld"), ("referred", "elsewhere")),
    *(("not held", "lacking"), ("asked", "silent"), ("never", "unasked")),
)
"""How the reasons of `known/reasons.py` begin."""
_PUBLISHED = "s.21"
"""Information that is reasonably accessible by other means (Freedom of Information Act 2000, section 21)."""


def _days(stated: str) -> str:
    return ", ".join(map(spoken.day, stated.split(", ")))


_WORDED: Mapping[str, Callable[[str], str]] = {
    "start": _days, "end": _days, "hosting": lambda text: text.replace("-", " "),
}  # fmt: skip
"""How what is known of a fact is said."""


@dataclass(frozen=True, slots=True)
class Known:
    """A fact of a system: what is the case, in few words and in full; who says so; where it can be read."""

    kind: str
    text: str
    pieces: tuple[Piece, ...]
    title: str
    status: str
    href: str | None


@dataclass(frozen=True, slots=True)
class System:
    """A line of the matrix."""

    council: str
    service: str
    facts: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Lines by council, and how often each thing is the case of each fact."""

    groups: tuple[tuple[str, tuple[Piece, ...], tuple[System, ...]], ...]
    """Without a council in front where there are few lines: then each says its own."""
    totals: tuple[tuple[str, str, tuple[int, ...]], ...]
    """Kind, its words, and its number for each fact."""
    title: str
    count: int


def matrix(section: Section, links: Links) -> Matrix:
    """The matrix of the section `systems`."""
    if grouping(section) == "council":
        together: Iterable[tuple[str, Sequence[Row]]] = (
            (council, rows) for (council,), rows in grouped(section.rows, "council").items()
        )
    else:
        together = [("", section.rows)]
    groups = tuple(
        (council, links.pieces("council", council), tuple(_system(row, links) for row in rows))
        for council, rows in together
    )
    lines = [row for _, _, rows in groups for row in rows]
    numbers = Counter((fact, one.kind) for line in lines for fact, one in zip(FACTS, line.facts, strict=True))
    totals = tuple((kind, words, tuple(numbers[fact, kind] for fact in FACTS)) for kind, words in KINDS.items())
    return Matrix(groups, tuple(one for one in totals if any(one[2])), section.title, len(section.rows))


def _system(row: Row, links: Links) -> System:
    service = in_words(str(row["service"])) if row["service"] else "service not named"
    return System(str(row["council"]), service, tuple(_known(row, fact, links) for fact in FACTS))


def _known(row: Row, fact: str, links: Links) -> Known:
    why = str(row.get(f"{fact}_why") or "")
    text = _WORDED.get(fact, str)(words_of(row, Column(fact, fact)))
    status = str(row.get(f"{fact}_status") or "") if text else ""
    href = links.words(row, f"{fact}_") if row.get(f"{fact}_quote") else None
    if not why:
        return Known("known" if text else "unasked", text or "never asked", links.pieces(fact, text), "", status, href)
    kind = next((kind for words, kind in _BEGINNINGS if why.startswith(words)), "silent")
    cited = str(row.get(f"{fact}_refused") or "") if kind == "withheld" else ""
    if cited.startswith(_PUBLISHED):
        kind = "elsewhere"
    short = cited if cited[:2] in ("s.", "re") else KINDS[kind].removeprefix("asked, but ")
    return Known(kind, f"{text} · {short}" if text else short, ((short, None),), why, status, href)
