"""Letter → claims and observations: one file a topic, run in the order of the table."""

from __future__ import annotations

from collections.abc import Callable

from kg.extracting import (
    activities,
    contracts,
    costs,
    dates,
    functions,
    hosting,
    intelligence,
    pointing,
    references,
    statistics,
    systems,
    users,
)
from kg.extracting.context import Context, context_of
from kg.model import Extraction, Letter
from kg.values.personal import is_personal

__all__ = ["EXTRACTORS", "extract"]

EXTRACTORS: tuple[Callable[[Context], None], ...] = (
    systems.extract,
    references.extract,
    functions.extract,
    contracts.extract,
    dates.extract,
    hosting.extract,
    costs.extract,
    users.extract,
    intelligence.extract,
    pointing.extract,
    activities.extract,
    statistics.extract,
)
"""Systems come first: the others say of which system they speak. To add a topic, write its file and name it here."""
_NAMING = (systems.extract, references.extract)
"""After these, labels before a colon may be names and references of the letter itself."""


def extract(letter: Letter) -> Extraction:
    """All that a letter states about systems and contracts, and its figures; nothing that holds personal data."""
    context = context_of(letter)
    for extractor in EXTRACTORS:
        extractor(context)
        if extractor in _NAMING:
            context.resegment()
    return Extraction(
        tuple(c for c in context.claims if not is_personal(f"{c.evidence.quote} {c.stated} {c.value}")),
        tuple(o for o in context.observations if not is_personal(o.evidence.quote)),
        tuple(tuple(sorted(asked.kinds)) for asked in context.asked),
    )
