"""Decisions of people → a named graph of its own: what each says, who, when and why (PROV), and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kg.describing import terms
from kg.describing.claims import DECIDED, PROV, RDFS, SKOS, claim_node, date_literal
from kg.describing.letters import letter_key
from kg.describing.reference import DCT
from kg.describing.sink import Sink
from kg.model import Entity, Kind, LetterClaims, Ruling
from kg.vocab import KG

OWL = "http://www.w3.org/2002/07/owl#"
Parts = tuple[str, ...]


def describe_decisions(
    rulings: Iterable[tuple[Ruling, str, str, str]],
    letters: Sequence[LetterClaims],
    same: Mapping[tuple[Kind, str], Entity],
    called: Mapping[tuple[Kind, str], str],
    differing: Iterable[tuple[Parts, Parts]],
) -> Iterator[Quad]:
    """The graph `id/graph/decisions`; nothing where nobody has decided anything.

    `rulings` are those on decisions that stand, each with who decided, why and its source, as they are shown; `same`
    says what each thing is one with, `called` its own name, and `differing` which contracts are not one.
    """
    sink = Sink(terms.graph("decisions"))
    for ruling, who, why, source in rulings:
        _decision(sink, ruling, who, why, source)
    for letter in letters:
        _claims(sink, letter)
    for (kind, key), entity in sorted(same.items()):
        node, whole = terms.thing(kind, key), terms.thing(entity.kind, entity.key)
        sink.add(node, OWL + "sameAs", whole)
        if called[kind, key] != entity.name:
            sink.add(whole, SKOS + "altLabel", Literal(called[kind, key]))
    for one, other in differing:
        sink.add(terms.thing(*one), OWL + "differentFrom", terms.thing(*other))
    return sink.quads()


def _decision(sink: Sink, ruling: Ruling, who: str, why: str, source: str) -> None:
    decision = ruling.decision
    node = terms.thing("decision", decision.key)
    if not sink.begin(node):
        return
    sink.type(node, KG.Decision)
    sink.type(node, PROV + "Activity")
    sink.add(node, KG.verdict, Literal(decision.decision))
    sink.add(node, KG.effect, Literal(ruling.effect.value))
    agent = terms.thing("agent", terms.slug(who))
    sink.type(agent, PROV + "Agent")
    sink.add(agent, RDFS + "label", Literal(who))
    sink.add(node, PROV + "wasAssociatedWith", agent)
    if decision.when:
        sink.add(node, DCT + "date", date_literal(decision.when[:10]))
    if why:
        sink.add(node, RDFS + "comment", Literal(why))
    if source:
        sink.add(node, DCT + "source", Literal(source))


def _claims(sink: Sink, letter: LetterClaims) -> None:
    """Which claims decisions have made, confirmed, and taken away."""
    key = letter_key(letter)
    before: dict[str, list[NamedNode]] = defaultdict(list)
    for aside in letter.set_aside:
        node = claim_node(key, letter, aside.statement)
        for by in aside.by:
            sink.add(terms.thing("decision", by), PROV + "invalidated", node)
            before[by].append(node)
    for statement in letter.statements:
        claim = statement.claim
        if not claim.decided:
            continue
        node = claim_node(key, letter, statement)
        is_made = claim.extractor == DECIDED
        for by in claim.decided:
            sink.add(terms.thing("decision", by), PROV + ("generated" if is_made else "used"), node)
            for old in before[by] if is_made else ():
                sink.add(node, PROV + "wasRevisionOf", old)


def with_one_name(quads: Iterable[Quad], same: Mapping[tuple[Kind, str], Entity]) -> Iterator[Quad]:
    """Quads of reference data in which things that people say are one are one: all that is said of them is said of
    that one, and the name of the other is another name of it."""
    whole = {terms.thing(kind, key): terms.thing(one.kind, one.key) for (kind, key), one in same.items()}
    named = terms.node(SKOS + "prefLabel")
    also = terms.node(SKOS + "altLabel")
    for quad in quads:
        subject = whole.get(quad.subject) if isinstance(quad.subject, NamedNode) else None
        object_ = whole.get(quad.object) if isinstance(quad.object, NamedNode) else None
        if subject is None and object_ is None:
            yield quad
            continue
        predicate = also if subject and quad.predicate == named else quad.predicate
        yield Quad(subject or quad.subject, predicate, object_ or quad.object, quad.graph_name)
