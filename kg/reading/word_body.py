"""The body of a Word document → blocks of canonical text: paragraphs with their labels, tables, text boxes, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.reading.marks import Blocks, Run, folded, marked, plain, raised, table, tidy
from kg.reading.word_numbering import Numbering
from kg.reading.word_styles import Styles
from kg.reading.word_xml import child, children, local, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

PAGE = "\x00"
"""Stands where a page begins until the text is whole; XML cannot hold it."""
_PASSED = frozenset(("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "Fallback", "annotationRef", "proofErr"))
"""What is not printed, or is printed by what stands beside it."""
_SHORT = 90
"""Lines of an address or a letterhead are shorter."""
_LONG_CELL = 1500
"""A cell with more is a part of the page's layout."""


@dataclass(slots=True)
class Body:
    """What walking through a document needs and gathers."""

    styles: Styles
    numbering: Numbering
    blocks: Blocks = field(default_factory=Blocks)
    notes: list[str] = field(default_factory=list)
    """Ids of the footnotes, as they are named in the text."""
    boxes: list[_Element] = field(default_factory=list)
    was_tight: bool = False
    carried: list[Run] = field(default_factory=list)
    """Words of a paragraph whose end was deleted: they stand before those of the next."""

    def read(self, holder: _Element) -> None:
        """All blocks of an element."""
        for one in holder:
            match local(one):
                case "p":
                    self._paragraph(one)
                case "tbl":
                    self._table(one)
                case "sdt":
                    content = child(one, "sdtContent")
                    if content is not None:
                        self.read(content)
                case "ins" | "moveTo" | "customXml" | "AlternateContent" | "Choice":
                    self.read(one)
        carried, self.carried = self.carried, []
        self.blocks.add(marked(carried))

    def _paragraph(self, paragraph: _Element) -> None:
        properties = child(paragraph, "pPr")
        runs = [*self.carried, *self._runs(paragraph, properties)]
        mark = child(properties, "rPr")
        is_open = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        self.carried = runs if is_open else []
        if is_open:
            return
        boxes, self.boxes = self.boxes, []
        text = "".join(run.text for run in runs)
        if text.replace(PAGE, "").strip():
            level = self.styles.heading_level(properties)
            label = self._label(properties)
            if level:
                self.blocks.add(f"{'#' * min(level, 6)} {label}{folded(text)}")
            else:
                first = next((run.bold for run in runs if run.text.strip()), False)
                self.blocks.add(marked([Run(label, first), *runs]), tight=self._is_tight(properties, text, label))
        elif PAGE in text:
            self.blocks.add(PAGE)
        else:
            self.blocks.part()
        for box in boxes:
            self.read(box)

    def _is_tight(self, properties: _Element | None, text: str, label: str) -> bool:
        """Whether a paragraph follows the one before, and is followed, without white space."""
        if label:
            return True
        if self.styles.spacing(properties, "after") or self.styles.spacing(properties, "before"):
            return False
        return len(text) < _SHORT

    def _label(self, properties: _Element | None) -> str:
        place = self.styles.numbering(properties)
        if place is None:
            return ""
        label = self.numbering.label(*place)
        return f"{'  ' * min(place[1], 4)}{label} " if label else ""

    def _runs(self, holder: _Element, properties: _Element | None) -> Iterator[Run]:
        """The words of a paragraph, also those in links, fields, insertions and content controls."""
        before = ""
        for one in holder:
            name = local(one)
            if name in _PASSED:
                continue
            if name == "r":
                look = child(one, "rPr")
                if not self.styles.is_hidden(look):
                    text = "".join(self._text(one))
                    if value(child(look, "vertAlign"), "val") == "superscript":
                        text = raised(text, before)
                    if text:
                        before = text
                        yield Run(text, self.styles.is_bold(look, properties))
            elif name == "txbxContent":
                self.boxes.append(one)
            else:
                yield from self._runs(one, properties)

    def _text(self, run: _Element) -> Iterator[str]:
        for one in run:
            match local(one):
                case "t":
                    yield tidy((one.text or "").replace("\n", " "))
                case "tab" | "ptab":
                    yield "    "
                case "br" if value(one, "type") == "page":
                    pass  # Word marks the page that begins here by what it last rendered
                case "br" | "cr":
                    yield "\n"
                case "lastRenderedPageBreak":
                    yield PAGE
                case "noBreakHyphen":
                    yield "-"
                case "sym":
                    yield tidy(_symbol(value(one, "char")))
                case "footnoteReference" | "endnoteReference":
                    yield self._note(local(one)[: -len("Reference")], value(one, "id"))
                case "drawing" | "pict" | "object" | "AlternateContent":
                    self.boxes += _boxes(one)

    def _note(self, kind: str, note: str) -> str:
        key = f"{kind} {note}"
        if key not in self.notes:
            self.notes.append(key)
        return f"[{self.notes.index(key) + 1}]"

    def _table(self, element: _Element) -> None:
        rows: list[list[str]] = []
        places = list(_rows(element))
        width = max((len(row) for row in places), default=0)
        if width < 2 or _is_layout(element, places):
            seen: set[int] = set()
            for cell in (cell for row in places for cell in row if cell is not None):
                if id(cell) not in seen:
                    seen.add(id(cell))
                    self.read(cell)
                    self.blocks.part()
            return
        for row in places:
            above = rows[-1] if rows else []
            rows.append([self._cell(cell, above[i] if i < len(above) else "") for i, cell in enumerate(row)])
        if rows:
            rows[0] = [plain(cell) for cell in rows[0]]
        self.blocks.add(table(rows))

    def _cell(self, cell: _Element | None, above: str) -> str:
        """A cell on one line; one that is merged with that above has its words."""
        if cell is None:
            return ""
        merge = child(cell, "tcPr", "vMerge")
        if merge is not None and value(merge, "val") != "restart":
            return above
        outer, self.blocks = self.blocks, Blocks()
        self.read(cell)
        text, self.blocks = folded(self.blocks.text.replace("\n", " ")), outer
        return text


def _is_layout(element: _Element, places: Sequence[Sequence[_Element | None]]) -> bool:
    """Whether a table only places parts of the page: it holds another, or long cells."""
    if any(local(one) == "tbl" for one in element.iterdescendants()):
        return True
    cells = (cell for row in places for cell in row if cell is not None)
    return any(len("".join(str(text) for text in cell.itertext())) > _LONG_CELL for cell in cells)


def _rows(element: _Element) -> Iterator[list[_Element | None]]:
    """Rows of cells; None where a cell over several columns goes on."""
    for row in _within(element, "tr"):
        cells: list[_Element | None] = [None] * min(number(value(child(row, "trPr", "gridBefore"), "val")), 50)
        for cell in _within(row, "tc"):
            cells.append(cell)
            cells += [None] * min(number(value(child(cell, "tcPr", "gridSpan"), "val"), 1) - 1, 50)
        yield cells


def _within(element: _Element, name: str) -> Iterator[_Element]:
    """The descendants of a name, save those within tables or cells of the element."""
    for one in element:
        if local(one) == name:
            yield one
        elif local(one) not in ("tbl", "tc"):
            yield from _within(one, name)


def _boxes(element: _Element) -> Iterator[_Element]:
    """Text boxes in a drawing; the second form of a box, for old programs, is passed over."""
    for one in element:
        if local(one) == "txbxContent":
            yield one
        elif local(one) != "Fallback":
            yield from _boxes(one)


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def notes_of(root: _Element | None, kind: str) -> dict[str, str]:
    """Footnotes or endnotes by kind and id, each on one line."""
    found = {}
    for note in children(root, kind):
        words = ("".join(t.text or "" for t in p.iter() if local(t) == "t") for p in children(note, "p"))
        found[f"{kind} {value(note, 'id')}"] = folded(tidy(" ".join(words)))
    return found
