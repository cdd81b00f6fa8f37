"""A letter → why it is read as it is: its lines with their roles, what is stated, what is unsure, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.building import decided_letters, read_letters
from kg.decisions.telling import signature, summary
from kg.errors import NotFoundError, guarded
from kg.extracting import UNSURE, Candidate, Weighed, ruled, weigh, why_not
from kg.extracting.refusing import REASONS
from kg.model import Claim, Decision, Document, Fate, Letter
from kg.persons import shown_name
from kg.scoring import UNIT
from kg.segmenting import lines_of, outline, readings, segment
from kg.values.addresses import is_postal
from kg.values.personal import is_personal
from kg.weights import shipped

if TYPE_CHECKING:
    from kg.proposing.answers import Answers

_ROLES = {
    "F": "furniture", "I": "introduces", "H": "heading", "Q": "asks", "q": "asks on", "A": "answers", "a": "answers on",
    "P": "asks and answers", "T": "table head", "R": "table row", "N": "note",
}  # fmt: skip
_WIDTH = 88


def explain(document: Document, question: str | None = None, answers: Answers | None = None) -> Iterator[str]:
    """Lines of text that say how a letter is read; with `question` only what concerns that question, with `answers`
    also what became of what a language model proposes.

    Raises:
        ReadError: reading the letter failed.
        NotFoundError: it has no such question.
    """
    with guarded(document.source):
        found = list(_explained(document, question, answers))
    yield from found


def decided(
    documents: Sequence[Document], decisions: Sequence[Decision], answers: Answers | None = None
) -> Iterator[str]:
    """Lines of text that say what people have decided about letters, and what became of it; nothing if nothing."""
    if not decisions:
        return
    found = decided_letters(read_letters(documents, [], answers), decisions, answers)
    rulings = [one for one in found.rulings if one.letter]
    if rulings:
        yield ""
        yield "Decided by people"
    for one in rulings:
        yield f"  {summary(one.decision)}"
        yield f"        {one.effect}: {one.told}"
        yield f"        {signature(one.decision)} ({one.decision.file}, line {one.decision.line})"


def _explained(document: Document, question: str | None, answers: Answers | None) -> Iterator[str]:
    letter = segment(document)
    proposed = answers.of(document) if answers else None
    found = weigh(letter, proposed=proposed)
    labels = [item.label for item in letter.items if item.label]
    if question is not None and question not in labels:
        raise NotFoundError(f"{document.source} has no question {question}.", _labels(labels))
    if question is None:
        yield from _reading(document, found.hidden)
        yield ""
    wanted = [one for one in found.candidates if _is_wanted(found, one, question)]
    stated = [one for one in wanted if one in found.stated]
    yield "Stated"
    yield from _told(found, stated) if stated else ("  nothing",)
    yield ""
    by_rule = [claim for claim in ruled(found) if question is None or claim.question == question]
    if by_rule:
        yield "Stated by rule"
        yield from _ruled(by_rule)
        yield ""
    yield "Unsure"
    unsure = [one for one in wanted if one not in found.stated and one.fact >= UNSURE]
    yield from _told(found, unsure) if unsure else ("  nothing",)
    if answers:
        yield ""
        yield "Proposed"
        yield from _proposed(letter, found) if proposed else ("  nobody was asked about this letter",)


def proposal_text(letter: Letter, hidden: Sequence[str], fate: Fate) -> str:
    """What was proposed, in a line."""
    from kg.exporting.proposals import shown_words

    said = shown_words(letter, hidden, fate)
    about = ", ".join(part for part in (said["service"], said["system"]) if part)
    return f"{said['field']}: {said['value']}  [{about}]  “{said['quote']}”" if fate.proposal else "no proposal"


def _proposed(letter: Letter, found: Weighed) -> Iterator[str]:
    """Each proposal with what became of it; its own words only as far as they are the letter's."""
    for fate in found.fates:
        became = "stated" if fate.stated else "taken, but not stated"
        if fate.reason:
            became = f"refused ({fate.reason}): {REASONS[fate.reason]}"
        yield f"  {proposal_text(letter, found.hidden, fate)}"
        yield f"        {became}"
    for one in found.withdrawn:
        if claim := found.claim_of(one):
            yield f"  {claim.field}: {claim.value}  [{_about(claim)}]"
            yield "        withdrawn: it would be stated had nobody been asked"
    if not found.fates:
        yield "  nothing"


def _labels(labels: Sequence[str]) -> str:
    return f"It has: {', '.join(labels)}." if labels else "None of its questions has a label: leave --question out."


def _is_wanted(found: Weighed, one: Candidate, question: str | None) -> bool:
    return question is None or question in found.sheet.words[one.unit].unit.questions


def _reading(document: Document, hidden: Sequence[str]) -> Iterator[str]:
    """Each line with its role, and the role that the next best reading gives it where that is another."""
    lines = lines_of(outline(document).view)
    best, *others = readings(lines, shipped())
    yield f"Lines of {shown_name(document.source, hidden)}"
    if others:
        odds = (best.score - others[0].score) / UNIT
        yield f"  the next best reading is less likely by {odds:.1f} (natural logarithm of the odds)"
    for number, (line, role) in enumerate(zip(lines, best.roles, strict=True), start=1):
        other = others[0].roles[number - 1] if others else role
        beside = f" (or {_ROLES[other]})" if other != role else ""
        quiet = is_personal(line.text, hidden) or is_postal(line.text)
        text = "…" if quiet else line.text[:_WIDTH]
        yield f"  {number:4}  {_ROLES[role] + beside:18}  {text}"


def _told(found: Weighed, ones: list[Candidate]) -> Iterator[str]:
    for one in sorted(ones, key=lambda one: (one.start, one.field, -one.row)):
        claim = found.claim_of(one)
        if claim is None:
            continue
        yield f"  {claim.field}: {claim.value}  [{_about(claim)}]"
        yield f"        field and value {one.fact:.2f}, with service and system {one.row:.2f}"
        if reason := why_not(one, found.candidates, found.telling):
            yield f"        not stated: {reason}"
        if claim.because:
            yield f"        spoke for it: {'; '.join(claim.because)}"
        yield f"        words: {' '.join(claim.evidence.quote.split())[:_WIDTH]}"


def _ruled(claims: Sequence[Claim]) -> Iterator[str]:
    for claim in sorted(claims, key=lambda claim: (claim.evidence.span.start, claim.field, str(claim.value))):
        yield f"  {claim.field}: {claim.value}  [{_about(claim)}; {claim.extractor}]"
        yield f"        words: {' '.join(claim.evidence.quote.split())[:_WIDTH]}"


def _about(claim: Claim) -> str:
    parts = (claim.service or "no service", claim.system, f"question {claim.question}" if claim.question else None)
    return ", ".join(part for part in parts if part)
