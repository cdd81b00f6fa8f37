"""Letters with gold, as training needs them: the document, its lines, the roles that a person gave them, its facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.evaluating import Fact, facts_of
from kg.model import Document, Letter
from kg.reading import read_all
from kg.segmenting import Line, Role, lines_of, outline

FOLDS = 5
"""Into so many parts letters are divided, each of which is read by models of the others."""


@dataclass(slots=True, eq=False)
class Example:
    """A letter with gold."""

    name: str
    batch: str
    """Whose hand wrote it: letters of one batch are never read by weights that learned from it."""
    document: Document
    gold: Mapping[str, Any]
    lines: list[Line]
    roles: list[Role] | None
    """The role of each line as a person sees it; None where nobody has said."""
    facts: list[Fact]
    outline: Letter
    weight: float = 1.0
    seen: bool = False
    """Whether rules were written with it in view: then it says nothing of how far rules are to be trusted."""
    extract: bool = False
    """Whether it is a part of a letter: then it says nothing of how much whole letters tell."""
    notes: dict[str, Any] = field(default_factory=dict)


def example_of(
    path: Path, gold: Mapping[str, Any], layout: Path | None, failed: Callable[[str], None]
) -> Example | None:
    """A letter with its gold; None, and a word to `failed`, where it cannot be used."""
    documents = read_all(path, lambda error: failed(f"{path.name}: {error.message}"))
    if not documents:
        return None
    one = example_of_document(documents[0], {"batch": path.parent.name, **gold}, path.stem)
    if layout is not None and layout.exists():
        one.roles = read_layout(layout, one.lines)
        if one.roles is None:
            failed(f"{layout.name}: its rows do not fit the {len(one.lines)} lines of {path.name}")
    return one


def example_of_document(document: Document, gold: Mapping[str, Any], name: str = "") -> Example:
    """A letter in memory with its gold; nobody has said what its lines are."""
    letter = outline(document)
    return Example(
        name or document.source, str(gold["batch"]), document, gold, lines_of(letter.view), None, list(facts_of(gold)),
        letter, float(gold.get("weight", 1)), bool(gold.get("seen")), bool(gold.get("extract")),
    )  # fmt: skip


def read_layout(path: Path, lines: Sequence[Line]) -> list[Role] | None:
    """The roles that a file gives to lines: rows of `FIRST[-LAST] ROLE [LABELS]`; None where they do not fit."""
    roles: list[Role] = []
    for row in path.read_text(encoding="utf-8").splitlines():
        parts = row.split()
        if not parts:
            continue
        first, _, last = parts[0].partition("-")
        if int(first) != len(roles) + 1:
            return None
        roles += [Role(parts[1])] * (int(last or first) - int(first) + 1)
    return _tidied(lines, roles) if len(roles) == len(lines) else None


def _tidied(lines: Sequence[Line], roles: Sequence[Role]) -> list[Role]:
    """Lines that hold nothing but "Answer 3" or "Question 2" have one role, whoever marked them."""
    found = list(roles)
    for at, line in enumerate(lines):
        if line.mark.length < len(line.text):
            continue
        if line.mark.word == "a":
            found[at] = Role.ANSWERS
        elif line.mark.word == "q" and line.mark.parts:
            found[at] = Role.ASKS
        elif line.mark.word == "q" and roles[at] in (Role.ASKS, Role.INTRODUCES):
            found[at] = Role.HEADING
    return found


def folds_of(examples: Sequence[Example], many: int) -> dict[str, int]:
    """The fold of each letter by its name: whole batches, so that folds have about as many letters each, or single
    letters where there are fewer batches than folds; always the same."""
    batches = {one.name: one.batch for one in examples}
    if len(set(batches.values())) < many:
        batches = {name: name for name in batches}
    sizes = Counter(batches.values())
    loads = [0] * many
    found: dict[str, int] = {}
    for batch, size in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        least = loads.index(min(loads))
        found[batch] = least
        loads[least] += size
    return {name: found[batch] for name, batch in batches.items()}
