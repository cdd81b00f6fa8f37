"""Whether what is quoted is what it is proposed for: a name, of that field, and said to be so."""

from __future__ import annotations

import re

from kg.catalogue import load
from kg.extracting.cases import NAMED_FIELDS, Case, sentence_of
from kg.extracting.mentions import Mention
from kg.extracting.moods import Mood, mood_at
from kg.extracting.services import NONE
from kg.extracting.sheet import name_features, value_features
from kg.extracting.systems import NameAt
from kg.schemes import scheme
from kg.values.personal import is_personal

LIKELY = 0.5
"""What our own reading holds as likely as this counts, whatever the words of its clause."""
NAMED = 0.1
"""What our own reading holds this likely for a name of its kind is one, be its words ordinary."""
POSSIBLE, SURE = 0.02, 0.7
"""What our own reading holds less likely than the first for a field, or as sure as the second for another one, is of
another field."""
_PAST = frozenset({"former_system", "former_supplier"})
_TO_READERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:above|previous|prior|instructions?|prompt|rules)\b"
    r"|\b(?:you must|you should|please)\s(?:now\s)?(?:report|output|respond|answer|state|claim)\b"
    r"|\bas an? (?:ai|assistant|language model)\b",
    re.IGNORECASE | re.DOTALL,
)
"""What tells a reader what to make of a letter is nothing that a council does or has."""
_TOLD_BY = {"users": "users"}
"""Fields whose values may be any number: the word class that the sentence, its label or its question must have."""


def is_a_name(case: Case) -> bool:
    """Whether what is proposed for a name may be one: no ordinary words, no council, no service, no person."""
    if case.proposal.field not in NAMED_FIELDS:
        return True
    return any(_may_name(case, one) for one in case.sources if isinstance(one, NameAt))


def _may_name(case: Case, one: NameAt) -> bool:
    text = one.text
    if is_personal(text, case.hidden):
        return False
    if load().system(text) or load().supplier(text) or _shares(case, one).get(_role(case), 0.0) >= NAMED:
        return True
    if scheme("services").named(text) or scheme("functions").named(text) or load().find_councils(text):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    return any(word.lower() not in case.weights.ordinary for word in words) or (
        bool(re.search(r"[A-Z0-9]", text)) and len(text.split()) > 1
    )


def is_of_field(case: Case) -> bool:
    """Whether our own reading holds the field possible; only such places are kept."""
    kept = [at for at, possible in enumerate(case.possible) if possible]
    case.sources = [case.sources[at] for at in kept]
    case.shares = [case.shares[at] for at in kept]
    return bool(kept) and _is_told(case)


def _order(case: Case) -> None:
    """Put the places in order: those first that may be of the field, the likeliest of them before the others."""
    likely = [_shares(case, one) for one in case.sources]
    shares = [found.get(_role(case), 0.0) for found in likely]
    possible = [
        share >= POSSIBLE and not _is_another(found, _role(case)) for share, found in zip(shares, likely, strict=True)
    ]
    best = sorted(range(len(shares)), key=lambda at: (not possible[at], -shares[at], at))
    case.sources = [case.sources[at] for at in best]
    case.shares = [shares[at] for at in best]
    case.possible = [possible[at] for at in best]


def _role(case: Case) -> str:
    """What our own models call the role that is proposed."""
    one = case.proposal
    if one.field == "hosting":
        return one.value
    return "planned" if one.field == "system" and case.planned else one.field


def _shares(case: Case, one: Mention | NameAt) -> dict[str, float]:
    """How likely our own reading holds something for each role."""
    if isinstance(one, NameAt):
        model, features = case.weights["name"], name_features(case.sheet, one)
    else:
        model, features = case.weights[one.kind], value_features(case.sheet, one)
    return dict(zip(model.labels, model.shares(features), strict=True))


def _is_another(shares: dict[str, float], wanted: str) -> bool:
    """Whether our own reading is sure that something is of another role than the one that is wanted."""
    return any(share >= SURE for role, share in shares.items() if role not in (NONE, wanted))


def _is_told(case: Case) -> bool:
    """Whether a number is told to be of its field, where any number might be."""
    wanted = _TOLD_BY.get(case.proposal.field)
    words = case.sheet.words[case.source.unit]
    if wanted is None or case.shares[0] >= LIKELY:
        return True
    return wanted in {*sentence_of(case)[2], *words.label, *words.ask}


def agrees(case: Case) -> bool:
    """Whether the clause says that it is so: neither denied nor supposed, planned or past only where so proposed. The
    likeliest place is asked, and stands first from then on."""
    _order(case)
    sentence, at, _ = sentence_of(case)
    if _TO_READERS.search(sentence):
        return False
    if case.shares[0] >= LIKELY:
        return True
    mood, field_ = mood_at(sentence, at), case.proposal.field
    if mood & (Mood.DENIED | Mood.SUPPOSED):
        return False
    if field_ in _PAST:
        return bool(mood & Mood.PAST) or case.shares[0] >= 0.1
    if field_ == "system" and case.planned:
        return bool(mood & Mood.PLANNED)
    return not (field_ in ("system", "supplier") and mood & (Mood.PAST | Mood.PLANNED))
