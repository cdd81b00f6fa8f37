"""Reports → an Office Open XML workbook (ISO/IEC 29500): a sheet for each section, and one that says what it is.

The same report gives the same bytes: the workbook carries the report's day, not that of its making.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from kg.known.rows import Cell, Row
from kg.reporting.formats.soon import due_soon
from kg.reporting.printing import address_in, printable
from kg.reporting.report import DAYS, Column, Report, Section, worded
from kg.values import interval_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDEST = 60
_LONGEST = 32_767
"""Characters that a cell may hold (ISO/IEC 29500, as Excel limits it)."""
_LONGEST_ADDRESS = 2_079
_LINKS = frozenset({"look", "source"})
"""Keys of columns whose addresses are links; in the words of letters they stay words."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIRST_YEAR = "1900"
"""A workbook knows no earlier dates (ISO/IEC 29500-1, 18.17.4.1)."""
_BEGINNING = datetime(2000, 1, 1)
"""What stands as the day of making where a report is of no day."""


@dataclass(frozen=True, slots=True)
class _Forms:
    """How cells look: heads, words, days, links."""

    head: Format
    words: Format
    day: Format
    link: Format


def workbook(report: Report) -> bytes:
    """A report as the bytes of an `.xlsx` file; text stays text, whatever it looks like, and days are dates."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    first = (due_soon(report),) if report.name == "renewals" else ()
    with Workbook(out, options) as book:
        book.set_properties({"title": report.title, "created": _made(report)})
        forms = _Forms(
            book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
            book.add_format({"text_wrap": True, "valign": "top"}),
            book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
            book.add_format({"text_wrap": True, "valign": "top", "font_color": "#1f5fa8", "underline": 1}),
        )
        for section in (*first, *report.sections):
            _sheet(book, section, forms)
        _about(book, report, forms)
    return out.getvalue()


def _made(report: Report) -> datetime:
    day = interval_of(report.as_of).latest if report.as_of else None
    return datetime.combine(day, time()) if day else _BEGINNING


def _sheet(book: Workbook, section: Section, forms: _Forms) -> None:
    sheet = book.add_worksheet(section.name[:31])
    sheet.freeze_panes(1, 0)
    standing = {column.status_key for column in section.columns if column.standing}
    for at, (key, title) in enumerate(section.fields):
        cells = [row.get(key) if key in standing else _cell(row, key) for row in section.rows]
        width = max((len(str(cell)) for cell in (title, *cells) if cell is not None), default=0)
        sheet.set_column(at, at, min(width + 2, _WIDEST), forms.words)
        sheet.write_string(0, at, title, forms.head)
        for line, cell in enumerate(cells, start=1):
            address = address_in(cell) if key in _LINKS else None
            if address and len(address) <= _LONGEST_ADDRESS:
                sheet.write_url(line, at, address, forms.link, str(cell))
            else:
                _write(sheet, line, at, cell, forms)
    sheet.autofilter(0, 0, max(len(section.rows), 1), len(section.fields) - 1)


def _write(sheet: Worksheet, line: int, at: int, cell: Cell | date, forms: _Forms) -> None:
    if isinstance(cell, str):
        sheet.write_string(line, at, cell)
    elif isinstance(cell, bool):
        sheet.write_boolean(line, at, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(line, at, datetime.combine(cell, time()), forms.day)
    elif cell is not None:
        sheet.write_number(line, at, cell)


def _cell(row: Row, key: str) -> Cell | date:
    """A cell as a spreadsheet holds it: days as dates, notations in words, numbers as they are."""
    value = row.get(key)
    if not isinstance(value, str):
        return value
    if key in DAYS and _DAY.fullmatch(value) and value[:4] >= _FIRST_YEAR:
        return date.fromisoformat(value)
    return printable(worded(row, Column(key, key)))[:_LONGEST]


def _about(book: Workbook, report: Report, forms: _Forms) -> None:
    """What the workbook is, and what it leaves out."""
    sheet = book.add_worksheet("about")
    sheet.set_column(0, 0, 30, forms.words)
    sheet.set_column(1, 1, 110, forms.words)
    lines = [(report.title, f"as of {report.as_of}" if report.as_of else "")]
    lines += [(section.title, section.note) for section in report.sections]
    lines += [("", note) for note in report.notes]
    for at, (name, text) in enumerate(lines):
        sheet.write_string(at, 0, name, forms.head if at == 0 else forms.words)
        sheet.write_string(at, 1, text)
