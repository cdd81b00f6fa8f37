"""Letter → what the rules say: one file a topic, run in the order of the table. What they claim is a proposal."""

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
from kg.extracting.unread import unread
from kg.model import Extraction, Letter
from kg.values.personal import is_personal, persons_in

__all__ = ["EXTRACTORS", "by_rules"]

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


def by_rules(letter: Letter) -> Extraction:
    """All that a letter states about systems and contracts, and its figures; nothing that holds personal data."""
    context = context_of(letter)
    for extractor in EXTRACTORS:
        extractor(context)
        if extractor in _NAMING:
            context.resegment()
    persons = persons_in(letter.view.text)
    claims = tuple(c for c in context.claims if not _names(f"{c.evidence.quote} {c.stated} {c.value}", persons))
    observations = tuple(o for o in context.observations if not _names(o.evidence.quote, persons))
    return Extraction(
        claims,
        observations,
        tuple(tuple(sorted(asked.kinds)) for asked in context.asked),
        tuple(one for one in unread(context, claims, observations) if not _names(one[1].text, persons)),
    )


def _names(text: str, persons: frozenset[str]) -> bool:
    """Whether a text holds personal data: that of anybody, or one of the letter's own persons."""
    return is_personal(text) or any(person in text for person in persons)
