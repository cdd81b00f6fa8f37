"""What a build is given, each read from its files: letters, what people have decided, answers of a language model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.decisions import holds_decisions, read_decisions
from kg.errors import NotFoundError, ReadError, UsageError
from kg.model import Decision, Document, Finding
from kg.reading import SET_ASIDE, find, is_stray, read_all, set_aside
from kg.resources import DECISIONS_FILE
from kg.triage import parted

if TYPE_CHECKING:
    from kg.proposing.answers import Answers

_LISTED = 10


def sources(paths: Iterable[Path]) -> tuple[list[Document], list[Finding]]:
    """The documents of files and folders, in the order of their names; each content once.

    Raises:
        NotFoundError: a path that is not there.
        UsageError: a folder without any file.
    """
    documents: dict[str, Document] = {}
    findings: list[Finding] = []
    strays: list[str] = []
    for one in find(paths):
        if holds_decisions(one.path):
            continue
        if not one.given and is_stray(one.path.name):
            strays.append(one.source)
            continue

        def failed(error: ReadError, source: str = one.source) -> None:
            findings.append(finding_of(source, error))

        try:
            read = read_all(one.path, failed, one.source)
        except ReadError as error:
            failed(error)
            continue
        for document in (part for one_read in read for part in parted(one_read)):
            first = documents.setdefault(document.sha256, document)
            if first is not document:
                message = f"{document.source} holds the same bytes as {first.source}."
                findings.append(Finding(document.source, "duplicate", message, "Remove one of them."))
    if strays:
        aside = set_aside(strays)
        findings.append(finding_of(", ".join(sorted(strays)), aside))
    return sorted(documents.values(), key=lambda d: (d.source, d.sha256)), findings


def finding_of(file: str, error: ReadError) -> Finding:
    """What is told of a file or letter that cannot be read."""
    level = "note" if error.code == SET_ASIDE else "error"
    return Finding(file, error.code, error.message, error.hint, level=level)


def is_whole(paths: Iterable[Path]) -> bool:
    """Whether folders are given: letters given one by one are a part of those that are decided about."""
    return any(path.is_dir() for path in paths)


def decision_files(paths: Iterable[Path], given: Path | None = None) -> list[Path]:
    """The file of decisions that is `given`, or else those beside the letters, in the folders of `paths`.

    Raises:
        NotFoundError: the file that is given is not there.
    """
    if given and not given.is_file():
        hint = "Check its path; `kg decide` makes it with the first decision."
        raise NotFoundError(f"There is no file {given}.", hint)
    return [given] if given else [file for one in folders_of(paths) if (file := one / DECISIONS_FILE).is_file()]


def folders_of(paths: Iterable[Path]) -> list[Path]:
    """The folders in which letters lie, in the order of their names: beside them stand decisions."""
    return sorted({path if path.is_dir() else path.parent for path in paths})


def read_all_decisions(files: Iterable[Path]) -> tuple[list[Decision], list[Finding]]:
    """The decisions of files, and what is wrong with others of their lines.

    Raises:
        UsageError: a file is none of decisions.
    """
    decisions: list[Decision] = []
    findings: list[Finding] = []
    for file in files:
        lines, problems = read_decisions(file)
        decisions += lines
        findings += problems
    return decisions, findings


def answers_in(folder: Path | None, model: str | None = None) -> Answers | None:
    """The answers of a language model in a folder, of several models those of one; without a folder none.

    Raises:
        NotFoundError: the folder is not there, or holds no answers.
        AnswerError: a file is damaged, or given to another schema.
        UsageError: a model without a folder, or answers of several models without one that is chosen.
    """
    if folder is None:
        if model is not None:
            raise UsageError("A model is named, and no answers.", "Name their folder too: --answers answers")
        return None
    from kg.proposing.answers import read_answers

    return read_answers(folder, model)


def nothing_found(findings: Sequence[Finding]) -> UsageError:
    """The error of paths without a letter: a line for each reason, as far as they can be read at a glance."""
    return UsageError(
        "\n".join(["No letter was found, so nothing was built.", *listed(findings)]),
        "Name letters, or a folder of them.",
    )


def listed(findings: Sequence[Finding], rest: str = "") -> list[str]:
    """Lines for a terminal: the first findings with what to do next; `rest` says where the others are."""
    texts = (f"{finding.message} {finding.hint}" for finding in findings[:_LISTED])
    lines = [f"  {' '.join(text.splitlines())}".rstrip() for text in texts]
    if len(findings) > _LISTED:
        lines.append(f"  … and {len(findings) - _LISTED} more{rest}")
    return lines
