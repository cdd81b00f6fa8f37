"""What a user wants to see of a report: rows out of rows, by council, service, system and supplier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.errors import NotFoundError
from kg.known.rows import Cell, in_words
from kg.parameters import nearest
from kg.schemes import fold, scheme

R = TypeVar("R", bound=Mapping[str, Cell])
_SHOWN = 20
_NOTHING = "It has none at all. See `kg query --name letters` for what the graph holds."
_NAMES = ("council", "service", "system", "supplier")


@dataclass(frozen=True, slots=True)
class Filters:
    """Words that a name has to contain, in any case; None for all."""

    council: str | None = None
    service: str | None = None
    system: str | None = None
    supplier: str | None = None

    @property
    def given(self) -> dict[str, str]:
        return {key: value for key in _NAMES if (value := getattr(self, key)) is not None}

    def kept(self, rows: Iterable[R]) -> list[R]:
        """Those rows that have all of the words wanted."""
        return [row for row in rows if all(_has(row.get(key), key, value) for key, value in self.given.items())]

    def check(self, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Tell of a name that no row has, also where others remain.

        Raises:
            NotFoundError: a filter that names nothing among `rows`; the nearest names are offered.
        """
        for key, value in self.given.items():
            names = sorted({name for row in rows for name in str(row.get(key) or "").split(", ") if name})
            if not any(_has(name, key, value) for name in names):
                more = ", …" if len(names) > _SHOWN else "."
                hint = nearest(value, names, f"There are: {', '.join(names[:_SHOWN])}{more}" if names else _NOTHING)
                raise NotFoundError(f"Nothing in this report has the {key} {value!r}.", hint)


def _has(cell: Cell, key: str, wanted: str) -> bool:
    """Whether a cell has the words wanted; a service by its notation, its label, or other words that mean it."""
    text = str(cell or "")
    texts = (text, in_words(text)) if key == "service" else (text,)
    concept = scheme("services").named(wanted) if key == "service" else None
    if concept and concept.notation in text.split(", "):
        return True
    return any(_folded(wanted, key) in _folded(one, key) for one in texts)


def _folded(text: str, key: str) -> str:
    """Words as they are compared; services may be written with spaces for hyphens, and without an apostrophe."""
    folded = " ".join(fold(text).split())
    return folded.replace(" ", "-").replace("'", "") if key == "service" else folded
