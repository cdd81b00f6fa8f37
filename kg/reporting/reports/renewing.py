"""Contracts → rows of the renewals report: ends, rolling contracts, and ends that are not known.

Beside what its columns print, a row holds what the page needs to count from another day: `due`, the first day on which
the contract may end, `held_over`, the months of a `lead`, and what begins with `roll_`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kg.known import dating
from kg.known.claims import Claim, by_letter
from kg.known.contracts import Contract, Contracts
from kg.known.rows import Cell, Row
from kg.known.standing import MOVED, Ending, due_of, procurement, state_of
from kg.model import Interval
from kg.reporting.report import evidence_of
from kg.reporting.reports.wanting import Wanted, falls_in


@dataclass(frozen=True, slots=True)
class Renewing:
    """What rows are made from: all contracts, their costs, what the register says of councils, the wish and the day."""

    contracts: Contracts
    costs: Mapping[str, Mapping[str, Cell]]
    """For a contract its costs by field, as the newest letter gives them."""
    councils: Mapping[str, Row]
    wish: Wanted
    day: date | None

    def ends(self, contract: Contract) -> Iterator[dict[str, Cell]]:
        """A row for each end that a letter states or a rule infers; `falls` is None outside of the period."""
        seen: set[tuple[Cell, Cell]] = set()
        for claim in contract.of("contract_end"):
            if (claim.value, claim.letter.iri) not in seen:
                seen.add((claim.value, claim.letter.iri))
                yield self._end(contract, claim)

    def _end(self, contract: Contract, claim: Claim) -> dict[str, Cell]:
        contracts, day, bounds = self.contracts, self.day, claim.bounds
        known = self._known(contract)
        inferred = [known.pop("inferred"), f"end by rule {claim.rule}" if claim.rule else None]
        longest = dating.extended(bounds, _options_by_letter(contract))
        later = contracts.later_end(contract, claim)
        moved = later is not None and _is_later(later.bounds, bounds)
        ending = Ending(bounds, longest, _next_break(contract, bounds, day), self._is_held_over(contract, bounds))
        state = MOVED if moved else state_of(ending, day)
        due = due_of(state, ending)
        return {
            **known, "contract": contract.iri, "start": contract.stated("contract_start"), "end": claim.value,
            "end_status": claim.status,
            "latest_end": dating.edtf_of(longest) if longest else None, "extension": contract.stated("extension"),
            "earliest": _iso(bounds.earliest), "latest": _iso(bounds.latest),
            "falls": falls_in(bounds, self.wish.first, self.wish.last), "state": state,
            "months_least": _months(day, bounds.earliest), "months_left": _months(day, bounds.latest),
            **procurement(due, longest, self.wish.lead, day), "due": _iso(due), "held_over": ending.held_over,
            **_rolled(contract, bounds, day),
            "later_end": f"{later.value} ({later.letter.file})" if later else None, "look": contracts.look(contract),
            "inferred": "; ".join(str(text) for text in inferred if text) or None, **evidence_of(claim.words),
        }  # fmt: skip

    def rolling(self, contract: Contract) -> Iterator[dict[str, Cell]]:
        """A row for a contract that rolls on and has no end, unless its end was asked for and refused."""
        term = contract.rolling
        if term is None or contract.of("contract_end") or self.contracts.why(contract)[1].is_refused:
            return
        bounds = _next_break(contract, None, self.day) or Interval(None, None)
        yield {
            **self._known(contract), "contract": contract.iri, "start": contract.stated("contract_start"),
            "term": term.value, **_rolled(contract, None, self.day),
            "break_earliest": _iso(bounds.earliest), "break_latest": _iso(bounds.latest),
            **procurement(bounds.earliest, None, self.wish.lead, self.day), **evidence_of(term.words),
        }  # fmt: skip

    def unknown(self, contract: Contract) -> dict[str, Cell]:
        """Why the end of a contract is not known, where to look, and which it probably is."""
        claim, reason = self.contracts.why(contract)
        known = self._known(contract)
        note = known.pop("inferred")
        return {**known, "why": reason.why, "look": reason.look, "probably": note, **evidence_of(claim.words)}

    def _known(self, contract: Contract) -> dict[str, Cell]:
        """What is known of a contract beside its days: who, what, its cost, and where the council is."""
        known = self.contracts.known(contract)
        register = self.councils.get(str(known["council"]), {})
        costs = self.costs.get(contract.iri, {})
        return known | {
            "annual_cost": costs.get("annual_cost"), "total_cost": costs.get("total_cost"),
            "as_of": _iso(self.day), "region": register.get("region") or register.get("nation"),
            "council_type": register.get("type"), "lead": self.wish.lead,
        }  # fmt: skip

    def _is_held_over(self, contract: Contract, end: Interval) -> bool:
        """Whether a letter written after the end says that the system is in use."""
        uses = (claim for one in (contract, *self.contracts.same_as(contract)) for claim in one.uses)
        return end.latest is not None and any((use.letter.written.latest or date.min) > end.latest for use in uses)


def _is_later(later: Interval, end: Interval) -> bool:
    """Whether an end is surely after another."""
    return bool(later.earliest and end.latest and later.earliest > end.latest)


def _options_by_letter(contract: Contract) -> list[list[str]]:
    return [[claim.value for claim in claims] for claims in by_letter(contract.of("extension"))]


def _start(contract: Contract) -> Interval | None:
    return next((claim.bounds for claim in contract.of("contract_start")), None)


def _next_break(contract: Contract, bounds: Interval | None, day: date | None) -> Interval | None:
    term = contract.rolling
    if term is None or day is None:
        return None
    if term.renews:
        return dating.next_anniversary(*dating.yearly(term.renews), max(day, (bounds and bounds.latest) or day))
    return dating.next_break(term.value, _start(contract), bounds, day)


def _rolled(contract: Contract, bounds: Interval | None, day: date | None) -> dict[str, Cell]:
    """The next break of a contract that rolls on, and from what the page counts it: a day of the year, or a period
    and the first and last day on which it was over before, or will be.
    """
    found = _next_break(contract, bounds, day)
    rolled: dict[str, Cell] = {"next_break": dating.edtf_of(found) if found else None}
    term = contract.rolling
    if term is None:
        return rolled
    if term.renews:
        after = _iso(bounds.latest) if bounds else None
        return rolled | {"roll_yearly": "/".join(map(str, dating.yearly(term.renews))), "roll_after": after}
    counted = dating.rolled_from(term.value, _start(contract), bounds)
    if counted is None:
        return rolled
    return rolled | {
        "roll_months": counted.months, "roll_days": counted.days, "roll_step": counted.step,
        "roll_first": _iso(counted.first), "roll_last": _iso(counted.last),
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _months(day: date | None, end: date | None) -> int | None:
    return dating.months_to(day, end) if day and end else None
