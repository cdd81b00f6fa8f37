"""The command line: parses, calls, prints, exits; what it does is done elsewhere.

Exit status: 0 done, 1 done but for what could not be read, 2 bad input or usage, 130 interrupted, 141 nobody reads
the output.
Modules with weight are imported by the commands that need them: `kg --help` answers at once.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli import (
    build,
    decide,
    decisions,
    evaluate,
    explain,
    export,
    facts,
    graph,
    listing,
    match,
    propose,
    query,
    report,
    review,
    show,
    train,
)
from kg.cli.catalogue import OwnCatalogue
from kg.cli.emitting import unwritten
from kg.cli.plain import Plain
from kg.cli.terminal import guarded
from kg.errors import KgError, ReadError
from kg.version import __version__

__all__ = ["app", "main"]

app = typer.Typer(
    name="kg",
    cls=Plain,
    help="Turn councils' answers to freedom-of-information requests into a graph, and ask it.",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: twice as fast, and the same in a terminal, a pipe and the documentation
    pretty_exceptions_enable=False,
)
app.command("build")(build.build)
app.command("facts")(facts.facts)
app.command("query")(query.query)
app.command("show")(show.show)
app.command("list")(listing.list_things)
app.command("graph")(graph.graph)
app.command("export")(export.export)
app.add_typer(decide.app, name="decide")
app.command("decisions")(decisions.decisions)
app.command("match")(match.match)
app.command("review")(review.review)
app.command("explain")(explain.explain)
app.command("evaluate")(evaluate.evaluate)
app.command("propose")(propose.propose)
app.command("train")(train.train)
app.add_typer(report.app, name="report")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"council-kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    catalogue: OwnCatalogue = None,
) -> None:
    """Turn councils' answers to freedom-of-information requests into a graph, and ask it."""


def main() -> int:
    """Run the command line; errors made on purpose become a message and a status."""
    with guarded():
        try:
            status = _run()
            sys.stdout.flush()
        except OSError as error:
            status = unwritten(error)
    return status


def _run() -> int:
    try:
        app(prog_name="kg")
    except SystemExit as left:  # so every call ends that is made as it should be
        return left.code if isinstance(left.code, int) else 0
    except KgError as error:
        print(f"Error: {error.message.rstrip()}", file=sys.stderr)
        if error.hint:
            print(error.hint, file=sys.stderr)
        return 1 if isinstance(error, ReadError) else 2
    return 0
