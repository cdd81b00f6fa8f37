"""A proposal before a letter: what the checks of the gate find out about it, one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extracting.mentions import Mention
from kg.extracting.sheet import Sheet
from kg.extracting.systems import NameAt
from kg.model import Certainty, Proposal
from kg.weights import Weights

NAMED_FIELDS = {"system": "system", "former_system": "system", "supplier": "supplier", "former_supplier": "supplier"}
"""Fields whose values are names, with what these are of."""


@dataclass(slots=True)
class Case:
    """A proposal before the letter: what is found out about it, check by check."""

    sheet: Sheet
    weights: Weights
    proposal: Proposal
    text: str
    """The letter's words as they were shown, with personal data blacked out."""
    hidden: Sequence[str]
    places: list[tuple[int, int]] = field(default_factory=list)
    """Where the quote stands, half-open in the view."""
    sources: list[Mention | NameAt] = field(default_factory=list)
    """The values or names there that are what is proposed."""
    shares: list[float] = field(default_factory=list)
    """How likely our own reading holds each to be of the field."""
    possible: list[bool] = field(default_factory=list)
    """Whether it holds that possible, and is not sure of another field."""
    link: tuple[str | None, float] = (None, 0.0)
    service: str | None = None
    served: float = 0.0

    @property
    def source(self) -> Mention | NameAt:
        return self.sources[0]

    @property
    def planned(self) -> bool:
        return self.proposal.certainty == Certainty.PLANNED


def sentence_of(case: Case) -> tuple[str, int, set[str]]:
    """The sentence of the value or name, where it stands in that, and the word classes of the sentence."""
    one = case.source
    words = case.sheet.words[one.unit]
    first, last = words.bounds(min(one.first, len(words.tokens) - 1))
    start, end = words.tokens[first].start, words.tokens[last - 1].end
    classes = {name for at in range(first, last) for name in words.classes[at]}
    return words.unit.passage.view.text[start:end], max(0, one.start - start), classes
