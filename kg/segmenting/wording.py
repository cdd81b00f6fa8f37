"""The words by which answers refuse, lack, point elsewhere or say something: what outcomes are told by."""

from __future__ import annotations

import re

CITING = re.compile(r"\b(?:s(?:ection|ec)?s?|reg(?:ulation)?s?)\b|\bs\.?\d", re.IGNORECASE)
"""A word that may cite a section or regulation."""
NOT_APPLICABLE = re.compile(r"^(?:not\s(?:applicable|relevant)|n/?\.?a\.?)\b[^a-z]*$|^not\sapplicable\b", re.IGNORECASE)
NOT_HELD = re.compile(
    r"\b(?:(?:is|are|was|were)\snot\s(?:currently\s|centrally\s)?(?:held|recorded|collated)"
    r"|(?:do|does|did)(?:\snot|n['’]t)\s(?:currently\s|centrally\s)?(?:hold|record|collate)\b"
    r"|no\s(?:recorded\s)?information\s(?:is\s)?held|holds?\sno\s(?:recorded\s)?(?:information|record|data)"
    r"|(?:have|has|is)\sno\s(?:recorded\s|central\s)?(?:record|information)\b|not\sheld\b)",
    re.IGNORECASE,
)
NOT_HELD_OF_THIS = re.compile(
    r"\b(?:do|does)(?:\snot|n['’]t)\s(?:currently\s|centrally\s)?(?:hold|record)\s(?:(?:any|the|a)\s)?(?:this|that|these|it|such|information|figures?|breakdown|details?)\b"
    r"|\b(?:information|figures?|data|details?|breakdown)\s(?:\w+\s){0,4}?(?:is|are)\snot\sheld\b|^(?:\w+\s){0,3}(?:information\s)?not\sheld\b",
    re.IGNORECASE,
)
"""What an answer that says something else does not hold."""
NO_ANSWER = re.compile(
    r"\bno\s(?:\w+\s){0,2}(?:is|are)\sheld\b|(?:have|['’]ve)\sno\s(?:recorded\s)?information|not\sin\sa\sposition\sto\s(?:say|answer)",
    re.IGNORECASE,
)
NOTHING_TO_GIVE = re.compile(r"\bno\sinformation\s(?:that|which)\s(?:we|it)\s(?:can|could)\b", re.IGNORECASE)
WITHHOLDING = re.compile(
    r"\b(?:withh(?:eld|olding)|notice\sof\srefusal|refusal\snotice|exempt\sfrom\s(?:disclosure|release)|exempt\sunder|refus(?:e|ed|ing)\b(?!\s(?:collection|vehicle|lorr|truck|bin))"
    r"|(?:unable|not\s(?:able|willing|prepared)|declines?)\sto\s(?:disclose|release)|(?:cannot|can['’]t|will\snot|shall\snot|won['’]t)\s(?:disclose|release)"
    r"|commercially\s(?:sensitive|confidential))\b",
    re.IGNORECASE,
)
"""Refusals that cite no section."""
ASK_ELSEWHERE = re.compile(
    r"\bplease\s(?:put|direct|address|send)\syour\s(?:question|request|enquiry)|\b(?:should|must)\sbe\s(?:put|directed|addressed)\sto\b",
    re.IGNORECASE,
)
"""The duty to advise and assist: who else to ask (FOIA 2000 s.16)."""
IN_PART = re.compile(
    r"\bno\s(?:separate|such|recorded)?\s?(?:price|figure|value|cost|sum|breakdown)s?\s(?:is|are)\s(?:\w+\s)?(?:held|recorded|available)"
    r"|\bnot\s(?:separately\s)?(?:identified|recorded|held)\b|\b(?:cannot|can['’]t|unable\sto)\s(?:therefore\s)?(?:give|provide|supply|tell)\b"
    r"|\bholds?\sno\sinformation\b",
    re.IGNORECASE,
)
"""Words by which an answer says that a part of it is missing, without a refusal."""
REFUSING = re.compile(
    r"\b(?:exempt(?:ion|ions|ed)?|withh(?:old|eld|olding)|refus(?:e|es|ed|al|ing)|section\s?\d+|sections|regulations?\s?\d+|reg\.?\s?\d+"
    r"|not\s(?:disclos|releas|given\sthe|provid)\w*|neither\sconfirm|not\sobliged|s\.?\s?\d{2})\b",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"\b(?:accessible|available|published|obtain(?:ed|able)?|found|seen|website|register|https?)\b", re.IGNORECASE
)
CONFIRMING = re.compile(
    r"\b(?:(?:does|do|we|council)\s(?:hold|have)|(?:it|council)\s(?:holds|has))\b[^.]{0,40}\b(?:information|details?|data)\b",
    re.IGNORECASE,
)
"""The duty to confirm or deny (FOIA 2000 s.1(1)(a)): neither answer nor refusal."""
THE_REST = re.compile(
    r"\b(?:rest|remainder|remaining|other\s(?:parts?|information|details|pages)|redacted\s(?:copy|version))\b[^.]{0,60}"
    r"\b(?:is|are|has\sbeen|have\sbeen|was|were)\s(?:\w+\s)?(?:attached|enclosed|provided|supplied|given|below|set\sout|released|disclosed|follows)"
    r"|\b(?:attached|enclosed|provided)\b[^.]{0,40}\bredact",
    re.IGNORECASE,
)
"""What is given beside a refusal."""
_GROUND = re.compile(
    r"\b(?:would|hours|appropriate\slimit|prejudic\w+|public\sinterest|sensitive|personal\sdata|in\sconfidence|confidential|manifestly"
    r"|vexatious|burden|considered|harm|criminals?|likely\sto|disclos\w+|releas\w+|under\sthe\sact|unsuccessful|freedom\sof\sinformation)\b",
    re.IGNORECASE,
)
"""Reasons that stand before the refusal that they lead to."""
BURDEN = re.compile(
    r"\b(?:each|every|minutes?|hours?|days|search\w*|manual\w*|locat\w+|retriev\w+|extract\w*|estimat\w+|there\s(?:are|is|were)|formats?"
    r"|calculat\w+|examin\w+|individual\w*)\b",
    re.IGNORECASE,
)
"""What makes a request costly: how much there is to be searched, and how long it takes."""
_ELSEWHERE = re.compile(
    r"^(?:(?:all|some)\sof\s)?(?:this|these|that|those|it|they|all|details?|information|the\s(?:information|details?|answer|figures?|data|contract\w*))\b[^.]{0,60}?"
    r"\b(?:is|are|can\sbe|may\sbe)\b[^.]{0,60}?\b(?:web\s?site|web\s?page|online|published|https?|www|register|disclosure\slog|found)\b"
    r"|^please\s(?:see|visit|refer\sto|go\sto|use)\b[^.]{0,80}?(?:\bweb\s?site\b|https?:|www\.)",
    re.IGNORECASE,
)
_RESTATING = re.compile(r"you\s(?:also\s|then\s)?asked\b", re.IGNORECASE)
_WORD = re.compile(r"\w")
_SENTENCE = re.compile(r"\s(?:(?<=[.!?]\s)\s*(?=[A-Z\"“‘'(£])|(?<=;\s)\s*|(?<=\n)\s*\n)")
_SHORT_LINE = re.compile(r"^([^\n]{1,59})\n(?=[ \t]*[A-Z•*◦\d£|-])", re.MULTILINE)
"""A line that is not wrapped: the next one begins anew."""
_LABEL_ALONE = re.compile(r"(?:questions?|parts?|points?|q)\s?[\d\s,a-z()&-]{0,30}\W*$|[^.]{0,40}:$", re.IGNORECASE)
_SAID = re.compile(r"\d|^(?:yes|no)\b|@", re.IGNORECASE)


def sentences_of(text: str) -> list[str]:
    """The sentences and lines of an answer on one line each, without those that repeat the question; at least one."""
    lines = _SHORT_LINE.sub(r"\1\n\n", text) if "\n" in text else text
    found = [" ".join(part.split()) for part in _SENTENCE.split(lines) if part and _WORD.search(part)]
    kept = [s for s in found if not _RESTATING.match(s) and not _LABEL_ALONE.match(s)]
    return kept or found or [" ".join(text.split())]


def says_something(sentence: str) -> bool:
    """Whether a sentence answers, and is not only a reason, an aside of two words, or the duty to confirm."""
    if _GROUND.search(sentence) or NOT_HELD.search(sentence) or is_elsewhere(sentence):
        return False
    return bool(_SAID.search(sentence)) or len(sentence.split()) >= 4


def is_elsewhere(sentence: str) -> bool:
    """Whether a sentence only says where the answer is published."""
    return _ELSEWHERE.search(sentence) is not None


def is_table_in_part(text: str) -> bool:
    """Whether a text is a table of which most rows refuse nothing."""
    rows = [line for line in text.splitlines() if line.count("|") >= 2 or "\t" in line]
    return len(rows) >= 3 and sum(REFUSING.search(row) is None for row in rows) > len(rows) / 2
