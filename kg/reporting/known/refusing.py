"""The words of an answer that refuse: a question's row in; that sentence out which refuses, or says what is lacking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Span
from kg.reporting.report import Row
from kg.schemes import scheme
from kg.segmenting import wording
from kg.values.clauses import sentences

_CITED = r"\b(?:s(?:ection|ec)?s?|reg(?:ulation)?s?)\b[\s.]*(?:[\w(),]+\s(?:and|or)\s)?"
_LACKING = (wording.WITHHOLDING, wording.NOT_HELD, wording.NO_ANSWER, wording.NOTHING_TO_GIVE, wording.IN_PART)
_ELSEWHERE = (wording.REFUSING, wording.ASK_ELSEWHERE, wording.PUBLISHED, re.compile(r"\brefer\b", re.IGNORECASE))
_LABEL = re.compile(r"[^\n:.]{1,60}(?=:)")


def refusing_words(row: Row, sections: Sequence[str]) -> Row:
    """A question's row with that sentence of its answer which refuses; verbatim, and in its place.

    The most telling comes first: the section cited, its number, a refusal, what is not held, where else to look. An
    answer in which nothing of the kind is found is told by its first sentence.
    """
    quote, start = str(row["quote"]), row["start"]
    spans = list(_sentences(quote))
    for cue in (*_citing(sections), *_LACKING, *_ELSEWHERE):
        found = next((span for span in spans if cue.search(span.of(quote))), None)
        if found:
            break
    else:
        found = next(iter(spans), None)
    if found is None:
        return row
    return {**row, "quote": found.of(quote), "start": start + found.start if isinstance(start, int) else None}


def services_refused(quote: str, sections: Sequence[str]) -> set[str]:
    """The services whose label opens a sentence that refuses: "Payroll: this is exempt under section 43(2)"."""
    found = set()
    for span in _sentences(quote):
        words = span.of(quote)
        label = _LABEL.match(words)
        if label and any(cue.search(words) for cue in (*_citing(sections), *_LACKING)):
            found |= _named(label[0])
    return found


def _named(label: str) -> set[str]:
    """The services that a label names, also by words too ordinary for a sentence."""
    whole = scheme("services").named(label)
    return {whole.notation} if whole else {concept.notation for concept, _, _ in scheme("services").find(label)}


def _citing(sections: Sequence[str]) -> list[re.Pattern[str]]:
    """Patterns of the sections applied: as they are cited, then by their bare numbers."""
    if not sections:
        return []
    numbers = "|".join(re.escape(section.partition(".")[2]) for section in sections)
    return [re.compile(rf"{before}(?:{numbers})(?!\w)", re.IGNORECASE) for before in (_CITED, r"\b")]


def _sentences(text: str) -> Iterator[Span]:
    """The sentences of a text without the white space around them; what holds no word is none."""
    for span in sentences(text):
        words = span.of(text)
        if re.search(r"\w", words):
            start = span.start + len(words) - len(words.lstrip())
            yield Span(start, start + len(words.strip()))
