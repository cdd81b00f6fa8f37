"""Reports → text: a table for a terminal, Markdown, CSV (RFC 4180) or JSON; other formats by modules of their own."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping

from kg.errors import UsageError
from kg.known.rows import Cell, Row
from kg.reporting.printing import harmless, printable
from kg.reporting.report import EVIDENCE, Column, Report, Section, filled, marked
from kg.store import Store

WIDTH = 110
FORMATS = ("table", "md", "csv", "json", "xlsx", "html", "ics")
_EVIDENCE = frozenset(column.key for column in EVIDENCE)


def render(report: Report, format_: str, *, width: int = WIDTH) -> str:
    """A report as text: table, md, csv or json."""
    return _table(report, width) if format_ == "table" else _TEXTS[format_](report)


def rendered(report: Report, format_: str, store: Store, *, width: int = WIDTH, past: bool = False) -> bytes:
    """A report in any format; the page takes from `store` the words around those on which a row rests.

    With `past` a calendar holds ends that have passed too.

    Raises:
        UsageError: a format that there is not, or that does not fit the report.
    """
    check_format(format_)
    if format_ == "xlsx":
        from kg.reporting.formats.spreadsheet import workbook

        return workbook(report)
    if format_ == "html":
        from kg.reporting.formats.page import page

        return page(report, store).encode()
    if format_ == "ics":
        from kg.reporting.formats.calendar import calendar

        return calendar(report, past=past)
    return render(report, format_, width=width).encode("utf-8", "replace")


def check_format(format_: str) -> None:
    """Tell of a format that there is not, before anything is read.

    Raises:
        UsageError: there is no such format.
    """
    if format_ not in FORMATS:
        raise UsageError(f"There is no format {format_!r}.", f"There are {', '.join(FORMATS)}.")


def _plain(value: Cell) -> str:
    return "" if value is None else str(value)


def _table(report: Report, width: int) -> str:
    from rich import box
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False, color_system=None)
    console.print(_headline(report))
    for section in report.sections:
        console.print()
        console.print(f"{section.title} ({len(section.rows)})")
        if section.note:
            console.print(section.note)
        if not section.rows:
            continue
        table = Table(header_style="", box=box.SIMPLE_HEAD)
        table.add_column("")
        for column, room in zip(_shown(section), _widths(section, width), strict=True):
            table.add_column(column.title, overflow="fold", width=room)
        for number, row in enumerate(section.rows, start=1):
            table.add_row(str(number), *(Text(printable(marked(row, c))) for c in _shown(section)))
        console.print(table)
        for number, row in enumerate(section.rows, start=1):
            details = _details(section, row)
            first = details[0] if details else ""
            for line in details:
                console.print(Text(f"{number}. {line}") if line is first else Padding(Text(line), (0, 0, 0, 3)))
    for note in report.notes:
        console.print()
        console.print(note)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _widths(section: Section, width: int) -> list[int]:
    """The width of each column, so that all fit: the widest give way first, at best between words.

    Rich, left to itself, cuts the last columns off where the words of the others leave no room.
    """
    columns = [[c.title, *(printable(marked(row, c)) for row in section.rows)] for c in _shown(section)]
    widths = [max(map(len, cells)) for cells in columns]
    words = [max(len(word) for cell in cells for word in cell.split() or [""]) for cells in columns]
    room = width - len(str(len(section.rows))) - 3 * (len(columns) + 1) - 1  # space on either side, and borders
    while sum(widths) > room and max(widths) > 1:
        spare = [have - need for have, need in zip(widths, words, strict=True)]
        at = spare.index(max(spare)) if max(spare) > 0 else widths.index(max(widths))
        widths[at] -= 1
    return widths


def _shown(section: Section) -> list[Column]:
    return filled(section, (column for column in section.columns if not (column.detail or column.data)))


def _headline(report: Report) -> str:
    return f"{report.title}{f', as of {report.as_of}' if report.as_of else ''}"


def _evidence(row: Row, prefix: str = "") -> str:
    """The words behind a row and where they stand."""
    quote, letter, day, question = (printable(_plain(row.get(prefix + column.key))) for column in EVIDENCE)
    return f"“{quote}” {letter} of {day or 'no date'}{f', question {question}' if question else ''}"


def _details(section: Section, row: Row) -> list[str]:
    """The words behind a row, and what its table left out."""
    prefixes = [c.key.removesuffix("quote") for c in section.columns if c.key.endswith("quote") and c.detail]
    words = {prefix + key for prefix in prefixes for key in _EVIDENCE}
    rest = [c for c in section.columns if c.detail and c.key not in words and row.get(c.key) is not None]
    quoted = [_evidence(row, prefix) for prefix in prefixes if row.get(f"{prefix}quote")]
    return [*quoted, *(f"{c.title}: {printable(marked(row, c))}" for c in rest)]


def _markdown(report: Report) -> str:
    lines = [f"# {_headline(report)}", ""]
    for section in report.sections:
        lines += [f"## {section.title}", ""]
        if section.note:
            lines += [section.note, ""]
        if section.rows:
            columns = filled(section, (column for column in section.columns if not column.data))
            lines.append("| " + " | ".join(column.title for column in columns) + " |")
            lines.append("|" + " --- |" * len(columns))
            lines += ["| " + " | ".join(_escaped(marked(row, c)) for c in columns) + " |" for row in section.rows]
        else:
            lines.append("None.")
        lines.append("")
    lines += [line for note in report.notes for line in (note, "")]
    return "\n".join(lines).rstrip() + "\n"


def _escaped(value: str) -> str:
    """A letter's words as words: no table mark, HTML or link of theirs counts."""
    text = " ".join(printable(value).split())
    text = re.sub(r"([\\|`*_\[\]#~])", r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    return text.replace("://", "&#58;//")


def _csv(report: Report) -> str:
    keys = list(dict.fromkeys(key for section in report.sections for key, _ in section.fields))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["section", *keys])
    for section in report.sections:
        for row in section.rows:
            writer.writerow([section.name, *(_cell(row.get(key)) for key in keys)])
    return out.getvalue()


def _cell(value: Cell) -> Cell:
    return harmless(value) if isinstance(value, str) else value


def _json(report: Report) -> str:
    data = {
        "report": report.name,
        "title": report.title,
        "as_of": report.as_of,
        "sections": [
            {
                "name": s.name,
                "title": s.title,
                "note": s.note,
                "rows": [{key: row.get(key) for key, _ in s.fields} for row in s.rows],
            }
            for s in report.sections
        ],
        "notes": list(report.notes),
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


_TEXTS: Mapping[str, Callable[[Report], str]] = {"md": _markdown, "csv": _csv, "json": _json}
