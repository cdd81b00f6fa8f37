"""Letters that came with a mail or are quoted in one: what their heads lack, the mail's tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from kg.messages import own_words
from kg.model import Answer, Letter, LetterClaims, Outcome
from kg.triage import substance

_OPEN = (Outcome.UNANSWERED, Outcome.REFERRED)
_POINTS = re.compile(r"\b(?:attach|enclos|amgae)", re.IGNORECASE)


def with_head(letter: Letter, mail: Letter | None) -> Letter:
    """A letter with what its head lacks from that of the mail that it came with; the date of one that is only quoted is
    its own."""
    if mail is None:
        return letter
    return replace(
        letter,
        authority=letter.authority or mail.authority,
        date=_date(letter, mail),
        request_reference=letter.request_reference or mail.request_reference,
        regime=letter.regime or mail.regime,
        subject=letter.subject or mail.subject,
    )


def _date(letter: Letter, mail: Letter) -> str | None:
    """The date of a letter, which is not later than the mail that brought it: a later one is of something else."""
    own, sent = letter.date, mail.date
    if letter.document.quoted_in:
        return own
    return sent if own is None or (sent is not None and len(own) == len(sent) and own > sent) else own


def answered_in(letter: LetterClaims, most: int = 1) -> int:
    """How many answers and statements the newest message of a letter's document makes; counting ends at `most`."""
    own = _folded(own_words(letter.letter.document.text))
    return sum(1 for _ in islice((one for one in _answers(letter) if _folded(one) in own), most))


def _answers(letter: LetterClaims) -> Iterator[str]:
    """Words that state something, or answer a question otherwise than by pointing to what is attached."""
    yield from (one.claim.evidence.quote for one in letter.statements if one.claim.confidence is not None)
    yield from (one.evidence.quote for one in letter.observations)
    asked = (item for item in letter.letter.items if item.question)
    yield from (item.answer.passages[0].text for item in asked if item.answer and tells(item.answer))


def tells(answer: Answer) -> bool:
    """Whether an answer is given in words that do more than point to what is attached."""
    return bool(answer.passages) and answer.outcome not in _OPEN and not _POINTS.search(answer.passages[0].text)


def only_covers(letter: LetterClaims) -> bool:
    """Whether a mail says nothing itself that answers."""
    return not answered_in(letter) and not substance(own_words(letter.letter.document.text))


def _folded(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
