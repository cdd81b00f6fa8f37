"""Personal data in a text: e-mail addresses, telephone numbers, names after a title, and names that are given (UK GDPR, article 4(1)).

Whose names stand in a letter is found by `kg.persons`; here they are kept out of what is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_MAIL = re.compile(r"(?<![\w.+'’-])[\w.+'’-]++@[\w-]+(?:\.[\w-]+)+")
_PHONE = r"(?<![\d/£,.-])(?:\+44|\(?0)[\d )]{8,13}\d(?![\d/])"
_TELEPHONE = re.compile(_PHONE)
_PERSONAL = re.compile(_PHONE + r"|\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor)\.?\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?")

_SIGNS = re.compile(r"0[\d )]{8}|\+44|M(?:rs?|s|iss|x)\.?\s[A-Z]|Dr\.?\s[A-Z]|C(?:ll|ouncillo)r\.?\s[A-Z]")
"""Without one of these a text holds no number or name of a person; quick to tell."""
_FOLLOWS_FIRM = r"(?!\s+(?:&\s|Ltd\b|Limited\b|plc\b|LLP\b|Holdings\b|Group\b|Software\b|Systems\b|Solutions\b))"
MASK = "[…]"


def mails_in(text: str) -> list[str]:
    """The e-mail addresses in a text."""
    return _MAIL.findall(text) if "@" in text else []


@lru_cache(maxsize=64)
def _of_names(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """What matches the names, however their words are parted, and no part of another word."""
    if not names:
        return None
    ways = []
    for name in sorted(set(names), key=lambda one: (-len(one), one)):
        words = [word for word in re.split(r"[\s,_-]+", name) if word]
        between = r"(?:[\s,]+|[-_.+]|%20)"
        ways.append(between.join(map(re.escape, words)) + (_FOLLOWS_FIRM if len(words) == 1 else ""))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(ways)})(?![^\W_])", re.IGNORECASE)


def is_personal(text: str, names: Sequence[str] = ()) -> bool:
    """Whether a text holds personal data: an address, a number, a titled name, or one of `names`."""
    if ("@" in text and _MAIL.search(text)) or (_SIGNS.search(text) and _PERSONAL.search(text)):
        return True
    pattern = _of_names(tuple(names))
    return pattern is not None and pattern.search(text) is not None


def names_at(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """Where the names stand in a text, half-open."""
    pattern = _of_names(tuple(names))
    return [found.span() for found in pattern.finditer(text)] if pattern else []


def impersonal(text: str, names: Sequence[str] = ()) -> str:
    """A text with `MASK` in the place of personal data."""
    found, at = "", 0
    for start, end in personal_at(text, names):
        found += text[at:start] + MASK
        at = end
    return found + text[at:]


def personal_at(text: str, names: Sequence[str] = ()) -> list[tuple[int, int]]:
    """Where personal data stands in a text, half-open and in order; what overlaps is one stretch."""
    spans = names_at(text, names)
    spans += [found.span() for found in _MAIL.finditer(text)] if "@" in text else []
    spans += [found.span() for found in _PERSONAL.finditer(text)] if _SIGNS.search(text) else []
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def unnamed(text: str, names: Sequence[str]) -> str:
    """A text with `MASK` in the place of names."""
    pattern = _of_names(tuple(names))
    return pattern.sub(MASK, text) if pattern else text


def blacked_out(text: str, names: Sequence[str] = ()) -> str:
    """A text of the same length with `█` over personal data."""
    found, at = "", 0
    for start, end in personal_at(text, names):
        found += text[at:start] + re.sub(r"\S", "█", text[start:end])
        at = end
    return found + text[at:]


def counted(text: str, names: Sequence[str] = ()) -> dict[str, int]:
    """How many places of a text hold personal data, by what it is."""
    pattern = _of_names(tuple(names))
    without = _MAIL.sub("", text)
    return {
        "names": len(pattern.findall(without)) if pattern else 0,
        "e-mail addresses": len(_MAIL.findall(text)),
        "telephone numbers": len(_TELEPHONE.findall(without)),
    }
