"""The answers of a language model, for commands that read letters with them; without any, nothing is imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.proposing.answers import Answers


def answers_in(folder: Path | None, model: str | None = None) -> Answers | None:
    """The answers in a folder; none without one."""
    if folder is None:
        return None
    from kg.proposing.answers import read_answers

    return read_answers(folder, model)
