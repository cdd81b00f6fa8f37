"""Gold → facts, one field each, with the other values that are right too; and how two facts are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ABOUT = frozenset({"service", "question", "quote", "stated", "certainty", "accept", "optional", "system"})
"""Keys of a row of gold that are no field; `system` is one where it stands alone."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the gold."""

    field: str
    value: Any
    service: str | None
    system: str | None
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
    for row in gold["facts"]:
        fields = [key for key in row if key not in ABOUT] or (["system"] if row.get("system") else [])
        for name in fields:
            yield Fact(
                field=name,
                value=row[name],
                service=row.get("service"),
                system=row.get("system"),
                quote=row.get("quote") or "",
                question=row.get("question"),
                certainty=row.get("certainty", "definite"),
                accept=tuple(row.get("accept", ())),
                optional=bool(row.get("optional")),
            )
