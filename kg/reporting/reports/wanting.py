"""What a user wants to see of renewals: words in; a period, filters and a lead out, and what a report says of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kg.errors import UsageError
from kg.known import dating
from kg.known.filtering import Filters
from kg.model import Interval
from kg.values import parse_user_date


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a user wants to see: a period, filters by name, and the months that a procurement takes; None for all."""

    first: date | None = None
    last: date | None = None
    filters: Filters = field(default_factory=Filters)
    lead: int | None = None


def wanted(
    window_from: str | None = None, window_to: str | None = None, lead: str | None = None, **filters: str | None
) -> Wanted:
    """A wish from words: `2026`, `2026-11` or `2026-11-30`; the first day counts for the start, the last for the end.

    `lead` is a length of time such as `18m`; `filters` are `council`, `service`, `system` and `supplier`.

    Raises:
        UsageError: a date or a length that is none, or a period that ends before it begins.
    """
    first = None if window_from is None else parse_user_date(window_from).earliest
    last = None if window_to is None else parse_user_date(window_to).latest
    if first and last and last < first:
        raise UsageError(
            f"The period from {window_from} to {window_to} is empty.", "Give --from a date that is not after --to."
        )
    return Wanted(first, last, Filters(**filters), dating.lead_of(lead) if lead is not None else None)


def falls_in(bounds: Interval, first: date | None, last: date | None) -> str | None:
    """`certain` where every day of the bounds lies in the period, `possible` where one does, else None."""
    after = first is not None and bounds.latest is not None and bounds.latest < first
    before = last is not None and bounds.earliest is not None and bounds.earliest > last
    if after or before:
        return None
    whole = (first is None or (bounds.earliest is not None and bounds.earliest >= first)) and (
        last is None or (bounds.latest is not None and bounds.latest <= last)
    )
    return "certain" if whole else "possible"


def period_of(wish: Wanted) -> str:
    if wish.first and wish.last:
        return f"from {wish.first} to {wish.last}"
    return f"from {wish.first}" if wish.first else f"by {wish.last}" if wish.last else ""


def note_of(wish: Wanted) -> str:
    if not (wish.first or wish.last):
        return "Ends that letters state or rules work out, the soonest first."
    return "Certain: every day that the stated end may mean lies in the period. Possible: some of them do."


def left_out(total: int, shown: int) -> tuple[str, ...]:
    if total == shown:
        return ()
    return (f"Left out: {total - shown} of {total} known ends, which lie outside the period.",)


def explained(wish: Wanted, day: date | None, as_of: date | None) -> Iterator[str]:
    if day and as_of is None:
        yield (
            f"As of {day}, the date of the newest letter: a build does not look at the clock. "
            "The page counts from its reader's own day; `kg report renewals` from today, or from the day given by "
            "`--as-of`."
        )
    if wish.lead is None:
        yield "Months are whole months to the last day on which a contract may end; warnings are counted to the first."
        return
    yield (
        f"Start by: {wish.lead} months before the first day on which the contract may end, so that an end stated as a "
        "year is met in any case. Warnings are counted to that day: overdue, or due within 6, 12 or 18 months."
    )
