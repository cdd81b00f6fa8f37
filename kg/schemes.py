"""The concept schemes of `ontology/schemes/`: from words to the concepts they mean.

A label (`skos:prefLabel`, `skos:altLabel`, `skos:hiddenLabel`) is recognised anywhere in a text; a heading
(`kg:heading`) is a word too ordinary for that, which means the concept only where it stands alone.
https://www.w3.org/TR/skos-reference/#labels
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import DataError, NotFoundError
from kg.resources import ontology_dir, own_file, turtle
from kg.sparql import PREFIXES

_KG, _SCHEME = PREFIXES["kg"], PREFIXES["scheme"]  # as text: rdflib, which has them as terms, is slow to load
SKOS = "http://www.w3.org/2004/02/skos/core#"
_LABELS = (SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel")
_GAP = r"'?[\s\-]+'?"
_OUTER_APOSTROPHE = re.compile(r"(?<!\w)'|'(?!\w)|'(?=s(?!\w))")
_WORD = re.compile(r"[^\s\-]+")
_APOSTROPHES = "‘’ʼ＇`´"


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme; `labels` and `headings` are folded, longest first."""

    scheme: str
    notation: str
    iri: str
    label: str
    labels: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    broader: str | None = None
    """Notation of the broader concept in the same scheme."""
    unit: str | None = None
    """What a measure counts."""
    section: str | None = None
    """The section of an Act as letters cite it: `s.43(2)`."""
    hosts: tuple[str, ...] = ()
    """Hosts under which a referral's target publishes."""

    @property
    def host(self) -> str | None:
        return self.hosts[0] if self.hosts else None


class Scheme:
    """Concepts by notation, and by the words that mean them."""

    def __init__(self, name: str, concepts: Iterable[Concept]) -> None:
        self.name = name
        self.concepts = tuple(sorted(concepts, key=lambda concept: concept.iri))
        self._by_notation = {concept.notation: concept for concept in self.concepts}

    def by_notation(self, notation: str) -> Concept | None:
        """The concept with exactly this notation."""
        return self._by_notation.get(notation)

    def by_host(self, host: str) -> Concept | None:
        """The concept whose host is `host` or the nearest domain above it."""
        parts = host.lower().rstrip(".").split(".")
        for domain in (".".join(parts[i:]) for i in range(len(parts))):
            if domain in self._by_host:
                return self._by_host[domain]
        return None

    def find(self, text: str) -> list[tuple[Concept, int, int]]:
        """Concepts that `text` means and where: whole words, the longest label first, in order of position.

        Case, apostrophes, hyphen or space between words and "&" for "and" make no difference.
        """
        return [
            (self._by_words[_words(match.group())], match.start(), match.end())
            for match in self._pattern.finditer(fold(text))
        ]

    def first(self, text: str) -> Concept | None:
        """The first concept that `text` means."""
        match = self._pattern.search(fold(text))
        return self._by_words[_words(match.group())] if match else None

    def named(self, text: str) -> Concept | None:
        """The concept of which the whole of `text`, a heading or a cell, is a notation, label or heading."""
        return self._by_notation.get(text) or self._by_name.get(_words(text.strip(" \t\r\n*_#:.?")))

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], Concept]:
        return {_words(label): concept for concept in self.concepts for label in concept.labels}

    @cached_property
    def _by_name(self) -> dict[tuple[str, ...], Concept]:
        notations = {_words(concept.notation): concept for concept in self.concepts}
        headings = {_words(heading): concept for concept in self.concepts for heading in concept.headings}
        return notations | headings | self._by_words

    @cached_property
    def _by_host(self) -> dict[str, Concept]:
        return {host: concept for concept in self.concepts for host in concept.hosts}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        labels = sorted({_atoms(label) for concept in self.concepts for label in concept.labels})
        return re.compile(rf"(?<!\w){_trie(labels)}(?!\w)" if labels else r"(?!)")


@cache
def scheme(name: str) -> Scheme:
    """The scheme of a name, such as `services`; read once."""
    if name not in scheme_names():
        near = difflib.get_close_matches(name, scheme_names(), n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(scheme_names())}."
        raise NotFoundError(f"There is no concept scheme {name!r}.", hint)
    path, own = ontology_dir() / "schemes" / f"{name}.ttl", own_file(f"{name}.ttl")
    quads = turtle(path, "Install the package again.")
    if own:
        quads += turtle(own, "Mend the file.")
    try:
        return Scheme(name, _concepts(name, quads))
    except (KeyError, IndexError) as error:
        lacks = str(error).strip("'").rpartition("#")[2] or "a label"
        message = f"The concept scheme {own or path} has a concept without {lacks}."
        raise DataError(message, "Give each concept skos:notation and skos:prefLabel.") from error


@cache
def scheme_names() -> tuple[str, ...]:
    """Names of all schemes, sorted."""
    return tuple(sorted(path.stem for path in (ontology_dir() / "schemes").glob("*.ttl")))


def fold(text: str) -> str:
    """`text` in lower case with straight apostrophes, every character in its place."""
    straight = text
    for mark in _APOSTROPHES:
        straight = straight.replace(mark, "'")
    lower = straight.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in straight)


def _concepts(name: str, quads: Iterable[Quad]) -> Iterator[Concept]:
    """Concepts from the quads of a scheme's file."""
    values: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            of = values.setdefault(quad.subject.value, {})
            of.setdefault(quad.predicate.value, []).append(quad.object.value)
    for iri, of in values.items():
        if _SCHEME + name not in of.get(SKOS + "inScheme", ()):
            continue
        broader = of.get(SKOS + "broader", [""])[0]
        yield Concept(
            scheme=name,
            notation=of[SKOS + "notation"][0],
            iri=iri,
            label=of[SKOS + "prefLabel"][0],
            labels=_folded(label for predicate in _LABELS for label in of.get(predicate, ())),
            headings=_folded(of.get(_KG + "heading", ())),
            broader=values[broader][SKOS + "notation"][0] if broader else None,
            unit=of.get(_KG + "unit", [None])[0],
            section=of.get(_KG + "section", [None])[0],
            hosts=tuple(sorted(of.get(_KG + "host", ()))),
        )


def _folded(labels: Iterable[str]) -> tuple[str, ...]:
    unique = {" ".join(fold(label).split()) for label in labels}
    return tuple(sorted(unique, key=lambda label: (-len(label), label)))


def _words(text: str) -> tuple[str, ...]:
    """The words of a text as labels are compared: without apostrophes, "and" for "&"."""
    return tuple(_WORD.findall(fold(text).replace("'", "").replace("&", " and ")))


def _atoms(label: str) -> tuple[str, ...]:
    """A label as small expressions in sequence: apostrophes are optional, "&" stands for "and"."""
    atoms: list[str] = []
    for word in _WORD.findall(_OUTER_APOSTROPHE.sub("", label).replace("&", " and ")):
        atoms += [_GAP] if atoms else []
        if word == "and":
            atoms.append("(?:and|&)")
        else:
            atoms += ["'?" if char == "'" else re.escape(char) for char in word[:-1]]
            atoms.append("'?s" if word.endswith("s") and len(word) > 2 else re.escape(word[-1]))
    return tuple(atoms)


def _trie(labels: list[tuple[str, ...]]) -> str:
    """One expression for labels that share their beginnings; longer ones are tried before shorter."""
    following: dict[str, list[tuple[str, ...]]] = {}
    for label in labels:
        if label:
            following.setdefault(label[0], []).append(label[1:])
    branches = [atom + _trie(rests) for atom, rests in following.items()]
    if not branches:
        return ""
    if () in labels:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
