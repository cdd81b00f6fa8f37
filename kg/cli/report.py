"""`kg report`: what people decide from, each row with the words it rests on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

import kg
from kg.cli.answering import Proposals

if TYPE_CHECKING:
    from kg.api.graphs import Graph
    from kg.api.reports import Report

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Reports: table, Markdown, CSV, JSON, XLSX, HTML.")

_OUTPUT = Path("output")
Where = Annotated[Path, typer.Option("--where", help="The output folder of a build, or a graph file.")]
Format = Annotated[str, typer.Option("--format", help="table, md, csv, json, xlsx or html.")]
FormatOfDays = Annotated[str, typer.Option("--format", help="table, md, csv, json, xlsx, html, or ics: a calendar.")]
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
    proposals: Proposals = "with",
    format_: FormatOfDays = "table",
    past: Annotated[bool, typer.Option("--past", help="In a calendar, also ends that have passed.")] = False,
    output: Output = None,
) -> None:
    """Contracts that may end, and ends that are not known. Of these, why, and where to look."""
    filters = _Filters(council=council, service=service, system=system, supplier=supplier)
    found = _graph(where, format_, proposals).report(
        "renewals", from_=first, to=last, as_of=as_of, lead=lead, **filters
    )
    _emit(found, format_, output, past=past)


@app.command("gaps")
def gaps(
    draft_request: Annotated[
        bool,
        typer.Option(
            "--draft-request",
            help="Write the letter that asks a council for what is not known (--format text, docx or eml); with a "
            "folder as -o, one to each council.",
        ),
    ] = False,
    as_of: AsOf = None,
    council: Council = None,
    service: Service = None,
    system: System = None,
    supplier: Supplier = None,
    where: Where = _OUTPUT,
    proposals: Proposals = "with",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """What is not known of each system in use. Why, and where to look."""
    from kg.catalogue.folding import slug
    from kg.cli.emitting import emit
    from kg.reporting.formats import drafting
    from kg.reporting.reports import requesting

    filters = _Filters(council=council, service=service, system=system, supplier=supplier)
    if not draft_request:
        _emit(_graph(where, format_, proposals).report("gaps", as_of=as_of, **filters), format_, output)
        return
    drafting.check(format_)
    found = kg.open(where).proposals(proposals).report("gaps", as_of=as_of, **filters)
    letters: list[tuple[Path | None, requesting.Draft]]
    if output is not None and output.is_dir():
        suffix = drafting.suffix_of(format_)
        letters = [(output / f"{slug(name)}{suffix}", draft) for name, draft in found.draft_requests().items()]
    else:
        letters = [(output, found.draft_request())]
    for path, letter in letters:
        emit(drafting.written(letter.text, format_), path)
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
    proposals: Proposals = "with",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Which councils use which systems and suppliers. Since when, and who owns them."""
    filters = _Filters(council=council, service=service, system=system, supplier=supplier)
    _emit(_graph(where, format_, proposals).report("market", as_of=as_of, **filters), format_, output)


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
    proposals: Proposals = "with",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """What changed between two dates or two builds. And where letters contradict each other."""
    filters = _Filters(council=council, service=service, system=system, supplier=supplier)
    found = _graph(where, format_, proposals).report(
        "changes", from_=first, to=last, since=since, as_of=as_of, **filters
    )
    _emit(found, format_, output)


@app.command("refusals")
def refusals(
    as_of: AsOf = None,
    council: Council = None,
    service: Service = None,
    system: System = None,
    supplier: Supplier = None,
    where: Where = _OUTPUT,
    proposals: Proposals = "with",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """What councils withhold, and under which section. And where they weighed the public interest."""
    filters = _Filters(council=council, service=service, system=system, supplier=supplier)
    _emit(_graph(where, format_, proposals).report("refusals", as_of=as_of, **filters), format_, output)


@app.command("statistics")
def statistics(
    measure: Annotated[str | None, typer.Option(help="Only figures of this, such as referrals.")] = None,
    as_of: AsOf = None,
    council: Council = None,
    service: Service = None,
    system: System = None,
    supplier: Supplier = None,
    where: Where = _OUTPUT,
    proposals: Proposals = "with",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Figures over the years, and how they went. Referrals, spend, leavers: one a row."""
    filters = _Filters(council=council, service=service, system=system, supplier=supplier)
    _emit(
        _graph(where, format_, proposals).report("statistics", measure=measure, as_of=as_of, **filters), format_, output
    )


@app.command("coverage")
def coverage(
    letter: Annotated[str | None, typer.Option(help="Only the letter of this file name.")] = None,
    where: Where = _OUTPUT,
    proposals: Proposals = "with",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """What became of every question of every letter. First what was read but not understood."""
    _emit(_graph(where, format_, proposals).report("coverage", letter=letter), format_, output)


class _Filters(TypedDict):
    """What most reports can be narrowed to."""

    council: str | None
    service: str | None
    system: str | None
    supplier: str | None


def _graph(where: Path, format_: str, proposals: str) -> Graph:
    """The graph, once it is clear that the answer can be written."""
    from kg.reporting.formats.rendering import check_format

    check_format(format_)
    return kg.open(where).proposals(proposals)


def _emit(report: Report, format_: str, output: Path | None, *, past: bool = False) -> None:
    from kg.cli.emitting import emit, table_width
    from kg.errors import UsageError

    if format_ == "xlsx" and output is None and sys.stdout.isatty():
        raise UsageError("A workbook is no text for a terminal.", f"Write it to a file: -o {report.name}.xlsx")
    emit(report.render(format_, width=table_width(output), past=past), output)
