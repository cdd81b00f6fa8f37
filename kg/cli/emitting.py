"""Text, or the bytes of a file → standard output or a file."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import typer

NOBODY_READS = 141
"""128 + SIGPIPE: what a shell reports for a program whose reader has gone."""


def emit(text: str | bytes, output: Path | None) -> None:
    """Print `text`, or write it to `output` whole or not at all; UTF-8 in either case."""
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    if output is not None:
        from kg.exporting.files import write_aside

        write_aside(output, data)
        typer.echo(f"Wrote {output}", err=True)
        return
    try:
        typer.echo(data, nl=False)
    except BrokenPipeError as error:
        # Nothing may be written when Python flushes the stream at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(NOBODY_READS) from error


def table_width(output: Path | None) -> int | None:
    """The width of the terminal that a table is printed on; None for a file or a pipe, where nothing is folded."""
    return shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else None
