"""`kg build`: letters in, graph, page and reports out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.building.output import Summary
    from kg.model import Finding
    from kg.proposing.answers import Answers

INTERRUPTED = 130
"""128 + SIGINT: what a shell reports for a program that was stopped with Ctrl-C."""


def build(
    letters: Annotated[list[Path], typer.Argument(help="Letters, or folders of them.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")] = Path("output"),
    force: Annotated[bool, typer.Option("--force", help="Build anew even if nothing has changed.")] = False,
    answers: Annotated[
        Path | None, typer.Option("--answers", help="A folder of answers (kg propose): letters are read with them.")
    ] = None,
    answers_of: Annotated[
        str | None,
        typer.Option("--answers-of", metavar="MODEL", help="Of answers by several models those of this one."),
    ] = None,
) -> None:
    """Build the graph of letters, with its page, reports and exports.

    Exit status: 0 clean, 1 done with findings (listed in build-report.json), 2 bad input or usage. Files of formats
    that are not letters are counted, and are no fault.
    """
    from kg.cli.answering import answers_in

    try:
        summary = _built(letters, output, force, answers_in(answers, answers_of))
    except KeyboardInterrupt as interruption:
        typer.echo(f"Interrupted. {_left(output)}", err=True)
        raise typer.Exit(INTERRUPTED) from interruption
    _print(summary)
    if _faults(summary):
        raise typer.Exit(1)


def _built(letters: list[Path], output: Path, force: bool, answers: Answers | None) -> Summary:
    from kg.building import build_graph, nothing_found, sources
    from kg.building.output import fingerprint_of, unchanged, write_output

    _keep_apart(letters, output)
    documents, findings = sources(letters)
    fingerprint = fingerprint_of(documents, findings, answers.digest if answers else "")
    summary = None if force else unchanged(output, fingerprint)
    if summary is None:
        built = build_graph(documents, findings, answers)
        if not built.letters:
            raise nothing_found(built.findings)
        summary = write_output(built, output, fingerprint)
    return summary


def _keep_apart(letters: list[Path], output: Path) -> None:
    """Raises UsageError where the output would stand among the letters, which then were taken for a part of it."""
    for path in letters:
        folder = path if path.is_dir() else path.parent
        if output.exists() and folder.exists() and output.samefile(folder):
            hint = "Name another folder for it, such as `-o output`."
            raise UsageError(f"The output cannot be written into {output}, which holds the letters.", hint)


def _left(output: Path) -> str:
    """What an interrupted build has left in the output folder."""
    from kg.building.output import finish_move
    from kg.resources import BUILD_REPORT

    if finish_move(output):
        return f"The build was complete already; it is in {output}."
    if (output / BUILD_REPORT).is_file():
        return f"{output} still holds the last complete build."
    return "Nothing was written."


def _print(summary: Summary) -> None:
    from kg.building import listed
    from kg.resources import BUILD_REPORT

    counts = summary.counts
    head = "Nothing has changed since the last build of" if summary.unchanged else "Built"
    typer.echo(f"{head} {_many(counts['letters'], 'letter')} by {_many(counts['councils'], 'council')}:")
    for name, unit in (
        ("questions", "questions answered, refused or left open"),
        ("claims", "claims, each with the words that support it"),
        ("unsure", "more that are not sure enough to be stated: kg facts --unsure"),
        ("observations", "figures"),
        ("systems", "systems in use"),
        ("suppliers", "suppliers"),
        ("contract references", "contract references"),
        ("quads", "quads: statements with the graph each stands in, reference data included"),
    ):
        typer.echo(f"  {counts[name]:>7,}  {unit}")
    if summary.proposals:
        typer.echo(_proposed(summary.proposals))
    faults = _faults(summary)
    if faults:
        typer.echo(f"Look at {_many(len(faults), 'finding')}:")
        for line in listed(faults, f", see {summary.folder / BUILD_REPORT}"):
            typer.echo(line)
    for finding in summary.findings:
        if finding not in faults:
            typer.echo(finding.message)
    where = "" if str(summary.folder) == "output" else f" --where {summary.folder}"
    typer.echo(f"Open  {summary.folder / 'graph.html'}  in a browser.")
    typer.echo(f"Open  {summary.folder / 'renewals.html'}, or run:  kg report renewals --from 2026 --to 2028{where}")


def _proposed(counts: Mapping[str, int]) -> str:
    """What became of what a language model proposed."""
    return (
        f"  {counts['proposed']:>7,}  proposals: {counts['taken']:,} taken, {counts['refused']:,} refused"
        f" (see proposals.csv); {counts['withdrawn']:,} claims withdrawn"
    )


def _faults(summary: Summary) -> list[Finding]:
    """What somebody should look at; what other files there are, and which mails only cover letters, is only told."""
    from kg.building.checking import COVER
    from kg.reading import SET_ASIDE

    return [finding for finding in summary.findings if finding.code not in (SET_ASIDE, COVER)]


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
