"""What the gate takes away: for each reason how many proposals were right, and how many wrong, by gold.

    python benchmarks/proposals.py GOLD LETTERS ANSWERS [--list]

A proposal is right where field and value are those of the gold, whatever its service and system.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.building import sources
from kg.evaluating import facts_of, fold_value
from kg.evaluating.gold import load_gold, place_of
from kg.extracting import weigh
from kg.extracting.candidates import Candidate
from kg.model import Fate
from kg.proposing.answers import read_answers
from kg.segmenting import segment

Row = tuple[str, str, str, Fate | None, Candidate | None]
"""A letter, how a proposal or silence is to be judged, what became of it, the proposal, the candidate."""


def rows_of(gold: Path, letters: Path, answers: Path) -> Iterator[Row]:
    """Each proposal with whether it is right."""
    read = read_answers(answers)
    wanted = {place_of(name): row for name, row in load_gold(gold).items()}
    for document in sources([letters])[0]:
        row, proposed = wanted.get(place_of(document.source)), read.of(document)
        if row is None or proposed is None:
            continue
        facts = list(facts_of(row))
        said = {(one.field, fold_value(one.field, value)) for one in facts for value in one.values}
        found = weigh(segment(document), proposed=proposed)
        for fate in found.fates:
            one = fate.proposal
            right = one is not None and (one.field, fold_value(one.field, _typed(one.field, one.value))) in said
            became = fate.reason or ("stated" if fate.stated else "taken, not stated")
            yield document.source, became, "right" if right else "wrong", fate, None


def _typed(field: str, value: str) -> object:
    if field in ("annual_cost", "total_cost", "users"):
        try:
            return float(value.replace(",", "").lstrip("£"))
        except ValueError:
            return value
    return value


def main(arguments: list[str]) -> None:
    """Print a line for each reason; with --list each proposal too."""
    gold, letters, answers = map(Path, arguments[:3])
    counts: Counter[tuple[str, str]] = Counter()
    for source, became, right, fate, _ in rows_of(gold, letters, answers):
        counts[became, right] += 1
        if "--list" in arguments and (became != "stated" or right == "wrong"):
            one = fate.proposal if fate else None
            told = (one.field, one.value, one.quote, one.service, one.system, one.question) if one else ()
            print(f"{right:5}  {became:20}  {source}  {json.dumps(told, ensure_ascii=False)}")
    print(f"{'':22} right  wrong")
    for became in sorted({became for became, _ in counts}):
        print(f"{became:22} {counts[became, 'right']:5}  {counts[became, 'wrong']:5}")


if __name__ == "__main__":
    main(sys.argv[1:])
