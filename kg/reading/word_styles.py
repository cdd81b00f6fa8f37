"""Styles of a Word document: what a paragraph or a run has from its style, and from the styles that it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.reading.word_xml import child, is_on, local, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"^heading ?(\d)$", re.IGNORECASE)


@dataclass(slots=True)
class Styles:
    """Styles by their ids."""

    styles: dict[str, _Element] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    """The style of what names none, by type."""
    base: _Element | None = None

    def is_bold(self, run: _Element | None, paragraph: _Element | None) -> bool:
        """Whether a run is bold, by itself, its style or its paragraph's style."""
        own = is_on(child(run, "b"))
        if own is not None:
            return own
        for holder in (*self._chain(value(child(run, "rStyle"), "val"), "character"), *self._of(paragraph)):
            said = is_on(child(holder, "rPr", "b"))
            if said is not None:
                return said
        return bool(is_on(child(self.base, "rPrDefault", "rPr", "b")))

    def is_hidden(self, run: _Element | None) -> bool:
        """Whether a run is not shown, or shown as struck out."""
        return any(is_on(child(run, name)) for name in ("vanish", "strike", "dstrike"))

    def heading_level(self, paragraph: _Element | None) -> int:
        """1 to 9 for a heading, 0 for none."""
        own = child(paragraph, "outlineLvl")
        if own is not None:
            level = number(value(own, "val"), 9)
            return level + 1 if level < 9 else 0
        for style in self._of(paragraph):
            name = value(child(style, "name"), "val")
            match = _HEADING.match(name)
            if match:
                return int(match[1])
            if name.lower() == "title":
                return 1
            outline = child(style, "pPr", "outlineLvl")
            if outline is not None:
                level = number(value(outline, "val"), 9)
                return level + 1 if level < 9 else 0
        return 0

    def numbering(self, paragraph: _Element | None) -> tuple[str, int] | None:
        """The list and the level that a paragraph belongs to."""
        list_id, level = "", ""
        for properties in (paragraph, *(child(style, "pPr") for style in self._of(paragraph))):
            given = child(properties, "numPr")
            list_id = list_id or value(child(given, "numId"), "val")
            level = level or value(child(given, "ilvl"), "val")
        return (list_id, number(level)) if list_id and list_id != "0" else None

    def spacing(self, paragraph: _Element | None, side: str) -> int:
        """Space `before` or `after` a paragraph, in twentieths of a point."""
        base = child(self.base, "pPrDefault", "pPr")
        for properties in (paragraph, *(child(style, "pPr") for style in self._of(paragraph)), base):
            given = value(child(properties, "spacing"), side)
            if given:
                return number(given)
        return 0

    def _of(self, paragraph: _Element | None) -> Iterator[_Element]:
        return self._chain(value(child(paragraph, "pStyle"), "val") or self.defaults.get("paragraph", ""), "paragraph")

    def _chain(self, name: str, kind: str) -> Iterator[_Element]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            style = self.styles.get(f"{kind} {name}")
            if style is None:
                return
            yield style
            name = value(child(style, "basedOn"), "val")


def styles_of(root: _Element | None) -> Styles:
    """The styles that a document's styles part defines."""
    found = Styles()
    for one in root if root is not None else ():
        if local(one) == "docDefaults":
            found.base = one
        elif local(one) == "style":
            kind, name = value(one, "type"), value(one, "styleId")
            found.styles[f"{kind} {name}"] = one
            if value(one, "default") in ("1", "true", "on"):
                found.defaults[kind] = name
    return found
