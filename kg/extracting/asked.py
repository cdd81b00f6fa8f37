"""What the questions and labels of a letter ask for, by the classes of their words."""

from __future__ import annotations

from kg.extracting.tokens import Words

_FIRST = 15
"""So many of the classes of a question are looked at."""
ANSWERS = {
    "system": {"software"}, "supplier": {"supplier", "software"}, "contract_start": {"start", "contract"},
    "contract_end": {"end", "contract", "renew"}, "annual_cost": {"cost"}, "total_cost": {"cost"}, "users": {"users"},
    "contract_term": {"term"}, "extension": {"extend", "term"}, "hosting": {"hosting"},
    "procurement_route": {"procure"}, "in_use_since": {"since", "start"}, "contract_reference": {"reference"},
}  # fmt: skip
"""Fields, with the word classes of questions and labels of which they are the answers."""
_NONE: set[str] = set()


def asks(words: Words) -> set[str]:
    """The word classes of what asks for a unit."""
    return {*words.ask[:_FIRST], *words.label}


def is_asked_for(words: Words, field: str) -> bool:
    """Whether a field is what a unit is asked for."""
    return not ANSWERS.get(field, _NONE).isdisjoint(asks(words))
