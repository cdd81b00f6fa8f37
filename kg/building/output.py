"""The output folder: everything is written aside, then moved in at once; an interruption leaves the last good output.

What holds this together, and finishes what was interrupted, is in `kg/outputs.py`. Builds that write at the same time
each write aside; only the moves wait for each other, and the last one stays.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kg.building import Built
from kg.building.places import all_reported, as_reported
from kg.decisions.telling import report_rows
from kg.describing import letter_key
from kg.errors import OutputError
from kg.locking import locked
from kg.model import TROUBLES, Decision, Document, Finding, LetterClaims, Polarity, Summary
from kg.outputs import (
    BUILDING,
    MARK,
    READY,
    clear_leftovers,
    digest_of,
    files_in,
    finish_move,
    moved,
    refuse_blocked,
)
from kg.resources import BUILD_REPORT as REPORT
from kg.resources import ontology_dir, own_files, reference_dir, weights_file
from kg.values.personal import counted
from kg.version import __version__

if TYPE_CHECKING:
    from kg.proposing.answers import Answers

__all__ = [
    "REPORT",
    "fingerprint_of",
    "finish_move",
    "unchanged",
    "write_output",
]


def write_output(
    built: Built, folder: Path, fingerprint: str, decisions: Path | None = None, letters: Sequence[Path] = (),
    answers: Answers | None = None,
) -> Summary:  # fmt: skip
    """Write all outputs of a build of `letters`, read with `answers`; `decisions` is where those of people are kept.

    Raises:
        OutputError: the folder cannot be written; what was there stays as it was.
    """
    try:
        with _aside(folder) as aside:
            numbers = _write_files(built, aside)
            report = _report(built, aside, fingerprint, numbers)
            report |= _places(folder, decisions, letters, answers)
            (aside / REPORT).write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            with locked(folder):
                moved(folder)  # of another build, that was interrupted meanwhile
                refuse_blocked(folder, files_in(aside))
                aside.rename(folder / READY)
                moved(folder)
    except OSError as error:
        raise OutputError(
            f"The output folder {folder} cannot be written: {error.strerror or error}.",
            "Check its space and rights, or choose another with `-o`.",
        ) from error
    return _summary(folder, report, unchanged=False)


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A hidden folder in `folder` to write into, known as one of a living build, and gone in the end."""
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        _settle(folder)
        aside = Path(tempfile.mkdtemp(prefix=BUILDING, dir=folder))
        (aside / MARK).touch()
    try:
        with locked(aside):
            yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _settle(folder: Path) -> None:
    moved(folder)
    clear_leftovers(folder)


def unchanged(folder: Path, fingerprint: str, decisions: Path | None = None) -> Summary | None:
    """The summary of the output that is there, if it is whole, of the same inputs, and decisions on them are kept where
    they were; else None.

    Raises:
        OutputError: a build was interrupted and cannot be finished, or something of others is in the way.
    """
    if folder.is_dir():
        with locked(folder):
            _settle(folder)
    try:
        report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        same = report["fingerprint"] == fingerprint and all(
            digest_of(folder / name) == digest for name, digest in report["files"].items()
        )
        same = same and (not decisions or report.get("decisions_file", "") == as_reported(decisions, folder))
        same = same and all((folder / place).exists() for place in report.get("given", ()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return _summary(folder, report, unchanged=True) if same else None


def fingerprint_of(
    documents: list[Document], findings: list[Finding], decisions: Sequence[Decision] = (), answers: str = ""
) -> str:
    """What a build depends on: letters, answers about them, people's decisions, the product's code and its data; never
    the clock. `answers` is their digest.
    """
    digest = hashlib.sha256(__version__.encode())
    for decision in decisions:
        digest.update("\0".join([*decision.cells.values(), decision.file, str(decision.line), ""]).encode())
    for document in documents:
        digest.update(f"{document.source}\0{document.sha256}\0".encode())
        if document.recognized:  # these words are not only the file's, but also those of what has read it
            digest.update(hashlib.sha256(document.text.encode()).digest())
    for finding in findings:
        digest.update(f"{finding.file}\0{finding.code}\0".encode())
    if answers:
        digest.update(f"answers\0{answers}\0".encode())
    for own in own_files():
        digest.update(f"{own.name}\0".encode() + hashlib.sha256(own.read_bytes()).digest())
    package = Path(__file__).parent.parent
    for root in (package, ontology_dir(), reference_dir(), weights_file().parent):
        for path in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix != ".pyc"):
            digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _write_files(built: Built, folder: Path) -> Mapping[str, int]:
    """Write everything but the report; returns how much the graph holds, by the names of `COUNTS`."""
    from kg.exporting import write_graphs, write_tables, write_unsure
    from kg.known.counting import counts
    from kg.picturing import picture, write_page
    from kg.picturing.interchange import graphml
    from kg.picturing.letters import TEXTS_FILE, texts_of, write_texts
    from kg.picturing.parting import drawable
    from kg.publishing import publish
    from kg.publishing.site import menu_of
    from kg.reporting.formats.rendering import rendered
    from kg.reporting.reports.renewals import renewals
    from kg.store import Store

    store = Store.of(built.quads)
    write_graphs(built.quads, folder)
    texts = texts_of(built.letters)
    write_texts(texts, folder / TEXTS_FILE)
    graph = picture(store, texts)
    (folder / "graph.graphml").write_bytes(graphml(graph))
    write_page(drawable(graph), folder / "graph.html", menu_of("graph.html"))
    write_tables(store, folder)
    write_unsure(built.letters, folder)
    if any(letter.proposed for letter in built.letters):
        from kg.exporting.proposals import write_proposals

        write_proposals(built.letters, folder)
    report = renewals(store)
    publish(store, report, texts, folder)
    for format_ in ("md", "csv"):
        (folder / f"renewals.{format_}").write_bytes(rendered(report, format_, store))
    return counts(store)


def _report(built: Built, folder: Path, fingerprint: str, numbers: Mapping[str, int]) -> dict[str, object]:
    asked = [letter for letter in built.letters if letter.proposed or letter.withdrawn]
    return {
        "version": __version__,
        "fingerprint": fingerprint,
        "counts": _counts(built, numbers),
        **({"proposals": _proposals(asked)} if asked else {}),
        **({"decisions": _decided(built)} if built.rulings else {}),
        "letters": [_letter_row(letter) for letter in built.letters],
        "findings": [asdict(finding) for finding in built.findings],
        "files": {name: digest_of(folder / name) for name in files_in(folder)},
    }


def _places(
    folder: Path, decisions: Path | None, letters: Sequence[Path], answers: Answers | None
) -> dict[str, object]:
    """Of what a build was made, seen from its folder: by that people are told how to make it again."""
    places = {
        "decisions_file": as_reported(decisions, folder),
        "given": all_reported(letters, folder),
        "catalogue": as_reported(next((own.parent for own in own_files()), None), folder),
        "answers": as_reported(answers.folder, folder) if answers else "",
        "answers_of": (answers.model or "") if answers else "",
    }
    return {name: place for name, place in places.items() if place}


def _decided(built: Built) -> list[dict[str, object]]:
    """What people have decided."""
    troubles = {one.value for one in TROUBLES}
    return [row | {"trouble": row["effect"] in troubles} for row in report_rows(built.rulings)]


def _counts(built: Built, numbers: Mapping[str, int]) -> dict[str, int]:
    """What the graph holds, and what only the build knows: what was not stated, blacked out or decided."""
    return {
        **numbers,
        "unsure": sum(len(letter.unsure) for letter in built.letters),
        "blacked out": sum(sum(counted(one.letter.view.text, one.hidden).values()) for one in built.letters),
        "quads": len(built.quads),
        **({"decisions": len(built.rulings)} if built.rulings else {}),
    }


def _proposals(letters: Sequence[LetterClaims]) -> dict[str, object]:
    """What became of what a language model proposed of letters, and why what was refused was."""
    fates = [fate for letter in letters for fate in letter.proposed]
    refused = Counter(fate.reason for fate in fates if fate.reason)
    return {
        "by": sorted({fate.by for fate in fates}),
        "letters": len(letters),
        "proposed": len(fates),
        "taken": sum(not fate.reason for fate in fates),
        "stated": sum(fate.stated for fate in fates),
        "refused": refused.total(),
        "reasons": dict(sorted(refused.items())),
        "withdrawn": sum(letter.withdrawn for letter in letters),
    }


def _letter_row(letter: LetterClaims) -> dict[str, object]:
    head = letter.letter
    claims = [s.claim for s in letter.statements if s.claim.polarity is Polarity.AFFIRMED]
    return {
        "file": head.document.source,
        "sha256": head.document.sha256,
        "key": letter_key(letter),
        "council": letter.council.name,
        "date": head.date,
        "request": head.request_reference,
        "questions": len([i for i in head.items if i.answer]),
        "claims": len(claims),
        "unsure": len(letter.unsure),
        "observations": len(letter.observations),
        "blacked out": counted(head.view.text, letter.hidden),
    }


def _summary(folder: Path, report: Mapping[str, object], *, unchanged: bool) -> Summary:
    counts, findings, files = report["counts"], report["findings"], report["files"]
    assert isinstance(counts, dict)
    assert isinstance(findings, list)
    assert isinstance(files, dict)
    told = report.get("proposals", {})
    assert isinstance(told, dict)
    proposals = {name: number for name, number in told.items() if isinstance(number, int)}
    names = (*sorted(files), REPORT)
    return Summary(folder, counts, tuple(Finding(**f) for f in findings), names, unchanged, proposals)
