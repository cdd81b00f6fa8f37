"""Where everything of an output folder stands: the pages of reports, councils, systems, suppliers and letters.

Pages of single things stand in the folder `pages`, whose files have names of lower-case letters, digits and hyphens.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.catalogue.folding import slug
from kg.known.rows import Row
from kg.outputs import PAGES
from kg.reporting.formats.links import Piece
from kg.reporting.formats.templating import Menu

MENU = (
    ("Overview", "index.html"),
    ("Graph", "graph.html"),
    ("End dates", "renewals.html"),
    ("Gaps", "gaps.html"),
    ("Market", "market.html"),
    ("Refusals", "refusals.html"),
    ("Figures", "statistics.html"),
    ("Changes", "changes.html"),
    ("Coverage", "coverage.html"),
)
"""The pages that every page leads to."""
_KINDS = {
    "council": "council", "names": "council", "system": "system", "supplier": "supplier", "owner": "supplier",
    "organisation": "supplier", "other": "supplier", "letter": "letter",
}  # fmt: skip
"""Key of a column → the kind of thing that its cells name."""


@dataclass(frozen=True, slots=True)
class Site:
    """What has a page of its own, by kind and name; letters also by IRI."""

    files: Mapping[str, Mapping[str, str]]
    """Kind → name → file in `pages`."""
    letters: Mapping[str, str]
    """IRI of a letter → its file."""
    spans: dict[str, set[tuple[int, int]]] = field(default_factory=lambda: defaultdict(set))
    """IRI of a letter → the places in it to which pages lead, half-open, in its canonical text."""

    def file(self, kind: str, name: str) -> str | None:
        return self.files.get(kind, {}).get(name)


def site_of(names: Mapping[str, Iterable[str]], letters: Iterable[Row]) -> Site:
    """The pages of things of each kind, by their names, and of letters, as the query `authorities` gives them."""
    files = {kind: _files(kind, sorted(set(found))) for kind, found in names.items()}
    rows = sorted({(str(row["letter_iri"]), str(row["letter"])) for row in letters})
    by_iri = _files("letter", [iri.rpartition("/")[2] for iri, _ in rows])
    places = {iri: by_iri[iri.rpartition("/")[2]] for iri, _ in rows}
    named = Counter(name for _, name in rows)
    files["letter"] = {name: places[iri] for iri, name in rows if named[name] == 1}
    return Site(files, places)


def _files(kind: str, names: Iterable[str]) -> dict[str, str]:
    """A file for each name: two that would get the same one are told apart by a number."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        plain = slug(name).replace("%", "")
        file = next(each for each in _tried(f"{kind}-{plain}") if each not in taken)
        taken.add(file)
        found[name] = file
    return found


def _tried(plain: str) -> Iterable[str]:
    yield f"{plain}.html"
    number = 2
    while True:
        yield f"{plain}-{number}.html"
        number += 1


@dataclass(frozen=True, slots=True)
class View:
    """The links of one page: `here` is its file if it is a report, and None if it stands in `pages`."""

    site: Site
    here: str | None = None
    own: tuple[str, str] = ("", "")
    """Kind and name of what the page is about: it does not lead to itself."""

    @property
    def menu(self) -> Menu:
        return menu_of(self.here)

    def page(self, file: str) -> str:
        """Where a file of `pages` is from here."""
        return f"{PAGES}/{file}" if self.here else file

    def report(self, file: str) -> str:
        """Where the page of a report is from here."""
        return file if self.here else f"../{file}"

    def words(self, row: Row, prefix: str) -> str | None:
        iri = str(row.get(f"{prefix}letter_iri") or "")
        file = self.site.letters.get(iri) or self.site.file("letter", str(row.get(f"{prefix}letter") or ""))
        if file is None:
            return None
        start, words = row.get(f"{prefix}at"), str(row.get(f"{prefix}quote") or "")
        if not iri or not isinstance(start, int) or not words:
            return self.page(file)
        span = start, start + len(words)
        self.site.spans[iri].add(span)
        return f"{self.page(file)}#{place(span)}"

    def pieces(self, key: str, text: str) -> tuple[Piece, ...]:
        kind = _KINDS.get(key)
        if kind is None or not text:
            return ((text, None),)
        if href := self._thing(kind, text):
            return ((text, href),)
        found: list[Piece] = []
        for name in text.split(", "):
            found += [(", ", None)] * bool(found) + [(name, self._thing(kind, name))]
        return tuple(found)

    def _thing(self, kind: str, name: str) -> str | None:
        file = self.site.file(kind, name)
        return self.page(file) if file and (kind, name) != self.own else None


def menu_of(here: str | None) -> Menu:
    """The menu of the page of a report, or (None) of a page in `pages`."""
    up = "" if here else "../"
    return tuple((title, up + file, file == here) for title, file in MENU)


def place(span: tuple[int, int]) -> str:
    """The anchor of a place in a letter."""
    return f"at-{span[0]}-{span[1]}"
