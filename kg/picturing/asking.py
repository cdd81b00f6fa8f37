"""What the picture asks of the store: SPARQL in, rows of plain text out."""

from __future__ import annotations

from kg.sparql import PREFIXES
from kg.store import Store, Term

Row = dict[str, str]
"""One solution: the bound variables by name, as text."""

_GRAPHS = PREFIXES["id"] + "graph/"
REFERENCE = _GRAPHS + "reference"

NAMES = "SELECT DISTINCT ?g ?thing ?name WHERE { GRAPH ?g { ?thing skos:prefLabel ?name } }"

ALIASES = """
SELECT DISTINCT ?thing ?name WHERE {
  ?thing a ?kind ; skos:altLabel ?name .
  VALUES ?kind { kg:Council kg:System kg:Supplier }
}"""

LETTERS = """
SELECT DISTINCT ?letter ?file ?council ?date ?reference ?subject WHERE {
  ?letter a kg:Letter ; kg:fileName ?file .
  OPTIONAL { ?letter kg:authority ?council }
  OPTIONAL { ?letter kg:letterDate ?date }
  OPTIONAL { ?letter kg:inReplyTo/kg:requestReference ?reference }
  OPTIONAL { ?letter kg:inReplyTo/kg:subject ?subject }
}"""

USES = """
SELECT DISTINCT ?use ?council ?service ?about ?system WHERE {
  ?use a kg:SystemUse .
  OPTIONAL { ?use kg:usedBy ?council }
  OPTIONAL { ?use kg:forService ?service }
  OPTIONAL { ?use kg:aboutSystem ?about }
  OPTIONAL { ?use kg:ofSystem ?system }
}"""

CONTRACTS = """
SELECT DISTINCT ?contract ?council ?reference WHERE {
  ?contract a kg:Contract .
  OPTIONAL { ?contract kg:buyer ?council }
  OPTIONAL { ?contract kg:reference ?reference }
}"""

CLAIMS = """
SELECT DISTINCT ?claim ?subject ?predicate ?object ?value ?stated ?concerns ?status ?certainty ?polarity
                ?confidence ?question ?letter ?by WHERE {
  ?claim a kg:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
         kg:status ?status .
  OPTIONAL { ?claim kg:value ?value }
  OPTIONAL { ?claim kg:stated ?stated }
  OPTIONAL { ?claim kg:concerns ?concerns }
  OPTIONAL { ?claim kg:certainty ?certainty }
  OPTIONAL { ?claim kg:confidence ?confidence }
  OPTIONAL { ?claim kg:polarity ?polarity }
  OPTIONAL { ?claim kg:answers/kg:label ?question }
  OPTIONAL { ?claim kg:inLetter ?letter }
  OPTIONAL { ?claim prov:wasGeneratedBy ?by }
}"""

DECISIONS = """
SELECT DISTINCT ?claim ?done ?verdict ?who ?date ?why WHERE {
  ?decision a kg:Decision ; ?how ?claim ; kg:verdict ?verdict ; prov:wasAssociatedWith/rdfs:label ?who .
  VALUES (?how ?done) { (prov:generated "made") (prov:used "confirmed") (prov:invalidated "set aside") }
  OPTIONAL { ?decision dct:date ?date }
  OPTIONAL { ?decision rdfs:comment ?why }
}"""

SET_ASIDE = """
SELECT DISTINCT ?claim ?predicate ?value ?stated ?status ?certainty ?service ?system ?question ?letter WHERE {
  ?claim a kg:SetAsideClaim ; kg:readAs ?predicate ; kg:value ?value ; kg:stated ?stated ; kg:status ?status ;
    kg:certainty ?certainty ; kg:inLetter ?letter .
  OPTIONAL { ?claim kg:readService ?service }
  OPTIONAL { ?claim kg:readSystem ?system }
  OPTIONAL { ?claim kg:answers/kg:label ?question }
}"""

QUOTES = """
SELECT DISTINCT ?claim ?quote ?start WHERE {
  ?claim kg:inLetter ?letter ; kg:evidence ?evidence .
  ?evidence oa:hasSelector ?selector . ?selector oa:exact ?quote ; oa:start ?start .
}"""

GROUNDS = "SELECT DISTINCT ?claim ?ground WHERE { ?claim a kg:Claim ; prov:wasDerivedFrom ?ground }"

SUPPLIED = f"""
SELECT DISTINCT ?from ?to ?predicate WHERE {{
  GRAPH <{REFERENCE}> {{ ?from ?predicate ?to }}
  VALUES ?predicate {{ kg:suppliedBy kg:parentOrganisation }}
}}"""

SOURCES = f"""
SELECT DISTINCT ?thing ?source ?note WHERE {{
  GRAPH <{REFERENCE}> {{
    ?thing kg:suppliedBy|kg:parentOrganisation ?other .
    OPTIONAL {{ ?thing dct:source ?source }}
    OPTIONAL {{ ?thing skos:note ?note }}
  }}
}}"""

FIGURES = """
SELECT DISTINCT ?claim ?name ?value ?unit ?period ?dimension ?question ?letter WHERE {
  ?claim a qb:Observation ; kg:measureName ?name ; kg:observedValue ?value ; kg:inLetter ?letter .
  OPTIONAL { ?claim kg:unit ?unit }
  OPTIONAL { ?claim kg:period ?period }
  OPTIONAL { ?claim kg:dimension ?dimension }
  OPTIONAL { ?claim kg:answers/kg:label ?question }
}"""

REFUSALS = """
SELECT DISTINCT ?answer ?outcome ?exemption ?question ?order ?text ?letter ?quote ?start WHERE {
  ?answer a kg:Answer ; kg:outcome ?outcome ; kg:answersQuestion ?q .
  ?q kg:inLetter ?letter .
  OPTIONAL { ?q kg:label ?question }
  OPTIONAL { ?q kg:order ?order }
  OPTIONAL { ?q kg:text ?text }
  OPTIONAL { ?answer kg:exemption ?exemption }
  OPTIONAL {
    ?answer kg:evidence/oa:hasSelector ?selector .
    ?selector oa:exact ?quote ; oa:start ?start .
  }
}"""

REGIONS = "SELECT DISTINCT ?council ?region WHERE { ?council a kg:Council ; kg:region ?region }"

ANSWERS = """
SELECT DISTINCT ?letter ?question ?order ?text ?quote ?start WHERE {
  ?q a kg:Question ; kg:inLetter ?letter .
  OPTIONAL { ?q kg:order ?order }
  OPTIONAL { ?q kg:label ?question }
  OPTIONAL { ?q kg:text ?text }
  OPTIONAL {
    ?answer kg:answersQuestion ?q ; kg:evidence/oa:hasSelector ?selector .
    ?selector oa:exact ?quote ; oa:start ?start .
  }
}"""


def ask(store: Store, query: str) -> list[Row]:
    """The solutions of a query as plain text, sorted: an engine promises no order, a page must have one."""
    rows = [{name: _text(term) for name, term in solution.items()} for solution in store.select(query)]
    return sorted(rows, key=lambda row: sorted(row.items()))


def _text(term: Term) -> str:
    return str(getattr(term, "value", term))


def short(iri: str) -> str:
    """The readable part of an IRI of ours: `system/caredirector`; any other IRI as it is."""
    return iri.removeprefix(PREFIXES["id"]).removeprefix(PREFIXES["scheme"])


def last(iri: str) -> str:
    """What stands after the last `/` or `#`."""
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
