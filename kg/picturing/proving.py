"""What a proof behind a picture is, how proofs are ordered, and what things are called; `evidence.py` makes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.picturing import wording
from kg.picturing.asking import Row, last
from kg.vocab import FIELDS

Names = dict[str, str]

FIELD_OF = {str(predicate): name for name, predicate in FIELDS.items()}
"""Predicate → field."""
_FIELDS = {name: number for number, name in enumerate(wording.FIELDS)}
_STATUSES = ("stated", "asserted", "inferred", "reference", "corrected", "rejected")
_PARTS = ("claim", "figure", "outcome")


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim as the panel shows it: what is said, how firmly, in which words, in which letter."""

    id: str
    field: str
    value: str
    part: str
    """`claim`, `figure` (a statistic) or `outcome` (a question not plainly answered)."""
    status: str
    """`stated` by a letter, `asserted` by a person, `reference` from the catalogue, `inferred` by a rule; what was read
    and is no claim any more is `corrected` or `rejected`."""
    about: str = ""
    """Council, service and system in words."""
    stated: str = ""
    quote: str = ""
    question: str = ""
    letter: str = ""
    """File name of the letter."""
    date: str = ""
    """Date of the letter."""
    certainty: str = "definite"
    polarity: str = "affirmed"
    confidence: str = ""
    """How likely it was read rightly, from 0 to 1; empty where no model judged it."""
    rule: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""
    """The catalogue's remark, or for an outcome what was asked."""
    grounds: tuple[str, ...] = ()
    """Identifiers of the proofs on which an inferred one rests."""
    order: str = ""
    """Its place among its like: the period of a figure, the number of a question."""
    source: str = ""
    """Identifier of the letter in which it can be read; of an inferred one the latest that it rests on."""
    span: tuple[int, int] = (0, 0)
    """Where the quote stands in the letter's canonical text."""
    council: str = ""
    service: str = ""
    decided: str = ""
    """What a person has decided about it: who, when and why."""

    @property
    def standing(self) -> str:
        """How it is drawn: its status, unless the letter denies it or only plans it; what a person asserts as what a
        letter states."""
        if self.polarity == "denied":
            return "denied"
        if self.certainty == "planned" and not self.is_set_aside:
            return "planned"
        return "stated" if self.status == "asserted" else self.status

    @property
    def is_set_aside(self) -> bool:
        """Whether it was read, and a person has rejected or corrected it."""
        return self.status in ("corrected", "rejected")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A proof with what it ties together, as identifiers."""

    proof: Proof
    subject: str
    predicate: str
    """Local name."""
    object: str
    concerns: str
    letter: str


@dataclass(frozen=True, slots=True)
class Use:
    """A council's use of a system for a service; the system is empty where no letter names it."""

    id: str
    council: str
    service: str
    system: str
    standing: str


def by_place(proofs: Iterable[Proof]) -> list[Proof]:
    """What letters state, the newest first; then what rules infer of it; then what the catalogue adds."""
    in_letter = sorted(proofs, key=lambda proof: (proof.letter, *place_of(proof)))
    newest = sorted(in_letter, key=lambda proof: proof.date, reverse=True)
    return sorted(newest, key=lambda proof: _STATUSES.index(proof.status))


def place_of(proof: Proof) -> tuple[int, str, int, str, str, str, str]:
    """Where a proof stands among those of its letter: claims first, by what they are about."""
    field = _FIELDS.get(proof.field, len(_FIELDS))
    like = proof.field if proof.part == "figure" else ""
    return _PARTS.index(proof.part), proof.about, field, like, proof.order, proof.value, proof.id


def name_of(iri: str, names: dict[str, str]) -> str:
    """The name of a thing or a concept; the last part of its IRI in words where it has none."""
    return names.get(iri) or wording.capital(last(iri).replace("-", " "))


def small(name: str) -> str:
    """A name within a sentence: its first letter small, unless it begins with an abbreviation (IT, GIS)."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def span_of(row: Row) -> tuple[int, int]:
    """Where a quote stands; nowhere if there is none."""
    return (int(row["start"]), int(row["start"]) + len(row["quote"])) if "quote" in row else (0, 0)
