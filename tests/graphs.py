"""Makers of graphs for tests: what letters say, given as claims, described and reasoned over as a build does it.

The letters' text is made of the quotes of their claims and answers, so that every span holds its words.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pyoxigraph import Quad

from kg.catalogue import load
from kg.describing import describe_letter
from kg.describing.ontology import describe_ontology
from kg.describing.reference import describe_reference
from kg.extracting.asking import asked_by
from kg.extracting.besides import besides_in
from kg.model import (
    Answer,
    Certainty,
    Claim,
    Document,
    Entity,
    Evidence,
    Extraction,
    Interval,
    Item,
    Letter,
    LetterClaims,
    Outcome,
    Polarity,
    Question,
    Referral,
    Span,
    Value,
    View,
)
from kg.reconciling import reconcile
from kg.rules import derive
from kg.segmenting.refusing import refused
from kg.store import Store
from kg.values import interval_of
from kg.values.rolling import renews_on
from kg.vocab import ID

ADULT, CHILDREN = "adult-social-care", "childrens-social-care"
CONCLUSIONS = """
SELECT ?rule ?subject ?predicate ?value ?certainty ?earliest ?latest WHERE {
  ?claim kg:status/skos:notation "inferred" ; rdf:subject ?subject ; rdf:predicate ?predicate ; kg:value ?value ;
    kg:certainty/skos:notation ?certainty ; prov:wasGeneratedBy/rdfs:label ?rule .
  OPTIONAL { ?claim kg:earliest ?earliest ; kg:latest ?latest }
} ORDER BY ?rule ?subject ?predicate ?value"""
DATES = frozenset({"contract_start", "contract_end", "in_use_since", "in_use_until"})


@dataclass(frozen=True, slots=True)
class Said:
    """A claim without its place: the letter gives it one."""

    field: str
    value: Value
    service: str | None = ADULT
    system: str | None = None
    question: str | None = None
    certainty: Certainty = Certainty.DEFINITE
    polarity: Polarity = Polarity.AFFIRMED
    quote: str = ""

    @property
    def words(self) -> str:
        about = f"{self.service}, {self.system or 'a system'}"
        return self.quote or f"{about}: {self.field} {self.value} ({self.polarity}, {self.certainty})."


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what became of it; `look_in` are labels and addresses."""

    label: str
    text: str
    outcome: Outcome = Outcome.ANSWERED
    exemptions: tuple[str, ...] = ()
    look_in: tuple[tuple[str, str | None], ...] = ()

    @property
    def answer(self) -> str:
        return f"Answer to {self.label}: {self.outcome}."


def named(system: str, service: str = ADULT, **more: Any) -> Said:
    """The claim that a system is in use."""
    return Said("system", system, service, system, **more)


def letter(
    *said: Said,
    council: str = "Coventry City Council",
    date: str | None = "2024-10-02",
    reference: str = "FOI 1",
    asked: Sequence[Asked] = (),
) -> LetterClaims:
    """A letter that says and answers just this."""
    lines = [f"{council}, {date}, {reference}", *(one.words for one in said)]
    for one in asked:
        lines += [one.text, one.answer]
    text = "\n".join(lines)
    view = View(text, text, array("I", range(len(text))), bytes(len(text)))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document(sha256, f"{reference.lower().replace(' ', '-')}.txt", "text/plain", text)
    head = Letter(
        document, view, council, date, reference, "foia", None,
        items=refused([_item(view, one) for one in asked]),
        referrals=tuple(_referral(view, one, *target) for one in asked for target in one.look_in),
    )  # fmt: skip
    claims = tuple(_claim(text, one) for one in said)
    kinds = tuple(tuple(sorted(one.kinds)) for one in asked_by(head))
    besides = tuple(besides_in(one.text) for one in asked)
    return reconcile(head, Extraction(claims, (), kinds, besides=besides))


def quads_of(*letters: LetterClaims, reference: bool = True) -> list[Quad]:
    """The graph of letters; without the catalogue and the ontology it is small, and made in a moment."""
    quads = [quad for one in letters for quad in describe_letter(one)]
    if reference:
        quads += _reference(tuple(one.council for one in letters))
        quads += _ontology()
    return [*quads, *derive(iter(quads))]


@lru_cache(maxsize=4)
def _reference(councils: tuple[Entity, ...]) -> tuple[Quad, ...]:
    return tuple(describe_reference(load(), councils))


@cache
def _ontology() -> tuple[Quad, ...]:
    return tuple(describe_ontology())


def store_of(*letters: LetterClaims, reference: bool = True) -> Store:
    """The same, ready to be asked."""
    return Store.of(quads_of(*letters, reference=reference))


def _claim(text: str, said: Said) -> Claim:
    start = text.index(said.words)
    evidence = Evidence(Span(start, start + len(said.words)), said.words)
    return Claim(
        said.service, said.system, said.field, said.value, str(said.value), evidence, said.question, "tests 1",
        said.certainty, said.polarity, _interval(said), renews_on(said.field, said.value, said.words),
    )  # fmt: skip


def _interval(said: Said) -> Interval | None:
    return interval_of(str(said.value)) if said.field in DATES else None


def _item(view: View, asked: Asked) -> Item:
    at, answer = view.text.index(asked.text), view.text.index(asked.answer)
    return Item(
        Question(asked.label, view.passage(at, at + len(asked.text))),
        Answer((view.passage(answer, answer + len(asked.answer)),), asked.outcome, asked.exemptions),
    )


def _referral(view: View, asked: Asked, label: str, url: str | None) -> Referral:
    at = view.text.index(asked.answer)
    return Referral(asked.label, label, url, view.passage(at, at + len(asked.answer)))


def texts(store: Store, query: str) -> list[dict[str, str]]:
    """The solutions of a query, each term as its IRI or its words."""
    return [{name: str(getattr(term, "value", term)) for name, term in row.items()} for row in store.select(query)]


def concluded(store: Store, rule: str) -> list[tuple[str, str]]:
    """Subject and value of each conclusion of a rule; the subject by what follows `id/`."""
    return [(row["subject"].removeprefix(ID), row["value"]) for row in texts(store, CONCLUSIONS) if row["rule"] == rule]


def modular(*more: Said, system: str = "Liquidlogic", part: str = "ContrOCC") -> LetterClaims:
    return letter(
        named(system, CHILDREN), named(part, CHILDREN), Said("part_of", system, CHILDREN, part),
        Said("contract_reference", "REF 1", CHILDREN, system), *more, reference="B", date="2022-09-23",
    )  # fmt: skip
