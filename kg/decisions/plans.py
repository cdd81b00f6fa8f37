"""What a decision on a claim would do to a letter: which claims it takes away, and which it puts in their place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.decisions.finding import Sought, is_open
from kg.decisions.kinds import ACCEPT, ASSERT, NONE, REJECT, aspect_of
from kg.decisions.values import bounds_of, certainty_of, text_of, value_of
from kg.describing.claims import DECIDED
from kg.model import Certainty, Claim, Decision, Effect, Evidence, Ruling, Span
from kg.values.personal import is_personal
from kg.values.rolling import renews_on

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


def plan_of(sought: Sought, decision: Decision) -> Plan:
    """What one decision would do, whatever others say."""
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
        case "value" | "system" if decision.field == "system":
            return replace(decision, value=decision.to, system=decision.to)
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
        service=named_or_none(decision.service),
        system=named_or_none(decision.system),
        field=name,
        value=typed,
        stated=" ".join(evidence.quote.split()),
        evidence=evidence,
        question=decision.question or None,
        extractor=DECIDED,
        certainty=certainty_of(name, typed, sure),
        interval=bounds_of(name, typed),
        renews=renews_on(name, typed, evidence.quote),
        decided=(plan.decision.key,),
    )
    return plan


def _evidence(sought: Sought, span: Span) -> Evidence:
    text = sought.letter.letter.document.text
    around = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    before, after = ("" if is_personal(part, sought.letter.hidden) else part for part in around)
    return Evidence(span, span.of(text), before, after)


def named_or_none(name: str) -> str | None:
    """A service or system as a claim holds it."""
    return None if name in ("", NONE) else name
