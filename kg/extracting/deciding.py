"""Judged candidates → those that are stated: one decision for the whole letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extracting.candidates import Candidate

STATED = 0.5
"""How likely field and value must be right for a claim to be stated; chosen on folds."""
PLACED = 0.25
"""How likely service and system must be right too."""
CERTAIN = 0.95
"""What is as likely as this to be right is stated, however unsure its place."""
TELLING = 0.9
"""How likely a letter must be to tell of systems at all; of any other nothing is stated,"""
CLEAR, ENOUGH = 0.94, 2.5
"""unless one claim at least is as sure as this, and as many right ones as this are to be expected."""
UNSURE = 0.2
"""What is likelier to be right than this, and not stated, is told on request."""
RIVALLING = 0.5
"""Of several services or systems for one value, those stay that are at least this part as likely as the likeliest,"""
ALONE = 0.45
"""and as likely as this by themselves: two of which one must be wrong are not both stated."""


def stated(candidates: Sequence[Candidate], telling: float) -> list[Candidate]:
    """The candidates that are sure enough to be stated, in a letter that tells of systems as likely as `telling`.

    Constraints hold within the letter: of several places for one value the likeliest stay, and nothing begins after
    it ends.
    """
    best = _best(candidates)
    found = [one for one in candidates if _is_sure(one, best[one.said])]
    if not _tells(found, telling):
        return []
    dates = _dates(found)
    return [one for one in found if not _ends_before_start(one, dates)]


def why_not(one: Candidate, candidates: Sequence[Candidate], telling: float) -> str:
    """Why a candidate is not stated, in a few words; empty where it is."""
    best = _best(candidates)
    found = [other for other in candidates if _is_sure(other, best[other.said])]
    if one.disputed:
        return "who was asked holds it to be of another service or system, and the letter ties it to neither"
    if one.fact < STATED:
        return f"field and value are likely only to {one.fact:.2f}, and {STATED} is asked"
    if not _is_placed(one, best[one.said]):
        if one.row < best[one.said]:
            return "another service or system is likelier for it"
        return f"service and system are likely only to {one.row:.2f}, and {PLACED} is asked"
    if not _tells(found, telling):
        return f"the letter tells of systems only with {telling:.2f}, and {TELLING} is asked"
    return "a likelier date contradicts it" if _ends_before_start(one, _dates(found)) else ""


def _tells(found: Sequence[Candidate], telling: float) -> bool:
    """Whether a letter tells of systems: as a whole, or by what is found in it."""
    said: dict[tuple[str, object], float] = {}
    for one in found:
        said[one.said] = max(said.get(one.said, 0.0), one.fact)
    return telling >= TELLING or (max(said.values(), default=0.0) >= CLEAR and sum(said.values()) >= ENOUGH)


def _best(candidates: Sequence[Candidate]) -> dict[tuple[str, object], float]:
    """How likely the likeliest place of each field and value is."""
    best: dict[tuple[str, object], float] = {}
    for one in candidates:
        best[one.said] = max(best.get(one.said, 0.0), one.row)
    return best


def _is_sure(one: Candidate, best: float) -> bool:
    """Whether field and value and their place are sure enough, and nobody who was asked disputes the place."""
    return one.fact >= STATED and _is_placed(one, best) and not one.disputed


def _is_placed(one: Candidate, best: float) -> bool:
    """Whether service and system are sure enough: the likeliest of a value, and others that hold their own beside it."""
    if one.row < best:
        return one.row >= max(RIVALLING * best, ALONE)
    return one.row >= PLACED or one.fact >= CERTAIN


Dates = Mapping[tuple[object, ...], Sequence[Candidate]]
"""Starts and ends by unit, system and service."""


def _dates(found: Sequence[Candidate]) -> Dates:
    dates: dict[tuple[object, ...], list[Candidate]] = {}
    for one in found:
        if one.field in ("contract_start", "contract_end"):
            dates.setdefault((one.unit, one.system, one.service), []).append(one)
    return dates


def _ends_before_start(one: Candidate, dates: Dates) -> bool:
    """Whether a likelier date of the same unit, system and service contradicts a start or an end."""
    if one.field not in ("contract_start", "contract_end"):
        return False
    for other in dates.get((one.unit, one.system, one.service), ()):
        if other.field != one.field and other.fact > one.fact:
            start, end = (one, other) if one.field == "contract_start" else (other, one)
            if str(start.value).rstrip("~")[:10] > str(end.value).rstrip("~")[:10] + "~":
                return True
    return False
