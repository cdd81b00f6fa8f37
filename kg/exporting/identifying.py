"""Things in tables: IRIs in, ids and names out."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from kg.known.asking import ask
from kg.known.rows import Cell
from kg.sparql import PREFIXES
from kg.store import Store

Record = dict[str, Cell]
"""A row of a table, by the names of its columns."""


def id_of(iri: Cell, kind: str) -> str | None:
    """What stands behind the kind in an IRI: `…/id/system/mosaic` → `mosaic`; None for anything of another kind."""
    base = f"{PREFIXES['id']}{kind}/"
    return iri.removeprefix(base) if isinstance(iri, str) and iri.startswith(base) else None


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called, by kind and id; and which thing of a kind a name means."""

    by_id: Mapping[str, Mapping[str, str]]
    preferred: Mapping[str, Mapping[str, str]]
    """By kind and name, the thing that goes by it."""
    called: Mapping[str, Mapping[str, Set[str]]]
    """By kind and name, all things that have it among their names."""

    @classmethod
    def of(cls, store: Store) -> Names:
        """The names of all things in a graph; of several that letters give, the first."""
        by_id: dict[str, dict[str, str]] = {}
        preferred: dict[str, dict[str, str]] = {}
        called: dict[str, dict[str, set[str]]] = {}
        for row in ask(store, "names-of-things"):
            kind, name = str(row["kind"]), str(row["preferred"])
            one = id_of(row["thing"], kind)
            if one is not None:
                by_id.setdefault(kind, {}).setdefault(one, name)
                preferred.setdefault(kind, {}).setdefault(name, one)
                called.setdefault(kind, {}).setdefault(str(row["name"]), set()).add(one)
        return cls(by_id, preferred, called)

    def name(self, kind: str, one: str) -> str:
        return self.by_id.get(kind, {}).get(one, one)

    def id_of(self, kind: str, name: Cell) -> str | None:
        """The thing of a name, or the only one that has all of several names; None where there is no such thing."""
        preferred, called = self.preferred.get(kind, {}), self.called.get(kind, {})
        if str(name) in preferred:
            return preferred[str(name)]
        found = set.intersection(*(set(called.get(part, ())) for part in str(name).split(", ")))
        return found.pop() if len(found) == 1 else None
