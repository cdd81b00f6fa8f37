"""What an hour of review brings to the reading of other letters of the same hand, by gold.

    python -m benchmarks.review_gain [GOLD] [LETTERS] [--decisions 50 200] [--judges]

Of each batch of letters, which are of one hand, every second one is reviewed and the others are measured. Gold plays
the person: claims come in the order of the page of `kg review`, least sure and most consequential first; each is
accepted, corrected or rejected; when all claims of a letter are decided, what is missing in it is asserted. After so
many decisions the others are read anew with the catalogue of `kg decisions --write-catalogue`. Printed are precision
and recall of the others, summed over batches, without and with that catalogue, where field and value, the service too,
and the system too must be right; always compared by the shipped catalogue. Claims are compared as each letter states
them, without rules across letters.

`--judges` measures judges, too, that have learned from the decided claims: the shipped trees that say how likely a
claim is right, with a few more behind them (`benchmarks/moved_judges.py`). It is no training anew, which takes all
letters of `data/training`.
"""

from __future__ import annotations

import argparse
import csv
import io
import multiprocessing
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kg.building import read_letters, sources
from kg.decisions.catalogue import catalogue_of
from kg.decisions.kinds import ACCEPT, ASSERT, NONE, REJECT
from kg.decisions.values import text_of
from kg.evaluating import Compared, Fact, Score, evaluate, facts_of, find_letters, fold_value, load_gold
from kg.evaluating.facts import SYSTEMS
from kg.evaluating.gold import place_of
from kg.exporting.folders import write_folder
from kg.model import Claim, Decision, Interval, LetterClaims, Polarity
from kg.resources import use_catalogue
from kg.reviewing.weighing import consequence, doubt

Row = Mapping[str, Any]
Letters = Sequence[LetterClaims]
_DAY = date(2026, 11, 30)
_HORIZON = Interval(_DAY, date(_DAY.year + 2, _DAY.month, _DAY.day))


@dataclass(slots=True)
class Reviewed:
    """A letter under review: its claims, and the facts of its gold that no claim has stated so far."""

    file: str
    facts: Sequence[Fact]
    claims: list[tuple[float, Claim]]
    said: set[Fact] = field(default_factory=set)

    def decide(self, claim: Claim) -> Iterator[Decision]:
        """What the gold says of a claim; nothing where it leaves it open."""
        alike = [one for one in self.facts if one.field == claim.field and _has_value(one, claim)]
        if any(one.optional for one in alike):
            return
        exact = next((one for one in alike if one.service == claim.service and _has_system(one, claim)), None)
        if exact:
            self.said.add(exact)
            yield _on(self.file, claim, ACCEPT)
        elif fact := next((one for one in alike if one not in self.said), None):
            self.said.add(fact)
            if fact.service != claim.service:
                yield _on(self.file, claim, "correct service", fact.service or NONE)
            if not _has_system(fact, claim):
                yield _on(self.file, claim, "correct system", fact.system or NONE)
        elif fact := next((one for one in self.facts if self._is_misread(one, claim)), None):
            self.said.add(fact)
            yield _on(self.file, claim, "correct value", text_of(fact.value))
        else:
            yield _on(self.file, claim, REJECT)

    def _is_misread(self, fact: Fact, claim: Claim) -> bool:
        """Whether a claim is a fact of the gold with another value."""
        words, quote = (" ".join(text.split()) for text in (fact.quote, claim.evidence.quote))
        is_there = bool(words and quote) and (words in quote or quote in words)
        is_its = fact.field == claim.field and fact.service == claim.service
        return is_there and is_its and fact not in self.said and not fact.optional

    def missing(self) -> Iterator[Decision]:
        """What the gold has and no claim has stated."""
        for fact in self.facts:
            if fact not in self.said and not fact.optional:
                self.said.add(fact)
                yield Decision(
                    ASSERT, letter=self.file, question=fact.question or "", service=fact.service or "",
                    system=fact.system or "", field=fact.field, value=text_of(fact.value), words=fact.quote,
                )  # fmt: skip


def _has_value(fact: Fact, claim: Claim) -> bool:
    said = fold_value(claim.field, claim.value)
    return any(fold_value(fact.field, value) == said for value in fact.values)


def _has_system(fact: Fact, claim: Claim) -> bool:
    if fact.field in SYSTEMS or not fact.systems:
        return fact.field in SYSTEMS or claim.system is None
    named = fold_value("system", claim.system or "")
    return any(fold_value("system", one) == named for one in fact.systems)


def _on(file: str, claim: Claim, kind: str, to: str = "") -> Decision:
    return Decision(
        kind, letter=file, question=claim.question or "", service=claim.service or "", system=claim.system or "",
        field=claim.field, value=text_of(claim.value), words=" ".join(claim.evidence.quote.split()), to=to,
    )  # fmt: skip


def under_review(letter: LetterClaims, gold: Row) -> Reviewed:
    """A letter with its claims and how urgent each is."""
    stated = [one.claim for one in letter.statements if one.claim.polarity is Polarity.AFFIRMED]
    claims = [
        (
            doubt(claim.confidence, is_stated) * consequence({"field": claim.field, "value": claim.value}, _HORIZON),
            claim,
        )
        for is_stated, pool in ((True, stated), (False, letter.unsure))
        for claim in pool
    ]
    return Reviewed(letter.letter.document.source, list(facts_of(gold)), claims)


def review(letters: Sequence[Reviewed], most: int) -> list[Decision]:
    """The first decisions of a review."""
    made: list[Decision] = []
    queue: list[tuple[float, int, Claim | None]] = []
    for number, one in enumerate(letters):
        queue += [(urgency, number, claim) for urgency, claim in one.claims]
        if not one.claims:  # it says nothing, by reading: it is opened last
            queue.append((-1.0, number, None))
    left = Counter(number for _, number, claim in queue if claim)
    for _, number, claim in sorted(queue, key=lambda one: (-one[0], one[1])):
        if claim is not None:
            made += letters[number].decide(claim)
            left[number] -= 1
        if not left[number]:
            made += letters[number].missing()
        if len(made) >= most:
            break
    return made[:most]


def rows_of(file: str, letters: Letters) -> list[dict[str, Any]]:
    """What the letters of a file state, as the flat view has it."""
    return [
        {
            "letter": file, "field": one.claim.field, "value": one.claim.value,
            "service": one.service, "system": one.system.name if one.system else None, "status": "stated",
            "quote": one.claim.evidence.quote, "question": one.claim.question,
        }
        for letter in letters
        for one in letter.statements
        if one.claim.polarity is Polarity.AFFIRMED
    ]  # fmt: skip


def read_anew(paths: Sequence[Path], catalogue: Path | None) -> list[dict[str, Any]]:
    """What letters state with a catalogue of one's own; called in a process of its own, which has read none before."""
    use_catalogue(catalogue)
    return [row for path in paths for row in rows_of(path.name, read_letters(*sources([path])))]


def read_with(files: Mapping[str, bytes], paths: Sequence[Path], read: Mapping[str, Letters]) -> list[dict[str, Any]]:
    """What letters state with the files of a catalogue: those that hold the first word of one of its names are read
    anew in a new process; to the others it says nothing."""
    firsts = {name.split()[0].casefold() for name in _names_in(files)}
    anew = [path for path in paths if any(_holds(one, firsts) for one in read[path.name])]
    rows = [row for path in paths if path not in anew for row in rows_of(path.name, read[path.name])]
    if anew:
        with tempfile.TemporaryDirectory() as name, multiprocessing.get_context("spawn").Pool(1) as pool:
            write_folder(Path(name) / "own", files)
            rows += pool.apply(read_anew, (anew, Path(name) / "own"))
    return rows


def _names_in(files: Mapping[str, bytes]) -> Iterator[str]:
    for name in ("systems.csv", "suppliers.csv"):
        for row in csv.DictReader(io.StringIO(files.get(name, b"").decode())):
            yield from (row["preferred_name"], *filter(None, row["aliases"].split("|")))


def _holds(letter: LetterClaims, words: Iterable[str]) -> bool:
    text = letter.letter.document.text.casefold()
    return any(word in text for word in words)


def judged_anew(paths: Sequence[Path], letters: Letters, made: Sequence[Decision]) -> list[dict[str, Any]]:
    """What letters state by judges that have learned from decided claims."""
    from unittest.mock import patch

    from benchmarks.moved_judges import moved

    with patch("kg.extracting.shipped", return_value=moved(letters, made)):
        return read_anew(paths, None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=Path("data/closed/gold"))
    parser.add_argument("letters", type=Path, nargs="?", default=None)
    parser.add_argument("--decisions", type=int, nargs="+", default=[50, 200])
    parser.add_argument("--judges", action="store_true")
    wish = parser.parse_args()
    gold = {place_of(name): row for name, row in load_gold(wish.gold).items()}
    paths, _ = find_letters(list(load_gold(wish.gold)), wish.gold, wish.letters)
    by_batch: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(paths):
        by_batch[str(gold[place_of(path.name)]["batch"])].append(path)
    others = [path for mine in by_batch.values() for path in mine[1::2]]
    wanted = {place_of(path.name): gold[place_of(path.name)] for path in others}
    read = {path.name: read_letters(*sources([path])) for path in sorted(paths)}
    told("without decisions", wanted, [row for path in others for row in rows_of(path.name, read[path.name])])
    for most in wish.decisions:
        rows: list[dict[str, Any]] = []
        moved_rows: list[dict[str, Any]] = []
        kinds: Counter[str] = Counter()
        names: Counter[str] = Counter()
        for mine in by_batch.values():
            opened = [(one, gold[place_of(path.name)]) for path in mine[::2] for one in read[path.name]]
            made = review([under_review(*one) for one in opened], most)
            kinds.update(decision.decision for decision in made)
            found_names = catalogue_of(made)
            names.update(systems=found_names.systems, suppliers=found_names.suppliers)
            rows += read_with(found_names.files, mine[1::2], read)
            if wish.judges:
                moved_rows += judged_anew(mine[1::2], [one for one, _ in opened], made)
        told(f"{most} decisions a hand, with their catalogue", wanted, rows)
        print(f"  decisions: {', '.join(f'{count} {kind}' for kind, count in kinds.most_common())}")
        print(f"  names that the shipped catalogue has not: {names['systems']} systems, {names['suppliers']} suppliers")
        if wish.judges:
            told(f"{most} decisions a hand, with judges that learned from them", wanted, moved_rows)


def told(title: str, gold: Mapping[str, Row], rows: Sequence[Row]) -> None:
    """Print precision and recall."""
    print(f"{title}: {len(gold)} letters")
    for compared in (Compared.VALUE, Compared.SERVICE, Compared.SYSTEM):
        score: Score = evaluate(gold, rows, (), (), (), compared=compared).facts
        print(
            f"  {compared.value:8}  precision {score.precision:.3f}  recall {score.recall:.3f}"
            f"  ({score.right} right, {score.false} false, {score.missed} missed)",
            flush=True,
        )


if __name__ == "__main__":
    main()
