"""The options of commands that read letters with the answers of a language model, or leave such claims out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Answers = Annotated[
    Path | None, typer.Option("--answers", help="A folder of answers (kg propose): letters are read with them.")
]
AnswersOf = Annotated[
    str | None, typer.Option("--answers-of", metavar="MODEL", help="Of answers by several models those of this one.")
]
Proposals = Annotated[
    str, typer.Option("--proposals", help="Claims that rest on proposals of a language model: with, without, or only.")
]
