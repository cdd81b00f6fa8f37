"""Who hosts a system: the council, its supplier, a third party, several of them, or a cloud without a host's name."""

from __future__ import annotations

import re

from kg.extracting.context import AskedItem, Context
from kg.extracting.segments import Segment, is_table
from kg.schemes import scheme

NAME = "hosting 1"

_MODELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (model, re.compile(pattern, re.IGNORECASE))
    for model, pattern in (
        ("hybrid", r"\bhybrid\b|\bmix(?:ture)? of\b"),
        ("third-party-hosted", r"\b(?:third[- ]part(?:y|ies)|3rd[- ]part(?:y|ies))\b"),
        (
            "supplier-hosted",
            r"\b(?:by|with|at)\s(?:the|its|their|our)\s(?:supplier|provider|vendor|developer)s?\b|^(?:the\s)?(?:supplier|provider|vendor)s?(?:\b(?!['’])|['’]s)"
            r"|\b(?:supplier|vendor|provider)[- ](?:managed|hosted)|\bexternally\shosted\s(?:by|with)\sthe\ssupplier",
        ),
        (
            "council-hosted",
            r"\b(?:by|at)\s(?:the\s)?(?:council|ourselves|us|authority)\b|\bin[- ]?house\b|\bon[- ]?(?:premises?|site)\b|^(?:the\s)?council\b|\blocally\b"
            r"|\b(?:our|council(?:['’]s)?|its)\s(?:own\s)?(?:servers?|data\scent(?:re|er)s?|premises|kit|infrastructure)\b|^(?:ourselves|internally?)\b|\binternally\shosted",
        ),
        ("cloud", r"\bcloud\b|\bsaas\b|\bsoftware[- ]as[- ]a[- ]service\b|\bazure\b|\baws\b"),
    )
)


def extract(context: Context) -> None:
    """Claims of `hosting`."""
    for item, segment in context.answered():
        if is_table(segment.text):
            continue
        if "hosting" in item.asked.kinds:
            model = model_in(segment.text)
            if model:
                _claim(context, item, segment, model)


def model_in(text: str) -> str | None:
    """The hosting model that an answer names; the more telling one where it names two."""
    if re.match(r"^(?:no|not)\b", text.strip(), re.IGNORECASE) and len(text.split()) < 3:
        return None
    for model, pattern in _MODELS:
        if pattern.search(text.strip()):
            return model
    found = scheme("hosting").first(text)
    return found.notation if found else None


def _claim(context: Context, item: AskedItem, segment: Segment, model: str) -> None:
    for target in context.targets(item, segment):
        context.add(target, "hosting", model, segment.whole, item, NAME)
