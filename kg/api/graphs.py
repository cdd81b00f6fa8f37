"""A graph to ask: in SPARQL, by named queries, row by row, or for a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.api.reports import Options, Report, prepared
from kg.api.rows import Claim, Fact, Letter, Made, Observation, Outcome, Referral, Rows, SetAside, Value
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.api.sources import Source
    from kg.model import Finding
    from kg.querying import NamedQuery
    from kg.store import Result, Store, Table

__all__ = ["Answer", "Graph"]

Answer = dict[str, Value | None]
"""A row that a query answers with: values by the names of its variables, None where one is unbound; IRIs are words."""
_Read = Callable[[], Iterable[Mapping[str, Any]]]


class Graph:
    """What letters say. Made by `kg.open` or `kg.read`; it is loaded when it is first asked, and changes nothing.

    All methods raise DataError where what a build has left is damaged.
    """

    def __init__(self, source: Source) -> None:
        self._source = source

    @cached_property
    def _store(self) -> Store:
        return self._source.store()

    def proposals(self, choice: str) -> Graph:
        """The same graph `with` the claims that rest on proposals of a language model, `without` them, or of them
        `only`; what rules conclude is concluded anew. Raises UsageError for another word.
        """
        from kg.api.sources import Chosen
        from kg.known.proposals import Proposals, choice_of

        wanted = choice_of(choice)
        return self if wanted is Proposals.WITH else Graph(Chosen(self._source, wanted))

    def query(self, sparql: str, *, allow_service: bool = False) -> Rows[Answer]:
        """The rows of a SPARQL 1.1 SELECT query; the usual prefixes (kg:, skos:, …) need not be declared.

        The query runs here and to its end: `kg query` is the one that bounds its time and memory.

        Raises:
            QueryError: it does not parse, is no SELECT query, or asks another machine without `allow_service`.
        """
        from kg.store import Table

        result = self._store.query(sparql, allow_service=allow_service)
        if not isinstance(result, Table):
            raise QueryError("This is not a SELECT query.", "Take `ask` for ASK, and `construct` for triples.")
        return _answers(result)

    def named(self, query: str, /, **values: Value | date | Sequence[str] | None) -> Rows[Answer]:
        """The rows of a query that comes with council-kg, by its name; `kg.queries()` lists them with their parameters.

        A parameter called as a word of Python takes an underscore: `from_="2026"`. None leaves a parameter out.

        Raises:
            NotFoundError: there is no such query, or a value names what the graph has not.
            UsageError: a parameter that the query has not, or a value of the wrong kind.
            QueryError: a parameter without a value.
        """
        from kg.querying import answer, bind, named_query

        found = named_query(query)
        given = {name.removesuffix("_"): _words(value) for name, value in values.items() if value is not None}
        bind(found, given)
        return _answers(_table(answer(self._store, found, given), found))

    def ask(self, sparql: str) -> bool:
        """The answer of a SPARQL ASK query. Raises QueryError as `query` does."""
        return self._store.ask(sparql)

    def construct(self, sparql: str) -> str:
        """The triples of a SPARQL CONSTRUCT or DESCRIBE query, as Turtle. Raises QueryError as `query` does."""
        from kg.exporting.results import format_results

        return format_results(self._store.construct(sparql), "turtle")

    def facts(self) -> Rows[Fact]:
        """What letters say and rules conclude, as in `facts.csv`; denied claims are not facts."""
        return self._flat(Fact, "facts")

    def claims(self, about: str | None = None) -> Rows[Claim]:
        """All claims with their IRIs, denied ones too; or those on one thing, by any name that `kg show` takes.

        Raises:
            NotFoundError: nothing is called so.
            UsageError: several things of one kind are.
        """
        if about is None:
            return self._flat(Claim, "claims")
        from kg.known.asking import ask
        from kg.known.flat import claims
        from kg.known.naming import find

        thing = find(self._store, about)
        iris = sorted({str(row["claim"]) for row in ask(self._store, "claims-about", {"thing": thing.iri})})
        return _rows(Claim, lambda: claims(self._store, iris))

    def letters(self) -> Rows[Letter]:
        """The letters, each with how many questions it answers and how many claims it makes."""

        def read() -> Iterable[Mapping[str, Any]]:
            from kg.known.asking import ask

            return ({**row, "letter": row["file"]} for row in ask(self._store, "letters"))

        return _rows(Letter, read)

    def outcomes(self) -> Rows[Outcome]:
        """What became of each question, as in `outcomes.csv`."""
        return self._flat(Outcome, "outcomes")

    def observations(self) -> Rows[Observation]:
        """Figures over periods, as in `observations.csv`."""
        return self._flat(Observation, "observations")

    def referrals(self) -> Rows[Referral]:
        """Where letters send their readers."""
        return self._flat(Referral, "referrals")

    def set_aside(self) -> Rows[SetAside]:
        """What was read, and people have rejected or corrected."""
        return self._flat(SetAside, "set_aside")

    def unsure(self) -> Rows[Fact]:
        """What letters may say and is not sure enough to be stated, as in `unsure.csv`; it is not in the graph.

        Raises:
            UsageError: the graph was opened from a graph file, which holds none of it.
        """
        found = self._source.unsure()
        return _rows(Fact, lambda: found)

    def findings(self) -> tuple[Finding, ...]:
        """What a person should look at: files that could not be read, say. None for a graph file without its build."""
        return tuple(self._source.findings())

    def report(
        self,
        name: str,
        *,
        from_: str | date | None = None,
        to: str | date | None = None,
        as_of: str | date | None = None,
        lead: str | None = None,
        council: str | None = None,
        service: str | None = None,
        system: str | None = None,
        supplier: str | None = None,
        measure: str | None = None,
        letter: str | None = None,
        since: str | PathLike[str] | None = None,
    ) -> Report:
        """A report by its name, with the options of `kg report NAME`; as of today if no day is given.

        Raises:
            NotFoundError: there is no such report, or an option names what the graph has not.
            UsageError: an option that the report has not, or a value that is none.
        """
        options = Options(from_, to, as_of, lead, council, service, system, supplier, measure, letter, since)
        ask = prepared(name, options)
        return Report(ask(self._store, self._source), self._store)

    def export(self, path: str | PathLike[str], format_: str) -> None:
        """Write the graph in a format of `kg export`, whole or not at all: `sqlite`, `parquet`, `turtle`, `graphml`, …

        Raises:
            UsageError: there is no such format, or it needs a package that is not installed.
            OutputError: the place cannot be written.
        """
        from kg.api.exports import exported
        from kg.exporting.files import write_aside

        write_aside(Path(path), exported(self, format_))

    def _flat(self, kind: type[Any], name: str) -> Rows[Any]:
        def read() -> Iterable[Mapping[str, Any]]:
            from kg.known import flat

            rows: Iterable[Mapping[str, Any]] = getattr(flat, name)(self._store)
            return rows

        return _rows(kind, read)


def _rows(kind: type[Any], read: _Read) -> Rows[Any]:
    made: Made[Any] = Made(kind)
    return Rows(made.columns, read, made)


def _answers(table: Table) -> Rows[Answer]:
    from kg.known.flat import plain

    def read() -> Iterable[Answer]:
        for row in table.rows:
            yield {name: None if term is None else plain(term) for name, term in zip(table.variables, row, strict=True)}

    return Rows(table.variables, read, dict)


def _table(result: Result, query: NamedQuery) -> Table:
    from kg.store import Table

    if isinstance(result, Table):
        return result
    raise QueryError(f"The query {query.name} is not a SELECT query.", "Ask it with `kg query --name`.")


def _words(value: Value | date | Sequence[str]) -> str | list[str]:
    """A value as a user of the command line would write it; several values: any of them."""
    return str(value) if isinstance(value, Value | date) else [str(one) for one in value]
