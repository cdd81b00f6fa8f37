"""The public-interest test in words: "the public interest is best served by maintaining the exemption".

A text enters; the sentence leaves in which an answer says how the test comes out, or that there need not be one
(FOIA 2000, section 2: https://www.legislation.gov.uk/ukpga/2000/36/section/2; EIR 2004, regulation 12(1)(b)).
"""

from __future__ import annotations

import re

from kg.model import PublicInterest, Span
from kg.values.clauses import sentences

_INTEREST = r"public\s+interests?"
_NAMED = re.compile(_INTEREST, re.IGNORECASE)
_NOT_REQUIRED = re.compile(
    rf"\b(?:not|no|without|absolute)\b[^.]{{0,80}}\b{_INTEREST}\s+(?:test|balanc\w+|consider\w+)"
    rf"|{_INTEREST}\s+test\s+(?:does|is|need|was)\s*n[o’']t\b|\babsolute\s+exemption\b[^.]{{0,80}}\b{_INTEREST}",
    re.IGNORECASE,
)
_WEIGHED = re.compile(
    rf"\b{_INTEREST}\b[^.]{{0,160}}\b(?:outweigh\w*|best\s+served|lies?|favou?rs?|maintain\w*|withhold\w*|disclos\w+|balance)"
    rf"|\b(?:outweigh\w*|balance)\b[^.]{{0,160}}\b{_INTEREST}\b"
    rf"|\b{_INTEREST}\b[^.]{{0,80}}\b(?:is|are|was|were|(?:has|have)\s+been|will\s+be)\s+(?:\w+\s+)?(?:met|satisfied|served|stronger|greater)\b"
    rf"|\b(?:stronger|greater|overriding)\s+{_INTEREST}\b",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:outweigh\w*|served|decided|conclu\w+|consider(?:s|ed)|view|balance|lies?|therefore|satisfied|met|favours|stronger|greater"
    r"|overriding|(?:is|was|falls?|rests?|comes?\s+down)\s+(?:\w+\s+)?(?:in\s+(?:favour|withholding|maintaining|disclosing)|on\s+the\s+side))\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    rf"\b(?:have|has|had\s+to)\s+(?:\w+\s+){{0,2}}(?:consider(?:ed)?|weigh(?:ed)?|assess(?:ed)?|appl(?:y|ied)|carried\s+out|conducted|balanced)"
    rf"\s+(?:\w+\s+){{0,3}}{_INTEREST}"
    rf"|\b{_INTEREST}\s+test\s+(?:has|have)\s+been\s+(?:\w+\s+)?(?:consider|weigh|assess|appli|carried|conduct|complet|undertak)\w*",
    re.IGNORECASE,
)
"""That a council has made the test, however it came out."""
_LAW = re.compile(
    r"\b(?:whether|must|requires?|would\s+need)\b|\b(?:if|unless|only\s+where)\b[^.]{0,60}\b(?:in\s+all\s+the\s+circumstances|public\s+interest)",
    re.IGNORECASE,
)
"""Words by which a letter tells what the test is, not how it came out."""


def find_public_interest(text: str) -> tuple[PublicInterest, Span] | None:
    """What `text` says of the test, and the sentence that says it: the last that decides, for arguments come before it."""
    found: tuple[PublicInterest, Span] | None = None
    if not _NAMED.search(text):
        return None
    for sentence in sentences(text):
        words = sentence.of(text)
        if not _NAMED.search(words):
            continue
        if _NOT_REQUIRED.search(words):
            found = PublicInterest.NOT_REQUIRED, sentence
        elif _DONE.search(words) or (_WEIGHED.search(words) and _DECIDED.search(words) and not _LAW.search(words)):
            found = PublicInterest.MADE, sentence
    return found
