"""The one tree of errors. Each message says what is wrong, where, and what to do next.

KgError
├── UsageError            a call that cannot be carried out as it was made (exit status 2)
│   ├── QueryError        a SPARQL query that does not parse, or that lacks a parameter
│   ├── NotFoundError     a name, path or graph that is not there; offers the nearest names
│   └── OutputError       an output that cannot be written
├── ReadError             a file that cannot be read as a letter (a finding of a build: exit status 1)
└── DataError             the product's own data (ontology, catalogue, built graph) is damaged
"""

from __future__ import annotations


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


class ReadError(KgError):
    """A file that cannot be read as a letter; `code` is its short name in the build report."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.code = code


class DataError(KgError):
    """The product's own data is damaged."""
