"""Who decides, and what they say of it, without the names of private persons."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model import Decision
from kg.persons import hidden_in, words
from kg.values.personal import impersonal, is_personal

SOMEBODY = "somebody"
_LONGEST = 40
_WORD = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"[^\W\d_]\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?){1,3}")


def problem_of_who(who: str) -> str:
    """Why a cell does not do for who decides: it holds initials (`AB`), a role (`records officer`) or nothing."""
    if len(who) > _LONGEST:
        return "says who decided in more than forty characters"
    return "seems to say who decided by name" if _is_name(who) else ""


@lru_cache(maxsize=256)
def _is_name(who: str) -> bool:
    if is_personal(who) or "@" in who:
        return True
    parts = [part for part in _WORD.findall(who) if not _INITIALS.fullmatch(part) or not part.isupper()]
    named = [part for part in parts if words.given(part.lower()) or words.is_surname(part.lower())]
    return any(part[0].isupper() and not words.is_ordinary(part.lower()) for part in named) or bool(hidden_in(who))


def may_be_somebody(name: str) -> bool:
    """Whether a name, by itself, may be that of a private person: rather once too often than once too seldom."""
    first, _, rest = name.partition(" ")
    is_given = words.given(first.lower()) == words.STRONG
    return is_given or is_personal(name) or bool(hidden_in(name)) or bool(rest and _INITIAL.fullmatch(first))


def shown_who(decision: Decision) -> str:
    """Who decided, as it is shown."""
    return SOMEBODY if not decision.who or problem_of_who(decision.who) else decision.who


def quiet_source(source: str) -> str:
    """Where an assertion comes from, likewise; the host of an address names nobody."""
    scheme, slashes, rest = source.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}{slash}{quiet(path)}" if slashes and " " not in source else quiet(source)


@lru_cache(maxsize=4096)
def quiet(text: str) -> str:
    """What somebody has written, without names of persons, addresses and numbers."""
    return impersonal(text, hidden_in(text)) if text else ""
