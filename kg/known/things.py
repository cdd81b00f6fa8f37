"""Systems in use, each with all that letters say of it and of its contracts: a store in, things out.

A thing is what a council uses for a service: the uses and contracts that letters tie together, or that a rule holds to
be probably the same. What a letter says without naming the system is `inferred` for a system that another letter names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.known.asking import ask, ask_together, joined
from kg.known.rows import INFERRED, Cell, Row, said
from kg.known.scoping import Scope
from kg.store import Store
from kg.values import interval_of

CONTRACT_FACTS = frozenset({"supplier", "contract_reference", "contract_start", "contract_end", "contract_term"})


@dataclass(frozen=True, slots=True)
class Thing:
    """A system in use, or a contract for one that no letter names."""

    rows: tuple[Row, ...]
    """All claims, as the query claims-on-uses gives them."""

    @property
    def council(self) -> str:
        return str(self.rows[0]["council"])

    @property
    def service(self) -> str | None:
        return joined(row["service"] for row in self.rows)

    @property
    def services(self) -> frozenset[str]:
        return frozenset(str(row["service"]) for row in self.rows if row["service"])

    @property
    def system(self) -> tuple[Cell, str | None]:
        """Its name and who says so."""
        return said(joined(row["system"] for row in self.rows if row["field"] == "system"))

    @property
    def letters(self) -> frozenset[str]:
        return frozenset(str(row["letter_iri"]) for row in self.rows)

    def of(self, *fields: str) -> list[Row]:
        """Its claims of some fields, the newest letter's first."""
        found = [row for row in self.rows if row["field"] in fields]
        return sorted(found, key=lambda row: str(row["letter_date"] or ""), reverse=True)

    def fact(self, *fields: str) -> tuple[Cell, str | None]:
        """What the newest letter that has it says of a field, and whether it is stated of this very system."""
        found = self.of(*fields)
        if not found:
            return None, None
        newest = [row for row in found if row["letter_iri"] == found[0]["letter_iri"]]
        return joined(row["value"] for row in newest), self.status(newest[0])

    def status(self, row: Row) -> str:
        """Who says of this thing what a row says."""
        unnamed = self.system[0] is not None and row["system"] is None
        return INFERRED if unnamed else str(row["status"])


def things_of(store: Store, until: date | None = None, scope: Scope | None = None) -> list[Thing]:
    """What councils use, by council, service and system; only by letters written until a day, if one is given."""
    in_use = CONTRACT_FACTS | {"system"}
    return [thing for thing in all_things_of(store, until, scope) if any(row["field"] in in_use for row in thing.rows)]


def all_things_of(store: Store, until: date | None = None, scope: Scope | None = None) -> list[Thing]:
    """The same, with systems of which letters only say that they were used before."""
    claims, ties = ask_together(store, ("claims-on-uses", scope or {}), ("ties-of-uses", {}))
    rows = [row for row in claims if is_written(row, until)]
    root = _tied((str(row["one"]), str(row["other"])) for row in ties)
    groups: dict[str, dict[Cell, Row]] = {}
    for row in rows:
        groups.setdefault(root(str(row["use"])), {}).setdefault(row["claim"], row)
    found = [Thing(tuple(claims.values())) for claims in groups.values()]
    return sorted(found, key=lambda thing: (thing.council, thing.service or "~", str(thing.system[0] or "~")))


def is_written(row: Row, until: date | None) -> bool:
    """Whether the letter of a row may have been written until a day; one without a date may."""
    written = interval_of(str(row["letter_date"])).earliest if row["letter_date"] else None
    return until is None or written is None or written <= until


def is_over(thing: Thing, as_of: date | None) -> bool:
    """Whether letters say that a system is no longer in use on a day."""
    ends = [interval_of(str(row["value"])).latest for row in thing.of("in_use_until")]
    return any(end is not None and as_of is not None and end < as_of for end in ends)


def later_letters(store: Store, until: date, scope: Scope | None = None) -> tuple[str, ...]:
    """What a report leaves out that is as of a day: a note, or none."""
    late = {row["letter_iri"] for row in ask(store, "authorities", scope) if not is_written(row, until)}
    if not late:
        return ()
    return (f"Left out: {len(late)} letter{'s' if len(late) > 1 else ''} written after {until}.",)


def _tied(pairs: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    """A function that gives all that is tied together one name (union-find; the least name wins)."""
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while parent.get(one, one) != one:
            one = parent[one]
        return one

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return root


def main_systems(rows: Sequence[Row], parts: dict[str, set[str]]) -> set[str]:
    """The systems that rows name, without modules of others among them."""
    named = {str(row["value"]) for row in rows}
    return {name for name in named if not parts.get(name, set()) & named}
