"""The first page of an output folder: what there is and how much, what is due next, and one search over all of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.known.counting import COUNTS, counts
from kg.known.rows import Row
from kg.publishing.entities import Known
from kg.publishing.site import MENU, Site, View
from kg.reporting.formats import horizon
from kg.reporting.formats.templating import PAGES, data, filled_in
from kg.reporting.report import Report
from kg.store import Store
from kg.values import spoken

_OWN = Path(__file__).parent / "pages"
_SCRIPTS = (PAGES / "renewals" / "days.js", PAGES / "renewals" / "standing.js", _OWN / "index.js")
_COUNTED_FROM = ("kind", "end", "longest", "moved", "heldOver", "roll")
"""Facts of a contract from which the page counts what is due, as the page of renewals does."""
_ABOUT = {
    "graph.html": "Everything as a picture: click a thing, and read the words that prove it.",
    "renewals.html": "Which contracts end when, what is due next, and which ends are not known.",
    "gaps.html": "Seven facts about each system: what is known, what is withheld, what nobody asked.",
    "market.html": "Who uses which systems and suppliers, their shares, and who owns them.",
    "refusals.html": "What councils withhold and under which section; councils and kinds of question compared.",
    "statistics.html": "The figures that letters give, over the years.",
    "changes.html": "What changed from letter to letter, and where letters contradict each other.",
    "coverage.html": "What became of every question, and what was not understood.",
}
"""What each page answers."""
_FILES = (
    ("facts.csv", "facts, one a row, for a spreadsheet"),
    ("outcomes.csv", "what became of each question"),
    ("observations.csv", "figures"),
    ("renewals.csv", "contract end dates"),
    ("unsure.csv", "what was not sure enough to be stated"),
    ("graph.ttl", "the graph as Turtle"),
    ("graph.nq", "the graph as N-Quads"),
    ("graph.jsonld", "the graph as JSON-LD"),
    ("graph.graphml", "the picture for yEd"),
    ("build-report.json", "letters, findings and digests of all files"),
)
_MANY = {"council": "Councils", "system": "Systems", "supplier": "Suppliers"}
_NUMBERS = {
    "council": "The number says how many systems a council uses.",
    "system": "The number says how many councils use it.",
    "supplier": "The number says how many councils it supplies. It may be named by the catalogue alone.",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A page that the first page leads to."""

    title: str
    href: str
    about: str
    number: str


@dataclass(frozen=True, slots=True)
class Things:
    """All pages of a kind, by name; each with a number and what it counts."""

    kind: str
    title: str
    note: str
    things: tuple[tuple[str, str, str], ...]


def page(store: Store, known: Known, site: Site) -> str:
    """The first page. The same graph gives the same bytes."""
    view, numbers = View(site, "index.html"), counts(store)
    newest = max((str(row["letter_date"]) for row in known.letters if row["letter_date"]), default="")
    return filled_in(
        "index.html",
        _OWN,
        (PAGES / "menu.css", PAGES / "page.css", _OWN / "index.css"),
        (PAGES / "menu.js", *_SCRIPTS),
        report=Report("index", "What councils say", None, ()), menu=view.menu, letters=(), tables=(), marks={},
        counted=[(one, numbers[one.name]) for one in COUNTS], newest=spoken.day(newest) if newest else "",
        cards=_cards(known), things=_things(known, site, view), files=_FILES,
        due=data(list(_contracts(known, view))), found=data(_findable(known, site, view)),
    )  # fmt: skip


def _cards(known: Known) -> list[Card]:
    numbers = {f"{name}.html": _number(name, report) for name, report in known.reports.items()}
    return [Card(title, file, _ABOUT[file], numbers.get(file, "")) for title, file in MENU if file in _ABOUT]


_TOLD = {
    "renewals": ("ends", "held-over", "extended", "rolling", "passed", "moved", "unknown"),
    "gaps": ("gaps",), "market": ("uses",), "refusals": ("refusals",), "statistics": ("figures",),
    "changes": ("changes", "open"), "coverage": ("not-understood",),
}  # fmt: skip
_WORDS = {
    "renewals": ("end date, known or not", "end dates, known or not"), "gaps": ("fact not known", "facts not known"),
    "market": ("system in use", "systems in use"),
    "refusals": ("question not fully answered", "questions not fully answered"), "statistics": ("figure", "figures"),
    "changes": ("change", "changes"), "coverage": ("answer not understood", "answers not understood"),
}  # fmt: skip
"""What the rows of a report are called: one of them, and any other number."""


def _number(name: str, report: Report) -> str:
    """How much a report holds: the rows of its sections."""
    number = sum(len(section.rows) for section in report.sections if section.name in _TOLD[name])
    return f"{number:,} {_WORDS[name][number != 1]}"


def _things(known: Known, site: Site, view: View) -> list[Things]:
    found = []
    for kind, title in _MANY.items():
        numbers: dict[str, set[object]] = {}
        for row in known.reports["gaps"].sections[1].rows:
            for name in str(row.get(kind) or "").split(", "):
                numbers.setdefault(name, set()).add(row["use"] if kind == "council" else row["council"])
        things = tuple(
            (name, view.page(file), str(len(numbers[name] - {None})) if numbers.get(name, set()) - {None} else "")
            for name, file in sorted(site.files[kind].items(), key=lambda each: each[0].casefold())
        )
        found.append(Things(kind, title, _NUMBERS[kind], things))
    heads = sorted(known.letters, key=lambda row: (str(row["council"]), str(row["letter_date"] or "")))
    letters = tuple(
        (f"{row['council']}, {_day(row)}", view.page(site.letters[str(row["letter_iri"])]), "") for row in heads
    )
    return [*found, Things("letter", "Letters", "", letters)]


def _day(row: Row) -> str:
    return spoken.day(str(row["letter_date"])) if row["letter_date"] else "no date"


def _contracts(known: Known, view: View) -> Iterator[dict[str, Any]]:
    """What may end, with the facts that the page counts from, and what it says of it."""
    drawn = horizon.horizon(known.reports["renewals"], lambda row: None)
    for part in drawn.parts:
        for contract in part.contracts:
            facts = json.loads(contract.facts)
            cells = {key: text for key, _, text, _ in contract.cells}
            yield {
                **{key: facts[key] for key in _COUNTED_FROM if key in facts},
                "told": [cells.get("end", ""), cells["system"], cells["service"], cells["council"]],
                "href": f"{view.report('renewals.html')}#{contract.anchor}",
            }


def _findable(known: Known, site: Site, view: View) -> dict[str, list[list[str]]]:
    """What the search looks through: names with their other names, quotes with what they prove; where each leads."""
    found: dict[str, list[list[str]]] = {}
    for kind, title in _MANY.items():
        found[title] = [
            [name, view.page(file), " ".join(known.about.get((kind, name), ()))]
            for name, file in site.files[kind].items()
        ]
    references = {
        (str(row["raw"]), str(row["council"])): None for row in known.facts if row["name"] == "contract_reference"
    }
    found["Contracts"] = [
        [reference, view.page(file) if (file := site.file("council", council)) else "", council]
        for reference, council in references
    ]
    found["Letters"] = [
        [f"{row['council']}, {_day(row)}", view.page(site.letters[str(row["letter_iri"])]),
         " ".join(str(row[key]) for key in ("request_id", "subject", "letter") if row[key])]
        for row in known.letters
    ]  # fmt: skip
    quotes: dict[tuple[str, str], list[str]] = {}
    for row in known.facts:
        if row["quote"] and (href := view.words(row, "")):
            told = quotes.setdefault((str(row["quote"]), href), [])
            told.append(f"{row['field']}: {row['value']}")
    found["Words of letters"] = [
        [quote, href, "; ".join(dict.fromkeys(told))] for (quote, href), told in quotes.items()
    ]
    return {title: rows for title, rows in found.items() if rows}
