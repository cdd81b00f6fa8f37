"""Reports → one HTML page each, that needs nothing else and lets nothing else in.

By itself a page ends with the letters it rests on, and its links lead there. In an output folder it is one of many:
then its links lead to pages of letters, councils, systems and suppliers, and a menu of reports comes first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kg.reporting.formats import heat, horizon, plots, words
from kg.reporting.formats.links import Alone, Links
from kg.reporting.formats.matrix import FACTS, matrix
from kg.reporting.formats.tables import quoted, tables
from kg.reporting.formats.templating import PAGES, filled_in
from kg.reporting.report import MARKS, Report
from kg.store import Store


def page(report: Report, store: Store, links: Links | None = None) -> str:
    """The page of a report; with `links` one among others. The same report gives the same bytes."""
    letters: tuple[words.Letter, ...] = ()
    if links is None:
        letters, anchors = words.letters_behind(report, store)
        links = Alone(anchors)
    look = _LOOKS.get(report.name, _PLAIN)
    return filled_in(
        look.template,
        PAGES,
        (PAGES / name for name in look.styles),
        (PAGES / name for name in look.scripts),
        report=report, letters=letters, drawn=look.draw(report, links), menu=links.menu, pieces=links.pieces,
        tables=tables(report, links, look.sections), facts=FACTS,
        marks={status: mark.strip(" ()") for status, mark in MARKS.items()},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    """How the page of a report is made: its template, its files, what it draws, and which sections are plain tables."""

    template: str = "page.html"
    scripts: tuple[str, ...] = ("menu.js", "page.js")
    styles: tuple[str, ...] = ("menu.css", "page.css")
    draw: Callable[[Report, Links], Any] = lambda report, links: None
    sections: tuple[str, ...] | None = None


def _horizon(report: Report, links: Links) -> Any:
    """The lines of the renewals page, each with its words and where they stand."""
    return horizon.horizon(report, lambda row: quoted(row, "", links) if row.get("quote") else None)


def _matrix(report: Report, links: Links) -> Any:
    """What is known of each system, if the report tells it."""
    section = next((section for section in report.sections if section.name == "systems"), None)
    return matrix(section, links) if section and section.rows else None


_PLAIN = _Look()
_SCRIPTS = ("days", "standing", "contracts", "filters", "headline", "timeline", "page")
"""In the order in which they run; each says in its first line what it is for."""
_OF_ENTITIES = ("contracts", "refusals", "figures", "letters", "ownership", "facts")
_LOOKS = {
    "renewals": _Look(
        "renewals.html",
        ("menu.js", *(f"renewals/{name}.js" for name in _SCRIPTS)),
        ("menu.css", "page.css", "renewals/page.css"),
        _horizon,
        sections=(),
    ),
    "statistics": _Look("statistics.html", draw=lambda report, _: plots.plots(report)),
    "gaps": _Look("gaps.html", draw=_matrix, sections=("gaps",)),
    "refusals": _Look(
        "refusals.html",
        draw=lambda report, _: heat.heat(report),
        sections=("by-kind", "by-council", "by-section", "refusals"),
    ),
    **dict.fromkeys(("council", "system", "supplier"), _Look("entity.html", draw=_matrix, sections=_OF_ENTITIES)),
}
"""Reports whose page has more than tables, or has them in an order of its own."""
