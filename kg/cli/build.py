"""`kg build`: letters in, graph, page and reports out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.building.output import Summary


def build(
    letters: Annotated[list[Path], typer.Argument(help="Letters, or folders of them.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")] = Path("output"),
    force: Annotated[bool, typer.Option("--force", help="Build anew even if nothing has changed.")] = False,
) -> None:
    """Build the graph of letters, with its page, reports and exports.

    Exit status: 0 clean, 1 done with findings (listed in build-report.json), 2 bad input or usage.
    """
    from kg.building import build_graph, sources
    from kg.building.output import fingerprint_of, unchanged, write_output
    from kg.errors import UsageError

    documents, findings = sources(letters)
    fingerprint = fingerprint_of(documents, findings)
    summary = None if force else unchanged(output, fingerprint)
    if summary is None:
        built = build_graph(documents, findings)
        if not built.letters:
            reasons = " ".join(f"{f.message} {f.hint}".strip() for f in built.findings[:3])
            raise UsageError(
                f"No letter was found, so nothing was built. {reasons}", "Name letters, or a folder of them."
            )
        summary = write_output(built, output, fingerprint)
    _print(summary)
    if summary.findings:
        raise typer.Exit(1)


def _print(summary: Summary) -> None:
    counts = summary.counts
    head = "Nothing has changed since the last build of" if summary.unchanged else "Built"
    typer.echo(f"{head} {_many(counts['letters'], 'letter')} by {_many(counts['councils'], 'council')}:")
    for name, unit in (
        ("questions", "questions answered, refused or left open"),
        ("claims", "claims, each with the words that support it"),
        ("observations", "figures"),
        ("systems", "systems in use"),
        ("suppliers", "suppliers"),
        ("contract references", "contract references"),
        ("quads", "statements in the graph, reference data included"),
    ):
        typer.echo(f"  {counts[name]:>7,}  {unit}")
    if summary.findings:
        typer.echo(f"Look at {_many(len(summary.findings), 'finding')}:")
        for finding in summary.findings[:10]:
            typer.echo(f"  {finding.message} {finding.hint}".rstrip())
        if len(summary.findings) > 10:
            typer.echo(f"  … all of them in {summary.folder / 'build-report.json'}")
    where = "" if str(summary.folder) == "output" else f" --where {summary.folder}"
    typer.echo(f"Open  {summary.folder / 'graph.html'}  in a browser.")
    typer.echo(f"Read  {summary.folder / 'renewals.md'}, or run:  kg report renewals --from 2026 --to 2028{where}")


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
