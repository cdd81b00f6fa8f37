"""`kg explain`: why a letter is read as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.answering import Answers, AnswersOf
from kg.cli.catalogue import OwnCatalogue


def explain(
    letter: Annotated[Path, typer.Argument(help="A letter, in any format that is read.", show_default=False)],
    question: Annotated[
        str | None,
        typer.Option("--question", "-q", help="Only what concerns the question of this label.", show_default=False),
    ] = None,
    answers: Answers = None,
    answers_of: AnswersOf = None,
    catalogue: OwnCatalogue = None,
) -> None:
    """Show why a letter is read as it is.

    What each line was taken for, and what is stated or not, how surely, and why.
    """
    from kg.building import answers_in, decision_files, nothing_found, read_all_decisions, sources
    from kg.building.explaining import decided
    from kg.building.explaining import explain as lines

    found = answers_in(answers, answers_of)
    documents, findings = sources([letter])
    if not documents:
        raise nothing_found(findings)
    for document in documents:
        for line in lines(document, question, found):
            typer.echo(line)
    decisions, _ = read_all_decisions(decision_files([letter]))
    for line in decided(documents, decisions, found):
        typer.echo(line)
