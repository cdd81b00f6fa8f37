"""Questions whose numbering begins anew under headings.

The heading's own letter or number, else its place in the letter, comes before the labels (`A1`, `2.1`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.segmenting.blocks import Block
from kg.segmenting.numbering import Head, number_questions
from kg.segmenting.titles import is_title

_TITLE_LABEL = re.compile(
    r"(?:(?:Part|Section|Schedule|Lot|Contract|Group|Theme|Topic)\s)?(?P<label>[A-Z]|\d{1,2})(?:\s*[.):–-]|$)"
)


def number_parts(blocks: Sequence[Block], among: Sequence[int]) -> list[Head]:
    """The heads of questions whose numbering begins anew under each of several headings; none where it does not."""
    starts = [at for at in among if is_part_start(blocks, at)]
    if not starts:
        return []
    before = number_questions(blocks, [at for at in among if at < starts[0]])
    runs = [
        number_questions(blocks, [at for at in among if start <= at < stop])
        for start, stop in zip(starts, [*starts[1:], among[-1] + 1], strict=True)
    ]
    if any(len(run) < 2 for run in runs) or len(runs) + (len(before) > 1) < 2:
        return []
    labels = [_part_label(blocks[start - 1]) for start in starts]
    if None in labels or len(set(labels)) < len(labels):
        labels = [str(order) for order in range(1 + bool(before), len(starts) + 1 + bool(before))]
    return before + [_in_part(head, label or "") for label, run in zip(labels, runs, strict=True) for head in run]


def is_part_start(blocks: Sequence[Block], at: int) -> bool:
    """Whether a numbering begins at a block under a heading of its own."""
    label = blocks[at].label
    if label is None or label.word == "a" or at == 0:
        return False
    first = label.number == 1 and label.letter in (None, "a") and label.minors in ((), (1,))
    return first and is_title(blocks[at - 1])


def _part_label(title: Block) -> str | None:
    match = _TITLE_LABEL.match(" ".join(title.passage.text.split()))
    return match["label"] if match else None


def _in_part(head: Head, part: str) -> Head:
    prefix = part + "." if part.isdigit() and head.label[:1].isdigit() else part
    return replace(head, label=prefix + head.label, parent=head.parent and prefix + head.parent, part=prefix)
