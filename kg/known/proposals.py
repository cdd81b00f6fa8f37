"""A graph → the same without the claims that rest on proposals of a language model, or with them alone.

What was concluded from claims that go is concluded anew from those that stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import UsageError
from kg.model import PROPOSER
from kg.rules import DERIVED, derive
from kg.sparql import PREFIXES
from kg.store import Store
from kg.vocab import KG

_RDF, _RDFS, _PROV = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["prov"]
_MADE = NamedNode(_PROV + "wasGeneratedBy")
_LABEL = NamedNode(_RDFS + "label")
_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(_RDF + name) for name in ("subject", "predicate", "object"))
_CONCERNS = NamedNode(str(KG.concerns))


class Proposals(StrEnum):
    """What to do with claims that rest on proposals."""

    WITH = "with"
    WITHOUT = "without"
    ONLY = "only"


def choice_of(text: str) -> Proposals:
    """What a user wants of claims that rest on proposals. Raises UsageError."""
    if text not in list(Proposals):
        raise UsageError(f"{text!r} is no choice of proposals.", f"Write one of: {', '.join(Proposals)}.")
    return Proposals(text)


def is_proposed(extractor: object) -> bool:
    """Whether a claim rests on a proposal, by the name of its extractor; the flat view has it as it is in its IRI."""
    return str(extractor).startswith((PROPOSER, PROPOSER.replace(" ", "-")))


def chosen(store: Store, choice: Proposals) -> Store:
    """The store as it is, or a new one without the claims that are not wanted and all that rests on them."""
    return store if choice is Proposals.WITH else Store.of(chosen_quads(store.quads(), choice))


def chosen_quads(quads: Iterable[Quad], choice: Proposals) -> list[Quad]:
    """The same of quads, in their order; what is concluded comes last."""
    if choice is Proposals.WITH:
        return list(quads)
    given = [quad for quad in quads if quad.graph_name != DERIVED]
    kept = _without(given, proposed=choice is Proposals.WITHOUT)
    return [*kept, *derive(iter(kept))]


def _without(quads: Sequence[Quad], *, proposed: bool) -> list[Quad]:
    """The quads without those of claims that are proposed, or without those of all others."""
    ours = {
        quad.subject for quad in quads
        if quad.predicate == _LABEL and isinstance(quad.object, Literal) and is_proposed(quad.object.value)
    }  # fmt: skip
    made = [(quad.subject, quad.object in ours) for quad in quads if quad.predicate == _MADE]
    gone = {subject for subject, is_ours in made if is_ours == proposed}
    said: dict[object, dict[object, object]] = {}
    for quad in quads:
        if quad.predicate in (_SUBJECT, _PREDICATE, _OBJECT, _CONCERNS):
            said.setdefault(quad.subject, {})[quad.predicate] = quad.object
    staying = {_triple(parts) for claim, parts in said.items() if claim not in gone}
    leaving = {_triple(parts) for claim, parts in said.items() if claim in gone} - staying
    living = {thing for claim, parts in said.items() if claim not in gone for thing in _about(parts)}
    dead = {thing for claim, parts in said.items() if claim in gone for thing in _about(parts)} - living
    return [
        quad for quad in quads
        if quad.subject not in gone and quad.subject not in dead and quad.object not in dead
        and (quad.subject, quad.predicate, quad.object) not in leaving
    ]  # fmt: skip


def _triple(parts: dict[object, object]) -> tuple[object, ...]:
    return parts.get(_SUBJECT), parts.get(_PREDICATE), parts.get(_OBJECT)


def _about(parts: dict[object, object]) -> Iterator[object]:
    """The use and the contract that a claim is about."""
    yield from (parts[key] for key in (_SUBJECT, _CONCERNS) if key in parts)
