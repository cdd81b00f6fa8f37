"""Who hosts a system: the council, its supplier, a third party, several of them, or a cloud without a host's name."""

from __future__ import annotations

import re

from kg.extracting.context import AskedItem, Context
from kg.extracting.focus import targets_of
from kg.extracting.moods import Mood, clauses, mood_at
from kg.extracting.segments import Segment, is_table
from kg.model import Certainty
from kg.schemes import scheme

NAME = "hosting 1"

_MODELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (model, re.compile(pattern, re.IGNORECASE))
    for model, pattern in (
        ("hybrid", r"\bhybrid\b|\bmix(?:ture)? of\b"),
        (
            "third-party-hosted",
            r"\b(?:(?:a|the|its)\spartner\b|['’]s\spartner\b|third[- ]part(?:y|ies)|3rd[- ]part(?:y|ies))\b",
        ),
        ("cloud", r"\bas\s(?:software\s)?as\sa\sservice\b|\bas\sa\sservice\b|\bsaas\b"),
        (
            "supplier-hosted",
            r"\b(?:by|with|at|in)\s(?:the|its|their|our)\s(?:supplier|provider|vendor|developer)s?\b|^(?:the\s)?(?:supplier|provider|vendor)s?(?:\b(?!['’])|['’]s)"
            r"|\b(?:supplier|vendor|provider)[- ](?:managed|hosted)|\bexternally\shosted\s(?:by|with)\sthe\ssupplier",
        ),
        (
            "council-hosted",
            r"\b(?:by|at)\s(?:the\s)?(?:council|ourselves|us|authority)\b|\bin[- ]?house\b|\bon[- ]?(?:premises?|site)\b|^(?:the\s)?council\b|\blocally\b"
            r"|\bon\sa\sserver\b|\b(?:our|your|council(?:['’]s)?|its)\s(?:own\s)?(?:servers?|data\scent(?:re|er)s?|premises|kit|infrastructure)\b|^(?:ourselves|internally?)\b|\binternally\shosted",
        ),
        ("cloud", r"\bcloud\b|\bsaas\b|\bsoftware[- ]as[- ]a[- ]service\b|\bazure\b|\baws\b"),
    )
)
_TOLD = re.compile(
    r"\bhost(?:s|ed|ing)\b|\b(?:saas|software as a service)\b|\bour\sown\s(?:servers?|kit|data\scentre)\b|\bon\sa\sserver\b|\bcloud\s(?:products?|services?)\b|\b(?:our|its|the\scouncil['’]s)\sown\s(?:servers?|kit|data\scentre)\b",
    re.IGNORECASE,
)
"""Words by which a sentence tells who hosts, also where nobody has asked."""
_PLACE = re.compile(r"\b(?:is|are|was|hosted|on)\b", re.IGNORECASE)
_MOVED = re.compile(r"\bfrom\b[^.;]*?\bto\b", re.IGNORECASE)
"""A move: what stands after it is where the system is, or will be."""
_HOSTED_BY = re.compile(
    r"^(?:by|with)\s(?P<with>[A-Z][\w’'-]*)|\b[Hh]osted\s(?:\w+\s)?by\s(?P<who>[A-Z][\w’'-]*|them\b|it\b)|\b(?P<subject>[A-Z][\w’'-]+)\shosts?\b"
    r"|\b(?P<owner>[A-Z][\w-]*)(?:['’]s)?\s(?:own\s|private\s)?(?:cloud|servers?|data\scentre)\b"
)
_FIRST = re.compile(r"(?P<subject>[A-Z][\w-]+)(?:\sfor\b|\W*$)")
"""A name that is the whole answer, or that hosts for somebody: "Fernhill for Beaconcase"."""
_THEIRS = re.compile(r"\btheir\s(?:own\s)?(?:cloud|servers?|data\scentre)\b", re.IGNORECASE)


def extract(context: Context) -> None:
    """Claims of `hosting`."""
    for item, segment in context.answered():
        if is_table(segment.text):
            continue
        chosen = _option(item.asked.words, segment.text) if "hosting" in item.asked.kinds else None
        if chosen:
            _claim(context, item, segment, chosen)
            continue
        if "hosting" in item.asked.kinds and _YES.fullmatch(segment.text) and segment is item.segments[0]:
            affirmed = {m for part in _OR.split(item.asked.words) if (m := model_in(part))}
            if len(affirmed) == 1:
                _claim(context, item, segment, affirmed.pop())
            continue
        asked = "hosting" in item.asked.kinds
        if asked or _TOLD.search(segment.text):
            _read(context, item, segment, asked=asked)


_YES = re.compile(r"\W*(?:yes|correct|it\sis|that\sis\scorrect)\W*", re.IGNORECASE)
_OR = re.compile(r"\bor\b", re.IGNORECASE)


def _read(context: Context, item: AskedItem, segment: Segment, *, asked: bool) -> None:
    """The models that the clauses of a sentence name: of each that is real the most telling, and what is planned."""
    for start, end in clauses(segment.text):
        clause = segment.text[start:end]
        moved = _MOVED.search(clause)
        said = clause[moved.end() :] if moved else clause
        if not (asked or _TOLD.search(clause)):
            continue
        model = _by_supplier(context, said) or (model_in(said) if asked or _PLACE.search(clause) else None)
        mood = mood_at(segment.text, max(start, end - 1))
        if model is None or mood & (Mood.DENIED | Mood.SUPPOSED | Mood.PAST):
            continue
        certainty = Certainty.PLANNED if mood & Mood.PLANNED else Certainty.DEFINITE
        _claim(context, item, segment, model, certainty, max(start, end - 1))


def _option(question: str, answer: str) -> str | None:
    """The model named by the letter of an option: "hosted (a) on site or (b) by the supplier?" – "(b)"."""
    chosen = re.fullmatch(r"\W*(?:option\s)?([a-e1-5])\W*", answer, re.IGNORECASE)
    options = re.split(r"\(?\b([a-e1-5])\)\s", question) if chosen else []
    texts = dict(zip(options[1::2], options[2::2], strict=False))
    return model_in(texts.get(chosen[1].lower(), "")) if chosen else None


def _by_supplier(context: Context, text: str) -> str | None:
    """ "Whitespace hosts it", "hosted by Liquidlogic": a supplier that the letter names, or a pronoun for it."""
    if _THEIRS.search(text):
        return "supplier-hosted"
    match = _HOSTED_BY.search(text) or _FIRST.match(text)
    if not match:
        return None
    found = match.groupdict()
    who = str(found.get("who") or found.get("with") or found.get("subject") or found.get("owner") or "")
    if who.lower() in ("them", "it", "they"):
        return "supplier-hosted"
    names = [str(c.value) for c in context.claims if c.field == "supplier"] + [u.system or "" for u in context.uses]
    first = who.split(" ")[0].lower().removesuffix("'s").removesuffix("’s")
    return "supplier-hosted" if len(first) > 2 and any(first in name.lower().split() for name in names) else None


def model_in(text: str) -> str | None:
    """The hosting model that an answer names; the more telling one where it names two."""
    if re.match(r"^(?:no|not)\b", text.strip(), re.IGNORECASE) and len(text.split()) < 3:
        return None
    for model, pattern in _MODELS:
        if pattern.search(text.strip()):
            return model
    found = scheme("hosting").first(text)
    return found.notation if found else None


def _claim(
    context: Context,
    item: AskedItem,
    segment: Segment,
    model: str,
    certainty: Certainty = Certainty.DEFINITE,
    at: int | None = None,
) -> None:
    for target in targets_of(context, item, segment, at):
        hybrid = any(c.field == "hosting" and c.value == "hybrid" and c.question == item.label for c in context.claims)
        if hybrid:
            continue  # what follows only tells which parts are where
        context.add(target, "hosting", model, segment.whole, item, NAME, certainty=certainty)
