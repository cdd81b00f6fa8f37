"""What people's decisions add to a build: 1,000 decisions of all kinds over 2,000 letters, in processor time.

    python -m benchmarks.decisions [--letters 2000] [--decisions 1000] [--telling 1.0] [--seed 1] [--whole]

Letters are claims made from a seed (`benchmarks/graphs.py`), each a text of its own. Timed are matching and applying
(`decide`), and making the graph of the letters as they were read and as people have decided: description, rules and
sorting, without the reading of texts and the writing of pages, which take longer. So the share that decisions have in
a whole build is smaller than the one printed. Figures are of one process, medians of runs.

`--whole` times a whole build instead, once without decisions and once with: letters as files (`benchmarks/letters.py`)
are read, described and written with all pages and tables.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.graphs import letters as made
from benchmarks.letters import sources, variants
from kg.building import build_letter, graph_of
from kg.building.folder import build_folder
from kg.decisions import FILE_NAME, append, decide
from kg.decisions.letters import DIGITS
from kg.decisions.values import text_of
from kg.model import Decision, Letter, LetterClaims

KINDS = (
    "reject", "correct value", "correct service", "accept", "correct system", "letter reference", "same supplier",
    "same contract",
)  # fmt: skip


def decisions_on(letters: Sequence[LetterClaims], count: int, seed: int) -> Iterator[Decision]:
    """Decisions on claims that are there, each on a letter of its own as far as there are so many."""
    rng = random.Random(seed)
    telling = [one for one in letters if one.statements]
    for number in range(count):
        one = telling[number % len(telling)]
        claim = rng.choice(one.statements).claim
        kind = KINDS[number % len(KINDS)]
        head = one.letter
        cells = {
            "letter": head.document.source, "council": one.council.name, "request": head.request_reference or "",
            "digest": head.document.sha256[:DIGITS], "who": "AB", "when": "2026-11-30", "why": f"reason {number}",
            "file": "decisions.csv",
        }  # fmt: skip
        if kind == "letter reference":
            yield Decision(kind, **cells, to=f"NEW {number}", line=number + 2)
        elif kind == "same supplier":
            yield Decision(kind, value=f"Supplier {number}", to="Civica", line=number + 2, file="decisions.csv")
        elif kind == "same contract":
            yield Decision(
                kind, value=f"REF {number}", to="REF 1", council=one.council.name, line=number + 2, file="decisions.csv"
            )
        else:
            to = {
                "correct value": text_of(claim.value), "correct service": "crm-customer-services",
                "correct system": "SAP",
            }  # fmt: skip
            yield Decision(
                kind, **cells, question=claim.question or "", service=claim.service or "", system=claim.system or "",
                field=claim.field, value=text_of(claim.value), words=" ".join(claim.evidence.quote.split()),
                to=to.get(kind, ""), line=number + 2,
            )  # fmt: skip


def timed(work: Callable[[], object], runs: int) -> float:
    """Seconds of processor time, the median of runs."""
    found = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    return statistics.median(found)


def as_it_is(head: Letter) -> LetterClaims:
    raise AssertionError(f"{head.document.source} is read anew")


def whole(count: int, many: int, seed: int) -> None:
    """Time a whole build without and with decisions."""
    documents = variants(sources(None), count, seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "letters"
        folder.mkdir()
        for document in documents:
            (folder / document.source).write_text(document.text, encoding="utf-8")
        build_folder([next(folder.iterdir())], Path(name) / "first")  # catalogue and weights are read
        plain = timed(lambda: build_folder([folder], Path(name) / "plain"), 1)
        append(folder / FILE_NAME, list(decisions_on([build_letter(one) for one in documents], many, seed)))
        decided = timed(lambda: build_folder([folder], Path(name) / "decided"), 1)
    print(f"{count:,} letters, {many:,} decisions")
    print(f"whole build   {plain:6.2f} s as read, {decided:6.2f} s as decided: {decided / plain - 1:+.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=2000)
    parser.add_argument("--decisions", type=int, default=1000)
    parser.add_argument("--telling", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--whole", action="store_true")
    wish = parser.parse_args()
    if wish.whole:
        whole(wish.letters, wish.decisions, wish.seed)
        return
    letters = list(made(wish.letters, telling=wish.telling, seed=wish.seed))
    decisions = list(decisions_on(letters, wish.decisions, wish.seed))
    decide(letters[:10], decisions[:10], as_it_is)  # the catalogue is read
    deciding = timed(lambda: decide(letters, decisions, as_it_is), wish.runs)
    plain = timed(lambda: graph_of(letters, (), ()), wish.runs)
    decided = timed(lambda: graph_of(letters, (), decisions), wish.runs)
    print(f"{len(letters):,} letters, {len(decisions):,} decisions")
    print(f"deciding      {deciding:6.2f} s")
    print(f"graph         {plain:6.2f} s as read, {decided:6.2f} s as decided: {decided / plain - 1:+.1%}")


if __name__ == "__main__":
    main()
