"""Look-up by name: a name in any spelling goes in, the key of what bears it comes out, or names like it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

_SHORTEST_MISSPELT = 6
_LEAST_SIMILAR = 60.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with its names; of two things that share a name, the one with the lower `rank` is meant."""

    key: str
    name: str
    aliases: tuple[str, ...]
    rank: int = 0


class NameIndex:
    """The names of one kind of thing, folded."""

    def __init__(
        self, entries: Iterable[Entry], fold: Callable[[str], str], ranks: Mapping[tuple[str, str], int]
    ) -> None:
        """`ranks` orders things that share a name: folded name and key to rank."""
        self._fold = fold
        self._names: dict[str, str] = {}
        self._spellings: dict[str, list[str]] = {}
        found: dict[str, list[tuple[int, int, int, str]]] = {}
        for number, entry in enumerate(entries):
            self._names[entry.key] = entry.name
            for place, name in enumerate((entry.name, *entry.aliases)):
                folded = fold(name)
                if folded:
                    self._spellings.setdefault(name, []).append(entry.key)
                    order = (ranks.get((folded, entry.key), entry.rank), min(place, 1), number, entry.key)
                    found.setdefault(folded, []).append(order)
        self._keys = {folded: [key for *_, key in sorted(orders)] for folded, orders in found.items()}

    def key(self, name: str) -> str | None:
        """The key of the thing of this name, in any case, with or without spaces and punctuation."""
        keys = self._keys.get(self._fold(name))
        return keys[0] if keys else None

    def similar(self, name: str, n: int) -> list[str]:
        """Preferred names of the things whose names are most like `name`: for messages, never for merging."""
        from rapidfuzz import fuzz, process, utils

        best: dict[str, float] = {}
        matches = process.extract(
            name,
            list(self._spellings),
            scorer=fuzz.WRatio,
            processor=utils.default_process,
            limit=5 * n,
            score_cutoff=_LEAST_SIMILAR,
        )
        for spelling, score, _ in matches:
            key = self._spellings[spelling][0]
            best[key] = max(best.get(key, 0.0), score)
        ordered = sorted(best, key=lambda key: (-best[key], len(self._names[key]), self._names[key]))
        return [self._names[key] for key in ordered[:n]]

    def misspelt(self, name: str, ordinary: frozenset[str] = frozenset()) -> str | None:
        """The key of the one thing whose name differs from `name` by one edit of a letter, never of a figure.

        Names of fewer than six letters, and the folded names in `ordinary`, are not tried.
        """
        from rapidfuzz.distance import OSA

        folded = self._fold(name)
        if len(folded) < _SHORTEST_MISSPELT or folded in self._keys:
            return None
        near = {
            keys[0]
            for known, keys in self._keys.items()
            if known[0] == folded[0]
            and len(known) >= _SHORTEST_MISSPELT
            and known not in ordinary
            and OSA.distance(known, folded, score_cutoff=1) == 1
            and _figures(known) == _figures(folded)
        }
        return near.pop() if len(near) == 1 else None


def _figures(folded: str) -> str:
    return "".join(char for char in folded if char.isdigit())
