"""`kg decisions`: what people have decided, and what became of it in the last build."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.terminal import many


class Format(StrEnum):
    """How decisions are listed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def decisions(
    where: Annotated[Path, typer.Argument(help="The output folder of a build.")] = Path("output"),
    troubles: Annotated[bool, typer.Option("--troubles", help="Only those that were not applied.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="text is for reading.")] = Format.TEXT,
    write_catalogue: Annotated[
        Path | None,
        typer.Option(
            "--write-catalogue",
            metavar="DIR",
            help="List nothing: write the systems and suppliers that they confirm as a catalogue for the next letters.",
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.")] = None,
) -> None:
    """List what people have decided, and what came of it.

    Who decided, when and why, and what each decision has changed.

    With --write-catalogue the names that they accept, correct to or assert are written for `kg build --catalogue DIR`.

    Exit status: 0 all of them are applied, 1 some are not, or have been written since the last build.
    """
    from kg.building.report import build_again, decided_rows, decisions_file, undecided_lines
    from kg.cli.emitting import emit

    if write_catalogue is not None:
        _write_catalogue(where, write_catalogue)
        return
    rows = [row for row in decided_rows(where) if not troubles or row["trouble"]]
    since = undecided_lines(where)
    if format_ is Format.JSON:
        text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    elif format_ is Format.CSV:
        from kg.exporting.tables import csv_text

        keys = ("file", "line", "decision", "says", "letter", "effect", "told", "who", "when", "why", "key")
        text = csv_text(rows, keys)
    else:
        text = "".join(f"{line}\n" for row in rows for line in _lines(row)) or _nothing(troubles, since)
    emit(text, output)
    if since:
        command = build_again(where, decisions_file(where) or where)
        typer.echo(f"{many(since, 'line')} more since the last build. Build again to apply: {command}", err=True)
    if since or any(row["trouble"] for row in rows):
        raise typer.Exit(1)


def _nothing(troubles: bool, since: int) -> str:
    if since:
        return "Nothing was decided when this was built.\n"
    return "All that has been decided is applied.\n" if troubles else "Nothing has been decided.\n"


def _write_catalogue(where: Path, folder: Path) -> None:
    """Write what people have confirmed as a catalogue, whatever own catalogue the build had."""
    from kg.building.report import build_again, decisions_file, standing, undecided_lines
    from kg.decisions.catalogue import catalogue_of
    from kg.errors import NotFoundError
    from kg.exporting.folders import write_folder
    from kg.resources import use_catalogue

    use_catalogue(None)
    found = catalogue_of(standing(where))
    if not found.files:
        hint = (
            "Accept or assert systems and suppliers that are not shipped, or say which spellings are one; build again."
        )
        raise NotFoundError("No decision confirms a name that the shipped catalogue does not have.", hint)
    write_folder(folder, found.files)
    typer.echo(f"Wrote {folder}: {many(found.systems, 'system')}, {many(found.suppliers, 'supplier')}.")
    if found.left_out:
        told = "which are no names, or may be those of persons"
        typer.echo(f"Left out {many(found.left_out, 'value')}, {told}.", err=True)
    if since := undecided_lines(where):
        typer.echo(f"{many(since, 'decision')} more since the last build: build again, then run this again.", err=True)
    command = build_again(where, decisions_file(where) or where, folder)
    typer.echo(f"Read letters with it, such as: {command}")


def _lines(row: dict[str, object]) -> list[str]:
    when = f", {str(row['when'])[:10]}" if row["when"] else ""
    why = f": {row['why']}" if row["why"] else ""
    return [
        f"{row['file']}, line {row['line']}  {row['says']}",
        f"    {row['effect']}" + (f": {row['told']}" if row["told"] else ""),
        f"    {row['who']}{when}{why}",
    ]
