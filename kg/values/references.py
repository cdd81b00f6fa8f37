"""References of contracts, as printed: "COV CG/002/Adult", "COV - 10304", "MD-133-2018", "WX/EDU/2023/044".

A text enters; the references it states leave in order, each with the place of its characters: those that words
announce ("contract reference", "our no.", "register ref:"), and those that only look like one. References of requests,
frameworks, laws and standards, dates, telephone numbers, postcodes, addresses and sums are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Span
from kg.values.addresses import addresses_in


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """A reference; `cued` where words announce it, otherwise it only has the look of one."""

    value: str
    span: Span
    cued: bool = False


_TOKEN = r"[A-Za-z0-9]+(?:[-/._\\‑–][A-Za-z0-9]+)*"
_PRINTED = rf"(?:[A-Z]{{2,6}}\s?[-–/]\s?(?=\d)|[A-Z]{{2,6}}\s(?=[A-Z]{{1,6}}[-/]|\d{{3,}}))?{_TOKEN}"
_OF_CONTRACT = r"(?:contracts?|agreement|registers?|procurement|tender|purchase|licen[cs]e|order|lease|award|p\.?o\.?)"
_NUMBER = r"(?:ref(?:erence)?s?\.?(?:\s+(?:number|no\b\.?|code))?|nos?\.?|numbers?|id|identifier|code)"
_WHOSE = r"(?:(?:our|its|their|the|whose|with|council['’]s|a)\s+)?"
_FOR = r"(?:\s+(?:for|of|to|in|on)\s+(?:[\w’'()&/-]+\s+){0,7}?)?"
_CUED = re.compile(
    rf"(?<![^\W_])(?i:(?P<strong>(?:{_OF_CONTRACT}\s+){{1,3}}{_NUMBER}|(?:contract|agreement)(?=\s+(?-i:[A-Z])))"
    rf"|(?P<weak>{_WHOSE}{_NUMBER}))"
    rf"(?i:{_FOR}\s*(?:is|are|was|being|=)\s*|\s*[:#=–-]\s*|\s+|\s*\(\s*)[\"“‘'(]?(?P<value>{_PRINTED})"
)
_BARE = re.compile(
    r"(?<![\w/.@-])(?P<value>[A-Z]{1,8}\d*(?:[-/‑][A-Za-z0-9]+)+|[A-Z]{2,4}\d{5,}|[A-Z]{2,6}\s[-–]\s\d{4,})"
    r"(?![\w@]|[-/.]\w)"
)
_OF_REQUEST = re.compile(
    r"""(?:\b(?:foi|foia|eirs?|request|case|your|complaint|sar|enquiry|disclosure|response|query|ico|company|vat|charity
        |phone|telephone|tel|fax|ext|extension|page|question|section|oj|ojeu|notice|cpv|account|house)
        \s*(?:request\s+)?(?:ref(?:erence)?|no\.?|number|id)?\s*(?:number|no\.?)?[\s:#.(-]*
      |(?:\A|\n)[^\w\n]*(?:our|your)\s+ref(?:erence)?(?:\s+(?:number|no\.?))?[\s:.]*
      |\bquot(?:e|ing)\s+)\Z""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words right before the reference of a request, or before a number of something else than a contract."""
_OF_FRAMEWORK = re.compile(
    r"""\b(?:frameworks?(?:\s+agreement)?(?:\s+(?:ref(?:erence)?|no\.?|number|called|lot))?|espo|ypo|kcs|nepo|ccs|nhs\s+sbs
        |lot|g-?cloud|dps|pcr|iso|bs|en|pas|commercial\s+service)[\s:(,]*\Z""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words right before the number of a framework or a standard."""
_FOREIGN = re.compile(
    r"""(?:^|[-/_.\s])(?:FOIA?|FOISA|EIRS?|SAR|DPA|REQ|IR|GDPR)(?:[-/_.\d]|$)
      |^\d{4}/S\b
      |^(?:FOI|EIR|REQ|SAR|RM|ISO|BS|EN|PAS|COVID|WCAG|TLS|SHA|AES|UTF|HTTP|MP|CM|PO)[-/ ]?\d""",
    re.IGNORECASE | re.VERBOSE,
)
"""References of requests, notices in the Official Journal, standards and the like, by their own letters."""
_MONTH_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_NO_REFERENCE = re.compile(
    rf"""(?:\d{{1,4}}[-/.]){{1,2}}\d{{1,4}}|\d{{1,2}}[-/\ ](?:{_MONTH_NAMES})[a-z]*[-/\ ]\d{{2,4}}|(?:19|20)\d\d
      |[A-Z]{{1,2}}\d[A-Z\d]?(?:\s?\d[A-Z]{{2}})?|\D*|.{{0,2}}""",
    re.IGNORECASE | re.VERBOSE,
)
"""Dates, postcodes, and what has no digit or is too short."""
_WORDLIKE = re.compile(r"Q\d+[-/]Q?\d+|[A-Z]/\d[A-Z]+|[A-Z]-\d{1,3}")
_DIGIT = re.compile(r"\d")
"""No reference is without one."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_STROKES = re.compile(r"\s?[-/._\\‑–]\s?|\s")


def find_references(text: str) -> list[ReferenceValue]:
    """All references of contracts that `text` states, in order."""
    if not _DIGIT.search(text):
        return []
    masks = addresses_in(text)
    values: dict[int, ReferenceValue] = {}
    for found in _CUED.finditer(text):
        if not _is_masked(found.start("value"), masks) and _is_cued(text, found):
            values[found.start("value")] = _value(found, cued=True)
    ends = [value.span for value in values.values()]
    for found in _BARE.finditer(text):
        span = Span(*found.span("value"))
        overlaps = any(span.start < other.end and other.start < span.end for other in ends)
        if not overlaps and not _is_masked(span.start, masks) and _is_bare(text, found):
            values[span.start] = _value(found, cued=False)
    return [values[start] for start in sorted(values)]


def _is_masked(start: int, masks: list[tuple[int, int]]) -> bool:
    return any(begin <= start < end for begin, end in masks)


def _value(found: re.Match[str], *, cued: bool) -> ReferenceValue:
    return ReferenceValue(found["value"], Span(*found.span("value")), cued)


def _is_cued(text: str, found: re.Match[str]) -> bool:
    value = found["value"]
    before_value = text[max(0, found.start("value") - 40) : found.start("value")]
    before_words = text[max(0, found.start() - 40) : found.start()]
    if _NO_REFERENCE.fullmatch(value) or _FOREIGN.search(value) or _OF_FRAMEWORK.search(before_value):
        return False
    if _OF_REQUEST.search(before_words) or (found["weak"] and _OF_REQUEST.search(before_value)):
        return False
    return bool(found["strong"]) or _has_look(value)


def _has_look(value: str) -> bool:
    """Whether a token has letters and digits, with a stroke or a dash between them."""
    parts = _STROKES.split(value)
    return len(parts) > 1 and any(part[-1:].isdigit() for part in parts) and any(char.isalpha() for char in value)


def _is_bare(text: str, found: re.Match[str]) -> bool:
    value = found["value"]
    if _FOREIGN.search(value) or _WORDLIKE.fullmatch(value):
        return False
    before = text[max(0, found.start() - 40) : found.start()]
    if _OF_FRAMEWORK.search(before) or _OF_REQUEST.search(before):
        return False
    parts = _STROKES.split(value)
    digits = [part for part in parts if part.isdigit()]
    if len(parts) == 1:
        return True
    if len(parts) == 2:
        return bool(digits) and len(digits[0]) >= 3 and not _YEAR.fullmatch(digits[0])
    return bool(digits) and (len(max(digits, key=len)) >= 2 or len(parts) > 3)
