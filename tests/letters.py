"""Makers of letters for tests: a reply around questions and answers, in one of the ways in which councils write."""

from __future__ import annotations

import hashlib

from kg.extracting import extract
from kg.model import Document, Letter, LetterClaims
from kg.reconciling import reconcile
from kg.segmenting import segment

HEAD = """{council}

Date: {date}
Our reference: {reference}

Dear Sir or Madam

Freedom of Information Act 2000

Thank you for your request for information relating to {subject}.

You have requested the following information:

"""
TAIL = """

If you are unhappy with the handling of your request, you can ask for a review.

Yours faithfully

Information Governance
"""


def letter_text(
    body: str,
    *,
    council: str = "Borsetshire County Council",
    date: str = "3 May 2024",
    reference: str = "FOI/24/0107",
    subject: str = "adult social care software",
) -> str:
    return HEAD.format(council=council, date=date, reference=reference, subject=subject) + body + TAIL


def document(text: str, source: str = "letter.txt") -> Document:
    return Document(hashlib.sha256(text.encode()).hexdigest(), source, "text/plain", text)


def read_letter(text: str) -> Letter:
    return segment(document(text))


def claims_of(text: str) -> LetterClaims:
    """What is stated of a letter, and what rules infer from it."""
    letter = read_letter(text)
    return reconcile(letter, extract(letter))


def facts_of(text: str) -> set[tuple[str | None, str, str]]:
    """Service, field and value of each affirmed claim."""
    return {
        (s.claim.service, s.claim.field, s.object.name if s.object else str(s.claim.value))
        for s in claims_of(text).statements
        if s.claim.polarity == "affirmed" and s.claim.field != "part_of"
    }
