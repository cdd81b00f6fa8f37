"""The whole flow on one screen: letters in, one named graph a letter, rules across them, and the output folder."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from kg.building.attributing import of_the_council
from kg.building.checking import check_letter, cover_finding
from kg.building.covering import only_covers, with_head
from kg.building.recognizing import as_recognized
from kg.catalogue import load
from kg.decisions import UNFOUND, Decided, decide, holds_decisions, read_decisions
from kg.decisions.persons import quiet, quiet_source, shown_who
from kg.describing import describe_letter
from kg.describing.decisions import describe_decisions, with_one_name
from kg.describing.ontology import describe_ontology
from kg.describing.reference import describe_reference
from kg.errors import NotFoundError, ReadError, UsageError, guarded
from kg.extracting import extract
from kg.model import TROUBLES, Decision, Document, Finding, Letter, LetterClaims, Ruling
from kg.persons import shown_name
from kg.reading import SET_ASIDE, find, is_stray, read_all, set_aside
from kg.reconciling import reconcile
from kg.resources import DECISIONS_FILE
from kg.rules import derive
from kg.segmenting import segment
from kg.triage import parted

if TYPE_CHECKING:
    from kg.proposing.answers import Answers
    from kg.store import Store

__all__ = [
    "Built",
    "answers_in",
    "build_graph",
    "build_in_memory",
    "build_letter",
    "built_of",
    "decided_letters",
    "decision_files",
    "graph_of",
    "is_whole",
    "listed",
    "nothing_found",
    "read_all_decisions",
    "read_letters",
    "sources",
]


_LISTED = 10


@dataclass(frozen=True, slots=True)
class Built:
    """A graph as built: its quads, the letters it was built of, and what a person should look at."""

    quads: tuple[Quad, ...]
    letters: tuple[LetterClaims, ...]
    findings: tuple[Finding, ...]
    rulings: tuple[Ruling, ...] = ()
    """What became of each decision of people."""


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
            findings.append(_finding(source, error))

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
        findings.append(_finding(", ".join(sorted(strays)), aside))
    return sorted(documents.values(), key=lambda d: (d.source, d.sha256)), findings


def build_letter(document: Document, mail: Letter | None = None, answers: Answers | None = None) -> LetterClaims:
    """One letter, worked on alone: read, segmented, extracted, reconciled; `mail` is what it came with, if anything,
    `answers` what a language model proposes of letters."""
    letter = with_head(segment(document), mail)
    proposed = answers.of(document) if answers else None
    found = as_recognized(document, of_the_council(document, extract(letter, proposed=proposed)))
    called = "/".join(shown_name(part, found.hidden) for part in document.source.split("/"))
    if called != document.source:
        letter = replace(letter, document=replace(document, source=called))
    return reconcile(letter, found)


def _reread(letter: Letter, answers: Answers | None = None) -> LetterClaims:
    """What a letter says under another head."""
    proposed = answers.of(letter.document) if answers else None
    found = of_the_council(letter.document, extract(letter, proposed=proposed))
    return reconcile(letter, as_recognized(letter.document, found))


def build_graph(
    documents: Sequence[Document],
    findings: Sequence[Finding] = (),
    decisions: Sequence[Decision] = (),
    *,
    whole: bool = True,
    answers: Answers | None = None,
) -> Built:
    """The graph of documents, of answers about them and of what people have decided: a pure function of these and of
    the product's own data.

    Where the documents are not the whole of what is decided about, decisions that find nothing are not told.
    """
    found = list(findings)
    built = graph_of(read_letters(documents, found, answers), found, decisions, answers)
    left = built.findings if whole else tuple(one for one in built.findings if one.code not in UNFOUND)
    return replace(built, findings=left)


def graph_of(
    letters: Sequence[LetterClaims],
    findings: Sequence[Finding],
    decisions: Sequence[Decision],
    answers: Answers | None = None,
) -> Built:
    """The graph of letters as they were read and of what people have decided."""
    decided = decided_letters(letters, decisions, answers)
    found = [one for one in findings if not decided.mended & {(one.file, one.code), (one.file, "")}]
    found += decided.findings
    described: list[LetterClaims] = []
    given: list[Quad] = []
    for letter in (*decided.letters, *decided.sources):
        try:
            with guarded(letter.letter.document.source):
                given += describe_letter(letter)
        except ReadError as error:
            found.append(_finding(letter.letter.document.source, error))
            continue
        described.append(letter)
    quads = sorted(set(_quads(described, given, decided)), key=str)
    read = tuple(letter for letter in described if letter not in decided.sources)
    return Built(tuple(quads), read, tuple(sorted(found, key=lambda f: (f.file, f.code, f.where))), decided.rulings)


def decided_letters(
    letters: Sequence[LetterClaims], decisions: Sequence[Decision], answers: Answers | None = None
) -> Decided:
    """Letters after people's decisions, and what became of each of these."""
    return decide(letters, decisions, partial(_reread, answers=answers))


def read_letters(
    documents: Sequence[Document], found: list[Finding], answers: Answers | None = None
) -> list[LetterClaims]:
    """The letters among documents as they are read, in their order; `found` takes what a person should look at."""
    given = {PurePosixPath(document.source).name for document in documents}
    read: dict[str, LetterClaims] = {}
    letters: set[str] = set()
    read_one = partial(build_letter, answers=answers) if answers else build_letter
    for document in sorted(documents, key=lambda one: bool(one.cover or one.quoted_in)):  # a mail before what it brings
        outer = read.get(document.cover or document.quoted_in)
        mail = outer.letter if outer else None
        try:
            with guarded(document.source):
                letter = read_one(document, mail)
                problems, is_letter = check_letter(letter, mail, given)
        except ReadError as error:
            found.append(_finding(document.source, error))
            continue
        read[document.source] = letter
        letters |= {document.source} if is_letter else set()
        found += problems
    return [read[one.source] for one in documents if one.source in letters - _covers(documents, read, letters, found)]


def _covers(
    documents: Sequence[Document], read: Mapping[str, LetterClaims], letters: Collection[str], found: list[Finding]
) -> set[str]:
    """The mails that bring letters and answer nothing themselves: they and what they bring are one reply."""
    brought: dict[str, list[str]] = {}
    for document in documents:
        if document.cover in read and document.source in letters:
            brought.setdefault(document.cover, []).append(read[document.source].letter.document.source)
    covers = {source for source in brought if only_covers(read[source])}
    for source in covers:
        file = read[source].letter.document.source
        found[:] = [one for one in found if one.file != file]
        found.append(cover_finding(file, brought[source]))
    return covers


def _finding(file: str, error: ReadError) -> Finding:
    level = "note" if error.code == SET_ASIDE else "error"
    return Finding(file, error.code, error.message, error.hint, level=level)


def _quads(letters: Sequence[LetterClaims], described: Sequence[Quad], decided: Decided) -> Iterator[Quad]:
    """The quads of letters as they were described, with those of reference, ontology, decisions and rules."""
    given = list(described)
    councils = {letter.council.key: letter.council for letter in letters}
    reference = describe_reference(load(), [councils[key] for key in sorted(councils)])
    given += with_one_name(reference, decided.names.same)
    given += describe_ontology()
    standing = (one for one in decided.rulings if one.effect not in TROUBLES)
    told = [
        (one, shown_who(one.decision), quiet(one.decision.why), quiet_source(one.decision.source)) for one in standing
    ]
    given += describe_decisions(told, letters, decided.names.same, decided.names.called, decided.differing)
    yield from given
    yield from derive(iter(given))


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
    folders = {path if path.is_dir() else path.parent for path in paths}
    return [given] if given else sorted(file for folder in folders if (file := folder / DECISIONS_FILE).is_file())


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


def build_in_memory(paths: Iterable[Path], answers: Answers | None = None) -> Store:
    """The graph of letters as a store to ask, with nothing written; decisions that stand beside them count.

    Raises:
        UsageError: not one of the paths holds a letter.
    """
    from kg.store import Store

    return Store.of(built_of(paths, answers).quads)


def built_of(paths: Iterable[Path], answers: Answers | None = None) -> Built:
    """The graph of letters, with nothing written; decisions that stand beside them count, and so do answers about them.

    Raises:
        UsageError: not one of the paths holds a letter.
    """
    given = list(paths)
    documents, findings = sources(given)
    decisions, problems = read_all_decisions(decision_files(given))
    built = build_graph(documents, [*findings, *problems], decisions, whole=is_whole(given), answers=answers)
    if not built.letters:
        raise nothing_found(built.findings)
    return built


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
