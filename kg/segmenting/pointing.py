"""Answers that point to other answers: "See 1", "As above", "Please refer to Question 3"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.segmenting.labels import LABEL_LIST, labels_in

_POINTER = re.compile(
    rf"^(?:please\s)?(?:see|refer(?:\sback)?\sto|as(?:\sper|\sin|\sat|\sfor|\swith)?|same\sas|(?:is\s)?covered\s(?:by|in|at))\s"
    rf"(?:also\s)?(?:the\s|my\s|our\s)?(?:answers?\s(?:given\s)?(?:to|at|for|in)\s|response\s(?:to|at|for)\s)?"
    rf"(?:questions?|qs?\.?|points?|parts?|answers?)?\s?(?P<labels>{LABEL_LIST})(?=\W|$)",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"^(?:please\s)?(?:see|as|same\sas)\s(?:the\s)?(?:(?:answer|response)\s)?(?:above|previous\sanswer)\b",
    re.IGNORECASE,
)


def pointers(text: str, known: Sequence[str], own: str | None) -> tuple[str, ...]:
    """The labels to which an answer points as a whole: "Please refer to Question 3", "See 1", "As above"."""
    line = " ".join(text.split())
    match = _POINTER.match(line)
    if match and len(line) < match.end() + 60:
        return tuple(label for label in labels_in(match["labels"], known) if label != own)
    if _ABOVE.match(line) and own in known and known.index(own) > 0:
        return (known[known.index(own) - 1],)
    return ()
