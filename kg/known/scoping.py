"""How much of a graph a report has to ask for: filters in, parameters of queries out.

A filter by council is given to the engine, which then looks at nothing else; the other filters are for rows, since a
supplier or a service may be known of a system by other letters than the one that names it.
"""

from __future__ import annotations

from kg.known.asking import ask
from kg.known.filtering import Filters
from kg.store import Store

Scope = dict[str, list[str]]
"""Values of the parameter `authority`; empty for all councils."""


def scope_of(store: Store, filters: Filters) -> Scope:
    """The councils that a filter names, by their IRIs; all where it names none, so that the report can say so."""
    if filters.council is None:
        return {}
    by_name = Filters(council=filters.council)
    iris = [str(row["authority"]) for row in by_name.kept(ask(store, "councils"))]
    return {"authority": iris} if iris else {}


def without(scope: Scope) -> tuple[str, ...]:
    """What a report says of the councils that it has not asked for."""
    return ("Left out: the other councils.",) if scope else ()
