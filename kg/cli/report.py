"""`kg report`: what people decide from, each row with the words it rests on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.emitting import emit

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Reports: table, Markdown, CSV or JSON.")

Where = Annotated[Path, typer.Option("--where", help="The output folder of a build, or a graph file.")]
Format = Annotated[str, typer.Option("--format", help="table, md, csv or json.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")]


@app.callback()
def _reports() -> None:
    """Reports on the graph."""


@app.command("renewals")
def renewals(
    first: Annotated[
        str | None, typer.Option("--from", help="Start of the period: 2026, 2026-11 or 2026-11-30.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", help="End of the period, likewise; its last day counts.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Day from which months are counted; today if left out.")
    ] = None,
    council: Annotated[str | None, typer.Option(help="Only councils with these words in their name.")] = None,
    service: Annotated[str | None, typer.Option(help="Only this service, such as adult-social-care.")] = None,
    system: Annotated[str | None, typer.Option(help="Only systems with these words in their name.")] = None,
    supplier: Annotated[str | None, typer.Option(help="Only suppliers with these words in their name.")] = None,
    where: Where = Path("output"),
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Contracts that may end in a period, and those whose end is not known, with why and where to look."""
    from kg.reporting.rendering import render
    from kg.reporting.renewals import renewals as report
    from kg.reporting.renewals import wanted
    from kg.store import Store

    wish = wanted(first, last, council=council, service=service, system=system, supplier=supplier)
    emit(render(report(Store.open(where), wish, day_of(as_of)), format_), output)


@app.command("coverage")
def coverage(
    letter: Annotated[str | None, typer.Option(help="Only the letter of this file name.")] = None,
    where: Where = Path("output"),
    format_: Format = "table",
    output: Output = None,
) -> None:
    """What became of every question of every letter; first what was read but not understood."""
    from kg.reporting.coverage import coverage as report
    from kg.reporting.rendering import render
    from kg.store import Store

    emit(render(report(Store.open(where), letter), format_), output)


def day_of(text: str | None) -> date:
    """The day that a user names, the last one it may mean; today where none is named."""
    from kg.values import parse_user_date

    if text is None:
        return date.today()
    day = parse_user_date(text).latest
    assert day is not None
    return day
