"""The whole of it: letters as they were read and people's decisions → letters as they stand, and what became of each.

The order is that of what rests on what: which files are letters and whose, what each of them says, whose the names are
that it says, and which contract is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kg.catalogue import load
from kg.decisions.claims import decide_claims
from kg.decisions.contracts import Contracts, Parts
from kg.decisions.finding import Sought
from kg.decisions.heads import decide_head
from kg.decisions.kinds import ASSERT, KINDS, About
from kg.decisions.letters import Shelf
from kg.decisions.names import AS_READ, Names, judged, renamed
from kg.decisions.outside import outside
from kg.model import (
    TROUBLES,
    Claim,
    Decision,
    Effect,
    Extraction,
    Finding,
    Letter,
    LetterClaims,
    Ruling,
    SetAside,
    Statement,
)
from kg.reconciling import reconcile

_CURES = {
    Effect.NOTHING: "Look whether it is still needed: mend the line, or remove it.",
    Effect.AMBIGUOUS: "Fill in more of its columns.",
    Effect.UNKNOWN: "Write the name as letters or the catalogue do, or give a catalogue of your own: --catalogue",
    Effect.CONTRADICTED: "None of them was applied: remove the one that is wrong.",
    Effect.DAMAGED: "Mend the line, or remove it.",
}


UNFOUND = frozenset({"decision-finds-nothing", "decision-unknown-name"})
"""The codes of findings on decisions for which nothing is there."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Letters after people's decisions; `sources` are those beside them, of what people know from elsewhere."""

    letters: tuple[LetterClaims, ...]
    sources: tuple[LetterClaims, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    """What became of each decision, in their order."""
    names: Names = AS_READ
    differing: tuple[tuple[Parts, Parts], ...] = ()
    """Contracts that are known not to be one."""
    mended: frozenset[tuple[str, str]] = frozenset()
    """Findings that are settled: file and code."""

    @property
    def findings(self) -> list[Finding]:
        """What a person should look at."""
        return [_finding(ruling) for ruling in self.rulings if ruling.effect in TROUBLES]


Reread = Callable[[Letter], LetterClaims]
"""Reads what a letter says anew, under another head."""


def decide(letters: Sequence[LetterClaims], decisions: Sequence[Decision], reread: Reread) -> Decided:
    """Letters as people have decided; none is changed of which nothing is decided."""
    return _Deciding(letters, decisions, reread).run() if decisions else Decided(tuple(letters))


class _Deciding:
    def __init__(self, letters: Sequence[LetterClaims], decisions: Sequence[Decision], reread: Reread) -> None:
        self.letters: list[LetterClaims | None] = list(letters)
        self.reread = reread
        self.decisions = decisions
        self.shelf = Shelf(letters)
        self.rulings: dict[int, Ruling] = {}
        self.mended: set[tuple[str, str]] = set()

    def run(self) -> Decided:
        for number, problem in self._repeated():
            self.rulings[number] = problem
        of_names = self._open(About.NAMES)
        known = [letter for letter in self.letters if letter]
        names, rulings = judged([self.decisions[n] for n in of_names], known)
        self.rulings |= dict(zip(of_names, rulings, strict=True))
        self._heads(self._placed(self._open(About.LETTER)))
        self._claims(self._placed([n for n in self._open(About.CLAIM) if not self._is_outside(n)]), names)
        beside = [n for n in self._open(About.CLAIM) if self._is_outside(n)]
        sources, rulings = outside([self.decisions[n] for n in beside], names)
        self.rulings |= dict(zip(beside, rulings, strict=True))
        whole = [letter and _once(renamed(letter, names)) for letter in self.letters]
        left = [letter for letter in whole if letter]
        contracts = Contracts(left, Shelf(left), names)
        of_contracts = self._open(About.CONTRACTS)
        rulings = contracts.decide([self.decisions[n] for n in of_contracts])
        self.rulings |= dict(zip(of_contracts, rulings, strict=True))
        return Decided(
            tuple(contracts.letters),
            tuple(renamed(source, names) for source in sources),
            tuple(self.rulings[number] for number in range(len(self.decisions))),
            names,
            tuple(contracts.differing),
            frozenset(self.mended),
        )

    def _open(self, about: About) -> list[int]:
        """The decisions of a kind of which nothing is known yet."""
        return [
            number
            for number, decision in enumerate(self.decisions)
            if KINDS[decision.decision].about is about and number not in self.rulings
        ]

    def _is_outside(self, number: int) -> bool:
        return self.decisions[number].decision == ASSERT and not self.decisions[number].letter

    def _repeated(self) -> list[tuple[int, Ruling]]:
        first: dict[tuple[str, ...], Decision] = {}
        found: list[tuple[int, Ruling]] = []
        for number, decision in enumerate(self.decisions):
            earlier = first.setdefault(decision.said, decision)
            if earlier is not decision:
                told = f"line {earlier.line} of {earlier.file} says the same"
                found.append((number, Ruling(decision, Effect.REPEATED, told)))
        return found

    def _placed(self, numbers: Sequence[int]) -> dict[int, list[int]]:
        """Decisions by the letter that they are about; those that find none are ruled."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in numbers:
            letter, effect, told = self.shelf.find(self.decisions[number])
            if letter is None:
                self.rulings[number] = Ruling(self.decisions[number], effect, told)
            else:
                found[letter].append(number)
        return found

    def _heads(self, placed: dict[int, list[int]]) -> None:
        for at, numbers in placed.items():
            one = self.letters[at]
            assert one is not None
            head = decide_head(one, [self.decisions[n] for n in numbers])
            file = one.letter.document.source
            self._ruled(numbers, head.rulings, file)
            self.mended |= {(file, code) for code in head.mended}
            if head.letter is None:
                self.letters[at] = None
                self.mended.add((file, ""))
            elif head.letter != one.letter:
                self.letters[at] = changed = self._with_head(one, head.letter)
                self.shelf.called(at, changed)

    def _with_head(self, one: LetterClaims, letter: Letter) -> LetterClaims:
        """A letter under another head; what it says is read anew where that may hang at its date ("for four years")."""
        if letter.date != one.letter.date:
            return self.reread(letter)
        return _reconciled(one, letter, tuple(statement.claim for statement in one.statements))

    def _claims(self, placed: dict[int, list[int]], names: Names) -> None:
        for at, numbers in placed.items():
            one = self.letters[at]
            mine = [self.decisions[n] for n in numbers]
            if one is None:
                told = "a decision says that its file is no letter"
                gone = tuple(Ruling(decision, Effect.CONTRADICTED, told) for decision in mine)
                self._ruled(numbers, gone, self.shelf.letters[at].letter.document.source)
                continue
            claims = tuple(statement.claim for statement in one.statements)
            sought = Sought(one, names, self.shelf.folded(at), claims, one.unsure)
            outcome = decide_claims(sought, mine)
            after = _reconciled(one, one.letter, outcome.stated)
            old = dict(zip(claims, one.statements, strict=True))
            aside = tuple(SetAside(old[claim], by, corrected) for claim, by, corrected in outcome.gone)
            self.letters[at] = replace(after, unsure=outcome.unsure, set_aside=aside)
            self._ruled(numbers, outcome.rulings, one.letter.document.source)

    def _ruled(self, numbers: Sequence[int], rulings: Sequence[Ruling], file: str) -> None:
        self.rulings |= {n: replace(ruling, letter=file) for n, ruling in zip(numbers, rulings, strict=True)}


def _reconciled(one: LetterClaims, letter: Letter, claims: tuple[Claim, ...]) -> LetterClaims:
    """A letter whose claims are these."""
    found = Extraction(claims, one.observations, one.asked, one.unread, one.unsure, one.hidden)
    council = one.council if letter.authority == one.letter.authority else load().council_entity(letter.authority or "")
    return replace(reconcile(letter, found), council=council)


def _once(letter: LetterClaims) -> LetterClaims:
    """A letter that says nothing twice in the same words: what people have decided on stands for what was read."""
    found: dict[tuple[object, ...], Statement] = {}
    for one in letter.statements:
        claim = one.claim
        says = (
            claim.evidence.span, one.service, one.system, claim.field, str(claim.value), claim.polarity, claim.certainty
        )  # fmt: skip
        if says not in found or claim.decided:
            found[says] = one
    return letter if len(found) == len(letter.statements) else replace(letter, statements=tuple(found.values()))


def _finding(ruling: Ruling) -> Finding:
    decision = ruling.decision
    code = f"decision-{ruling.effect.value.replace(' ', '-')}"
    message = f"Line {decision.line} of {decision.file} ({decision.decision}) was not applied: {ruling.told}."
    return Finding(decision.file, code, message, _CURES[ruling.effect], f"line {decision.line}")
