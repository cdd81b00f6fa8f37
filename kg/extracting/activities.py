"""Activities that a council carries out or not: a list of them, each answered yes or no."""

from __future__ import annotations

import re

from kg.extracting.context import Context
from kg.extracting.focus import targets_of
from kg.schemes import scheme

NAME = "activities 1"


def extract(context: Context) -> None:
    """Claims of `activity`, each with its `provided`."""
    for item in context.items:
        question = item.item.question
        if "activity" not in item.asked.kinds or question is None or not question.stem or not item.segments:
            continue
        segment = item.segments[0]
        answer = re.match(r"(yes|no)\b", segment.text, re.IGNORECASE)
        if not answer:
            continue
        known = scheme("activities").first(question.text)
        name = known.notation if known else re.sub(r"\s*\([^)]*\)", "", question.text).strip(" .;?").lower()
        for target in targets_of(context, item, segment):
            context.add(target, "activity", name, segment.whole, item, NAME, stated=question.text)
            context.add(target, "provided", answer[1].lower() == "yes", segment.whole, item, NAME, stated=answer[1])
