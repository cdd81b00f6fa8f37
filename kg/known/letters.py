"""When letters were written: which a report as of a day leaves out, and which is the newest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.known.asking import ask
from kg.known.rows import Row
from kg.known.scoping import Scope
from kg.store import Store
from kg.values import interval_of


def is_written(row: Row, until: date | None) -> bool:
    """Whether the letter of a row may have been written until a day; one without a date may."""
    written = interval_of(str(row["letter_date"])).earliest if row["letter_date"] else None
    return until is None or written is None or written <= until


def later_letters(store: Store, until: date, scope: Scope | None = None) -> tuple[str, ...]:
    """What a report leaves out that is as of a day: a note, or none."""
    late = {row["letter_iri"] for row in ask(store, "authorities", scope) if not is_written(row, until)}
    if not late:
        return ()
    return (f"Left out: {len(late)} letter{'s' if len(late) > 1 else ''} written after {until}.",)


def newest_day(heads: Iterable[Row]) -> date | None:
    """The last day that the date of the newest letter may mean; `heads` are rows of the query `authorities`."""
    days = (interval_of(str(row["letter_date"])).latest for row in heads if row["letter_date"])
    return max((day for day in days if day), default=None)
