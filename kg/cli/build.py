"""`kg build`: letters in, graph, page and reports out."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import kg
from kg.cli.answering import Answers, AnswersOf
from kg.cli.catalogue import OwnCatalogue
from kg.cli.terminal import many

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Finding, Summary

INTERRUPTED = 130
"""128 + SIGINT: what a shell reports for a program that was stopped with Ctrl-C."""


class Format(StrEnum):
    """How the summary of a build is printed."""

    TEXT = "text"
    JSON = "json"


def build(
    letters: Annotated[list[Path], typer.Argument(help="Letters, or folders of them.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")] = Path("output"),
    force: Annotated[bool, typer.Option("--force", help="Build anew even if nothing has changed.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 for every finding, also where all files were read.")
    ] = False,
    format_: Annotated[Format, typer.Option("--format", help="How the summary is printed; json is for programs.")] = (
        Format.TEXT
    ),
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            help="What people have decided, see `kg decide`.  [default: decisions.csv beside the letters]",
            show_default=False,
        ),
    ] = None,
    answers: Answers = None,
    answers_of: AnswersOf = None,
    catalogue: OwnCatalogue = None,
) -> None:
    """Build the graph of letters, with its page, reports and exports.

    Exit status: 0 done, 1 done but for files that could not be read, or with --strict for any finding, 2 bad input or
    usage. Findings are listed in build-report.json with their level: error for a file that was not read, warning for
    what should be looked at, note for what is no fault, such as files of other formats.
    """
    try:
        summary = kg.build(letters, output, force=force, decisions=decisions, answers=answers, answers_of=answers_of)
    except KeyboardInterrupt as interruption:
        typer.echo(f"Interrupted. {_left(output)}", err=True)
        raise typer.Exit(INTERRUPTED) from interruption
    if format_ is Format.JSON:
        typer.echo(_as_json(summary))
    else:
        _print(summary)
    if any(finding.level == "error" or strict for finding in _faults(summary)):
        raise typer.Exit(1)


def _as_json(summary: Summary) -> str:
    data = {
        "folder": str(summary.folder), "unchanged": summary.unchanged, "counts": dict(summary.counts),
        "findings": [asdict(finding) for finding in summary.findings], "files": list(summary.files),
    }  # fmt: skip
    if summary.proposals:
        data["proposals"] = dict(summary.proposals)
    return json.dumps(data, indent=1, ensure_ascii=False)


def _left(output: Path) -> str:
    """What an interrupted build has left in the output folder."""
    from kg.building.output import finish_move
    from kg.resources import BUILD_REPORT

    if finish_move(output):
        return f"The build was complete already; it is in {output}."
    if (output / BUILD_REPORT).is_file():
        return f"{output} still holds the last complete build."
    return "Nothing was written."


_TOLD = (
    ("questions", "question", "questions", " answered, refused or left open", ""),
    ("claims", "fact", "facts", ", each with the words that support it", ""),
    ("unsure", "more that is", "more that are", " not sure enough to be stated: ", "kg facts --unsure"),
    ("observations", "figure", "figures", "", ""),
    ("systems", "system", "systems", "", ""),
    ("suppliers", "supplier", "suppliers", "", ""),
    ("contract references", "contract reference", "contract references", "", ""),
    ("quads", "quad", "quads", ": statements with the graph each stands in, reference data included", ""),
    ("decisions", "decision", "decisions", " of people, see ", "kg decisions"),
)
"""What is counted, what one of it and several are called, the words after that, and the command that lists it."""


def _print(summary: Summary) -> None:
    from kg.building import listed
    from kg.building.places import listing, looked_at
    from kg.resources import BUILD_REPORT

    counts = summary.counts
    head = "Nothing has changed since the last build of" if summary.unchanged else "Built"
    typer.echo(f"{head} {many(counts['letters'], 'letter')} by {many(counts['councils'], 'council')}:")
    for name, one, several, more, command in _TOLD:
        if name in counts and (counts[name] or name != "decisions"):
            where = command and listing(command, summary.folder)
            typer.echo(f"  {counts[name]:>7,}  {one if counts[name] == 1 else several}{more}{where}")
    if summary.proposals:
        typer.echo(_proposed(summary.proposals))
    faults = _faults(summary)
    if faults:
        unread = sum(finding.level == "error" for finding in faults)
        typer.echo(f"Look at {many(len(faults), 'finding')}{f', {unread} of a file not read' if unread else ''}:")
        for line in listed(faults, f", see {summary.folder / BUILD_REPORT}"):
            typer.echo(line)
    for finding in summary.findings:
        if finding not in faults:
            typer.echo(finding.message)
    typer.echo(
        f"Open  {summary.folder / 'index.html'}  in a browser: it leads to the graph, all reports and all letters."
    )
    typer.echo(f"Or run:  kg report renewals --from 2026 --to 2028{looked_at(summary.folder)}")


def _proposed(counts: Mapping[str, int]) -> str:
    """What became of what a language model proposed."""
    return (
        f"  {counts['proposed']:>7,}  proposals: {counts['taken']:,} taken, {counts['refused']:,} refused"
        f" (see proposals.csv); {counts['withdrawn']:,} claims withdrawn"
    )


def _faults(summary: Summary) -> list[Finding]:
    """What somebody should look at, files that were not read first; what is only told is no fault."""
    faults = [finding for finding in summary.findings if finding.level != "note"]
    return sorted(faults, key=lambda finding: finding.level != "error")
