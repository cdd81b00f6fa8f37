"""This contract in one letter is that one in another, or is not: decisions → the contract that each statement concerns.

A contract is named by its reference; one of which a letter gives no reference by `LETTER | SERVICE | SYSTEM`, of which
service and system may be left out where the letter has but one contract.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.catalogue.folding import slug
from kg.decisions.letters import Shelf
from kg.decisions.names import Names
from kg.decisions.telling import contradicted
from kg.describing import contract_of, letter_key
from kg.model import Decision, Effect, Kind, LetterClaims, Ruling, Statement
from kg.vocab import CONTRACT_FIELDS

Place = tuple[int, int]
"""A statement: the number of its letter, and its own in that."""
Parts = tuple[str, ...]
"""The last parts of a contract's IRI."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The contracts that a name may mean, with the statements on each."""

    name: str
    found: Mapping[Parts, list[Place]]


class Contracts:
    """The contracts of a build's letters, as people's decisions on them come in."""

    def __init__(self, letters: list[LetterClaims], shelf: Shelf, names: Names) -> None:
        self.letters, self.shelf, self.names = letters, shelf, names
        self.differing: list[tuple[Parts, Parts]] = []
        """Which are known to differ."""
        self._same: dict[Parts, Parts] = {}
        self._moves: list[tuple[list[Place], Parts]] = []
        self._of_council: dict[str, list[int]] = defaultdict(list)
        for number, letter in enumerate(letters):
            self._of_council[letter.council.key].append(number)

    def decide(self, decisions: Sequence[Decision]) -> list[Ruling]:
        """Change the statements of the letters; what became of each decision."""
        pairs = [self._sides(decision) for decision in decisions]
        judged: dict[frozenset[Parts], list[Decision]] = defaultdict(list)
        for decision, sides in zip(decisions, pairs, strict=True):
            if all(len(side.found) == 1 for side in sides):
                judged[frozenset(next(iter(side.found)) for side in sides)].append(decision)
        rulings: list[Ruling] = []
        for decision, (left, right) in zip(decisions, pairs, strict=True):
            ruling = _unfound(decision, left) or _unfound(decision, right)
            if ruling is None:
                pair = frozenset((next(iter(left.found)), next(iter(right.found))))
                rivals = [one for one in judged[pair] if _verdict(one) != _verdict(decision)]
                ruling = contradicted(decision, rivals) if rivals else self._judge(decision, left, right)
            rulings.append(ruling)
        for places, parts in self._moves:
            self._move(places, self._top(parts))
        return rulings

    def _judge(self, decision: Decision, left: _Side, right: _Side) -> Ruling:
        (one, places), other = next(iter(left.found.items())), next(iter(right.found))
        if _verdict(decision) == "unsure":
            return Ruling(decision, Effect.KEPT, "nobody is asked again")
        if _verdict(decision) == "same":
            if self._top(one) == self._top(other):
                return Ruling(decision, Effect.SETTLED, "both are one contract without it")
            self._same[self._top(one)] = other
            self._moves.append((places, other))
            return Ruling(decision, Effect.APPLIED, f"“{left.name}” is “{right.name}”")
        if one == other and not decision.letter:
            return Ruling(decision, Effect.AMBIGUOUS, "both have one reference: say in which letter the first stands")
        told = "no rule takes them for one"
        if one == other:
            one = ("contract", letter_key(self.letters[places[0][0]]), slug(left.name))
            self._moves.append((places, one))
            told = f"“{left.name}” of this letter is a contract of its own"
        self.differing.append((one, other))
        return Ruling(decision, Effect.APPLIED, told)

    def _top(self, parts: Parts) -> Parts:
        while parts in self._same:
            parts = self._same[parts]
        return parts

    def _move(self, places: Sequence[Place], parts: Parts) -> None:
        for number in {number for number, _ in places}:
            mine = {at for n, at in places if n == number}
            statements = self.letters[number].statements
            moved = (replace(one, contract=parts) if at in mine else one for at, one in enumerate(statements))
            self.letters[number] = replace(self.letters[number], statements=tuple(moved))

    def _sides(self, decision: Decision) -> tuple[_Side, _Side]:
        first, _, second = decision.digest.partition("|")
        left = replace(decision, digest=first)
        right = replace(decision, digest=second, letter="", request="", words="")
        return self._side(left, decision.value), self._side(right, decision.to)

    def _side(self, decision: Decision, name: str) -> _Side:
        file, bar, rest = (part.strip() for part in name.partition("|"))
        numbers: Sequence[int] = self._of_council.get(self.names.key(Kind.COUNCIL, decision.council), [])
        if meant := decision.letter or (file if bar else ""):
            number, _, _ = self.shelf.find(replace(decision, decision="", letter=meant, words=""))
            numbers = [one for one in numbers if one == number]
        service, _, system = (part.strip() for part in rest.partition("|"))
        found: dict[Parts, list[Place]] = {}
        for number in numbers:
            letter = self.letters[number]
            for at, one in enumerate(letter.statements):
                if one.claim.field in CONTRACT_FIELDS and (
                    self._hangs(one, service, system) if bar else slug(one.contract_reference or "") == slug(name)
                ):
                    found.setdefault(contract_of(letter, one), []).append((number, at))
        return _Side(name, found)

    def _hangs(self, statement: Statement, service: str, system: str) -> bool:
        if service and statement.service != service:
            return False
        if not system:
            return True
        return statement.system is not None and statement.system.key == self.names.key(Kind.SYSTEM, system)


def _verdict(decision: Decision) -> str:
    return decision.decision.removesuffix(" contract")


def _unfound(decision: Decision, side: _Side) -> Ruling | None:
    if not side.found:
        return Ruling(decision, Effect.NOTHING, f"no letter of the council tells of the contract “{side.name}”")
    if len(side.found) > 1:
        return Ruling(decision, Effect.AMBIGUOUS, f"“{side.name}” may be any of {len(side.found)} contracts")
    return None
