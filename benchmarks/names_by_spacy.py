"""Names of systems and suppliers: the shipped kind of model beside spaCy's trainable entity recogniser.

    python -m benchmarks.names_by_spacy [--fold 0] [--epochs 6] [--sample 1]

Both learn from the letters of all folds but one, cut into the same units and tokens, and name those of the one that
is left; they are compared by whole names with their kind, by the units that they read in a second, and by size. Of
spaCy (MIT) the blank English pipeline is taken with `ner` and its own embeddings; what asks for a unit stands before
its words, since the other model sees that too. Needs `pip install spacy`, and some twenty minutes.
"""

from __future__ import annotations

import argparse
import pickle
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence, Set
from pathlib import Path
from typing import Any

from kg.extracting.names import capitals_in, features_of, spans_of
from kg.extracting.sheet import Sheet, sheet_of
from kg.extracting.tokens import Words
from kg.scoring import best_paths
from kg.segmenting import segment
from kg.training.aligning import name_places, tags_of
from kg.training.examples import FOLDS, Example, folds_of
from kg.training.gathering import gather
from kg.training.sequences import fit_names, ordinary_words

ROOT = Path(__file__).parent.parent
GOLD = [
    ROOT / "data" / "training" / "gold", ROOT / "data" / "gold",
    *(ROOT / "tests" / "fixtures" / "letters" / part / "gold" for part in ("development", "invented")),
]  # fmt: skip
_ASKED = 40
"""So many words of what asks for a unit stand before it, for spaCy."""
Names = Set[tuple[int, int, str]]
"""Tokens of a unit, half-open, and what they name."""
Unit = tuple[Words, Names]


def units_of(examples: Sequence[Example], sheets: dict[str, Sheet]) -> Iterator[Unit]:
    """The units of letters that have words, with the names that their gold has."""
    for one in examples:
        sheet = sheets[one.name]
        places = name_places(sheet.letter.view, one.facts)
        for words in sheet.words:
            if words.tokens:
                yield words, set(spans_of(tags_of(words, places)))


def by_shipped_kind(learn: Sequence[Example], sheets: dict[str, Sheet]) -> tuple[Callable[[Sheet], list[Names]], int]:
    """What names the units of a letter as `kg train` learns it, and its size in bytes."""
    ordinary = ordinary_words(learn)
    model = fit_names(learn, sheets, ordinary)

    def named(sheet: Sheet) -> list[Names]:
        counts = capitals_in(sheet.words)
        found: list[Names] = []
        for words in sheet.words:
            rows = [model.scores(features) for features in features_of(words, counts, ordinary)]
            _, path = best_paths(model, rows)[0]
            found.append(set(spans_of([model.labels[place] for place in path])))
        return found

    return named, len(pickle.dumps(dict(model.weights)))


def by_spacy(
    learn: Sequence[Example], sheets: dict[str, Sheet], epochs: int
) -> tuple[Callable[[Sheet], list[Names]], int]:
    """The same by spaCy."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example as Lesson
    from spacy.util import fix_random_seed, minibatch

    fix_random_seed(1)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner")

    def doc_of(words: Words, names: Names = frozenset()) -> tuple[Any, int]:
        asked = words.unit.ask.split()[-_ASKED:]
        tags = ["O"] * (len(asked) + len(words.tokens))
        for first, last, kind in names:
            own = slice(len(asked) + first, len(asked) + last)
            tags[own] = [f"B-{kind}", *[f"I-{kind}"] * (last - first - 1)]
        return Doc(nlp.vocab, words=[*asked, *(token.text for token in words.tokens)], ents=tags), len(asked)

    lessons = [Lesson(doc_of(words)[0], doc_of(words, names)[0]) for words, names in units_of(learn, sheets)]
    for name in ("system", "supplier"):
        nlp.get_pipe("ner").add_label(name)
    optimizer = nlp.initialize(lambda: lessons[:500])
    chance = random.Random(1)
    for epoch in range(epochs):
        chance.shuffle(lessons)
        losses: dict[str, float] = {}
        for batch in minibatch(lessons, size=64):
            nlp.update(batch, sgd=optimizer, drop=0.2, losses=losses)
        print(f"  epoch {epoch + 1}: loss {losses['ner']:.0f}", flush=True)

    def named(sheet: Sheet) -> list[Names]:
        docs = [doc_of(words) for words in sheet.words]
        read = nlp.pipe(doc for doc, _ in docs)
        return [
            {(one.start - before, one.end - before, one.label_) for one in doc.ents if one.start >= before}
            for doc, (_, before) in zip(read, docs, strict=True)
        ]

    with tempfile.TemporaryDirectory() as folder:
        nlp.to_disk(folder)
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    return named, size


def compared(named: Callable[[Sheet], list[Names]], test: Sequence[Example], sheets: dict[str, Sheet]) -> str:
    """How well and how fast units are named."""
    right = found = wanted = units = 0
    begin = time.process_time()
    told = {one.name: named(sheets[one.name]) for one in test}
    took = time.process_time() - begin
    for one in test:
        places = name_places(sheets[one.name].letter.view, one.facts)
        for words, names in zip(sheets[one.name].words, told[one.name], strict=True):
            truth = set(spans_of(tags_of(words, places)))
            right, found, wanted, units = right + len(truth & names), found + len(names), wanted + len(truth), units + 1
    precision, recall = right / max(1, found), right / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}, {units / took:,.0f} units a second"


def main() -> None:
    """Learn and compare."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--sample", type=int, default=1, help="take one letter of so many")
    given = parser.parse_args()
    examples = gather(GOLD, None)[:: given.sample]
    sheets = {one.name: sheet_of(segment(one.document)) for one in examples}
    folds = folds_of(examples, FOLDS)
    learn = [one for one in examples if folds[one.name] != given.fold]
    test = [one for one in examples if folds[one.name] == given.fold]
    print(f"learned from {len(learn)} letters and extracts, tried on {len(test)}")
    for name, way in (
        ("shipped kind", lambda: by_shipped_kind(learn, sheets)),
        ("spaCy", lambda: by_spacy(learn, sheets, given.epochs)),
    ):
        begin = time.process_time()
        named, size = way()
        took = time.process_time() - begin
        print(f"{name}: {compared(named, test, sheets)}; learned in {took:,.0f} s, {size / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
