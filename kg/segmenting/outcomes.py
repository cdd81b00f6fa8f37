"""What became of a question: words of an answer → outcome and sections applied.

Sections count only where the Act in question has an exemption under that number, and where no other Act is
named: "section 47 enquiries" (Children Act 1989) and "section 106" (Town and Country Planning Act 1990) are none.
"""

from __future__ import annotations

import re

from kg.model import Outcome
from kg.segmenting import wording

_SECTION = re.compile(
    r"\b(?P<kind>s(?:ection|ec|\.)?s?|reg(?:ulation|\.)?s?)\s?\.?\s?(?P<number>\d{1,2})(?!\d|/)"
    r"(?P<parts>,\s?\d(?![\d(])|(?:\s?\(\s?\w{1,3}\s?\))*)"
    r"(?P<more>(?:\s*(?:,|and|&)\s*(?:\d{1,2}\s?(?:\(\s?\w{1,3}\s?\))+))*)"
    r"(?P<act>\s*(?:\([^)]{0,60}\)\s*)?of\s(?:the\s)?[A-Z][\w'’ ,()&-]{0,60})?",
    re.IGNORECASE,
)
_MORE = re.compile(r"\d{1,2}\s?(?:\(\s?\w{1,3}\s?\))+")
_EXEMPTING = {"s": frozenset({12, 14, *range(21, 45)}), "reg": frozenset({6, 10, 11, 12, 13})}
_THIS_LAW = re.compile(
    r"freedom of information|foi|environmental information|eir|^the act|^act\b|^the regulations|these", re.I
)

_READ_WITH = re.compile(r"\bread\s(?:together\s)?with\s(?:the\s)?$", re.IGNORECASE)
"""A section that only explains the one applied before it."""
_BURDENSOME = ("s.12", "s.14", "reg.12(4)(b)", "reg.10(4)(b)")
"""Requests too costly or too burdensome to answer."""
_ACCESSIBLE = ("s.21", "s.25", "reg.6")
"""Information otherwise accessible: FOIA 2000 s.21, FOISA 2002 s.25, EIR 2004 reg.6(1)(b)."""


def sections(text: str) -> tuple[str, ...]:
    """The exemptions and exceptions that a text applies: `s.43(2)`, `reg.12(4)(b)`; each once, in order.

    Where a section is named with and without its subsection, the one with it counts.
    """
    found: list[str] = []
    for match in _SECTION.finditer(text):
        kind = "reg" if match["kind"].lower().startswith("reg") else "s"
        number = int(match["number"])
        act = re.sub(r"^\s*(?:\([^)]*\)\s*)?of\s(?:the\s)?", "", match["act"] or "")
        if number not in _EXEMPTING[kind] or (act and not _THIS_LAW.search(act)):
            continue
        if _READ_WITH.search(text[: match.start()]):
            continue
        parts = re.sub(r"\s", "", match["parts"])
        parts = f"({parts[1:]})" if parts.startswith(",") else parts.lower()
        found.append(f"{kind}.{number}{parts}")
        found += [f"{kind}.{''.join(more.split())}" for more in _MORE.findall(match["more"])]
    unique = list(dict.fromkeys(found))
    return tuple(one for one in unique if not any(other != one and other.startswith(one + "(") for other in unique))


def outcome_of(text: str) -> tuple[Outcome, tuple[str, ...]]:
    """The outcome of an answer by its own words, and the sections it applies."""
    if not re.search(r"\w", text):
        return Outcome.UNANSWERED, ()
    flat = " ".join(text.split())
    applied = sections(flat) if wording.CITING.search(flat) else ()
    sentences = wording.sentences_of(text)
    if applied:
        return _refused(sentences, applied), applied
    if wording.NOT_APPLICABLE.search(flat):
        return Outcome.NOT_APPLICABLE, ()
    return _unrefused(sentences), ()


def _refused(sentences: list[str], applied: tuple[str, ...]) -> Outcome:
    """The outcome of an answer that applies sections: in part, where it first says something, or attaches the rest."""
    sentences = [s for s in sentences if not wording.CONFIRMING.search(s)] or sentences
    if wording.is_table_in_part(sentences[0]):
        return Outcome.PARTLY_ANSWERED
    first = next((at for at, s in enumerate(sentences) if wording.REFUSING.search(s)), len(sentences))
    accessible = all(one.startswith(_ACCESSIBLE) for one in applied)
    if accessible and wording.PUBLISHED.search(" ".join(sentences[: first + 1])):
        said = [s for s in sentences[:first] if wording.says_something(s) and not wording.PUBLISHED.search(s)]
        return Outcome.PARTLY_ANSWERED if len(said) > 1 else Outcome.WITHHELD
    if all(one.startswith(_BURDENSOME) for one in applied):
        sentences = [s for s in sentences if not wording.BURDEN.search(s) or wording.REFUSING.search(s)]
        first = next((at for at, s in enumerate(sentences) if wording.REFUSING.search(s)), len(sentences))
    if any(wording.says_something(s) for s in sentences[:first]):
        return Outcome.PARTLY_ANSWERED
    attached = any(wording.THE_REST.search(s) for s in sentences)
    return Outcome.PARTLY_ANSWERED if attached else Outcome.WITHHELD


def _unrefused(sentences: list[str]) -> Outcome:
    first, *others = sentences
    if wording.NOT_HELD.search(first) or wording.NO_ANSWER.search(first):
        return Outcome.NOT_HELD
    if any(wording.NOTHING_TO_GIVE.search(s) for s in sentences):
        return Outcome.NOT_HELD
    if wording.WITHHOLDING.search(first):
        return Outcome.WITHHELD
    if any(wording.ASK_ELSEWHERE.search(s) for s in sentences):
        return Outcome.REFERRED
    if wording.is_elsewhere(first) and not any(wording.says_something(s) for s in others):
        return Outcome.REFERRED
    lacking = (wording.IN_PART, wording.WITHHOLDING, wording.NOT_HELD_OF_THIS)
    if any(pattern.search(s) for s in others for pattern in lacking) or wording.IN_PART.search(first):
        return Outcome.PARTLY_ANSWERED
    return Outcome.ANSWERED
