"""Elements of a web page → blocks of canonical text: headings, paragraphs, numbered lists, tables, links, quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.reading.marks import Blocks, Run, folded, marked, raised, table, tidy
from kg.reading.web_lists import style_of, whole
from kg.reading.web_main import words
from kg.reading.web_tables import cells_of, is_layout, rows_of
from kg.reading.word_numbering import figure

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCK = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "label", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_PLAIN_STYLE = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_BOLD_CLASS = re.compile(r"(?:^|[\s!_-])(?:bold|fw-bold|font-bold|strong)(?:$|\s)", re.IGNORECASE)
_LINK = re.compile(r"^(?:https?:/|/|\.{0,2}/|[\w.-]+\.(?:html?|aspx?|php|pdf|docx?)\b)", re.IGNORECASE)
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
            case "sup":
                text = words(one)
                note = raised(text, self._runs[-1].text if self._runs else "")
                if note == text:
                    self.write(one, bold)
                else:
                    self._say(note, bold)
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
        number = whole(holder.get("start"), 1)
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
                number = whole(one.get("value"), number)
                style = style_of(holder)
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
        places = list(cells_of(one))
        if is_layout(one, places):
            for cell in (cell for row in places for cell in row):
                self.write(cell, bold)
                self._flush()
            return
        for caption in one.iterchildren("caption"):
            self._blocks.add(f"**{folded(tidy(words(caption)))}**")
        self._blocks.add(table(rows_of(places, self._cell)))

    def _cell(self, cell: _Element) -> str:
        """The words of a cell on one line."""
        inner = Writer()
        inner.write(cell)
        return folded(inner.text.replace("\n", " "))


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
