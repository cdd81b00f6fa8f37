"""`kg export`: the graph in the formats of other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

import kg
from kg.api.exports import BINARY, Format


def export(
    format_: Annotated[Format, typer.Argument(metavar="FORMAT", help=", ".join(Format))],
    where: Annotated[Path, typer.Option("--where", help="An output folder or a graph file.")] = Path("output"),
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.")] = None,
) -> None:
    """Write the graph in the formats of other programs.

    The graph as RDF, its picture for yEd, Gephi or Cytoscape, its facts as CSV or Parquet, or all of it as a database:
    sqlite is one file with tables of facts, letters, contracts and outcomes, for Datasette and others.
    """
    from kg.api.exports import exported
    from kg.cli.emitting import emit
    from kg.errors import UsageError

    if format_ in BINARY and output is None and sys.stdout.isatty():
        raise UsageError(f"{format_} is no text for a terminal.", f"Write it to a file: -o graph.{format_}")
    emit(exported(kg.open(where), format_), output)
