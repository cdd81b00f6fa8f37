"""Answers → segments: the sentences and lines of an answer, each with the service or system it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from kg.model import Answer, Passage, View

_LABELLED = re.compile(r"^(?:[-*•·◦]\s+)?(?P<label>[^\n:]{2,60}?)\s*(?::|\s[–—-])(?:\s+|$)")
_SENTENCE_END = re.compile(r"[.!?](?P<gap>[\"”’')]?\s+)(?=[A-Z0-9£\"“‘'(])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|approx|no|nos|ref|ltd|inc|co|st|dr|mr|mrs|ms|c|ca|incl|p\.a|p|cont|dept|vs|etc|v|fig)|\b[A-Z])\.$",
    re.I,
)


@dataclass(frozen=True)
class Segment:
    """A sentence or line, the label before it left out; `services` and `system` are what the label names."""

    passage: Passage
    """The words after the label."""
    whole: Passage
    """The words with the label."""
    services: tuple[str, ...] = ()
    system: str | None = None
    lead: str = ""
    """The line that introduces a list, for a line of that list."""

    @cached_property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a label before a colon or dash names."""

    services: tuple[str, ...] = ()
    system: str | None = None

    @property
    def names_something(self) -> bool:
        return bool(self.services or self.system)


LabelReader = Callable[[str], Labelled]


def segments_of(answer: Answer, read_label: LabelReader) -> tuple[Segment, ...]:
    """The segments of an answer in order. A label that stands alone holds for what follows it."""
    found: list[Segment] = []
    standing = Labelled()
    lead = ""
    for passage in map(_without_number, answer.passages):
        if is_table(passage.text):
            found.append(Segment(passage, passage, standing.services, standing.system, lead))
            continue
        for line in _units(passage):
            words, named = _labelled(line, read_label)
            if named.names_something and words.start >= words.end:
                standing = named
                continue
            label = named if named.names_something else standing
            found += _sentences(Segment(words, line, label.services, label.system, lead), read_label)
            lead = line.text if line.text.rstrip().endswith(":") else lead
    return tuple(found)


def _without_number(passage: Passage) -> Passage:
    """A passage without the number of its question: "A8.", "3-5.", "Q6, 7 and 8:"."""
    match = _NUMBER.match(passage.text)
    return passage.sub(match.end()) if match else passage


_NUMBER = re.compile(
    r"\s*(?:(?:A(?:nswer)?|R(?:esponse)?|Q(?:uestions?)?)\s?\d{1,2}\s?[.:)](?=\s*\S)"
    r"|(?:Q(?:uestions?)?\s?)?\d{1,2}(?:\s?(?:[-–,&]|to|and)\s?\d{1,2})+(?:\sand\s\d{1,2})?\s?[.:)](?=\s+\S))\s*"
)


def is_table(text: str) -> bool:
    """Whether a passage is a table: two lines or more whose cells tabs part."""
    return text.count("\t") >= 2 and sum("\t" in line for line in text.splitlines()) >= 2


def _units(passage: Passage) -> Iterator[Passage]:
    """Lines, save those that a page's width has broken: these are joined."""
    lines = list(passage.lines())
    start = 0
    for i in range(1, len(lines)):
        if not _wraps(lines[i - 1], lines[i]):
            yield Passage(passage.view, lines[start].start, lines[i - 1].end)
            start = i
    if lines:
        yield Passage(passage.view, lines[start].start, lines[-1].end)


def _wraps(line: Passage, following: Passage) -> bool:
    """Whether a line was broken for want of room: its words run on, or the next word would have passed the width."""
    text, after = line.text, following.text
    if text[-1] in ".;!?" or _ENTRY.match(after):
        return False
    if _RUNS_ON.search(text):
        return True
    width = wrap_width(line.view)
    start = line.view.text.rfind("\n", 0, line.start) + 1
    if 0 < width < line.end - start + 1 + len(after.split()[0]):
        return True
    if text[-1] == ":":
        return False
    return after[0].islower() and len(text) > 30 and not label_like(after)


_ENTRY = re.compile(r"[-*•·]\s|\(?\w{1,3}[.)]\s")
_RUNS_ON = re.compile(
    r"\b(?:the|an?|of|to|for|and|or|in|on|at|by|with|from|since|until|between|under|is|are|was|were|its|our|their|which|that)$"
)
"""Words with which no line of a list and no sentence ends."""


def label_like(text: str) -> bool:
    """Whether a line begins like an entry of a list or form."""
    return _ENTRY.match(text) is not None or re.match(r"[A-Z][^:\n]{1,40}:\s", text) is not None


@lru_cache(maxsize=8)
def wrap_width(view: View) -> int:
    """The width at which a letter's lines were broken; 0 where they were not.

    It is that of the longest line which the next one carries on in small letters.
    """
    lines = view.text.splitlines()
    broken = [
        len(line.rstrip())
        for line, after in pairwise(lines)
        if after.lstrip()[:1].islower() and line.rstrip()[-1:] not in ("", ".", ":", ";", "!", "?")
    ]
    return max(broken) if len(broken) >= 3 and 40 <= max(broken) <= 120 else 0


def _labelled(line: Passage, read_label: LabelReader) -> tuple[Passage, Labelled]:
    """The words of a line after its label, and what that names; all of them where it names nothing."""
    text = line.text
    match = _LABELLED.match(text) if any(sign in text for sign in ":-–—") else None
    if match:
        named = read_label(match["label"].strip())
        if named.names_something:
            return line.sub(match.end()).strip(), named
    return line, _NO_LABEL


_NO_LABEL = Labelled()


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence: not that of an abbreviation, unless the next word begins a new one."""
    end = stop.start("gap")
    before = text[max(0, end - _NEAR) : end]
    if not _ABBREVIATION.search(before.rsplit(None, 1)[-1]) or (end == 3 and before.lower() == "no."):
        return True
    return _COMPANY_END.search(before) is not None and _OPENING.match(text, stop.end()) is not None


_COMPANY_END = re.compile(r"\b(?:Ltd|Inc|Co|plc|etc)\.$", re.IGNORECASE)
_OPENING = re.compile(r"(?:It|The|This|That|We|They|Our|There|These|In|On|Its?|A|An|No|Yes|Please)\b")
"""Words that begin a sentence, also after the full stop of an abbreviation."""
_NEAR = 100
"""So many characters before a full stop tell whether it ends a sentence."""
_LONGEST = 1500
"""No sentence is longer: what has no end is cut, so that reading a letter takes time in proportion to its length."""


def _bounded(bounds: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ends of sentences and the starts after them, with cuts where a sentence runs on without end."""
    start = 0
    for end, following in bounds:
        while end - start > _LONGEST:
            start += _LONGEST
            yield start, start
        yield end, following
        start = following


def _sentences(segment: Segment, read_label: LabelReader) -> Iterator[Segment]:
    text = segment.passage.text
    start = 0
    cuts = [m for m in _SENTENCE_END.finditer(text) if _ends_sentence(text, m)]
    bounds = list(_bounded([(m.start("gap"), m.end()) for m in cuts] + [(len(text), len(text))]))
    first = True
    for end, nxt in bounds:
        part = segment.passage.sub(start, end).strip()
        start = nxt
        if part.start >= part.end:
            continue
        body, named = _labelled(part, read_label)
        if named.names_something and body.start < body.end:
            segment = replace(segment, services=named.services or segment.services, system=named.system)
        whole = Passage(part.view, segment.whole.start, part.end) if first else part
        yield Segment(body, whole, segment.services, segment.system, segment.lead)
        first = False
