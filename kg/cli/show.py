"""`kg show`: all that is known of one thing."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a thing is shown."""

    TEXT = "text"
    JSON = "json"


def show(
    name: Annotated[
        str,
        typer.Argument(
            help="Name, alias or code of a system, supplier, service or council; the reference of a contract, the file "
            "or request reference of a letter, or a part of them."
        ),
    ],
    where: Annotated[Path, typer.Option("--where", help="An output folder or a graph file.")] = Path("output"),
    format_: Annotated[Format, typer.Option("--format", help="json is for programs.")] = Format.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.")] = None,
) -> None:
    """Show all that is known of a thing.

    What is known beforehand, what letters say, what rules conclude, and what was not answered.
    """
    from kg.cli.emitting import emit
    from kg.reporting.reports import entities
    from kg.store import Store

    view = entities.show(Store.open(where), name)
    emit(entities.as_json(view) if format_ is Format.JSON else entities.as_text(view), output)
