"""The option by which commands take a user's own catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.resources import use_catalogue


def _use(folder: Path | None) -> Path | None:
    if folder is not None:
        use_catalogue(folder)
    return folder


OwnCatalogue = Annotated[
    Path | None,
    typer.Option(
        "--catalogue",
        help="A folder with your own systems, suppliers, councils and words of services, on top of the shipped ones.",
        envvar="KG_CATALOGUE",
        callback=_use,
        show_default=False,
    ),
]
