"""The catalogue → the reference graph: systems, suppliers, changes of ownership, councils that answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.catalogue import Catalogue, CouncilRecord, EventRecord, SupplierRecord, SystemRecord
from kg.describing import terms
from kg.describing.claims import SKOS, date_literal
from kg.describing.sink import Sink
from kg.model import Entity, Kind, Status
from kg.vocab import KG

DCT = "http://purl.org/dc/terms/"


def describe_reference(catalogue: Catalogue, councils: Iterable[Entity]) -> Iterator[Quad]:
    """The graph `id/graph/reference`: all of the catalogue, and those of `councils` that the register knows.

    The same catalogue and councils give the same quads in the same order, whatever the order of `councils`.
    """
    sink = Sink(terms.graph("reference"))
    sink.add(terms.graph("reference"), KG.status, terms.concept("status", Status.REFERENCE))
    for system in catalogue.systems:
        _system(sink, system)
    for supplier in catalogue.suppliers:
        _supplier(sink, supplier)
    for event in catalogue.events:
        _event(sink, event, catalogue)
    records = {record.key: record for record in catalogue.councils}
    for key, name in sorted({(council.key, council.name) for council in councils}):
        _council(sink, key, name, records.get(key))
    return sink.quads()


def _system(sink: Sink, record: SystemRecord) -> None:
    node = _named(sink, "system", record.key, KG.System, record.name, record.aliases)
    if record.supplier:
        sink.add(node, KG.suppliedBy, terms.thing("supplier", record.supplier))
    if record.part_of:
        sink.add(node, KG.partOf, terms.thing("system", record.part_of))
    for service in record.services:
        sink.add(node, KG.typicalService, terms.concept("services", service))
    for function in record.functions:
        sink.add(node, KG.typicalFunction, terms.concept("functions", function))
    _source(sink, node, record.sources, record.note)


def _supplier(sink: Sink, record: SupplierRecord) -> None:
    node = _named(sink, "supplier", record.key, KG.Supplier, record.name, record.aliases)
    if record.parent:
        sink.add(node, KG.parentOrganisation, terms.thing("supplier", record.parent))
    _source(sink, node, record.sources, record.note)


def _event(sink: Sink, record: EventRecord, catalogue: Catalogue) -> None:
    node = terms.thing("event", record.key)
    sink.type(node, KG.OwnershipEvent)
    sink.add(node, KG.ofOrganisation, terms.thing("supplier", record.supplier))
    if record.other_party:
        known = catalogue.entity(Kind.SUPPLIER, record.other_party)
        sink.add(node, KG.otherParty, Literal(known.name if known else record.other_party))
    sink.add(node, KG.eventType, Literal(record.type))
    if record.date:
        sink.add(node, KG.eventDate, date_literal(record.date))
    sink.add(node, DCT + "description", Literal(record.description))
    _source(sink, node, record.sources, record.note)


def _council(sink: Sink, key: str, name: str, record: CouncilRecord | None) -> None:
    if record is None:
        _named(sink, "council", key, KG.Council, name, ())
        return
    aliases = (*record.welsh_names, *record.aliases)
    node = _named(sink, "council", key, KG.Council, record.name, aliases)
    for predicate, value in (
        (KG.gssCode, record.gss_code),
        (KG.localAuthorityCode, record.code),
        (KG.nation, record.nation),
        (KG.region, record.region),
        (KG.authorityType, record.authority_type),
    ):
        if value:
            sink.add(node, predicate, Literal(value))


def _named(sink: Sink, kind: str, key: str, class_: str, name: str, aliases: Iterable[str]) -> NamedNode:
    node = terms.thing(kind, key)
    sink.type(node, class_)
    sink.add(node, SKOS + "prefLabel", Literal(name))
    for alias in aliases:
        if alias != name:  # SKOS integrity condition S13: a label is preferred or alternative, not both
            sink.add(node, SKOS + "altLabel", Literal(alias))
    return node


def _source(sink: Sink, node: NamedNode, sources: Iterable[str], note: str) -> None:
    for source in sources:
        sink.add(node, DCT + "source", Literal(source))
    if note:
        sink.add(node, SKOS + "note", Literal(note))
