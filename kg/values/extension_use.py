"""What letters say of options to extend: that they have been used, all or some, or that there are none.

Text enters; places and counts leave, for `extensions` to put together.
"""

from __future__ import annotations

import re

from kg.model import Span
from kg.values.extension_words import number_of
from kg.values.numbers import WORDS

_VERB = r"(?:used|exercised|taken\s+up|taken|activated|invoked|triggered|utili[sz]ed|enacted|implemented|applied|granted|signed|approved|actioned|executed|agreed|exhausted)"
_HAS = rf"(?:has|have|had|was|were)(?:\s+(?:now|already|both|all|since|recently|each))*(?:\s+been)?(?:\s+(?:fully|now|already))?\s+{_VERB}\b"
_USED_NEXT = re.compile(
    r"\s*,?\s*(?:already\s+|now\s+)?(?:used|exercised|taken\s+up|activated|invoked)\b(?!\s+(?:by|for|to|at|if|when|as|subject)\b)",
    re.IGNORECASE,
)
_NEAR = r"(?:[^.;\n]|\n(?!\s*\n))"
"""What may stand between the words of one statement: no end of a sentence or paragraph."""
_SAYS_USED = (
    rf"\b{_HAS}(?!\s+(?:by|for|to|as)\s)",
    r"\(\s*(?:(?:one|two|first|both|all|\d)\s+)?(?:already\s+|now\s+)?used\s*\)",
    rf"\b(?:already|now)\s+{_VERB}\b",
    r"\b(?:first|second|both|one|all)\s+(?:already\s+|now\s+)?(?:used|exercised|taken\s+up)\b",
)
_USED_AFTER = re.compile(
    rf"{_NEAR}{{0,70}}?(?:\b(?:which|that)\s+(?:the\s+)?\w+\s+)?(?:{'|'.join(_SAYS_USED)})", re.IGNORECASE
)
_USED_BEFORE = re.compile(
    rf"\b(?:(?:has|have|had|we|council|authority)\s+(?:now\s+|already\s+|since\s+|both\s+)*{_VERB}|(?:agreed|decided|resolved)\s+to\s+(?:use|exercise|take\s+up|activate|invoke|trigger))"
    rf"\s+{_NEAR}{{0,40}}?(?=\b(?:first|second|one|two|both|extension|option|further|\d))",
    re.IGNORECASE,
)
_IN_EXTENSION = re.compile(
    r"\b(?:in|into|within|during)\s+(?:the|its|our)\s+(?=(?:first|second|third|final|last|one|two|\w+\s+){0,4}exten)",
    re.IGNORECASE,
)
_NOT_USED = re.compile(
    r"\b(?:neither|none|not|never|no|if|un(?:used|exercised)|yet|can|could|may|might|would|should|unless|nor)\b|n['’]t\b",
    re.IGNORECASE,
)
_EXTENDED = re.compile(r"\b(?:extended|renewed)\b", re.IGNORECASE)
_LEFT_OVER = re.compile(r"\b(?:with|leaving|and\s+(?:there|has|may|can|could))\b", re.IGNORECASE)
_MODAL = re.compile(
    r"\b(?:can|could|may|might|to|would|will|shall|should|if|options?|not|never|possib\w+|able|scope|right|unless)\b[^,;.]{0,20}\Z",
    re.IGNORECASE,
)
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_SHARES = (
    r"(?P<ordinal>first|second|third|fourth|1st|2nd|3rd)\b(?!\s+(?:and\s+last\s+)?time|\s+place)",
    rf"(?P<some>{WORDS}|\d)\s+of\s+(?:the|these|those|which|them)\b",
    r"(?P<one>one)\s+(?:has|was)\b",
    r"(?P<few>one|two|three|\d)\s+(?:already\s+|now\s+)?used\b",
    r"(?P<all>both|all)\b",
)
_SHARE = re.compile(rf"\b(?:{'|'.join(_SHARES)})", re.IGNORECASE)
_WHICH = r"(?:first|second|third|both|all|one|two|neither|none|these|they|options?|extensions?)"
_WHEN = r"\s+(?:in|on)\s+(?:[A-Z]\w+\s+)?\d{4}"
_NOT_YET = r"\s+(?:has|have|was|is|will|remain|can|may)\w*\s+(?:not|to|be|avail)"
_FOLLOW_UP = re.compile(
    rf"\b(?P<subject>(?:the\s+)?{_WHICH}\b(?!\s+of\s+(?:that|this|it)\b){_NEAR}{{0,40}}?)\b{_HAS}(?<!\btaken)"
    rf"(?:{_WHEN}|\s+last\s+\w+)?"
    rf"(?:,?\s+and\s+the\s+(?P<also>second|third)\b(?!{_NOT_YET})(?:\s+in\s+(?:[A-Z]\w+\s+)?\d{{4}})?)?",
    re.IGNORECASE,
)
_BRIEF = re.compile(
    r"(?:the\s+)?(?:first|second|both|one|all)\s+(?:already\s+|now\s+)?(?:used|exercised|taken\s+up)\b", re.IGNORECASE
)
_ACTIVE = re.compile(
    rf"\b{_HAS}\s+(?:the\s+|its\s+|our\s+)?(?:first|second|both|all|one|two|option|extension)\b(?:[^.;\n]{{0,30}}?\b(?:extension|option)s?\b)?",
    re.IGNORECASE,
)
_MORE = (
    "further|more|other|additional|remaining|available|contractual|optional|unused|such",
    r"provision\s+for|scope\s+for|right\s+to|possibility\s+of|option\s+of|option\s+to|options?\s+for",
)
_NOT = r"cannot|can\s*not|can['’]t|will\s+not|won['’]t|may\s+not|(?:does|did)\s+not|(?:is|are)\s+not(?:\s+to)?|not"
_DENIALS = (
    rf"(?:no|without(?:\s+any)?|nor\s+any)\s+(?:(?:{'|'.join(_MORE)})\s+)*"
    r"(?:extensions?|options?|extend|renewal|renew|extending)\b(?:\s+(?:options?|periods?))?"
    r"(?:\s+(?:left|remain\w*|available|possible))?",
    r"(?:none|nothing)\s+(?:(?:is|are)\s+)?(?:left|remain\w*|available|further)(?:\s+to\s+(?:exercise|use))?",
    r"(?:extensions?|extension\s+options?|options?\s+to\s+(?:extend|renew))\s*:\s*(?:none|no|nil)\b",
    rf"(?:{_NOT})\s+(?:be\s+|allow\s+(?:for\s+)?|include\s+|provide\s+for\s+|contain\s+|have\s+)?"
    r"(?:any\s+|an\s+)?(?:further\s+|more\s+)?(?:exten(?:ded|sions?|dable|d)|options?)\b(?:\s+(?:again|further))?",
)
"""Ways of saying that there is no option, or none left."""
_DENIAL = re.compile(rf"\b(?:{'|'.join(_DENIALS)})", re.IGNORECASE)
_PLAIN_NO = re.compile(
    r"(?:[^.;:\n]{0,40}:\s*)?(?:no|none|nil)(?:\s+(?:left|remaining|further|more))?\s*(?:[.,;]|\Z)(?!\s*but\b)",
    re.IGNORECASE,
)


def was_extended(left: str) -> bool:
    """Whether the words before a length say that a contract was extended by it, and not that it may be."""
    said = list(_EXTENDED.finditer(left))
    if not said or _LEFT_OVER.search(left, said[-1].end()):
        return False
    return not _MODAL.search(left[: said[-1].start()].rpartition(";")[2][-28:])


def use_of(text: str, sentence: Span, option: Span) -> tuple[int | None, Span] | None:
    """How many lengths of an option its sentence says have been used (None: all), and where; None if it does not."""
    after = _USED_NEXT.match(text, option.end, sentence.end) or _USED_AFTER.match(text, option.end, sentence.end)
    before = None
    if after is None:
        for pattern in (_USED_BEFORE, _IN_EXTENSION):
            found = pattern.search(text, sentence.start, min(sentence.end, option.end))
            if found and option.start - found.end() <= 40:
                before = found
                break
    found = after or before
    if found is None:
        return None
    span = Span(min(found.start(), option.start), max(found.end(), option.end))
    said = text[max(sentence.start, option.start - 24 if after else found.start() - 24) : option.start] + (
        text[option.end : found.end()] if after else ""
    )
    if _NOT_USED.search(re.sub(r"(?:by|for)\s+which.*?extended", "", said, flags=re.IGNORECASE)):
        return None
    return _share(text[max(sentence.start, span.start - 30) : span.end]), span


def _share(said: str) -> int | None:
    """How many options the words speak of: "the first of", "one of the"; None for all."""
    count = None
    for found in _SHARE.finditer(said):
        if found["all"]:
            return None
        if found["ordinal"]:
            number = _ORDINALS[found["ordinal"].lower()]
        else:
            number = number_of(found["some"] or found["few"] or "one")
        count = max(count or 0, number)
    return count


def follow_up(text: str, sentence: Span) -> tuple[int | None, Span] | None:
    """What a sentence that names no length says of options named before it: how many have been used, and where."""
    active = _ACTIVE.search(text, sentence.start, sentence.end)
    if active and not _NOT_USED.search(active[0]):
        return _share(active[0]), Span(*active.span())
    brief = _BRIEF.match(text, sentence.start, sentence.end)
    if brief:
        return _share(brief[0] + " has"), Span(*brief.span())
    found = _FOLLOW_UP.search(text, sentence.start, sentence.end)
    if found is None or _NOT_USED.search(found[0]):
        return None
    if found["also"]:
        return _ORDINALS[found["also"].lower()], Span(*found.span())
    return _share(found["subject"] + " has"), Span(*found.span())


def denial(text: str, sentence: Span, *, asked: bool) -> Span | None:
    """The place of words that deny an option to extend."""
    found = _DENIAL.search(text, sentence.start, sentence.end)
    if found is None and asked:
        found = _PLAIN_NO.match(text, sentence.start, sentence.end)
    return Span(*found.span()) if found else None
