"""The whole flow on one screen: letters in, one named graph a letter, rules across them, and the output folder."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from kg.building.checking import check_letter, cover_finding
from kg.building.covering import only_covers, with_head
from kg.building.recognizing import as_recognized
from kg.catalogue import load
from kg.describing import describe_letter
from kg.describing.ontology import describe_ontology
from kg.describing.reference import describe_reference
from kg.errors import ReadError, UsageError, guarded
from kg.extracting import extract
from kg.model import Document, Finding, Letter, LetterClaims
from kg.persons import shown_name
from kg.reading import find, is_stray, read_all, set_aside
from kg.reconciling import reconcile
from kg.rules import derive
from kg.segmenting import segment
from kg.triage import parted

if TYPE_CHECKING:
    from kg.proposing.answers import Answers
    from kg.store import Store

__all__ = ["Built", "build_graph", "build_in_memory", "build_letter", "listed", "nothing_found", "sources"]


_LISTED = 10


@dataclass(frozen=True, slots=True)
class Built:
    """A graph as built: its quads, the letters it was built of, and what a person should look at."""

    quads: tuple[Quad, ...]
    letters: tuple[LetterClaims, ...]
    findings: tuple[Finding, ...]


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
    found = as_recognized(document, extract(letter, proposed=proposed))
    called = "/".join(shown_name(part, found.hidden) for part in document.source.split("/"))
    if called != document.source:
        letter = replace(letter, document=replace(document, source=called))
    return reconcile(letter, found)


def build_graph(
    documents: Sequence[Document], findings: Sequence[Finding] = (), answers: Answers | None = None
) -> Built:
    """The graph of documents: a pure function of them, of answers about them and of the product's own data."""
    found = list(findings)
    kept = _checked(documents, found, answers)
    letters: list[LetterClaims] = []
    given: list[Quad] = []
    for letter in kept:
        try:
            with guarded(letter.letter.document.source):
                given += describe_letter(letter)
        except ReadError as error:
            found.append(_finding(letter.letter.document.source, error))
            continue
        letters.append(letter)
    quads = sorted(set(_quads(letters, given)), key=str)
    return Built(tuple(quads), tuple(letters), tuple(sorted(found, key=lambda f: (f.file, f.code, f.where))))


def _checked(documents: Sequence[Document], found: list[Finding], answers: Answers | None = None) -> list[LetterClaims]:
    """The documents that are letters, in their order; `found` takes what a person should look at."""
    given = {PurePosixPath(document.source).name for document in documents}
    read: dict[str, LetterClaims] = {}
    letters: set[str] = set()
    for document in sorted(documents, key=lambda one: bool(one.cover or one.quoted_in)):  # a mail before what it brings
        outer = read.get(document.cover or document.quoted_in)
        mail = outer.letter if outer else None
        try:
            with guarded(document.source):
                letter = build_letter(document, mail, answers)
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
    return Finding(file, error.code, error.message, error.hint)


def _quads(letters: Sequence[LetterClaims], described: Sequence[Quad]) -> Iterator[Quad]:
    """The quads of letters as they were described, with those of reference, ontology and rules."""
    given = list(described)
    councils = {letter.council.key: letter.council for letter in letters}
    given += describe_reference(load(), [councils[key] for key in sorted(councils)])
    given += describe_ontology()
    yield from given
    yield from derive(iter(given))


def build_in_memory(paths: Iterable[Path], answers: Answers | None = None) -> Store:
    """The graph of letters as a store to ask, with nothing written.

    Raises:
        UsageError: not one of the paths holds a letter.
    """
    from kg.store import Store

    built = build_graph(*sources(paths), answers)
    if not built.letters:
        raise nothing_found(built.findings)
    return Store.of(built.quads)


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
