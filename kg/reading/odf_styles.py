"""Styles of an OpenDocument file: what is bold, hidden or a heading, and how its lists are numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.reading.word_numbering import Level
from kg.reading.word_xml import child, children, local, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}


@dataclass(slots=True)
class Styles:
    """Styles by their names."""

    styles: dict[str, _Element] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)

    def is_bold(self, name: str) -> bool | None:
        """Whether a style sets its words in bold; None where it says nothing."""
        for style in self._chain(name):
            weight = value(child(style, "text-properties"), "font-weight")
            if weight:
                return weight in ("bold", "bolder") or number(weight) >= 600
        return None

    def is_hidden(self, name: str) -> bool:
        """Whether words are not shown, or shown as struck out."""
        for style in self._chain(name):
            look = child(style, "text-properties")
            if value(look, "display") == "none" or value(look, "text-line-through-style") not in ("", "none"):
                return True
        return False

    def level(self, name: str) -> int:
        """1 to 9 for the style of a heading, 0 for none."""
        return next((number(level) for one in self._chain(name) if (level := value(one, "default-outline-level"))), 0)

    def list_of(self, name: str) -> str:
        """The style of the lists of a paragraph's style."""
        return next((found for one in self._chain(name) if (found := value(one, "list-style-name"))), "")

    def is_spaced(self, name: str) -> bool:
        """Whether there is white space before or after a paragraph."""
        for style in self._chain(name):
            look = child(style, "paragraph-properties")
            sides = [value(look, side) for side in ("margin-top", "margin-bottom")]
            if any(sides):
                return any(side.strip("0.").rstrip("cmintp%") for side in sides)
        return False

    def shows(self, name: str) -> bool:
        """Whether a sheet's style shows the sheet."""
        return all(value(child(one, "table-properties"), "display") != "false" for one in self._chain(name))

    def _chain(self, name: str) -> Iterator[_Element]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            style = self.styles.get(name)
            if style is None:
                return
            yield style
            name = value(style, "parent-style-name")


def styles_of(*roots: _Element | None) -> Styles:
    """The styles that the parts of a document define; those of later ones count."""
    found = Styles()
    for root in roots:
        for holder in (*children(root, "styles"), *children(root, "automatic-styles")):
            for one in holder:
                if local(one) == "style":
                    found.styles[value(one, "name")] = one
                elif local(one) == "list-style":
                    found.lists[value(one, "name")] = dict(_levels(one))
    return found


def _levels(style: _Element) -> Iterator[tuple[int, Level]]:
    for one in style:
        level = number(value(one, "level"), 1) - 1
        if local(one) == "list-level-style-number":
            shown = min(max(number(value(one, "display-levels"), 1), 1), level + 1)
            figures = ".".join(f"%{at + 1}" for at in range(level + 1 - shown, level + 1))
            kind = _STYLES.get(value(one, "num-format"), "none")
            text = f"{value(one, 'num-prefix')}{figures}{value(one, 'num-suffix')}"
            yield level, Level(number(value(one, "start-value"), 1), kind, text)
        elif local(one) == "list-level-style-bullet":
            yield level, Level(style="bullet")
