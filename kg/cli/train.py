"""`kg train`: weights from letters with gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def train(
    gold: Annotated[list[Path], typer.Argument(help="Folders of gold files.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.", show_default=False)],
    letters: Annotated[
        Path | None, typer.Option("--letters", help="The folder of the letters.  [default: the one beside each gold]")
    ] = None,
) -> None:
    """Learn the weights by which letters are read from letters with gold (docs/gold.md). Needs the extra `train`."""
    from kg.errors import UsageError

    try:
        from kg.training.gathering import gather
        from kg.training.learning import train as learn
    except ModuleNotFoundError as error:
        raise UsageError(
            f"Training needs {error.name}, which is not installed.", "Install it with: pip install 'council-kg[train]'"
        ) from error
    from kg.weights import write_weights

    weights = learn(gather(gold, letters), lambda text: typer.echo(text, err=True))
    write_weights(weights, output)
    typer.echo(f"Wrote {output}.")
