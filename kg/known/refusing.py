"""The words of an answer that refuse: a question's row in, the same with those words as its evidence out."""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.known.rows import Row
from kg.values.clauses import sentences

REFUSED = ("withheld", "partly_answered", "not_held", "referred")
"""Outcomes of questions that were not given what they ask for."""
_OLDER = (
    "This graph was built before graphs told which words refuse and what they say of the public interest: "
    "answers are told by their first words. Build it again."
)


def refusing_words(row: Row) -> Row:
    """A question's row with the sentence of its answer that refuses; with the first one where it refuses nothing."""
    quote, start = str(row["quote"] or ""), row["start"]
    if row["refusing"]:
        return {**row, "quote": row["refusing"], "start": row["refusing_start"]}
    for span in sentences(quote):
        words = span.of(quote)
        if re.search(r"\w", words):
            at = span.start + len(words) - len(words.lstrip())
            return {**row, "quote": words.strip(), "start": start + at if isinstance(start, int) else None}
    return row


def older(rows: Collection[Row]) -> tuple[str, ...]:
    """What a report says of a graph that does not tell which words refuse: a note, or none."""
    refused = [row for row in rows if row["outcome"] in REFUSED and row["quote"]]
    return (_OLDER,) if refused and not any(row["refusing"] for row in refused) else ()
