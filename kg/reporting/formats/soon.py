"""What a renewals report says of the next months, as a section of its own: what people look for first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kg.known import dating
from kg.known.rows import Row
from kg.reporting.report import Report, Section

SOON = 18
"""Months ahead of which a spreadsheet has a sheet of its own."""


def due_soon(report: Report, months: int = SOON) -> Section:
    """What a renewals report says of the next months: ends, contracts held over, options, breaks; the soonest first."""
    day = date.fromisoformat(report.as_of) if report.as_of else None
    told = [section for section in report.sections if section.name != "unknown"]
    found = [(due, row) for section in told for due, row in _due(section, day, months)]
    columns = dict.fromkeys(column for section in told for column in section.columns)
    rows = tuple(row for _, row in sorted(found, key=lambda pair: pair[0]))
    title = f"Next {months} months"
    return Section(f"next-{months}-months", title, tuple(columns), rows, "What may end, renew or is held over.")


def _due(section: Section, day: date | None, months: int) -> Iterator[tuple[date, Row]]:
    for row in section.rows:
        first = row.get("due") or row.get("break_earliest")
        due = date.fromisoformat(str(first)) if first else None
        if day and due and due <= dating.shifted(day, months):
            yield due, row
