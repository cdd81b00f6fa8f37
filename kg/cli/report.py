"""`kg report`: what people decide from, each row with the words it rests on."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.reporting.filtering import Filters
    from kg.reporting.report import Report
    from kg.store import Store

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Reports: table, Markdown, CSV, JSON, XLSX, HTML.")

_OUTPUT = Path("output")
Where = Annotated[Path, typer.Option("--where", help="The output folder of a build, or a graph file.")]
Format = Annotated[str, typer.Option("--format", help="table, md, csv, json, xlsx or html.")]
FormatOfDays = Annotated[str, typer.Option("--format", help="table, md, csv, json, xlsx, html, or ics: a calendar.")]
Proposed = Annotated[
    str, typer.Option("--proposals", help="Claims that rest on proposals of a language model: with, without, or only.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Leave out what letters wrote after this day; today if left out.")
]
Council = Annotated[str | None, typer.Option(help="Only councils with these words in their name.")]
Service = Annotated[str | None, typer.Option(help="Only this service, such as adult-social-care.")]
System = Annotated[str | None, typer.Option(help="Only systems with these words in their name.")]
Supplier = Annotated[str | None, typer.Option(help="Only suppliers with these words in their name.")]


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
    lead: Annotated[
        str | None,
        typer.Option("--lead", help="How long a procurement takes: 18m, 1y. Gives the day by which to start."),
    ] = None,
    council: Council = None,
    service: Service = None,
    system: System = None,
    supplier: Supplier = None,
    where: Where = _OUTPUT,
    proposals: Proposed = "with",
    format_: FormatOfDays = "table",
    output: Output = None,
) -> None:
    """Contracts that may end in a period, and those whose end is not known, with why and where to look."""
    from kg.reporting.renewals import renewals as report
    from kg.reporting.wanting import wanted

    wish = wanted(first, last, lead, council=council, service=service, system=system, supplier=supplier)
    day = day_of(as_of)
    store = _store(where, format_, proposals)
    _emit(report(store, wish, day), store, format_, output)


@app.command("gaps")
def gaps(
    draft_request: Annotated[
        bool, typer.Option("--draft-request", help="Write the letter that asks one council for what is not known.")
    ] = False,
    as_of: AsOf = None,
    council: Council = None,
    service: Service = None,
    system: System = None,
    supplier: Supplier = None,
    where: Where = _OUTPUT,
    proposals: Proposed = "with",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """What is not known of each system in use, why, and where to look."""
    from kg.cli.emitting import emit
    from kg.reporting.gaps import gaps as report

    filters, day = _filters(council, service, system, supplier), day_of(as_of)
    store = _store(where, format_, proposals)
    found = report(store, filters, day)
    if not draft_request:
        _emit(found, store, format_, output)
        return
    from kg.reporting.requesting import draft_request as draft

    letter = draft(store, found)
    emit(letter.text, output)
    for note in letter.notes:
        typer.echo(note, err=True)


@app.command("market")
def market(
    as_of: AsOf = None,
    council: Council = None,
    service: Service = None,
    system: System = None,
    supplier: Supplier = None,
    where: Where = _OUTPUT,
    proposals: Proposed = "with",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Which councils use which systems and suppliers, since when, and who owns them."""
    from kg.reporting.market import market as report

    filters, day = _filters(council, service, system, supplier), day_of(as_of)
    store = _store(where, format_, proposals)
    _emit(report(store, filters, day), store, format_, output)


@app.command("changes")
def changes(
    first: Annotated[
        str | None, typer.Option("--from", help="Only what letters tell that were written after this day.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", help="… and until this day.")] = None,
    since: Annotated[
        Path | None, typer.Option("--since", help="Compare with an older build instead: its output folder or graph.")
    ] = None,
    as_of: AsOf = None,
    council: Council = None,
    service: Service = None,
    system: System = None,
    supplier: Supplier = None,
    where: Where = _OUTPUT,
    proposals: Proposed = "with",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """What changed between two dates or two builds, and where letters contradict each other."""
    from kg.errors import UsageError
    from kg.reporting import changes as report

    filters = _filters(council, service, system, supplier)
    if since is not None and not (first is None and last is None):
        raise UsageError("--since compares two builds, --from and --to letters of one.", "Give one or the other.")
    period, day = report.period_of(first, last), day_of(as_of)
    store = _store(where, format_, proposals)
    if since is not None:
        found = report.changes_of_builds(_store(since, format_, proposals), store, filters, day)
    else:
        found = report.changes(store, filters, period, day)
    _emit(found, store, format_, output)


@app.command("refusals")
def refusals(
    as_of: AsOf = None,
    council: Council = None,
    service: Service = None,
    system: System = None,
    supplier: Supplier = None,
    where: Where = _OUTPUT,
    proposals: Proposed = "with",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """What councils withhold, under which section, and where they weighed the public interest."""
    from kg.reporting.refusals import refusals as report

    filters, day = _filters(council, service, system, supplier), day_of(as_of)
    store = _store(where, format_, proposals)
    _emit(report(store, filters, day), store, format_, output)


@app.command("statistics")
def statistics(
    measure: Annotated[str | None, typer.Option(help="Only figures of this, such as referrals.")] = None,
    as_of: AsOf = None,
    council: Council = None,
    service: Service = None,
    system: System = None,
    supplier: Supplier = None,
    where: Where = _OUTPUT,
    proposals: Proposed = "with",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Figures over the years: referrals, spend, leavers; one a row, and their course."""
    from kg.reporting.statistics import statistics as report

    filters, day = _filters(council, service, system, supplier), day_of(as_of)
    store = _store(where, format_, proposals)
    _emit(report(store, filters, day, measure), store, format_, output)


@app.command("coverage")
def coverage(
    letter: Annotated[str | None, typer.Option(help="Only the letter of this file name.")] = None,
    where: Where = _OUTPUT,
    proposals: Proposed = "with",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """What became of every question of every letter; first what was read but not understood."""
    from kg.exporting.proposals import read_refused
    from kg.reporting.coverage import coverage as report

    store = _store(where, format_, proposals)
    _emit(report(store, letter, read_refused(where)), store, format_, output)


def _filters(
    council: str | None, service: str | None, system: str | None = None, supplier: str | None = None
) -> Filters:
    from kg.reporting.filtering import Filters

    return Filters(council, service, system, supplier)


def _store(where: Path, format_: str, proposals: str) -> Store:
    """The graph, once it is clear that the answer can be written."""
    from kg.reporting.rendering import check_format
    from kg.store import Store

    check_format(format_)
    if proposals == "with":
        return Store.open(where)
    from kg.cli.answering import choice_of
    from kg.reporting.proposals import chosen

    choice = choice_of(proposals)
    return chosen(Store.open(where), choice)


def _emit(report: Report, store: Store, format_: str, output: Path | None) -> None:
    from kg.cli.emitting import emit, table_width
    from kg.errors import UsageError
    from kg.reporting.rendering import WIDTH, rendered

    if format_ == "xlsx" and output is None and sys.stdout.isatty():
        raise UsageError("A workbook is no text for a terminal.", f"Write it to a file: -o {report.name}.xlsx")
    emit(rendered(report, format_, store, width=table_width(output) or WIDTH), output)


def day_of(text: str | None) -> date:
    """The day that a user names, the last one it may mean; today where none is named."""
    from kg.values import parse_user_date

    if text is None:
        return date.today()
    day = parse_user_date(text).latest
    assert day is not None
    return day
