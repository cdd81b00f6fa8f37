"""The renewals report → a calendar of all-day events (RFC 5545, https://www.rfc-editor.org/rfc/rfc5545).

Every end that no later letter puts off has an event on the first day on which the contract may end and, where a lead
is given, one on the day by which a procurement has to start. The same report gives the same bytes; an event keeps its
UID as long as its letter says it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from kg.errors import UsageError
from kg.reporting.printing import printable
from kg.reporting.renewals import MOVED
from kg.reporting.report import Column, Report, Row, marked

_ABOUT = (Column("system", "System", standing=True), Column("service", "Service"), Column("council", "Council"))
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
    due = row.get("earliest") or row.get("break_earliest")
    if not due or not row.get("contract") or row.get("state") == MOVED:
        return
    about = ", ".join(text for column in _ABOUT if (text := marked(row, column)))
    if row.get("end"):
        exact = row["earliest"] == row["latest"]
        yield from _event(row, stamp, "end", str(due), f"Contract {'ends' if exact else 'may end from today'}: {about}")
    else:
        yield from _event(row, stamp, "break", str(due), f"Rolling contract renews: {about}")
    if row.get("start_by"):
        yield from _event(row, stamp, "start", str(row["start_by"]), f"Start procurement by today: {about}")


def _event(row: Row, stamp: str, kind: str, day: str, summary: str) -> Iterator[str]:
    first = date.fromisoformat(day)
    key = "|".join(str(row.get(name) or "") for name in ("contract", "letter_iri", "end", "term"))
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(f'{key}|{kind}'.encode()).hexdigest()[:32]}@council-kg"
    yield f"DTSTAMP:{stamp}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    if first < date.max:
        yield f"DTEND;VALUE=DATE:{first + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(*_described(row))}"
    yield f"CATEGORIES:{'procurement' if kind == 'start' else 'contract end'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _described(row: Row) -> Iterator[str]:
    if row.get("end"):
        between = f", between {row['earliest']} and {row['latest']}" if row["earliest"] != row["latest"] else ""
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
