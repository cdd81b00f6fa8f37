"""The answers of a language model, for commands that read letters with them; without any, nothing is imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.proposing.answers import Answers
    from kg.reporting.proposals import Proposals


def answers_in(folder: Path | None, model: str | None = None) -> Answers | None:
    """The answers in a folder; none without one."""
    if folder is None:
        return None
    from kg.proposing.answers import read_answers

    return read_answers(folder, model)


def choice_of(text: str) -> Proposals:
    """What a user wants of claims that rest on proposals. Raises UsageError."""
    from kg.errors import UsageError
    from kg.reporting.proposals import Proposals

    if text not in list(Proposals):
        raise UsageError(f"{text!r} is no choice for --proposals.", f"Write one of: {', '.join(Proposals)}.")
    return Proposals(text)
