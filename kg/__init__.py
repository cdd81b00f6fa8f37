"""council-kg: a knowledge graph of councils' systems and contracts, from their freedom-of-information letters.

    import kg

    kg.build("letters", "output")
    graph = kg.open("output")
    for fact in graph.facts():
        print(fact.council, fact.field, fact.value, fact.quote)
    print(graph.report("renewals", from_="2026", to="2028"))

What `__all__` names is the public interface (docs/python.md); everything else may change at any time. Each name is
loaded when it is first used, so that `import kg` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kg.version import __version__

if TYPE_CHECKING:
    from kg.api.doors import build, open, queries, read
    from kg.api.exports import Format
    from kg.api.graphs import Answer, Graph
    from kg.api.reports import Drawing, Report, Section
    from kg.api.rows import Claim, Fact, Letter, Link, Observation, Outcome, Referral, Rows, SetAside, Value
    from kg.errors import DataError, KgError, NotFoundError, OutputError, QueryError, ReadError, UsageError
    from kg.model import Finding, Summary
    from kg.parameters import Parameter
    from kg.querying import NamedQuery
    from kg.reporting.reports.requesting import Draft

__all__ = [
    "Answer",
    "Claim",
    "DataError",
    "Draft",
    "Drawing",
    "Fact",
    "Finding",
    "Format",
    "Graph",
    "KgError",
    "Letter",
    "Link",
    "NamedQuery",
    "NotFoundError",
    "Observation",
    "Outcome",
    "OutputError",
    "Parameter",
    "QueryError",
    "ReadError",
    "Referral",
    "Report",
    "Rows",
    "Section",
    "SetAside",
    "Summary",
    "UsageError",
    "Value",
    "__version__",
    "build",
    "open",
    "queries",
    "read",
]

_HOMES = {
    "kg.api.doors": ("build", "open", "queries", "read"),
    "kg.api.exports": ("Format",),
    "kg.api.graphs": ("Answer", "Graph"),
    "kg.api.reports": ("Drawing", "Report", "Section"),
    "kg.api.rows": (
        "Claim",
        "Fact",
        "Letter",
        "Link",
        "Observation",
        "Outcome",
        "Referral",
        "Rows",
        "SetAside",
        "Value",
    ),
    "kg.errors": ("DataError", "KgError", "NotFoundError", "OutputError", "QueryError", "ReadError", "UsageError"),
    "kg.model": ("Finding", "Summary"),
    "kg.parameters": ("Parameter",),
    "kg.querying": ("NamedQuery",),
    "kg.reporting.reports.requesting": ("Draft",),
}
"""Where each name is defined; a test holds these three lists together."""


def __getattr__(name: str) -> object:
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
