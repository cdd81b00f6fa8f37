"""The kinds of decision: what each is about, and which cells it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from kg.decisions.values import problem_of_value
from kg.model import Decision
from kg.model import Kind as Thing
from kg.schemes import scheme
from kg.values import interval_of
from kg.vocab import FIELDS


class About(Enum):
    """What a decision is about."""

    CLAIM = "a claim"
    LETTER = "a letter"
    NAMES = "two names"
    CONTRACTS = "two contracts"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of decision; `needs` are the cells that must not be empty."""

    name: str
    about: About
    needs: tuple[str, ...]
    says: str
    """What it says, for people."""
    thing: Thing | None = None
    """What the names are of."""


_CLAIM = ("letter", "field", "value")
_NAMES = ("value", "to")
ASPECTS = ("value", "service", "system", "field", "certainty")
"""What of a claim can be corrected."""
HEADS = ("council", "date", "reference")
"""What of a letter's head can be corrected."""
ACCEPT, REJECT, ASSERT, NO_LETTER, REVIEWED = "accept", "reject", "assert", "no letter", "letter reviewed"
NONE = "none"
"""Where a claim hangs at no service or no system, in the cell `to`."""


def _named(thing: str, about: About, kind: Thing | None) -> tuple[Kind, ...]:
    needs = (*_NAMES, "council") if about is About.CONTRACTS else _NAMES
    return (
        Kind(f"same {thing}", about, needs, f"both are one {thing}", kind),
        Kind(f"not same {thing}", about, needs, f"they are not the same {thing}", kind),
        Kind(f"unsure {thing}", about, needs, f"whether they are one {thing} is not known", kind),
    )


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(ACCEPT, About.CLAIM, _CLAIM, "it is read rightly"),
        Kind(REJECT, About.CLAIM, _CLAIM, "the letter does not say it"),
        *(Kind(f"correct {one}", About.CLAIM, (*_CLAIM, "to"), f"its {one} is another") for one in ASPECTS),
        Kind(ASSERT, About.CLAIM, ("field", "value", "words"), "it is so, and was not read"),
        *(Kind(f"letter {one}", About.LETTER, ("letter", "to"), f"the letter's {one} is another") for one in HEADS),
        Kind(NO_LETTER, About.LETTER, ("letter",), "the file is no letter"),
        Kind(REVIEWED, About.LETTER, ("letter",), "all that the letter says is decided"),
        *_named("council", About.NAMES, Thing.COUNCIL),
        *_named("system", About.NAMES, Thing.SYSTEM),
        *_named("supplier", About.NAMES, Thing.SUPPLIER),
        *_named("contract", About.CONTRACTS, None),
    )
}
"""Every kind of decision by its name."""


def aspect_of(decision: Decision) -> str:
    """What a decision corrects, or nothing: `value` of `correct value`."""
    return decision.decision.partition("correct ")[2]


def problem_of(decision: Decision) -> str:
    """What is wrong with a decision as such, in words; nothing if it is whole."""
    kind = KINDS.get(decision.decision)
    if kind is None:
        return f"{decision.decision!r} is no kind of decision"
    if missing := [name for name in kind.needs if not getattr(decision, name)]:
        return f"it has no {' and no '.join(missing)}"
    if decision.decision == ASSERT and not (decision.letter or (decision.source and decision.council)):
        return "it names neither a letter nor a source and the council that it is about"
    if kind.about is About.CLAIM:
        return _problem_of_claim(decision)
    check = _CHECKS.get(decision.decision)
    return check(decision.to) if check else ""


def _problem_of_claim(decision: Decision) -> str:
    if problem := _problem_of_field(decision.field) or _problem_of_service(decision.service):
        return problem
    if decision.decision == ASSERT:
        return problem_of_value(decision.field, decision.value)
    aspect = aspect_of(decision)
    if aspect == "value":
        return problem_of_value(decision.field, decision.to)
    if aspect == "field" and not (problem := _problem_of_field(decision.to)):
        return problem_of_value(decision.to, decision.value)
    if aspect == "system" and decision.field == "system" and decision.to == NONE:
        return f"of no system nothing is said: {REJECT} the claim that {decision.value!r} is one"
    check = _CHECKS.get(decision.decision)
    return check(decision.to) if check else ""


def _problem_of_field(name: str) -> str:
    return "" if name in FIELDS else f"{name!r} is no field (there are {', '.join(FIELDS)})"


def _problem_of_service(name: str) -> str:
    if not name or name == NONE or scheme("services").by_notation(name):
        return ""
    return f"{name!r} is no service (there are {', '.join(one.notation for one in scheme('services').concepts)})"


def _problem_of_date(text: str) -> str:
    try:
        interval_of(text)
    except ValueError as error:
        return str(error)
    return ""


def _problem_of_certainty(text: str) -> str:
    known = ("definite", "approximate", "planned")
    return "" if text in known else f"{text!r} is no certainty (there are {', '.join(known)})"


_CHECKS: dict[str, Callable[[str], str]] = {
    "correct service": _problem_of_service,
    "correct field": _problem_of_field,
    "correct certainty": _problem_of_certainty,
    "letter date": _problem_of_date,
}
"""What `to` must be in decisions of a kind."""
