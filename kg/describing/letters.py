"""A letter and its claims → one named graph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.describing import terms
from kg.describing.claims import (
    RDFS,
    contract_parts,
    date_literal,
    describe_entity,
    describe_evidence,
    describe_set_aside,
    describe_source,
    describe_statement,
)
from kg.describing.sink import Sink
from kg.model import Evidence, Item, LetterClaims, Observation, Referral, Span, Statement, Status
from kg.schemes import scheme
from kg.values import interval_of
from kg.values.personal import impersonal, is_personal
from kg.vocab import KG

QB = "http://purl.org/linked-data/cube#"


def letter_key(letter: LetterClaims) -> str:
    """What a letter is called in IRIs: who answers, which request, and which bytes."""
    head = letter.letter
    name = terms.slug(head.request_reference or head.date or "undated")
    return f"{letter.council.key}-{name}-{head.document.sha256[:8]}"


def contract_of(letter: LetterClaims, statement: Statement) -> tuple[str, ...]:
    """What the contract that a statement concerns is called: the last parts of its IRI."""
    return contract_parts(letter_key(letter), letter, statement)


def describe_letter(letter: LetterClaims) -> Iterator[Quad]:
    """The named graph of a letter."""
    key = letter_key(letter)
    sink = Sink(terms.graph(key), letter.hidden)
    sink.add(terms.graph(key), KG.status, terms.concept("status", Status.STATED))
    _head(sink, key, letter)
    for order, item in enumerate(letter.letter.items, start=1):
        _item(sink, key, letter, item, order)
        for kind in letter.asked[order - 1] if letter.asked else ():
            sink.add(_question_node(key, item.label), KG.asks, Literal(kind))
        for kind in letter.besides[order - 1] if letter.besides else ():
            sink.add(_question_node(key, item.label), KG.asksBesides, Literal(kind))
    for label, passage in letter.unread:
        answer = terms.thing("letter", key, "answer", terms.slug(label) if label else "whole")
        sink.add(answer, KG.notUnderstood, Literal(impersonal(" ".join(passage.text.split()))))
    for number, referral in enumerate(letter.letter.referrals, start=1):
        _referral(sink, key, letter, referral, number)
    for statement in letter.statements:
        describe_statement(sink, key, letter, statement)
    for aside in letter.set_aside:
        describe_set_aside(sink, key, letter, aside)
    for observation in letter.observations:
        _observation(sink, key, letter, observation)
    return sink.quads()


def _head(sink: Sink, key: str, letter: LetterClaims) -> None:
    head = letter.letter
    node, request = terms.thing("letter", key), terms.thing("request", key)
    sink.type(node, KG.Letter)
    sink.add(node, KG.fileName, Literal(head.document.source))
    sink.add(node, KG.sha256, Literal(head.document.sha256))
    sink.add(node, KG.mediaType, Literal(head.document.media_type))
    sink.add(node, KG.authority, describe_entity(sink, letter.council))
    sink.add(node, KG.inReplyTo, request)
    sink.type(request, KG.Request)
    if head.request_reference:
        sink.add(request, KG.requestReference, Literal(head.request_reference))
    if head.subject:
        sink.add(request, KG.subject, Literal(impersonal(head.subject)))
    if head.regime:
        sink.add(node, KG.regime, terms.concept("regimes", head.regime))
    if head.date:
        interval = interval_of(head.date)
        sink.add(node, KG.letterDate, date_literal(head.date))
        if interval.earliest and interval.latest:
            sink.add(node, KG.letterDateEarliest, terms.typed(interval.earliest.isoformat(), "date"))
            sink.add(node, KG.letterDateLatest, terms.typed(interval.latest.isoformat(), "date"))


def _question_node(key: str, label: str | None) -> NamedNode:
    return terms.thing("letter", key, "question", terms.slug(label) if label else "whole")


def _item(sink: Sink, key: str, claims: LetterClaims, item: Item, order: int) -> None:
    letter = claims.letter
    node = _question_node(key, item.label)
    sink.type(node, KG.Question)
    sink.add(node, KG.inLetter, terms.thing("letter", key))
    sink.add(node, KG.order, terms.typed(str(order), "integer"))
    if item.question:
        if item.question.label:
            sink.add(node, KG.label, Literal(item.question.label))
        if item.question.text:
            sink.add(node, KG.text, Literal(impersonal(item.question.text)))
            for service, _, _ in scheme("services").find(item.question.text):
                sink.add(node, KG.onService, terms.node(service.iri))
    if item.answer is None:
        return
    answer = terms.thing("letter", key, "answer", terms.slug(item.label) if item.label else "whole")
    sink.type(answer, KG.Answer)
    sink.add(answer, KG.answersQuestion, node)
    sink.add(answer, KG.outcome, terms.concept("outcomes", item.answer.outcome))
    for section in item.answer.exemptions:
        sink.add(answer, KG.exemption, _exemption(sink, letter.regime, section))
    if interest := item.answer.interest:
        sink.add(answer, KG.publicInterest, Literal(impersonal(" ".join(interest.passage.text.split()))))
        sink.add(answer, KG.publicInterestTest, terms.concept("public-interest", interest.test))
    for passage in item.answer.passages[:1]:
        _words(sink, key, claims, answer, KG.evidence, passage.span)
    if refusal := item.answer.refusal:
        _words(sink, key, claims, answer, KG.refusingWords, refusal.span)
        for notation in refusal.services:
            sink.add(answer, KG.refusedService, terms.concept("services", notation))


def _words(sink: Sink, key: str, claims: LetterClaims, node: NamedNode, predicate: str, span: Span) -> None:
    """Words of the letter that something rests on, unless they hold personal data."""
    document = claims.letter.document
    quote = span.of(document.text)
    if not is_personal(quote, claims.hidden):
        sink.add(node, predicate, describe_evidence(sink, key, Evidence(span, quote), document))


def _exemption(sink: Sink, regime: str | None, section: str) -> NamedNode:
    """The section of the Act; one that the scheme lacks is described where it is used."""
    act = _act_of(regime, section)
    notation = f"{act}:{section}"
    node = terms.concept("exemptions", notation)
    if not terms.in_scheme("exemptions", notation):
        sink.type(node, "http://www.w3.org/2004/02/skos/core#Concept")
        sink.add(node, "http://www.w3.org/2004/02/skos/core#inScheme", terms.node(terms.SCHEME + "exemptions"))
        sink.add(node, "http://www.w3.org/2004/02/skos/core#notation", Literal(notation))
        sink.add(node, "http://www.w3.org/2004/02/skos/core#prefLabel", Literal(section))
        sink.add(node, KG.section, Literal(section))
    return node


def _act_of(regime: str | None, section: str) -> str:
    """Sections are of an Act, regulations of Regulations, of the country whose law the letter follows."""
    scottish = regime in ("foisa", "eir-scotland")
    if section.startswith("reg."):
        return "eir-scotland" if scottish else "eir"
    return "foisa" if scottish else "foia"


def _referral(sink: Sink, key: str, claims: LetterClaims, referral: Referral, number: int) -> None:
    letter = claims.letter
    node = terms.thing("letter", key, "referral", str(number))
    sink.type(node, KG.Referral)
    sink.add(node, RDFS + "label", Literal(referral.label))
    sink.add(node, KG.inLetter, terms.thing("letter", key))
    if referral.url and not is_personal(referral.url, claims.hidden):
        sink.add(node, KG.url, Literal(referral.url))
    question = _question_node(key, referral.question)
    sink.add(node, KG.forQuestion, question)
    if referral.question and all(item.label != referral.question for item in letter.items):
        # A group of questions that the letter names only together ("For Question 5", of 5a to 5c).
        sink.type(question, KG.Question)
        sink.add(question, KG.inLetter, terms.thing("letter", key))
        sink.add(question, KG.label, Literal(referral.question))
        orders = [
            n for n, item in enumerate(letter.items, start=1) if item.label and _is_part(item.label, referral.question)
        ]
        sink.add(question, KG.order, terms.typed(str(min(orders, default=len(letter.items) + 1)), "integer"))
    _words(sink, key, claims, node, KG.evidence, referral.passage.span)
    for item in letter.items:
        if item.answer and item.label and (item.label == referral.question or _is_part(item.label, referral.question)):
            answer = terms.thing("letter", key, "answer", terms.slug(item.label))
            sink.add(answer, KG.referral, node)
        elif item.answer and item.label is None and referral.question is None:
            sink.add(terms.thing("letter", key, "answer", "whole"), KG.referral, node)


def _is_part(label: str, group: str | None) -> bool:
    return bool(group) and re.fullmatch(rf"{re.escape(group or '')}[a-z]", label) is not None


def _observation(sink: Sink, key: str, letter: LetterClaims, observation: Observation) -> None:
    parts = [
        key,
        str(observation.evidence.span),
        observation.measure,
        str(observation.period),
        str(observation.dimensions),
        str(observation.value),
    ]
    node = terms.thing("observation", terms.digest(*parts)[:16])
    dataset = terms.thing("letter", key, "observations")
    sink.type(dataset, QB + "DataSet")
    sink.type(node, QB + "Observation")
    sink.add(node, QB + "dataSet", dataset)
    if terms.in_scheme("measures", observation.measure):
        sink.add(node, KG.measure, terms.concept("measures", observation.measure))
    sink.add(node, KG.measureName, Literal(observation.measure))
    exact = isinstance(observation.value, int)
    sink.add(node, KG.observedValue, terms.typed(str(observation.value), "integer" if exact else "decimal"))
    if observation.unit:
        sink.add(node, KG.unit, Literal(observation.unit))
    if observation.period:
        sink.add(node, KG.period, Literal(observation.period))
    for name, value in observation.dimensions:
        sink.add(node, KG.dimension, Literal(f"{name}={value}"))
    sink.add(node, KG.ofCouncil, terms.thing("council", letter.council.key))
    sink.add(node, KG.status, terms.concept("status", "stated"))
    describe_source(sink, key, node, observation, letter.letter.document)
