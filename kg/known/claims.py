"""What is told of systems in use and their contracts: claims with the letters in which they stand.

Reports and picture are made of these: claims that are affirmed and not only planned, as the queries give them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.known.rows import Cell, Row
from kg.model import Interval
from kg.values import interval_of


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that tells something."""

    iri: str
    file: str
    date: str | None
    """EDTF."""

    @property
    def written(self) -> Interval:
        """The days on which it may have been written."""
        return interval_of(self.date) if self.date else Interval(None, None)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim (kg:Claim) on the use of a system, or on the contract for it."""

    subject: str
    """IRI of the use or the contract that it is about."""
    use: str
    council: str
    service: str | None
    """Notation."""
    system: str | None
    """Name of the system of the use; None where its letter names none."""
    field: str
    """Field of the flat view."""
    value: str
    """As the flat view prints it."""
    bounds: Interval
    """Of a date, the days that it may mean."""
    status: str
    rule: str | None
    """The rule that concludes it."""
    renews: str | None
    """Of a contract that rolls on, when in the year it renews: xsd:gMonthDay or xsd:gMonth."""
    letter: Letter
    question: str | None
    quote: str | None
    start: int | None
    """Where the quote stands in the letter's canonical text."""

    @property
    def words(self) -> Row:
        """The words that it rests on, under the keys of a query's row."""
        return {
            "quote": self.quote, "letter": self.letter.file, "letter_date": self.letter.date, "question": self.question,
            "letter_iri": self.letter.iri, "start": self.start,
        }  # fmt: skip


def claim_of(row: Row, field: str | None = None) -> Claim:
    """The claim of a query's row; one whose rows have no field is of `field`, with the system as its value."""
    start = row.get("start")
    return Claim(
        subject=str(row.get("subject") or row.get("contract") or row["use"]),
        use=str(row["use"]),
        council=str(row["council"]),
        service=_text(row["service"]),
        system=_text(row["system"]),
        field=field or str(row["field"]),
        value=str(row["system"] if field else row["value"]),
        bounds=Interval(_day(row.get("earliest")), _day(row.get("latest"))),
        status=str(row.get("status") or ""),
        rule=_text(row.get("rule")),
        renews=_text(row.get("renews")),
        letter=Letter(str(row["letter_iri"]), str(row["letter"]), _text(row["letter_date"])),
        question=_text(row["question"]),
        quote=_text(row["quote"]),
        start=start if isinstance(start, int) else None,
    )


def newest_first(claims: Iterable[Claim]) -> list[Claim]:
    """Those of the newest letter first; those of one day, and those without a date, in their order."""
    return sorted(claims, key=lambda claim: claim.letter.date or "", reverse=True)


def by_letter(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Claims letter by letter, in the order in which they came."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.letter.iri, []).append(claim)
    return list(found.values())


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


def _day(cell: Cell) -> date | None:
    return date.fromisoformat(str(cell)) if cell else None
