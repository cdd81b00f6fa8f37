"""`kg facts`: the flat view of a graph, or of letters that are built in memory."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import kg
from kg.cli.answering import Answers, AnswersOf, Proposals
from kg.cli.catalogue import OwnCatalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.api.graphs import Graph
    from kg.api.rows import Rows

_OUTPUT = Path("output")
_SHOWN = {
    "facts": ("letter", "question", "service", "system", "field", "value", "certainty", "status", "quote"),
    "observations": ("letter", "question", "measure", "value", "unit", "period", "dimensions", "quote"),
    "outcomes": ("letter", "question", "outcome", "exemption", "referral", "quote"),
    "referrals": ("letter", "question", "label", "url"),
    "unsure": ("letter", "question", "service", "system", "field", "value", "confidence", "quote"),
    "set-aside": ("letter", "service", "system", "field", "value", "verdict", "who", "date", "why"),
}
"""The columns of a table, which is for reading; JSON and CSV hold all keys."""


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def facts(
    where: Annotated[
        list[Path] | None,
        typer.Argument(help="An output folder, a graph file, or letters.  [default: output]", show_default=False),
    ] = None,
    observations: Annotated[bool, typer.Option("--observations", help="Figures over periods instead.")] = False,
    outcomes: Annotated[bool, typer.Option("--outcomes", help="What became of each question instead.")] = False,
    referrals: Annotated[bool, typer.Option("--referrals", help="Where letters send readers instead.")] = False,
    unsure: Annotated[
        bool, typer.Option("--unsure", help="What is not sure enough to be stated instead, and how likely it is.")
    ] = False,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="What was read, and people have rejected or corrected, instead.")
    ] = False,
    proposals: Proposals = "with",
    answers: Answers = None,
    answers_of: AnswersOf = None,
    format_: Annotated[Format, typer.Option("--format", help="table is for reading.")] = Format.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.")] = None,
    catalogue: OwnCatalogue = None,
) -> None:
    """Print one row for each claim, with the words that support it."""
    from kg.cli.emitting import emit, table_width
    from kg.errors import UsageError

    chosen = [
        name
        for name, wanted in (
            ("observations", observations), ("outcomes", outcomes), ("referrals", referrals), ("unsure", unsure),
            ("set-aside", set_aside),
        )
        if wanted
    ]  # fmt: skip
    if len(chosen) > 1:
        raise UsageError(f"--{chosen[0]} and --{chosen[1]} exclude each other.", "Run the command twice.")
    kind = chosen[0] if chosen else "facts"
    graph = _graph(where or [_OUTPUT], answers, answers_of).proposals(proposals)
    rows = getattr(graph, kind.replace("-", "_"))()
    emit(_formatted(rows, kind, format_, table_width(output)), output)


def _graph(where: Sequence[Path], answers: Path | None, answers_of: str | None) -> Graph:
    """The graph of an output folder or file; of anything else, as of letters, built in memory."""
    from kg.errors import UsageError
    from kg.store import GRAPH_FILE, GRAPH_SUFFIXES

    graphs = [path for path in where if path.suffix.lower() in GRAPH_SUFFIXES or (path / GRAPH_FILE).is_file()]
    if len(where) == 1 and (graphs or where[0] == _OUTPUT):
        if answers is not None:
            raise UsageError(
                f"{where[0]} holds a graph, which is made already.",
                "Name letters, or build it with answers: kg build LETTERS --answers ANSWERS",
            )
        return kg.open(where[0])
    if graphs:
        raise UsageError(
            f"{graphs[0]} holds a graph, which is asked alone, not together with other paths.",
            f"Run `kg facts {graphs[0]}`, or name letters only.",
        )
    return kg.read(where, answers=answers, answers_of=answers_of)


def _formatted(found: Rows[Any], kind: str, format_: Format, width: int | None) -> str:
    from kg.exporting.results import grid
    from kg.exporting.tables import csv_text, shown

    rows = found.dicts()
    if format_ is Format.CSV:
        return csv_text(rows, found.columns)
    if format_ is Format.JSON:
        lines = ",\n".join(f" {json.dumps(row, ensure_ascii=False)}" for row in rows)
        return f"[\n{lines}\n]\n" if lines else "[]\n"
    heads = _SHOWN[kind]
    return grid(heads, ([shown(row[head]) for head in heads] for row in rows), width)
