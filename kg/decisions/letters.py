"""Which letter a decision is about: the letters of a build go in, and the one that is meant comes out, or why none is.

A letter keeps its bytes when its file is renamed or moved; in another format it keeps the name without its ending, the
council's reference of the request, and its words. What a decision says of these is tried in that order, and it finds a
letter only if a single one is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath

from kg.catalogue import load
from kg.decisions.words import Folded, fold
from kg.evaluating import stem_of
from kg.model import Decision, Effect, LetterClaims

_BY_WORDS = 5
"""The number of the last way in which a letter is looked for."""
_TELLING = 20
"""So many letters and figures must words have by which alone a letter is found."""


class Shelf:
    """The letters of a build by all that tells which is meant."""

    def __init__(self, letters: Sequence[LetterClaims]) -> None:
        self.letters = letters
        self._by_digest: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_request: dict[str, list[int]] = defaultdict(list)
        self._requests: dict[int, set[str]] = defaultdict(set)
        self._councils: dict[int, set[str]] = defaultdict(set)
        self._folded: dict[int, Folded] = {}
        for number, one in enumerate(letters):
            document = one.letter.document
            self._by_digest[document.sha256[:DIGITS]].append(number)
            for name in (document.source, PurePosixPath(document.source).name, stem_of(document.source)):
                self._by_name[name].append(number)
            self.called(number, one)

    def called(self, number: int, letter: LetterClaims) -> None:
        """A letter has this head, too: that which was read, and that which people have decided on."""
        self._councils[number].add(letter.council.key)
        request = fold(letter.letter.request_reference or "")
        if request and request not in self._requests[number]:
            self._requests[number].add(request)
            self._by_request[request].append(number)

    def folded(self, number: int) -> Folded:
        """The text of a letter, for finding words in it."""
        if number not in self._folded:
            self._folded[number] = Folded(self.letters[number].letter.document.text)
        return self._folded[number]

    def find(self, decision: Decision) -> tuple[int | None, Effect, str]:
        """The number of the letter that a decision is about; else None, the effect and why."""
        digest = decision.digest.partition("|")[0][:DIGITS]
        most = 0
        for way, numbers in enumerate(self._ways(decision, digest)):
            fitting = list(dict.fromkeys(numbers))
            if way and decision.words:
                fitting = [number for number in fitting if self.folded(number).find(decision.words)]
            elif way and decision.request:
                fitting = [number for number in fitting if self._may_be_request(number, decision)]
            if way == _BY_WORDS:
                fitting = [number for number in fitting if self._may_be(number, decision)]
            if len(fitting) > 1:
                fitting = self._narrowed(fitting, decision)
            if len(fitting) == 1:
                return fitting[0], Effect.APPLIED, ""
            most = max(most, len(fitting))
        meant = decision.letter or "the one that is meant"
        if most:
            return None, Effect.AMBIGUOUS, f"{most} letters may be {meant}"
        return None, Effect.NOTHING, f"no letter is {meant}, or none of them has its words"

    def _ways(self, decision: Decision, digest: str) -> Iterable[Sequence[int]]:
        """Letters that may be meant, the surest way first, which is that of the bytes."""
        name = decision.letter
        yield self._by_digest.get(digest, ())
        yield [number for number in self._by_name.get(name, ()) if self._source(number) == name]
        yield self._by_name.get(PurePosixPath(name).name, ())
        yield self._by_name.get(stem_of(name), ())
        yield self._by_request.get(fold(decision.request), ()) if decision.request else ()
        yield range(len(self.letters)) if len(fold(decision.words)) >= _TELLING else ()

    def _narrowed(self, numbers: Sequence[int], decision: Decision) -> list[int]:
        """Those of several that agree with all else that is said of the letter."""
        council = load().council_entity(decision.council).key if decision.council else ""
        tests: tuple[Callable[[int], bool], ...] = (
            lambda number: fold(decision.request) in self._requests[number],
            lambda number: council in self._councils[number],
            lambda number: self._source(number) == decision.letter,
        )
        left = list(numbers)
        for test in tests:
            left = [number for number in left if test(number)] or left
        return left

    def _may_be_request(self, number: int, decision: Decision) -> bool:
        """Whether the letter's request may be that of a decision: it is, or the letter names none."""
        return not self._requests[number] or fold(decision.request) in self._requests[number]

    def _may_be(self, number: int, decision: Decision) -> bool:
        """The same for request and council: what is found by its words alone must be nobody else's."""
        council = load().council_entity(decision.council).key if decision.council else ""
        is_its = not council or council in self._councils[number]
        return is_its and (not decision.request or self._may_be_request(number, decision))

    def _source(self, number: int) -> str:
        return self.letters[number].letter.document.source


DIGITS = 12
"""So many digits of a digest are written and compared."""
