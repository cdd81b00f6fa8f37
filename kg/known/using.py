"""Systems that a question or a figure has to do with: those that it names, else those in use for its service.

What a council uses for the service of a question is no statement that the question is about it: it is `inferred`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.known.asking import joined
from kg.known.catalogue import suppliers_of
from kg.known.rows import INFERRED, REFERENCE, STATED, Cell, said
from kg.known.scoping import Scope
from kg.known.things import is_over, things_of
from kg.store import Store

NOTE = (
    "System and supplier: what the words name; else, marked as probable, what the council uses for the service on the "
    "day of the report, whether or not the letter is about it."
)


@dataclass(frozen=True, slots=True)
class Use:
    """A system that a council uses, by name, for services by notation, with the suppliers that letters name."""

    system: str
    services: frozenset[str]
    suppliers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Uses:
    """What councils use, by council; and the catalogue's supplier of each system."""

    by_council: Mapping[str, Sequence[Use]]
    catalogue: Mapping[str, str]

    def about(
        self, council: str, services: Collection[str], words: str = "", system: str | None = None
    ) -> dict[str, Cell]:
        """`system` and `supplier`, each with its status, of what says `words` about services.

        `system` is one that it names apart from its words. A system of the council that the words name goes before
        those in use for the services.
        """
        uses = self.by_council.get(council, ())
        named = [use for use in uses if use.system == system or _is_named(use.system, words)]
        if system and not named:
            named = [Use(system, frozenset(), ())]
        meant = named or [use for use in uses if use.services & set(services)]
        who = STATED if named else INFERRED
        told = joined(name for use in meant for name in use.suppliers)
        known = joined(self.catalogue.get(use.system) for use in meant)
        supplier = said(told, who) if told else said(known, REFERENCE)
        values = {"system": said(joined(use.system for use in meant), who), "supplier": supplier}
        return {
            key: part for name, (value, by) in values.items() for key, part in ((name, value), (f"{name}_status", by))
        }


def uses_of(store: Store, as_of: date | None = None, scope: Scope | None = None) -> Uses:
    """What letters written until a day say that councils use on that day."""
    found: dict[str, list[Use]] = {}
    for thing in things_of(store, as_of, scope):
        if is_over(thing, as_of):
            continue
        suppliers = tuple(str(name) for name in str(thing.fact("supplier")[0] or "").split(", ") if name)
        for system in str(thing.system[0] or "").split(", "):
            if system:
                found.setdefault(thing.council, []).append(Use(system, thing.services, suppliers))
    return Uses(found, suppliers_of(store))


def _is_named(system: str, words: str) -> bool:
    """Whether words hold a name as it is written: a name that is also a word, such as Mosaic, only with its capital."""
    name = system.partition(" (")[0]  # the catalogue tells names apart by a word behind them: Mosaic (social care)
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None
