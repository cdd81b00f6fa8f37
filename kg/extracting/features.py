"""Mentions and names → what is to be seen of each: the features by which it is told what they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from kg.extracting.mentions import Mention
from kg.extracting.services import content_of
from kg.extracting.tokens import Words

_LEFT, _RIGHT = 9, 6
_AROUND = 50
"""So many values on either side of one are looked at: what stands beside it is among the nearest."""
_ASKED, _HEADED = 300, 200
"""So much of a question, from its end, and of a heading is looked at, in characters."""


def context_features(words: Words, first: int, last: int, kind: str) -> list[str]:
    """What stands around the tokens from `first` to `last` in their sentence, above and beside their unit."""
    start, end = words.bounds(min(first, len(words.tokens) - 1))
    tokens, classes = words.tokens, words.classes
    found = [kind, f"k {words.unit.kind}"]
    left = range(first - 1, max(start, first - _LEFT) - 1, -1)
    right = range(last, min(end, last + _RIGHT))
    near: dict[str, None] = {}
    for distance, at in enumerate(left, start=1):
        if distance <= 3:
            found.append(f"l{distance} {tokens[at].lower}")
        for one in classes[at]:
            near.setdefault(f"l {one}")
    nearest = next((f"nl {one}" for at in left for one in classes[at]), "nl none")
    after: dict[str, None] = {}
    for distance, at in enumerate(right, start=1):
        if distance <= 2:
            found.append(f"r{distance} {tokens[at].lower}")
        for one in classes[at]:
            after.setdefault(f"r {one}")
    if first - 1 >= start and first - 2 >= start:
        found.append(f"ll {tokens[first - 2].lower} {tokens[first - 1].lower}")
    found += [*near, *after, nearest, next((f"nr {one}" for at in right for one in classes[at]), "nr none")]
    found += dict.fromkeys(f"bl {tokens[at].lower}" for at in left)
    found += dict.fromkeys(f"br {tokens[at].lower}" for at in right)
    sentence = {one for at in range(start, end) for one in classes[at]}
    found += [f"s {one}" for one in sorted(sentence)]
    if first == start:
        found.append("begins sentence")
    if first == start and last >= end - 1:
        found.append("is sentence")
    found += _above(words)
    return found


def _above(words: Words) -> list[str]:
    """What asks for a unit, and what it stands under."""
    found = [f"lab {one}" for one in words.label]
    found += [f"ask {one}" for one in words.ask]
    found += [f"h {one}" for one in words.heading]
    label = words.unit.label
    if label:
        found += [f"labw {one}" for one in label.lower().split()[:6]]
        found.append(f"labs {' '.join(words.label[:4])}")
    else:
        found.append("no label")
    found += [f"askw {one}" for one in content_of(words.unit.ask[-_ASKED:])]
    found += [f"hw {one}" for heading in words.unit.headings[:1] for one in content_of(heading[:_HEADED])]
    if not words.unit.ask:
        found.append("no ask")
    if len(words.unit.questions) > 1:
        found.append("joint")
    return found


def mention_features(
    mention: Mention, words: Words, near: Sequence[Mention], day: date | None, named: Sequence[str]
) -> list[str]:
    """The features of a value: those of its place, of its own words, of the values and of the names beside it."""
    found = context_features(words, mention.first, mention.last, mention.kind)
    traits = [f"t {mention.trait}", f"t approx {mention.approximate}"]
    start, end = words.bounds(min(mention.first, len(words.tokens) - 1))
    base = words.tokens[start].start, words.tokens[end - 1].end
    at = near.index(mention, bisect_left(near, mention.start, key=attrgetter("start")))
    around = [one for one in near[max(0, at - _AROUND) : at + _AROUND + 1] if base[0] <= one.start < base[1]]
    peers = [one for one in around if one.kind == mention.kind]
    place = f"{min(sum(one.start < mention.start for one in peers), 3)} of {min(len(peers), 4)}"
    traits.append(f"i {place}")
    if mention.kind == "date":
        traits += _when(mention, day)
    elif mention.kind in ("money", "number"):
        traits.append(f"size {len(str(int(mention.value)))}")
    elif mention.kind in ("term", "extension", "route"):
        traits.append(f"v {mention.value}")
    kinds = {one.kind for one in around}
    traits += [f"with {one}" for one in sorted(kinds)]
    text = words.unit.passage.text
    covers = (mention.end - mention.start) * 2 > len(text)
    traits.append(f"covers {covers}")
    before = near[at - 1].kind if at else "-"
    after = near[at + 1].kind if at + 1 < len(near) else "-"
    traits += [f"pm {before}", f"nm {after}", f"pm {before} {after}", *named]
    crossed = [f"{one} & {place}" for one in found if one.startswith(("ask ", "lab ", "nl "))]
    crossed += [f"{one} & {trait}" for one in found if one.startswith(("ask ", "lab ")) for trait in traits[:1]]
    crossed += [f"{one} & {covers}" for one in found if one.startswith(("ask ", "lab "))]
    kind = mention.kind
    return [f"{kind}|{one}" for one in (*found, *traits, *crossed)]


def _when(mention: Mention, day: date | None) -> list[str]:
    """How a date stands to that of the letter."""
    if day is None or mention.interval is None:
        return ["when unknown"]
    bound = mention.interval.latest or mention.interval.earliest
    if bound is None:
        return ["when open"]
    months = (bound.year - day.year) * 12 + bound.month - day.month
    name = next(
        (
            n
            for limit, n in (
                (-120, "long past"),
                (-24, "past"),
                (-6, "last"),
                (-1, "lately"),
                (1, "now"),
                (9, "soon"),
                (30, "next"),
                (72, "later"),
            )
            if months <= limit
        ),
        "far",
    )
    return [f"when {name}", f"when {name} {mention.trait}"]
