"""Reports by name: options in, a report out that can be printed, saved, drawn, or taken row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from kg.api.rows import Rows, Value
from kg.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from kg.api.sources import Source
    from kg.known.filtering import Filters
    from kg.reporting import report as inner
    from kg.reporting.reports.requesting import Draft
    from kg.store import Store

__all__ = ["Drawing", "Options", "Report", "Section", "prepared"]

Cells = dict[str, Value | None]
_TEXTS = frozenset({"table", "md", "csv", "json"})


class Section(Rows[Cells]):
    """A part of a report: rows under named columns, what it is called, and a note that says what the rows are."""

    def __init__(self, section: inner.Section) -> None:
        columns = tuple(key for key, _ in section.fields)
        super().__init__(columns, lambda: section.rows, lambda row: {key: row.get(key) for key in columns})
        self.name, self.title, self.note = section.name, section.title, section.note

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Drawing(str):
    """A picture as the text of an SVG file, which a notebook shows as a picture."""

    __slots__ = ()

    def _repr_svg_(self) -> str:
        return str(self)


class Report:
    """What people decide from: sections of rows, each row with the words that it rests on.

    `print(report)` shows it as `kg report` does; `report["ends"]` is a section.
    """

    def __init__(self, report: inner.Report, store: Store) -> None:
        self._report, self._store = report, store
        self.name, self.title, self.as_of, self.notes = report.name, report.title, report.as_of, report.notes
        self.sections = tuple(Section(section) for section in report.sections)

    def __getitem__(self, name: str) -> Section:
        """The section of that name.

        Raises:
            NotFoundError: the report has none; most sections are left out where they have no rows.
        """
        for section in self.sections:
            if section.name == name:
                return section
        names = ", ".join(section.name for section in self.sections)
        raise NotFoundError(f"The report {self.name} has no section {name!r}.", f"It has: {names}.")

    def __contains__(self, name: object) -> bool:
        return any(section.name == name for section in self.sections)

    def __str__(self) -> str:
        return self.render("table").decode()

    def __repr__(self) -> str:
        return f"<Report {self.name}: {self.title}, as of {self.as_of}>"

    def render(self, format_: str, *, width: int | None = None, past: bool = False) -> bytes:
        """The report as `table` (of so many columns), `md`, `csv`, `json`, `xlsx`, `html` or, if it has days, `ics`.

        With `past` a calendar holds ends that have passed too.

        Raises:
            UsageError: there is no such format, or it does not fit the report.
        """
        from kg.reporting.formats.rendering import WIDTH, rendered

        return rendered(self._report, format_, self._store, width=width or WIDTH, past=past)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the report whole or not at all, in the format that the path ends in; `.txt` is the table.

        Raises:
            UsageError: there is no such format.
            OutputError: the place cannot be written.
        """
        from kg.exporting.files import write_aside

        suffix = Path(path).suffix.lower().removeprefix(".")
        write_aside(Path(path), self.render("table" if suffix == "txt" else suffix))

    def drawing(self) -> Drawing | None:
        """The timeline of the report `renewals`; None for other reports, and where there is nothing to draw."""
        from kg.reporting.formats.drawing import drawing

        drawn = drawing(self._report)
        return Drawing(drawn) if drawn else None

    def draft_request(self) -> Draft:
        """The letter that asks one council for what the report `gaps` says is not known.

        Raises:
            UsageError: the report is on several councils, on nothing that could be asked, or another one than `gaps`.
        """
        from kg.reporting.reports.requesting import draft_request

        self._check_asks()
        return draft_request(self._store, self._report)

    def draft_requests(self) -> dict[str, Draft]:
        """The letters that ask each council of the report `gaps` for what is not known, by the councils' names.

        Raises:
            UsageError: the report is on nothing that could be asked, or another one than `gaps`.
        """
        from kg.reporting.reports.requesting import draft_requests

        self._check_asks()
        return draft_requests(self._store, self._report)

    def _check_asks(self) -> None:
        if self.name != "gaps":
            raise UsageError(f"The report {self.name} asks for nothing.", "Take the report `gaps`.")


@dataclass(frozen=True, slots=True)
class Options:
    """What a user wants of a report, in words: dates are `2026`, `2026-11` or `2026-11-30`; None for all."""

    from_: str | date | None = None
    to: str | date | None = None
    as_of: str | date | None = None
    lead: str | None = None
    council: str | None = None
    service: str | None = None
    system: str | None = None
    supplier: str | None = None
    measure: str | None = None
    letter: str | None = None
    since: str | PathLike[str] | None = None

    @property
    def day(self) -> date:
        """The last day that `as_of` may mean; today where none is named."""
        from kg.values import parse_user_date

        if self.as_of is None:
            return date.today()
        day = parse_user_date(str(self.as_of)).latest
        assert day is not None
        return day

    @property
    def filters(self) -> Filters:
        from kg.known.filtering import Filters

        return Filters(self.council, self.service, self.system, self.supplier)

    @property
    def period(self) -> tuple[str | None, str | None]:
        first, last = (None if day is None else str(day) for day in (self.from_, self.to))
        return first, last


Ask = Callable[["Store", "Source"], "inner.Report"]
"""A report with its options read, which only needs a graph, and to know where that comes from."""


def prepared(name: str, options: Options) -> Ask:
    """The report of a name; what is wrong with the options is said before a large graph is opened.

    Raises:
        NotFoundError: there is no such report.
        UsageError: an option that the report has not, or a value that is none.
    """
    if name not in _REPORTS:
        raise NotFoundError(f"There is no report {name!r}.", f"There are: {', '.join(_REPORTS)}.")
    taken, prepare = _REPORTS[name]
    for field in fields(options):
        if getattr(options, field.name) is not None and field.name not in taken:
            raise UsageError(f"The report {name} has no option {field.name!r}.", f"It has: {', '.join(taken)}.")
    return prepare(options)


def _renewals(options: Options) -> Ask:
    from kg.reporting.reports.renewals import renewals
    from kg.reporting.reports.wanting import wanted

    wish, day = wanted(*options.period, options.lead, **options.filters.given), options.day
    return lambda store, _: renewals(store, wish, day)


def _gaps(options: Options) -> Ask:
    from kg.reporting.reports.gaps import gaps

    filters, day = options.filters, options.day
    return lambda store, _: gaps(store, filters, day)


def _market(options: Options) -> Ask:
    from kg.reporting.reports.market import market

    filters, day = options.filters, options.day
    return lambda store, _: market(store, filters, day)


def _changes(options: Options) -> Ask:
    from kg.reporting.reports import changes

    if options.since is not None and options.period != (None, None):
        raise UsageError("--since compares two builds, --from and --to letters of one.", "Give one or the other.")
    filters, period, day = options.filters, changes.period_of(*options.period), options.day
    if options.since is None:
        return lambda store, _: changes.changes(store, filters, period, day)
    before = Path(options.since)
    return lambda store, source: changes.changes_of_builds(source.other(before).store(), store, filters, day)


def _refusals(options: Options) -> Ask:
    from kg.reporting.reports.refusals import refusals

    filters, day = options.filters, options.day
    return lambda store, _: refusals(store, filters, day)


def _statistics(options: Options) -> Ask:
    from kg.reporting.reports.statistics import statistics

    filters, day = options.filters, options.day
    return lambda store, _: statistics(store, filters, day, options.measure)


def _coverage(options: Options) -> Ask:
    from kg.reporting.reports.coverage import coverage

    return lambda store, source: coverage(store, options.letter, source.refused())


_FILTERS = ("council", "service", "system", "supplier")
_REPORTS: Mapping[str, tuple[Iterable[str], Callable[[Options], Ask]]] = {
    "renewals": (("from_", "to", "as_of", "lead", *_FILTERS), _renewals),
    "gaps": (("as_of", *_FILTERS), _gaps),
    "market": (("as_of", *_FILTERS), _market),
    "changes": (("from_", "to", "since", "as_of", *_FILTERS), _changes),
    "refusals": (("as_of", *_FILTERS), _refusals),
    "statistics": (("measure", "as_of", *_FILTERS), _statistics),
    "coverage": (("letter",), _coverage),
}
"""What options each report takes, and what makes it."""
