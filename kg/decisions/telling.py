"""Decisions in words: what each says, who, when and why, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.decisions.kinds import KINDS, About, aspect_of
from kg.decisions.persons import quiet, quiet_source, shown_who
from kg.model import Decision, Effect, Ruling

Told = dict[str, object]
"""A decision and its effect, as a build's report has it."""


def summary(decision: Decision) -> str:
    """What a decision says, on one line."""
    kind = KINDS[decision.decision]
    if kind.about is About.CLAIM:
        question = f"question {decision.question}" if decision.question else ""
        about = ", ".join(part for part in (decision.letter, question) if part)
        hangs = ", ".join(part for part in (decision.service, decision.system) if part)
        claim = f"{decision.field} {decision.value}" + (f" [{hangs}]" if hangs else "")
        change = f" → {decision.to}" if aspect_of(decision) else ""
        return f"{decision.decision}: {claim}{change} ({about or quiet_source(decision.source)})"
    if kind.about is About.LETTER:
        return f"{decision.decision}: {decision.letter}" + (f" → {decision.to}" if decision.to else "")
    return f"{decision.decision}: {decision.value} / {decision.to}"


def signature(decision: Decision) -> str:
    """Who decided, when and why, on one line."""
    when = f", {decision.when[:10]}" if decision.when else ""
    why = f": {quiet(decision.why)}" if decision.why else ""
    return f"{shown_who(decision)}{when}{why}"


def contradicted(decision: Decision, others: Sequence[Decision]) -> Ruling:
    """The ruling on a decision against which others speak."""
    lines = ", ".join(f"line {one.line} of {one.file}" for one in others)
    return Ruling(decision, Effect.CONTRADICTED, f"{lines} {'says' if len(others) == 1 else 'say'} otherwise")


def report_rows(rulings: Iterable[Ruling]) -> list[Told]:
    """Decisions and their effects for the report of a build, without names of persons."""
    return [
        {
            "file": one.decision.file, "line": one.decision.line, "key": one.decision.key,
            "decision": one.decision.decision, "says": summary(one.decision), "who": shown_who(one.decision),
            "when": one.decision.when, "why": quiet(one.decision.why), "letter": one.letter,
            "effect": one.effect.value, "told": one.told,
        }
        for one in rulings
    ]  # fmt: skip
