"""A graph → the pages of an output folder: a first page, all reports, one of each council, system, supplier and letter.

They have one look and one menu, lead to each other, and need nothing but each other: no server, no network. Every page
is made of the rows of reports; where a row says what words it rests on, it leads to them in the page of the letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from kg.known.asking import ask
from kg.known.letters import newest_day
from kg.known.rows import Row
from kg.outputs import PAGES
from kg.publishing import entities, front, letters
from kg.publishing.site import Site, View, site_of
from kg.reporting.formats.page import page
from kg.reporting.formats.templating import PAGES as TEMPLATES
from kg.reporting.formats.templating import filled_in
from kg.reporting.report import Report
from kg.reporting.reports.changes import changes
from kg.reporting.reports.coverage import coverage
from kg.reporting.reports.gaps import gaps
from kg.reporting.reports.market import market
from kg.reporting.reports.refusals import refusals
from kg.reporting.reports.statistics import statistics
from kg.store import Store

__all__ = ["publish"]

_OWN = Path(__file__).parent / "pages"
Texts = Mapping[str, Sequence[tuple[int, str]]]
"""Identifier of a letter (`letter/…`) → its words in pieces, each with its offset in the canonical text."""


def publish(store: Store, renewals: Report, texts: Texts, folder: Path) -> None:
    """Write all pages but the graph's into a folder: the same bytes of the same graph.

    Raises:
        OSError: a file cannot be written.
    """
    heads = ask(store, "authorities")
    reports = {"renewals": renewals, **_reports(store, newest_day(heads))}
    known = entities.Known(reports, heads, entities.facts_of(store), entities.about(store))
    site = site_of({kind: list(names) for kind, names in _names(store, reports, heads)}, heads)
    (folder / PAGES).mkdir()
    for name, report in reports.items():
        _write(folder / f"{name}.html", page(report, store, View(site, f"{name}.html")))
    for kind, make in entities.MAKERS.items():
        for name, file in site.files[kind].items():
            _write(folder / PAGES / file, page(make(name, known), store, View(site, own=(kind, name))))
    for file, text in _letters(known, site, texts):
        _write(folder / PAGES / file, text)
    _write(folder / "index.html", front.page(store, known, site))


def _reports(store: Store, day: date | None) -> dict[str, Report]:
    """All reports but that on renewals, as of the newest letter: a build does not depend on the clock."""
    return {
        "gaps": gaps(store, None, day),
        "market": market(store, None, day),
        "refusals": refusals(store, None, day),
        "statistics": statistics(store, None, day),
        "changes": changes(store, None, None, day),
        "coverage": coverage(store),
    }


def _names(store: Store, reports: Mapping[str, Report], heads: Sequence[Row]) -> Iterator[tuple[str, set[str]]]:
    """What has a page: councils that wrote letters, systems and suppliers that these name, and suppliers that the
    catalogue has for systems in use."""
    uses = reports["gaps"].sections[1].rows
    yield "council", {str(row["council"]) for row in heads}
    yield "system", {str(row["system"]) for row in ask(store, "systems-by-councils")}
    named = {str(row["supplier"]) for row in ask(store, "suppliers-by-councils")}
    yield "supplier", named | {name for row in uses for name in str(row.get("supplier") or "").split(", ") if name}


def _letters(known: entities.Known, site: Site, texts: Texts) -> Iterator[tuple[str, str]]:
    """The page of each letter: last of all, for they mark every place to which another page leads."""
    view = View(site)
    said: dict[str, list[Row]] = {}
    for row in (*known.facts, *entities.refused(known), *entities.figures(known)):
        said.setdefault(str(row["letter_iri"]), []).append(row)
    for head in known.letters:
        iri = str(head["letter_iri"])
        told = letters.told(said.get(iri, ()), view)
        pieces = texts.get(f"letter/{iri.rpartition('/')[2]}", ())
        page_of = letters.titled(head)
        styles, scripts = (
            (TEMPLATES / "menu.css", TEMPLATES / "page.css", _OWN / "letter.css"),
            (TEMPLATES / "menu.js",),
        )
        yield site.letters[iri], filled_in(
            "letter.html", _OWN, styles, scripts, report=page_of, head=head, told=told, menu=view.menu, letters=(),
            parts=list(letters.parts(pieces, site.spans.get(iri, ()))), tables=(), marks={},
            council=view.pieces("council", str(head["council"])),
        )  # fmt: skip


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
