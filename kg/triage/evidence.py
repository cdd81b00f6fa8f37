"""What speaks for each kind of mail that is no reply, and for a reply, as `ontology/mail-evidence.tsv` has it: each
line a pattern with its points.

Points are added up by `kinds.py`. Four are about as much as one plain sentence that only such mail has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kg.errors import DataError
from kg.resources import ontology_dir

_TABLE = "mail-evidence.tsv"


class Kind(StrEnum):
    """What a piece of mail is; the value is the code of its finding."""

    ANSWER = "answer"
    OUT_OF_OFFICE = "out-of-office"
    BOUNCE = "bounce"
    ACKNOWLEDGEMENT = "acknowledgement"
    REQUEST = "request"
    CLARIFICATION = "clarification"
    HOLDING = "holding-reply"
    FORM = "blank-form"
    NEWSLETTER = "newsletter"


KINDS: dict[Kind, tuple[str, str]] = {
    Kind.OUT_OF_OFFICE: (
        "an automatic reply of somebody who is away",
        "Nothing is to be read in it; look for the reply that came later.",
    ),
    Kind.BOUNCE: (
        "a report of a mail program on whether a message was delivered",
        "Nothing is to be read in it; if a request came back, it was never answered.",
    ),
    Kind.ACKNOWLEDGEMENT: (
        "an acknowledgement: it says that a request has arrived, and answers nothing",
        "Give the reply that came later.",
    ),
    Kind.REQUEST: ("a request for information, without an answer", "Give the reply to it."),
    Kind.CLARIFICATION: (
        "a question back to who asked, about what the request means",
        "Give the reply that came once that was clear.",
    ),
    Kind.HOLDING: (
        "a holding reply: it puts the answer off",
        "Give the reply that came later.",
    ),
    Kind.FORM: ("a blank form", "Give the reply, or the form as it was filled in."),
    Kind.NEWSLETTER: ("a newsletter or circular", "Leave it out: it is no reply to a request."),
}
"""What each kind that is no letter is called in its finding, and what to do about it."""


class Place(StrEnum):
    """Where evidence is looked for."""

    HEADERS = "headers"
    SUBJECT = "subject"
    SENDER = "sender"
    OPENING = "opening"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A pattern, where it is looked for, how many points it gives, and to which kind. It counts once, however often
    it is found; some speak against a kind."""

    kind: Kind
    place: Place
    points: int
    pattern: re.Pattern[str]


@cache
def evidence() -> tuple[Evidence, ...]:
    """All evidence.

    Raises:
        DataError: the table is damaged.
    """
    try:
        lines = (ontology_dir() / _TABLE).read_text(encoding="utf-8").splitlines()
        return tuple(_evidence(line) for line in lines if line and not line.startswith("#"))
    except (OSError, ValueError, re.error) as error:
        raise DataError(f"The table {_TABLE} is damaged: {error}.", "Install the package again.") from error


def _evidence(line: str) -> Evidence:
    kind, place, points, pattern = line.split("\t")
    return Evidence(Kind(kind), Place(place), int(points), re.compile(pattern, re.IGNORECASE))
