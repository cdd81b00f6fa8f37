"""Numbering of Word lists: definitions go in, and the label that Word prints before each paragraph comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.reading.word_xml import child, children, is_on, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROMANS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_SMALL_ROMANS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS = 9
_MOST = 5000
"""Numbers above are no numbers of a list."""


@dataclass(frozen=True, slots=True)
class Level:
    """How a level counts and looks: `%1.` is the number of the first level and a full stop."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: bool = True
    legal: bool = False
    """Whether all numbers of its label are arabic, whatever their own levels say (`isLgl`)."""


@dataclass(slots=True)
class Numbering:
    """All lists of a document, with the numbers that they have reached."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """By list, in Word `numId`."""
    family: dict[str, str] = field(default_factory=dict)
    """The definition of each list; lists of one definition count on from each other."""
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    """Numbers at which a list begins anew."""
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_id: str, level: int) -> str:
        """The label of the next paragraph of a list: a number as printed, `-` for a bullet, else nothing."""
        levels = self.levels.get(list_id)
        if levels is None or level not in levels:
            return ""
        counts = self.counts.setdefault(self.family[list_id], {})
        place = (list_id, level)
        if place in self.starts and place not in self.begun:
            counts[level] = self.starts[place]
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        self.begun.add(place)
        for deeper in range(level + 1, _LEVELS):
            if deeper not in levels or levels[deeper].restart:
                counts.pop(deeper, None)
        return self._printed(levels, level, counts)

    def _printed(self, levels: dict[int, Level], level: int, counts: dict[int, int]) -> str:
        here = levels[level]
        if here.style == "bullet":
            return "-"
        if here.style == "none":
            return ""
        text = here.text
        for i in range(_LEVELS):
            if f"%{i + 1}" in text:
                of = levels.get(i, Level())
                style = "decimal" if here.legal else of.style
                text = text.replace(f"%{i + 1}", figure(counts.get(i, of.start), style))
        return text.strip()


def figure(count: int, style: str) -> str:
    """A number as letters, roman or arabic figures."""
    if not 0 < count < _MOST:
        return str(count)
    match style:
        case "lowerLetter" | "upperLetter":
            text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return text.upper() if style == "upperLetter" else text
        case "lowerRoman" | "upperRoman":
            text = ""
            for worth, letters in (*_ROMANS, *_SMALL_ROMANS):
                text += letters * (count // worth)
                count %= worth
            return text.upper() if style == "upperRoman" else text
        case "decimalZero":
            return f"{count:02d}"
        case _:
            return str(count)


def numbering_of(root: _Element | None) -> Numbering:
    """The lists that a document's numbering part defines."""
    found = Numbering()
    if root is None:
        return found
    abstract = {value(one, "abstractNumId"): one for one in children(root, "abstractNum")}
    by_link = {value(link, "val"): one for one in abstract.values() if (link := child(one, "styleLink")) is not None}
    for num in children(root, "num"):
        list_id = value(num, "numId")
        base = value(child(num, "abstractNumId"), "val")
        definition = abstract.get(base)
        link = child(definition, "numStyleLink")
        if link is not None:
            definition = by_link.get(value(link, "val"), definition)
        levels = dict(_levels(definition))
        for override in children(num, "lvlOverride"):
            level = number(value(override, "ilvl"))
            levels.update(_levels(override))
            start = child(override, "startOverride")
            if start is not None:
                found.starts[(list_id, level)] = number(value(start, "val"), 1)
        found.levels[list_id] = levels
        found.family[list_id] = base
    return found


def _levels(holder: _Element | None) -> list[tuple[int, Level]]:
    found = []
    for lvl in children(holder, "lvl"):
        style = value(child(lvl, "numFmt"), "val") or "decimal"
        restart = value(child(lvl, "lvlRestart"), "val") != "0"
        start = number(value(child(lvl, "start"), "val"), 1)
        legal = bool(is_on(child(lvl, "isLgl")))
        text = value(child(lvl, "lvlText"), "val")
        found.append((number(value(lvl, "ilvl")), Level(start, style, text, restart, legal)))
    return found
