"""Units and systems → the services that something is for: what is to be seen of each service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from kg.catalogue import load
from kg.extracting.topics import topics_in
from kg.lexicon import words_of
from kg.schemes import scheme
from kg.scoring import Model

_STOP = frozenset({
    "the", "a", "an", "of", "and", "or", "to", "in", "for", "on", "by", "with", "is", "are", "was", "were",
    "be", "been", "it", "its", "this", "that", "which", "what", "who", "when", "how", "do", "does", "did",
    "you", "your", "we", "our", "us", "council's", "council", "system", "systems", "software", "use", "used",
    "uses", "please", "at", "from", "as", "have", "has", "had", "any", "if", "not", "no", "yes", "supplier",
    "contract", "date", "end", "start", "cost", "name",
})  # fmt: skip
NONE = "none"
_IMPLIES = 0.3
"""The share of the catalogue's systems for a function that must be for a service, so that the function implies it."""


@lru_cache(maxsize=8192)
def services_in(text: str) -> tuple[str, ...]:
    """The services that a text names, in order, each once."""
    return tuple(dict.fromkeys(concept.notation for concept, _, _ in scheme("services").find(text)))


@lru_cache(maxsize=8192)
def functions_in(text: str) -> tuple[str, ...]:
    """The functions that a text names, in order, each once."""
    return tuple(dict.fromkeys(concept.notation for concept, _, _ in scheme("functions").find(text)))


@lru_cache(maxsize=8192)
def implied_in(text: str) -> tuple[str, ...]:
    """The services of the functions that a text names, as the catalogue's systems have them."""
    table = _served()
    return tuple(dict.fromkeys(service for name in functions_in(text) for service in table.get(name, ())))


@cache
def _served() -> Mapping[str, tuple[str, ...]]:
    """Function → services that a good share of the catalogue's systems for it are for."""
    counts: dict[str, Counter[str]] = {}
    for record in load().systems:
        for function in record.functions:
            counts.setdefault(function, Counter()).update(record.services)
    found = {}
    for function, services in counts.items():
        total = services.total()
        found[function] = tuple(s for s, n in services.most_common() if n >= _IMPLIES * total)
    return found


@lru_cache(maxsize=8192)
def named_service(text: str) -> str | None:
    """The service of which a heading or a cell is the name."""
    concept = scheme("services").named(text)
    return concept.notation if concept else None


@lru_cache(maxsize=8192)
def content_of(text: str) -> tuple[str, ...]:
    """The words of a text that say what it is about, each once."""
    words = [w for w in dict.fromkeys(words_of(text)) if w not in _STOP and len(w) > 2 and w[0] != "#"]
    return tuple(words[:30])


Context = Sequence[tuple[str, str]]
"""Where something stands: pairs of a place (`row`, `ask`, `heading`, `subject`, …) and the words there, nearest first."""

NEAR = frozenset({"after", "before", "row", "label"})


def service_features(
    context: Context, service: str | None, typical: Sequence[str], all_named: Sequence[str]
) -> list[str]:
    """The features of a service for something in a context, or of none; `typical` are the services that the catalogue
    knows of it, `all_named` those that the letter names, the first named first."""
    words = [f"{service or NONE}|{word}" for word in _words(context, service)]
    return [*_placed(context, service, typical, all_named), *words]


def service_scores(
    model: Model, context: Context, services: Sequence[str | None], typical: Sequence[str], all_named: Sequence[str]
) -> list[int]:
    """The score of each service by its features. The words, which are the same for all, are looked up once."""
    scores = [model.score(_placed(context, service, typical, all_named)) for service in services]
    table = _by_word(model, tuple(services))
    for word in _words(context, ""):
        for at, weight in table.get(word, ()):
            if services[at] is not None:
                scores[at] += weight
    if None in services:
        at = services.index(None)
        scores[at] += sum(weight for word in _words(context, None) for own, weight in table.get(word, ()) if own == at)
    return scores


_tables: dict[int, tuple[Model, dict[str, list[tuple[int, int]]]]] = {}


def _by_word(model: Model, services: tuple[str | None, ...]) -> dict[str, list[tuple[int, int]]]:
    """Word → the places of the services for or against which it speaks, with its weight."""
    if id(model) not in _tables:
        places = {service or NONE: at for at, service in enumerate(services)}
        table: dict[str, list[tuple[int, int]]] = {}
        for feature, weight in model.weights.items():
            name, mark, word = feature.partition("|")
            if mark and word and name in places:
                table.setdefault(word, []).append((places[name], weight))
        _tables[id(model)] = (model, table)
    return _tables[id(model)][1]


def _words(context: Context, service: str | None) -> list[str]:
    """The words that speak for or against a service; for none only those nearby do."""
    if service is None:
        return [word for place, text in context if text and place in NEAR for word in content_of(text)]
    found: list[str] = []
    for place, text in context:
        words = content_of(text) if text else ()
        found += words
        if place in NEAR:
            found += [f"near {word}" for word in words]
    return found


def _placed(context: Context, service: str | None, typical: Sequence[str], all_named: Sequence[str]) -> list[str]:
    """What is to be seen of a service besides the words: where it is named and meant, and by whom."""
    return _of_none(context, typical, all_named) if service is None else _of(context, service, typical, all_named)


def _of(context: Context, service: str, typical: Sequence[str], all_named: Sequence[str]) -> list[str]:
    found = ["any", f"{service}|"]
    nearest = implied = topic = ""
    for place, text in context:
        if not text:
            continue
        here = services_in(text)
        if service in here:
            many = min(len(here), 3)
            found += [f"in {place}", f"in {place} of {many}", f"in {place} at {min(here.index(service), 2)}"]
            nearest = nearest or place
        elif here:
            found.append(f"others in {place}")
            nearest = nearest or f"other {place}"
        if named_service(text) == service:
            found.append(f"is {place}")
        means = implied_in(text)
        if service in means:
            found += [f"implied {place}", f"implied {place} of {min(len(means), 3)}"]
            implied = implied or place
        elif means:
            implied = implied or f"other {place}"
        topics = topics_in(text)
        if service in topics:
            found += [f"topic {place}", f"topic {place} of {min(len(topics), 3)}"]
            topic = topic or place
        elif topics:
            topic = topic or f"other {place}"
    found += [
        f"nearest {nearest}", f"nearest {nearest}, implied {implied}", f"topic nearest {topic}",
        f"nearest {nearest}, topic {topic}",
    ]  # fmt: skip
    return found + _known(service, typical, all_named, nearest)


def _known(service: str, typical: Sequence[str], all_named: Sequence[str], nearest: str) -> list[str]:
    found = []
    if service in typical:
        found += ["typical", f"typical of {min(len(typical), 3)}", f"typical, nearest {nearest}"]
    elif typical:
        found.append(f"typical others, nearest {nearest}")
    if service in all_named:
        found += ["named", f"named of {min(len(all_named), 4)}", f"named at {min(all_named.index(service), 3)}"]
    return found


def _of_none(context: Context, typical: Sequence[str], all_named: Sequence[str]) -> list[str]:
    found = ["none"]
    for place, text in context:
        if text and services_in(text):
            found.append(f"none, some in {place}")
        if text and implied_in(text):
            found.append(f"none, implied in {place}")
        if text and topics_in(text):
            found.append(f"none, topic in {place}")
    found.append(f"none, typical {min(len(typical), 2)}")
    found.append(f"none, named {min(len(all_named), 4)}")
    return found


def services_named(texts: Iterable[str]) -> list[str]:
    """All services that texts name, in order, each once."""
    return list(dict.fromkeys(service for text in texts for service in services_in(text)))
