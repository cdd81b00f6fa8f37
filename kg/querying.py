"""Named queries: files in `ontology/queries/` with a header, and values for their parameters.

The header of a query is a run of comments:

    # title: Contracts that end between two days
    # description: One sentence or more; a line that begins
    #   with further spaces goes on with the one before.
    # parameter from date: first day of the period
    # parameter service service =: only this service        (nothing after `=`: may be left out)
    # parameter limit integer = 20: how many rows at most

`bind` makes an RDF term of each value and puts it where the variable stands; what a user writes never becomes part
of the text. A parameter of several values, and one that the query also selects, is bound by a VALUES clause in the
place of the line `# parameters`, which belongs at the head of the outermost group: SPARQL evaluates from the inside
(SPARQL 1.1, section 12: https://www.w3.org/TR/sparql11-query/#subqueries). Without a value the variable stays free, and
the query file is valid SPARQL as it stands. A constant in a FILTER lets an engine throw rows out before it joins them;
with a variable of a VALUES clause Oxigraph joins first, 7 times as slow for the ends of 20,000 contracts, and its own
`substitutions` are no faster and refuse every variable that the query does not also SELECT.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pyoxigraph import Literal, NamedNode

from kg.errors import DataError, NotFoundError, QueryError, UsageError
from kg.parameters import Parameter, ParameterType, nearest, term_of
from kg.resources import ontology_dir
from kg.sparql import put_terms, standing_as_names
from kg.store import Result, Store, Table

_MARK = re.compile(r"^[ \t]*# parameters[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"# (title|description): (.+)")
_PARAMETER = re.compile(
    r"# parameter (?P<name>\w+) (?P<type>\w+)(?P<equals> =(?:\s+(?P<default>.*?))?)?: (?P<description>.+)"
)
_CONTINUED = re.compile(r"#\s{2,}(.+)")


_NAMED = "?thing a kg:{} ; skos:prefLabel|skos:altLabel ?name"
_KNOWN = {
    ParameterType.SECTION: "?thing kg:section ?name",
    ParameterType.ROUTE: "?thing skos:inScheme <https://w3id.org/council-kg/scheme/routes> ; skos:notation ?name",
    ParameterType.SUPPLIER: _NAMED.format("Supplier"),
    ParameterType.SYSTEM: _NAMED.format("System"),
    ParameterType.COUNCIL: _NAMED.format("Council"),
    ParameterType.MEASURE: "?thing kg:measureName ?name",
    ParameterType.VALUE: "?thing kg:value ?name",
    ParameterType.NAME: "?thing skos:prefLabel|skos:altLabel ?name",
}
"""Where in the graph the values of a parameter stand that has to name something known."""


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


def bind(query: NamedQuery, values: Mapping[str, str | Sequence[str]]) -> str:
    """The text of `query` with its parameters bound to the terms that `values` stand for; several values: any of them.

    Raises:
        UsageError: a parameter that the query has not, a value of the wrong kind, or an empty period.
        QueryError: a parameter without a value.
        NotFoundError: a service that there is not.
    """
    bound = _bound(query, values)
    single = {name: str(terms[0]) for name, terms in bound.items() if len(terms) == 1}
    for name in standing_as_names(query.text, single):
        del single[name]
    clauses = (f"VALUES ?{name} {{ {' '.join(map(str, bound[name]))} }}" for name in bound if name not in single)
    head, mark, body = _parted(query.text)
    return head + (" ".join(clauses) or mark) + put_terms(body, single)


def _parted(text: str) -> tuple[str, str, str]:
    """The text before the line `# parameters`, that line, and the text after it."""
    found = _MARK.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else ("", "", text)


def _bound(query: NamedQuery, values: Mapping[str, str | Sequence[str]]) -> dict[str, list[NamedNode | Literal]]:
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            offer = f"It has: {', '.join(known)}." if known else "It has none."
            raise UsageError(f"The query {query.name} has no parameter {name!r}.", offer)
    bound: dict[str, list[NamedNode | Literal]] = {}
    for name, parameter in known.items():
        value = values.get(name, parameter.default)
        if value is None:
            message = f"The query {query.name} lacks its parameter {name} ({parameter.type}): {parameter.description}."
            raise QueryError(message, f"Add {parameter.example}")
        if value or name in values:
            bound[name] = [term_of(parameter, one) for one in ([value] if isinstance(value, str) else value)]
    if "from" in bound and "to" in bound and bound["from"][0].value > bound["to"][0].value:
        message = f"The period from {bound['from'][0].value} to {bound['to'][0].value} is empty."
        raise UsageError(message, "Give a `from` that is not after `to`.")
    return bound


def run(store: Store, query: NamedQuery, values: Mapping[str, str | Sequence[str]] | None = None) -> Result:
    """The answer of `store` to a named query."""
    return store.query(bind(query, values or {}))


def answer(
    store: Store, query: NamedQuery, values: Mapping[str, str | Sequence[str]], *, allow_service: bool = False
) -> Result:
    """The same for what a user asks: where nothing is found, the names asked for are looked up in the graph.

    Raises:
        NotFoundError: a parameter names a supplier, a section, … that the graph has not; the nearest are offered.
    """
    result = store.query(bind(query, values), allow_service=allow_service)
    if isinstance(result, Table) and not result.rows:
        for parameter in query.parameters:
            value = values.get(parameter.name)
            if isinstance(value, str) and parameter.type in _KNOWN:
                _check_known(store, parameter, value)
    return result


def _check_known(store: Store, parameter: Parameter, value: str) -> None:
    table = store.select(f"SELECT DISTINCT ?name WHERE {{ {_KNOWN[parameter.type]} }}")
    names = sorted({term.value for row in table for term in row.values() if isinstance(term, Literal)})
    wanted = value.casefold()
    part = f"{wanted}(" if parameter.type is ParameterType.SECTION else f"{wanted}\0"
    if not any(name.casefold() == wanted or name.casefold().startswith(part) for name in names):
        hint = nearest(value, names, f"There are: {', '.join(names[:20])}." if names else "It has none at all.")
        raise NotFoundError(f"No {parameter.type} in this graph is called {value!r}.", hint)
