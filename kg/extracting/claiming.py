"""Candidates → claims: values as the flat view writes them, with the exact words that support them."""

from __future__ import annotations

from decimal import Decimal

from kg.extracting.candidates import Candidate
from kg.extracting.evidence import evidence_of
from kg.extracting.kinds import kinds_in
from kg.extracting.mentions import Mention
from kg.extracting.sheet import Sheet, called
from kg.model import Certainty, Claim, Passage, Value

NAME = "reader 2"
_LONGEST = 180
"""So long may a sentence be that is quoted whole, in characters."""


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
        extractor=NAME,
        certainty=certainty,
        interval=one.source.interval if isinstance(one.source, Mention) else None,
        confidence=round(one.row, 2),
        because=one.because,
    )


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
