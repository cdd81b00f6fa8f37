"""Reports → an Office Open XML workbook (ISO/IEC 29500): a sheet for each section, and one that says what it is.

The same report gives the same bytes: the workbook carries the report's day, not that of its making.
"""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import TYPE_CHECKING

from kg.reporting.printing import printable
from kg.reporting.report import Cell, Report, Section
from kg.values import interval_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

_WIDEST = 60
_LONGEST = 32_767
"""Characters that a cell may hold (ISO/IEC 29500, as Excel limits it)."""
_BEGINNING = datetime(2000, 1, 1)
"""What stands as the day of making where a report is of no day."""


def workbook(report: Report) -> bytes:
    """A report as the bytes of an `.xlsx` file; text stays text, whatever it looks like."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        book.set_properties({"title": report.title, "created": _made(report)})
        head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        words = book.add_format({"text_wrap": True, "valign": "top"})
        for section in report.sections:
            _sheet(book, section, head, words)
        _about(book, report, head, words)
    return out.getvalue()


def _made(report: Report) -> datetime:
    day = interval_of(report.as_of).latest if report.as_of else None
    return datetime.combine(day, time()) if day else _BEGINNING


def _sheet(book: Workbook, section: Section, head: Format, words: Format) -> None:
    sheet = book.add_worksheet(section.name[:31])
    sheet.freeze_panes(1, 0)
    for at, (key, title) in enumerate(section.fields):
        cells = [_cell(row.get(key)) for row in section.rows]
        width = max((len(str(cell)) for cell in (title, *cells) if cell is not None), default=0)
        sheet.set_column(at, at, min(width + 2, _WIDEST), words)
        sheet.write_string(0, at, title, head)
        for line, cell in enumerate(cells, start=1):
            if isinstance(cell, str):
                sheet.write_string(line, at, cell)
            elif isinstance(cell, bool):
                sheet.write_boolean(line, at, cell)
            elif cell is not None:
                sheet.write_number(line, at, cell)
    sheet.autofilter(0, 0, max(len(section.rows), 1), len(section.fields) - 1)


def _cell(value: Cell) -> Cell:
    return printable(value)[:_LONGEST] if isinstance(value, str) else value


def _about(book: Workbook, report: Report, head: Format, words: Format) -> None:
    """What the workbook is, and what it leaves out."""
    sheet = book.add_worksheet("about")
    sheet.set_column(0, 0, 30, words)
    sheet.set_column(1, 1, 110, words)
    lines = [(report.title, f"as of {report.as_of}" if report.as_of else "")]
    lines += [(section.title, section.note) for section in report.sections]
    lines += [("", note) for note in report.notes]
    for at, (name, text) in enumerate(lines):
        sheet.write_string(at, 0, name, head if at == 0 else words)
        sheet.write_string(at, 1, text)
