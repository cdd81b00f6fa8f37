"""Labels of columns and of lines in forms → the kind of value they announce: "Contract ends" → `contract_end`."""

from __future__ import annotations

import re
from functools import lru_cache

HEADERS: tuple[tuple[str, str], ...] = (
    ("former_system", r"\b(?:former|previous|old|replaced)\b"),
    ("contract_reference", r"\b(?:ref(?:erence)?\.?|contract (?:no|number|id)|agreement no)\b|\b(?:no|number)\.?$"),
    ("supplier", r"\b(?:suppl\w+|company|provider|vendor|contractor|made by|bought from)\b"),
    (
        "in_use_since",
        r"\b(?:in use since|go-?live|live since|first used|went live|since when|live|used since|installed|implemented)\b",
    ),
    ("contract_start", r"\b(?:start\w*|begin\w*|commence\w*)\b|^from$"),
    ("contract_end", r"\b(?:ends?|expir\w+|finish\w*|until|renewal date)\b|^to$"),
    (
        "total_cost",
        r"\b(?:price|cost|value|charge|spend)\b.*\b(?:term|total|whole|life)\b|\btotal\s(?:price|cost|value|charge|spend)\b",
    ),
    ("extension", r"\bexten\w+|\boptions?\b"),
    ("contract_term", r"\b(?:term|length|duration|period)\b"),
    ("annual_cost", r"\b(?:per year|per annum|a year|annual\w*|yearly|p\.?a\.?)\b"),
    ("total_cost", r"\b(?:total|whole|value|over the)\b"),
    ("cost", r"\b(?:cost|price|charge|fee|spend|paid|£)\b"),
    ("hosting", r"\b(?:host\w*|deploy\w*)\b"),
    ("procurement_route", r"\b(?:procure\w*|route|(?:how )?bought(?: by)?|tender\w*|award\w*|how bought)\b"),
    ("users", r"\b(?:users?|log-?ins)\b"),
    ("function", r"\b(?:used for|purpose|functions?|modules?|what for)\b"),
    ("contract_dates", r"\b(?:contract|agreement)\b"),
    ("system", r"\b(?:systems?|products?|software|name|title|package|tool|application|solution)\b"),
)
"""What the label of a column or of a line asks for; the first that fits."""
_SUBJECT = re.compile(r"\b(?:type|area|category|department|directorate|purpose of|request)\b", re.IGNORECASE)
_HEADERS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in HEADERS)


@lru_cache(maxsize=2048)
def header_kind(text: str) -> str | None:
    """The kind of value that a label announces, or None; "System type" or "Area" announce none."""
    if _SUBJECT.search(text):
        return None
    return next((kind for kind, pattern in _HEADERS if pattern.search(text)), None)
