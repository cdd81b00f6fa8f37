"""`kg list`: the councils, systems, suppliers or services of a graph, by the names that other commands take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.query import Format

_QUERIES = {
    "councils": "councils",
    "systems": "systems-by-councils",
    "suppliers": "suppliers-by-councils",
    "services": "services-in-use",
}


class Kind(StrEnum):
    """What is listed."""

    COUNCILS = "councils"
    SYSTEMS = "systems"
    SUPPLIERS = "suppliers"
    SERVICES = "services"


def list_things(
    kind: Annotated[Kind, typer.Argument(help="What to list.", show_default=False)],
    where: Annotated[Path, typer.Option("--where", help="An output folder or a graph file.")] = Path("output"),
    format_: Annotated[Format, typer.Option("--format", help="table is for reading.")] = Format.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.")] = None,
) -> None:
    """List the councils, systems, suppliers or services.

    By the names that the filters of other commands take.
    """
    from kg.cli.emitting import emit, table_width
    from kg.exporting.results import format_results
    from kg.querying import named_query, run
    from kg.store import Store, Table

    store = Store.open(where)
    found = run(store, named_query(_QUERIES[kind]))
    if format_ is Format.TABLE and isinstance(found, Table) and "authority" in found.variables:
        found = found.without("authority")  # people have read its name in the first column
    emit(format_results(found, format_, labels=store.label, width=table_width(output)), output)
