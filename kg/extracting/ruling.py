"""Letter → what rules say that no model reads: functions, interfaces, artificial intelligence, activities and figures.

One file a topic, run in the order of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.extracting import activities, denials, functions, intelligence, parts, statistics
from kg.extracting.context import Context, context_of
from kg.model import Claim, Letter

TOPICS: tuple[Callable[[Context], None], ...] = (
    parts.extract,
    denials.extract,
    functions.extract,
    intelligence.extract,
    activities.extract,
    statistics.extract,
)
"""To add a topic, write its file and name it here."""


def by_rules(letter: Letter, stated: Sequence[Claim]) -> Context:
    """What rules add to the claims that models state."""
    context = context_of(letter, stated)
    for extract in TOPICS:
        extract(context)
    return context
