"""Gold → facts, one field each, with the other values that are right too; and how two facts are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ABOUT = frozenset({"service", "question", "quote", "stated", "certainty", "accept", "optional", "system"})
"""Keys of a row of gold that are no field; `system` is one where it stands alone."""

SYSTEMS = frozenset({"system", "former_system"})
"""Fields whose values are systems."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the gold."""

    field: str
    value: Any
    service: str | None
    system: str | None
    systems: tuple[str, ...]
    """All names by which the system that it is about may be called: its own, and those that the letter's gold accepts
    for it; in a row of a system that went, those of that one."""
    quote: str
    question: str | None
    certainty: str
    accept: tuple[Any, ...]
    """Other values of the field that are right too."""
    optional: bool
    """Whether it is neither missed where it lacks nor false where it is read."""

    @property
    def values(self) -> tuple[Any, ...]:
        """All values that are right."""
        return (self.value, *self.accept)


def facts_of(gold: Mapping[str, Any]) -> Iterator[Fact]:
    """The facts of a letter's gold, in order."""
    names = _names_of_systems(gold["facts"])
    for row in gold["facts"]:
        fields = [key for key in row if key not in ABOUT] or (["system"] if row.get("system") else [])
        for name in fields:
            about = row.get("system") or (None if name in SYSTEMS else row.get("former_system"))
            yield Fact(
                field=name,
                value=row[name],
                service=row.get("service"),
                system=row.get("system"),
                systems=names.get(about, (about,)) if about else (),
                quote=row.get("quote") or "",
                question=row.get("question"),
                certainty=row.get("certainty", "definite"),
                accept=tuple(row.get("accept", ())),
                optional=bool(row.get("optional")),
            )


def _names_of_systems(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Each name of a system with all that rows accept for it, itself first. A row that tells more than one field says
    nothing of whose value its other values are."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        told = [row[name] for name in SYSTEMS if row.get(name)]
        if len(told) == 1 and row.get("accept") and not any(key not in ABOUT | SYSTEMS for key in row):
            found[told[0]] = tuple(dict.fromkeys((*found.get(told[0], (told[0],)), *map(str, row["accept"]))))
    return found
