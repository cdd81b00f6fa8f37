"""How answers refuse: the sentence that does, the services it names, and what is said of the public-interest test.

Items with their outcomes go in; the same items come out, their answers told how they refuse. An answer that refuses,
lacks something or sends the reader elsewhere gives as a rule reasons, too: the sentence sought is the most telling one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Answer, Item, Outcome, Passage, Refusal, Span, Weighing
from kg.schemes import scheme
from kg.segmenting import wording
from kg.values.clauses import sentences
from kg.values.public_interest import find_public_interest

_REFUSED = frozenset({Outcome.WITHHELD, Outcome.PARTLY_ANSWERED, Outcome.NOT_HELD, Outcome.REFERRED})
_CITED = r"\b(?:s(?:ection|ec)?s?|reg(?:ulation)?s?)\b[\s.]*(?:[\w(),]+\s(?:and|or)\s)?"
_LACKING = (wording.WITHHOLDING, wording.NOT_HELD, wording.NO_ANSWER, wording.NOTHING_TO_GIVE, wording.IN_PART)
_ELSEWHERE = (wording.REFUSING, wording.ASK_ELSEWHERE, wording.PUBLISHED, re.compile(r"\brefer\b", re.IGNORECASE))
_LABEL = re.compile(r"[^\n:.]{1,60}(?=:)")


def refused(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items of a letter, each answer that refuses with its refusal and what it says of the public interest."""
    starts = [item.question.passage.start for item in items if item.question]
    return tuple(
        replace(item, answer=_told(item.answer, starts)) if item.answer and item.answer.passages else item
        for item in items
    )


def _told(answer: Answer, starts: Sequence[int]) -> Answer:
    interest = _weighing(answer, starts) if answer.exemptions else None
    return replace(answer, refusal=_refusal(answer) if answer.outcome in _REFUSED else None, interest=interest)


def _refusal(answer: Answer) -> Refusal | None:
    """The most telling sentence, verbatim: the section cited, its number, a refusal, what is not held, where else to
    look. An answer in which nothing of the kind is found is told by its first sentence."""
    text = answer.passages[0].view.canonical
    spans = [span for passage in answer.passages for span in _sentences(text, passage.span)]
    citing = _citing(answer.exemptions)
    for cue in (*citing, *_LACKING, *_ELSEWHERE):
        found = next((span for span in spans if cue.search(span.of(text))), None)
        if found:
            break
    else:
        found = next(iter(spans), None)
    if found is None:
        return None
    in_part = answer.outcome is Outcome.PARTLY_ANSWERED
    return Refusal(found, _services(text, spans, (*citing, *_LACKING)) if in_part else ())


def _services(text: str, spans: Sequence[Span], cues: Sequence[re.Pattern[str]]) -> tuple[str, ...]:
    """The services whose label opens a sentence that refuses: "Payroll: this is exempt under section 43(2)"."""
    found: set[str] = set()
    for span in spans:
        words = span.of(text)
        label = _LABEL.match(words)
        if label and any(cue.search(words) for cue in cues):
            found |= _named(label[0])
    return tuple(sorted(found))


def _named(label: str) -> set[str]:
    """The services that a label names, also by words too ordinary for a sentence."""
    whole = scheme("services").named(label)
    return {whole.notation} if whole else {concept.notation for concept, _, _ in scheme("services").find(label)}


def _citing(sections: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    """Patterns of the sections applied: as they are cited, then by their bare numbers."""
    if not sections:
        return ()
    numbers = "|".join(re.escape(section.partition(".")[2]) for section in sections)
    return tuple(re.compile(rf"{before}(?:{numbers})(?!\w)", re.IGNORECASE) for before in (_CITED, r"\b"))


def _sentences(text: str, whole: Span) -> Iterator[Span]:
    """The sentences of a passage without the white space around them; what holds no word is none."""
    passage = whole.of(text)
    for span in sentences(passage):
        words = span.of(passage)
        if re.search(r"\w", words):
            start = whole.start + span.start + len(words) - len(words.lstrip())
            yield Span(start, start + len(words.strip()))


def _weighing(answer: Answer, starts: Sequence[int]) -> Weighing | None:
    """What is said of the test between the first words of a refusal and the next question: reasons may stand apart."""
    first, last = answer.passages[0], max(passage.end for passage in answer.passages)
    whole = Passage(first.view, first.start, min((start for start in starts if start >= last), default=last))
    found = find_public_interest(whole.text)
    return Weighing(found[0], whole.sub(found[1].start, found[1].end)) if found else None
