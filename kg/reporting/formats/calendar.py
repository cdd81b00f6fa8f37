"""The renewals report → a calendar of all-day events (RFC 5545, https://www.rfc-editor.org/rfc/rfc5545).

Every end that is still to come has an event of one day and, where a lead is given, one on the day by which a
procurement has to start; where that day has passed, the event stands on the day of the report and says since when it
is overdue. What is over is left out unless it is asked for: a calendar is of what comes. An end that is not known to
the day stands on the first day that it may be, since whoever waits for the last may be late, and its title says between
which days it lies; an event as long as a year would fill a calendar and be hidden. The same report gives the same
bytes; an event keeps its UID as long as its letter says it, and its stamp is the report's day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kg.errors import UsageError
from kg.known.rows import Cell, Row
from kg.known.standing import HELD_OVER, MAY_RUN_ON, MOVED
from kg.reporting.printing import address_in, printable
from kg.reporting.report import Column, Report, marked
from kg.values import interval_of
from kg.values.spoken import MONTHS

_ABOUT = (Column("system", "System", standing=True), Column("service", "Service"), Column("council", "Council"))
_BEFORE_END, _BEFORE_START, _ON_THE_DAY = "-P90D", "-P30D", "PT9H"
"""When a reminder comes (RFC 5545, section 3.8.6.3): before an end or a start, on the morning of what is overdue."""
_NO_DAY = date(1970, 1, 1)
"""What stands as the stamp where a report is of no day."""
_LINE = 75
"""Octets that a line may hold before it is folded (RFC 5545, section 3.1)."""


def calendar(report: Report, *, past: bool = False) -> bytes:
    """The calendar of a renewals report; with `past` also of ends that have passed.

    Raises:
        UsageError: another report, which has no days to put into a calendar.
    """
    if report.name != "renewals":
        raise UsageError(
            f"The report {report.name} has no days for a calendar.", "Write `kg report renewals --format ics`."
        )
    day = _day(report.as_of)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//council-kg//renewals//EN", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{_text(report.title)}"]
    for section in report.sections:
        for row in section.rows:
            for event in _events(row, day, past=past):
                lines += _lines(event, row, day)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


@dataclass(frozen=True, slots=True)
class _Event:
    """What happens on a day; `kind` is a part of its identifier, `alarm` how long before it a reminder comes."""

    kind: str
    day: date
    summary: str
    alarm: str


def _events(row: Row, day: date | None, *, past: bool) -> Iterator[_Event]:
    if not row.get("contract") or row.get("state") == MOVED:
        return
    about = ", ".join(text for column in _ABOUT if (text := marked(row, column)))
    prefix = "" if row.get("end") else "break_"
    first, last = (_day(row.get(prefix + key)) for key in ("earliest", "latest"))
    if past or not (day and last and last < day):
        yield from _ending(row, about, first, last)
    if longest := row.get("latest_end") if row.get("state") == MAY_RUN_ON else None:
        bounds = interval_of(str(longest))
        due = bounds.earliest or bounds.latest
        if due:
            yield _Event("extended", due, f"Contract may end if extended to the full: {about}", _BEFORE_END)
    start_by = _day(row.get("start_by")) if row.get("state") != HELD_OVER else None
    if start_by and day and start_by < day:
        yield _Event("start", day, f"Procurement overdue since {_written(start_by)}: {about}", _ON_THE_DAY)
    elif start_by:
        yield _Event("start", start_by, f"Start procurement by today: {about}", _BEFORE_START)


def _ending(row: Row, about: str, first: date | None, last: date | None) -> Iterator[_Event]:
    """The event of an end or a break; none where no day is known."""
    due = first or last
    if due is None:
        return
    if row.get("end"):
        what = "Contract ends" if first == last else f"Contract may end {_between(first, last)}"
        yield _Event("end", due, f"{what}: {about}", _BEFORE_END)
    else:
        what = "Rolling contract renews" if first == last else f"Rolling contract may renew {_between(first, last)}"
        yield _Event("break", due, f"{what}: {about}", _BEFORE_END)


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
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _lines(event: _Event, row: Row, day: date | None) -> Iterator[str]:
    key = "|".join(str(row.get(name) or "") for name in ("contract", "letter_iri", "end", "term"))
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(f'{key}|{event.kind}'.encode()).hexdigest()[:32]}@council-kg"
    yield f"DTSTAMP:{_digits(day or _NO_DAY)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_digits(event.day)}"
    if event.day < date.max:  # the day after the event, which it does not reach (section 3.6.1)
        yield f"DTEND;VALUE=DATE:{_digits(event.day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"DESCRIPTION:{_text(*_described(row))}"
    if register := address_in(row.get("look")):
        yield f"URL:{register}"
    yield f"CATEGORIES:{'procurement' if event.kind == 'start' else 'contract end'}"
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(event.summary)}", f"TRIGGER:{event.alarm}")
    yield "END:VALARM"
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
        ("term", "Rolls on"), ("next_break", "Next break"), ("extension", "Options to extend"),
        ("latest_end", "If every option is used"), ("annual_cost", "Cost a year"), ("supplier", "Supplier"),
        ("reference", "Reference"), ("look", "Where to look"), ("inferred", "Inferred"),
    ):  # fmt: skip
        if row.get(key):
            yield f"{name}: {marked(row, Column(key, name, standing=f'{key}_status' in row))}"
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
