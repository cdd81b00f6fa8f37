"""Letters → findings: what a person should look at, and whether a text is a letter at all."""

from __future__ import annotations

import re

from kg.model import Finding, LetterClaims

_LETTER = re.compile(
    r"\b(?:freedom of information|foi(?:a|sa)?|environmental information|request for information|disclosure log"
    r"|information governance|your request|your (?:letter|e-?mail|enquiry|questions)|you (?:asked|requested))\b",
    re.IGNORECASE,
)


def check_letter(letter: LetterClaims) -> tuple[list[Finding], bool]:
    """Findings of one letter, and whether it is one: a reply to a request says so or names who answers."""
    head = letter.letter
    file = head.document.source
    if not _LETTER.search(head.view.text) and not (head.authority and any(i.question for i in head.items)):
        finding = Finding(
            file, "not-a-letter", f"{file} does not look like a reply to a request for information.",
            "Leave it out, or check that its text is complete.",
        )  # fmt: skip
        return [finding], False
    found = [Finding(file, notice.code, notice.message, notice.hint) for notice in head.document.notices]
    if head.authority is None:
        found.append(
            Finding(
                file,
                "no-authority",
                f"{file} does not say which authority answers.",
                "Check its head; its claims stand under 'Unknown authority'.",
            )
        )
    if head.date is None:
        found.append(Finding(file, "no-date", f"{file} has no date that could be read.", "Check its head."))
    return found, True
