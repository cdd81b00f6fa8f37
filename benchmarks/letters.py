"""Letters a second from text in memory to quads, on one core; beside bare pattern matching over the same texts.

    python benchmarks/letters.py [--letters 300] [--runs 3] [--seed 1] [--folder DIR]

Texts are the letters of `data/letters` and letters in a few other layouts, each in variants with other names, dates and
sums, made from a seed, so that no cache has seen them; `--folder` takes the letters of a folder instead of the
latter. All is read beforehand, and other variants warm the catalogue up. The baselines do far less: a handful of
regular expressions, and spaCy's tokenizer with an entity ruler and a matcher, if spaCy is installed. They say
what the machine can do with as much text. Figures are medians of runs in one process, in processor time, so that they
hold on a busy machine; each run has letters of its own.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import io
import platform
import pstats
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg.catalogue import load
from kg.describing import describe_letter
from kg.extracting import extract
from kg.model import Document
from kg.reading import collect, read
from kg.reconciling import reconcile
from kg.segmenting import segment

ROOT = Path(__file__).parent.parent
LETTERS = ROOT / "data" / "letters"
AIM = 500
TABLES = (250, 500, 1000)
"""Rows of the tables that show whether time grows with a letter's length, or faster."""

_HEAD = (
    "Borsetshire County Council\n\nDate: 3 May 2024\nOur reference: FOI/24/0107\n\nFreedom of Information Act 2000\n\n"
)
LAYOUTS = (
    """Thank you for your request. Our answers are below.

**1. Which system does the Council use for adult social care, and who supplies it?**

Mosaic, supplied by The Access Group.

**2. When did the contract start, when does it end, and can it be extended?**

It started on 1 April 2021 and ends on 31 March 2026, with two options of one year each.

**3. What does it cost each year?**

£154,000. The rest is commercially sensitive and exempt under section 43(2) of the Act.
""",
    """The information that you asked for is in the table.

| Service | System | Supplier | Start | End | Annual cost |
|---|---|---|---|---|---|
| Revenues and benefits | NEC Revenues & Benefits | NEC Software Solutions | 01/07/2021 | 30/06/2026 | £121,950 |
| Housing | Aareon QL | Aareon UK | 01/04/2018 | Rolling | £98,700 |
| Libraries | Spydus | Civica | 15/11/2022 | 14/11/2024 | Withheld |

All of them are hosted by their suppliers. There are 240 users.
""",
    """You asked:
1) Which case management system do you use in children's services?
2) How long is the contract?
3) How was it procured?
4) Is the system hosted on site?

Answers
1) Liquidlogic LCS from System C
2) 5 years from 1 June 2020 (5+2+2)
3) Mini competition under G-Cloud 12
4) No, by a third party. Our contracts register is at https://borsetshire.example/contracts
""",
    """> Which system does the library service use? Who supplies it? Are there plans to replace it?

We moved from Galaxy to Spydus, supplied by Civica, in June 2021. The contract runs for five years from 1 June 2021
and is worth £185,000 in all. We have no plans to replace it.
""",
)
NAMES = ("Mosaic", "Spydus", "Liquidlogic LCS", "Aareon QL", "CareDirector", "Eclipse", "Northgate", "Civica", "Capita")
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b\d{1,2}(?:st|nd|rd|th)?\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{4}\b",
        r"\b\d{1,2}/\d{1,2}/\d{2,4}\b",
        r"£\s?\d[\d,]*(?:\.\d+)?(?:k|m)?\b",
        r"\b(?:section|s\.?)\s?\d+(?:\(\d\))*",
        r"\b(?:supplied|provided|hosted)\sby\s(?:[A-Z][\w&]+\s?){1,4}",
        r"\b(?:" + "|".join(map(re.escape, NAMES)) + r")\b",
    )
)


def sources(folder: Path | None) -> list[str]:
    """The texts from which variants are made."""
    texts = [read(path).text for path in collect([LETTERS])]
    return texts + ([read(path).text for path in collect([folder])] if folder else [_HEAD + text for text in LAYOUTS])


def variants(texts: Sequence[str], number: int, seed: int) -> list[Document]:
    """Letters with other figures and names than those that they are made from, and the same layout."""
    chance = random.Random(seed)
    return [_document(_varied(texts[n % len(texts)], chance), f"{n:05}.txt") for n in range(number)]


def _varied(text: str, chance: random.Random) -> str:
    text = re.sub(r"\b(?:20)([0-2])\d\b", lambda m: f"20{m[1]}{chance.randrange(10)}", text)
    text = re.sub(r"(?<=[\d,£])\d(?=\d*\b(?!/))(?<!20)", lambda _: str(chance.randrange(1, 3)), text)
    for name in NAMES:
        if chance.random() < 0.4:
            text = text.replace(name, chance.choice(NAMES))
    return re.sub(r"\b(?:the Council|We)\b", lambda m: chance.choice([m[0], "The Authority"]), text)


def _document(text: str, name: str) -> Document:
    return Document(hashlib.sha256(text.encode()).hexdigest(), name, "text/plain", text)


def table(rows: int) -> Document:
    """A letter that is one table, each row with a system, a supplier, dates and a sum of its own."""
    services = ("Revenues and benefits", "Housing", "Libraries", "Adult social care", "Planning")
    kinds = ("Solution", "Portal", "Manager")
    lines = [
        f"| {services[n % 5]} | {kinds[n % 3]} {n} Pro | Firm {n // 4} Ltd | 01/07/20{10 + n % 10} "
        f"| 30/06/20{21 + n % 9} | £{1000 + 7 * n:,} |"
        for n in range(rows)
    ]
    header = "| Service | System | Supplier | Start | End | Annual cost |\n|---|---|---|---|---|---|\n"
    text = f"{_HEAD}The information that you asked for is in the table.\n\n{header}" + "\n".join(lines) + "\n"
    return _document(text, f"table-{rows}.txt")


def to_quads(document: Document) -> int:
    """One letter, from its text to the quads of its graph."""
    letter = segment(document)
    return sum(1 for _ in describe_letter(reconcile(letter, extract(letter))))


def by_stage(documents: Sequence[Document]) -> Iterator[tuple[str, float]]:
    """Seconds of each stage over all letters."""
    start = time.process_time()
    letters = [segment(document) for document in documents]
    yield "segment", time.process_time() - start
    start = time.process_time()
    found = [extract(letter) for letter in letters]
    yield "extract", time.process_time() - start
    start = time.process_time()
    claims = [reconcile(letter, results) for letter, results in zip(letters, found, strict=True)]
    yield "reconcile", time.process_time() - start
    start = time.process_time()
    for letter in claims:
        list(describe_letter(letter))
    yield "describe", time.process_time() - start


def by_patterns(document: Document) -> int:
    """The bare pass: how many matches of a handful of patterns."""
    return sum(1 for pattern in PATTERNS for _ in pattern.finditer(document.text))


def spacy_pass() -> Callable[[Document], int] | None:
    """A blank English pipeline with an entity ruler and a matcher; None where spaCy is not installed."""
    try:
        import spacy  # type: ignore[import-not-found]
        from spacy.matcher import Matcher  # type: ignore[import-not-found]
    except ImportError:
        return None
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "NAME", "pattern": name} for name in NAMES])
    matcher = Matcher(pipeline.vocab)
    months = {"IN": ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october"]}
    matcher.add("DATE", [[{"IS_DIGIT": True}, {"LOWER": months}, {"SHAPE": "dddd"}]])
    matcher.add("MONEY", [[{"TEXT": "£"}, {"LIKE_NUM": True}]])
    matcher.add("BY", [[{"LOWER": {"IN": ["supplied", "provided", "hosted"]}}, {"LOWER": "by"}, {"IS_TITLE": True}]])

    def work(document: Document) -> int:
        doc = pipeline(document.text)
        return len(doc.ents) + len(matcher(doc))

    return work


def rate(work: Callable[[Document], int], batches: Sequence[Sequence[Document]]) -> float:
    """Letters a second: the median over batches, each seen once."""
    found = []
    for documents in batches:
        start = time.process_time()
        for document in documents:
            work(document)
        found.append(len(documents) / (time.process_time() - start))
    return statistics.median(found)


def heaviest(documents: Sequence[Document], top: int = 10) -> list[tuple[str, int, float]]:
    """The functions with the most time of their own: where, calls a letter, share of all."""
    profile = cProfile.Profile()
    profile.enable()
    for document in documents:
        to_quads(document)
    profile.disable()
    stats = pstats.Stats(profile, stream=io.StringIO())
    total: float = stats.total_tt  # type: ignore[attr-defined]
    rows: list[tuple[str, int, float]] = []
    for (file, line, name), (_, calls, own, _, _) in stats.stats.items():  # type: ignore[attr-defined]
        where = f"{Path(file).parent.name}/{Path(file).name}:{line} {name}" if file != "~" else name
        rows.append((where, calls // len(documents), own / total))
    return sorted(rows, key=lambda row: -row[2])[:top]


def main() -> None:
    """Print all figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    texts = sources(options.folder)
    batches = [variants(texts, options.letters, options.seed + run) for run in range(1, options.runs + 1)]
    load()
    for document in variants(texts, 2 * len(texts), options.seed):
        to_quads(document)
    size = statistics.mean(len(document.text) for documents in batches for document in documents)
    print(
        f"Python {platform.python_version()}, {platform.machine()}, one core; {options.letters} letters of {size:,.0f}"
    )
    print(f"characters on average, median of {options.runs} runs\n")
    _print_rates(batches)
    _print_tables()
    _print_profile(batches[0])


def _print_rates(batches: Sequence[Sequence[Document]]) -> None:
    ours = rate(to_quads, batches)
    bare, piped = rate(by_patterns, batches), spacy_pass()
    rows = [
        ("text to quads", ours, f"aim {AIM}"),
        ("a handful of regular expressions", bare, "finds strings, no facts"),
    ]
    if piped:
        piped(batches[0][0])
        rows.append(("spacy.blank, entity ruler, matcher", rate(piped, batches), "finds strings, no facts"))
    print("| pass | letters a second | against ours | |\n| --- | ---: | ---: | --- |")
    for name, number, note in rows:
        print(f"| {name} | {number:,.0f} | {number / ours:.2f} | {note} |")
    if not piped:
        print("\nspaCy is not installed, so it is not measured: pip install spacy")


def _print_tables() -> None:
    to_quads(table(10))
    print("\n| rows of one table | seconds | quads |\n| ---: | ---: | ---: |")
    for rows in TABLES:
        document = table(rows)
        start = time.process_time()
        quads = to_quads(document)
        print(f"| {rows:,} | {time.process_time() - start:.2f} | {quads:,} |")


def _print_profile(documents: Sequence[Document]) -> None:
    stages = list(by_stage(documents))
    total = sum(taken for _, taken in stages)
    print("\n| stage | milliseconds a letter | share |\n| --- | ---: | ---: |")
    for name, taken in stages:
        print(f"| {name} | {1000 * taken / len(documents):.2f} | {taken / total:.0%} |")
    print("\n| function (profiled) | calls a letter | own time |\n| --- | ---: | ---: |")
    for where, calls, share in heaviest(documents):
        print(f"| `{where}` | {calls:,} | {share:.1%} |")


if __name__ == "__main__":
    main()
