"""Answers → the drafts they belong to: by their place, by the labels they repeat, by the questions they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Note, Outcome, Passage
from kg.segmenting import cues
from kg.segmenting.blocks import Block
from kg.segmenting.drafts import Draft
from kg.segmenting.labels import LABEL_LIST, bullet_length, labels_in
from kg.segmenting.outcomes import outcome_of, sections

_LABELS = re.compile(
    rf"(?:(?:questions?|parts?|points?|qs?)\.?\s?)?{LABEL_LIST}\s*(?::|\n|\s[–-]\s|[.)]\s)\s*", re.IGNORECASE
)


def assign(
    rest: Sequence[Block],
    draft: Draft,
    drafts: Sequence[Draft],
    known: Sequence[str],
    notes: list[Note],
    *,
    listed: bool = False,
) -> None:
    """Give each block to the answer it belongs to: this question's, or those that a joint answer names.

    Remarks on figures become notes; the weighing of the public interest answers nothing. Where questions are `listed`
    apart from their answers, an answer's own labels say what it answers.
    """
    current, joint = [draft], False
    weighing = False
    listed = listed or sum(not one.own and not one.joint for one in drafts) >= max(2, 0.5 * len(drafts))
    for block in rest:
        if _asks_again(block):
            continue
        text = block.text
        if (note := cues.NOTE.match(text)) and not sections(text):
            notes.append(Note(labels_in(note["labels"], known), block.passage))
            continue
        if cues.ARGUMENTS.match(text):
            weighing = True
        if weighing or (block.is_bold and cues.EXPLAINING.match(text)):
            weighing = weighing and not re.match(r"(?:having|on balance|the decision|we (?:find|conclude))", text, re.I)
            continue
        if listed and _take_rows(block, draft, drafts):
            continue
        led, length = _leading(block, draft, drafts) if listed or draft.parent else ([], 0)
        if led:
            current, joint = led, len(led) > 1
            for one in current:
                _give(block.passage.sub(length).strip(), one.joint if joint else one.own)
            continue
        whole = " ".join(block.passage.text.split())
        if match := cues.JOINT.match(whole):
            named = labels_in(match["labels"], known)
            current = [one for one in drafts if one.label in named] or current
            joint = joint or bool(named)
            if match.end() == len(whole) and named:
                continue
            block = replace(block, passage=without_labels(block.passage)) if named else block
        elif refused := _refused_elsewhere(whole, draft, drafts, known):
            current, joint = refused, True
        elif any(one.own or one.joint for one in current) and _only_weighs(text):
            continue
        for one in current:
            _give(block.body if block.is_answer else block.passage, one.joint if joint else one.own)


def _asks_again(block: Block) -> bool:
    """Whether a block only says that a question or the request follows: "You asked:", "Your questions were:"."""
    bare = block.label is not None and block.label.word == "q" and not block.text and not block.label.number
    return bare or (block.text.endswith(":") and len(block.text) < 60 and bool(cues.REQUEST_BEGINS.search(block.text)))


def without_labels(passage: Passage) -> Passage:
    """Without the labels and the colon by which a joint answer begins: "Q1-Q4: …"."""
    match = _LABELS.match(passage.text)
    return passage.sub(match.end()).strip() if match else passage


def _give(passage: Passage, to: list[Passage]) -> None:
    if passage.start < passage.end:
        to.append(passage)


_LEADING = re.compile(
    rf"""\W{{0,3}} (?P<word> (?: (?:in|as|with|for|re) \s (?:answer|response|reply|respect|relation|regards?)? \s? (?:to|of)? \s?
            | (?:our\s|the\s)? (?:answers?|responses?|reply) (?:\s(?:to|for))? \s | regarding \s )?
          (?:(?:your\s)? (?:questions?|qs?|points?|parts?|items?|no|ans|a) \.? \s?)? )
        \(? (?P<labels>{LABEL_LIST}) \)? (?P<stop>\s*[.):,;–-]+(?=\s|$|[A-Z£]) | \s+(?=[\d£A-Z“"]|[a-z]{{2,}}\s) | \s*$)""",
    re.IGNORECASE | re.VERBOSE,
)
"""The labels with which an answer begins, where its questions stand in a list above it."""


def _leading(block: Block, draft: Draft, drafts: Sequence[Draft]) -> tuple[list[Draft], int]:
    """The questions, all without an answer, whose labels an answer repeats; and how much of it they take.

    Within the parts of one question a bare letter is enough.
    """
    match = _LEADING.match(re.sub(r"(?<=\d)/(?=\d{1,2}\b)", ",", block.passage.text[:200]))
    if match is None or not (block.label or match["word"].strip() or match["stop"].strip()):
        return [], 0
    labels = match["labels"]
    part = [one for one in drafts if one.part == draft.part]
    known = [one.label.removeprefix(one.part) for one in part]
    named = {draft.part + label for label in labels_in(labels, known)}
    if not named and draft.parent and not re.search(r"\d", labels):
        siblings = [one for one in drafts if one.parent == draft.parent]
        known = [one.label.removeprefix(draft.parent) for one in siblings]
        named = {draft.parent + label for label in labels_in(labels, known)}
    found = [one for one in drafts if one.label in named]
    free = all(not one.own and not one.joint for one in found)
    return (found, match.end()) if free else ([], 0)


_ROW = re.compile(
    r"\|?\s*(?:Q(?:uestion)?\s?)?(?P<label>\d{1,2}[a-z]?)[.)]?\s*(?:\||\t|\s{2,})\s*(?P<words>[^|\n]*[^|\s])",
    re.IGNORECASE,
)


def _take_rows(block: Block, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Give the rows of a table of answers, each under the number of its question, to the questions; whether it is one."""
    lines = list(block.passage.lines())
    free = {one.label: one for one in drafts if not one.own and not one.joint}
    rows = [(line, match) for line in lines if (match := _ROW.match(line.text))]
    named = [(line, match) for line, match in rows if draft.part + match["label"] in free]
    if len(named) < 2 or len({match["label"] for _, match in named}) < 0.5 * len(lines):
        return False
    for line, match in named:
        _give(line.sub(*match.span("words")), free[draft.part + match["label"]].own)
    return True


def _refused_elsewhere(text: str, draft: Draft, drafts: Sequence[Draft], known: Sequence[str]) -> list[Draft]:
    """The questions, without an answer of their own, that a refusal names somewhere in its words."""
    match = cues.NAMED_REFUSAL.search(text)
    if match is None:
        return []
    named = labels_in(match["labels"] or match["after"], known)
    refused = [one for one in drafts if one.label in named and not one.joint and not _says_much(one)]
    return refused if any(one is not draft for one in refused) else []


def _says_much(draft: Draft) -> bool:
    """Whether a question has an answer of its own, not only the words that it is refused or answered elsewhere."""
    return len(" ".join(passage.text for passage in draft.own)) > 90


def share(before: Sequence[Block], drafts: Sequence[Draft]) -> None:
    """Give the answer to a whole request, before its questions or after the last of them, to all that have none.

    It refuses them, or is announced as the response. Also what stands before the questions and refuses some of them by
    their labels.
    """
    known = [draft.label for draft in drafts]
    for block in before:
        for one in _refused_elsewhere(" ".join(block.passage.text.split()), drafts[0], drafts, known):
            _give(block.passage, one.joint)
    *others, last = drafts
    if not others or any(one.own or one.joint for one in others):
        return
    if last.own and last.own[0].start >= last.head.end:
        ordered = in_order(last.own, len(drafts))
        if ordered:
            for one, passage in zip(drafts, ordered, strict=True):
                one.own = [passage]
        elif last.announced or _refuses_all(last.own):
            for one in others:
                one.joint += last.own
    elif not last.own and not last.joint:
        refusal = [block.passage for block in before if sections(block.text)]
        if refusal and _refuses_all(refusal):
            for one in drafts:
                one.joint += refusal


def in_order(passages: Sequence[Passage], count: int) -> list[Passage]:
    """As many answers as questions, in the order of the questions: a paragraph or a line each."""
    if count < 3:
        return []
    if len(passages) == count:
        return [passage.sub(bullet_length(passage.text)).strip() for passage in passages]
    for skipped in (0, 1):
        lines = [line for passage in passages[skipped:] for line in passage.lines()]
        if len(lines) == count:
            return [line.sub(bullet_length(line.text)).strip() for line in lines]
    return list(passages[1:]) if len(passages) == count + 1 and passages[0].text.endswith((":", "below.")) else []


_OF_ALL = re.compile(
    r"\b(?:your|this|the)\s(?:\w+\s)?request\b|\binformation\s(?:that\s)?(?:you\s(?:have\s)?)?(?:requested|asked)|\brequested\sinformation"
    r"|\b(?:all|any)\s(?:of\s)?(?:your|these|the)\squestions|\b(?:this|the)\sinformation\b",
    re.IGNORECASE,
)
"""Words by which an answer is to the request as a whole."""


def _refuses_all(passages: Sequence[Passage]) -> bool:
    text = "\n\n".join(p.text for p in passages)
    return outcome_of(text)[0] in (Outcome.WITHHELD, Outcome.NOT_HELD) and bool(_OF_ALL.search(text))


def _only_weighs(text: str) -> bool:
    return bool(cues.WEIGHING.search(text)) and not (_tells_where(text) or sections(text))


def _tells_where(text: str) -> bool:
    return "http" in text or "www." in text or bool(re.search(r"\bref(?:erence)?\b", text, re.IGNORECASE))
