"""Decisions on what a letter says → its claims as people have decided, and what gave way.

A decision takes claims away, puts one in their place, or both. First each is planned by itself, then those that speak
against each other are told, and what is left is carried out together: a claim may be corrected in several ways at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.decisions.contradicting import contradict
from kg.decisions.finding import Sought
from kg.decisions.kinds import ACCEPT, ASSERT, REJECT, aspect_of
from kg.decisions.plans import Plan, named_or_none, plan_of
from kg.decisions.values import bounds_of, certainty_of, text_of, value_of
from kg.describing.claims import DECIDED
from kg.model import Certainty, Claim, Decision, Effect, Ruling


@dataclass(frozen=True, slots=True)
class Outcome:
    """The claims of a letter after people's decisions."""

    stated: tuple[Claim, ...]
    unsure: tuple[Claim, ...]
    gone: tuple[tuple[Claim, tuple[str, ...], bool], ...]
    """What gave way, to which decisions, and whether it was corrected."""
    rulings: tuple[Ruling, ...]


def decide_claims(sought: Sought, decisions: Sequence[Decision]) -> Outcome:
    """The claims of one letter, and what became of each decision on them."""
    plans = [plan_of(sought, decision) for decision in decisions]
    contradict(sought, plans)
    return _carried_out(sought, plans)


def _carried_out(sought: Sought, plans: Sequence[Plan]) -> Outcome:
    stated, unsure = list(sought.stated), list(sought.unsure)
    gone: list[tuple[Claim, tuple[str, ...], bool]] = []
    for claim in (*sought.stated, *sought.unsure):
        mine = [plan for plan in plans if claim in plan.targets and plan.is_alive]
        if mine:
            _replace(claim, mine, stated, unsure, gone)
    stated += [plan.made for plan in plans if plan.ruling is None and plan.made]
    rulings = tuple(plan.ruling or Ruling(plan.decision, Effect.APPLIED, _told(plan)) for plan in plans)
    return Outcome(tuple(dict.fromkeys(stated)), tuple(unsure), tuple(gone), rulings)


def _replace(
    claim: Claim,
    plans: Sequence[Plan],
    stated: list[Claim],
    unsure: list[Claim],
    gone: list[tuple[Claim, tuple[str, ...], bool]],
) -> None:
    """Carry out all decisions on one claim."""
    keys = tuple(plan.decision.key for plan in plans)
    is_stated = claim in stated
    pool = stated if is_stated else unsure
    at = pool.index(claim)
    if plans[0].decision.decision == REJECT:
        del pool[at]
        if is_stated:
            gone.append((claim, keys, False))
        return
    corrections = [plan.decision for plan in plans if aspect_of(plan.decision)]
    try:
        corrected = _corrected(claim, corrections, keys) if corrections else None
    except ValueError as error:
        for plan in plans:
            plan.end(Effect.DAMAGED, str(error))
        return
    if corrected is None or (is_stated and _content(corrected) == _content(claim)):
        del pool[at]
        stated.insert(at if is_stated else len(stated), replace(claim, decided=keys))
        return
    del pool[at]
    stated.insert(at if is_stated else len(stated), corrected)
    if is_stated:
        gone.append((claim, keys, True))


def _content(claim: Claim) -> tuple[object, ...]:
    return claim.service, claim.system, claim.field, claim.value, claim.certainty


def _corrected(claim: Claim, corrections: Sequence[Decision], keys: tuple[str, ...]) -> Claim:
    """A claim as people say that it is right. Raises ValueError where its value is none of its field."""
    to = {aspect_of(one): one.to for one in corrections}
    name = to.get("field", claim.field)
    value, certainty = claim.value, claim.certainty
    if "value" in to or "field" in to:
        value = value_of(name, to.get("value", text_of(value)))
        certainty = certainty_of(name, value, certainty)
    system = named_or_none(to["system"]) if "system" in to else claim.system
    if name == "system":  # the system that is said to be in use is the one that the claim hangs at
        value = to.get("system", value)
        system = str(value) if system else None
    return replace(
        claim, service=named_or_none(to["service"]) if "service" in to else claim.service, system=system, field=name,
        value=value, certainty=Certainty(to.get("certainty", certainty)), interval=bounds_of(name, value),
        extractor=DECIDED, confidence=None, because=(), decided=keys,
    )  # fmt: skip


def _told(plan: Plan) -> str:
    decision = plan.decision
    if decision.decision == REJECT:
        return "it is stated no more"
    if plan.made and decision.decision != ASSERT:
        return "it is stated by its words, of which another thing is read now"
    if plan.made:
        return "it is stated, by its words"
    return "it is stated as read" if decision.decision == ACCEPT else f"it is {decision.to}"
