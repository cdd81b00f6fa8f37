"""How much a graph holds: a store in, numbers out. Whatever tells a count takes it from here, under its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.known.asking import ask
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Count:
    """A count by its name: what people call what is counted, what counts, and the command that lists it."""

    name: str
    words: str
    meaning: str
    listed: str


COUNTS = (
    Count(
        "letters",
        "letters",
        "Replies by councils; mail that answers nothing does not count.",
        "kg query --name letters",
    ),
    Count("councils", "councils", "The councils that wrote them.", "kg list councils"),
    Count(
        "questions", "questions", "Each question that a letter answers, refuses or leaves open.", "kg facts --outcomes"
    ),
    Count(
        "claims",
        "facts",
        "What a letter states, a person asserts or a rule works out; what a letter denies does not count.",
        "kg facts",
    ),
    Count("inferred", "facts worked out", "Those of the facts that a rule works out from several letters.", "kg facts"),
    Count("observations", "figures", "Each number that a letter gives for a period.", "kg facts --observations"),
    Count(
        "systems",
        "systems",
        "Systems that councils use or have used, each counted once; those only planned do not count.",
        "kg list systems",
    ),
    Count("suppliers", "suppliers named by letters", "Each is counted once.", "kg list suppliers"),
    Count("contract references", "contract references", "Contracts whose reference a letter gives.", "kg facts"),
)
"""All counts that are told, in the order in which they are."""


def counts(store: Store) -> Mapping[str, int]:
    """Each count of `COUNTS` by its name; zero where the graph holds nothing of it."""
    found = {str(row["what"]): row["number"] for row in ask(store, "counts")}
    return {one.name: number if isinstance(number := found.get(one.name), int) else 0 for one in COUNTS}
