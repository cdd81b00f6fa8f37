"""What the named queries and the renewals report take: on a large graph, beside bare pyoxigraph and rdflib.

    python benchmarks/queries.py [--letters 20000] [--telling 0.25] [--runs 3] [--seed 1] [--graph FILE] [--patience 10]

One run measures, on one graph of generated letters (`graphs.py`),
- what opening it takes, on disk and in memory;
- the queries that the renewals report asks first, in the product's store, in bare pyoxigraph and in rdflib;
- every named query as a user asks it, of one council, letter or thing, in all three; in the product's store also of the
  whole graph;
- the renewals report of a quarter and of three years: what the engine takes, its two threads together, and all in all.

All three engines have to give equal answers. What another engine has not answered in ten seconds is stopped. Figures
are milliseconds of the clock, those of the product the least of several runs.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import os
import pickle
import signal
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph
import rdflib
from graphs import TELLING, quads
from pyoxigraph import RdfFormat, serialize

from kg import caching
from kg.parameters import ParameterType
from kg.querying import NamedQuery, bind, named_queries, named_query
from kg.reporting.reports.renewals import renewals
from kg.reporting.reports.wanting import wanted
from kg.sparql import PREFIXES
from kg.store import Store, Table

AS_OF = date(2026, 11, 21)
QUARTER = {"from": "2026-11", "to": "2027-01"}
YEARS = {"from": "2026", "to": "2028"}
FIRST = ("ends-in-period", "contracts-ending-between")
VALUES = {
    ParameterType.STRING: "000001.txt", ParameterType.SERVICE: "housing", ParameterType.SECTION: "s.21",
    ParameterType.ROUTE: "OJEU", ParameterType.SUPPLIER: "Civica", ParameterType.SYSTEM: "Mosaic",
    ParameterType.COUNCIL: "Borsetshire 001 Borough Council", ParameterType.MEASURE: "referrals",
    ParameterType.VALUE: "2028", ParameterType.NAME: "Mosaic", ParameterType.IRI: "id:supplier/civica",
    ParameterType.DATE: "2026-11-21", ParameterType.INTEGER: "20",
}  # fmt: skip
LETTER = """
SELECT ?letter ?node ?use
WHERE { ?node kg:inLetter ?letter ; kg:asks ?kind . ?claim kg:answers ?node ; kg:concerns ?use }
ORDER BY ?node LIMIT 1"""
"""A letter, a question and a use, for the queries that a report asks of such."""


def needed(query: NamedQuery) -> dict[str, str]:
    """The parameters that a query must have, and a period."""
    given = {p.name: VALUES[p.type] for p in query.parameters if p.default is None}
    return given | {p.name: QUARTER[p.name] for p in query.parameters if p.name in QUARTER}


def bounded(query: NamedQuery, things: Mapping[str, str]) -> dict[str, str]:
    """The same, of one council, or of one letter, question, use or contract where a report asks that."""
    names = [p.name for p in query.parameters]
    if "authority" in names:
        return needed(query) | {"authority": VALUES[ParameterType.COUNCIL]}
    return needed(query) | {name: things[name] for name in names[:1] if name in things}


def least(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """The least time of several runs, in milliseconds, and the result."""
    best, result = float("inf"), None
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        best = min(best, 1000 * (time.perf_counter() - start))
        if best > 2000:
            break
    return best, result


def rows_of(table: Any) -> set[tuple[str | None, ...]]:
    """The rows of an answer as a set, whatever engine gave it; what GROUP_CONCAT joins is in no order."""
    return {tuple(None if term is None else _words(term) for term in row) for row in table}


def _words(term: Any) -> str:
    text = str(term) if isinstance(term, rdflib.term.Identifier) else str(term.value)
    return ", ".join(sorted(text.split(", "))) if "\n" not in text else "\n".join(sorted(text.split("\n")))


def bare(store: pyoxigraph.Store, text: str) -> list[Any]:
    return list(store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True))  # type: ignore[arg-type]


def clock(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def opening(graph: Path) -> tuple[Store, pyoxigraph.Store, rdflib.Dataset]:
    """Print what it takes to open a graph in each way; the three engines, loaded."""
    size = sum(1 for _ in graph.open("rb"))
    print(f"{size:,} quads, {graph.stat().st_size / 1e6:,.0f} MB of N-Quads\n\n| opening | seconds |\n| --- | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COUNCIL_KG_CACHE"] = folder
        caching.LARGE = 0
        print(f"| on disk, the first time | {clock(lambda: Store.open(graph)):.2f} |")
        print(f"| on disk, from then on | {clock(lambda: Store.open(graph)):.3f} |")
        on_disk = Store.open(graph)
        disk = {name: least(lambda n=name: on_disk.query(bind(named_query(n), QUARTER)), 3)[0] for name in FIRST}
        caching.LARGE = 10**12
        made: list[Store] = []
        print(f"| in memory | {clock(lambda: made.append(Store.open(graph))):.2f} |")
        print(f"| in memory, the first query | {clock(lambda: made[0].ask('ASK { ?s a kg:Letter }')):.2f} |")
        named = "ASK { GRAPH ?g { ?s a kg:Letter } }"
        print(f"| in memory, the first query that names graphs | {clock(lambda: made[0].ask(named)):.2f} |")
    plain = pyoxigraph.Store()
    print(f"| bare pyoxigraph | {clock(lambda: plain.bulk_load(path=str(graph), format=RdfFormat.N_QUADS)):.2f} |")
    other = rdflib.Dataset(default_union=True)
    print(f"| rdflib | {clock(lambda: other.parse(graph, format='nquads')):.2f} |")
    print("\nOn disk: " + ", ".join(f"{name} {taken:.0f} ms" for name, taken in disk.items()))
    return made[0], plain, other


def in_time(work: Callable[[], Any], seconds: float) -> tuple[float, str] | None:
    """The milliseconds and a digest of the rows of an engine that may take too long: None where it did."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        start = time.perf_counter()
        found = work()
        taken = 1000 * (time.perf_counter() - start)
        os.write(writing, pickle.dumps((taken, digest(found))))
        os._exit(0)
    os.close(writing)
    until = time.monotonic() + seconds
    while os.waitpid(child, os.WNOHANG)[0] == 0:
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            break
        time.sleep(0.005)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    return pickle.loads(told) if told else None


def digest(table: Any) -> str:
    rows = sorted(tuple("" if word is None else word for word in row) for row in rows_of(table))
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def beside(text: str, table: Table, plain: pyoxigraph.Store, other: rdflib.Dataset, patience: float) -> str:
    """What the other two take for the same answer, as two cells of a table."""
    cells = []
    for work in (lambda: bare(plain, text), lambda: list(other.query(text))):
        found = in_time(work, patience)
        if found is None:
            cells.append(f"over {1000 * patience:,.0f}")
        else:
            cells.append(f"{found[0]:,.1f}" if found[1] == digest(table.rows) else f"{found[0]:,.1f} (another answer)")
    return " | ".join(cells)


def side_by_side(store: Store, plain: pyoxigraph.Store, other: rdflib.Dataset, runs: int, patience: float) -> None:
    """The queries of the renewals report, in three engines with equal answers."""
    print("\n| renewals | rows | product | bare pyoxigraph | rdflib |\n| --- | ---: | ---: | ---: | ---: |")
    for name in FIRST:
        for period in (QUARTER, YEARS):
            text = bind(named_query(name), period)
            ours, table = least(lambda text=text: store.query(text), 2 * runs)
            label = f"{name}, {period['from']} to {period['to']}"
            print(
                f"| {label} | {len(table):,} | {ours:,.1f} | {beside(text, table, plain, other, patience)} |",
                flush=True,
            )


def on_large(store: Store, plain: pyoxigraph.Store, other: rdflib.Dataset, runs: int, patience: float) -> None:
    """Each query as it is asked, in three engines; in the product's store also of the whole graph."""
    letter, node, use = (str(term).strip("<>") for term in store.select(LETTER).rows[0])
    things = {"letter_iri": letter, "node": node, "use": use}
    slow = 0
    print("\n| query | rows | product | bare pyoxigraph | rdflib | rows of all | product |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for query in named_queries():
        text = bind(query, bounded(query, things))
        ours, table = least(lambda text=text: store.query(text), runs)
        whole, everything = least(lambda query=query: store.query(bind(query, needed(query))), runs)
        slow += ours >= 300
        cells = f"{len(table):,} | {ours:,.1f} | {beside(text, table, plain, other, patience)}"
        print(f"| {query.name} | {cells} | {len(everything):,} | {whole:,.1f} |", flush=True)
    print(f"\nAs asked, {slow} of {len(named_queries())} queries take the product 300 ms or more.")


def report(store: Store, period: Mapping[str, str], runs: int) -> None:
    """The whole renewals report of a period: in the engine, and in all."""
    spans: list[tuple[float, float]] = []
    original = Store.query

    def timed(self: Store, text: str, **options: Any) -> Any:
        start = time.perf_counter()
        result = original(self, text, **options)
        spans.append((start, time.perf_counter()))
        return result

    best = float("inf")
    Store.query = timed  # type: ignore[assignment]
    for _ in range(runs):
        spans.clear()
        total, found = least(lambda: renewals(store, wanted(*period.values()), AS_OF), 1)
        engine, until = 0.0, 0.0
        for start, end in sorted(spans):  # two threads ask at once: their time counts once
            engine += max(0.0, end - max(start, until))
            until = max(until, end)
        if 1000 * engine < best:
            best, whole, shown = 1000 * engine, total, found
    Store.query = original  # type: ignore[method-assign]
    parts = ", ".join(f"{len(section.rows):,} {section.name}" for section in shown.sections)
    days = " to ".join(period.values())
    print(f"The renewals report of {days} ({parts}): {best:.0f} ms in the engine, {whole:.0f} in all.")


def main() -> None:
    """Print all figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=20_000)
    parser.add_argument("--telling", type=float, default=TELLING)
    parser.add_argument("--patience", type=float, default=10, help="Seconds after which another engine is stopped.")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--graph", type=Path, help="A graph.nq that benchmarks/graphs.py has written.")
    options = parser.parse_args()
    warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own
    rdflib.NORMALIZE_LITERALS = False
    with tempfile.TemporaryDirectory() as folder:
        graph = options.graph
        if graph is None:
            graph = Path(folder) / "graph.nq"
            serialize(quads(options.letters, options.seed, options.telling), str(graph), format=RdfFormat.N_QUADS)
        store, plain, other = opening(graph)
    gc.freeze()  # else what rdflib keeps as objects is looked through again and again while others answer
    side_by_side(store, plain, other, options.runs, options.patience)
    on_large(store, plain, other, options.runs, options.patience)
    print()
    for period in (QUARTER, YEARS):
        report(store, period, options.runs)


if __name__ == "__main__":
    main()
