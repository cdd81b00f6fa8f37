"""Elements of a web page → blocks of canonical text: headings, paragraphs, numbered lists, tables, links, quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.reading.marks import Blocks, Run, folded, marked, plain, table, tidy
from kg.reading.web_main import words
from kg.reading.word_numbering import figure

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCK = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "fieldset",
        ),
        *(
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "html",
            "legend",
        ),
        *("li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
        *("thead", "tr", "ul", "caption", "label"),
    )
)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_PLAIN_STYLE = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_BOLD_CLASS = re.compile(r"(?:^|[\s!_-])(?:bold|fw-bold|font-bold|strong)(?:$|\s)", re.IGNORECASE)
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?(lower|upper)-(alpha|latin|roman)", re.IGNORECASE)
_LINK = re.compile(r"^(?:https?:/|/|\.{0,2}/|[\w.-]+\.(?:html?|aspx?|php|pdf|docx?)\b)", re.IGNORECASE)
_LONG_CELL = 1200
"""A cell with more characters is a part of the page's layout."""
_LONG_TERM = 80
"""A term of a list of definitions that is longer is a question."""


class Writer:
    """Walks through elements and writes their text."""

    def __init__(self) -> None:
        self._blocks = Blocks()
        self._runs: list[Run] = []
        self._tight = False
        self._lead = ""
        """Label of a point of a list, before its first words."""

    @property
    def text(self) -> str:
        self._flush()
        return self._blocks.text

    def write(self, element: _Element, bold: bool = False) -> None:
        """All of an element: its own text, its children, and the text after each."""
        bold = _is_bold(element, bold)
        self._say(element.text, bold)
        for one in element:
            if isinstance(one.tag, str):
                self._element(one, bold)
            self._say(one.tail, bold)

    def _say(self, text: str | None, bold: bool) -> None:
        if text:
            self._runs.append(Run(re.sub(r"[ \t\r\n\f]+", " ", tidy(text.replace("\r", "\n"))), bold))

    def _element(self, one: _Element, bold: bool) -> None:
        match one.tag:
            case "br":
                self._runs.append(Run("\n", bold))
            case "a":
                self._link(one, bold)
            case "img":
                return
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._heading(one)
            case "ul" | "ol" | "menu":
                self._list(one, bold)
            case "dl":
                self._definitions(one)
            case "table":
                self._table(one, bold)
            case "pre":
                self._flush()
                self._blocks.add(tidy(words(one)))
            case "blockquote":
                self._quote(one)
            case "hr":
                self._flush()
                self._blocks.part()
            case _ if one.tag in _BLOCK:
                self._flush()
                self.write(one, bold or one.tag in ("summary", "legend", "caption"))
                self._flush()
            case _:
                self.write(one, bold)

    def _flush(self) -> None:
        """End the paragraph that is being written."""
        runs, self._runs = self._runs, []
        lines = [re.sub(r" {2,}", " ", line).strip() for line in marked(runs).replace("\u00a0", " ").split("\n")]
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
        if text:
            if self._lead.strip() and text.startswith("**") and text.endswith("**") and text.count("**") == 2:
                text = f"**{self._lead.lstrip()}{text[2:]}"
                text = self._lead[: len(self._lead) - len(self._lead.lstrip())] + text
            else:
                text = self._lead + text
            self._lead = ""
            self._blocks.add(text, tight=self._tight)

    def _heading(self, one: _Element) -> None:
        self._flush()
        text = folded(tidy(words(one, " ")))
        if text:
            lead, self._lead = self._lead, ""
            self._blocks.add(f"{'#' * int(one.tag[1])} {lead.strip()} {text}".replace("  ", " "))

    def _link(self, one: _Element, bold: bool) -> None:
        outer, self._runs = self._runs, []
        if any(isinstance(inner.tag, str) and inner.tag in _BLOCK for inner in one.iter()):
            self._runs = outer
            self.write(one, bold)
            return
        self.write(one, bold)
        runs, self._runs = self._runs, outer
        label = "".join(run.text for run in runs)
        href = re.sub(r"\s", "%20", (one.get("href") or "").strip())
        if not label.strip() or not _LINK.match(href) or folded(label).rstrip("/") == href.rstrip("/"):
            self._runs += runs
        else:
            strong = all(run.bold for run in runs if run.text.strip())
            self._runs.append(Run(f"[{folded(label)}]({href})", strong))

    def _list(self, holder: _Element, bold: bool) -> None:
        self._flush()
        depth = sum(1 for one in holder.iterancestors() if one.tag in ("ul", "ol", "menu"))
        number = _whole(holder.get("start"), 1)
        was_tight, self._tight = self._tight, True
        if not was_tight:
            self._blocks.part()
        for one in holder:
            if not isinstance(one.tag, str):
                continue
            if one.tag != "li":
                self._element(one, bold)
                continue
            if holder.tag == "ol":
                number = _whole(one.get("value"), number)
                style = _style(holder)
                label = "" if style == "none" else f"{figure(number, style)}. "
                number += 1
            else:
                label = "- "
            self._lead = "  " * min(depth, 5) + label
            self.write(one, bold)
            self._flush()
            self._lead = ""
        self._tight = was_tight
        if not was_tight:
            self._blocks.part()

    def _definitions(self, holder: _Element) -> None:
        """Terms and what they mean, as lines of a form; a question for a term stands above its answer."""
        self._flush()
        label = ""
        for one in (one for one in holder.iter("dt", "dd")):
            if one.tag == "dt":
                if label:
                    self._blocks.add(f"{label}:", tight=True)
                label = folded(tidy(words(one))).rstrip(":").rstrip()
            elif (
                label.endswith("?")
                or len(label) > _LONG_TERM
                or next(one.iter("p", "ul", "ol", "table"), None) is not None
            ):
                self._blocks.add(f"**{label}**" if label else "")
                label = ""
                self.write(one)
                self._flush()
            else:
                inner = Writer()
                inner.write(one)
                text = folded(inner.text.replace("\n", " "))
                self._blocks.add(f"{label}: {text}" if label else text, tight=True)
                label = ""
        self._blocks.part()

    def _quote(self, one: _Element) -> None:
        self._flush()
        inner = Writer()
        inner.write(one)
        self._blocks.add("\n".join(f"> {line}".rstrip() for line in inner.text.rstrip("\n").split("\n")))

    def _table(self, one: _Element, bold: bool) -> None:
        self._flush()
        places = list(_rows(one))
        cells = [cell for row in places for cell in row]
        layout = (
            (one.get("role") or "").lower() == "presentation"
            or any(True for _ in one.iterdescendants("table", "h1", "h2", "h3", "h4"))
            or max((len(words(cell)) for cell in cells), default=0) > _LONG_CELL
            or max((len(row) for row in places), default=0) < 2
        )
        if layout:
            for cell in cells:
                self.write(cell, bold)
                self._flush()
            return
        for caption in one.iterchildren("caption"):
            self._blocks.add(f"**{folded(tidy(words(caption)))}**")
        form = all(len(row) == 2 and row[0].tag == "th" and row[1].tag == "td" for row in places)
        rows = _spread(places)
        if form:
            rows = [[f"{label.rstrip(':')}:", value] for label, value in rows]
        self._blocks.add(table(rows))


def _is_bold(element: _Element, bold: bool) -> bool:
    style = element.get("style") or ""
    if _PLAIN_STYLE.search(style):
        return False
    return (
        bold
        or element.tag in ("b", "strong")
        or bool(_BOLD_STYLE.search(style))
        or bool(_BOLD_CLASS.search(element.get("class") or ""))
    )


def _rows(one: _Element) -> Iterator[list[_Element]]:
    """The cells of each row, none of a table within."""
    for part in one:
        if part.tag == "tr":
            yield [cell for cell in part if cell.tag in ("td", "th")]
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(part)


def _spread(places: Sequence[Sequence[_Element]]) -> list[list[str]]:
    """The text of cells; one that spans several rows stands in each of them."""
    rows: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for place in places:
        row: list[str] = []
        cells = iter(place)
        while True:
            left, text = hanging.get(len(row), (0, ""))
            if left:
                hanging[len(row)] = (left - 1, text)
                row.append(text)
                continue
            cell = next(cells, None)
            if cell is None:
                break
            inner = Writer()
            inner.write(cell)
            text = folded(inner.text.replace("\n", " "))
            text = plain(text) if cell.tag == "th" else text
            span = min(_whole(cell.get("rowspan"), 1), 200)
            if span > 1:
                hanging[len(row)] = (span - 1, text)
            row += [text] + [""] * (min(max(_whole(cell.get("colspan"), 1), 1), 50) - 1)
        rows.append(row)
    return rows


def _style(holder: _Element) -> str:
    found = _LIST_STYLE.search(holder.get("style") or "")
    if found:
        kind = "Roman" if found[2].lower() == "roman" else "Letter"
        return found[1].lower() + kind
    return _TYPES.get(holder.get("type") or "", "decimal")


def _whole(text: str | None, default: int) -> int:
    try:
        return int((text or "").strip()[:9])
    except ValueError:
        return default
