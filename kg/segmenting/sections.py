"""One list of questions answered section by section: "the same seven questions for each of nine areas".

The questions stand once; under each heading answers carry their labels again. Each pair of heading and label is an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Passage
from kg.segmenting import cues
from kg.segmenting.blocks import Block
from kg.segmenting.labels import labels_in, roman_value

_HEADING = re.compile(r"^(?:(?P<label>\d{1,2}|[A-Z])[.):]?\s+)?(?P<title>[A-Z][^.?!:]{2,70})$")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the places of its labelled blocks: label → (first block, block after the last)."""

    label: str | None
    """The heading's own letter or number; None where it has none, so that the parts are called by their labels alone."""
    title: str
    parts: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Sections:
    """The places of the questions by their labels, and the sections that answer them."""

    questions: dict[str, Passage]
    sections: tuple[Section, ...]
    after: int
    """The block after the last section."""
    before: int
    """The first block of questions or sections."""


def sections_of(blocks: Sequence[Block], end: int) -> Sections | None:
    """The sections of a letter that answers one list of questions several times; None where it is none."""
    for kind in ("letter", "number"):
        runs = [run for run in _runs(blocks, end, kind) if len(run) >= 2]
        if len(runs) < 2:
            continue
        listed = (
            len(runs[0]) >= 3
            and runs[0][-1] - runs[0][0] < 2 * len(runs[0])
            and not _heading_before(blocks, runs[0][0])
        )
        first = _key(blocks[runs[0][0]], kind)
        again = [run for run in runs[1 if listed else 0 :] if _key(blocks[run[0]], kind) == first]
        if len(again) < 2 or not all(_heading_before(blocks, run[0]) for run in again):
            continue
        if listed:
            questions = {_key(blocks[at], kind): blocks[at].body for at in runs[0]}
        else:
            questions = _announced(blocks[: again[0][0]])
            if len(questions) < 3 or any(blocks[at].text.endswith("?") for run in again for at in run):
                continue
        sections = [_section(blocks, run, runs, end, kind, tuple(questions)) for run in again]
        sections[-1] = _shortened(sections[-1], sections[:-1])
        return Sections(questions, tuple(sections), max(s for one in sections for _, _, s in one.parts), runs[0][0])
    return None


def _shortened(last: Section, others: Sequence[Section]) -> Section:
    """The last section without what stands below it: its last part is no longer than those of the others."""
    longest = max(stop - start for section in others for _, start, stop in section.parts[-1:])
    parts = [(label, start, min(stop, start + longest)) for label, start, stop in last.parts[-1:]]
    return Section(last.label, last.title, (*last.parts[:-1], *parts))


_ANNOUNCED = re.compile(r"\((?P<label>\d{1,2}|[a-z]{1,4})\)\s(?P<words>[^;()]+?)(?=[,;.]?\s*(?:and\s)?(?:\(|$)|[.;]\s)")


def _announced(blocks: Sequence[Block]) -> dict[str, Passage]:
    """The questions that a sentence lists: "for each service (1) the system, (2) its supplier, …"."""
    found: dict[str, Passage] = {}
    for block in blocks:
        matches = list(_ANNOUNCED.finditer(block.passage.text))
        if len(matches) >= 3 and matches[0]["label"] in ("1", "a", "i"):
            found = {match["label"]: block.passage.sub(*match.span("words")) for match in matches}
    return found


def _key(block: Block, kind: str) -> str:
    label = block.label
    if label is None or label.word:
        return ""
    if kind == "letter":
        return label.letter or "" if label.number is None else ""
    return str(label.number) if label.number is not None and label.letter is None else ""


def _runs(blocks: Sequence[Block], end: int, kind: str) -> list[list[int]]:
    """Places of labelled blocks, cut where the numbering begins anew."""
    runs: list[list[int]] = []
    before = ""
    first = next((key for at in range(end) if (key := _key(blocks[at], kind))), "")
    romans = first == "i"
    for at in range(end):
        key = _key(blocks[at], kind)
        if not key or (
            kind == "number"
            and _is_heading(blocks[at])
            and len(blocks[at].text.split()) <= 3
            and blocks[at].text.isupper()
        ):
            continue
        if not runs or _rank(key, romans) <= _rank(before, romans):
            runs.append([])
        runs[-1].append(at)
        before = key
    return runs


def _rank(key: str, romans: bool) -> int:
    if key.isdigit():
        return int(key)
    return roman_value(key) or 0 if romans else ord(key[:1] or " ")


def _is_heading(block: Block) -> bool:
    text = " ".join(block.passage.text.split())
    return len(text) <= 80 and _HEADING.match(text) is not None


def _is_title(block: Block) -> bool:
    """Whether a block is a heading in capitals or bold without a label: what follows belongs to no section."""
    return block.label is None and _is_heading(block) and (block.text.isupper() or block.is_bold)


def _heading_before(blocks: Sequence[Block], at: int) -> Block | None:
    return blocks[at - 1] if at and _is_heading(blocks[at - 1]) else None


def _section(
    blocks: Sequence[Block],
    run: Sequence[int],
    runs: Sequence[Sequence[int]],
    end: int,
    kind: str,
    known: Sequence[str],
) -> Section:
    heading = _heading_before(blocks, run[0])
    match = _HEADING.match(" ".join(heading.passage.text.split())) if heading else None
    starts = sorted(r[0] - 1 for r in runs if r[0] > run[0])
    stop = min([start for start in starts if start > run[-1]], default=end)
    stop = next((at for at in range(run[-1] + 1, stop) if _is_title(blocks[at])), stop)
    bounds = [*run[1:], stop]
    parts = [
        part
        for at, nxt in zip(run, bounds, strict=True)
        for part in _joint_parts(blocks, _key(blocks[at], kind), at, nxt, known)
    ]
    return Section(match["label"] if match else None, match["title"] if match else "", tuple(parts))


def _joint_parts(
    blocks: Sequence[Block], key: str, at: int, stop: int, known: Sequence[str]
) -> Iterator[tuple[str, int, int]]:
    """A part, cut where a block answers several questions together: "3 to 6. Not held"."""
    cut = next((i for i in range(at + 1, stop) if cues.JOINT.match(blocks[i].text)), stop)
    yield key, at, cut
    if cut < stop and (match := cues.JOINT.match(blocks[cut].text)):
        for label in labels_in(match["labels"], known):
            yield label, cut, stop
