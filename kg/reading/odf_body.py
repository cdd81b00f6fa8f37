"""The body of an OpenDocument text → blocks of canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.reading.marks import Blocks, Run, folded, marked, plain, table, tidy
from kg.reading.odf_styles import Styles
from kg.reading.sheets import MOST_CELLS, too_many_cells
from kg.reading.word_numbering import Level, Numbering
from kg.reading.word_xml import child, local, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_PASSED = frozenset((
    "tracked-changes", "annotation", "annotation-end", "table-of-content", "alphabetical-index", "hidden-text",
    "hidden-paragraph", "sequence-decls", "variable-decls", "forms", "desc", "title", "page-number", "ruby-text",
))  # fmt: skip
"""What is not printed, or tells what stands elsewhere."""
_HOLDERS = frozenset(("section", "frame", "text-box", "text", "index-body", "illustration-index", "g", "custom-shape"))
_SHORT = 90
"""Lines of an address or a letterhead are shorter."""
_LONG_CELL = 1500
"""A cell with more is a part of the page's layout."""
_MOST_REPEATS = 50


@dataclass(slots=True)
class Body:
    """What walking through a document needs and gathers."""

    styles: Styles
    name: str
    """What errors call the file."""
    blocks: Blocks = field(default_factory=Blocks)
    numbering: Numbering = field(default_factory=Numbering)
    notes: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    lists: int = 0
    cells: int = 0

    def read(self, holder: _Element) -> None:
        """All blocks of an element."""
        for one in holder:
            match local(one):
                case "p" | "h":
                    self._paragraph(one)
                case "list":
                    self._list(one, 0, "")
                case "table":
                    self._table(one)
                case name if name in _HOLDERS:
                    self.read(one)

    def write_notes(self) -> None:
        for at, note in enumerate(self.notes, start=1):
            self.blocks.add(f"[{at}] {note}", tight=True)

    def _paragraph(self, paragraph: _Element, label: str = "") -> None:
        style = value(paragraph, "style-name")
        runs = list(self._runs(paragraph, bool(self.styles.is_bold(style))))
        boxes, self.boxes = self.boxes, []
        text = "".join(run.text for run in runs)
        level = number(value(paragraph, "outline-level"), 1) if local(paragraph) == "h" else self.styles.level(style)
        if self.styles.is_hidden(style) or not text.strip():
            self.blocks.part()
        elif level:
            self.blocks.add(f"{'#' * min(level, 6)} {label.lstrip()}{folded(text)}")
        else:
            first = next((run.bold for run in runs if run.text.strip()), False)
            tight = bool(label) or (len(text) < _SHORT and not self.styles.is_spaced(style))
            self.blocks.add(marked([Run(label, first), *runs]), tight=tight)
        for box in boxes:
            self.read(box)

    def _list(self, holder: _Element, level: int, list_id: str) -> None:
        """The points of a list; `list_id` is that of the list within which it stands."""
        own = self.styles.lists.get(value(holder, "style-name"), {})
        if not list_id:
            list_id = self._begin(holder)
        elif level in own:
            self.numbering.levels[list_id] = {**self.numbering.levels[list_id], level: own[level]}
        for item in holder:
            if local(item) not in ("list-item", "list-header"):
                continue
            start = value(item, "start-value")
            if start:
                self.numbering.counts.setdefault(self.numbering.family[list_id], {})[level] = number(start, 1) - 1
            first = local(item) == "list-item"
            for one in item:
                if local(one) == "list":
                    self._list(one, min(level + 1, 8), list_id)
                    first = False
                elif local(one) in ("p", "h"):
                    self._paragraph(one, self._label(list_id, level) if first else "")
                    first = False

    def _begin(self, holder: _Element) -> str:
        """A list with numbers of its own, or one that goes on with those of another."""
        self.lists += 1
        list_id = value(holder, "id") or f"list {self.lists}"
        style = value(holder, "style-name") or next(
            (found for one in holder.iter() if local(one) == "p" and (found := self._style(one))), ""
        )
        self.numbering.levels[list_id] = self.styles.lists.get(style, {0: Level(style="bullet")})
        other = value(holder, "continue-list")
        if other in self.numbering.family:
            self.numbering.family[list_id] = self.numbering.family[other]
        elif value(holder, "continue-numbering") == "true":
            self.numbering.family[list_id] = f"style {style}"
        else:
            self.numbering.family[list_id] = f"style {style}"
            self.numbering.counts.pop(f"style {style}", None)
        return list_id

    def _style(self, paragraph: _Element) -> str:
        return self.styles.list_of(value(paragraph, "style-name"))

    def _label(self, list_id: str, level: int) -> str:
        label = self.numbering.label(list_id, level)
        return f"{'  ' * min(level, 4)}{label} " if label else ""

    def _runs(self, holder: _Element, bold: bool) -> Iterator[Run]:
        """The words of a paragraph, also those in spans, links and fields."""
        if holder.text:
            yield Run(_words(holder.text), bold)
        for one in holder:
            name = local(one)
            match name:
                case "span":
                    style = value(one, "style-name")
                    own = self.styles.is_bold(style)
                    if not self.styles.is_hidden(style):
                        yield from self._runs(one, bold if own is None else own)
                case "s":
                    yield Run(" " * min(number(value(one, "c"), 1), 200), bold)
                case "tab":
                    yield Run("    ", bold)
                case "line-break":
                    yield Run("\n", bold)
                case "note":
                    self.notes.append(folded(tidy(" ".join(self._note(one)))))
                    yield Run(f"[{len(self.notes)}]", bold)
                case "frame" | "custom-shape" | "g" | "text-box":
                    self.boxes.append(one)
                case _ if name and name not in _PASSED:
                    yield from self._runs(one, bold)
            if one.tail:
                yield Run(_words(one.tail), bold)

    def _note(self, note: _Element) -> Iterator[str]:
        body = child(note, "note-body")
        for one in body.iter() if body is not None else ():
            if local(one) in ("p", "h"):
                yield "".join(str(part) for part in one.itertext())

    def _table(self, element: _Element) -> None:
        rows = []
        for row in rows_of(element):
            rows.append(row)
            self.cells += len(row)
            if self.cells > MOST_CELLS:
                raise too_many_cells(self.name)
        nested = any(local(one) == "table" for one in element.iterdescendants())
        cells = [cell for row in rows for cell in row if cell is not None]
        longest = max((sum(len(str(part)) for part in cell.itertext()) for cell in cells), default=0)
        if nested or longest > _LONG_CELL or max((len(row) for row in rows), default=0) < 2:
            for cell in cells:
                self.read(cell)
                self.blocks.part()
            return
        texts = [[self._cell(cell) for cell in row] for row in rows]
        for at, row in enumerate(rows):
            for column, place in enumerate(row):
                span = min(number(value(place, "number-rows-spanned"), 1), _MOST_REPEATS)
                for below in texts[at + 1 : at + span]:
                    if column < len(below):
                        below[column] = below[column] or texts[at][column]
        if texts:
            texts[0] = [plain(cell) for cell in texts[0]]
        self.blocks.add(table(texts))

    def _cell(self, cell: _Element | None) -> str:
        """A cell on one line."""
        if cell is None:
            return ""
        outer, self.blocks = self.blocks, Blocks()
        self.read(cell)
        text, self.blocks = folded(self.blocks.text.replace("\n", " ")), outer
        return text


def rows_of(element: _Element) -> Iterator[list[_Element | None]]:
    """Rows of cells, those of groups too; None for one that another covers."""
    for one in element:
        match local(one):
            case "table-row":
                cells: list[_Element | None] = []
                for cell in one:
                    if local(cell) in ("table-cell", "covered-table-cell"):
                        shown = cell if local(cell) == "table-cell" else None
                        cells += [shown] * min(number(value(cell, "number-columns-repeated"), 1), _MOST_REPEATS)
                yield cells
            case "table-header-rows" | "table-rows" | "table-row-group":
                yield from rows_of(one)


def _words(text: str) -> str:
    """Words of a paragraph, in which all white space is one space."""
    head = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return head + " ".join(tidy(text).split()) + tail
