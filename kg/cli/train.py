"""`kg train`: weights from letters with gold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer


def train(
    gold: Annotated[list[Path], typer.Argument(help="Folders of gold files.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.", show_default=False)],
    letters: Annotated[
        Path | None, typer.Option("--letters", help="The folder of the letters.  [default: the one beside each gold]")
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", help="A file of decisions: the letters beside it that are reviewed count, too."),
    ] = None,
) -> None:
    """Learn from letters with gold how letters are read.

    It makes the weights that reading uses (docs/gold.md). Needs the extra `train`.
    """
    from kg.errors import UsageError

    try:
        from kg.training.gathering import gather
        from kg.training.learning import train as learn
    except ModuleNotFoundError as error:
        raise UsageError(
            f"Training needs {error.name}, which is not installed.", "Install it with: pip install 'council-kg[train]'"
        ) from error
    from kg.building.reviewed import reviewed
    from kg.weights import write_weights

    more = reviewed(decisions, [decisions.parent]).documents if decisions else ()
    weights = learn(gather(gold, letters, more), lambda text: typer.echo(text, err=True))
    write_weights(weights, output)
    typer.echo(f"Wrote {output}.\n")
    typer.echo(_card(weights.card))


def _card(card: Mapping[str, Any]) -> str:
    """How well letters are read by models that have not seen their batch."""
    from kg.exporting.results import grid

    figures = card["figures"]
    groups = (("", figures["compared"]), ("field ", figures["fields"]), ("letters of ", figures["layouts"]))
    rows = [
        (f"{group}{name}", *(f"{rate:.3f}" for rate in rates)) for group, of in groups for name, rates in of.items()
    ]
    silent = figures["silent"]
    return "\n".join(
        [
            f"{figures['letters']} letters, each read by models that have not seen its batch:\n",
            grid(("compared", "precision", "recall"), rows, None),
            f"Outcomes of questions: {figures['outcomes']:.3f}. Calibration error: {figures['calibration']:.3f}.",
            f"Letters without facts: {silent['letters']}, of which {silent['told']} get one.",
        ]
    )
