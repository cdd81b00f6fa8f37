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
    answers: str | PathLike[str] | None = None,
    answers_of: str | None = None,
) -> Summary:
    """Build the graph of letters, or of folders of them, with its page, reports and exports, into the folder `output`.

    What people have decided is applied: the file `decisions`, else `decisions.csv` beside the letters. Letters that
    have not changed since the last build are not built again, unless `force` says so. One that cannot be read is among
    the findings of the summary, and the others are built. With `answers`, a folder of answers of a language model,
    letters are read with them; `answers_of` chooses a model where several have answered.

    Raises:
        NotFoundError: a path that is not there, or a folder without answers.
        UsageError: none of the paths holds a letter, the output stands among the letters, or answers are damaged or of
            several models.
        OutputError: the folder cannot be written; what was there stays as it was.
    """
    from kg.building import answers_in
    from kg.building.folder import build_folder

    found = answers_in(_path(answers), answers_of)
    return build_folder(_paths(letters), Path(output), force=force, decisions=_path(decisions), answers=found)


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


def read(letters: Paths, *, answers: str | PathLike[str] | None = None, answers_of: str | None = None) -> Graph:
    """The graph of letters, or of folders of them, in memory; nothing is written. `decisions.csv` beside them counts;
    `answers` and `answers_of` are those of `build`.

    Raises:
        NotFoundError: a path that is not there, or a folder without answers.
        UsageError: none of the paths holds a letter, or answers are damaged or of several models.
    """
    from kg.api.sources import Read
    from kg.building import answers_in, built_of

    return Graph(Read(built_of(_paths(letters), answers_in(_path(answers), answers_of))))


def queries() -> tuple[NamedQuery, ...]:
    """The queries that come with council-kg, for `Graph.named`."""
    return named_queries()


def _path(given: str | PathLike[str] | None) -> Path | None:
    return None if given is None else Path(given)


def _paths(given: Paths) -> list[Path]:
    return [Path(given)] if isinstance(given, str | PathLike) else [Path(one) for one in given]
