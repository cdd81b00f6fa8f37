"""What a user wants to see of a report: rows out of rows, by council, service, system and supplier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.errors import NotFoundError
from kg.parameters import nearest
from kg.reporting.report import Cell

R = TypeVar("R", bound=Mapping[str, Cell])
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
        wanted = [(key, _folded(value, key)) for key, value in self.given.items()]
        return [row for row in rows if all(value in _folded(row.get(key), key) for key, value in wanted)]

    def check(self, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Tell of a name that no row has, also where others remain.

        Raises:
            NotFoundError: a filter that names nothing among `rows`; the nearest names are offered.
        """
        for key, value in self.given.items():
            names = sorted({name for row in rows for name in str(row.get(key) or "").split(", ") if name})
            wanted = _folded(value, key)
            if not any(wanted in _folded(name, key) for name in names):
                hint = nearest(value, names, "See `kg query --name letters` for what the graph holds.")
                raise NotFoundError(f"Nothing in this report has the {key} {value!r}.", hint)


def _folded(text: Cell, key: str) -> str:
    """Words as they are compared; services may be written with spaces for hyphens."""
    folded = " ".join(str(text or "").casefold().split())
    return folded.replace(" ", "-") if key == "service" else folded
