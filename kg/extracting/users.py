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
        if not numbers or not isinstance(numbers[0].value, int):
            continue
        found = numbers[0]
        certainty = Certainty.APPROXIMATE if found.approximate else Certainty.DEFINITE
        quote = segment.passage.sub(0, found.span.end)
        for target in targets_of(context, item, segment)[:1]:
            context.add(target, "users", int(found.value), quote, item, NAME, certainty=certainty)
