"""The one tree of errors. Each message says what is wrong, where, and what to do next.

KgError
├── UsageError            a call that cannot be carried out as it was made (exit status 2)
│   ├── QueryError        a SPARQL query that does not parse, or that lacks a parameter
│   ├── NotFoundError     a name, path or graph that is not there; offers the nearest names
│   ├── OutputError       an output that cannot be written
│   └── AnswerError       an answer of a language model that is none, or of another letter
├── ReadError             a file that cannot be read as a letter (a finding of a build: exit status 1)
└── DataError             the product's own data (ontology, catalogue, built graph) is damaged
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager


class KgError(Exception):
    """Base of all errors that council-kg raises on purpose.

    `message` says what and where; `hint` says what to do next.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(KgError):
    """A call that cannot be carried out as it was made."""


class QueryError(UsageError):
    """A SPARQL query that does not parse or lacks a parameter."""


class NotFoundError(UsageError):
    """A name, a path or a built graph that is not there."""


class OutputError(UsageError):
    """An output that cannot be written."""


class AnswerError(UsageError):
    """An answer to a request about a letter that is none, or belongs to no letter that is there."""


class ReadError(KgError):
    """A file that cannot be read as a letter; `code` is its short name in the build report."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.code = code


class DataError(KgError):
    """The product's own data is damaged."""


@contextmanager
def guarded(name: str) -> Iterator[None]:
    """Within it, what goes wrong with one file or letter stays with that one: others are read all the same.

    Raises:
        ReadError: `failed`, for an error that nobody foresaw; those made on purpose pass as they are.
    """
    try:
        yield
    except KgError:
        raise
    except Exception as error:
        # Its words may hold those of the letter: the report has only its kind and place.
        raise ReadError(
            "failed",
            f"{name} was left out: reading it failed ({type(error).__name__} in {_place(error)}).",
            "This is a fault of council-kg and not of the file: please report this line, with the file if you may.",
        ) from error


def _place(error: Exception) -> str:
    """The last line of this package through which an error came."""
    own = __name__.partition(".")[0] + "."
    found = "an unknown place"
    for frame, line in traceback.walk_tb(error.__traceback__):
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith(own) and module != __name__:
            found = f"{module}, line {line}"
    return found
