"""What recorded answers of a language model bring, and what the gate takes away, by gold.

    python benchmarks/proposals.py GOLD LETTERS ANSWERS [--list]

Of the letters that the answers are about: precision and recall without and with them, where field and value, the
service too, and the system too must be right; letters without facts that get one; then for each reason to refuse a
proposal how many were right and how many wrong, whatever their service and system. `--list` shows each proposal that
was not stated or not right, and each false claim.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg.building import Built, build_graph, sources
from kg.evaluating import Compared, evaluate, facts_of, fold_value, load_gold
from kg.evaluating.gold import Row, place_of
from kg.known import flat
from kg.model import Document, Fate
from kg.proposing.answers import Answers, read_answers
from kg.store import Store

_SUMS = frozenset({"annual_cost", "total_cost", "users"})


def measured(documents: Sequence[Document], gold: Mapping[str, Row], answers: Answers | None, *, show: bool) -> Built:
    """Print precision and recall of a build."""
    begun = time.process_time()
    built = build_graph(documents, answers=answers)
    print(f"  {time.process_time() - begun:.2f} s of one processor from texts to quads")
    facts = flat.facts(Store.of(built.quads))
    for compared in Compared:
        found = evaluate(gold, facts, (), (), (), compared=compared)
        score = found.facts
        silent = [name for name, row in gold.items() if not row["facts"]]
        told = sum(bool(found.by_letter[name].false) for name in silent)
        counts = f"{score.right} right, {score.false} false, {score.missed} missed"
        print(
            f"  {compared.value:8}  precision {score.precision:.3f}  recall {score.recall:.3f}"
            f"  ({counts})  {told} of {len(silent)} letters without facts get one"
        )
        for miss in found.misses if show and compared is Compared.SYSTEM else ():
            if miss.side == "false":
                print("   ", miss.letter, miss.what, miss.value, miss.service, repr(miss.quote[:60]))
    return built


def fates_of(built: Built, gold: Mapping[str, Row]) -> Iterator[tuple[str, Fate, bool]]:
    """Each proposal: the letter, what became of it, and whether its field and value are those of the gold."""
    said = {
        place_of(name): {(one.field, fold_value(one.field, value)) for one in facts_of(row) for value in one.values}
        for name, row in gold.items()
    }
    for letter in built.letters:
        source = letter.letter.document.source
        for fate in letter.proposed:
            one = fate.proposal
            yield source, fate, one is not None and (one.field, _folded(one.field, one.value)) in said[place_of(source)]


def _folded(field: str, value: str) -> object:
    try:
        return (
            fold_value(field, float(value.replace(",", "").lstrip("£"))) if field in _SUMS else fold_value(field, value)
        )
    except ValueError:
        return value


def main(arguments: list[str]) -> None:
    """Measure what is named on the command line."""
    gold_at, letters_at, answers_at = map(Path, arguments[:3])
    show = "--list" in arguments
    answers = read_answers(answers_at)
    documents = [one for one in sources([letters_at])[0] if answers.of(one)]
    places = {place_of(one.source) for one in documents}
    gold = {name: row for name, row in load_gold(gold_at).items() if place_of(name) in places}
    print(f"{len(gold)} letters, {len(answers.letters)} answered.\nwithout answers")
    measured(documents, gold, None, show=False)
    print("with answers")
    built = measured(documents, gold, answers, show=show)
    counts: Counter[tuple[str, bool]] = Counter()
    for source, fate, right in fates_of(built, gold):
        became = fate.reason or ("stated" if fate.stated else "taken, not stated")
        counts[became, right] += 1
        if show and fate.proposal and (became != "stated" or not right):
            one = fate.proposal
            print(f"{'right' if right else 'wrong'}  {became}  {source}  {one.field} {one.value} | {one.quote[:60]}")
    print(f"withdrawn: {sum(letter.withdrawn for letter in built.letters)}\n{'':24} right  wrong")
    for became in sorted({became for became, _ in counts}):
        print(f"{became:24} {counts[became, True]:5}  {counts[became, False]:5}")


if __name__ == "__main__":
    main(sys.argv[1:])
