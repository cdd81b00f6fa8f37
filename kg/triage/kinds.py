"""A message → what it is: a reply, or something else that councils, mail programs and those who ask send."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.messages import messages_of, own_words
from kg.model import Document
from kg.triage.evidence import KINDS, Kind, Place, evidence

_SURE = 7
"""So many points for a kind, at the least, and it is that."""
_AHEAD = 2
"""So many points more than for a reply."""
_READ = 20_000
"""How much of a message is looked at, in characters: what is no reply is short."""
_OPENING = 700
"""How much of a message is its opening, in characters."""
_SAID = re.compile(
    r"^[^\w\n]*(?:(?:our|the|council(?:'s)?|council’s) )?(?:answer|response|reply|ateb|a)"
    r"\W{0,3}\d{0,2}[a-z]?\W{0,3}[:.–-]",
    re.IGNORECASE | re.MULTILINE,
)
_ASKED = re.compile(
    r"\?[ \t*_”\"]*\n+[ \t]*(?![^\n]*\?[ \t*_”\"]*(?:\n|$))(?!(?:[^\w\n]|_)*(?:\d{1,2}|[a-z])[.)] )"
    r"(?![^\n]*\b(?:attach|enclos|dear\b))[^\n]*\w",
    re.IGNORECASE,
)
"""A question with something else than a question below it, which does not only point to what is attached."""
_CITED = re.compile(r"[\"“][^\"“”]{40,}[\"”]")
"""The words of somebody else, as letters give them."""
_TOLD = re.compile(r"^[^\w\n]*you (?:also |then )?(?:ask|asked|want|wanted|wished)\b", re.IGNORECASE | re.MULTILINE)
"""Questions that are told again, one by one."""
_NUMBERED = re.compile(r"^[^\w\n]*[QA]\d{1,2}[a-z]?[ ]?[-–:.)][ ](?=[^\n]*\w)[^\n]*[^\s?:][ \t]*$", re.MULTILINE)
"""What stands behind the number of a question and is none."""
_BLANK = re.compile(r"(?:(?<!_)_{4,}|(?<!\.)\.{6,}|(?<!…)…{3,}|\[ ?\]|☐|□)[ \t|]*$", re.MULTILINE)
_MOST_BLANKS = 6
_EMPTY = re.compile(r"^[^\n:]{2,60}:[ \t]*$", re.MULTILINE)
_PLAIN = 4
"""So many points has evidence for a reply that is an answer in itself."""
_AN_ANSWER, _MOST = 3, 12
"""Points for each answer that is marked as one, or stands below its question; and for all of them, at most."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a piece of mail is likeliest, and the points for that; those that words give to a reply, and those that it
    gets since answers were found in it."""

    kind: Kind
    points: int
    words: int
    answered: int = 0

    @property
    def for_answer(self) -> int:
        """All points for a reply: those of its words, and those of what was found in it."""
        return self.words + self.answered

    @property
    def is_no_letter(self) -> bool:
        """Whether it is no reply, beyond doubt."""
        return self.points >= max(_SURE, self.for_answer + _AHEAD)

    @property
    def is_doubtful(self) -> bool:
        """Whether it may be no reply: its words alone say that it is none."""
        return not self.is_no_letter and self.points >= max(_SURE, self.words + _AHEAD)


def judge_document(document: Document, answered: int = 0) -> Judgement:
    """What the newest message of a document is, by its words and by the headers of its file."""
    top = messages_of(document.text)[0]
    headers = document.envelope.headers if document.envelope else (f"to: {top.to}",)
    told = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in headers)}
    return judge(own_words(document.text), top.subject, top.sender or told.get("from", ""), headers, answered=answered)


def substance(words: str) -> int:
    """Points for words that answer by themselves, and do not only say where the answer is."""
    return structure(words) + sum(
        one.points
        for one in evidence()
        if one.kind is Kind.ANSWER and one.points >= _PLAIN and one.pattern.search(words)
    )


def judge(
    words: str, subject: str = "", sender: str = "", headers: Sequence[str] = (), *, answered: int = 0
) -> Judgement:
    """What a message of these words is; `answered` counts what was found in it that answers, from other sources."""
    words = words[:_READ]
    points = _points(words, subject, sender, headers)
    for_answer = points[Kind.ANSWER] + structure(words)
    points[Kind.FORM] += _blanks(words)
    kind = max(KINDS, key=lambda one: points[one])
    return Judgement(kind, points[kind], for_answer, answered)


def _points(words: str, subject: str, sender: str, headers: Sequence[str]) -> Counter[Kind]:
    folded = " ".join(words.replace("’", "'").split())
    own = _CITED.sub(" ", folded)
    places: Mapping[Place, Sequence[str]] = {
        Place.HEADERS: headers, Place.SUBJECT: (subject,), Place.SENDER: (sender,),
        Place.OPENING: (own[:_OPENING],), Place.WORDS: (own,),
    }  # fmt: skip
    found: Counter[Kind] = Counter()
    for one in evidence():
        if any(one.pattern.search(text) for text in places[one.place]):
            found[one.kind] += one.points
    return found


def structure(words: str) -> int:
    """Points for answers that are marked as such, or stand below questions."""
    asked_again = max(0, len(_TOLD.findall(words)) - 1)
    answers = len(_SAID.findall(words)) + len(_ASKED.findall(words)) + len(_NUMBERED.findall(words))
    return min(_MOST, _AN_ANSWER * (answers + asked_again))


def _blanks(words: str) -> int:
    """Points for what is to be filled in and is not."""
    return min(_MOST_BLANKS, len(_BLANK.findall(words)) + len(_EMPTY.findall(words)) // 2)
