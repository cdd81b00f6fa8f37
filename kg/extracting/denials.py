"""Answers of No to a question that repeats the one before for another service: what is so there is not so here."""

from __future__ import annotations

import itertools
import re

from kg.extracting.context import Context, Target
from kg.model import Polarity

NAME = "denials 1"

_NO = re.compile(r"no\b", re.IGNORECASE)
_FIELDS = ("system", "supplier")


def extract(context: Context) -> None:
    """Claims that deny the systems and suppliers of the question before."""
    for before, item in itertools.pairwise(context.items):
        if not item.asked.continues or not item.segments or not _NO.match(item.segments[0].text):
            continue
        told = [claim for field in _FIELDS for claim in context.of_field(field) if claim.question == before.label]
        for claim in told:
            for service in item.asked.services:
                context.add(
                    Target(service, claim.system), claim.field, claim.value, item.segments[0].whole, item, NAME,
                    polarity=Polarity.DENIED,
                )  # fmt: skip
