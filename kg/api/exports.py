"""A graph → the bytes of a file that other programs read, by the name of its format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.api.graphs import Graph


class Format(StrEnum):
    """What a graph can be exported to."""

    NQUADS = "nquads"
    TRIG = "trig"
    TURTLE = "turtle"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CYTOSCAPE = "cytoscape"
    CSV = "csv"
    SQLITE = "sqlite"
    PARQUET = "parquet"


BINARY = frozenset({Format.SQLITE, Format.PARQUET})
"""Formats that are no text for a terminal."""


def exported(graph: Graph, format_: str) -> bytes:
    """The bytes of a file in one of the formats.

    Raises:
        UsageError: there is no such format, or it needs a package that is not installed.
    """
    if format_ not in list(Format):
        raise UsageError(f"There is no format {format_!r}.", f"There are: {', '.join(Format)}.")
    return _WRITERS.get(Format(format_), _rdf)(graph, Format(format_))


def _rdf(graph: Graph, format_: Format) -> bytes:
    from kg.exporting.graphs import as_text

    return as_text(graph._source.quads(), format_).encode()


def _picture(graph: Graph, format_: Format) -> bytes:
    from kg.picturing import picture
    from kg.picturing.interchange import FORMATS

    return FORMATS[format_](picture(graph._store))


def _csv(graph: Graph, _: Format) -> bytes:
    from kg.exporting.tables import csv_text

    facts = graph.facts()
    return csv_text(facts.dicts(), facts.columns).encode()


def _sqlite(graph: Graph, _: Format) -> bytes:
    from kg.exporting.sqlite import sqlite_file

    return sqlite_file(graph._store)


def _parquet(graph: Graph, _: Format) -> bytes:
    from kg.api.frames import parquet

    return parquet(graph.facts().to_frame())


_WRITERS: Mapping[Format, Callable[[Graph, Format], bytes]] = {
    Format.GRAPHML: _picture,
    Format.GEXF: _picture,
    Format.CYTOSCAPE: _picture,
    Format.CSV: _csv,
    Format.SQLITE: _sqlite,
    Format.PARQUET: _parquet,
}
