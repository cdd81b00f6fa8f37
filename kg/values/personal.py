"""Signs of personal data in a text: e-mail addresses, telephone numbers, and names after a title (UK GDPR, article 4(1))."""

from __future__ import annotations

import re

_PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*"
    r"|(?<![\d/£,.-])(?:\+44|\(?0)[\d )]{8,13}\d(?![\d/])"
    r"|\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor)\.?\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?"
)


def is_personal(text: str) -> bool:
    """Whether a text holds personal data."""
    return _PERSONAL.search(text) is not None


def impersonal(text: str) -> str:
    """A text with `[…]` in the place of personal data."""
    return _PERSONAL.sub("[…]", text)
