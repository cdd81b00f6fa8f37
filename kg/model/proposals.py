"""What a language model, or a person, proposes that a letter states; and what became of each proposal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact that somebody holds a letter to state, in their words; nothing of it is believed."""

    field: str
    value: str
    quote: str
    """The words of the letter on which it rests."""
    service: str | None = None
    system: str | None = None
    certainty: str = "definite"
    question: str | None = None
    """The label of the question that the quote answers."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """All that one reader proposes of a letter."""

    by: str
    """Who: as the extractor of claims names it."""
    proposals: tuple[Proposal, ...]
    whole: bool = True
    """Whether the reader has seen the whole letter, so that its silence tells something too."""
    broken: int = 0
    """So many entries of the answer were no proposals by their form."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a proposal: `reason` says why it was refused, and is empty where it was taken."""

    proposal: Proposal | None
    """None for what had not the form of one."""
    by: str
    reason: str = ""
    stated: bool = False
    """Whether a claim is stated that says the same."""


PROPOSER = "proposal by "
"""How the extractor of a claim begins that rests on a proposal."""

ASKED_FIELDS = (
    "system", "supplier", "contract_reference", "contract_start", "contract_end", "contract_term", "extension",
    "in_use_since", "hosting", "annual_cost", "total_cost", "procurement_route", "former_system", "in_use_until",
    "former_supplier", "users",
)  # fmt: skip
"""The fields that may be proposed: those whose values our own grammars read or whose names stand in the letter."""
