"""Plain words for the page: terms of the graph in, what a reader says out."""

from __future__ import annotations

import re
import textwrap

from kg.values.spoken import day, money, options, term_length
from kg.vocab import LABELS, words_for

FIELDS = {**{name: words_for(name) for name in LABELS}, "outcome": "What became of the question"}
"""What a field of the flat view is called on the page."""

PREDICATES = {
    "probablySameContract": "Probably the same contract as",
    "probablySameUse": "Probably the same system as",
    "underContract": "Covered by contract",
    "suppliedBy": "Supplied by",
    "parentOrganisation": "Belongs to",
    "partOf": "Part of",
}
"""The same for terms that are no field: those of the rules and of the catalogue."""

OUTCOMES = {
    "partly_answered": "Answered in part",
    "withheld": "Withheld",
    "not_held": "Not held by the council",
    "referred": "Referred elsewhere",
    "not_applicable": "Does not apply",
    "unanswered": "Left without an answer",
}
"""What became of a question that was not plainly answered."""

_LONGEST = 32
"""Letters of a word on the canvas."""
_LENGTHS = {"contract_term": term_length, "extension": options}
_DATES = {"contract_start", "contract_end", "in_use_since", "in_use_until"}


def term(local_name: str) -> str:
    """Words for a predicate that is no field: `underContract` → "Covered by contract"."""
    known = PREDICATES.get(local_name)
    if known:
        return known
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[-_]+", " ", local_name).lower().capitalize()


def field(name: str) -> str:
    """Words for a field of the flat view."""
    return FIELDS.get(name) or term(name)


def value(name: str, raw: str) -> str:
    """The value of a field as one would say it; what has no better words stays as it is."""
    if name in ("annual_cost", "total_cost"):
        return money(raw)
    if name in _LENGTHS:
        return _LENGTHS[name](raw)
    if name == "provided":
        return {"true": "yes", "false": "no"}.get(raw, raw)
    return day(raw) if name in _DATES else raw


def amount(raw: str, unit: str) -> str:
    """`5433`, `referrals` → "5,433 referrals"; pounds get their sign."""
    if unit == "GBP":
        return money(raw)
    whole, point, rest = raw.partition(".")
    return f"{int(whole):,}{point}{rest} {unit}".strip() if whole.isdecimal() else f"{raw} {unit}".strip()


def period(raw: str) -> str:
    """A day in words; anything else as it is, for `2011-12` is a year that ends in 2012 and no December."""
    return day(raw) if re.fullmatch(r"\d{4}-\d\d-\d\d", raw) else raw


def label(name: str, width: int = 22, lines: int = 3) -> str:
    """A name in a few short lines for the canvas, its words whole; the panel has all of it."""
    whole = " ".join(word if len(word) <= _LONGEST else word[: _LONGEST - 1] + "…" for word in name.split())
    wrapped = textwrap.wrap(
        whole, width, max_lines=lines, placeholder=" …", break_on_hyphens=False, break_long_words=False
    )
    return "\n".join(wrapped) or "?"


def capital(text: str) -> str:
    """The text with its first letter large, the rest untouched."""
    return text[:1].upper() + text[1:]
