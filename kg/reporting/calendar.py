"""The renewals report → a calendar of all-day events (RFC 5545, https://www.rfc-editor.org/rfc/rfc5545).

Every end that no later letter puts off has an event of one day and, where a lead is given, one on the day by which a
procurement has to start. An end that is not known to the day stands on the first day that it may be, since whoever
waits for the last may be late, and its title says between which days it lies; an event as long as a year would fill a
calendar and be hidden. The same report gives the same bytes; an event keeps its UID as long as its letter says it, and
its stamp is the report's day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from kg.errors import UsageError
from kg.reporting.printing import printable
from kg.reporting.renewals import MOVED
from kg.reporting.report import Cell, Column, Report, Row, marked

_ABOUT = (Column("system", "System", standing=True), Column("service", "Service"), Column("council", "Council"))
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_LINE = 75
"""Octets that a line may hold before it is folded (RFC 5545, section 3.1)."""


def calendar(report: Report) -> bytes:
    """The calendar of a renewals report.

    Raises:
        UsageError: another report, which has no days to put into a calendar.
    """
    if report.name != "renewals":
        raise UsageError(
            f"The report {report.name} has no days for a calendar.", "Write `kg report renewals --format ics`."
        )
    stamp = (report.as_of or "1970-01-01").replace("-", "")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//council-kg//renewals//EN", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{_text(report.title)}"]
    for section in report.sections:
        for row in section.rows:
            lines += _events(row, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _events(row: Row, stamp: str) -> Iterator[str]:
    prefix = "" if row.get("end") else "break_"
    first, last = (_day(row.get(prefix + key)) for key in ("earliest", "latest"))
    due = first or last
    if due is None or not row.get("contract") or row.get("state") == MOVED:
        return
    about = ", ".join(text for column in _ABOUT if (text := marked(row, column)))
    if row.get("end"):
        what = "Contract ends" if first == last else f"Contract may end {_between(first, last)}"
        yield from _event(row, stamp, "end", due, f"{what}: {about}")
    else:
        what = "Rolling contract renews" if first == last else f"Rolling contract may renew {_between(first, last)}"
        yield from _event(row, stamp, "break", due, f"{what}: {about}")
    if start_by := _day(row.get("start_by")):
        yield from _event(row, stamp, "start", start_by, f"Start procurement by today: {about}")


def _day(cell: Cell) -> date | None:
    return date.fromisoformat(str(cell)) if cell else None


def _between(first: date | None, last: date | None) -> str:
    """Two days in words, each with as much as the other does not say: between 1 Jan and 31 Dec 2028."""
    if first is None or last is None:
        return f"on or after {_written(first)}" if first else f"by {_written(last)}" if last else ""
    begin = _written(first)
    if first.year == last.year:
        begin = begin.removesuffix(f" {first.year}")
        if first.month == last.month:
            begin = str(first.day)
    return f"between {begin} and {_written(last)}"


def _written(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _event(row: Row, stamp: str, kind: str, day: date, summary: str) -> Iterator[str]:
    key = "|".join(str(row.get(name) or "") for name in ("contract", "letter_iri", "end", "term"))
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(f'{key}|{kind}'.encode()).hexdigest()[:32]}@council-kg"
    yield f"DTSTAMP:{stamp}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_digits(day)}"
    if day < date.max:  # the day after the event, which it does not reach (section 3.6.1)
        yield f"DTEND;VALUE=DATE:{_digits(day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(*_described(row))}"
    yield f"CATEGORIES:{'procurement' if kind == 'start' else 'contract end'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _digits(day: date) -> str:
    """A DATE value (section 3.3.4): four digits for the year, which `strftime` does not promise for the first 999."""
    return day.isoformat().replace("-", "")


def _described(row: Row) -> Iterator[str]:
    if row.get("end"):
        first, last = _day(row["earliest"]), _day(row["latest"])
        between = f", {_between(first, last)}" if first != last else ""
        yield f"End as stated: {row['end']}{between}"
    for key, name in (
        ("term", "Rolls on"), ("next_break", "Next break"), ("latest_end", "If every extension is used"),
        ("supplier", "Supplier"), ("reference", "Reference"), ("inferred", "Inferred"),
    ):  # fmt: skip
        if row.get(key):
            status = row.get(f"{key}_status")
            yield f"{name}: {row[key]}{f' ({status})' if status not in (None, 'stated') else ''}"
    asked = f", question {row['question']}" if row.get("question") else ""
    yield f"“{row.get('quote')}” ({row.get('letter')} of {row.get('letter_date') or 'no date'}{asked})"


def _text(*lines: str) -> str:
    """A TEXT value (RFC 5545, section 3.3.11), its lines apart."""
    safe = (printable(line).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)
    return "\\n".join(safe)


def _folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, none cut within a character."""
    pieces, piece, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + char, size + width
    return "\r\n".join([*pieces, piece])
