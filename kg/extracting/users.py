"""How many people use a system: a number under a question that asks for users."""

from __future__ import annotations

import re

from kg.extracting.context import Context
from kg.extracting.focus import targets_of
from kg.extracting.segments import is_table
from kg.model import Certainty
from kg.values import find_dates, find_numbers

NAME = "users 1"

_OTHER_COUNTS = re.compile(
    r"^(?!.*\b(?:users?|staff|people)\b).*\b(?:licen[cs]es|extensions|agents|lines|handsets)\b", re.IGNORECASE
)
"""Questions that count something else than people."""


_COUNTED = re.compile(
    r"\s(?!(?:[\w-]+\s){0,3}?(?:users?|licen[cs]e[sd]?|staff|people|practitioners|employees|log-?ins|accounts|workers|officers|seats|operatives|agents)\b)(?!(?:in|on|at|as|of|and|ar|active|full|concurrent|named|across|including)\b)[a-z-]+s\b"
)
"""Words that say that a number counts something else than users."""


_ALONE = 4
"""In an answer of more words only figures count users."""


def extract(context: Context) -> None:
    """Claims of `users`."""
    for item, segment in context.answered():
        question = item.item.question
        if (
            "users" not in item.asked.kinds
            or is_table(segment.text)
            or (question and _OTHER_COUNTS.search(question.text))
        ):
            continue
        dates = find_dates(segment.text)
        numbers = [
            n for n in find_numbers(segment.text) if not any(d.span.start <= n.span.start < d.span.end for d in dates)
        ]
        if len(segment.text.split()) > _ALONE:  # "a further one year" counts nobody
            numbers = [n for n in numbers if any(char.isdigit() for char in n.span.of(segment.text))]
        found = next((n for n in numbers if not _COUNTED.match(segment.text, n.span.end)), None)
        if found is None or not isinstance(found.value, int):
            continue
        certainty = Certainty.APPROXIMATE if found.approximate else Certainty.DEFINITE
        quote = segment.passage.sub(0, found.span.end)
        for target in targets_of(context, item, segment, found.span.start):
            context.add(target, "users", int(found.value), quote, item, NAME, certainty=certainty)
