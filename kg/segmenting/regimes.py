"""Under which Act or Regulations a letter is written."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.schemes import scheme

_NUMBER = re.compile(
    r"(?:[ ](?:request|case|ref(?:erence)?|no|number))*\.?[ ]?[:#/_-]?[ ]?(?:[A-Z]{1,4}[/-])?\d", re.IGNORECASE
)
"""What follows the initials of an Act where they only begin the number of a request: "FOI-24-0777"."""
_NUMBERED = re.compile(
    r"(?<![a-z])(?P<law>FOISA|FOI|EIR)(?:[/ -]{1,3}(?P<other>FOI|EIR|IR))?[A-Z]?(?:\s(?:request|case|ref|no|number)\b){0,2}[:#/. _-]{0,3}\d"
)
"""The same where the initials are no word of their own: "FOI2025/0291", "CBC/EIR/2311"."""
_TITLE = re.compile(r"\b(?:act|regulations?)\b", re.IGNORECASE)
_UNDER = re.compile(
    r"\b(?:considered|handled|dealt\swith|treated|processed|answered|respon\w+|refus\w+|reply|replied)\b[^.]{0,60}\s(?:under|as)\s(?:the\s|an?\s)?$",
    re.IGNORECASE,
)
_NOT_UNDER = re.compile(
    r"\b(?:not|neither|rather\sthan|instead\sof|nor)\s(?:\w+\s){0,4}(?:under\s)?(?:the\s|an?\s)?$", re.IGNORECASE
)
_REGULATION = re.compile(
    r"\breg(?:ulation)?s?\.?\s?(?:12\s?\([1345]\)|13\s?\(\d\)|6\s?\(1\)|8\s?\(\d\)|9\s?\(1\))", re.IGNORECASE
)
_SECTION = re.compile(
    r"\b(?:s\.?\s?|sections?\s|sec\.?\s)(?:12|14|21|22|24|30|31|36|40|41|42|43)(?:\(\d\)(?:\([a-z]\))?)?(?![\w/])(?!\s?(?:agreement|of\sthe\s(?!f)|notice))",
    re.IGNORECASE,
)
_SCOTLAND = re.compile(
    r"\bScottish\s(?:Information\sCommissioner|Government|Ministers)|\bfoi\.scot\b|itspublicknowledge|\b(?:FOISA|EISRs?|SEEMiS|COSLA)\b"
    r"|\(Scotland\)|\b(?:Public\sContracts|Education|Police|apply\sin)\sScotland\b|\bScotland\sExcel\b|\bComhairle\b",
    re.IGNORECASE,
)
"""What only letters of Scotland name."""
_OF_SCOTLAND = {"foia": "foisa", "eir": "eir-scotland"}
_OF_BRITAIN = re.compile(r"\b2000\b|\b2004\b|\bFOIA\b")
_WORDS = frozenset(("freedom of information", "foi"))
_BOTH = re.compile(r"\bFOIs?\W{0,3}(?:and|or)?\W{0,3}EIRs?\b|\bEIRs?\W{0,3}(?:and|or)?\W{0,3}FOIs?\b")
"""An office for requests of both kinds, or a number of either: tells only that it is one of them."""

_POINTS = {"title": 8, "initials": 6, "under": 4, "first": 3, "words": 2, "number": 4, "regulation": 6, "section": 1}
"""How much each kind of sign speaks for an Act; each kind counts once."""


def regime_of(text: str) -> str | None:
    """Notation in the scheme of regimes: what the letter's titles, initials, numbers and citations of law speak for; None
    where it has none.

    Initials and "freedom of information" are words of Scotland's law too: where the letter tells that it is Scotland's,
    they mean it.
    """
    signs = _signs(text)
    if _SCOTLAND.search(text):
        for british, scottish in _OF_SCOTLAND.items():
            if british in signs and "british" not in signs[british]:
                signs[scottish] = signs.get(scottish, set()) | signs.pop(british)
    points = {law: _points(kinds) for law, kinds in signs.items()}
    return max(points, key=lambda law: points[law], default=None)


def _points(kinds: set[str]) -> int:
    """Initials say no more where the title stands too."""
    return sum(_POINTS.get(kind, 0) for kind in kinds - ({"initials"} if "title" in kinds else set()))


def _signs(text: str) -> dict[str, set[str]]:
    """The kinds of signs that a text has of each Act, Acts in the order in which they are first named."""
    signs: dict[str, set[str]] = defaultdict(set)
    both = {at for match in _BOTH.finditer(text) for at in range(*match.span())}
    first = True
    for concept, start, end in scheme("regimes").find(text):
        words = " ".join(text[start:end].lower().split())
        kind = "title" if _TITLE.search(words) else "words" if words in _WORDS else "initials"
        before = text[max(0, start - 90) : start]
        if kind != "title" and (_NUMBER.match(text, end) or start in both):
            continue
        if (words == "eir" and text[start:end] != "EIR") or _NOT_UNDER.search(before):
            continue
        signs[concept.notation].add(kind)
        if kind != "words":
            signs[concept.notation] |= {"first"} if first else set()
            first = False
        if _UNDER.search(before):
            signs[concept.notation].add("under")
        if _OF_BRITAIN.search(text[start:end]):
            signs[concept.notation].add("british")
    for match in _NUMBERED.finditer(text):
        laws = {match["law"], match["other"] or match["law"]}
        signs["foia" if "FOI" in laws else "foisa" if "FOISA" in laws else "eir"].add("number")
    if both:
        signs["foia"].add("words")
    if _REGULATION.search(text):
        signs["eir"].add("regulation")
    if _SECTION.search(text):
        signs["foia"].add("section")
    return dict(signs)
