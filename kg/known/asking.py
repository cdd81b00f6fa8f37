"""A named query → rows of plain values; every report reads the graph in this way alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from kg.errors import DataError
from kg.known.flat import plain
from kg.known.rows import Row
from kg.querying import named_query, run
from kg.store import Store, Table


def ask(store: Store, name: str, values: Mapping[str, str | Sequence[str]] | None = None) -> list[Row]:
    """The rows of a named SELECT query, in its order; None where a variable is unbound.

    A parameter with an empty list of values asks for nothing, and nothing is found.
    """
    if any(not isinstance(value, str) and not value for value in (values or {}).values()):
        return []
    table = run(store, named_query(name), values or {})
    if not isinstance(table, Table):
        raise DataError(f"The query {name} is no SELECT query.", "Install the package again.")
    return [{key: plain(row[key]) if key in row else None for key in table.variables} for row in table]


def ask_together(store: Store, *asked: tuple[str, Mapping[str, str | Sequence[str]]]) -> list[list[Row]]:
    """The rows of several named queries that do not wait for each other: the engine uses a core for each."""
    store.prepare()
    with ThreadPoolExecutor(max_workers=2) as workers:
        return list(workers.map(lambda each: ask(store, *each), asked))


def grouped(rows: Iterable[Row], *keys: str) -> dict[tuple[str, ...], list[Row]]:
    """Rows by what stands under `keys`, in the order in which they came."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(str(row[key] or "") for key in keys), []).append(row)
    return found


def joined(values: Iterable[object]) -> str | None:
    """Values in one cell: each once, in order."""
    return ", ".join(dict.fromkeys(str(value) for value in values if value is not None)) or None
