"""Refusals by section and by what was asked, as a page draws them: the rows of the report `refusals` in, cells out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil

from kg.known.rows import Row
from kg.reporting.report import Report

_LINES, _COLUMNS, _LEVELS = 12, 8, 4


@dataclass(frozen=True, slots=True)
class Line:
    """A section: its questions of each kind, each with how dark its cell is, from 0 to 4; and its questions in all."""

    section: str
    title: str
    cells: tuple[tuple[int, int], ...]
    questions: int
    councils: int


@dataclass(frozen=True, slots=True)
class Heat:
    """The sections applied most often, against the kinds of question refused most often."""

    kinds: tuple[str, ...]
    lines: tuple[Line, ...]
    left: int
    """Sections that are not shown."""


def heat(report: Report) -> Heat | None:
    """What the page draws of a report on refusals; None where no section was applied."""
    rows = next(section.rows for section in report.sections if section.name == "refusals")
    by_section: dict[str, list[Row]] = {}
    for row in rows:
        for section in str(row["section"] or "").split(", "):
            if section:
                by_section.setdefault(section, []).append(row)
    kinds = Counter(kind for group in by_section.values() for row in group for kind in _kinds(row))
    shown = tuple(kind for kind, _ in kinds.most_common(_COLUMNS))
    ordered = sorted(by_section.items(), key=lambda each: (-len(each[1]), each[0]))
    numbers = [Counter(kind for row in group for kind in _kinds(row)) for _, group in ordered[:_LINES]]
    most = max((number[kind] for number in numbers for kind in shown), default=0)
    lines = tuple(
        Line(
            section,
            _title(section, group),
            tuple((number[kind], ceil(_LEVELS * number[kind] / most) if most else 0) for kind in shown),
            len(group),
            len({row["council"] for row in group}),
        )
        for (section, group), number in zip(ordered, numbers, strict=False)
    )
    return Heat(shown, lines, max(len(ordered) - _LINES, 0)) if lines else None


def _kinds(row: Row) -> list[str]:
    return str(row["kind"] or "something else").split(", ")


def _title(section: str, rows: list[Row]) -> str:
    """What a section is of, by a question that was refused under it alone."""
    return next((str(row["title"]) for row in rows if row["section"] == section and row["title"]), "")
