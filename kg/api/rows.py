"""What a graph answers with: rows of one kind, walked through one by one, or taken as a data frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import polars

__all__ = ["Claim", "Fact", "Letter", "Link", "Observation", "Outcome", "Referral", "Rows", "SetAside", "Value"]

Value = str | int | float | bool
"""What a fact says: a number or a boolean where it is one; dates are EDTF, durations ISO 8601, the rest words."""

R = TypeVar("R")
_PREVIEW = 20
"""How many rows a notebook shows."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one letter says, or a rule concludes, of a council's use of a system for a service: a row of `facts.csv`.

    `quote` is the words of the letter that support it, `start` and `end` their place, half-open, in Unicode code points
    of the letter's text.
    """

    letter: str
    council: str
    letter_date: str | None
    request_id: str | None
    question: str | None
    service: str | None
    system: str | None
    field: str
    value: Value
    stated: str | None
    quote: str | None
    start: int | None
    end: int | None
    status: str
    """`stated` by a letter, `inferred` by a rule, or `unsure`: not sure enough to be in the graph."""
    certainty: str
    extractor: str
    confidence: float | None
    """How likely it was read rightly, from 0 to 1; None for what no model has judged."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as the graph holds it: a fact with its IRI, denied ones and relations between things among them.

    `subject` is the IRI of the use or the contract that it is about; `earliest` and `latest` are the days that a date
    may mean, both inclusive, and None where open.
    """

    letter: str
    council: str
    letter_date: str | None
    request_id: str | None
    question: str | None
    service: str | None
    system: str | None
    field: str
    value: Value | None
    stated: str | None
    quote: str | None
    start: int | None
    end: int | None
    page: int | None
    polarity: str
    """`affirmed` or `denied`."""
    status: str
    certainty: str
    extractor: str
    confidence: float | None
    earliest: date | None
    latest: date | None
    claim: str
    subject: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, with how many questions it answers and how many claims it makes; `letter` is the name of its file."""

    letter: str
    council: str
    letter_date: str | None
    request_id: str | None
    act: str | None
    subject: str | None
    questions: int
    claims: int


@dataclass(frozen=True, slots=True)
class Link:
    """Where a letter sends its reader."""

    label: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question, with the sections that were applied, by semicolons."""

    letter: str
    council: str
    letter_date: str | None
    request_id: str | None
    question: str | None
    outcome: str
    exemption: str | None
    act: str | None
    referral: tuple[Link, ...]
    quote: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure over a period; `dimensions` say of what: `{"service": "childrens-social-care"}`."""

    letter: str
    council: str
    letter_date: str | None
    request_id: str | None
    question: str | None
    measure: str
    value: int | float
    unit: str | None
    period: str | None
    dimensions: Mapping[str, str]
    quote: str | None
    start: int | None
    end: int | None
    status: str
    extractor: str


@dataclass(frozen=True, slots=True)
class Referral:
    """A place to which a letter sends its reader, and for which question."""

    letter: str
    council: str
    letter_date: str | None
    request_id: str | None
    question: str | None
    label: str
    url: str | None
    quote: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A claim that was read and that people have rejected or corrected: who, when and why."""

    letter: str
    service: str | None
    system: str | None
    field: str
    value: Value
    quote: str | None
    start: int | None
    verdict: str
    who: str | None
    date: str | None
    why: str | None
    decision: str


class Rows(Generic[R]):
    """Rows of one kind. Each walk through them asks the graph anew and gives one row after the other."""

    def __init__(
        self,
        columns: Iterable[str],
        read: Callable[[], Iterable[Mapping[str, Any]]],
        make: Callable[[Mapping[str, Any]], R],
    ) -> None:
        self._columns, self._read, self._make = tuple(columns), read, make

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in the order of `kg facts`, of the query or of the report."""
        return self._columns

    def __iter__(self) -> Iterator[R]:
        return map(self._make, self._read())

    def dicts(self) -> Iterator[dict[str, Any]]:
        """Each row as a dictionary that `json.dumps` takes, by the names of the columns."""
        for row in self._read():
            yield {name: row.get(name) for name in self._columns}

    def to_frame(self) -> polars.DataFrame:
        """All rows as a data frame of Polars, a type a column; see docs/python.md.

        Raises:
            UsageError: Polars is not installed.
        """
        from kg.api.frames import frame

        return frame(self._columns, self.dicts(), self._make if isinstance(self._make, Made) else None)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {', '.join(self._columns)}>"

    def _repr_html_(self) -> str:
        """The first rows, as a notebook shows them."""
        from kg.api.showing import table

        return table(self._columns, self.dicts(), _PREVIEW)


class Made(Generic[R]):
    """Makes rows of a dataclass from dictionaries."""

    def __init__(self, kind: type[R]) -> None:
        self.kind = kind
        self.columns = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]

    def __call__(self, row: Mapping[str, Any]) -> R:
        return self.kind(**{name: _CONVERTED.get(name, _same)(row.get(name)) for name in self.columns})


def _same(value: Any) -> Any:
    return value


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _links(value: Iterable[Mapping[str, Any]]) -> tuple[Link, ...]:
    return tuple(Link(**link) for link in value)


_CONVERTED: Mapping[str, Callable[[Any], Any]] = {"earliest": _day, "latest": _day, "referral": _links}
"""Columns that are not in the flat view as they are in Python."""
