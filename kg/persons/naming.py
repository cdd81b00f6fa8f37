"""Names of files → names that can be shown: files are called after those who asked, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from kg.persons import words
from kg.persons.finding import hidden_in
from kg.values.personal import impersonal

_TO = re.compile(r"\b(?i:to|from|for|by|dear|re|attn|requester|applicant)[ _.-]+(?=[A-Z])")
_REPLY = re.compile(r"\b(?:FOI|EIR|SAR|reply|response|request|letter|answer)\b", re.IGNORECASE)
_USUAL = frozenset({
    "foi", "eir", "sar", "reply", "response", "request", "letter", "answer", "final", "from", "to", "for", "re", "copy", "of",
})  # fmt: skip
_BETWEEN = (" ", ", ", ",", "  ")
_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@lru_cache(maxsize=4096)
def shown_name(name: str, names: Sequence[str] = ()) -> str:
    """The name of a file without the names of persons; `names` are those that its words are known to hold.

    A name that holds none is returned as it is.
    """
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    found = [*names, *_in_stem(stem)]
    return impersonal(stem, found) + dot + suffix


def _in_stem(stem: str) -> tuple[str, ...]:
    plain = re.sub(r"[_+.]+|(?<=[a-z])-(?=[A-Za-z])|(?<=[a-z])(?=[A-Z])|%20", " ", stem)
    if plain.islower():
        return tuple(_lower(plain))
    found = list(hidden_in(plain))
    behind = [match.end() for match in _TO.finditer(plain)]
    for first, last in pairwise(_PART.finditer(plain)):
        between = plain[first.end() : last.start()]
        if between not in _BETWEEN or not (_may_name(first[0]) and _may_name(last[0])):
            continue
        given = words.given(first[0].lower()) or words.given(last[0].lower())
        if first.start() in behind or between.startswith(",") or (given and _REPLY.search(plain)):
            pair = first[0] + between + last[0]
            found += [] if words.is_known(pair) else [pair, first[0], last[0]]
    return tuple(found)


def _lower(plain: str) -> Iterator[str]:
    """The name in a name of small letters that has nothing beside it but what all replies have."""
    parts = [part for part in _PART.findall(plain.replace("-", " ")) if part not in _USUAL]
    if (
        len(parts) == 2
        and words.given(parts[0])
        and not any(map(_is_other, parts))
        and not words.is_known(" ".join(parts))
    ):
        yield " ".join(parts)
        yield parts[1]


def _is_other(word: str) -> bool:
    return words.is_ordinary(word) or words.is_of_firm(word) or words.is_of_place(word)


def _may_name(word: str) -> bool:
    return word[:1].isupper() and not (_is_other(word.lower()) or words.is_known(word))
