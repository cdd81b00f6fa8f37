"""`kg evaluate`: how good the reading of letters is, measured against what people have read in them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.answering import Answers, AnswersOf

if TYPE_CHECKING:
    from kg.building import Built
    from kg.evaluating import Compared, Evaluation
    from kg.evaluating.gold import Row
    from kg.model import Finding


_LONGEST = 160
"""How much of a quote a table shows; JSON has all of it."""


class Format(StrEnum):
    """How an evaluation is written."""

    TABLE = "table"
    JSON = "json"


def evaluate(
    gold: Annotated[
        Path | None, typer.Argument(help="A folder of gold files, or one of them.", show_default=False)
    ] = None,
    letters: Annotated[
        Path | None,
        typer.Option("--letters", help="The folder of the letters, in any format.  [default: the one beside the gold]"),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", help="A file of decisions in the place of gold: the letters that are reviewed."),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="json is for programs.")] = Format.TABLE,
    misses: Annotated[bool, typer.Option("--misses", help="Show each miss and each false fact too.")] = False,
    with_system: Annotated[
        bool, typer.Option("--with-system", help="Count a fact only where it hangs at the right system.")
    ] = False,
    without_service: Annotated[
        bool,
        typer.Option("--without-service", help="Count a fact whatever its service."),
    ] = False,
    answers: Answers = None,
    answers_of: AnswersOf = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.")] = None,
) -> None:
    """Compare what is read in letters with gold.

    Precision, recall and F1 by field (docs/gold.md).

    Exit status: 0 all is as in the gold, 1 something is missed or false, 2 bad usage or a letter is not there.
    """
    from kg import evaluating
    from kg.cli.emitting import emit
    from kg.errors import UsageError

    if with_system and without_service:
        raise UsageError("--with-system and --without-service exclude each other.", "Name one of them.")
    compared = evaluating.Compared.SYSTEM if with_system else evaluating.Compared.SERVICE
    if without_service:
        compared = evaluating.Compared.VALUE
    if (gold is None) == (decisions is None):
        raise UsageError("Reading is measured by gold, or by decisions.", "Name a folder of gold, or --decisions FILE.")
    absent: list[str] = []
    if decisions:
        built, result = _by_decisions(decisions, letters or decisions.parent, compared)
    else:
        assert gold is not None
        wanted = evaluating.load_gold(gold)
        paths, absent = evaluating.find_letters(wanted, gold, letters)
        present = {name: row for name, row in wanted.items() if name not in absent}
        built, result = _by_gold(present, paths, compared, answers, answers_of)
    if format_ is Format.JSON:
        emit(_json(result, absent, built.findings), output)
    else:
        emit(_text(result, misses, output), output)
    _complain(absent, built.findings)
    if absent or not result.clean:
        raise typer.Exit(2 if absent else 1)


def _by_gold(
    gold: Mapping[str, Row], paths: Sequence[Path], compared: Compared, answers: Path | None, answers_of: str | None
) -> tuple[Built, Evaluation]:
    from kg import evaluating
    from kg.building import answers_in, build_graph, sources
    from kg.known import flat
    from kg.store import Store

    built = build_graph(*sources(paths), answers=answers_in(answers, answers_of))
    store = Store.of(built.quads)
    return built, evaluating.evaluate(
        gold,
        flat.facts(store),
        flat.outcomes(store),
        flat.referrals(store),
        flat.observations(store),
        compared=compared,
    )


def _by_decisions(decisions: Path, letters: Path, compared: Compared) -> tuple[Built, Evaluation]:
    """Reading without decisions, measured by what people have decided: by facts, since they decide on nothing else."""
    from kg import evaluating
    from kg.building import graph_of
    from kg.building.reviewed import reviewed
    from kg.known import flat
    from kg.store import Store

    found = reviewed(decisions, [letters])
    if found.open:
        many = "1 letter is" if len(found.open) == 1 else f"{len(found.open)} letters are"
        typer.echo(f"{many} decided in part, and not counted.", err=True)
    built = graph_of(found.letters, found.findings, ())
    return built, evaluating.evaluate(found.gold, flat.facts(Store.of(built.quads)), (), (), (), compared=compared)


def _json(result: Evaluation, absent: Sequence[str], findings: Sequence[Finding]) -> str:
    from dataclasses import asdict

    whole = result.to_json() | {"missing_letters": list(absent), "findings": [asdict(f) for f in findings]}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _text(result: Evaluation, misses: bool, output: Path | None) -> str:
    from kg.cli.emitting import table_width
    from kg.exporting.results import grid
    from kg.exporting.tables import shown

    width = table_width(output)
    parts = [f"{result.letters} {'letter' if result.letters == 1 else 'letters'}\n"]
    heads = ("what", "right", "false", "missed", "precision", "recall", "F1")
    rows = [
        (
            name,
            *map(str, (s.right, s.false, s.missed)),
            _rate(s.precision, s.right + s.false),
            _rate(s.recall, s.right + s.missed),
            _rate(s.f1, s.right + s.false + s.missed),
        )
        for name, s in result.scores()
    ]
    parts.append(grid(heads, rows, width))
    judged = [(name, str(s.right), str(s.missed), _rate(s.recall, s.gold)) for name, s in result.judged()]
    parts.append(grid(("what", "right", "wrong", "accuracy"), judged, width))
    if misses and result.misses:
        keys = ("letter", "question", "side", "what", "service", "value", "quote")
        cells = ([_short(shown(getattr(miss, key))) for key in keys] for miss in result.misses)
        parts.append(grid(keys, cells, width))
    elif result.misses:
        parts.append(f"{len(result.misses)} missed, false or wrong; --misses shows each.\n")
    return "\n".join(parts)


def _rate(rate: float, of: int) -> str:
    """A rate, or a dash where there was nothing to be right or wrong about."""
    return f"{rate:.3f}" if of else "-"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _complain(absent: Sequence[str], findings: Sequence[Finding]) -> None:
    for finding in findings:
        if finding.code != "no-date":
            typer.echo(f"{finding.message} {finding.hint}".rstrip(), err=True)
    if absent:
        names = ", ".join(absent[:5]) + (f" and {len(absent) - 5} more" if len(absent) > 5 else "")
        many = "A letter" if len(absent) == 1 else f"{len(absent)} letters"
        verb = "is" if len(absent) == 1 else "are"
        typer.echo(f"{many} of the gold {verb} not there, and not counted: {names}.", err=True)
