"""Statements → quads: the use and the contract a claim is about, the claim with its evidence, the claimed triple."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kg.describing import terms
from kg.describing.sink import Sink
from kg.model import (
    Certainty,
    Claim,
    Document,
    Entity,
    Evidence,
    Interval,
    LetterClaims,
    Observation,
    Polarity,
    SetAside,
    Statement,
    Status,
)
from kg.vocab import CONTRACT_FIELDS, FIELDS, KG

OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

DECIDED = "decision"
"""The extractor of a claim that a person's decision has made; which one, its `decided` says."""
_CONCEPTS = {
    "function": "functions",
    "hosting": "hosting",
    "procurement_route": "routes",
    "ai_status": "ai-status",
    "ai_development": "ai-development",
}
"""Fields whose values are concepts, with their scheme."""
_DATES = frozenset({"contract_start", "contract_end", "in_use_since", "in_use_until"})
_MOST_YEARS = 11
"""An end that may lie in more years than that stands under all time instead of each year."""
_DURATION = re.compile(r"P(?:\d+[YMWD])+")


def describe_statement(sink: Sink, key: str, letter: LetterClaims, statement: Statement) -> None:
    """Write one statement into the letter's graph."""
    claim = statement.claim
    use = _use(sink, key, letter, statement)
    subject = _subject(sink, key, letter, statement, use)
    predicate = terms.node(str(FIELDS[claim.field]))
    value = _object(sink, statement)
    if claim.polarity is Polarity.AFFIRMED and claim.certainty is not Certainty.PLANNED:
        sink.add(subject, predicate, value)
    node = claim_node(key, letter, statement)
    sink.type(node, KG.Claim)
    sink.add(node, RDF + "subject", subject)
    sink.add(node, RDF + "predicate", predicate)
    sink.add(node, RDF + "object", value)
    sink.add(node, KG.concerns, use)
    sink.add(node, KG.status, terms.concept("status", claim.status))
    sink.add(node, KG.polarity, terms.concept("polarity", claim.polarity))
    _bounds(sink, node, claim)
    _said(sink, key, node, letter, claim)


def describe_set_aside(sink: Sink, key: str, letter: LetterClaims, aside: SetAside) -> None:
    """Write what was read and gave way into the letter's graph: under terms of its own, so that no query takes it for
    a claim, and without the triple."""
    claim = aside.statement.claim
    node = claim_node(key, letter, aside.statement)
    sink.type(node, KG.SetAsideClaim)
    sink.add(node, KG.readAs, terms.node(str(FIELDS[claim.field])))
    if claim.service:
        sink.add(node, KG.readService, terms.concept("services", claim.service))
    if claim.system:
        sink.add(node, KG.readSystem, Literal(claim.system))
    sink.add(node, KG.status, terms.concept("status", Status.CORRECTED if aside.corrected else Status.REJECTED))
    _said(sink, key, node, letter, claim)


def claim_node(key: str, letter: LetterClaims, statement: Statement) -> NamedNode:
    """What a claim is called: by the letter, its words, and what is claimed of what."""
    claim = statement.claim
    says = (
        str(claim.evidence.span), str(_use_node(key, letter, statement)), claim.field, str(claim.value),
        claim.polarity, claim.certainty,
    )  # fmt: skip
    return terms.thing("claim", terms.digest(key, *says)[:16])


def _said(sink: Sink, key: str, node: NamedNode, letter: LetterClaims, claim: Claim) -> None:
    sink.add(node, KG.value, _plain(claim))
    sink.add(node, KG.stated, Literal(claim.stated))
    sink.add(node, KG.certainty, terms.concept("certainty", claim.certainty))
    if claim.confidence is not None:
        sink.add(node, KG.confidence, terms.typed(f"{claim.confidence:.2f}", "decimal"))
    describe_source(sink, key, node, claim, letter.letter.document)


def describe_source(sink: Sink, key: str, node: NamedNode, said: Claim | Observation, document: Document) -> None:
    """Where a claim or an observation comes from: letter, question, words, extractor."""
    letter = terms.thing("letter", key)
    sink.add(node, KG.inLetter, letter)
    if said.question is not None:
        sink.add(node, KG.answers, terms.thing("letter", key, "question", terms.slug(said.question)))
    sink.add(node, KG.evidence, describe_evidence(sink, key, said.evidence, document))
    if isinstance(said, Claim) and said.extractor == DECIDED:
        sink.add(node, PROV + "wasGeneratedBy", terms.thing("decision", said.decided[-1]))
        return
    activity = terms.thing("activity", "extract", terms.slug(said.extractor))
    if sink.begin(activity):
        sink.type(activity, KG.Extraction)
        sink.add(activity, RDFS + "label", Literal(said.extractor))
    sink.add(node, PROV + "wasGeneratedBy", activity)


def describe_evidence(sink: Sink, key: str, evidence: Evidence, document: Document) -> NamedNode:
    """A Web Annotation resource for the words: https://www.w3.org/TR/annotation-model/#selectors.

    Where the file has pages, the resource names that on which the words begin.
    """
    letter = terms.thing("letter", key)
    start, end = evidence.span.start, evidence.span.end
    resource = terms.node(f"{letter.value}#char={start},{end}")
    if not sink.begin(evidence):
        return resource
    selector = terms.thing("letter", key, "selector", f"{start}-{end}")
    sink.type(resource, OA + "SpecificResource")
    sink.add(resource, OA + "hasSource", letter)
    sink.add(resource, OA + "hasSelector", selector)
    page = document.page_of(start)
    if page is not None:
        sink.add(resource, KG.pageNumber, terms.typed(str(page), "integer"))
    sink.type(selector, OA + "TextPositionSelector")
    sink.type(selector, OA + "TextQuoteSelector")
    sink.add(selector, OA + "start", terms.typed(str(start), "nonNegativeInteger"))
    sink.add(selector, OA + "end", terms.typed(str(end), "nonNegativeInteger"))
    sink.add(selector, OA + "exact", Literal(evidence.quote))
    if evidence.before:
        sink.add(selector, OA + "prefix", Literal(evidence.before))
    if evidence.after:
        sink.add(selector, OA + "suffix", Literal(evidence.after))
    return resource


def describe_entity(sink: Sink, entity: Entity) -> NamedNode:
    """A council, system or supplier by its kind and preferred name."""
    node = terms.thing(entity.kind, entity.key)
    if not sink.begin(entity):
        return node
    sink.type(node, {"council": KG.Council, "system": KG.System, "supplier": KG.Supplier}[entity.kind])
    sink.add(node, SKOS + "prefLabel", Literal(entity.name))
    return node


def _use_node(key: str, letter: LetterClaims, statement: Statement) -> NamedNode:
    name = statement.system.key if statement.system else f"unnamed-{key}"
    return terms.thing("use", letter.council.key, statement.service or "no-service", name)


def _use(sink: Sink, key: str, letter: LetterClaims, statement: Statement) -> NamedNode:
    council = terms.thing("council", letter.council.key)
    use = _use_node(key, letter, statement)
    if not sink.begin(use):
        return use
    sink.type(use, KG.SystemUse)
    sink.add(use, KG.usedBy, council)
    if statement.service:
        sink.add(use, KG.forService, terms.concept("services", statement.service))
    if statement.system:
        sink.add(use, KG.aboutSystem, describe_entity(sink, statement.system))
    return use


def _subject(sink: Sink, key: str, letter: LetterClaims, statement: Statement, use: NamedNode) -> NamedNode:
    if statement.claim.field == "part_of":
        assert statement.system is not None
        return terms.thing("system", statement.system.key)
    if statement.claim.field not in CONTRACT_FIELDS:
        return use
    contract = terms.thing(*contract_parts(key, letter, statement))
    sink.type(contract, KG.Contract)
    sink.add(contract, KG.buyer, terms.thing("council", letter.council.key))
    sink.add(use, KG.underContract, contract)
    return contract


def contract_parts(key: str, letter: LetterClaims, statement: Statement) -> tuple[str, ...]:
    """The last parts of the IRI of the contract that a statement concerns."""
    if statement.contract:
        return statement.contract
    if statement.contract_reference:
        return "contract", letter.council.key, terms.slug(statement.contract_reference)
    name = statement.system.key if statement.system else "unnamed"
    return "contract", key, statement.service or "no-service", name


def _object(sink: Sink, statement: Statement) -> NamedNode | Literal:
    claim = statement.claim
    if statement.object:
        return describe_entity(sink, statement.object)
    if claim.field in _CONCEPTS:
        return _concept(sink, _CONCEPTS[claim.field], str(claim.value))
    if claim.field in _DATES:
        return date_literal(str(claim.value))
    if claim.field == "contract_term" and _DURATION.fullmatch(str(claim.value)):
        return terms.typed(str(claim.value), "duration")
    return _plain(claim)


def _concept(sink: Sink, scheme: str, notation: str) -> NamedNode:
    """A concept of a scheme; one that the scheme lacks is described where it is used."""
    node = terms.concept(scheme, notation)
    if not terms.in_scheme(scheme, notation):
        sink.type(node, SKOS + "Concept")
        sink.add(node, SKOS + "inScheme", terms.node(terms.SCHEME + scheme))
        sink.add(node, SKOS + "notation", Literal(notation))
        sink.add(node, SKOS + "prefLabel", Literal(notation))
    return node


def date_literal(edtf: str) -> Literal:
    """A date with the precision of what was stated; how sure it is stands in the claim."""
    plain = edtf.rstrip("~")
    for pattern, datatype in (
        (r"\d{4}", "gYear"),
        (r"\d{4}-(?:0[1-9]|1[0-2])", "gYearMonth"),
        (r"\d{4}-\d\d-\d\d", "date"),
    ):
        if re.fullmatch(pattern, plain):
            return terms.typed(plain, datatype)
    return Literal(plain, datatype=terms.node(str(KG.edtf)))


def _plain(claim: Claim) -> Literal:
    match claim.value:
        case bool():
            return terms.typed(str(claim.value).lower(), "boolean")
        case int():
            return terms.typed(str(claim.value), "integer")
        case Decimal():
            return terms.typed(format(claim.value, "f"), "decimal")
        case _:
            return Literal(str(claim.value))


def _bounds(sink: Sink, node: NamedNode, claim: Claim) -> None:
    for predicate, day in _days(claim):
        sink.add(node, predicate, terms.typed(day, "date"))
    if claim.renews:
        sink.add(node, KG.renewsOn, terms.typed(claim.renews, "gMonthDay" if claim.renews.count("-") > 2 else "gMonth"))
    if claim.field == "contract_end" and claim.polarity is Polarity.AFFIRMED and claim.certainty != Certainty.PLANNED:
        _window(sink, node, claim.interval or Interval(None, None))


def _days(claim: Claim) -> Iterator[tuple[str, str]]:
    if claim.interval and claim.interval.earliest:
        yield str(KG.earliest), claim.interval.earliest.isoformat()
    if claim.interval and claim.interval.latest:
        yield str(KG.latest), claim.interval.latest.isoformat()


def _window(sink: Sink, node: NamedNode, bounds: Interval) -> None:
    """The days on which a contract may end, open sides closed, and the years: what a query for a period looks up."""
    first, last = bounds.earliest or date.min, bounds.latest or date.max
    sink.add(node, KG.mayEndFrom, terms.typed(first.isoformat(), "date"))
    sink.add(node, KG.mayEndUntil, terms.typed(last.isoformat(), "date"))
    years = range(first.year, last.year + 1)
    for name in [f"{year:04}" for year in years] if len(years) <= _MOST_YEARS else ["any"]:
        sink.add(node, KG.mayEndIn, terms.thing("period", name))
