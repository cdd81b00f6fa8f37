"""How long a contract runs: "for a period of four years", "5+2+2", "rolling, renewed each April".

A text enters; the terms it states leave as ISO 8601 durations, or as `rolling` with the period of renewal, each with
the place of its words. Options to extend, notice, time limits, ages and the time for which a system has been in use
are no terms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Span
from kg.values.chains import find_chains
from kg.values.clauses import sentences
from kg.values.dates import find_dates
from kg.values.durations import DurationValue, find_durations
from kg.values.extension_words import trigger as announces_option
from kg.values.extensions import breaks_down, extension_places, split_chain
from kg.values.rolling import find_rolling


@dataclass(frozen=True, slots=True)
class TermValue:
    """The length of a contract: `P5Y`, `P18M`, `rolling`, `rolling/P1Y`."""

    iso: str
    span: Span
    approximate: bool = False


_LEFT = re.compile(
    r"""(?:\b(?:for|of|is|was|be|been|being|over|initial|fixed|minimum|first|original|term|period|length|duration|lasts?|lasting
        |runs?|run|contract|agreement|licen[cs]e|deal|signed|let|awarded|on|under)|:|=|-)
        \s*(?:an?|the|its|our)?\s*(?:(?:initial|fixed|minimum|first|original|full|total|maximum|contract|whole)\s+)*
        (?:(?:term|period|duration|length)\s+)?(?:(?:of|is|was)\s+)?(?:up\s+to\s+)?\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_RIGHT = re.compile(
    r"""[-\s]*(?:(?:fixed|initial|call[-\s]off)\s+)?(?:contract|term|agreement|deal|licen[cs]e|subscription|period|arrangement|commitment|call[-\s]off)s?\b
      |\s*,?\s*\(?(?:and\s+)?(?:is\s+)?(?:extendable|extensible|extendible)\b
      |\s*,?\s*\(?with\s+(?:[\w-]+\s+){0,4}(?:options?|extensions?|provision|possibility|further|break)\b
      |\s*,?\s*(?:starting|commencing|beginning|finishing|ending|expiring|from\s+(?:the\s+)?(?:go|\d|start|date|contract|award|commence|{MONTH}))
      """.replace("{MONTH}", "[A-Z]"),
    re.VERBOSE,
)
_BARE_RIGHT = re.compile(r"\s*(?:[.,;:|)\n]|\Z|\+|\bplus\b|\bwith\b|\band\b)")
_NOT_LEFT = re.compile(
    r"""\b(?:within|after|every|each(?:\s+of)?|(?:one|two|three|four|five|\d)\s*,?\s*(?:each\s+)?of|past|last|previous|preceding|next|recent|notice\s+of|older\s+than|under|beyond|least\s+the|
        break(?:\s+clause|\s+point|\s+option)?(?:\s+at|\s+after)?|retain(?:ed)?(?:\s+for)?|kept(?:\s+for)?|extended\s+to|(?:a\s+)?total\s+of|
        every|took|takes|taken|spent|waited|in\s+the)
        \s*(?:the\s+|a\s+|an\s+)?(?:first\s+)?\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_RIGHT = re.compile(
    r"""['’]?s?['’]?\s*(?:written\s+|prior\s+)?(?:notice|work\b|warning|cancellation|experience|warranty|support\s+cost|to\s+(?:respond|ask|reply|apply|complete))
      |\s+(?:before|late|later|behind|remaining|left|of\s+(?:receipt|receiving|the\s+date)|in\s+which)\b|[-\s]+(?:extension|option)""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_USE = re.compile(
    r"\b(?:us(?:ed|ing|e)|had\s+(?:it|this|the)|have\s+had|has\s+had|in\s+place|with\s+(?:us|the\s+council)|been\s+(?:a\s+)?(?:with|our|a\s+user|in|live)"
    r"|held|kept|retain\w*|operat\w+|customers?)\b[^.;\n£]{0,40}\Z",
    re.IGNORECASE,
)
_CONTRACT = re.compile(
    r"\b(?:contract|agreement|term|licen[cs]e|let|signed|awarded|deal|subscription|trial|pilot)",
    re.IGNORECASE,
)
_OVER = re.compile(r"\bover\s+(?:(?:the|its|our|an?)\s+)?(?:(?:whole|first|full|initial)\s+)?\Z", re.IGNORECASE)
_NOUN_RIGHT = re.compile(r"[-\s]*(?:contract|term|agreement|period|of\s+(?:its|the)\s+contract)", re.IGNORECASE)
_REACH = 200
"""How far back the words reach that make a duration a term."""
_INITIAL = re.compile(r"(?:an?\s+)?initial\b", re.IGNORECASE)
_SHORT = re.compile(
    r"\b(?:contract|agreement|term|trial|pilot|licen[cs]e)\b(?:\s+(?:of|for|is|was|lasts?|lasting|runs?|period))+\s+\Z",
    re.IGNORECASE,
)
_PER_YEAR = re.compile(
    r"\b(?:an?|on|rolling)\s+(?:annual|yearly|12[-\s]?monthly)\s+(?:subscription|contract|agreement|licen[cs]e|arrangement|deal|call[-\s]off)s?\b"
    r"(?!\s+(?:fees?|costs?|charges?|price|value|payments?|spend|sum|support|maintenance|is\s+£|of\s+£|at\s+£|for\s+£)|\s*[:(]?\s*£)",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"(?<![^\W_])(?:an?\s+)?(?:annual|yearly)(?:\s+(?:subscription|contract|agreement|licen[cs]e|arrangement))?(?=\s*(?:[.,;|)]|\Z))",
    re.IGNORECASE,
)


def find_terms(text: str, *, asked: bool = False) -> list[TermValue]:
    """All lengths of contracts that `text` states. `asked`: the question is how long the contract is, so that a bare
    "five years" answers it."""
    durations = find_durations(text)
    taken = extension_places(text, durations)
    terms = []
    for sentence in sentences(text):
        own = [value for value in durations if sentence.covers(value.span)]
        terms.extend(_of_sentence(text, sentence, own, taken, asked=asked))
    return terms


def _of_sentence(
    text: str, sentence: Span, durations: list[DurationValue], taken: list[Span], *, asked: bool
) -> list[TermValue]:
    terms = []
    spoken = list(taken)
    rolling = find_rolling(text, sentence, durations)
    if rolling:
        terms.append(TermValue(*rolling))
        spoken.append(rolling[1])
    for chain in find_chains(text, sentence):
        if _touches(chain.span, taken):
            continue
        whole = breaks_down(text, durations, chain)
        length, _ = split_chain(text, sentence, chain, asked=False)
        if length or asked or whole:
            terms.append(TermValue(length or chain.lengths[0], chain.span))
        if whole:
            spoken.append(whole.span)
        spoken.append(chain.span)
    at = sentence.start
    for value in durations:
        segment = text[at : value.span.start]
        at = value.span.end
        if _touches(value.span, spoken) or announces_option(segment) is not None:
            continue
        if rolling and rolling[0].endswith(value.iso) and rolling[1].start < value.span.start:
            continue
        if _is_term(text, sentence, value, asked=asked):
            terms.append(TermValue(value.iso, value.span, value.approximate))
    if not terms:
        found = (_YEARLY if asked else _PER_YEAR).search(text, sentence.start, sentence.end)
        if found:
            terms.append(TermValue("P1Y", Span(*found.span())))
    return terms


def _touches(span: Span, others: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _is_term(text: str, sentence: Span, value: DurationValue, *, asked: bool) -> bool:
    text = text[: sentence.end]
    left = text[max(sentence.start, value.span.start - _REACH) : value.span.start]
    if value.ago or value.times > 1 or _NOT_RIGHT.match(text, value.span.end) or _NOT_LEFT.search(left):
        return False
    if _IN_USE.search(left) and not _CONTRACT.search(left):
        return False
    if value.unit in ("week", "day") and not _SHORT.search(left) and not _NOUN_RIGHT.match(text, value.span.end):
        return False
    if asked:
        return True
    if _INITIAL.match(value.span.of(text)):
        return True
    if _OVER.search(left):
        return "£" in left or _NOUN_RIGHT.match(text, value.span.end) is not None
    if _LEFT.search(left) or _RIGHT.match(text, value.span.end):
        return True
    return _follows_date(left) and _BARE_RIGHT.match(text, value.span.end) is not None


def _follows_date(left: str) -> bool:
    """Whether a date and a comma stand right before: "1 April 2019, five years"."""
    head = left.rstrip()
    if not head.endswith((",", "(", ";")):
        return False
    dates = find_dates(head[-40:])
    return bool(dates) and dates[-1].span.end >= len(head[-40:].rstrip(" ,(;"))
