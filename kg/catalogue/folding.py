"""Names and texts made comparable: a string goes in, its letters and figures come out in lower case.

A text is folded token by token, so that every folded character can be traced to where it stands in the text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

_TOKEN = re.compile(r"[^\W_]+(?:(?<=\d)×(?=\d)[^\W_]+)*|[&@]")
_SPOKEN = {"&": "and", "@": "at"}
_COMPANY = re.compile(
    r"(?:[\s,]+(?:\(?uk\)?|ltd\.?|limited|plc|llp|llc|inc\.?|cyf|group))+\s*$",
    re.IGNORECASE,
)
_SUFFIX = 100
"""So long are the words at the end of a name that may only say what kind of company it is, in characters."""


class Token(NamedTuple):
    """A word of a text: where it stands, half-open, and its folded form."""

    start: int
    end: int
    folded: str


@lru_cache(maxsize=16384)
def fold_word(word: str) -> str:
    """One word in lower case, without accents; `&` is `and`, `@` is `at`, `8×8` is `8x8`."""
    if word.isascii():
        return _SPOKEN.get(word) or word.lower()
    plain = unicodedata.normalize("NFKD", word.replace("×", "x"))
    return "".join(char for char in plain if char.isalnum()).casefold()


def tokens(text: str) -> list[Token]:
    """The words of a text, in order."""
    return [Token(*match.span(), fold_word(match[0])) for match in _TOKEN.finditer(text)]


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """The letters and figures of a name, joined: `Care Director` and `care-director` are the same."""
    return "".join(fold_word(match[0]) for match in _TOKEN.finditer(name))


def fold_company(name: str) -> str:
    """As `fold`, without the words that only say what kind of company it is (Ltd, plc, UK, …)."""
    return fold(without_suffix(name)) or fold(name)


def without_suffix(name: str) -> str:
    """A company's name without Ltd, Limited, plc, LLP, UK, Group at its end."""
    cut = max(0, len(name) - _SUFFIX)
    return name[:cut] + _COMPANY.sub("", name[cut:]) or name


@lru_cache(maxsize=16384)
def slug(name: str) -> str:
    """The key of a thing that no register holds: its words in lower case, in ASCII where that can be,
    hyphenated."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or quote(name, safe="")
    short = re.sub(r"[^a-z0-9%]+", "-", plain.lower().replace("'", "")).strip("-")
    short = re.sub(r"%(?![0-9a-f]{2})", "-", short).strip("-")  # a sign of its own, not of an escaped letter
    if len(short) > 80:
        cut = re.sub(r"%[0-9a-f]?$", "", short[:71])
        short = f"{cut.rstrip('-')}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return short or "unnamed"
