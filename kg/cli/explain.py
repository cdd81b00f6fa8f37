"""`kg explain`: why a letter is read as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def explain(
    letter: Annotated[Path, typer.Argument(help="A letter, in any format that is read.", show_default=False)],
    question: Annotated[
        str | None,
        typer.Option("--question", "-q", help="Only what concerns the question of this label.", show_default=False),
    ] = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", help="A folder of answers (kg propose): letters are read with them.")
    ] = None,
    answers_of: Annotated[
        str | None,
        typer.Option("--answers-of", metavar="MODEL", help="Of answers by several models those of this one."),
    ] = None,
) -> None:
    """Show what each line of a letter was taken for, and what is stated or not, how surely, and why."""
    from kg.building import nothing_found, sources
    from kg.building.explaining import explain as lines
    from kg.cli.answering import answers_in

    found = answers_in(answers, answers_of)
    documents, findings = sources([letter])
    if not documents:
        raise nothing_found(findings)
    for document in documents:
        for line in lines(document, question, found):
            typer.echo(line)
