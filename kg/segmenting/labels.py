"""Lists of labels in a sentence: "Questions 3 to 6c"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ONE = (
    r"(?:\d{1,2}(?:\.\d{1,2}){0,2}(?:[ \t]?\(?[a-z]\)?(?![a-z]))?(?:\(?[ivx]{1,4}\)?(?![a-z]))?(?![\d/])|\(?\b[a-z]\))"
)
_JOIN = r"[ \t]*(?:,[ \t]*and|,[ \t]*&|,|;|and|&|to|-|–|until|through|or)[ \t]*(?:(?:questions?|parts?|qs?)\.?[ \t]*)?"
LABEL_LIST = rf"{_ONE}(?:{_JOIN}{_ONE})*"
"""Pattern of a list of labels: `3`, `3 and 4`, `12a and 12b`, `5 to 8`, `3 to 6c`, `1, 2 & 5`."""
LISTED_LABELS = r"\d{1,2}[a-z]?(?:\s?(?:,\s?and|to|-|–|and|&|,)\s?\d{1,2}[a-z]?)+\s?(?:[.)](?:\s|$)|:\s(?=[A-Z]))"
"""Pattern of several labels at the start of a line, without a word: `4-11.`, `3 to 6.`."""
JOINT = re.compile(
    rf"""^(?: (?:for|on|in \s (?:respect|relation|answer|response|reply) \s (?:of|to)|with \s regards? \s to|regarding|as \s to|as \s regards|re|(?:the\s|our\s)?(?:answers?|responses?|reply)\s(?:to|for)) \s )?
        (?: (?:your|the) \s )?
        (?: (?:questions?|parts?|points?|items?) \s? | qs?\.?\s? | (?={LISTED_LABELS}) )
        (?P<labels>{LABEL_LIST})
        (?: \s* [,:;–-] | \s* $ | \s (?=[(a-z]) | [.)] \s )""",
    re.IGNORECASE | re.VERBOSE,
)
"""A passage that says which questions it answers: "For Questions 3 to 6c, …", "4-11. …"."""
LISTED = re.compile(rf"(?={LISTED_LABELS}){LABEL_LIST}[ \t]?[.):]+[ \t]*")
"""Several labels before an answer: "3-4. "."""
NAMING = re.compile(rf"\b(?:questions?|parts?|qs?\.?)[ \t]*(?P<labels>{LABEL_LIST})", re.IGNORECASE)
"""Questions named anywhere in a sentence."""
_RANGE = re.compile(
    rf"({_ONE})(?:[ \t]*(?:to|-|–|until|through)[ \t]*(?:(?:questions?|qs?)\.?[ \t]*)?({_ONE}|[a-z](?![a-z])))?", re.I
)

NAMES_QUESTIONS = re.compile(
    r"[\W_]*(?:(?:your|foi|information|what\s(?:we|you))\s)?(?:questions?|requests?|requested|queries|query|asked)[\W_]*",
    re.IGNORECASE,
)
"""The head of a column of questions: "Question", "Information requested", "What you asked"."""


def fold_label(text: str) -> str:
    """`3 (b)` and `3b)` as `3b`; `1.2.` as `1.2`."""
    return re.sub(r"[^0-9a-z.]|(?<!\d)\.|\.(?!\d)", "", text.lower())


def labels_in(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """The labels of `known`, in their order, that a list of labels names.

    A range runs in the order of the letter; `5` names `5a`, `5b` and `5c` where no question is `5`.
    """
    named: set[str] = set()
    for match in _RANGE.finditer(text):
        first = _members(fold_label(match[1]), known)
        if match[2] is None:
            named.update(first)
            continue
        end = fold_label(match[2])
        if end.isalpha() and first and first[0][:1].isdigit():
            end = re.sub(r"\D", "", first[0]) + end
        last = _members(end, known)
        if first and last:
            named.update(known[known.index(first[0]) : known.index(last[-1]) + 1])
        else:
            named.update(first + last)
    return tuple(label for label in known if label in named)


def _members(label: str, known: Sequence[str]) -> list[str]:
    below = re.compile(rf"{re.escape(label)}(?:$|(?<=\d)[a-z.]|(?<=[a-z])[ivx])")
    return [one for one in known if one == label] + [one for one in known if one != label and below.match(one)]


def labels_of(text: str) -> tuple[str, ...]:
    """All labels that a list of labels names, in its order, where no question is printed: `1`, `2`, `3` of "1 to 3"."""
    named: dict[str, None] = {}
    for match in _RANGE.finditer(text):
        first, last = fold_label(match[1]), fold_label(match[2] or "")
        if first.isdigit() and last.isdigit():
            named.update(dict.fromkeys(str(number) for number in range(int(first), int(last) + 1)))
        else:
            named.update(dict.fromkeys(one for one in (first, last) if one))
    return tuple(named)
