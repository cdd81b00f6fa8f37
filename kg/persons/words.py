"""What a word may be in a name: given name, surname, word of a firm, ordinary word."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.catalogue import load
from kg.errors import DataError
from kg.resources import reference_dir
from kg.weights import shipped

_TECHNICAL = re.compile(r"(?:soft|ware|tech|com|net|sys|logic|data|systems|works|cloud|link|base|telesystems)$")
STRONG, WEAK = 3, 2


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    """Words that no person's name has: `firm`, of firms and products; `place`, of addresses, which begin with given
    names too ("Victoria Park"); `council`, behind the names of councils; `named`, firms and things called
    after persons; `post`, what persons are; `office`, of the e-mail addresses of offices; `other`, beside those that letters write in small letters."""
    lines = (reference_dir() / "person-words.tsv").read_text(encoding="utf-8").splitlines()
    return {name: frozenset(found.split()) for name, _, found in (line.partition("\t") for line in lines)}


@lru_cache(maxsize=1)
def _given() -> dict[str, int]:
    """Given names, each with how much it tells: those that few bear, or that products bear too, tell less."""
    lines = (reference_dir() / "given-names.txt").read_text(encoding="utf-8").split()
    return {line.rstrip("~"): WEAK if line.endswith("~") else STRONG for line in lines}


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset((reference_dir() / "surnames.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def _named() -> frozenset[str]:
    """First words of the names of systems and suppliers that the catalogue knows."""
    known = [name for system in load().systems for name in (system.name, *system.aliases)]
    known += [name for supplier in load().suppliers for name in (supplier.name, *supplier.aliases)]
    return frozenset(name.split()[0].lower() for name in known if name.split())


@lru_cache(maxsize=16384)
def is_ordinary(word: str) -> bool:
    """Whether letters use a word, in small letters, as any other."""
    return word in _classes()["other"] or word in _ordinary()


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    """The words that letters write in small letters; none while the weights that hold them are learned anew."""
    try:
        return shipped().ordinary
    except DataError:
        return frozenset()


@lru_cache(maxsize=16384)
def given(word: str) -> int:
    """How much a word, in small letters, tells that it is a given name: 0 to 3."""
    if word in _classes()["other"]:
        return 0
    told = max((_given().get(part, 0) for part in (word, word.partition("-")[0])), default=0)
    return min(told, WEAK) if is_ordinary(word) or word in _named() else told


@lru_cache(maxsize=16384)
def is_surname(word: str) -> bool:
    """Whether a word, in small letters, is known as a surname, whatever else it may be."""
    return word in _surnames() or word.partition("-")[2] in _surnames()


def posts() -> tuple[str, ...]:
    """What persons are in an office: `manager`, `officer`."""
    return tuple(sorted(_classes()["post"]))


def is_of_place(word: str) -> bool:
    """Whether a word ends the name of a street or building."""
    return word in _classes()["place"]


@lru_cache(maxsize=16384)
def is_of_firm(word: str) -> bool:
    """Whether a word, in small letters, makes what it stands in the name of a firm or product."""
    return word in _classes()["firm"] or (len(word) > 5 and _TECHNICAL.search(word) is not None)


@lru_cache(maxsize=4096)
def is_known(name: str) -> bool:
    """Whether a name is that of a system, supplier or council, or of a firm or thing called after a person."""
    if name.lower().replace(" ", "_") in _classes()["named"]:
        return True
    return bool(load().system(name) or load().supplier(name) or load().council(name))


def is_of_council(word: str) -> bool:
    """Whether a word behind a name, in small letters, makes it that of a council or another public body."""
    return word in _classes()["council"]


def is_of_office(word: str) -> bool:
    """Whether a word, in small letters, makes an e-mail address that of an office."""
    return word in _classes()["office"]
