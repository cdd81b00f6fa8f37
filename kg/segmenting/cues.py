"""How a passage says which questions it answers."""

from __future__ import annotations

import re

from kg.segmenting.labels import LABEL_LIST, LISTED_LABELS

JOINT = re.compile(
    rf"""^(?: (?:for|in \s (?:respect|relation|answer|response|reply) \s (?:of|to)|with \s regards? \s to|regarding|as \s to|as \s regards|re|(?:the\s|our\s)?(?:answers?|responses?|reply)\s(?:to|for)) \s )?
        (?: (?:your|the) \s )?
        (?: (?:questions?|parts?|points?|items?) \s? | qs?\.?\s? | (?={LISTED_LABELS}) )
        (?P<labels>{LABEL_LIST})
        (?: \s* [,:;–-] | \s* $ | \s (?=[a-z]) | [.)] \s )""",
    re.IGNORECASE | re.VERBOSE,
)
"""A passage that says which questions it answers: "For Questions 3 to 6c, …", "4-11. …"."""
