"""Which claim of a letter a decision is about: by what is claimed and in which words, never by a counter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.decisions.kinds import ASSERT, NONE
from kg.decisions.names import Names, kind_of_value
from kg.decisions.values import same_value
from kg.decisions.words import Folded, alike
from kg.model import Claim, Decision, Kind, LetterClaims, Polarity, Span


@dataclass(frozen=True, slots=True)
class Sought:
    """A letter in which claims are looked for: what is stated, what is unsure, and its words."""

    letter: LetterClaims
    names: Names
    folded: Folded
    stated: tuple[Claim, ...]
    unsure: tuple[Claim, ...]

    def places(self, decision: Decision) -> list[Span]:
        """Where the words of a decision stand in the letter; where they stand several times, first those behind
        which one of its claims stands."""
        found = self.folded.find(decision.words)
        quoted = [claim.evidence.span for claim in (*self.stated, *self.unsure)]
        return sorted(found, key=lambda span: not any(_overlap(span, other) for other in quoted))

    def targets(self, decision: Decision) -> list[Claim]:
        """The claims that a decision is about; of what is stated, else of what is unsure. Several only if they say the
        same in the same words, or if the decision leaves open which is meant."""
        if decision.decision == ASSERT:
            return []
        for pool in (self.stated, self.unsure):
            found = [claim for claim in pool if self.is_same(claim, decision)]
            found = self._worded(found, decision)
            if found:
                return self._narrowed(found, decision)
        return []

    def is_same(self, claim: Claim, decision: Decision, *, value: str = "", field: str = "") -> bool:
        """Whether a claim says what a decision names, whatever it hangs at."""
        if claim.polarity is not Polarity.AFFIRMED or claim.field != (field or decision.field):
            return False
        text = value or decision.value
        kind = kind_of_value(claim.field)
        if kind and self.names.key(kind, str(claim.value)) == self.names.key(kind, text):
            return True
        return same_value(claim.field, claim.value, text)

    def hangs(self, claim: Claim, service: str, system: str) -> bool:
        """Whether a claim hangs at this service and system; nothing stands for none."""
        wanted = "" if system == NONE else system
        own = self.names.key(Kind.SYSTEM, claim.system or "")
        if claim.field == "system" and not wanted:
            wanted = str(claim.value)
        if claim.field == "system" and not own:
            own = self.names.key(Kind.SYSTEM, str(claim.value))
        is_served = (claim.service or "") == ("" if service == NONE else service)
        return is_served and own == self.names.key(Kind.SYSTEM, wanted)

    def in_words(self, claim: Claim, words: str) -> bool:
        """Whether a claim rests on these words, or on some of them."""
        if not words or alike(claim.evidence.quote, words):
            return True
        return any(_overlap(claim.evidence.span, span) for span in self.folded.find(words))

    def _worded(self, found: Sequence[Claim], decision: Decision) -> list[Claim]:
        """Those that rest on the decision's words; the only one, where its words are not to be found at all."""
        worded = [claim for claim in found if self.in_words(claim, decision.words)]
        if not worded and len(found) == 1 and not self.folded.find(decision.words):
            return list(found)
        return worded

    def _narrowed(self, found: Sequence[Claim], decision: Decision) -> list[Claim]:
        """Those that hang where the decision says; where it says nothing of that, any."""
        exact = [claim for claim in found if self.hangs(claim, decision.service, decision.system)]
        if not exact:
            tests: tuple[tuple[str, Callable[[Claim], bool]], ...] = (
                (decision.service, lambda claim: self.hangs(claim, decision.service, claim.system or "")),
                (decision.system, lambda claim: self.hangs(claim, claim.service or "", decision.system)),
            )
            exact = [claim for claim in found if all(test(claim) for said, test in tests if said)]
        asked = [claim for claim in exact if claim.question == (decision.question or None)]
        return asked if asked and len(_uses(exact)) == 1 else exact


def _uses(claims: Sequence[Claim]) -> set[tuple[str | None, str | None]]:
    return {(claim.service, claim.system) for claim in claims}


def is_open(claims: Sequence[Claim]) -> bool:
    """Whether claims are of several services or systems, so that a decision has to say which is meant."""
    return len(_uses(claims)) > 1


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
