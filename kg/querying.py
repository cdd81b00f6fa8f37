"""Named queries: files in `ontology/queries/` with a header, and values for their parameters.

The header of a query is a run of comments:

    # title: Contracts that end between two days
    # description: One sentence or more; a line that begins
    #   with further spaces goes on with the one before.
    # parameter from date: first day of the period
    # parameter service service =: only this service        (nothing after `=`: may be left out)
    # parameter limit integer = 20: how many rows at most

Where the query's text has a line `# parameters`, `bind` puts a VALUES clause with the parameters' values as
RDF terms. The line belongs at the head of the outermost group: SPARQL evaluates from the inside, so a
sub-SELECT, and a FILTER in a group of its own, do not see what is bound outside of them (SPARQL 1.1, sections
12 and 18.2: https://www.w3.org/TR/sparql11-query/#subqueries). Without a value the variable stays free, and
the query file is valid SPARQL as it stands. Oxigraph's own `substitutions` were tried first: they refuse
every variable that the query does not also SELECT.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.errors import DataError, NotFoundError, QueryError, UsageError
from kg.resources import ontology_dir
from kg.sparql import PREFIXES
from kg.store import Result, Store

_XSD = PREFIXES["xsd"]
_SERVICES = PREFIXES["scheme"] + "services/"
_NOTATION = NamedNode(PREFIXES["skos"] + "notation")
_MARK = re.compile(r"^[ \t]*# parameters[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"# (title|description): (.+)")
_PARAMETER = re.compile(
    r"# parameter (?P<name>\w+) (?P<type>\w+)(?P<equals> =(?:\s+(?P<default>.*?))?)?: (?P<description>.+)"
)
_CONTINUED = re.compile(r"#\s{2,}(.+)")


class ParameterType(StrEnum):
    """What a parameter's value may be."""

    STRING = "string"
    DATE = "date"
    INTEGER = "integer"
    IRI = "iri"
    SERVICE = "service"
    NAME = "name"


_EXAMPLES = {
    ParameterType.STRING: "some words",
    ParameterType.DATE: "2026-01-31",
    ParameterType.INTEGER: "20",
    ParameterType.IRI: "id:system/mosaic",
    ParameterType.SERVICE: "adult-social-care",
    ParameterType.NAME: "Mosaic",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query; `default` is None where a value must be given, empty for none."""

    name: str
    type: ParameterType
    description: str
    default: str | None = None

    @property
    def example(self) -> str:
        return f"--param {self.name}={_quoted(_EXAMPLES[self.type])}"


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its header: `name` is that of its file."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str


@cache
def named_queries() -> tuple[NamedQuery, ...]:
    """All queries in `ontology/queries/`, by name."""
    paths = sorted((ontology_dir() / "queries").glob("*.rq"))
    return tuple(parse_query(path.stem, path.read_text(encoding="utf-8")) for path in paths)


def named_query(name: str) -> NamedQuery:
    """The query of that name."""
    for query in named_queries():
        if query.name == name:
            return query
    names = [query.name for query in named_queries()]
    hint = nearest(name, names, "List them with `kg query --list`.")
    raise NotFoundError(f"There is no query named {name!r}.", hint)


def parse_query(name: str, text: str) -> NamedQuery:
    """A query from its text; one without a header has no title and no parameters."""
    headings: dict[str, str] = {}
    parameters: list[Parameter] = []
    last = ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if found := _HEADING.match(line):
            last = found[1]
            headings[last] = found[2].strip()
        elif found := _PARAMETER.match(line):
            last = "parameter"
            parameters.append(_parameter(name, found))
        elif (found := _CONTINUED.match(line)) and last == "parameter":
            longer = f"{parameters[-1].description} {found[1].strip()}"
            parameters[-1] = replace(parameters[-1], description=longer)
        elif found and last:
            headings[last] += f" {found[1].strip()}"
        else:
            last = ""
    if parameters and not _MARK.search(text):
        message = f"The query {name} has parameters, but no line that says where they are bound."
        raise DataError(message, "Put a line `# parameters` after the first brace of its WHERE.")
    return NamedQuery(name, headings.get("title", name), headings.get("description", ""), tuple(parameters), text)


def _parameter(query: str, found: re.Match[str]) -> Parameter:
    try:
        kind = ParameterType(found["type"])
    except ValueError as error:
        hint = f"Types are {', '.join(ParameterType)}."
        raise DataError(f"The query {query}: {found['type']!r} is no type of parameter.", hint) from error
    default = (found["default"] or "").strip() if found["equals"] else None
    return Parameter(found["name"], kind, found["description"].strip(), default)


def bind(query: NamedQuery, values: Mapping[str, str]) -> str:
    """The text of `query` with its parameters bound to the terms that `values` stand for."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            offer = f"It has: {', '.join(known)}." if known else "It has none."
            raise UsageError(f"The query {query.name} has no parameter {name!r}.", offer)
    bound = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is None:
            raise QueryError(
                f"The query {query.name} lacks its parameter {parameter.name} "
                f"({parameter.type}): {parameter.description}.",
                f"Add {parameter.example}",
            )
        if value or parameter.name in values:
            bound[parameter.name] = _term(parameter, value)
    if not bound:
        return query.text
    names = " ".join(f"?{name}" for name in bound)
    terms = " ".join(str(term) for term in bound.values())
    clause = f"VALUES ({names}) {{ ({terms}) }}"
    return _MARK.sub(lambda _: clause, query.text, count=1)


def run(store: Store, query: NamedQuery, values: Mapping[str, str] | None = None) -> Result:
    """The answer of `store` to a named query."""
    return store.query(bind(query, values or {}))


def _term(parameter: Parameter, value: str) -> NamedNode | Literal:
    try:
        match parameter.type:
            case ParameterType.DATE:
                return Literal(_day(parameter, value), datatype=NamedNode(_XSD + "date"))
            case ParameterType.INTEGER:
                return Literal(str(_integer(parameter, value)), datatype=NamedNode(_XSD + "integer"))
            case ParameterType.IRI:
                return _iri(parameter, value)
            case ParameterType.SERVICE:
                return _service(value)
            case _:
                return Literal(value)
    except ValueError as error:  # half of a surrogate pair: bytes of the command line that are no UTF-8
        raise _refused(parameter, value, "text in UTF-8") from error


def _day(parameter: Parameter, value: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            raise ValueError(value)
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise _refused(parameter, value, "a day of the calendar, year first") from error


def _integer(parameter: Parameter, value: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,18}", value, re.ASCII):
        raise _refused(parameter, value, "a whole number")
    return int(value)


def _iri(parameter: Parameter, value: str) -> NamedNode:
    prefix, colon, local = value.strip("<>").partition(":")
    full = PREFIXES[prefix] + local if colon and prefix in PREFIXES else value.strip("<>")
    try:
        return NamedNode(full)
    except ValueError as error:
        raise _refused(parameter, value, "an IRI") from error


def _service(value: str) -> NamedNode:
    services = _services()
    key = value.strip().lower().replace(" ", "-")
    if key in services:
        return NamedNode(services[key])
    hint = nearest(key, services, f"Services are: {', '.join(services)}.")
    raise NotFoundError(f"There is no service {value!r} in the scheme of services.", hint)


@cache
def _services() -> dict[str, str]:
    """The IRI of each service by its notation."""
    path = ontology_dir() / "schemes" / "services.ttl"
    found = {}
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        if quad.predicate == _NOTATION and isinstance(quad.object, Literal):
            found[quad.object.value] = str(quad.subject).strip("<>")
    return dict(sorted(found.items()))


def _refused(parameter: Parameter, value: str, wanted: str) -> UsageError:
    shown = value.encode("utf-8", "replace").decode()
    message = f"The parameter {parameter.name} wants {wanted}, and {shown!r} is not."
    return UsageError(message, f"Write for instance {parameter.example}")


def nearest(name: str, names: Iterable[str], otherwise: str) -> str:
    """A hint that offers the names most like `name`, or `otherwise`."""
    from rapidfuzz import fuzz, process, utils

    ranked = process.extract(name, list(names), scorer=fuzz.WRatio, processor=utils.default_process, limit=3)
    best = ranked[0][1] if ranked else 0.0
    near = [found for found, score, _ in ranked if score >= max(65, best - 10)]
    return f"Did you mean {' or '.join(near)}?" if near else otherwise


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
