"""Units → names of systems and suppliers, by a model of sequences over words, shapes, and the catalogue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.catalogue import load
from kg.extracting.services import content_of
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
_BEHIND = {"colon": (":",), "dash": (" - ", " – "), "gap": ("\t", "|", "   ")}
_ASKED = 250
"""So much of a question is looked at, from its end, in characters."""
_COMPANY = frozenset({"ltd", "limited", "plc", "llp", "inc", "group", "uk", "cyf"})
_WITHIN = frozenset({"of", "and", "&", "(", ")", "the", "for", "'"})
"""What may stand within a company's name."""
EAGERNESS = {"sure": 0, "likely": 80, "perhaps": 300}
"""How much is taken from the score of being no name, in each way of looking: what is none is found out later, what is
passed over is lost."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name: the tokens that make it, and whether it is that of a `system` or of a `supplier`."""

    unit: int
    first: int
    last: int
    """The token after the last."""
    kind: str
    found: str = ""
    """The ways in which it was found: those of `EAGERNESS`, `known` to the catalogue, `again` as elsewhere."""


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


@lru_cache(maxsize=16384)
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
    seen = _Seen(words, counts, ordinary)
    return [seen.features(at) for at in range(len(words.tokens))]


class _Seen:
    """A unit, with what is the same for all its tokens."""

    def __init__(self, words: Words, counts: Mapping[str, int], ordinary: frozenset[str]) -> None:
        self.words, self.counts, self.ordinary = words, counts, ordinary
        self.tokens = words.tokens
        self.known = known_names(words)
        self.shapes = [shape_of(token.text) for token in self.tokens]
        self.places = _places(words)
        self.near = [f"lab {one}" for one in words.label if one in _LABELS]
        self.near += [f"ask {one}" for one in words.ask if one in _LABELS]
        self.asked = [f"asked {word}" for word in content_of(words.unit.ask[-_ASKED:])[:20]]
        total = len(self.tokens)
        lengths = Counter(token.sentence for token in self.tokens)
        self.brief = {sentence for sentence, length in lengths.items() if length <= _BRIEF < total}
        """Sentences that are not much more than a name, beside others: "Mosaic. The contract ends in May."."""
        self.size = "1" if total == 1 else "3" if total <= 3 else "8" if total <= 8 else "long"

    def features(self, at: int) -> list[str]:
        return [*self.own(at), *self.beside(at), *self.together(at)]

    def own(self, at: int) -> list[str]:
        """What a token is by itself, in its place, and in view of what asks for it."""
        token, shape = self.tokens[at], self.shapes[at]
        lower, upper = token.lower, token.text[:1].isupper()
        capital = shape[:1] == "A" or (shape[:1] == "a" and "A" in shape)
        first = at == 0 or self.tokens[at - 1].sentence != token.sentence
        cap = f"cap{int(capital)} {'first' if first else 'in'}"
        tag = self.known.get(at, "")
        found = [
            f"w {lower}", f"s {shape}", f"p3 {lower[:3]}", f"x3 {lower[-3:]}", f"p4 {lower[:4]}", f"x4 {lower[-4:]}",
            f"x2 {lower[-2:]}", f"n {min(self.counts.get(token.text, 0), 3)} {shape}", cap, f"{cap} {self.size}",
            f"{cap} {self.words.unit.kind}", f"{cap} k {self.words.unit.kind}", f"known {tag}",
        ]  # fmt: skip
        if not self.words.label:
            found.append(f"{cap} no label")
        if tag:
            found += [f"known {tag} {one}" for one in self.near]
        found += [f"{cap} {one}" for one in self.near]
        found += [f"{cap} {self.size} {one}" for one in self.near] if self.size != "long" else []
        if upper and token.sentence in self.brief:
            found += [f"brief {cap}", *(f"brief {cap} {one}" for one in self.near)]
        found += [f"c {one}" for one in self.words.classes[at]]
        found += _rareness(self.words, at, self.ordinary)
        found += [f"{one} {upper}" for one in self.places[at]]
        return found + self.asked if upper or token.text[:1].isdigit() else found

    def beside(self, at: int) -> list[str]:
        """What the tokens before and after are, each by itself."""
        found: list[str] = []
        total, tokens = len(self.tokens), self.tokens
        for step in (-3, -2, -1, 1, 2, 3):
            other = at + step
            if not 0 <= other < total:
                found.append(f"{step} edge")
                continue
            if abs(step) < 3:
                found += [f"{step} {tokens[other].lower}", f"{step} s {self.shapes[other]}"]
                if other in self.known:
                    found.append(f"{step} known {self.known[other]}")
            found += [f"{step} c {one}" for one in self.words.classes[other]]
        for step in (-5, -4, 4, 5):
            if 0 <= at + step < total:
                found.append(f"far {step > 0} {tokens[at + step].lower} {tokens[at].text[:1].isupper()}")
        return found

    def together(self, at: int) -> list[str]:
        """What a token is together with those beside it."""
        tokens, shape = self.tokens, self.shapes[at]
        found: list[str] = []
        if at:
            found.append(f"-1,0 {tokens[at - 1].lower} {shape}")
        if at > 1:
            found.append(f"-2,-1 {tokens[at - 2].lower} {tokens[at - 1].lower}")
        if at + 1 < len(tokens):
            found += [f"0,1 {shape} {self.shapes[at + 1]}", f"0,+1 {shape} {tokens[at + 1].lower}"]
        if at + 2 < len(tokens):
            found.append(f"+1,+2 {tokens[at + 1].lower} {tokens[at + 2].lower}")
        return found


def _places(words: Words) -> list[list[str]]:
    """Where each token stands on its line: at its beginning or end, behind a colon, a dash, a bracket or a gap."""
    view, passage = words.unit.passage.view.text, words.unit.passage
    found: list[list[str]] = []
    start = stop = -1
    for token in words.tokens:
        if not start <= token.start < stop:
            start = max(view.rfind("\n", 0, token.start) + 1, passage.start)
            stop = view.find("\n", token.end, passage.end)
            line = view[start : stop if stop >= 0 else passage.end]
            stop = start + len(line)
            first = stop - len(line.lstrip(" -•*–·"))
            last = start + len(line.rstrip(" .;,)|*"))
            behind = {name: _first_end(line, marks) + start for name, marks in _BEHIND.items()}
            depth, counted = 0, start
        depth += view.count("(", counted, token.start) - view.count(")", counted, token.start)
        counted = token.start
        place = ["begins" if token.start <= first else "within", "within" if token.end < last else "ends"]
        place += [name for name, end in behind.items() if end <= token.start]
        if depth > 0:
            place.append("bracket")
        found.append([*(f"line {number} {one}" for number, one in enumerate(place)), f"line {' '.join(place)}"])
    return found


def _first_end(line: str, marks: Sequence[str]) -> int:
    """Where the first of any of these marks ends; behind the line's end where there is none."""
    return min((at + len(mark) for mark in marks if (at := line.find(mark)) >= 0), default=len(line) + 1)


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


def names_in(units: Sequence[Words], model: Model, ordinary: frozenset[str]) -> list[Named]:
    """All that may be names of a letter's units, in order; they may overlap, and what each is is told later."""
    counts = capitals_in(units)
    found: dict[tuple[int, int, int], tuple[str, list[str]]] = {}
    for number, words in enumerate(units):
        for way, first, last, kind in _tagged(words, model, counts, ordinary):
            found.setdefault((number, first, last), (kind, []))[1].append(way)
        for first, last, kind in _spans_known(words) if words.tokens else ():
            found.setdefault((number, first, last), (kind, []))[1].append("known")
    for place, kind in _again(units, found):
        found.setdefault(place, (kind, []))[1].append("again")
    return [Named(*place, kind, " ".join(ways)) for place, (kind, ways) in sorted(found.items())]


def _tagged(
    words: Words, model: Model, counts: Mapping[str, int], ordinary: frozenset[str]
) -> Iterator[tuple[str, int, int, str]]:
    """The stretches that the model takes for names: in which way of looking, their tokens, and what they are of."""
    outside = model.labels.index(OUTSIDE)
    none = [0 if place == outside else -_NEVER for place in range(len(model.labels))]
    stretches = list(_stretches(words, ordinary))
    if not stretches:
        return
    seen = _Seen(words, counts, ordinary)
    for start, end in stretches:
        rows = [model.scores(seen.features(at)) for at in range(start, end)]
        before, after = [none] * (start > 0), [none] * (end < len(words.tokens))  # a unit begins and ends with no step
        for way, eagerness in EAGERNESS.items():
            eager = [[*row[:outside], row[outside] - eagerness, *row[outside + 1 :]] for row in rows]
            _, path = best_paths(model, [*before, *eager, *after])[0]
            for first, last, kind in spans_of([model.labels[place] for place in path[len(before) :][: len(eager)]]):
                if last - first <= _LONGEST and not _is_no_name(words, start + first, start + last):
                    yield way, start + first, start + last, kind


def _is_no_name(words: Words, first: int, last: int) -> bool:
    """Whether tokens are surely none, whatever they look like: the address of a site, or a way of hosting."""
    if last - first == 1 and _SITE.fullmatch(words.tokens[first].text):
        return True
    lowers = [token.lower for token in words.tokens[first : last + 3]]
    return any(lowers[at : at + 3] == _AS_A_SERVICE for at in range(len(lowers) - 2))


def _stretches(words: Words, ordinary: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The stretches of tokens in which names may be: all but runs of ordinary words in small letters."""
    known = known_names(words)
    live = [
        at for at, token in enumerate(words.tokens)
        if at in known or not token.text.islower() or token.lower not in ordinary
    ]  # fmt: skip
    live = [at for at in live if at in known or words.tokens[at].text[:1].isalnum()]
    start = end = -1
    for at in live:
        if end >= 0 and at - end > _WITHIN_NAME:
            yield start, end
            start = at
        start = at if start < 0 else start
        end = at + 1
    if start >= 0:
        yield start, end


_SITE = re.compile(r"(?:[a-z0-9-]+\.)+(?:com|net|org|eu|info|uk)")
"""An address in small letters; what is sold under one is written with capitals (Evidence.com)."""
_AS_A_SERVICE = ["as", "a", "service"]
_BRIEF = 3
"""A sentence of no more tokens, its stop among them, is brief."""
_NEVER = 10**6
"""What an impossible tag scores."""
_LONGEST = 40
"""A name has no more tokens."""
_WITHIN_NAME = 2
"""So many ordinary words may stand within a name."""


def _again(
    units: Sequence[Words], found: Mapping[tuple[int, int, int], tuple[str, list[str]]]
) -> Iterator[tuple[tuple[int, int, int], str]]:
    """The other places of names that are surely such somewhere in the letter, written in the same way."""
    sure: dict[tuple[str, ...], str] = {}
    for (number, first, last), (kind, ways) in sorted(found.items()):
        texts = tuple(token.text for token in units[number].tokens[first:last])
        if "sure" in ways and any(char.isupper() for char in texts[0]) and len("".join(texts)) > 1:
            sure.setdefault(texts, kind)
    beginnings: dict[str, list[tuple[str, ...]]] = {}
    for texts in sure:
        beginnings.setdefault(texts[0], []).append(texts)
    for number, words in enumerate(units):
        tokens = [token.text for token in words.tokens]
        for at, text in enumerate(tokens):
            for texts in beginnings.get(text, ()):
                place = (number, at, at + len(texts))
                if tuple(tokens[at : at + len(texts)]) == texts and "sure" not in found.get(place, ("", []))[1]:
                    yield place, sure[texts]


def _spans_known(words: Words) -> Iterator[tuple[int, int, str]]:
    """The names that the catalogue knows: their tokens, and what they are of."""
    passage = words.unit.passage
    for start, end, kind in _mentions(passage.text):
        first, last = words.at(passage.start + start, passage.start + end)
        if first < last:
            yield first, last, "supplier" if kind.startswith("P") else "system"


def spans_of(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Tags `B-system`, `I-system`, … as stretches of tokens with what they are of."""
    first, kind = -1, ""
    for at, tag in enumerate([*tags, OUTSIDE]):
        begin, _, name = tag.partition("-")
        if kind and (begin != "I" or name != kind):
            yield first, at, kind
            kind = ""
        if tag != OUTSIDE and not kind:
            first, kind = at, name
