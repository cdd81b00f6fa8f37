"""Questions that are answered yes or no: interfaces, artificial intelligence, and activities that a council carries out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extracting.evidence import evidence_of
from kg.extracting.services import services_in
from kg.extracting.sheet import Sheet
from kg.extracting.tokens import Words, classes_of_text
from kg.model import Claim, Value
from kg.schemes import scheme

NAME = "answers 1"
_YES = re.compile(r"(?:yes\b|we\s(?:are|have|do)\b(?!\snot))", re.IGNORECASE)
_NO = re.compile(r"(?:no\b(?!\.\s?\d)|none\b|we\s(?:are|have|do)\snot\b)", re.IGNORECASE)
_OUTSIDE = re.compile(r"\b(?:not\s(?:included|part|covered|within)|outside|excluded)\b[^.]*\bcontract\b", re.IGNORECASE)
_RESEARCH = re.compile(r"\b(?:research|explor|investigat|trial|pilot)\w*", re.IGNORECASE)
_BUILT = re.compile(r"\binternal(?:ly)?\s(?:or|/)\s(?:an?\s)?external", re.IGNORECASE)
_LISTED = re.compile(r"\bwhich\sof\sthe\sfollowing\s(?:\w+\s)?(?:activities|services|tasks)\b", re.IGNORECASE)
_ASKS_API = re.compile(r"\bAPIs?\b|application programming interface", re.IGNORECASE)


def yes_no_claims(sheet: Sheet) -> Iterator[Claim]:
    """Claims of `api`, `ai_status`, `ai_development`, `activity` and `provided`."""
    for words in sheet.words:
        if words.tokens and words.unit.kind in ("prose", "pair"):
            for field, value in _answered(words):
                yield _claim(sheet, words, field, value)


def _answered(words: Words) -> Iterator[tuple[str, Value]]:
    ask, text = words.unit.ask, words.unit.passage.text
    yes, no = _YES.match(text), _NO.match(text)
    if _LISTED.search(ask) and (yes or no):
        about = words.unit.ask.rpartition("\n")[2]
        known = scheme("activities").first(about)
        yield "activity", known.notation if known else re.sub(r"\s*\([^)]*\)", "", about).strip(" .;?").lower()
        yield "provided", bool(yes)
    elif _BUILT.search(ask):
        found = sorted({word.lower() for word in re.findall(r"\b(internal|external)", text, re.IGNORECASE)})
        yield from (("ai_development", word) for word in found)
    elif _ASKS_API.search(ask) and (yes or no):
        yield "api", "yes, outside the current contract" if yes and _OUTSIDE.search(text) else "yes" if yes else "no"
    elif "ai" in classes_of_text(ask) and yes:
        yield "ai_status", "researching" if _RESEARCH.search(ask) else "in use"


def _claim(sheet: Sheet, words: Words, field: str, value: Value) -> Claim:
    named = [*services_in(words.unit.ask), *services_in(words.unit.headings[0] if words.unit.headings else "")]
    services = [*named, *sheet.services]
    return Claim(
        service=services[0] if services else None,
        system=None,
        field=field,
        value=value,
        stated=" ".join(words.unit.passage.text.split())[:120],
        evidence=evidence_of(words.unit.passage),
        question=words.unit.questions[0] if words.unit.questions else None,
        extractor=NAME,
    )
