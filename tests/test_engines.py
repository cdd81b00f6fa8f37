"""Every named query runs unchanged on Oxigraph, on rdflib and on Virtuoso, and the three answer the same.

Answers are compared without their order, which SPARQL leaves open where ORDER BY ties or GROUP_CONCAT joins, and by the
values of literals: Virtuoso has no booleans (true is 1) and one type of whole numbers. Its DISTINCT lets rows whose
optional columns are empty through more than once, so its rows are compared as a set.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, serialize

from kg.building import build_in_memory
from kg.querying import named_queries, named_query
from kg.store import Store, Table
from tests.competency import CORPORA, texts
from tests.virtuoso import Virtuoso, running

NAMES = [query.name for query in named_queries()]
JOINED = {"names": ", ", "dimensions": "\n"}
"""Variables of GROUP_CONCAT, with what stands between the values."""

Answer = Counter[tuple[str | None, ...]]


_ONE_IN = 12
"""Of so many systems and suppliers that no letter names one stays: rdflib takes minutes over the whole catalogue."""


def _with_less_reference(quads: list[Quad]) -> list[Quad]:
    """A graph in which the catalogue holds what letters name, and a part of the rest."""
    apart = ("graph/reference>", "graph/ontology>")
    named = {
        str(term) for quad in quads if not str(quad.graph_name).endswith(apart) for term in (quad.subject, quad.object)
    }
    return [
        quad for quad in quads
        if not str(quad.graph_name).endswith(apart[0])
        or not re.search(r"/id/(?:system|supplier)/", subject := str(quad.subject))
        or subject in named
        or zlib.crc32(subject.encode()) % _ONE_IN == 0
    ]  # fmt: skip


class Engines:
    """One graph in three engines."""

    def __init__(self, corpus: str, virtuoso: Virtuoso) -> None:
        self.corpus = corpus
        self.oxigraph = Store.of(_with_less_reference(list(build_in_memory(CORPORA[corpus]).quads())))
        path = virtuoso.folder / "graph.nq"
        serialize(self.oxigraph.quads(), str(path), format=RdfFormat.N_QUADS)
        self.rdflib = rdflib.Dataset(default_union=True)
        self.rdflib.parse(path, format="nquads")
        self.virtuoso = virtuoso
        virtuoso.load(path)


@pytest.fixture(scope="module", params=list(CORPORA))
def engines(request: pytest.FixtureRequest) -> Iterator[Engines]:
    folder = Path(tempfile.mkdtemp())
    normalising, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        with running(folder) as virtuoso:
            yield Engines(request.param, virtuoso)
    finally:
        rdflib.NORMALIZE_LITERALS = normalising
        shutil.rmtree(folder)


@pytest.mark.parametrize("name", NAMES)
def test_three_engines_answer_the_same(engines: Engines, name: str) -> None:
    for text in set(texts(named_query(name), engines.corpus).values()):
        expected = of_table(engines.oxigraph.select(text))
        found = engines.rdflib.query(text)
        variables = [str(variable) for variable in found.vars or ()]
        rows = ([None if term is None else str(term) for term in row] for row in found)  # type: ignore[union-attr]
        assert answer(variables, rows) == expected, "rdflib"
        assert of_table(engines.virtuoso.select(text)).keys() == expected.keys(), "Virtuoso"


def test_no_query_repeats_a_row(engines: Engines) -> None:
    for query in named_queries():
        for text in texts(query, engines.corpus).values():
            repeated = [row for row, times in of_table(engines.oxigraph.select(text)).items() if times > 1]
            assert repeated == [], query.name


def of_table(table: Table) -> Answer:
    return answer(table.variables, ([None if term is None else term.value for term in row] for row in table.rows))  # type: ignore[union-attr]


def answer(variables: Iterable[str], rows: Iterable[Iterable[str | None]]) -> Answer:
    names = list(variables)
    return Counter(tuple(_plain(*pair) for pair in zip(names, row, strict=True)) for row in rows)


def _plain(name: str, value: str | None) -> str | None:
    if value and name in JOINED:
        value = JOINED[name].join(sorted(value.split(JOINED[name])))
    return {"true": "1", "false": "0"}.get(value or "", value)


def test_the_store_and_a_fresh_one_answer_alike() -> None:
    """The order of quads in a store decides nothing."""
    store = build_in_memory(CORPORA["five"])
    other = Store.of(reversed(list(store.quads())))
    for query in named_queries():
        text = texts(query, "five")["asked"]
        assert of_table(other.select(text)) == of_table(store.select(text)), query.name
