"""Decisions on what a letter says → its claims as people have decided, and what gave way.

A decision takes claims away, puts one in their place, or both. First each is planned by itself, then those that speak
against each other are told, and what is left is carried out together: a claim may be corrected in several ways at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.decisions.finding import Sought, is_open
from kg.decisions.kinds import ACCEPT, ASSERT, NONE, REJECT, aspect_of
from kg.decisions.values import bounds_of, certainty_of, text_of, value_of
from kg.describing.claims import DECIDED
from kg.model import Certainty, Claim, Decision, Effect, Evidence, Ruling, Span
from kg.values.personal import is_personal

_SINGLE = frozenset(
    {"contract_start", "contract_end", "contract_term", "in_use_since", "in_use_until", "annual_cost", "total_cost"}
)
"""Fields of which the same words give one value."""
_AROUND = 32


@dataclass(slots=True)
class Plan:
    """What a decision would do: to which claims, and what it would put in their place; or what became of it."""

    decision: Decision
    targets: list[Claim] = field(default_factory=list)
    made: Claim | None = None
    ruling: Ruling | None = None

    @property
    def is_alive(self) -> bool:
        """Whether it is to be carried out, or confirms what is read."""
        return self.ruling is None or self.ruling.effect is Effect.SETTLED

    def end(self, effect: Effect, told: str = "") -> Plan:
        self.ruling = Ruling(self.decision, effect, told)
        return self


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
    plans = [_plan(sought, decision) for decision in decisions]
    _contradict(sought, plans)
    return _carried_out(sought, plans)


def _plan(sought: Sought, decision: Decision) -> Plan:
    plan = Plan(decision)
    if decision.decision == ASSERT:
        return _asserted(sought, plan, decision.field, decision.value)
    plan.targets = sought.targets(decision)
    if is_open(plan.targets):
        count = len(plan.targets)
        return plan.end(Effect.AMBIGUOUS, f"{count} claims are like that: say of which service and system it is")
    if plan.targets or decision.decision == REJECT:
        return plan if plan.targets else plan.end(Effect.NOTHING, "nothing like it is read there any more")
    return _on_words(sought, plan)


def _on_words(sought: Sought, plan: Plan) -> Plan:
    """A decision whose claim is not read any more still says what its words mean."""
    decision = plan.decision
    changed = _changed(decision)
    if decision.decision != ACCEPT and decision.words and (found := _already(sought, changed)):
        return plan.end(Effect.SETTLED, f"it is read so already: {text_of(found.value)}")
    return _asserted(sought, plan, changed.field, changed.value, changed)


def _changed(decision: Decision) -> Decision:
    """A decision that names what is right in place of what was read."""
    match aspect_of(decision):
        case "value":
            return replace(decision, value=decision.to)
        case "service":
            return replace(decision, service=decision.to)
        case "system":
            return replace(decision, system=decision.to)
        case "field":
            return replace(decision, field=decision.to)
    return decision


def _already(sought: Sought, decision: Decision) -> Claim | None:
    """What is stated and says already what a decision says, in its words."""
    return next(
        (
            claim
            for claim in sought.stated
            if sought.is_same(claim, decision)
            and sought.in_words(claim, decision.words)
            and sought.hangs(claim, decision.service, decision.system)
        ),
        None,
    )


def _asserted(sought: Sought, plan: Plan, name: str, value: str, decision: Decision | None = None) -> Plan:
    """A claim made of the words of a decision."""
    decision = decision or plan.decision
    if found := _already(sought, decision):
        plan.targets = [found]
        return plan.end(Effect.SETTLED, f"it is read so already: {text_of(found.value)}")
    places = sought.places(decision)
    if not places:
        return plan.end(Effect.NOTHING, "its words are not in the letter")
    evidence = _evidence(sought, places[0])
    if is_personal(evidence.quote, sought.letter.hidden):
        return plan.end(Effect.DAMAGED, "its words hold personal data: quote fewer")
    typed = value_of(name, value)
    sure = Certainty(decision.to) if decision.decision == "correct certainty" else Certainty.DEFINITE
    plan.made = Claim(
        service=_or_none(decision.service),
        system=_or_none(decision.system),
        field=name,
        value=typed,
        stated=" ".join(evidence.quote.split()),
        evidence=evidence,
        question=decision.question or None,
        extractor=DECIDED,
        certainty=certainty_of(name, typed, sure),
        interval=bounds_of(name, typed),
        decided=(plan.decision.key,),
    )
    return plan


def _evidence(sought: Sought, span: Span) -> Evidence:
    text = sought.letter.letter.document.text
    around = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    before, after = ("" if is_personal(part, sought.letter.hidden) else part for part in around)
    return Evidence(span, span.of(text), before, after)


def _or_none(name: str) -> str | None:
    return None if name in ("", NONE) else name


def _contradict(sought: Sought, plans: Sequence[Plan]) -> None:
    """Decisions that cannot all be right: none of them is carried out; one that only repeats another is told."""
    alive = [plan for plan in plans if plan.is_alive]
    against: dict[int, list[Decision]] = {}
    for number, one in enumerate(alive):
        for other in alive[:number]:
            if one.decision.said == other.decision.said:
                told = f"line {other.decision.line} of {other.decision.file} says the same"
                one.ruling = one.ruling or Ruling(one.decision, Effect.REPEATED, told)
            elif _disagree(sought, one, other):
                against.setdefault(id(one), []).append(other.decision)
                against.setdefault(id(other), []).append(one.decision)
    for plan in alive:
        if others := against.get(id(plan)):
            lines = ", ".join(f"line {one.line} of {one.file}" for one in others)
            plan.ruling = Ruling(plan.decision, Effect.CONTRADICTED, f"{lines} says otherwise")


def _disagree(sought: Sought, one: Plan, other: Plan) -> bool:
    kinds = {one.decision.decision, other.decision.decision}
    if any(target in other.targets for target in one.targets):
        if len(kinds) == 1:
            return one.decision.to != other.decision.to
        return bool(kinds & {ACCEPT, REJECT})
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
    system = _or_none(to["system"]) if "system" in to else claim.system
    if name == "system":  # the system that is said to be in use is the one that the claim hangs at
        value = to.get("system", value)
        system = str(value) if system else None
    return replace(
        claim, service=_or_none(to["service"]) if "service" in to else claim.service, system=system, field=name,
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
