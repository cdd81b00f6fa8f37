"""The doors: paths in, a built folder or a graph to ask out."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from kg.api.graphs import Graph
from kg.model import Summary
from kg.querying import NamedQuery, named_queries

__all__ = ["build", "open", "queries", "read"]

Paths = str | PathLike[str] | Iterable[str | PathLike[str]]
"""One path, or several."""


def build(
    letters: Paths,
    output: str | PathLike[str] = "output",
    *,
    force: bool = False,
    decisions: str | PathLike[str] | None = None,
) -> Summary:
    """Build the graph of letters, or of folders of them, with its page, reports and exports, into the folder `output`.

    What people have decided is applied: the file `decisions`, else `decisions.csv` beside the letters. Letters that
    have not changed since the last build are not built again, unless `force` says so. One that cannot be read is among
    the findings of the summary, and the others are built.

    Raises:
        NotFoundError: a path that is not there.
        UsageError: none of the paths holds a letter, or the output stands among the letters.
        OutputError: the folder cannot be written; what was there stays as it was.
    """
    from kg.building.folder import build_folder

    file = None if decisions is None else Path(decisions)
    return build_folder(_paths(letters), Path(output), force=force, decisions=file)


def open(where: str | PathLike[str] = "output") -> Graph:
    """The graph in the output folder of a build, or in a graph file (.nq, .trig, .ttl, .nt, .jsonld).

    Raises:
        NotFoundError: nothing is there.
        UsageError: the file is no graph file.
    """
    from kg.api.sources import Stored
    from kg.store import find_graph

    find_graph(Path(where))
    return Graph(Stored(Path(where)))


def read(letters: Paths) -> Graph:
    """The graph of letters, or of folders of them, in memory; nothing is written. `decisions.csv` beside them counts.

    Raises:
        NotFoundError: a path that is not there.
        UsageError: none of the paths holds a letter.
    """
    from kg.api.sources import Read
    from kg.building import built_of

    return Graph(Read(built_of(_paths(letters))))


def queries() -> tuple[NamedQuery, ...]:
    """The queries that come with council-kg, for `Graph.named`."""
    return named_queries()


def _paths(given: Paths) -> list[Path]:
    return [Path(given)] if isinstance(given, str | PathLike) else [Path(one) for one in given]
