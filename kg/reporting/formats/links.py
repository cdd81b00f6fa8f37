"""Where the links of a page lead: to other pages of an output folder, or, on a page that is alone, to its own end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kg.known.rows import Row
from kg.reporting.formats import words

Piece = tuple[str, str | None]
"""Words, and where they lead."""


class Links(Protocol):
    """What a page asks of its surroundings."""

    @property
    def menu(self) -> tuple[tuple[str, str, bool], ...]:
        """The pages beside it: what they are called, where they are, and whether one is the page itself."""

    def words(self, row: Row, prefix: str) -> str | None:
        """Where the words that a row rests on can be read."""

    def pieces(self, key: str, text: str) -> tuple[Piece, ...]:
        """The text of a cell in pieces: each name that has a page of its own leads to it."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A page without others: its words stand at its own end."""

    anchors: words.Anchors
    menu: tuple[tuple[str, str, bool], ...] = ()

    def words(self, row: Row, prefix: str) -> str | None:
        anchor = words.anchor_of(row, prefix, self.anchors)
        return f"#{anchor}" if anchor else None

    def pieces(self, key: str, text: str) -> tuple[Piece, ...]:
        return ((text, None),)
