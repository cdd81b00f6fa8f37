"""Systems that the letter calls a part of another: "X (includes Y)", "Y is bought as part of the contract with X"."""

from __future__ import annotations

import itertools
import re

from kg.extracting.context import Context

NAME = "parts 1"

_INCLUDES = r"\s*\(\s*(?:includ(?:es|ing)|incl\.?|with|plus|and)\s[^)]*?"
_WITHIN = r"\b[^.;]{0,60}?\b(?:as\s)?(?:an?\s|the\s)?(?:part|modules?|component)\sof\b[^.;]{0,40}?"


def extract(context: Context) -> None:
    """Claims of `part_of`."""
    for item, segment in context.answered():
        here = [name for name in context.perhaps_in(segment.text) if name in segment.text]
        for whole, part in itertools.permutations(here, 2):
            first, second = re.escape(whole), re.escape(part)
            if re.search(rf"{first}{_INCLUDES}{second}|{second}{_WITHIN}{first}", segment.text):
                context.modules.add(part)
                for use in context.uses_of(part, segment.services):
                    context.add(use, "part_of", whole, segment.whole, item, NAME)
