"""PDF pages a second on one core, from bytes to canonical text; beside PDFium's own text of the same pages.

    python benchmarks/pages.py [--runs 5] [--rounds 5] [--folder DIR]

The letters are those of the tests, or the PDFs of a folder. Each is read anew in each round; nothing is kept between
them. The baseline opens each page and asks PDFium for its text, without columns, tables, bold type or running headers.
Figures are medians of runs, in processor time, taken in turns.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pypdfium2

from kg.reading import pdf
from kg.reading.pdf import read_pdf

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures" / "formats"


def bare(data: bytes) -> None:
    """The text of a PDF as PDFium gives it."""
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        text.get_text_bounded()
        text.close()
        page.close()
    document.close()


def seconds(work: Callable[[bytes], object], files: Sequence[bytes], rounds: int) -> float:
    """Processor time of one round over all files."""
    start = time.process_time()
    for _ in range(rounds):
        for data in files:
            work(data)
    return (time.process_time() - start) / rounds


def by_step(files: Sequence[bytes], rounds: int) -> Iterator[tuple[str, float]]:
    """Seconds of each step over all files."""
    sheets = [pdf._sheets(data, "") for data in files]
    yield "glyphs and drawings of pages", seconds(lambda data: pdf._sheets(data, ""), files, rounds)
    start = time.process_time()
    for _ in range(rounds):
        for one in sheets:
            pdf._content(one)
    yield "words, tables, paragraphs", (time.process_time() - start) / rounds


def main() -> None:
    """Print all figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=FIXTURES)
    options = parser.parse_args()
    files = [path.read_bytes() for path in sorted(options.folder.glob("*.pdf"))]
    contents = [read_pdf(data, "") for data in files]
    pages = sum(len(content.page_starts) for content in contents)
    size = sum(len(content.text) for content in contents)
    print(f"Python {platform.python_version()}, {platform.machine()}, one core; {len(files)} PDFs, {pages} pages of")
    print(f"{size / pages:,.0f} characters on average, median of {options.runs} runs\n")
    taken: dict[str, list[float]] = {"read": [], "bare": []}
    for _ in range(options.runs):
        taken["read"].append(seconds(lambda data: read_pdf(data, ""), files, options.rounds))
        taken["bare"].append(seconds(bare, files, options.rounds))
    ours, theirs = (pages / statistics.median(found) for found in taken.values())
    print("| pass | pages a second | against ours |\n| --- | ---: | ---: |")
    print(f"| PDF to canonical text | {ours:,.0f} | 1.00 |\n| PDFium's text | {theirs:,.0f} | {theirs / ours:.2f} |")
    print("\n| step | milliseconds a page |\n| --- | ---: |")
    for name, time_taken in by_step(files, options.rounds):
        print(f"| {name} | {1000 * time_taken / pages:.2f} |")


if __name__ == "__main__":
    main()
