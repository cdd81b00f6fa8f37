"""Quads in, SPARQL out: a graph held by Oxigraph, in memory or, if it is large, on disk.

The default graph of a query is the RDF merge of all named graphs (SPARQL 1.1 Query, section 13:
https://www.w3.org/TR/sparql11-query/#rdfDataset). Oxigraph's own union answers a triple once for every graph
that holds it, and leaves `FROM` unheard; so before the first query each triple is copied, once, into the
default graph. A query that names no graph is asked of a store that holds nothing else: in memory Oxigraph finds what
is said of a thing by going through all its quads, and a system stands in the graph of every letter that names it.

Nothing is changed and nothing is fetched by a query: `SERVICE` is refused unless it is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from kg.caching import cached, content_of, is_large
from kg.errors import DataError, KgError, NotFoundError, QueryError, UsageError
from kg.outputs import check, digest_of, finish_move, reading
from kg.sparql import PREFIXES, explain, names_graphs, refuse_excess, refuse_remote, unknown_graph

Term = NamedNode | BlankNode | Literal | Triple

GRAPH_FILE = "graph.nq"
"""The file of an output folder that holds the whole graph."""

_FORMATS = {
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
}
GRAPH_SUFFIXES = frozenset(_FORMATS)
"""Suffixes of the files that `Store.open` reads as a graph."""

_PLAIN = DefaultGraph()
_ONE_GRAPH = NamedNode(PREFIXES["id"] + "graph/file")
"""The graph of a file that can hold but one, so that `GRAPH ?g` finds its triples too."""
_LABELS = tuple(
    NamedNode(iri)
    for iri in ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2000/01/rdf-schema#label")
)
_MERGE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class Table:
    """The solutions of a SELECT query; None where a variable is unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Each solution by the names of its bound variables."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}

    def without(self, variable: str) -> Table:
        """The same solutions without one of their variables."""
        at = self.variables.index(variable)
        return Table(
            self.variables[:at] + self.variables[at + 1 :], tuple(row[:at] + row[at + 1 :] for row in self.rows)
        )


@dataclass(frozen=True, slots=True)
class Graph:
    """The triples of a CONSTRUCT or DESCRIBE query: each once, in the order of their N-Triples."""

    triples: tuple[Triple, ...]


Result = Table | Graph | bool


class Store:
    """A graph to ask. Made by `Store.of(quads)` or `Store.open(where)`."""

    __slots__ = ("_engine", "_merged", "_plain", "_triples")

    def __init__(self) -> None:
        self._engine = pyoxigraph.Store()
        self._plain: set[Quad] = set()
        """Quads that stand in no named graph; kept apart, since the merge covers them."""
        self._merged = False
        self._triples: pyoxigraph.Store | None = None
        """Every triple once, in the default graph, and no named graph; made when it is first asked."""

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Store:
        """A store that holds `quads`."""
        store = cls()
        store._engine.bulk_extend(quads)
        store._note_plain()
        return store

    @classmethod
    def open(cls, where: Path) -> Store:
        """The graph of an output folder, or that of a graph file."""
        with _held(where) as (path, content):
            store = cls()
            on_disk = cached(path, content) if content and is_large(path) else None
            if on_disk is not None:
                store._engine, store._triples, store._merged = on_disk, on_disk, True
                return store
            form = _FORMATS[path.suffix.lower()]
            graph = None if form.supports_datasets else _ONE_GRAPH
            store._engine.bulk_load(path=str(path), format=form, to_graph=graph)
            store._note_plain()
            return store

    def _note_plain(self) -> None:
        self._plain.update(self._engine.quads_for_pattern(None, None, None, _PLAIN))

    def __len__(self) -> int:
        return sum(1 for _ in self.quads())

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads; those that are there already change nothing."""
        new = list(quads)
        self._plain.update(quad for quad in new if quad.graph_name == _PLAIN)
        self._engine.extend(new)
        triples = [Quad(quad.subject, quad.predicate, quad.object) for quad in new]
        if self._merged:
            self._engine.extend(triples)
        if self._triples is not None:
            self._triples.extend(triples)

    def quads(self) -> Iterator[Quad]:
        """All quads as they came, in no particular order."""
        for quad in self._engine:
            if quad.graph_name != _PLAIN:
                yield quad
        yield from self._plain

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs, sorted."""
        return tuple(sorted(g.value for g in self._engine.named_graphs() if isinstance(g, NamedNode)))

    def label(self, iri: str) -> str | None:
        """What a thing is called: its `skos:prefLabel`, else its `rdfs:label`."""
        triples = self._union()
        for predicate in _LABELS:
            found = triples.quads_for_pattern(NamedNode(iri), predicate, None, _PLAIN)
            labels = sorted(quad.object.value for quad in found if isinstance(quad.object, Literal))
            if labels:
                return labels[0]
        return None

    def prepare(self) -> None:
        """Make ready what the first query would: call it before several threads ask."""
        self._union()

    def query(self, text: str, *, allow_service: bool = False) -> Result:
        """The answer of any SPARQL 1.1 query. The prefixes of `kg.sparql.PREFIXES` need not be declared."""
        refuse_excess(text)
        if not allow_service:
            refuse_remote(text)
        graph = unknown_graph(text, self.graphs)
        if graph:
            raise QueryError(
                f"The query reads FROM <{graph}>, which is no graph of this store; nothing is fetched.",
                "Ask for the graphs with: SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
            )
        engine = self._whole() if names_graphs(text) else self._union()
        try:
            return _finished(engine.query(text, prefixes=PREFIXES))
        except SyntaxError as error:
            raise explain(text, str(error.msg)) from error
        except (OSError, RuntimeError) as error:
            raise QueryError(f"The query could not be carried out: {error}.") from error
        except ValueError as error:
            raise QueryError(f"The query cannot be read: {error}.", "Save it as UTF-8.") from error

    def select(self, text: str) -> Table:
        """The solutions of a SELECT query."""
        result = self.query(text)
        if isinstance(result, Table):
            return result
        raise QueryError("This is not a SELECT query.", "Begin it with SELECT.")

    def construct(self, text: str) -> Graph:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        result = self.query(text)
        if isinstance(result, Graph):
            return result
        raise QueryError("This is neither a CONSTRUCT nor a DESCRIBE query.", "Begin it with CONSTRUCT.")

    def ask(self, text: str) -> bool:
        """The answer of an ASK query."""
        result = self.query(text)
        if isinstance(result, bool):
            return result
        raise QueryError("This is not an ASK query.", "Begin it with ASK.")

    def _whole(self) -> pyoxigraph.Store:
        """The named graphs, with their merge as the default graph."""
        if not self._merged:
            self._engine.update(_MERGE)
            self._merged = True
        return self._engine

    def _union(self) -> pyoxigraph.Store:
        """The merge of all graphs alone."""
        if self._triples is None:
            self._triples = pyoxigraph.Store()
            self._triples.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in self._engine)
        return self._triples


def read_quads(where: Path) -> Iterator[Quad]:
    """The quads of an output folder or a graph file exactly as they are written.

    A store hands numbers and durations back in their canonical form ("12500.50" as 12500.5, "P18M" as "P1Y6M").
    """
    with _held(where) as (path, _):
        yield from pyoxigraph.parse(path=str(path), format=_FORMATS[path.suffix.lower()])


def find_graph(where: Path) -> Path:
    """The graph file of an output folder, or the file itself; a move that was interrupted is finished first.

    Raises:
        NotFoundError: nothing is there.
        UsageError: the file is no graph file.
        DataError: it is empty.
    """
    if where.is_dir():
        finish_move(where)  # the graph may not be there yet
    return _graph_file(where)


@contextmanager
def _held(where: Path) -> Iterator[tuple[Path, str | None]]:
    """The graph file in `where`, kept as it is and as its build left it, and its SHA-256 if that was to be known."""
    path = find_graph(where)
    try:
        with reading(path) as noted:
            if is_large(path):
                content: str | None = content_of(path)
            else:
                content = digest_of(path) if noted else None
            if content:
                check(path, content, noted)
            yield path, content
    except (SyntaxError, OSError) as error:
        raise _unreadable(path, error) from error


def _finished(
    answer: pyoxigraph.QuerySolutions | pyoxigraph.QueryTriples | pyoxigraph.QueryBoolean,
) -> Result:
    """The answer read to its end: Oxigraph works lazily, so errors of evaluation come up here."""
    if isinstance(answer, pyoxigraph.QuerySolutions):
        names = tuple(variable.value for variable in answer.variables)
        return Table(names, tuple(tuple(solution) for solution in answer))
    if isinstance(answer, pyoxigraph.QueryTriples):
        return Graph(tuple(sorted(set(answer), key=str)))
    return bool(answer)


def _unreadable(path: Path, error: SyntaxError | OSError) -> KgError:
    if isinstance(error, SyntaxError):
        hint = "Make it again: with `kg build LETTERS`, or from where it came."
        return DataError(f"{path} is damaged: {error.msg}.", hint)
    return UsageError(f"{path} cannot be read: {error}.", "Check the file and who may read it.")


def _graph_file(where: Path) -> Path:
    if where.is_dir():
        path = where / GRAPH_FILE
        if path.is_file():
            if not path.stat().st_size:
                raise DataError(f"{path} is damaged: it is empty.", "Build it again: kg build LETTERS")
            return path
        raise NotFoundError(f"No graph built yet in {where}.", "Run `kg build LETTERS` first.")
    if not where.exists():
        raise _missing(where)
    if where.suffix.lower() not in _FORMATS:
        hint = f"Name an output folder or a file that ends in {', '.join(sorted(_FORMATS))}."
        raise UsageError(f"{where} is not a graph file.", hint)
    return where


def _missing(where: Path) -> KgError:
    if where.suffix:
        return NotFoundError(f"There is no file {where}.", "Check the name.")
    return NotFoundError(f"There is no folder {where}: no graph built yet.", "Run `kg build LETTERS` first.")
