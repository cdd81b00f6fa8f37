"""Contracts → rows of the renewals report: ends, rolling contracts, and ends that are not known.

Beside what its columns print, a row holds what the page needs to count from another day: `due`, the first day on which
the contract may end, `held_over`, the months of a `lead`, and what begins with `roll_`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kg.known import dating
from kg.known.contracts import Contract, Contracts
from kg.known.rows import Cell, Row
from kg.known.standing import MOVED, Ending, due_of, procurement, state_of
from kg.model import Interval
from kg.reporting.report import evidence_of
from kg.reporting.reports.wanting import Wanted, falls_in
from kg.values import interval_of


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
        for claim in contract.values("contract_end"):
            if (claim["value"], claim["letter_iri"]) not in seen:
                seen.add((claim["value"], claim["letter_iri"]))
                yield self._end(contract, claim)

    def _end(self, contract: Contract, claim: Row) -> dict[str, Cell]:
        contracts, day = self.contracts, self.day
        bounds = Interval(_day(claim["earliest"]), _day(claim["latest"]))
        known = self._known(contract)
        inferred = [known.pop("inferred"), f"end by rule {claim['rule']}" if claim["rule"] else None]
        options = dict.fromkeys(str(row["value"]) for row in contract.values("extension"))
        longest = dating.extended(bounds, _options_by_letter(contract))
        later = contracts.later_end(contract, claim)
        moved = later is not None and str(later["earliest"] or "") > str(claim["latest"] or "9999")
        ending = Ending(bounds, longest, _next_break(contract, bounds, day), self._is_held_over(contract, bounds))
        state = MOVED if moved else state_of(ending, day)
        due = due_of(state, ending)
        return {
            **known, "contract": contract.iri, "start": contract.stated("contract_start"), "end": claim["value"],
            "end_status": claim["status"],
            "latest_end": dating.edtf_of(longest) if longest else None, "extension": ", ".join(options) or None,
            "earliest": claim["earliest"], "latest": claim["latest"],
            "falls": falls_in(bounds, self.wish.first, self.wish.last), "state": state,
            "months_least": _months(day, bounds.earliest), "months_left": _months(day, bounds.latest),
            **procurement(due, longest, self.wish.lead, day), "due": _iso(due), "held_over": ending.held_over,
            **_rolled(contract, bounds, day),
            "later_end": f"{later['value']} ({later['letter']})" if later else None, "look": contracts.look(contract),
            "inferred": "; ".join(str(text) for text in inferred if text) or None, **evidence_of(claim),
        }  # fmt: skip

    def rolling(self, contract: Contract) -> Iterator[dict[str, Cell]]:
        """A row for a contract that rolls on and has no end, unless its end was asked for and refused."""
        terms = [row for row in contract.values("contract_term") if str(row["value"]).startswith("rolling")]
        if not terms or contract.values("contract_end") or self.contracts.why(contract)[1].is_refused:
            return
        bounds = _next_break(contract, None, self.day) or Interval(None, None)
        yield {
            **self._known(contract), "contract": contract.iri, "start": contract.stated("contract_start"),
            "term": terms[0]["value"], **_rolled(contract, None, self.day),
            "break_earliest": _iso(bounds.earliest), "break_latest": _iso(bounds.latest),
            **procurement(bounds.earliest, None, self.wish.lead, self.day), **evidence_of(terms[0]),
        }  # fmt: skip

    def unknown(self, contract: Contract) -> dict[str, Cell]:
        """Why the end of a contract is not known, where to look, and which it probably is."""
        row, reason = self.contracts.why(contract)
        known = self._known(contract)
        note = known.pop("inferred")
        return {**known, "why": reason.why, "look": reason.look, "probably": note, **evidence_of(row)}

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
        uses = (row for one in (contract, *self.contracts.same_as(contract)) for row in one.uses)
        return end.latest is not None and any((latest_of(row["letter_date"]) or date.min) > end.latest for row in uses)


def latest_of(edtf: Cell) -> date | None:
    """The last day that a date of a letter may mean."""
    return interval_of(str(edtf)).latest if edtf else None


def _options_by_letter(contract: Contract) -> list[list[str]]:
    by_letter: dict[Cell, list[str]] = {}
    for row in contract.values("extension"):
        by_letter.setdefault(row["letter_iri"], []).append(str(row["value"]))
    return list(by_letter.values())


def _rolling_term(contract: Contract) -> Row | None:
    return next((row for row in contract.values("contract_term") if str(row["value"]).startswith("rolling")), None)


def _start(contract: Contract) -> Interval | None:
    return next((Interval(_day(r["earliest"]), _day(r["latest"])) for r in contract.values("contract_start")), None)


def _next_break(contract: Contract, bounds: Interval | None, day: date | None) -> Interval | None:
    term = _rolling_term(contract)
    if term is None or day is None:
        return None
    if renews := term["renews"]:
        return dating.next_anniversary(*dating.yearly(str(renews)), max(day, (bounds and bounds.latest) or day))
    return dating.next_break(str(term["value"]), _start(contract), bounds, day)


def _rolled(contract: Contract, bounds: Interval | None, day: date | None) -> dict[str, Cell]:
    """The next break of a contract that rolls on, and from what the page counts it: a day of the year, or a period
    and the first and last day on which it was over before, or will be.
    """
    found = _next_break(contract, bounds, day)
    rolled: dict[str, Cell] = {"next_break": dating.edtf_of(found) if found else None}
    term = _rolling_term(contract)
    if term is None:
        return rolled
    if renews := term["renews"]:
        after = _iso(bounds.latest) if bounds else None
        return rolled | {"roll_yearly": "/".join(map(str, dating.yearly(str(renews)))), "roll_after": after}
    counted = dating.rolled_from(str(term["value"]), _start(contract), bounds)
    if counted is None:
        return rolled
    return rolled | {
        "roll_months": counted.months, "roll_days": counted.days, "roll_step": counted.step,
        "roll_first": _iso(counted.first), "roll_last": _iso(counted.last),
    }  # fmt: skip


def _day(text: Cell) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _months(day: date | None, end: date | None) -> int | None:
    return dating.months_to(day, end) if day and end else None
