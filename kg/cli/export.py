"""`kg export`: the graph in the formats of other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """What the graph can be exported to."""

    NQUADS = "nquads"
    TRIG = "trig"
    TURTLE = "turtle"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CYTOSCAPE = "cytoscape"
    CSV = "csv"


def export(
    format_: Annotated[Format, typer.Argument(metavar="FORMAT", help=", ".join(Format))],
    where: Annotated[Path, typer.Option("--where", help="An output folder or a graph file.")] = Path("output"),
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.")] = None,
) -> None:
    """Write the graph as RDF, its picture for yEd, Gephi or Cytoscape, or its facts as CSV for spreadsheets."""
    from kg.cli.emitting import emit
    from kg.store import Store, read_quads

    if format_ in (Format.GRAPHML, Format.GEXF, Format.CYTOSCAPE):
        from kg.picturing import picture
        from kg.picturing.interchange import FORMATS

        emit(FORMATS[format_](picture(Store.open(where))).decode(), output)
    elif format_ is Format.CSV:
        from kg.exporting.tables import csv_text
        from kg.reporting.flat import FACT_KEYS, facts

        emit(csv_text(facts(Store.open(where)), FACT_KEYS), output)
    else:
        from kg.exporting.graphs import as_text

        emit(as_text(read_quads(where), format_), output)
