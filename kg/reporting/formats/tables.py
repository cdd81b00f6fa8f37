"""The sections of a report → tables of a page: long ones in groups that open on a click, others as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.known.asking import grouped
from kg.known.rows import Row, in_words
from kg.reporting.formats.links import Links, Piece
from kg.reporting.report import Column, Report, Section, filled, marked
from kg.values.spoken import day

GROUPED_ABOVE, FOLDED_ABOVE = 40, 12
"""Rows of a section above which they stand in groups; and above which one that is not the first is folded."""
_GROUPS = ("council", "service", "letter", "kind")
"""Keys by which rows are put into groups: the first that a section has, and that tells them apart."""
_DAYS = ("start", "end", "latest_end", "since", "until", "letter_date", "before", "after", "date")
"""Keys of what may be days."""
_WORDS = ("quote", "letter", "letter_date", "question")


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words that a row rests on, and where they can be read."""

    quote: str
    source: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, as one and in pieces that may lead somewhere, who says so, and what it is sorted by."""

    column: Column
    text: str
    pieces: tuple[Piece, ...]
    status: str
    order: str | float

    @property
    def leads(self) -> bool:
        return any(href for _, href in self.pieces)


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the page shows it."""

    cells: tuple[Cell, ...]
    details: tuple[tuple[str, str, str], ...]
    quotes: tuple[Quoted, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together, under a name that may have a page of its own; without one all rows of a section."""

    title: str
    pieces: tuple[Piece, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A section as the page shows it."""

    section: Section
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    folded: bool

    @property
    def count(self) -> int:
        return len(self.section.rows)

    @property
    def has_groups(self) -> bool:
        return bool(self.groups and self.groups[0].title)


def tables(report: Report, links: Links, names: Sequence[str] | None = None) -> tuple[Table, ...]:
    """The tables of a report, or of those of its sections that are named, in that order."""
    sections = {section.name: section for section in report.sections}
    wanted = [sections[name] for name in names if name in sections] if names is not None else report.sections
    return tuple(_table(section, links, first=number == 0) for number, section in enumerate(wanted))


def grouping(section: Section) -> str | None:
    """The key by which the rows of a section are put into groups; None where they stand as they are."""
    if len(section.rows) <= GROUPED_ABOVE:
        return None
    keys = {column.key for column in section.columns}
    return next((key for key in _GROUPS if key in keys and len({row[key] for row in section.rows}) > 1), None)


def _table(section: Section, links: Links, *, first: bool) -> Table:
    key = grouping(section)
    shown = tuple(
        column
        for column in filled(section, (column for column in section.columns if not (column.detail or column.data)))
        if column.key != key
    )
    numbers = {id(row): number for number, row in enumerate(section.rows, 1)}

    def lines(rows: Sequence[Row]) -> tuple[Line, ...]:
        return tuple(_line(section, shown, row, f"{section.name}-{numbers[id(row)]}", links) for row in rows)

    groups = [Group("", (), lines(section.rows))]
    if key:
        together = grouped(section.rows, key).items()
        groups = [_group(key, name, lines(rows), links) for (name,), rows in together]
        groups.sort(key=lambda group: group.title.casefold())
    return Table(section, shown, tuple(groups), not first and len(section.rows) > FOLDED_ABOVE)


def _group(key: str, name: str, lines: tuple[Line, ...], links: Links) -> Group:
    title = (in_words(name) if key == "service" else name) or f"No {key} named"
    return Group(title, links.pieces(key, title), lines)


def _line(section: Section, shown: Sequence[Column], row: Row, anchor: str, links: Links) -> Line:
    prefixes = [one.key.removesuffix("quote") for one in section.columns if one.key.endswith("quote") and one.detail]
    quoted_keys = {prefix + key for prefix in prefixes for key in _WORDS}
    details = (
        (column.title, words_of(row, column), _status(row, column))
        for column in section.columns
        if column.detail and column.key not in quoted_keys and row.get(column.key) is not None
    )
    quotes = (quoted(row, prefix, links) for prefix in prefixes if row.get(f"{prefix}quote"))
    return Line(tuple(_cell(row, column, links) for column in shown), tuple(details), tuple(quotes), anchor)


def _cell(row: Row, column: Column, links: Links) -> Cell:
    text, value = words_of(row, column), row.get(column.key)
    order = value if isinstance(value, int | float) else marked(row, Column(column.key, column.title))
    return Cell(column, text, links.pieces(column.key, text), _status(row, column), order)


def words_of(row: Row, column: Column) -> str:
    """A cell in words, days and large numbers as people write them; who says so has a sign of its own on the page."""
    value, text = row.get(column.key), marked(row, Column(column.key, column.title))
    if column.key == "value" and isinstance(value, int | float):
        return f"{value:,}"
    return ", ".join(map(in_days, text.split(", "))) if column.key in _DAYS else text


def in_days(text: str) -> str:
    """A day or a month in words; anything else as it is."""
    return day(text) if re.fullmatch(r"\d{4}-\d\d(-\d\d)?~?", text) else text


def _status(row: Row, column: Column) -> str:
    return str(row.get(column.status_key) or "") if column.standing else ""


def quoted(row: Row, prefix: str, links: Links) -> Quoted:
    """The words that a row rests on."""
    asked = f", question {row[f'{prefix}question']}" if row.get(f"{prefix}question") else ""
    dated = in_days(str(row.get(f"{prefix}letter_date") or "no date"))
    source = f"{row.get(f'{prefix}letter')} of {dated}{asked}"
    return Quoted(str(row[f"{prefix}quote"]), source, links.words(row, prefix))
