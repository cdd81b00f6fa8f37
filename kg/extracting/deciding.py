"""Judged candidates → those that are stated: one decision for the whole letter."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extracting.candidates import Candidate

STATED = 0.65
"""How likely field and value must be right for a claim to be stated; chosen on folds."""
PLACED = 0.1
"""How likely service and system must be right too."""
CERTAIN = 0.95
"""What is as likely as this to be right is stated, however unsure its place."""
CLEAR = 0.8
"""A letter that tells of systems has one claim at least that is as sure as this,"""
ENOUGH = 2.5
"""or as many right claims as this are to be expected of it; of any other nothing is stated."""
RIVALLING = 0.7
"""Of several services or systems for one value, those stay that are at least this part as likely as the likeliest."""


def stated(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are sure enough to be stated, under the constraints that hold within a letter: of several
    places for one value the likeliest stay, and nothing begins after it ends."""
    best: dict[tuple[str, object], float] = {}
    for one in candidates:
        best[one.said] = max(best.get(one.said, 0.0), one.row)
    found = [one for one in candidates if one.fact >= STATED and _is_placed(one, best[one.said])]
    if max((one.fact for one in found), default=0) < CLEAR and sum(one.fact for one in found) < ENOUGH:
        return []
    return [one for one in found if not _ends_before_start(one, found)]


def _is_placed(one: Candidate, best: float) -> bool:
    """Whether service and system are sure enough, and as sure as the likeliest for the same value."""
    return one.row >= RIVALLING * best and (one.row >= PLACED or one.fact >= CERTAIN)


def _ends_before_start(one: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether a likelier date of the same unit, system and service contradicts a start or an end."""
    if one.field not in ("contract_start", "contract_end"):
        return False
    for other in others:
        if {one.field, other.field} == {"contract_start", "contract_end"} and other.fact > one.fact:
            start, end = (one, other) if one.field == "contract_start" else (other, one)
            same = (one.system, one.service, one.unit) == (other.system, other.service, other.unit)
            if same and str(start.value).rstrip("~")[:10] > str(end.value).rstrip("~")[:10] + "~":
                return True
    return False
