"""What a system is used for: lists under a question of use, labels, and the words of sentences and questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extracting.asking import services_in
from kg.extracting.context import AskedItem, Context, Target
from kg.extracting.focus import targets_of
from kg.extracting.moods import Mood, mood_at
from kg.extracting.segments import Segment, is_table
from kg.model import Certainty, Claim, Passage, Polarity
from kg.schemes import fold, scheme

NAME = "functions 2"

_SEPARATOR = re.compile(r"\s*(?:[,;]|\band\b|&)\s*(?![^()]*\))")
_SHARED_HEAD = re.compile(r"^(?P<first>\w+)/(?P<second>\w+)\s(?P<head>\w+)$")
_VIA = re.compile(r"\(\s*[^()]*\b(?:via|through|in|by|using)\s(?P<name>[^()]+?)\s*\)", re.IGNORECASE)
_OF_SENTENCES = (
    "we|it|they|you|which|who|that|but|both|all|nothing|everything|staff|future",
    r"is|are|was|were|do|does|has|have|had|not|no|none|n/a|please|see|as\sabove",
    r"start(?:s|ed)?|ends?|finishes|began|runs?\son|costs?|provides?|uses?|used|from|supplied",
)
_SENTENCE = re.compile(rf"\b(?:{'|'.join(_OF_SENTENCES)})\b|https?:|www\.|£|\b(?:19|20)\d\d\b", re.IGNORECASE)
"""Signs of a sentence: what has them is no name of a function."""
_SAYS_NOTHING = re.compile(
    r"\d|\||\bnbsp\b|\b(?:this|these|that|those|its?|their|own|last|first|second|firstly|latter|former|rest|most|only|some|such|other"
    r"|since|also|too|alike|well|now|still|yes|yours|itself|themselves|years?|months?|weeks?|bought|made|comes|go)\b",
    re.IGNORECASE,
)
"""Signs of words that are no name of a function either, whatever they stand behind: "for this", "for the last two"."""
_TAIL = re.compile(
    r"\s(?:(?:for|in|at|across|on)\s(?:the\s(?:council|authority|borough|county)|\d|our\b|all\b|each\b|your\b|these\b).*|by\s(?:the|our|your)\s.*)$",
    re.IGNORECASE,
)
"""What only says where or for whom: "payroll for the Council"."""
_OF_WHAT = re.compile(r"^(?P<head>\w+ing)\sof\s")
_OTHER_MATTERS = frozenset(
    {"system", "supplier", "contract_start", "contract_end", "contract_term", "contract_reference", "hosting", "cost"}
)
"""Where a question asks for these too, only words that tell of use are taken for functions."""
_SAID = re.compile(r"\b(?:use[sd]?|using)\b[^.;:]{0,80}?\bfor\s(?:the\s)?(?P<list>[a-z][^.;:]{3,200})", re.IGNORECASE)
_USED_FOR = re.compile(r"\bused\s(?:\w+\s)?for\s(?:the\s)?(?P<list>[a-z][^.;:]{3,200})", re.IGNORECASE)
_ONLY_FOR = re.compile(r"^for\s(?:the\s)?(?P<list>[a-z][^.;:]{3,200})", re.IGNORECASE)
_DOES = re.compile(
    r"\b(?:takes|handles|does|manages|records|processes|covers|supports|runs)\s(?P<list>[a-z][^.;:]{3,120})"
)
_SUBJECT = re.compile(
    r"(?:^|[;,]\s(?:and\s)?)(?P<what>(?:the\s)?[A-Za-z][^.;:]{2,80}?)\s(?:is|are|was|were)\s(?:still\s|all\s|both\s|also\s)*"
    r"(?:recorded|run|processed|handled|managed|kept|done|made|raised|issued|taken|paid|put\stogether|worked\sout|held|planned|appointed|logged|booked|part)\s(?:in|on|from|with|through|via|of|by)\b"
    r"|^(?P<subject>[A-Za-z][^.;:]{2,60}?)\s(?:runs?\son|reports?\sto|has\sits\sown\s\w+\sin)\s"
)
_NAME_FOR = re.compile(
    r"(?P<name>[A-Z0-9][\w-]*(?:\s[A-Z][\w-]*){0,4})\sfor\s(?:the\s)?(?P<what>[a-zH][^.,;:()]{2,50})"
)
_ASKED = re.compile(
    r"\b(?:used?|using|uses)\s(?:\w+\s){0,2}?(?:for|to\s(?P<verb>manage|record|handle|run|process|support|administer|monitor|store|collect|take|produce|make|give|track|reset|analyse|identify))\s"
    r"(?:the\s|your\s|all\s)?(?P<what>[^?,;:(.]{3,80}?)(?:\s(?:and|,)\s(?:who|which|what|when|how|since|from|until|by)\b|[?,;:(.]|$)"
    r"|\b(?:systems?|software|tools?|product)\b[^?]{0,20}\b(?:manages?|records?|handles?|makes?|produces?|for|to\sidentify)\s(?:the\s|your\s)?(?P<does>[^?,;:(.]{3,60})"
    r"|^and\s(?:for|what\sabout)\s(?:the\s|your\s)?(?P<also>[^?]{3,60})\??$",
    re.IGNORECASE,
)
_KIND_OF_SYSTEM = re.compile(
    r"\b(?:which|what|an?|your|the|any)\s(?:current\s|main\s|separate\s|corporate\s|core\s|name\sof\s(?:the|your)\s)*(?P<what>(?:[\w/&,-]+\s){1,6}?)(?:systems?|software|tools?|apps?|applications?|solutions?|products?|provider|portal|contract)\b"
    r"|\b(?:which|what|an?|your|the)\s(?P<short>(?-i:[A-Z]{2,6}))\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:\w+\s)?(?:system|software|tools?|it|this|that|each|them|name|main|current|other|management|is|are|the|your|of|kind|type|type of|in use|back office|back-office)",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\b(?:use[sd]?|using|uses)\b[^.]{0,120}?\b(?:to|for)\b", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:expects?|requires?|asks?|other)\b[^.]{0,30}\bcouncils\b|\bcouncils\b", re.IGNORECASE)
"""Sentences about councils at large say nothing of this one."""
_OPENING = re.compile(r"^(?:(?:yes|no)\W+|the\s|our\s|all\s)+", re.IGNORECASE)
_HEADING = 7
"""A question of no more words that asks nothing is the heading of what its answer is about."""


def extract(context: Context) -> None:
    """Claims of `function`."""
    for item in context.items:
        _asked(context, item)
    for item, segment in context.answered():
        kinds = item.asked.kinds
        if is_table(segment.text) or kinds & {"activity", "statistics"}:
            continue
        listed = "function" in kinds and not kinds & _OTHER_MATTERS
        said = _SAID.search(segment.text) if listed else _USED_FOR.search(segment.text)
        said = said or (_ONLY_FOR.match(segment.text) if listed else None)
        if said and not mood_at(segment.text, said.start("list")) & (Mood.DENIED | Mood.SUPPOSED):
            _listed(context, item, replace(segment, passage=segment.passage.sub(said.start("list"), said.end("list"))))
        elif listed and not _SENTENCE.search(re.sub(r"\([^)]*\)", "", segment.text)):
            _listed(context, item, segment)
        else:
            _told(context, item, segment)
            _of_subject(context, item, segment)


def _asked(context: Context, item: AskedItem) -> None:
    """What the label, the heading or the question before a system names it for."""
    for claim in [
        c for c in context.of_field("system") if c.question == item.label and c.polarity is Polarity.AFFIRMED
    ]:
        passage = context.letter.view.at(claim.evidence.span)
        target = Target(claim.service, claim.system)
        for what in _phrases(item, claim):
            if _add_known(context, item, target, what, passage, claim.certainty):
                break


def _phrases(item: AskedItem, claim: Claim) -> Iterator[str]:
    """The phrases that may name what a claim's system is for, the nearest first."""
    question = item.item.question
    segment = next((s for s in item.segments if s.whole.span.covers(claim.evidence.span)), None)
    if segment and segment.passage.start > segment.whole.start:
        yield segment.whole.text[: segment.passage.start - segment.whole.start]
        if segment.services:
            return  # of the several things that the question names, this is the one
    if segment and (named := _NAME_FOR.search(segment.text)) and claim.stated.split()[-1] in named["name"]:
        yield named["what"]
        return
    if question is None:
        return
    asked = _ASKED.search(question.text)
    if asked:
        what = asked["what"] or asked["does"] or asked["also"] or ""
        yield f"{asked['verb']} {what}" if asked["verb"] else what
        yield what
    for kind in _KIND_OF_SYSTEM.finditer(question.text):
        yield kind["what"] or kind["short"]
    if "?" not in question.text and len(question.text.split()) <= _HEADING:
        yield question.text
    yield question.heading


def _add_known(
    context: Context, item: AskedItem, target: Target, what: str, passage: Passage, certainty: Certainty
) -> bool:
    """Functions of the scheme that a phrase names, save what only repeats the service; whether there are any."""
    service = scheme("services").by_notation(target.service or "")
    found = False
    for part, _ in _parts(_TAIL.sub("", what), None):
        words = re.sub(r"^(?:the|a|an|your|all|main|core)\s", "", part, flags=re.IGNORECASE).strip()
        repeats = service and (fold(words) in service.headings or _same(words, service.label))
        if _GENERIC.fullmatch(words) or repeats:
            continue
        named = scheme("functions").named(words)
        concepts = [named] if named else [concept for concept, _, _ in scheme("functions").find(words)]
        for concept in concepts:
            context.add(target, "function", concept.notation, passage, item, NAME, stated=part, certainty=certainty)
        found = found or bool(concepts)
    return found


def _same(part: str, label: str) -> bool:
    """Whether a phrase is the service's own name, give or take a word."""
    words = {word.rstrip("s") for word in re.findall(r"[a-z]+", fold(part))} - {
        "service",
        "system",
        "software",
        "management",
    }
    named = {word.rstrip("s") for word in re.findall(r"[a-z]+", fold(label))} - {"and"}
    return words == named or not words or (words < named and len(words) == 1)


def _of_subject(context: Context, item: AskedItem, segment: Segment) -> None:
    """ "Gully cleaning is recorded in Gullywright", "8x8 Work for office phones": what the sentence is about."""
    for match in (*_SUBJECT.finditer(segment.text), *_NAME_FOR.finditer(segment.text)):
        if mood_at(segment.text, match.end()) & (Mood.DENIED | Mood.SUPPOSED | Mood.PAST):
            continue
        groups = match.groupdict()
        what = _OPENING.sub("", str(groups.get("what") or groups.get("subject")))
        system = context.named_in(segment.text[match.start() : match.end() + 60])
        if system is None and not re.search(
            r"\b(?:it|the\ssame\ssystem)\b", segment.text[match.end() : match.end() + 20]
        ):
            continue
        for target in targets_of(context, item, segment)[:2]:
            own = Target(target.service, system or target.system)
            for part, _ in _parts(_TAIL.sub("", what), None):
                words = re.sub(r"^(?:the|a|an|our)\s", "", part, flags=re.IGNORECASE)
                if _SENTENCE.search(words) or _GENERIC.fullmatch(words) or context.named_in(part):
                    continue
                for function in _functions(words):
                    context.add(own, "function", function, segment.whole, item, NAME, stated=part)
    does = _DOES.search(segment.text)
    system = context.named_in(segment.text[: does.start()]) if does else None
    if does and system and not mood_at(segment.text, does.start()):
        for target in targets_of(context, item, segment, does.start()):
            for part, _ in _parts(_TAIL.sub("", does["list"]), None):
                for concept in [c for c in [scheme("functions").named(part)] if c]:
                    context.add(target, "function", concept.notation, segment.whole, item, NAME, stated=part)


def _listed(context: Context, item: AskedItem, segment: Segment) -> None:
    """ "CareDirector: case management, finances": each part of the list is a function. Where a letter names no system,
    only those that the scheme knows: grants are used for much that no system is."""
    via = _VIA.search(segment.text)
    states = any(claim.polarity is Polarity.AFFIRMED for claim in context.of_field("system"))
    for target in targets_of(context, item, segment):
        for part, in_last in _parts(segment.text, via):
            for function in _functions(part) if states else _known(part):
                quote = segment.whole if via is None else _until(segment, via.start())
                context.add(target, "function", function, quote, item, NAME, stated=part)
                if via and in_last:
                    _through(context, item, segment, via, function, part)


def _parts(text: str, via: re.Match[str] | None) -> Iterator[tuple[str, bool]]:
    """The parts of a list, and whether each belongs to its last member before a bracket."""
    listed = text[: via.start()] if via else re.sub(r"\([^)]*\)", "", text)
    head = _OF_WHAT.match(listed)
    if head:
        listed = head["head"]
    last_comma = max(listed.rfind(","), listed.rfind(";"))
    at = 0
    for match in [*_SEPARATOR.finditer(listed), None]:
        end = match.start() if match else len(listed)
        part = _TAIL.sub("", listed[at:end].strip(" .:\n"))
        if part and not part.lower().startswith(("for ", "from ", "in ")):
            yield part, at > last_comma
        at = match.end() if match else end


def _functions(part: str) -> list[str]:
    """Notations of a part, else its own words: `supplier/direct payments` are two."""
    shared = _SHARED_HEAD.match(part)
    if shared:
        return [name for word in (shared["first"], shared["second"]) for name in _functions(f"{word} {shared['head']}")]
    if known := _known(part):
        return known
    said = len(part.split()) <= 6 and not _SENTENCE.search(part) and not _SAYS_NOTHING.search(part)
    return [_lowered(part)] if said else []


def _known(part: str) -> list[str]:
    """The notation of a part that the scheme knows."""
    named = scheme("functions").named(re.sub(r"^the\s", "", part))
    return [named.notation] if named else []


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
    if not tells or _OTHERS.search(segment.text) or mood_at(segment.text, tells.end() - 1):
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
