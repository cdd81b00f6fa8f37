"""Words → the services that things of which they tell are for, as `ontology/topics.tsv` has it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from kg.lexicon import words_of
from kg.resources import ontology_dir


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
    for line in (ontology_dir() / "topics.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        service, _, phrases = line.partition("\t")
        for phrase in phrases.split("; "):
            words = tuple(words_of(phrase))
            table[words] = (*table.get(words, ()), service)
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return table, longest
