"""Names that are alike, and in which way: candidates for a person, found among thousands in a moment."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

REASONS = {
    "spelling": "the same letters and figures: only case, spaces, punctuation or the legal form differ",
    "typing": "one letter differs",
    "longer": "one name is the beginning of the other",
    "initials": "one may stand for the initials of the other",
    "alike": "many of their words or letters are the same",
}
"""The ways in which names are alike, the surest first, and what each means."""
_LEAST_ALIKE = 88
_MOST_ALIKE = 5
_FEWEST = 5
"""So many letters and figures must a name have of which one may be mistyped, or that begins another."""
_WORD = re.compile(r"[^\W_]+")
_SAYING_LITTLE = frozenset(["and", "of", "the", "for", "ltd", "limited", "plc", "uk", "group", "llp"])


class Named(Protocol):
    """What has a name."""

    @property
    def name(self) -> str:
        """The name."""


T = TypeVar("T", bound=Named)


def pairs_alike(ones: Sequence[T], others: Sequence[T], folding: Callable[[str], str]) -> Iterator[tuple[T, T, str]]:
    """Each of `ones` with those of `others` that are like it, and the surest reason."""
    index = _Index(others, folding)
    for one in ones:
        found: dict[int, str] = {}
        for reason in REASONS:
            for number in index.like(one.name, reason):
                if others[number].name != one.name:
                    found.setdefault(number, reason)
        for number, reason in sorted(found.items()):
            yield one, others[number], reason


class _Index:
    def __init__(self, things: Sequence[Named], folding: Callable[[str], str]) -> None:
        self.folding = folding
        self.names = [thing.name for thing in things]
        self.folded = [folding(name) for name in self.names]
        self.by_folded: dict[str, list[int]] = defaultdict(list)
        self.by_figures: dict[str, dict[int, str]] = defaultdict(dict)
        """Names of the same figures, folded: 2021 is not 2022 mistyped."""
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.by_initials: dict[str, list[int]] = defaultdict(list)
        for number, (name, folded) in enumerate(zip(self.names, self.folded, strict=True)):
            self.by_folded[folded].append(number)
            if len(folded) >= _FEWEST:
                self.by_figures[_figures(folded)][number] = folded
            words = _words(name)
            for word in words[:1]:
                self.by_word[word].append(number)
            if len(words) > 1:
                self.by_initials["".join(word[0] for word in words)].append(number)

    def like(self, name: str, reason: str) -> list[int]:
        """The numbers of the names that are like one for a reason."""
        folded = self.folding(name)
        if reason == "spelling":
            return self.by_folded.get(folded, [])
        if reason in ("typing", "alike"):
            return self._near(folded, reason) if len(folded) >= _FEWEST else []
        if reason == "longer":
            return self._longer(name)
        return self._initials(name)

    def _near(self, folded: str, reason: str) -> list[int]:
        """Names that differ in one letter, or in few for their length."""
        from rapidfuzz import fuzz, process
        from rapidfuzz.distance import OSA

        known = self.by_figures.get(_figures(folded), {})
        if reason == "typing":
            mistyped = process.extract(folded, known, scorer=OSA.distance, score_cutoff=1, limit=None)
            return [number for _, _, number in mistyped]
        near = process.extract(folded, known, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=_MOST_ALIKE)
        return [number for _, _, number in near]

    def _longer(self, name: str) -> list[int]:
        words = _words(name)
        if not words:
            return []
        found = self.by_word.get(words[0], [])
        return [
            number
            for number in found
            if _begins(words, _words(self.names[number])) or _begins(_words(self.names[number]), words)
        ]

    def _initials(self, name: str) -> list[int]:
        words = _words(name)
        short = "".join(words)
        found = list(self.by_initials.get(short, [])) if 2 < len(short) < 6 and name.isupper() else []
        if len(words) > 2:
            initials = "".join(word[0] for word in words)
            found += [n for n in self.by_folded.get(initials, []) if self.names[n].isupper()]
        return found


def _begins(short: list[str], long: list[str]) -> bool:
    return len("".join(short)) >= _FEWEST and len(short) < len(long) and long[: len(short)] == short


def _words(name: str) -> list[str]:
    return [word for word in _WORD.findall(name.casefold()) if word not in _SAYING_LITTLE]


def _figures(folded: str) -> str:
    return "".join(char for char in folded if char.isdigit())
