"""Answers → referrals: the pages, registers and files to which a letter sends its reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

from kg.model import Item, Passage, Referral, View
from kg.schemes import scheme
from kg.segmenting.labels import JOINT, fold_label

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"”’)\]]+[^\s<>\"”’)\].,;:]", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>[^\n:.]{2,60}?)\s*[-–:]\s*<?$")
_ADDRESS = re.compile(r"://|www\.", re.IGNORECASE)
_WEBSITE = re.compile(
    r"\bon\s(?:the\s|our\s)?(?P<name>(?:[\w&-]+\s){0,4}[\w&-]+['’]s?\s(?:\w+\s)?(?:website|web\s?page|web\s?site|portal))\b[^.]{0,60}$",
    re.IGNORECASE,
)
"""Whose website it is: "on the council's website"."""
_LISTED = re.compile(
    r"(?:^|[\n•*-]\s?)(?:-\s)?(?:the\s|our\s)?(?P<name>(?:[^\s,.:;]+\s){1,7}[^\s,.:;]+)(?:,[^.:]*)?:\s*$", re.IGNORECASE
)
"""An entry of a list: "payments to suppliers of more than £500, month by month:"."""
_SAYING = re.compile(r"\b(?:is|are|was|were|be|can|may|has|have|see|visit|please|this|these|it|they)\b", re.IGNORECASE)
_HELD_BY = re.compile(
    r"\b(?:published|held|run|maintained|produced|collected|available|belongs?)\s(?:with|by|from|to|in)\s(?:the\s|our\s)?"
    r"(?P<name>[A-Z][\w’'-]*(?:\s(?:(?:of|for|and|the)\s)?(?:[A-Z][\w’'-]*|\d[\w]*|papers|reports|minutes|statistics|register))*)"
)
"""Who publishes, or with what: "published with the Cabinet papers for 11 July 2023"."""
_PART = re.compile(
    r"\b(?:open|see|use|download|go to|look at)\s+(?:the\s+)?(?P<part>(?:file|sheet|table|tab|page|annex|spreadsheet)\b.+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Address:
    """An address as found in a passage; `label` is what the letter calls it, if it does."""

    url: str | None
    label: str | None
    passage: Passage
    before: str = ""
    """The words of its passage before it, from the address before."""


def referrals_of(items: Sequence[Item], view: View) -> tuple[Referral, ...]:
    """All referrals of a letter, in order, each once for each question."""
    found: list[Referral] = []
    full: set[str] = set()
    about = {item.label: f"{item.question.heading} {item.question.text}" for item in items if item.question}
    for labels, passages in _answers(items):
        addresses = [address for passage in passages for address in _addresses(passage, view)]
        parts = [part for passage in passages for part in _parts(passage)]
        shared = next((a for a in addresses if a.url), None)
        if parts and shared and shared.url:
            for printed, part, passage in parts:
                label = part if shared.url in full else f"{_full_name(shared.url)}, {part}"
                full.add(shared.url)
                found.append(Referral(printed, label, shared.url, passage))
            continue
        found += [Referral(q, _label(a, about.get(q, "")), a.url, a.passage) for a in addresses for q in labels]
    return tuple(dict.fromkeys(found))


def _answers(items: Sequence[Item]) -> Iterator[tuple[list[str | None], tuple[Passage, ...]]]:
    """Answers with the labels that share them, each once."""
    seen: dict[tuple[Passage, ...], list[str | None]] = {}
    for item in items:
        if item.answer and item.answer.passages:
            own = tuple(p for p in item.answer.passages if not _parts(p))
            seen.setdefault(own, []).append(item.label)
    parted: dict[str | None, list[Passage]] = {}
    for item in items:
        for passage in item.answer.passages if item.answer else ():
            if _parts(passage):
                parted.setdefault(item.label, []).append(passage)
    for own, labels in seen.items():
        more = [passage for label in dict.fromkeys(labels) for passage in parted.get(label, ())]
        yield labels, own + tuple(dict.fromkeys(more))


def _addresses(passage: Passage, view: View) -> Iterator[_Address]:
    for link in view.links:
        if passage.start <= link.start < passage.end and not link.target.lower().startswith("mailto:"):
            label = view.text[link.start : link.end]
            url = link.target if _URL.match(link.target) else None
            yield _Address(url, None if _URL.match(label) else label, view.passage(link.start, link.end))
    text = passage.text
    if not _ADDRESS.search(text):
        return
    told = 0
    for match in _URL.finditer(text):
        before, told = text[told : match.start()], match.end()
        start = passage.start + match.start()
        if any(link.start <= start < link.end for link in view.links):
            continue
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        named = _NAMED.match(line.rstrip("< "), 0) or _NAMED.match(line)
        name = named["name"].strip() if named and len(named["name"].split()) <= 4 else None
        yield _Address(match[0], name, passage.sub(*match.span()), " ".join(before.split()))


def _parts(passage: Passage) -> list[tuple[str, str, Passage]]:
    """ "For Question 3, open File C1": the question, the part, and the words."""
    named = _part_named(passage.text)
    return [(*named, passage)] if named else []


@lru_cache(maxsize=256)
def _part_named(text: str) -> tuple[str, str] | None:
    """The question and the part that a passage names."""
    text = " ".join(text.split())
    joint = JOINT.match(text)
    part = _PART.search(text) if joint else None
    if not joint or not part:
        return None
    words = part["part"].rstrip(" .")
    return fold_label(joint["labels"]), words[0].lower() + words[1:]


def _label(address: _Address, about: str) -> str:
    """What a letter calls an address: its name, whose website it is, the register or paper that words or address name."""
    if address.label:
        return address.label
    url, words = address.url or "", address.before
    if owned := _WEBSITE.search(words):
        return owned["name"]
    targets = scheme("referral-targets")
    listed = _LISTED.search(words)
    told = listed if listed and not _SAYING.search(listed["name"]) else _HELD_BY.search(words)
    named = _target(words)
    if told and (not named or named.lower() in told["name"].lower()):
        return " ".join(told["name"].split())
    if named:
        return named
    target = targets.first(unquote(url).replace("_", " ").replace("/", " / "))
    if target:
        return target.notation
    title = _title(url)
    if re.search(r"\bregister\b", words) and title.isalpha():
        return f"{title} register"
    return _target(about) or title


def _target(text: str) -> str | None:
    """The register, paper or page that a text names last; its own words."""
    hits = [text[start:end] for _, start, end in scheme("referral-targets").find(text)]
    named = [hit for hit in hits if not hit.lower().endswith("website")]
    if not named:
        return None
    last = named[-1]
    return last if re.search(r"[A-Z]", last[1:]) else last[0].lower() + last[1:]


def _full_name(url: str) -> str:
    """Publisher and title of a page, as a reference list gives them."""
    host = _split(url).hostname or ""
    publisher = getattr(scheme("referral-targets").by_host(host), "label", host)
    return f"{publisher}, {_title(url)}"


def _split(url: str) -> SplitResult:
    """An address taken apart; a damaged one is all path."""
    try:
        return urlsplit(url if "//" in url else f"//{url}")
    except ValueError:
        return SplitResult("", "", url, "", "")


def _title(url: str) -> str:
    """A page's name as its address has it: the longest hyphenated part, else the last, else the host."""
    parts = _split(url)
    segments = [s for s in unquote(parts.path).split("/") if s and not s.isdigit()]
    if not segments:
        return parts.hostname or url
    best = max(segments, key=lambda s: (s.count("-"), segments.index(s)))
    return re.sub(r"[-_]+", " ", re.sub(r"\.\w{2,4}$", "", best)).strip()
