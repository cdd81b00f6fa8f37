"""What a system is used for: lists under a question of use, and functions named in a sentence that tells of use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extracting.asking import services_in
from kg.extracting.context import AskedItem, Context, Target
from kg.extracting.focus import targets_of
from kg.extracting.segments import Segment, is_table
from kg.model import Certainty, Passage, Polarity
from kg.schemes import fold, scheme

NAME = "functions 1"

_SEPARATOR = re.compile(r"\s*(?:[,;]|\band\b|&)\s*(?![^()]*\))")
_SHARED_HEAD = re.compile(r"^(?P<first>\w+)/(?P<second>\w+)\s(?P<head>\w+)$")
_VIA = re.compile(r"\(\s*[^()]*\b(?:via|through|in|by|using)\s(?P<name>[^()]+?)\s*\)", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:we|it|they|is|are|was|were|do|does|has|have|not|please|see)\b|https?:|www\.", re.IGNORECASE
)
"""Signs of a sentence: what has them is no name of a function."""
_OTHER_MATTERS = frozenset(
    {"system", "supplier", "contract_start", "contract_end", "contract_term", "contract_reference", "hosting", "cost"}
)
"""Where a question asks for these too, only words that tell of use are taken for functions."""
_SAID = re.compile(
    r"\b(?:used?\s(?:it\s|this\s)?(?:\w+\s)?for|for)\s(?:the\s)?(?P<list>[a-z][^.;:]{3,200})", re.IGNORECASE
)
_USED_FOR = re.compile(r"\bused\sfor\s(?:the\s)?(?P<list>[a-z][^.;:]{3,200})", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?P<what>[A-Z][^.;:]{2,80}?)\s(?:is|are)\s(?:still\s|all\s|both\s)?(?:recorded|run|processed|handled|managed|kept|done|put\stogether|held|planned)\s(?:in|on|from|with|through)\b"
)
_NAME_FOR = re.compile(r"[A-Z0-9][\w-]*(?:\s[A-Z][\w-]*){0,4}\sfor\s(?:the\s)?(?P<what>[a-zH][^.,;:()]{2,50})")
_ASKED = re.compile(
    r"\b(?:used?|using|uses)\s(?:\w+\s){0,2}?(?:for|to\s(?:manage|record|handle|run|process|support|administer|monitor|store|collect|take|produce|make|give|track|reset|analyse))\s"
    r"(?:the\s|your\s|all\s)?(?P<what>[^?,;:(.]{3,80}?)(?:\s(?:and|,)\s(?:who|which|what|when|how|since|from|until|by)\b|[?,;:(.]|$)"
    r"|\b(?:systems?|software|tools?)\b[^?]{0,20}\b(?:manages?|records?|handles?|makes?|produces?|sells?)\s(?:the\s|your\s)?(?P<does>[^?,;:(.]{3,60})",
    re.IGNORECASE,
)
_KIND_OF_SYSTEM = re.compile(
    r"\b(?:which|what)\s(?:is\s(?:the\sname\sof\s)?your\s)?(?P<what>(?:[a-z][\w/-]*\s){1,4}?)(?:systems?|software|tools?|applications?|solutions?)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:\w+\s)?(?:system|software|tools?|it|this|that|each|them|name|main|current|other|management|is|are|the|your|of|kind|type|type of|in use)",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\b(?:use[sd]?|using|uses)\b[^.]{0,120}?\b(?:to|for)\b", re.IGNORECASE)

_OTHERS = re.compile(r"\b(?:expects?|requires?|asks?|other)\b[^.]{0,30}\bcouncils\b|\bcouncils\b", re.IGNORECASE)
"""Sentences about councils at large say nothing of this one."""


def extract(context: Context) -> None:
    """Claims of `function`."""
    for item in context.items:
        _asked(context, item)
    for item, segment in context.answered():
        kinds = item.asked.kinds
        if is_table(segment.text) or kinds & {"activity", "statistics"}:
            continue
        if "function" in kinds and not kinds & _OTHER_MATTERS:
            _listed(context, item, segment)
        elif said := (_SAID if "function" in kinds else _USED_FOR).search(segment.text):
            _listed(context, item, replace(segment, passage=segment.passage.sub(said.start("list"), said.end("list"))))
        else:
            _told(context, item, segment)
            _of_subject(context, item, segment)


def _asked(context: Context, item: AskedItem) -> None:
    """ "What is used for brokerage?", "Energy monitoring: SystemsLink": what asks for a system names its function."""
    question = item.item.question
    if question is None or not item.asked.kinds & {"system", "supplier"}:
        return
    if item.cell:
        what = item.cell.about
    else:
        asked = _ASKED.search(question.text) or _KIND_OF_SYSTEM.search(question.text)
        what = (asked["what"] or asked.groupdict().get("does") or "") if asked else ""
    for claim in [
        c
        for c in context.claims
        if c.field == "system" and c.question == item.label and c.polarity is Polarity.AFFIRMED
    ]:
        if item.cell and not item.cell.passage.span.covers(claim.evidence.span):
            continue
        passage = context.letter.view.at(claim.evidence.span)
        _add_named(context, item, Target(claim.service, claim.system), what, passage, claim.certainty)


def _add_named(
    context: Context,
    item: AskedItem,
    target: Target,
    what: str,
    passage: Passage,
    certainty: Certainty = Certainty.DEFINITE,
) -> None:
    """Functions that a phrase names, save what only repeats the service or names nothing."""
    for part, _ in _parts(what, None):
        part = re.sub(r"^(?:the|a|an|your|all)\s", "", part, flags=re.IGNORECASE)
        service = scheme("services").named(part)
        repeats = service is not None and (
            service.notation == target.service and (fold(part) in service.headings or _same(part, service.label))
        )
        if repeats or _SENTENCE.search(part) or _GENERIC.fullmatch(part):
            continue
        for function in _functions(part):
            context.add(target, "function", function, passage, item, NAME, stated=part, certainty=certainty)


def _same(part: str, label: str) -> bool:
    """Whether a phrase is the service's own name, give or take a word."""
    words = {word.rstrip("s") for word in re.findall(r"[a-z]+", part.lower())} - {
        "service",
        "system",
        "software",
        "management",
    }
    return words <= {word.rstrip("s") for word in re.findall(r"[a-z]+", label.lower())}


def _of_subject(context: Context, item: AskedItem, segment: Segment) -> None:
    """ "Gully cleaning is recorded in Gullywright", "8x8 Work for office phones": what the sentence is about."""
    match = _SUBJECT.match(segment.text) or _NAME_FOR.search(segment.text)
    if not match:
        return
    system = context.named_in(segment.text[match.start() : match.end() + 60])
    if system is None and not re.search(r"\b(?:it|the\ssame\ssystem)\b", segment.text[match.end() : match.end() + 20]):
        return
    for target in targets_of(context, item, segment)[:2]:
        _add_named(context, item, Target(target.service, system or target.system), match["what"], segment.whole)


def _listed(context: Context, item: AskedItem, segment: Segment) -> None:
    """ "CareDirector: case management, finances": each part of the list is a function."""
    via = _VIA.search(segment.text)
    for target in targets_of(context, item, segment):
        for part, in_last in _parts(segment.text, via):
            for function in _functions(part):
                quote = segment.whole if via is None else _until(segment, via.start())
                context.add(target, "function", function, quote, item, NAME, stated=part)
                if via and in_last:
                    _through(context, item, segment, via, function, part)


def _parts(text: str, via: re.Match[str] | None) -> Iterator[tuple[str, bool]]:
    """The parts of a list, and whether each belongs to its last member before a bracket."""
    listed = text[: via.start()] if via else re.sub(r"\([^)]*\)", "", text)
    last_comma = max(listed.rfind(","), listed.rfind(";"))
    at = 0
    for match in [*_SEPARATOR.finditer(listed), None]:
        end = match.start() if match else len(listed)
        part = listed[at:end].strip(" .\n")
        if part:
            yield part, at > last_comma
        at = match.end() if match else end


def _functions(part: str) -> list[str]:
    """Notations of a part, else its own words: `supplier/direct payments` are two."""
    shared = _SHARED_HEAD.match(part)
    if shared:
        return [name for word in (shared["first"], shared["second"]) for name in _functions(f"{word} {shared['head']}")]
    named = scheme("functions").named(part)
    if named:
        return [named.notation]
    return [_lowered(part)] if len(part.split()) <= 6 and not _SENTENCE.search(part) else []


def _lowered(words: str) -> str:
    """Words as stated, in lower case save abbreviations: `HR records`, `payroll`."""
    return " ".join(word if word[:2].isupper() else word.lower() for word in words.split())


def _through(context: Context, item: AskedItem, segment: Segment, via: re.Match[str], function: str, part: str) -> None:
    """ "finances (processed via ContrOCC)": the system in the bracket does it too."""
    bracket = segment.passage.sub(via.start(), via.end())
    for mention in context.mentions(bracket):
        if mention.system and mention.span.start >= via.start("name") - via.start():
            for target in context.uses_of(mention.system.name, segment.services):
                context.add(target, "function", function, bracket, item, NAME, stated=part)


def _until(segment: Segment, end: int) -> Passage:
    return Passage(segment.whole.view, segment.whole.start, segment.passage.start + end).strip()


def _told(context: Context, item: AskedItem, segment: Segment) -> None:
    """ "use systems to provide predictions about future attainment": a function that the scheme knows."""
    tells = _TELLS.search(segment.text)
    if not tells or _OTHERS.search(segment.text):
        return
    services = services_in(segment.text)[:1] or item.asked.services
    for concept, start, end in scheme("functions").find(segment.text):
        if start < tells.start():
            continue
        for service in services:
            quote = segment.passage.sub(tells.start(), end)
            context.add(
                Target(service), "function", concept.notation, quote, item, NAME, stated=segment.text[start:end]
            )
            break
