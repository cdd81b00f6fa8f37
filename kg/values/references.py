"""References of contracts, as printed: "COV CG/002/Adult", "COV - 10304", "MD-133-2018", "WX/EDU/2023/044".

A text enters; the references it states leave in order, each with the place of its characters: those that words
announce ("contract reference", "our no.", "register ref:"), and those that only look like one. References of requests,
frameworks, laws and standards, dates, telephone numbers, postcodes, addresses and sums are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Span


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """A reference; `cued` where words announce it, otherwise it only has the look of one."""

    value: str
    span: Span
    cued: bool = False


_CHUNK = r"[A-Za-z0-9]+"
_TOKEN = rf"{_CHUNK}(?:[-/._\\‑–]{_CHUNK})*"
_PRINTED = rf"(?:[A-Z]{{2,6}}\s?[-–/]\s?(?=\d)|[A-Z]{{2,6}}\s(?=[A-Z]{{1,6}}[-/]|\d{{3,}}))?{_TOKEN}"
_STRONG = (
    r"(?:contracts?|agreement|register|registers|procurement|tender|purchase|licen[cs]e|order|lease|award|p\.?o\.?)"
)
_WORD = r"(?:ref(?:erence)?s?\.?(?:\s+(?:number|no\b\.?|code))?|no\.?|nos\.?|number|numbers|id|identifier|code)"
_FOR = r"(?:\s+(?:for|of|to|in|on)\s+(?:[\w’'()&/-]+\s+){0,7}?)?"
_CUED = re.compile(
    rf"(?<![^\W_])(?i:(?P<strong>(?:{_STRONG}\s+){{1,3}}{_WORD}|(?:contract|agreement)(?=\s+(?-i:[A-Z])))|(?P<weak>(?:(?:our|its|their|the|whose|with|council['’]s|a)\s+)?{_WORD}))"
    rf"(?i:{_FOR}\s*(?:is|are|was|being|=)\s*|\s*[:#=–-]\s*|\s+|\s*\(\s*)[\"“‘'(]?(?P<value>{_PRINTED})"
)
_BARE = re.compile(
    r"(?<![\w/.@-])(?P<value>[A-Z]{1,8}\d*(?:[-/‑][A-Za-z0-9]+)+|[A-Z]{2,4}\d{5,}|[A-Z]{2,6}\s[-–]\s\d{4,})(?![\w@]|[-/.]\w)"
)
_MASKED = re.compile(r"\S*(?:://|www\.|@)\S*", re.IGNORECASE)
_REQUEST = re.compile(
    r"\b(?:foi|foia|eir|eirs|request|case|your|complaint|sar|enquiry|disclosure|response|query|ico|iro|licen[cs]e\s+plate|company|vat|charity|phone|telephone|tel|fax|ext|extension|page|question|section|oj|ojeu|notice|cpv|account|house)"
    r"\s*(?:request\s+)?(?:ref(?:erence)?|no\.?|number|id)?\s*(?:number|no\.?)?[\s:#.(-]*\Z",
    re.IGNORECASE,
)
_FRAMEWORK = re.compile(
    r"\b(?:frameworks?(?:\s+agreement)?(?:\s+(?:ref(?:erence)?|no\.?|number|called|lot))?|espo|ypo|kcs|nepo|ccs|nhs\s+sbs|lot|g-?cloud|dps|pcr|iso|bs|en|pas|commercial\s+service)[\s:(,]*\Z",
    re.IGNORECASE,
)
_OUR_REF = re.compile(
    r"(?:\A|\n)[^\w\n]*(?:our|your)\s+ref(?:erence)?(?:\s+(?:number|no\.?))?[\s:.]*\Z|\bquot(?:e|ing)\s+\Z",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"(?:^|[-/_.\s])(?:FOIA?|FOISA|EIRS?|SAR|DPA|REQ|IR|GDPR)(?:[-/_.\d]|$)|^\d{4}/S\b|^(?:FOI|EIR|REQ|SAR|RM|ISO|BS|EN|PAS|COVID|WCAG|TLS|SHA|AES|UTF|HTTP|MP|CM|PO)[-/ ]?\d",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:\d{1,4}[-/.]){1,2}\d{1,4}|\d{1,2}[-/ ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ ]\d{2,4}|(?:19|20)\d\d",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?(?:\s?\d[A-Z]{2})?")
_WORDLIKE = re.compile(r"(?:Q\d+[-/]Q?\d+|[A-Z]/\d[A-Z]+|\d+[A-Z]?|[A-Z]-\d{1,3})")


def find_references(text: str) -> list[ReferenceValue]:
    """All references of contracts that `text` states, in order."""
    masks = [mask.span() for mask in _MASKED.finditer(text)] if "@" in text or "www." in text or "://" in text else []
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
    if (
        not any(char.isdigit() for char in value)
        or len(value) < 3
        or _DATE.fullmatch(value)
        or _POSTCODE.fullmatch(value)
    ):
        return False
    before = text[max(0, found.start("value") - 40) : found.start("value")]
    if (
        _FOREIGN.search(value)
        or _OUR_REF.search(before)
        or _REQUEST.search(text[max(0, found.start() - 24) : found.start()])
    ):
        return False
    cue = found["strong"] or found["weak"]
    if _REQUEST.search(cue) and found["weak"]:
        return False
    if _FRAMEWORK.search(before):
        return False
    return bool(found["strong"]) or _has_look(value)


def _has_look(value: str) -> bool:
    """Whether a token has letters and digits, with a stroke or a dash between them."""
    parts = re.split(r"[-/._\\‑–\s]+", value)
    return (
        len(parts) > 1
        and any(part.isdigit() or part[-1:].isdigit() for part in parts)
        and any(c.isalpha() for c in value)
    )


def _is_bare(text: str, found: re.Match[str]) -> bool:
    value = found["value"]
    if not _has_look(value) and not re.fullmatch(r"[A-Z]{2,4}\d{5,}", value):
        return False
    if _FOREIGN.search(value) or _WORDLIKE.fullmatch(value):
        return False
    before = text[max(0, found.start() - 40) : found.start()]
    if _FRAMEWORK.search(before) or _REQUEST.search(before) or _OUR_REF.search(before):
        return False
    digits = [part for part in re.split(r"[-/‑–\s]+", value) if part.isdigit()]
    parts = len(re.split(r"[-/‑]+|\s[-–]\s", value))
    if " " in value:
        return bool(digits) and not _YEAR.fullmatch(digits[-1])
    if parts == 1:
        return True
    if parts == 2:
        return bool(digits) and len(digits[0]) >= 3 and not _YEAR.fullmatch(digits[0])
    return bool(digits) and (len(max(digits, key=len)) >= 2 or parts > 3)
