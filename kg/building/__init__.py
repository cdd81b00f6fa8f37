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
from kg.building.given import (
    answers_in,
    decision_files,
    finding_of,
    is_whole,
    listed,
    nothing_found,
    read_all_decisions,
    sources,
)
from kg.building.recognizing import as_recognized
from kg.catalogue import load
from kg.decisions import UNFOUND, Decided, decide
from kg.decisions.persons import quiet, quiet_source, shown_who
from kg.describing import describe_letter
from kg.describing.decisions import describe_decisions, with_one_name
from kg.describing.ontology import describe_ontology
from kg.describing.reference import describe_reference
from kg.errors import ReadError, guarded
from kg.extracting import extract
from kg.model import TROUBLES, Decision, Document, Finding, Letter, LetterClaims, Ruling
from kg.persons import shown_name
from kg.reconciling import reconcile
from kg.rules import derive
from kg.segmenting import segment

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


@dataclass(frozen=True, slots=True)
class Built:
    """A graph as built: its quads, the letters it was built of, and what a person should look at."""

    quads: tuple[Quad, ...]
    letters: tuple[LetterClaims, ...]
    findings: tuple[Finding, ...]
    rulings: tuple[Ruling, ...] = ()
    """What became of each decision of people."""


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
            found.append(finding_of(letter.letter.document.source, error))
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
            found.append(finding_of(document.source, error))
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
