"""Folders of gold → examples; what cannot be used is told, and nothing is learned from a part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.evaluating import find_letters, load_gold, stem_of
from kg.model import Document
from kg.training.examples import Example, example_of, example_of_document

_FEWEST = 10
"""Fewer letters than these teach nothing."""


def gather(
    golds: Sequence[Path], letters: Path | None, reviewed: Iterable[tuple[Document, Mapping[str, Any]]] = ()
) -> list[Example]:
    """The examples of folders of gold; the roles of lines are taken from `layout` beside them, where there is one.

    `reviewed` are letters beside them with what people have decided that they say.

    Raises:
        UsageError: gold that is damaged, a letter that is not there or not readable, too few letters.
    """
    found: list[Example] = []
    problems: list[str] = []
    for folder in golds:
        gold = load_gold(folder)
        paths, absent = find_letters(gold, folder, letters)
        problems += [f"{folder}: the letter {name} is not there" for name in absent]
        by_stem = {stem_of(name): row for name, row in gold.items()}
        layout = (folder if folder.is_dir() else folder.parent).parent / "layout"
        for path in paths:
            stem = stem_of(path.name)
            one = example_of(path, by_stem[stem], layout / f"{stem}.tsv", problems.append)
            if one is not None:
                found.append(one)
    found += [example_of_document(document, gold) for document, gold in reviewed]
    if problems:
        more = f"\n… and {len(problems) - 10} more" if len(problems) > 10 else ""
        raise UsageError("\n".join(problems[:10]) + more, "Mend these, or take them out; nothing was learned.")
    if len(found) < _FEWEST:
        raise UsageError(
            f"{len(found)} letters are too few to learn from.", f"Name gold of at least {_FEWEST}, see docs/gold.md."
        )
    if not any(one.roles for one in found):
        raise UsageError(
            "None of these letters tells what its lines are.",
            "Name gold with a folder `layout` beside it too, such as data/training/gold; see data/training/README.md.",
        )
    return sorted(found, key=lambda one: (one.batch, one.name))
