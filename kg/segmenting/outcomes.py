"""What became of a question: words of an answer → outcome, sections applied, questions it points to.

Sections count only where the Act in question has an exemption under that number, and where no other Act is
named: "section 47 enquiries" (Children Act 1989) and "section 106" (Town and Country Planning Act 1990) are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Outcome
from kg.segmenting.labels import LABEL_LIST, labels_in

_SECTION = re.compile(
    r"\b(?P<kind>s(?:ection|ec|\.)?s?|reg(?:ulation|\.)?s?)\s?\.?\s?(?P<number>\d{1,2})(?!\d|/)"
    r"(?P<parts>,\s?\d(?![\d(])|(?:\s?\(\s?\w{1,3}\s?\))*)"
    r"(?P<more>(?:\s*(?:,|and|&)\s*(?:\d{1,2}\s?(?:\(\s?\w{1,3}\s?\))+))*)"
    r"(?P<act>\s*(?:\([^)]{0,60}\)\s*)?of\s(?:the\s)?[A-Z][\w'’ ,()&-]{0,60})?",
    re.IGNORECASE,
)
_MORE = re.compile(r"\d{1,2}\s?(?:\(\s?\w{1,3}\s?\))+")
_EXEMPTING = {"s": frozenset({12, 14, *range(21, 45)}), "reg": frozenset({6, 10, 11, 12, 13})}
_THIS_LAW = re.compile(
    r"freedom of information|foi|environmental information|eir|^the act|^act\b|^the regulations|these", re.I
)

_READ_WITH = re.compile(r"\bread\s(?:together\s)?with\s(?:the\s)?$", re.IGNORECASE)
"""A section that only explains the one applied before it."""
_POINTER = re.compile(
    rf"^(?:please\s)?(?:see|refer(?:\sback)?\sto|as(?:\sper|\sin|\sat|\sfor)?|same\sas|(?:is\s)?covered\s(?:by|in|at))\s"
    rf"(?:also\s)?(?:the\s|my\s|our\s)?(?:answers?\s(?:to|at|for|in)\s)?(?:questions?|qs?\.?|points?|parts?|answers?)?\s?"
    rf"(?P<labels>{LABEL_LIST})(?=\W|$)",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"^(?:please\s)?(?:see|as|same\sas)\s(?:the\s)?(?:answer\s)?above\b", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(
    r"^(?:not\s(?:applicable|relevant)|n/?\.?a\.?)\b[^a-z]*$|^not\sapplicable\b", re.IGNORECASE
)
_NOT_HELD = re.compile(
    r"\b(?:(?:is|are)\snot\s(?:currently\s|centrally\s)?(?:held|recorded)"
    r"|(?:do|does)(?:\snot|n['’]t)\s(?:currently\s|centrally\s)?(?:hold|record)\b"
    r"|no\s(?:recorded\s)?information\s(?:is\s)?held|holds?\sno\s(?:recorded\s)?(?:information|record|data)"
    r"|(?:have|has)\sno\s(?:recorded\s)?(?:record|information)\b|not\sheld\b)",
    re.IGNORECASE,
)
_NO_ANSWER = re.compile(
    r"\bno\s(?:\w+\s){0,2}(?:is|are)\sheld\b|(?:have|['’]ve)\sno\s(?:recorded\s)?information|not\sin\sa\sposition\sto\s(?:say|answer)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\bplease\s(?:put|direct|address|send)\syour\s(?:question|request|enquiry)|\b(?:should|must)\sbe\s(?:put|directed|addressed)\sto\b",
    re.IGNORECASE,
)
"""The duty to advise and assist: who else to ask (FOIA 2000 s.16)."""
_IN_PART = re.compile(
    r"\bno\s(?:separate|such|recorded)?\s?(?:price|figure|value|cost|sum|breakdown)s?\s(?:is|are)\s(?:\w+\s)?(?:held|recorded|available)"
    r"|\bnot\s(?:separately\s)?(?:identified|recorded|held)\b|\b(?:cannot|can['’]t|unable\sto)\s(?:therefore\s)?(?:give|provide|supply|tell)\b"
    r"|\bholds?\sno\sinformation\b",
    re.IGNORECASE,
)
"""Words by which an answer says that a part of it is missing, without a refusal."""
_RESTATING = re.compile(r"you\s(?:also\s|then\s)?asked\b", re.IGNORECASE)
_REFUSING = re.compile(
    r"\b(?:exempt(?:ion|ions|ed)?|withh(?:old|eld|olding)|refus(?:e|ed|al|ing)|section|regulation|disclos\w+|public interest"
    r"|prejudic\w+|s\.?\s?\d{2})\b",
    re.IGNORECASE,
)
_ACCESSIBLE = ("s.21", "s.25", "reg.6")
"""Information otherwise accessible: FOIA 2000 s.21, FOISA 2002 s.25, EIR 2004 reg.6(1)(b)."""
_PUBLISHED = re.compile(r"\b(?:accessible|available|published|obtain(?:ed|able)?|found|website)\b", re.IGNORECASE)
_CONFIRMING = re.compile(r"\b(?:does|do|we)\s(?:hold|have)\b[^.]{0,40}\b(?:information|details?|data)\b", re.IGNORECASE)
"""The duty to confirm or deny (FOIA 2000 s.1(1)(a)): neither answer nor refusal."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“‘'(£])|\n\s*\n")


def sections(text: str) -> tuple[str, ...]:
    """The exemptions and exceptions that a text applies: `s.43(2)`, `reg.12(4)(b)`; each once, in order.

    Where a section is named with and without its subsection, the one with it counts.
    """
    found: list[str] = []
    for match in _SECTION.finditer(text):
        kind = "reg" if match["kind"].lower().startswith("reg") else "s"
        number = int(match["number"])
        act = re.sub(r"^\s*(?:\([^)]*\)\s*)?of\s(?:the\s)?", "", match["act"] or "")
        if number not in _EXEMPTING[kind] or (act and not _THIS_LAW.search(act)):
            continue
        if _READ_WITH.search(text[: match.start()]):
            continue
        parts = re.sub(r"\s", "", match["parts"])
        parts = f"({parts[1:]})" if parts.startswith(",") else parts.lower()
        found.append(f"{kind}.{number}{parts}")
        found += [f"{kind}.{''.join(more.split())}" for more in _MORE.findall(match["more"])]
    unique = list(dict.fromkeys(found))
    return tuple(one for one in unique if not any(other != one and other.startswith(one + "(") for other in unique))


def pointers(text: str, known: Sequence[str], own: str | None) -> tuple[str, ...]:
    """The labels to which an answer points as a whole: "Please refer to Question 3", "See 1", "As above"."""
    line = " ".join(text.split())
    match = _POINTER.match(line)
    if match and len(line) < match.end() + 60:
        return tuple(label for label in labels_in(match["labels"], known) if label != own)
    if _ABOVE.match(line) and own in known and known.index(own) > 0:
        return (known[known.index(own) - 1],)
    return ()


def _is_table_in_part(text: str) -> bool:
    """Whether a text is a table of which most rows refuse nothing."""
    rows = [line for line in text.splitlines() if line.count("|") >= 2 or "\t" in line]
    return len(rows) >= 3 and sum(_REFUSING.search(row) is None for row in rows) > len(rows) / 2


def outcome_of(text: str) -> tuple[Outcome, tuple[str, ...]]:
    """The outcome of an answer by its own words, and the sections it applies."""
    flat = " ".join(text.split())
    if not re.search(r"\w", flat):
        return Outcome.UNANSWERED, ()
    applied = sections(flat)
    sentences = [s for s in _SENTENCE.split(text) if re.search(r"\w", s)]
    sentences = [s for s in sentences if not _RESTATING.match(s.strip())] or sentences
    if applied:
        sentences = [s for s in sentences if not _CONFIRMING.search(s)] or sentences
        first = " ".join(sentences[0].split())
        answers_first = not (_REFUSING.search(first) or _NOT_HELD.search(first)) or _is_table_in_part(sentences[0])
        elsewhere = all(one.startswith(_ACCESSIBLE) for one in applied) and _PUBLISHED.search(first)
        withheld = not answers_first or elsewhere
        return (Outcome.WITHHELD if withheld else Outcome.PARTLY_ANSWERED), applied
    if _NOT_APPLICABLE.search(flat):
        return Outcome.NOT_APPLICABLE, ()
    if _NOT_HELD.search(sentences[0]) or _NO_ANSWER.search(sentences[0]):
        return Outcome.NOT_HELD, ()
    if _ELSEWHERE.search(flat):
        return Outcome.REFERRED, ()
    if any(_IN_PART.search(sentence) for sentence in sentences):
        return Outcome.PARTLY_ANSWERED, ()
    return Outcome.ANSWERED, ()
