"""Candidates and what was proposed → one decision: a proposal that the letter carries is a vote, and so is silence.

How much a vote counts stands in `VOTES`, in natural logarithms of odds: how much oftener a reader proposes what is right
than what is not. It is added to what our own models hold likely, and the same thresholds decide.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import log

from kg.extracting.candidates import Candidate, propose
from kg.extracting.cases import NAMED_FIELDS
from kg.extracting.copying import copied
from kg.extracting.deciding import stated
from kg.extracting.gating import Gated, gate
from kg.extracting.judging import judged
from kg.extracting.refusing import NO_PROPOSAL
from kg.extracting.sheet import Sheet, service_at
from kg.extracting.systems import value_key
from kg.extracting.telling import tells
from kg.model import Fate, Proposed
from kg.scoring import UNIT, logistic
from kg.weights import Weights

VOTES: Mapping[str, float] = {
    "proposed": 4.0,
    "placed": 4.0,
    "elsewhere": -2.0,
    "silent": -2.0,
    "tells": 4.0,
    "empty": -2.0,
}
"""Set with the answers to 40 letters that were open (`tests/fixtures/answers/open`):

- `proposed`, for field and value: a careful reader proposed nine in ten of the candidates that are right, and of those
  that are not, of which there are many, one in fifty; the logarithm of the quotient is 3.8.
- `placed`, for service and system: the same, where both are proposed too; `elsewhere`, against them, where others are.
- `silent`: it passed over one right candidate in fourteen, and five in six of those that were stated wrongly, which is
  2.5 against; taken as less, since other readers may be less careful than that one.
- `tells` and `empty`, for the letter as a whole, where a system or supplier is taken and where nothing is proposed: the
  letters without facts got no proposal, those with facts did.
"""
_BOUND = 6.0
"""Our own judgement weighs no more than this before a vote is added: what is held impossible stays so."""
_HEARD = 0.5
"""A reader's silence counts where at least this part of what it proposes of the letter is carried by it, and so does its
word against a place: where it holds a value to be about a system or service to which the letter does not tie it, and our
own reading about another, nothing is stated. Of 17 such claims in the open letters 15 were wrong."""


@dataclass(frozen=True, slots=True)
class Voted:
    """What a letter's own reading and a proposal make together."""

    candidates: list[Candidate]
    stated: list[Candidate]
    telling: float
    fates: tuple[Fate, ...]
    withdrawn: list[Candidate]
    """What would be stated had nobody been asked."""


_Place = tuple[object, ...]


def vote(sheet: Sheet, weights: Weights, proposed: Proposed, hidden: Sequence[str]) -> Voted:
    """All that may be a claim of a letter, judged by our own reading and by what somebody proposes."""
    own = propose(sheet, weights)
    alone = judged(sheet, own, weights)
    telling = tells(sheet, alone, weights)
    serving = partial(service_at, sheet, weights["service"], None)
    unasked = stated(alone, telling)
    before = {_place(one) for one in (*unasked, *copied(sheet, unasked, serving))}
    gated = gate(sheet, weights, proposed, hidden)
    taken = [one for one in gated.found if one]
    heard = proposed.whole and len(taken) >= _HEARD * (len(proposed.proposals) + proposed.broken)
    spoken = {(one.field, value_key(one.field, one.value)) for one in proposed.proposals}
    joined = _joined(own, taken)
    again = alone if joined == own else judged(sheet, joined, weights)  # only with others are they judged otherwise
    after = _weighed(again, gated, spoken if heard else None, proposed.by)
    telling = _told(telling, taken, heard)
    found = stated(after, telling)
    copies = copied(sheet, found, serving)
    now = {_place(one) for one in (*found, *copies)}
    marked = [replace(one, by="") if _place(one) in before else one for one in (*after, *copies)]
    fates = tuple(
        replace(fate, stated=one is not None and _place(one) in now)
        for fate, one in zip(gated.fates, gated.found, strict=True)
    )
    broken = tuple(Fate(None, proposed.by, NO_PROPOSAL) for _ in range(proposed.broken))
    return Voted(
        marked,
        [one for one in marked if _place(one) in now],
        telling,
        fates + broken,
        [one for one in after if _place(one) in before - now],
    )


def _place(one: Candidate) -> _Place:
    return *one.said, one.service, one.system


def _joined(own: Sequence[Candidate], taken: Sequence[Candidate]) -> list[Candidate]:
    """All candidates, each once; what our own reading has found already stays as it is."""
    found = {_place(one): one for one in own}
    for one in taken:
        found.setdefault(_place(one), one)
    return sorted(found.values(), key=lambda one: (one.start, one.end, one.field, str(one.value), str(one.service)))


def _weighed(
    candidates: Sequence[Candidate], gated: Gated, spoken: Collection[tuple[str, object]] | None, by: str
) -> list[Candidate]:
    """Candidates with the votes added to what our own models hold likely; `spoken` is all that was spoken of at all,
    where silence tells something."""
    places = {_place(one) for one in gated.found if one}
    taken = {one.said for one in gated.found if one}
    found = []
    for one in candidates:
        who, disputed = "", False
        if _place(one) in places:
            fact, row, why, who = VOTES["proposed"], VOTES["placed"], by, by
        elif one.said in gated.read:
            fact, row, why = VOTES["proposed"], VOTES["elsewhere"], f"{by}, for another service or system"
            disputed = spoken is not None and one.said not in taken
        elif spoken is not None and one.said not in spoken:
            fact, row, why = VOTES["silent"], VOTES["silent"], f"no {by}"
        else:
            found.append(one)
            continue
        sure = _with(one.fact, fact)
        row = min(sure, _with(one.row, row))
        found.append(replace(one, fact=sure, row=row, by=who, disputed=disputed, because=(why, *one.because)))
    return found


def _told(telling: float, taken: Sequence[Candidate], heard: bool) -> float:
    """How likely the letter tells of systems, with the names that are taken of it, or where nothing is proposed."""
    if any(one.field in NAMED_FIELDS for one in taken):
        return _with(telling, VOTES["tells"])
    return _with(telling, VOTES["empty"]) if heard and not taken else telling


def _with(share: float, weight: float) -> float:
    """A probability with a vote."""
    odds = log(share / (1 - share)) if 0 < share < 1 else _BOUND * (1 if share else -1)
    return round(logistic((max(-_BOUND, min(_BOUND, odds)) + weight) * UNIT), 4)
