"""Decisions on the claims of one letter that cannot all be right, or that may be of other claims: they are told."""

from __future__ import annotations

from collections.abc import Sequence

from kg.decisions.finding import Sought
from kg.decisions.kinds import ACCEPT, REJECT
from kg.decisions.plans import Plan
from kg.decisions.telling import contradicted
from kg.decisions.values import text_of
from kg.model import Claim, Decision, Effect

_SINGLE = frozenset(
    {"contract_start", "contract_end", "contract_term", "in_use_since", "in_use_until", "annual_cost", "total_cost"}
)
"""Fields of which the same words give one value."""


def contradict(sought: Sought, plans: Sequence[Plan]) -> None:
    """Decisions that cannot all be right: none of them is carried out."""
    alive = [plan for plan in plans if plan.is_alive]
    against: dict[int, list[Decision]] = {}
    for number, one in enumerate(alive):
        for other in alive[:number]:
            if _disagree(sought, one, other):
                against.setdefault(id(one), []).append(other.decision)
                against.setdefault(id(other), []).append(one.decision)
    for plan in alive:
        if others := against.get(id(plan)):
            plan.ruling = contradicted(plan.decision, others)
    _part(sought, [plan for plan in alive if plan.is_alive])


def _part(sought: Sought, plans: Sequence[Plan]) -> None:
    """A decision that names a claim by less than another does may have been made on one that is not read any more: both
    together would make of the claim what neither says."""
    loose = [(plan, other) for plan in plans for other in plans if _is_looser(sought, plan, other)]
    for plan, other in loose:
        where = f"line {other.decision.line} of {other.decision.file}"
        plan.end(Effect.AMBIGUOUS, f"{where} names its claim by service and system: say of which this one is")


def _is_looser(sought: Sought, one: Plan, other: Plan) -> bool:
    """Whether another decision names the service and system of a claim of this one, and this one does not."""

    def hangs(plan: Plan, claim: Claim) -> bool:
        return sought.hangs(claim, plan.decision.service, plan.decision.system)

    return any(hangs(other, claim) and not hangs(one, claim) for claim in one.targets if claim in other.targets)


def cannot_both_be(one: Decision, other: Decision) -> bool:
    """Whether two decisions on the same claim cannot both be carried out."""
    if one.decision == other.decision:
        return one.to != other.to
    return bool({one.decision, other.decision} & {ACCEPT, REJECT})


def _disagree(sought: Sought, one: Plan, other: Plan) -> bool:
    kinds = {one.decision.decision, other.decision.decision}
    if any(target in other.targets for target in one.targets):
        return cannot_both_be(one.decision, other.decision)
    if REJECT in kinds and len(kinds) == 2:
        rejecting, stating = (one, other) if one.decision.decision == REJECT else (other, one)
        return stating.made is not None and any(_says_same(sought, claim, stating.made) for claim in rejecting.targets)
    return one.made is not None and other.made is not None and _rival(sought, one.made, other.made)


def _says_same(sought: Sought, claim: Claim, made: Claim) -> bool:
    return (
        (claim.field, text_of(claim.value)) == (made.field, text_of(made.value))
        and sought.hangs(claim, made.service or "", made.system or "")
        and sought.in_words(claim, made.evidence.quote)
    )


def _rival(sought: Sought, one: Claim, other: Claim) -> bool:
    """Whether the same words are said to mean two things."""
    return (
        one.field == other.field
        and one.field in _SINGLE
        and one.value != other.value
        and one.evidence.span == other.evidence.span
        and sought.hangs(one, other.service or "", other.system or "")
    )
