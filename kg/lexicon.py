"""Word classes: words go in, and out comes what they tell a reader of letters, as `ontology/lexicon.tsv` has it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.resources import ontology_dir

_WORD = re.compile(r"[a-zà-ÿ]+(?:[.'’&][a-zà-ÿ]+)*\.?|£|\d+")


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters; figures stand as `#` with their number of digits."""
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        if word[0].isdigit():
            found.append("#" * min(len(word), 5))
        else:
            found.append(word.rstrip(".").replace("’", "'") if len(word) > 3 else word)
    return found


@lru_cache(maxsize=65536)
def classes_of(word: str, after: str = "") -> tuple[str, ...]:
    """The classes of a word, and of it with the word after it."""
    exact, beginnings = _table()
    found = list(exact.get(word, ()))
    if after:
        found += exact.get(f"{word}_{after}", ())
    for size in range(2, len(word) + 1):
        found += beginnings.get(word[:size], ())
    if after:
        pair = f"{word}_{after}"
        for size in range(len(word) + 2, len(pair) + 1):
            found += beginnings.get(pair[:size], ())
    return tuple(dict.fromkeys(found))


def classes_in(words: list[str]) -> list[str]:
    """The classes of all words of a text, each once, in the order of the text."""
    found: dict[str, None] = {}
    last = len(words) - 1
    for at, word in enumerate(words):
        for one in classes_of(word, words[at + 1] if at < last else ""):
            found[one] = None
    return list(found)


@cache
def _table() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Whole words and beginnings of words, each with its classes."""
    exact: dict[str, list[str]] = {}
    beginnings: dict[str, list[str]] = {}
    for line in (ontology_dir() / "lexicon.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, _, words = line.partition("\t")
        for word in words.split():
            table = beginnings if word.endswith("*") else exact
            table.setdefault(word.rstrip("*"), []).append(name)
    return {w: tuple(c) for w, c in exact.items()}, {w: tuple(c) for w, c in beginnings.items()}
