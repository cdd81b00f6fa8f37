"""Figures over periods: tables, single numbers under a question that asks for a count, and lists of counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.extracting.asking import measure_in, services_in
from kg.extracting.context import AskedItem, Context
from kg.extracting.evidence import evidence_of
from kg.extracting.focus import targets_of
from kg.extracting.segments import Segment, is_table
from kg.model import Observation, Passage
from kg.schemes import Concept, scheme
from kg.values import find_dates, find_money, find_numbers

NAME = "statistics 1"

_PERIOD = re.compile(
    r"^(?P<year>(?:19|20)\d\d)(?:\s?[-/_–]\s?(?P<second>\d{2}(?:\d{2})?)|[\s_]+(?:to[\s_])?(?P<open>date))?$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:in\s)?(?P<period>(?:19|20)\d\d(?:\s?[-/–]\s?\d{2}(?:\d{2})?)?)(?:\s?[:=]\s?|\s[–—-]\s|\t)(?=[£\d])",
    re.IGNORECASE,
)
"""The period with which a line of figures begins: "2021-22: 21,344"."""
_DAY_MONTH = re.compile(
    r"\b(?:as\s)?(?:of|at|on)\s(?P<day>\d{1,2})(?:st|nd|rd|th)?\s(?P<month>[A-Z][a-z]+)\b(?!\s\d{4})"
)
_PROVISIONAL = re.compile(
    r"\bprovisional\s(?:figures?|data|numbers?)\s(?:for|in|to)\s(?P<period>\d{4}\s?[-/_]\s?\d{2,4})", re.IGNORECASE
)
_PUBLISHED = re.compile(r"\bpublished\s(?:figures?|data|numbers?)\b", re.IGNORECASE)
_VALUES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "phase": (
        ("primary", r"\bprimary\b"),
        ("secondary", r"\bsecondary\b"),
        ("special", r"\bspecial\b"),
        ("nursery", r"\bnursery\b"),
    ),
    "status": (("maintained", r"\bmaintained\b"), ("academy", r"\bacadem(?:y|ies)\b")),
}


def period_of(text: str) -> str | None:
    """A period as the flat view has it: `2016-17`, `2021`, `2024 to date`; None for what is none."""
    match = _PERIOD.match(text.strip())
    if not match:
        return None
    if match["open"]:
        return f"{match['year']} to date"
    return f"{match['year']}-{match['second'][-2:]}" if match["second"] else match["year"]


def extract(context: Context) -> None:
    """Observations of a letter."""
    counted = {i.label: _words(i) for i in context.items if "counting" in i.asked.kinds}
    for item, segment in context.answered():
        if is_table(segment.text):
            _table(context, item, segment)
        elif item.asked.measure and "statistics" in item.asked.kinds:
            _figure(context, item, segment, counted)


def _words(item: AskedItem) -> str:
    return " ".join(s.text for s in item.segments).strip(" .").lower()


def _figure(context: Context, item: AskedItem, segment: Segment, counted: Mapping[str | None, str]) -> None:
    """A number that answers a question, or that begins a line of a list."""
    question = item.item.question
    concept = scheme("measures").by_notation(measure_in(segment.text) or item.asked.measure or "")
    if concept is None or question is None:
        return
    dated = _DATED.match(segment.text)
    begin = dated.end() if dated else 0
    text = segment.text[begin:]
    money = find_money(text)
    numbers = find_numbers(text)
    value = money[0].amount if money else numbers[0].value if numbers else None
    if value is None:
        return
    listed = bool(re.match(r"\d", text)) and len(text.split()) > 1
    alone = len(text.split()) <= 2
    if not (alone or listed or (concept.unit and re.search(rf"\b{concept.unit}\b", text, re.IGNORECASE))):
        return
    dimensions = _dimensions(context, item, segment, listed=listed)
    if not money and numbers[0].approximate:
        dimensions["qualifier"] = "approximately"
    own = next((words for label, words in counted.items() if label and label[:-1] == item.label), None)
    if own:
        dimensions["counted"] = own
    end = (money[0] if money else numbers[0]).span.end
    quote = segment.passage if alone or listed else segment.passage.sub(0, begin + _with_unit(text, end, concept))
    context.observations.append(
        Observation(
            concept.notation,
            int(value) if value == int(value) else value,
            concept.unit,
            period_of(dated["period"]) if dated else _period(context, item),
            tuple(sorted(dimensions.items())),
            evidence_of(quote),
            item.label,
            NAME,
        )
    )


def _with_unit(text: str, end: int, concept: Concept) -> int:
    unit = re.match(rf"\s{concept.unit}\b", text[end:]) if concept.unit else None
    return end + (unit.end() if unit else 0)


def _dimensions(context: Context, item: AskedItem, segment: Segment, *, listed: bool) -> dict[str, str]:
    target = targets_of(context, item, segment)[0]
    found: dict[str, str] = {}
    if target.system and (segment.system or listed):
        found["system"] = target.system
    elif target.service:
        found["service"] = target.service
    for dimension, values in _VALUES.items():
        for value, pattern in values:
            if listed and re.search(pattern, segment.text, re.IGNORECASE):
                found[dimension] = value
    return found


def _period(context: Context, item: AskedItem) -> str | None:
    """The period of a figure: its own label's, or the day that a remark gives for it."""
    question = item.item.question
    own = period_of(question.text) if question else None
    for note in context.letter.notes:
        if item.label not in note.labels:
            continue
        text = " ".join(note.passage.text.split())
        dates = [d for d in find_dates(text) if not d.bare_year]
        if dates:
            return dates[0].edtf
        day = _DAY_MONTH.search(text)
        full = find_dates(f"{day['day']} {day['month']} {own}") if day and own and len(own) == 4 else []
        if full:
            return full[0].edtf
    return own


def _table(context: Context, item: AskedItem, segment: Segment) -> None:
    rows = list(_rows(segment.passage))
    by_column = next((r for r in rows if sum(period_of(c.text) is not None for c in r) >= 2), None)
    if by_column:
        _periods_above(context, item, segment, rows, by_column)
    else:
        _periods_beside(context, item, rows)


def _rows(passage: Passage) -> Iterator[list[Passage]]:
    """Rows of cells that hold something; empty cells only shift what they stand before."""
    for line in passage.lines():
        cells: list[Passage] = []
        at = 0
        for cell in line.text.split("\t"):
            part = line.sub(at, at + len(cell)).strip()
            at += len(cell) + 1
            if part.start < part.end:
                cells.append(part)
        yield cells


def _periods_above(
    context: Context, item: AskedItem, segment: Segment, rows: list[list[Passage]], header: list[Passage]
) -> None:
    """Periods in the header: each row's last cells stand under them, however far the header is shifted."""
    periods = [p for p in (period_of(c.text) for c in header) if p]
    services = segment.services or item.asked.services
    status = _status(item)
    for row in rows:
        if row is header or len(row) <= len(periods):
            continue
        label = " ".join(c.text for c in row[: -len(periods)])
        concept = scheme("measures").by_notation(measure_in(label) or "")
        if concept is None:
            continue
        for period, cell in zip(periods, row[-len(periods) :], strict=True):
            dimensions = {"service": services[0]} if services else {}
            if status:
                dimensions["status"] = status.get(period, "published")
            _add(context, item, concept, cell, Passage(cell.view, row[0].start, cell.end), period, dimensions)


def _status(item: AskedItem) -> dict[str, str]:
    """Which periods' figures are provisional, where the answer tells published from provisional ones."""
    text = " ".join(s.text for s in item.segments if not is_table(s.text))
    provisional = _PROVISIONAL.search(text)
    if not provisional or not _PUBLISHED.search(text):
        return {}
    return {period_of(provisional["period"]) or "": "provisional"}


def _periods_beside(context: Context, item: AskedItem, rows: list[list[Passage]]) -> None:
    """Periods in the first column, services in the header."""
    if not rows:
        return
    header = rows[0]
    columns = [services_in(c.text) for c in header[1:]]
    concept = scheme("measures").by_notation(item.asked.measure or "") or scheme("measures").first(header[0].text)
    if concept is None or not all(columns):
        return
    for row in rows[1:]:
        period = period_of(row[0].text) if row else None
        if period is None or len(row) != len(header):
            continue
        quote = Passage(row[0].view, row[0].start, row[-1].end)
        for services, cell in zip(columns, row[1:], strict=True):
            _add(context, item, concept, cell, quote, period, {"service": services[0]})


def _add(
    context: Context,
    item: AskedItem,
    concept: Concept,
    cell: Passage,
    quote: Passage,
    period: str,
    dimensions: Mapping[str, str],
) -> None:
    numbers = find_numbers(cell.text)
    if len(numbers) != 1:
        return
    context.observations.append(
        Observation(
            concept.notation,
            numbers[0].value,
            concept.unit,
            period,
            tuple(sorted(dimensions.items())),
            evidence_of(quote),
            item.label,
            NAME,
        )
    )
