"""Decisions on letters as such: whose they are, when and to which request they were written, that one is none, or that
one is reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.catalogue import load
from kg.decisions.kinds import NO_LETTER, REVIEWED
from kg.decisions.telling import contradicted
from kg.model import Decision, Effect, Letter, LetterClaims, Ruling

_SAID = {"letter council": "authority", "letter date": "date", "letter reference": "request_reference"}
"""What of a letter each kind of decision is about."""
_MENDED = {"letter council": "no-authority", "letter date": "no-date"}
"""The finding that each settles."""


@dataclass(frozen=True, slots=True)
class Head:
    """A letter after decisions on its head, or none if it is no letter; `mended` are codes of settled findings."""

    letter: Letter | None
    rulings: tuple[Ruling, ...]
    mended: frozenset[str] = frozenset()


def decide_head(one: LetterClaims, decisions: Sequence[Decision]) -> Head:
    """The head of one letter, and what became of each decision on it."""
    letter: Letter | None = one.letter
    rulings: list[Ruling] = []
    mended: set[str] = set()
    for decision in decisions:
        kind = decision.decision
        if rivals := [one for one in decisions if one.decision == kind and one.to != decision.to]:
            rulings.append(contradicted(decision, rivals))
        elif kind == NO_LETTER:
            rulings.append(Ruling(decision, Effect.APPLIED, "it was left out"))
        elif kind == REVIEWED:
            rulings.append(Ruling(decision, Effect.KEPT, "what it says is what people have decided"))
        elif kind == "letter council" and not load().council_entity(decision.to).known:
            rulings.append(Ruling(decision, Effect.UNKNOWN, f"the register has no council called “{decision.to}”"))
        else:
            value = load().council_entity(decision.to).name if kind == "letter council" else decision.to
            is_so = getattr(one.letter, _SAID[kind]) == value
            letter = _with(letter or one.letter, _SAID[kind], value)
            mended |= {_MENDED[kind]} if kind in _MENDED else set()
            effect = Effect.SETTLED if is_so else Effect.APPLIED
            rulings.append(Ruling(decision, effect, f"its {kind.removeprefix('letter ')} is {value}"))
    if any(ruling.decision.decision == NO_LETTER and ruling.effect is Effect.APPLIED for ruling in rulings):
        letter = None
    return Head(letter, tuple(rulings), frozenset(mended))


def _with(letter: Letter, name: str, value: str) -> Letter:
    head = {"authority": letter.authority, "date": letter.date, "request_reference": letter.request_reference}
    head[name] = value
    return replace(
        letter, authority=head["authority"], date=head["date"], request_reference=head["request_reference"]
    )  # fmt: skip
