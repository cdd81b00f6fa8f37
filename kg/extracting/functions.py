"""What a system is used for: lists under a question of use, and functions named in a sentence that tells of use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extracting.asking import services_in
from kg.extracting.context import AskedItem, Context, Target
from kg.extracting.segments import Segment, is_table
from kg.model import Passage
from kg.schemes import scheme

NAME = "functions 1"

_SEPARATOR = re.compile(r"\s*(?:[,;]|\band\b|&)\s*(?![^()]*\))")
_SHARED_HEAD = re.compile(r"^(?P<first>\w+)/(?P<second>\w+)\s(?P<head>\w+)$")
_VIA = re.compile(r"\(\s*[^()]*\b(?:via|through|in|by|using)\s(?P<name>[^()]+?)\s*\)", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:we|it|they|is|are|was|were|do|does|has|have|not|please|see)\b|https?:|www\.", re.IGNORECASE
)
"""Signs of a sentence: what has them is no name of a function."""
_TELLS = re.compile(r"\b(?:use[sd]?|using|uses)\b[^.]{0,120}?\b(?:to|for)\b", re.IGNORECASE)

_OTHERS = re.compile(r"\b(?:expects?|requires?|asks?|other)\b[^.]{0,30}\bcouncils\b|\bcouncils\b", re.IGNORECASE)
"""Sentences about councils at large say nothing of this one."""


def extract(context: Context) -> None:
    """Claims of `function`."""
    for item, segment in context.answered():
        if is_table(segment.text):
            continue
        if "function" in item.asked.kinds:
            _listed(context, item, segment)
        elif not item.asked.kinds & {"activity", "statistics"}:
            _told(context, item, segment)


def _listed(context: Context, item: AskedItem, segment: Segment) -> None:
    """ "CareDirector: case management, finances": each part of the list is a function."""
    via = _VIA.search(segment.text)
    for target in context.targets(item, segment):
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
    found = [concept.notation for concept, _, _ in scheme("functions").find(part)]
    return found or ([part.lower()] if len(part.split()) <= 6 and not _SENTENCE.search(part) else [])


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
