"""Words → the services that things of which they tell are for, as `data/reference/topics.csv` has it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from kg.catalogue.records import rows
from kg.lexicon import words_of
from kg.resources import reference_dir


@lru_cache(maxsize=8192)
def topics_in(text: str) -> tuple[str, ...]:
    """The services of which the phrases of a text tell, in order, each once; of phrases that overlap the longest."""
    table, longest = _table()
    words = words_of(text)
    found: dict[str, None] = {}
    at = 0
    while at < len(words):
        for size in range(min(longest.get(words[at], 0), len(words) - at), 0, -1):
            services = table.get(tuple(words[at : at + size]))
            if services:
                found.update(dict.fromkeys(services))
                at += size - 1
                break
        at += 1
    return tuple(found)


@cache
def _table() -> tuple[Mapping[tuple[str, ...], tuple[str, ...]], Mapping[str, int]]:
    """Phrase → its services, and first word → how many words the longest phrase that it begins has."""
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    longest: dict[str, int] = {}
    for row in rows(reference_dir() / "topics.csv", "phrase", "services"):
        words = tuple(words_of(row["phrase"]))
        if words:
            table[words] = (*table.get(words, ()), *row["services"].split("|"))
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return table, longest
