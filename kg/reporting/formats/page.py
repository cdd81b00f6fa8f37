"""Reports → one HTML page that needs nothing else and lets nothing else in.

The content security policy names each script and style by its digest (https://www.w3.org/TR/CSP3/); text of letters is
escaped by the template and never becomes markup. Links lead from a row to the words in its letter, on the same page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.reporting.formats import horizon, plots, words
from kg.reporting.formats.policy import policy
from kg.reporting.report import MARKS, Column, Report, Row, Section, filled, marked
from kg.store import Store

_HERE = Path(__file__).parent / "pages"
_WORDS = ("quote", "letter", "letter_date", "question")


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words that a row rests on, and where they stand on the page."""

    quote: str
    source: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the page shows it."""

    cells: tuple[tuple[Column, str, str, str | float], ...]
    """Column, words, status, and what it is sorted by."""
    details: tuple[tuple[str, str, str], ...]
    quotes: tuple[Quoted, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Table:
    """A section as the page shows it."""

    section: Section
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def page(report: Report, store: Store) -> str:
    """The page of a report. The same report gives the same bytes."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    letters, anchors = words.letters_behind(report, store)
    look = _LOOKS.get(report.name, _PLAIN)
    style, script = ("".join(_asset(name) for name in names) for names in (look.styles, look.scripts))
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    return environment.get_template(look.template).render(
        report=report, letters=letters, drawn=look.draw(report, anchors), policy=policy([script], [style]),
        tables=() if look.own_tables else [_table(section, anchors) for section in report.sections],
        style=Markup(style), script=Markup(script),
        marks={status: mark.strip(" ()") for status, mark in MARKS.items()},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    """How the page of a report is made: its template, its files, and what it draws."""

    template: str = "page.html"
    scripts: tuple[str, ...] = ("page.js",)
    styles: tuple[str, ...] = ("page.css",)
    draw: Callable[[Report, words.Anchors], Any] = lambda report, anchors: None
    own_tables: bool = False


def _shown(value: object) -> object:
    """Text of a letter as text: without control characters, and no search of the file for an address finds one."""
    from markupsafe import Markup, escape

    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    if not value.isprintable():
        value = "".join(char if char.isprintable() or char in "\n\t" else " " for char in value)
    return Markup(str(escape(value)).replace("://", "&#58;//"))


def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _horizon(report: Report, anchors: words.Anchors) -> Any:
    """The lines of the renewals page, each with its words and where they stand."""
    return horizon.horizon(report, lambda row: _quoted(row, "", anchors) if row.get("quote") else None)


_PLAIN = _Look()
_SCRIPTS = ("days", "standing", "contracts", "filters", "headline", "timeline", "page")
"""In the order in which they run; each says in its first line what it is for."""
_LOOKS = {
    "renewals": _Look(
        "renewals.html",
        tuple(f"renewals/{name}.js" for name in _SCRIPTS),
        ("page.css", "renewals/page.css"),
        _horizon,
        own_tables=True,
    ),
    "statistics": _Look("statistics.html", draw=lambda report, _: plots.plots(report)),
}
"""Reports whose page has more than tables."""


def _table(section: Section, anchors: words.Anchors) -> Table:
    shown = tuple(filled(section, (column for column in section.columns if not (column.detail or column.data))))
    lines = (
        _line(section, shown, row, f"{section.name}-{number}", anchors) for number, row in enumerate(section.rows, 1)
    )
    return Table(section, shown, tuple(lines))


def _line(section: Section, shown: tuple[Column, ...], row: Row, anchor: str, anchors: words.Anchors) -> Line:
    prefixes = [one.key.removesuffix("quote") for one in section.columns if one.key.endswith("quote") and one.detail]
    quoted = {prefix + key for prefix in prefixes for key in _WORDS}
    cells = ((column, _words(row, column), _status(row, column), _order(row, column)) for column in shown)
    details = (
        (column.title, _words(row, column), _status(row, column))
        for column in section.columns
        if column.detail and column.key not in quoted and row.get(column.key) is not None
    )
    quotes = (_quoted(row, prefix, anchors) for prefix in prefixes if row.get(f"{prefix}quote"))
    return Line(tuple(cells), tuple(details), tuple(quotes), anchor)


def _words(row: Row, column: Column) -> str:
    return marked(row, Column(column.key, column.title))


def _status(row: Row, column: Column) -> str:
    return str(row.get(column.status_key) or "") if column.standing else ""


def _order(row: Row, column: Column) -> str | float:
    value = row.get(column.key)
    return value if isinstance(value, int | float) else _words(row, column)


def _quoted(row: Row, prefix: str, anchors: words.Anchors) -> Quoted:
    asked = f", question {row[f'{prefix}question']}" if row.get(f"{prefix}question") else ""
    dated = row.get(f"{prefix}letter_date") or "no date"
    source = f"{row.get(f'{prefix}letter')} of {dated}{asked}"
    return Quoted(str(row[f"{prefix}quote"]), source, words.anchor_of(row, prefix, anchors))
