"""What typer says of a wrong argument, in words that need no knowledge of how it checks them."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperGroup

_WORDS = (
    (re.compile(r"^Value error, "), ""),
    (re.compile(r"^Input should be greater than or equal to (\S+)$"), r"It has to be at least \1."),
    (re.compile(r"^Input should be less than or equal to (\S+)$"), r"It has to be at most \1."),
    (re.compile(r"^Input should be a valid integer\b.*"), "It has to be a whole number."),
    (re.compile(r"^Input should be a valid number\b.*"), "It has to be a number."),
)
"""Messages of the library that typer checks values with, and what is said in their place."""


class Plain(TyperGroup):
    """A group of commands whose complaints are in plain words."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if hasattr(error, "format_message") and isinstance(getattr(error, "message", None), str):
                error.message = in_plain_words(error.message)  # type: ignore[attr-defined]
            raise


def in_plain_words(message: str) -> str:
    """A message without the words of the library that made it."""
    for pattern, words in _WORDS:
        message = pattern.sub(words, message)
    return message
