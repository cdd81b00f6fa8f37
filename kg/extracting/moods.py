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
_PLANNED_WORDS = (
    r"plan(?:s|ned|ning)?\s(?:to|on|for|that)",
    r"(?:is|are)\splanned",
    r"intend(?:s|ed|ing)?\b",
    r"intention\b",
    r"going\sto",
    r"expect(?:s|ed|ing)?\s(?:to|that)",
    r"(?:is|are)\sexpected",
    r"will(?!\s(?:now\s|then\s|therefore\s)?(?:expire|end|run\s(?:out|until|to)|lapse|terminate))",
    r"shall",
    r"(?:are|is)\smoving",
    r"to\sstart\sin",
    r"hopes?\s(?:to|that)",
    r"aims?\s(?:to|is)",
    r"due\sto\s(?:go|move|replace|be|start|begin)",
    r"under\sconstruction",
    r"propos(?:e|es|ed|ing)\sto",
    r"not\syet",
    r"n['’]t\syet",
    r"isn['’]t\slive",
    r"is\snot\slive",
    r"(?:is|are|was|were)\sto\s(?:be|move|begin|start|replace|go|switch|take)\b",
    r"to\sbe\s(?:signed|replaced|moved|procured)",
    r"in\sthe\s(?:process|course)\sof",
    r"currently\s(?:procuring|tendering|implementing|migrating|moving)",
    r"(?:the|a|our|any)\s(?:new|next)\s(?:contract|agreement|licen[cs]e)",
    r"(?:the|a|our|any|its)\s(?:replacement|successor|future)\s(?:contract|agreement|system|supplier|licen[cs]e)",
)
_PLANNED = re.compile(rf"\b(?:{'|'.join(_PLANNED_WORDS)})\b", re.IGNORECASE)
_SUPPOSED_WORDS = (
    r"would",
    r"could",
    r"might",
    r"may(?!\s(?:19|20)\d\d|\s\d)",
    r"were\swe\sto",
    r"consider(?:ed|ing|s)?",
    r"evaluat(?:ed|ing|ion)",
    r"bidders?",
    r"tenderers?",
    r"unsuccessful",
    r"shortlist\w*",
    r"neighbour\w*",
    r"demonstrat\w+",
    r"trial(?:l?ed|l?ing|s)?(?!\s(?:which|that)\sled)",
    r"pilot(?:ed|ing)?",
    r"other\s(?:councils?|count(?:y|ies)|authorit(?:y|ies)|boroughs?|districts?)\s(?:have|has|had|use|uses|told|tell|say|said|are|do|did|which|who|may|can)",
    r"(?:in|at|by|of|than|that)\s(?:\w+\s)?other\s(?:councils?|count(?:y|ies)|authorit(?:y|ies)|boroughs?|districts?)",
    r"you\s(?:also\s)?(?:mention|suggest|ask|wrote|say|said|recommend|name)\w*",
)
_SUPPOSED = re.compile(rf"\b(?:{'|'.join(_SUPPOSED_WORDS)})\b", re.IGNORECASE)
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


_ALLOWED = re.compile(
    r"\b(?:(?i:options?|optional|possib\w+|provision|right|allow\w*|able)|may|can|could)\b[^.;]{0,60}"
    r"\b(?:ext(?:end|ension)|prolong|renew)\w*\b[^.;,]{0,25}\b(?:to|until|till)\s(?:the\s)?(?:end\sof\s)?$"
)
_LEAD = 140
"""So many characters before a date may tell that it is only allowed."""


def is_only_allowed(text: str, at: int) -> bool:
    """Whether a date at an offset is one that a contract may be extended to, and so neither its end nor its start."""
    return _ALLOWED.search(text, max(0, at - _LEAD), at) is not None
