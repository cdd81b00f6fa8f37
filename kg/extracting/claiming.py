"""Candidates → claims: values as the flat view writes them, with the exact words that support them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.extracting.candidates import Candidate
from kg.extracting.evidence import evidence_of
from kg.extracting.kinds import kinds_in
from kg.extracting.mentions import Mention
from kg.extracting.sheet import Sheet, called
from kg.model import Certainty, Claim, Evidence, Letter, Passage, Span, Value
from kg.values.personal import is_personal, names_at

NAME = "reader 2"
_LONGEST = 180
"""So long may a sentence be that is quoted whole, in characters."""
_NEAR = 80
"""Where a person is named so near, in characters, nothing of what stands around a quote is told."""


def claim_of(sheet: Sheet, one: Candidate) -> Claim:
    """The claim that a candidate of a model makes."""
    words = sheet.words[one.unit]
    view = words.unit.passage.view
    spoken = view.text[one.start : one.end]
    certainty = Certainty.PLANNED if one.planned else Certainty.APPROXIMATE if one.approximate else Certainty.DEFINITE
    return Claim(
        service=one.service,
        system=called(sheet, one.system) if one.system is not None else None,
        field=one.field,
        value=_value(one),
        stated=" ".join(spoken.split()),
        evidence=evidence_of(_quoted(sheet, one)),
        question=_question(sheet, one),
        extractor=one.by or NAME,
        certainty=certainty,
        interval=one.source.interval if isinstance(one.source, Mention) else None,
        confidence=round(one.row, 2),
        because=one.because,
    )


def quiet(letter: Letter, claims: Iterable[Claim], hidden: Sequence[str]) -> Iterator[Claim]:
    """Claims without personal data; `hidden` are the letter's persons.

    What is of a person is no claim, and what is about one is about no system. Words that hold one give way to the
    value's own.
    """
    for claim in claims:
        if is_personal(f"{claim.stated} {claim.value}", hidden):
            continue
        system = None if claim.system and _is_of_person(claim.system, letter.view.text, hidden) else claim.system
        evidence = _quiet(letter.view.canonical, claim, hidden)
        because = tuple(why for why in claim.because if not is_personal(why, hidden))
        if evidence:
            yield replace(claim, system=system, evidence=evidence, because=because)


def _quiet(text: str, claim: Claim, hidden: Sequence[str]) -> Evidence | None:
    """The evidence of a claim without personal data: as it is, or that of the words that state the value."""
    evidence = claim.evidence
    span = evidence.span
    if is_personal(evidence.quote, hidden):
        words = _outside(r"\s+".join(map(re.escape, claim.stated.split())), evidence.quote, hidden)
        if not claim.stated or words is None or is_personal(words[0], hidden):
            return None
        span = Span(span.start + words.start(), span.start + words.end())
        evidence = Evidence(span, words[0])
    around = text[max(0, span.start - _NEAR) : span.end + _NEAR]
    if (evidence.before or evidence.after) and is_personal(around, hidden):
        if _outside(re.escape(evidence.quote), around, hidden) is None:
            return None
        return replace(evidence, before="", after="")
    return evidence


def _is_of_person(name: str, text: str, hidden: Sequence[str]) -> bool:
    """Whether a name is a person's, or stands in a letter only as a part of one."""
    return is_personal(name, hidden) or (name in text and _outside(re.escape(name), text, hidden) is None)


def _outside(pattern: str, text: str, hidden: Sequence[str]) -> re.Match[str] | None:
    """The first match that is no part of a person's name: "Quill" may be a product, and is none in "Ada Quill"."""
    names = names_at(text, hidden)
    for found in re.finditer(pattern, text):
        if not any(start <= found.start() and found.end() <= end for start, end in names):
            return found
    return None


def _question(sheet: Sheet, one: Candidate) -> str | None:
    """The question that a claim answers: of several that are answered together, the first that asks for it."""
    labels = sheet.words[one.unit].unit.questions
    asked = {item.label: kinds_in(item.question.text) for item in sheet.letter.items if item.question}
    for label in labels if len(labels) > 1 else ():
        kinds = asked.get(label, frozenset())
        if one.field in kinds or (one.field.startswith("contract") and any(k.startswith("contract") for k in kinds)):
            return label
    return labels[0] if labels else None


def _value(one: Candidate) -> Value:
    if isinstance(one.value, Decimal) and one.value == one.value.to_integral_value():
        return int(one.value)
    return one.value


def _quoted(sheet: Sheet, one: Candidate) -> Passage:
    """The words that support a claim: a short cell or sentence whole, else the value's own."""
    words = sheet.words[one.unit]
    passage = words.unit.passage
    if passage.end - passage.start <= _LONGEST and "\n" not in passage.text:
        return passage
    first, _ = words.at(one.start, one.end)
    start, end = words.bounds(min(first, len(words.tokens) - 1))
    sentence = Passage(passage.view, min(words.tokens[start].start, one.start), max(words.tokens[end - 1].end, one.end))
    if sentence.end - sentence.start <= _LONGEST:
        return sentence
    return Passage(passage.view, one.start, one.end)
