"""Clauses and their mood: whether what they say is so now, is denied, was so once, is to be, or is only supposed.

One reading of verbs and particles for all extractors: a date, a host or a price counts only in a clause that is real.
"""

from __future__ import annotations

import re
from enum import Flag, auto
from functools import lru_cache


class Mood(Flag):
    """What a clause does with what it says; a plain statement of the present has none of these."""

    REAL = 0
    DENIED = auto()
    PAST = auto()
    PLANNED = auto()
    SUPPOSED = auto()
    """What might be or might have been, what was only looked at, and what others do or say."""


_BOUND = re.compile(
    r"[;:?!](?:\s|$)|\.(?:\s|$)|\s[–—-]{1,2}\s|^(?:yes|no)\b[,.]?\s"
    r"|,?\s(?=(?:but|although|though|whereas|while|whilst)\s)"
    r"|,\s(?=(?:and|which|who|when|because|so|as|since|until|before|after|with|where|we|it|they|the)\s)"
    r"|\s(?=and\s(?:we|it|they|is|are|was|were|will|has|have|the\s\w+\s(?:is|was|will|ends?|runs?|began|started)|\w+\s(?:is|are|was|were|will|has|have|runs|ends))\s)",
    re.IGNORECASE,
)
"""Where a clause ends: at stops, dashes and conjunctions that begin another with a verb of its own."""
_DENIED = re.compile(
    r"\b(?:not|never|neither|nor|without|cannot|no\slonger)\b(?!\s(?:only|just|later|earlier|more|less|yet|least|exactly|precisely|separately|split))|\b(?:have|has|had|is|are|holds?|with)\sno\b|n['’]t\b(?!\syet)|^no\b(?!\.)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:previous(?:ly)?|former(?:ly)?|used\sto|at\sthat\stime|had\sbeen|was\sused|were\sused|in\sthe\spast|(?:first|originally)\s(?:let|awarded|supplied|provided)|at\sfirst"
    r"|before\s(?:that|then|this|the\smove|it)|prior\sto\s(?:that|this)|(?:the|our|its|an?)\s(?:old|last|earlier|prior|predecessor|legacy)\s(?:\w+\s){0,2}(?:contract|agreement|system|supplier|host|licen[cs]e|database|software))\b",
    re.IGNORECASE,
)
_WAS = re.compile(
    r"\b(?:was|were|had|used|ran|did)\b[^.;]*\buntil\b|\b(?:was|were)\s(?:the|our|its)\s(?:previous|former|old|last)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?\s(?:to|on|for|that)|(?:is|are)\splanned|intend(?:s|ed|ing)?\b|intention\b|going\sto|expect(?:s|ed|ing)?\s(?:to|that)|(?:is|are)\sexpected"
    r"|will(?!\s(?:now\s|then\s|therefore\s)?(?:expire|end|run\s(?:out|until|to)|lapse|terminate))|shall|(?:are|is)\smoving|to\sstart\sin|hopes?\s(?:to|that)|aims?\s(?:to|is)|due\sto\s(?:go|move|replace|be|start|begin)|under\sconstruction"
    r"|propos(?:e|es|ed|ing)\sto|not\syet|n['’]t\syet|isn['’]t\slive|is\snot\slive|(?:is|are|was|were)\sto\s(?:be|move|begin|start|replace|go|switch|take)\b|to\sbe\s(?:signed|replaced|moved|procured)|in\sthe\s(?:process|course)\sof|currently\s(?:procuring|tendering|implementing|migrating|moving)"
    r"|(?:the|a|our|any)\s(?:new|next)\s(?:contract|agreement|licen[cs]e)|(?:the|a|our|any|its)\s(?:replacement|successor|future)\s(?:contract|agreement|system|supplier|licen[cs]e))\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:would|could|might|may(?!\s(?:19|20)\d\d|\s\d)|were\swe\sto|consider(?:ed|ing|s)?|evaluat(?:ed|ing|ion)|bidders?|tenderers?|unsuccessful|shortlist\w*|neighbour\w*|demonstrat\w+"
    r"|trial(?:l?ed|l?ing|s)?(?!\s(?:which|that)\sled)|pilot(?:ed|ing)?|other\s(?:councils?|count(?:y|ies)|authorit(?:y|ies)|boroughs?|districts?)\s(?:have|has|had|use|uses|told|tell|say|said|are|do|did|which|who|may|can)|(?:in|at|by|of|than|that)\s(?:\w+\s)?other\s(?:councils?|count(?:y|ies)|authorit(?:y|ies)|boroughs?|districts?)|you\s(?:also\s)?(?:mention|suggest|ask|wrote|say|said|recommend|name)\w*)\b",
    re.IGNORECASE,
)
_AFTER = 40
"""So near must a word of supposing follow what it is about."""
_CONDITION = re.compile(r"\b(?:if|unless|whether)\b", re.IGNORECASE)
"""What makes all that follows it in the clause a condition."""


@lru_cache(maxsize=2048)
def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """The clauses of a sentence as half-open offsets, in order and without gaps."""
    cuts = sorted({m.end() for m in _BOUND.finditer(text)} - {0, len(text)})
    return tuple(zip([0, *cuts], [*cuts, len(text)], strict=True))


def clause_of(text: str, at: int) -> tuple[int, int]:
    """The clause in which an offset lies."""
    return next(((start, end) for start, end in clauses(text) if start <= at < end), (0, len(text)))


@lru_cache(maxsize=4096)
def mood_at(text: str, at: int) -> Mood:
    """The mood of what stands at an offset of a sentence, by the words of its clause; denials must stand before it."""
    start, end = clause_of(text, at)
    clause, lead = text[start:end], text[start:at]
    mood = Mood.REAL
    if _DENIED.search(lead):
        mood |= Mood.DENIED
    if _PAST.search(lead) or _WAS.search(clause):
        mood |= Mood.PAST
    if _PLANNED.search(clause):
        mood |= Mood.PLANNED
    if _SUPPOSED.search(text, start, min(end, at + _AFTER)) or _CONDITION.search(lead):
        mood |= Mood.SUPPOSED
    return mood
