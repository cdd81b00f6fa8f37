"""`kg facts`: the flat view of a graph, or of letters that are built in memory."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.proposing.answers import Answers
    from kg.reporting.flat import Row
    from kg.store import Store

_OUTPUT = Path("output")
_SHOWN = {
    "facts": ("letter", "question", "service", "system", "field", "value", "certainty", "status", "quote"),
    "observations": ("letter", "question", "measure", "value", "unit", "period", "dimensions", "quote"),
    "outcomes": ("letter", "question", "outcome", "exemption", "referral", "quote"),
    "referrals": ("letter", "question", "label", "url"),
    "unsure": ("letter", "question", "service", "system", "field", "value", "confidence", "quote"),
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
    proposals: Annotated[
        str, typer.Option(help="Facts that rest on proposals of a language model: with, without, or only these.")
    ] = "with",
    answers: Annotated[
        Path | None, typer.Option("--answers", help="A folder of answers (kg propose): letters are read with them.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="table is for reading.")] = Format.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.")] = None,
) -> None:
    """Print one row for each claim, with the words that support it."""
    from kg.cli.answering import answers_in
    from kg.cli.emitting import emit, table_width
    from kg.errors import UsageError

    chosen = [
        name
        for name, wanted in (
            ("observations", observations), ("outcomes", outcomes), ("referrals", referrals), ("unsure", unsure)
        )
        if wanted
    ]  # fmt: skip
    if len(chosen) > 1:
        raise UsageError(f"--{chosen[0]} and --{chosen[1]} exclude each other.", "Run the command twice.")
    kind = chosen[0] if chosen else "facts"
    places = where or [_OUTPUT]
    found = answers_in(answers)
    rows, keys = _unsure(places, found) if unsure else _rows(open_or_build(places, found), kind)
    rows = _chosen(rows, proposals)
    emit(_formatted(rows, keys, kind, format_, table_width(output)), output)


def _chosen(rows: list[Row], wanted: str) -> list[Row]:
    """Rows that rest on proposals, or the others, as is wanted."""
    from kg.cli.answering import choice_of
    from kg.reporting.proposals import Proposals, is_proposed

    choice = choice_of(wanted)
    if choice is Proposals.WITH:
        return rows
    return [row for row in rows if is_proposed(row.get("extractor")) == (choice is Proposals.ONLY)]


def open_or_build(where: Sequence[Path], answers: Answers | None = None) -> Store:
    """The graph of an output folder or file; of anything else, as of letters, built in memory."""
    from kg.errors import UsageError
    from kg.store import GRAPH_FILE, GRAPH_SUFFIXES, Store

    graphs = [path for path in where if path.suffix.lower() in GRAPH_SUFFIXES or (path / GRAPH_FILE).is_file()]
    if len(where) == 1 and (graphs or where[0] == _OUTPUT):
        return Store.open(where[0])
    if graphs:
        raise UsageError(
            f"{graphs[0]} holds a graph, which is asked alone, not together with other paths.",
            f"Run `kg facts {graphs[0]}`, or name letters only.",
        )
    from kg.building import build_in_memory

    return build_in_memory(where, answers)


def _unsure(where: Sequence[Path], answers: Answers | None) -> tuple[list[Row], tuple[str, ...]]:
    """What is not sure enough, from the output folder of a build, else from letters."""
    from kg.errors import UsageError
    from kg.exporting.unsure import read_unsure, unsure_rows
    from kg.reporting.flat import FACT_KEYS
    from kg.resources import BUILD_REPORT
    from kg.store import GRAPH_SUFFIXES

    if len(where) == 1 and (where[0] == _OUTPUT or (where[0] / BUILD_REPORT).is_file()):
        return read_unsure(where[0]), FACT_KEYS
    graphs = [path for path in where if path.suffix.lower() in GRAPH_SUFFIXES]
    if graphs:
        raise UsageError(
            f"{graphs[0]} holds what is stated, and nothing unsure.", "Name the output folder of a build, or letters."
        )
    from kg.building import build_graph, nothing_found, sources

    built = build_graph(*sources(where), answers)
    if not built.letters:
        raise nothing_found(built.findings)
    return unsure_rows(built.letters), FACT_KEYS


def _rows(store: Store, kind: str) -> tuple[list[Row], tuple[str, ...]]:
    from kg.reporting import flat

    read, keys = {
        "facts": (flat.facts, flat.FACT_KEYS),
        "observations": (flat.observations, flat.OBSERVATION_KEYS),
        "outcomes": (flat.outcomes, flat.OUTCOME_KEYS),
        "referrals": (flat.referrals, flat.REFERRAL_KEYS),
    }[kind]
    return read(store), keys


def _formatted(rows: list[Row], keys: tuple[str, ...], kind: str, format_: Format, width: int | None) -> str:
    from kg.exporting.results import grid
    from kg.exporting.tables import csv_text, shown

    if format_ is Format.CSV:
        return csv_text(rows, keys)
    if format_ is Format.JSON:
        lines = ",\n".join(f" {json.dumps(row, ensure_ascii=False)}" for row in rows)
        return f"[\n{lines}\n]\n" if rows else "[]\n"
    heads = _SHOWN[kind]
    return grid(heads, ([shown(row[head]) for head in heads] for row in rows), width)
