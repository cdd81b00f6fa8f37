"""Letters → findings: what a person should look at, and whether a text is a letter at all."""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.building.covering import answered_in, tells
from kg.model import Finding, Letter, LetterClaims
from kg.persons import shown_name
from kg.segmenting.repeats import repeats
from kg.triage import KINDS, judge_document, unseen

COVER = "covering-mail"
"""The code of the finding that tells of a mail whose reply is attached; it is no fault of a build."""
_LETTER = re.compile(
    r"\b(?:freedom of information|foi(?:a|sa)?|environmental information|request for information|disclosure log"
    r"|information governance|your request|your (?:letter|e-?mail|enquiry|questions)|you (?:asked|requested))\b",
    re.IGNORECASE,
)
_A_FORM = 2
"""So many questions that are asked and answered make a reply of a text that does not say whose it is."""
_MOST_ANSWERED = 6
_A_STATEMENT = 3
"""Points for each statement or answer that was found, of which at most so many count."""


def check_letter(
    letter: LetterClaims, mail: Letter | None = None, given: Collection[str] = ()
) -> tuple[list[Finding], bool]:
    """Findings of one letter, and whether it is one: a reply to a request says so, names who answers, or answers.

    `mail` is what the letter came with, `given` the names of all files that were read.
    """
    head = letter.letter
    file = head.document.source
    answered = answered_in(letter, _MOST_ANSWERED)
    kind = judge_document(head.document, _A_STATEMENT * answered)
    what, cure = KINDS[kind.kind]
    if kind.is_no_letter:
        return [Finding(file, kind.kind.value, f"{file} is no reply but {what}.", cure)], False
    says_so = _is_reply(head, answered) or bool(answered and mail and _LETTER.search(mail.view.text))
    if not says_so and not answered:
        finding = Finding(
            file, "not-a-letter", f"{file} does not look like a reply to a request for information.",
            "Leave it out, or check that its text is complete.",
        )  # fmt: skip
        return [finding], False
    found = [Finding(file, notice.code, notice.message, notice.hint) for notice in head.document.notices]
    if kind.is_doubtful or not says_so:
        what = what if kind.is_doubtful else "no reply to a request for information"
        problem = f"{file} may be {what}; it was read, since something in it answers."
        found.append(Finding(file, "may-be-no-letter", problem, "Leave it out if it answers nothing."))
    found += _missing(letter, given) + _said_again(head)
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


def cover_finding(file: str, letters: Collection[str]) -> Finding:
    """What is said of a mail that only brings letters."""
    named = ", ".join(sorted(letters))
    what = f"{file} only covers {named}, and is no letter of its own."
    return Finding(file, COVER, what, "Nothing is to be done.", level="note")


def _is_reply(head: Letter, answered: int) -> bool:
    """Whether a letter is a reply by its words, by a council's that asks or answers, or by what it asks and answers."""
    if _LETTER.search(head.view.text):
        return True
    asked = [item for item in head.items if item.question]
    if head.authority:
        return bool(asked or answered)
    return sum(1 for item in asked if item.answer and tells(item.answer)) >= _A_FORM


def _said_again(letter: Letter) -> list[Finding]:
    document = letter.document
    lines = sum(document.text.count("\n", start, end) for start, end in repeats(document.text))
    if not lines:
        return []
    problem = f"{document.source} says {lines} lines over again that stand just before; they were read once."
    return [Finding(document.source, "said-again", problem, "Check the file: what made it may have doubled them.")]


def _missing(letter: LetterClaims, given: Collection[str]) -> list[Finding]:
    document = letter.letter.document
    names = unseen(document, given)
    if names is None:
        return []
    shown = ", ".join(f"“{shown_name(name, letter.hidden)}”" for name in names)
    what = f"names {shown} as attached, which {'was' if len(names) == 1 else 'were'}" if names else (
        "says that its answer is attached, and what is attached was"
    )  # fmt: skip
    problem = f"{document.source} {what} not given with it."
    cure = "Save the attachment from the mail, and give it too: it may hold the answer."
    return [Finding(document.source, "attachment-not-given", problem, cure)]
