"""Where a contract stands on a day, as far as its end tells: what is due, what has passed, what nobody knows.

That a day has passed does not say that the contract has ended: it may have been extended, replaced or held over, and
only a later letter would tell. The page counts the same from its reader's own day, in `pages/renewals/standing.js`; a
test holds the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.known import dating
from kg.known.rows import Cell
from kg.model import Interval

RUNNING = "running"
MAY_BE_OVER = "may have ended"
HELD_OVER = "held over"
ROLLS_ON = "end passed, rolls on"
MAY_RUN_ON = "end passed, may have been extended"
PASSED = "end passed, no later letter"
MOVED = "moved"
"""The state of an end that a later letter puts off."""
SECTIONS = {
    RUNNING: "ends", MAY_BE_OVER: "ends", HELD_OVER: "held-over", ROLLS_ON: "extended",
    MAY_RUN_ON: "extended", PASSED: "passed", MOVED: "moved",
}  # fmt: skip
"""The section of a report in which an end of each state stands; without a day all stand in `ends`."""
NOW = "now"
"""The warning, where no lead is counted, of a contract that may end any day, or is held over."""


@dataclass(frozen=True, slots=True)
class Ending:
    """An end, and what may come after it."""

    end: Interval
    longest: Interval | None = None
    """The end if every option to extend is used."""
    next_break: Interval | None = None
    """Of a contract that rolls on."""
    held_over: bool = False
    """Whether a letter written after the end says that the system is in use."""


def state_of(ending: Ending, day: date | None) -> str | None:
    """The state of an end that no later letter puts off; None without a day, or for an end that has no last day."""
    end, longest = ending.end, ending.longest
    if day is None or end.latest is None:
        return None
    if end.latest >= day:
        return MAY_BE_OVER if end.earliest and end.earliest <= day else RUNNING
    if ending.next_break:
        return ROLLS_ON
    if ending.held_over:
        return HELD_OVER
    return MAY_RUN_ON if longest and longest.latest and longest.latest >= day else PASSED


def due_of(state: str | None, ending: Ending) -> date | None:
    """The first day on which a contract of that state may end; None where nothing is due."""
    due = {MOVED: None, PASSED: None, ROLLS_ON: ending.next_break, MAY_RUN_ON: ending.longest}.get(
        str(state), ending.end
    )
    return due.earliest if due else None


def procurement(due: date | None, longest: Interval | None, lead: int | None, day: date | None) -> dict[str, Cell]:
    """The day by which a procurement has to start, and how soon that is; without a lead, how soon the end is."""
    start = dating.shifted(due, -lead) if due and lead is not None else due
    later = longest.earliest if due and longest and lead is not None else None
    return {
        "start_by": start.isoformat() if start and lead is not None else None,
        "start_by_extended": dating.shifted(later, -(lead or 0)).isoformat() if later else None,
        "band": _warning(start, lead, day) if start and day else None,
    }


def _warning(start: date, lead: int | None, day: date) -> str:
    """How soon something has to be done: only a start can be overdue, an end that may be past is now."""
    return NOW if lead is None and start < day else dating.band_of(start, day)
