"""Units → names of systems and suppliers, by a model of sequences over words, shapes, and the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.catalogue import load
from kg.extracting.tokens import Words
from kg.scoring import Model, best_paths

OUTSIDE = "O"
_LABELS = frozenset(
    [
        "software",
        "supplier",
        "supply",
        "name",
        "use",
        "contract",
        "reference",
        "cost",
        "start",
        "end",
        "hosting",
        "function",
        "users",
        "procure",
        "partof",
    ]
)
"""Classes that matter where a label, a question or a heading holds them."""
_NAMING = frozenset({"software", "supplier", "name"})
_COMPANY = frozenset({"ltd", "limited", "plc", "llp", "inc", "group", "uk", "cyf"})
_WITHIN = frozenset({"of", "and", "&", "(", ")", "the", "for", "'"})
"""What may stand within a company's name."""
EAGERNESS = 80
"""How much is taken from the score of being no name: what is none is found out later, what is passed over is lost."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name: the tokens that make it, and whether it is that of a `system` or of a `supplier`."""

    unit: int
    first: int
    last: int
    """The token after the last."""
    kind: str


def known_names(words: Words) -> dict[int, str]:
    """For each token that the catalogue knows as part of a name: `B` or `I`, `S` or `P`, `?` where it is ambiguous."""
    if not words.tokens:
        return {}
    passage = words.unit.passage
    found: dict[int, str] = {}
    for mention in _mentions(passage.text):
        first, last = words.at(passage.start + mention[0], passage.start + mention[1])
        for at in range(first, last):
            found[at] = ("B" if at == first else "I") + mention[2]
    return found


@lru_cache(maxsize=2048)
def _mentions(text: str) -> tuple[tuple[int, int, str], ...]:
    found = []
    for mention in load().find(text):
        kind = "S" if mention.system else "P"
        if mention.system and mention.supplier and mention.supplier_span is None:
            kind = "E"
        found.append((mention.span.start, mention.span.end, kind + ("?" if mention.ambiguous else "")))
    return tuple(found)


def shape_of(word: str) -> str:
    """Capitals, small letters and figures of a word, runs as one: `iTrent` is `aAa`, `Unit4` `Aa0`, `IDOX` `A+`."""
    found = ""
    for char in word:
        kind = "A" if char.isupper() else "a" if char.islower() else "0" if char.isdigit() else char
        if not found.endswith(kind):
            found += kind
    return found + "+" if found == "A" and len(word) > 1 else found


def features_of(words: Words, counts: Mapping[str, int], ordinary: frozenset[str]) -> list[list[str]]:
    """The features of each token of a unit.

    `counts` tells how often a word stands in the letter in capitals, `ordinary` which words letters write in small ones.
    """
    tokens = words.tokens
    known = known_names(words)
    shapes = [shape_of(token.text) for token in tokens]
    total = len(tokens)
    near = [f"lab {one}" for one in words.label if one in _LABELS] + [
        f"ask {one}" for one in words.ask if one in _LABELS
    ]
    around = [f"k {words.unit.kind}"]
    if not words.label:
        around.append("no label")
    size = "1" if total == 1 else "3" if total <= 3 else "8" if total <= 8 else "long"
    found = []
    for at, token in enumerate(tokens):
        shape = shapes[at]
        features = [
            f"w {token.lower}", f"s {shape}", f"p3 {token.lower[:3]}", f"x3 {token.lower[-3:]}",
            f"n {min(counts.get(token.text, 0), 3)} {shape}",
        ]  # fmt: skip
        capital = shape[:1] == "A" or (shape[:1] == "a" and "A" in shape)
        first = at == 0 or tokens[at - 1].sentence != token.sentence
        place = "first" if first else "in"
        cap = f"cap{int(capital)} {place}"
        features += [cap, f"{cap} {size}", f"{cap} {words.unit.kind}"]
        tag = known.get(at, "")
        features.append(f"known {tag}")
        if tag:
            features += [f"known {tag} {one}" for one in near]
        features += [f"{cap} {one}" for one in near]
        features += [f"{cap} {size} {one}" for one in near] if size != "long" else []
        features += [f"{cap} {one}" for one in around]
        for step in (-3, -2, -1, 1, 2, 3):
            other = at + step
            if not 0 <= other < total:
                features.append(f"{step} edge")
                continue
            lower = tokens[other].lower
            if abs(step) < 3:
                features += [f"{step} {lower}", f"{step} s {shapes[other]}"]
                if other in known:
                    features.append(f"{step} known {known[other]}")
            features += [f"{step} c {one}" for one in words.classes[other]]
        features += [f"c {one}" for one in words.classes[at]]
        features += _rareness(words, at, ordinary)
        if at:
            features.append(f"-1,0 {tokens[at - 1].lower} {shape}")
            if at > 1:
                features.append(f"-2,-1 {tokens[at - 2].lower} {tokens[at - 1].lower}")
        if at + 1 < total:
            features.append(f"0,1 {shape} {shapes[at + 1]}")
            features.append(f"0,+1 {shape} {tokens[at + 1].lower}")
        found.append(features)
    return found


def _rareness(words: Words, at: int, ordinary: frozenset[str]) -> list[str]:
    """Whether a capitalised word and those beside it are ordinary ones, and whether a company's name ends nearby."""
    tokens = words.tokens
    token = tokens[at]
    found: list[str] = []
    if token.text[:1].isupper():
        rare = "ordinary" if token.lower in ordinary else "rare"
        first = at == 0 or tokens[at - 1].sentence != token.sentence
        found += [rare, f"{rare} {first}", f"{rare} {words.unit.kind}"]
        found += [f"{rare} ask {one}" for one in words.ask if one in _NAMING]
        found += [f"{rare} lab {one}" for one in words.label if one in _NAMING]
    for step in (-1, 1):
        other = at + step
        if 0 <= other < len(tokens) and tokens[other].text[:1].isupper():
            found.append(f"{step} {'ordinary' if tokens[other].lower in ordinary else 'rare'}")
    for later in tokens[at + 1 : at + 6]:
        if later.lower in _COMPANY:
            found.append("company ahead")
            break
        if not later.text[:1].isupper() and later.lower not in _WITHIN:
            break
    return found


def capitals_in(units: Sequence[Words]) -> Counter[str]:
    """How often each capitalised word stands in the units of a letter."""
    return Counter(token.text for words in units for token in words.tokens if token.text[:1].isupper())


def names_in(units: Sequence[Words], model: Model, ordinary: frozenset[str]) -> Iterator[Named]:
    """All names of a letter's units, in order; rather too many, since what each name is is told later."""
    counts = capitals_in(units)
    outside = model.labels.index(OUTSIDE)
    for number, words in enumerate(units):
        if not words.tokens:
            continue
        rows = [model.scores(features) for features in features_of(words, counts, ordinary)]
        for row in rows:
            row[outside] -= EAGERNESS
        _, path = best_paths(model, rows)[0]
        yield from spans_of([model.labels[place] for place in path], number)


def spans_of(tags: Sequence[str], unit: int) -> Iterator[Named]:
    """Tags `B-system`, `I-system`, … as stretches."""
    first, kind = -1, ""
    for at, tag in enumerate([*tags, OUTSIDE]):
        begin, _, name = tag.partition("-")
        if kind and (begin != "I" or name != kind):
            yield Named(unit, first, at, kind)
            kind = ""
        if tag != OUTSIDE and not kind:
            first, kind = at, name
