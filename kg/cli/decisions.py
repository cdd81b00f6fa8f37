"""`kg decisions`: what people have decided, and what became of it in the last build."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How decisions are listed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def decisions(
    where: Annotated[Path, typer.Argument(help="The output folder of a build.")] = Path("output"),
    troubles: Annotated[bool, typer.Option("--troubles", help="Only those that were not applied.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="text is for reading.")] = Format.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.")] = None,
) -> None:
    """List what people have decided, and what came of it.

    Who decided, when and why, and what each decision has changed.

    Exit status: 0 all of them are applied, 1 some are not, or have been written since the last build.
    """
    from kg.building.output import decided_rows, undecided_lines
    from kg.cli.emitting import emit

    rows = [row for row in decided_rows(where) if not troubles or row["trouble"]]
    since = undecided_lines(where)
    if format_ is Format.JSON:
        text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    elif format_ is Format.CSV:
        from kg.exporting.tables import csv_text

        keys = ("file", "line", "decision", "says", "letter", "effect", "told", "who", "when", "why", "key")
        text = csv_text(rows, keys)
    else:
        text = "".join(f"{line}\n" for row in rows for line in _lines(row)) or "Nothing has been decided.\n"
    emit(text, output)
    if since:
        typer.echo(f"{since} more since the last build: build again to apply them.", err=True)
    if since or any(row["trouble"] for row in rows):
        raise typer.Exit(1)


def _lines(row: dict[str, object]) -> list[str]:
    when = f", {str(row['when'])[:10]}" if row["when"] else ""
    why = f": {row['why']}" if row["why"] else ""
    return [
        f"{row['file']}, line {row['line']}  {row['says']}",
        f"    {row['effect']}" + (f": {row['told']}" if row["told"] else ""),
        f"    {row['who']}{when}{why}",
    ]
