"""Signs of personal data in a text: e-mail addresses, telephone numbers, and names after a title (UK GDPR, article 4(1))."""

from __future__ import annotations

import re
from functools import lru_cache

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PERSONAL = re.compile(
    r"(?<![\d/£,.-])(?:\+44|\(?0)[\d )]{8,13}\d(?![\d/])"
    r"|\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor)\.?\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?"
)

_SIGNS = re.compile(r"0[\d )]{8}|\+44|M(?:rs?|s|iss|x)\.?\s[A-Z]|Dr\.?\s[A-Z]|C(?:ll|ouncillo)r\.?\s[A-Z]")
"""Without one of these a text holds no number or name of a person; quick to tell."""

_NAME = r"[A-Z][a-z][\w'’-]*(?:\s[A-Z][\w'’-]+){1,2}"
_POST = r",\s(?:the\s|our\s)?(?:Head|Director|Manager|Officer|Assistant|Chief|Senior|Principal|Lead)\b"
_PERSONS = tuple(
    (re.compile(sign), re.compile(pattern, re.MULTILINE))
    for sign, pattern in (
        ("Dear", r"^\W*Dear\s(?P<name>[A-Z][a-z][\w'’-]+(?:[ ][A-Z][\w'’-]+){0,2})"),
        ("y name is|I am", rf"\b(?:[Mm]y name is|I am)\s(?P<name>{_NAME})"),
        (_POST, rf"\b(?P<name>{_NAME}){_POST}"),
        ("Yours", rf"^\W*Yours\s\w+\W*\n+\W*(?P<name>{_NAME})\W*$"),
    )
)
"""How letters name persons, each with a sign without which it need not be looked for."""
_NO_PERSON = re.compile(
    r"\b(?:Sir|Madam|Sirs|Requester|Requestor|Applicant|Enquirer|Customer|Council|Team|Governance|Information|Borough|County|City|Department|Services?|Office|Colleague|Resident|Correspondent)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=8)
def persons_in(text: str) -> frozenset[str]:
    """Names of persons as letters give them: who is addressed, who asks, who signs, who holds a post."""
    patterns = [pattern for sign, pattern in _PERSONS if sign.search(text)]
    found = {" ".join(m["name"].split()) for pattern in patterns for m in pattern.finditer(text)}
    return frozenset(name for name in found if not _NO_PERSON.search(name))


def is_personal(text: str) -> bool:
    """Whether a text holds personal data."""
    return ("@" in text and _MAIL.search(text) is not None) or (
        _SIGNS.search(text) is not None and _PERSONAL.search(text) is not None
    )


def impersonal(text: str) -> str:
    """A text with `[…]` in the place of personal data."""
    without = _MAIL.sub("[…]", text) if "@" in text else text
    return _PERSONAL.sub("[…]", without) if _SIGNS.search(without) else without


def blacked_out(text: str) -> str:
    """A text of the same length with `█` over personal data and every word of a person's name."""

    def black(found: re.Match[str]) -> str:
        return re.sub(r"\S", "█", found[0])

    text_of_names = "|".join(sorted({re.escape(word) for name in persons_in(text) for word in name.split()}))
    covered = _PERSONAL.sub(black, _MAIL.sub(black, text))
    return re.sub(rf"\b(?:{text_of_names})\b", black, covered) if text_of_names else covered
