"""Letters → an output folder: what `kg build` does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg import building
from kg.building.output import fingerprint_of, unchanged, write_output
from kg.building.places import home_of_decisions
from kg.errors import UsageError
from kg.model import Summary

if TYPE_CHECKING:
    from kg.proposing.answers import Answers


def build_folder(
    letters: Sequence[Path],
    output: Path,
    *,
    force: bool = False,
    decisions: Path | None = None,
    answers: Answers | None = None,
) -> Summary:
    """Build letters into a folder; if nothing has changed since the last build, only with `force`.

    What people have decided is applied: the file that is given, else `decisions.csv` beside the letters. Letters are
    read with the `answers` of a language model, where there are any.

    Raises:
        NotFoundError: a path that is not there.
        UsageError: none of the paths holds a letter, or the output would stand among the letters.
        OutputError: the folder cannot be written; what was there stays as it was.
    """
    _keep_apart(letters, output)
    files = building.decision_files(letters, decisions)
    documents, findings = building.sources(letters)
    decided, problems = building.read_all_decisions(files)
    findings += problems
    fingerprint = fingerprint_of(documents, findings, decided, answers.digest if answers else "")
    kept = files[0] if files else home_of_decisions(letters)
    summary = None if force else unchanged(output, fingerprint, kept)
    if summary is None:
        whole = decisions is not None or building.is_whole(letters)
        built = building.build_graph(documents, findings, decided, whole=whole, answers=answers)
        if not built.letters:
            raise building.nothing_found(built.findings)
        summary = write_output(built, output, fingerprint, kept, letters, answers)
    return summary


def _keep_apart(letters: Sequence[Path], output: Path) -> None:
    """Raises UsageError where the output would stand among the letters, which then were taken for a part of it."""
    for path in letters:
        folder = path if path.is_dir() else path.parent
        if output.exists() and folder.exists() and output.samefile(folder):
            hint = "Name another folder for it, such as `-o output`."
            raise UsageError(f"The output cannot be written into {output}, which holds the letters.", hint)
