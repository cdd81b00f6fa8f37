"""Text, or the bytes of a file → standard output or a file."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

import typer

from kg.reporting.printing import escaped

NOBODY_READS = 141
"""128 + SIGPIPE: what a shell reports for a program whose reader has gone."""


def emit(text: str | bytes, output: Path | None) -> None:
    """Print `text`, or write it to `output` whole or not at all; UTF-8 in either case."""
    if isinstance(text, str) and output is None and sys.stdout.isatty():
        text = escaped(text)
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    if output is not None:
        from kg.exporting.files import write_aside

        write_aside(output, data)
        typer.echo(f"Wrote {output}", err=True)
        return
    try:
        typer.echo(data, nl=False)
    except BrokenPipeError as error:
        raise typer.Exit(unwritten(error)) from error


def unwritten(error: OSError) -> int:
    """Say that a stream cannot be written, if that can be said; the exit status."""
    streams = [sys.stdout]
    if not isinstance(error, BrokenPipeError):
        where = f"{error.filename}: " if error.filename else ""
        try:
            print(f"Error: The output cannot be written: {where}{error.strerror or error}.", file=sys.stderr)
            print("Check the space and the rights of the place that it goes to.", file=sys.stderr)
        except OSError:
            streams.append(sys.stderr)
    for stream in streams:
        # Nothing may be written when Python flushes the stream at its end.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return NOBODY_READS if isinstance(error, BrokenPipeError) else 2


def table_width(output: Path | None) -> int | None:
    """The width of the terminal that a table is printed on; None for a file or a pipe, where nothing is folded."""
    return shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else None
