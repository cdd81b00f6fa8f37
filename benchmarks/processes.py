"""Whole commands as a user runs them: how long each takes, and what the time is spent on.

    python benchmarks/processes.py [--runs 7]

Each command is a process of its own. Beside it stands a bare `python -c pass`, so that figures of different machines
compare.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
LETTERS = ROOT / "data" / "letters"
KG = [sys.executable, "-m", "kg"]


def seconds(command: list[str], runs: int, before: Callable[[], object] = lambda: None) -> float:
    """The median time of a command's process."""
    found = []
    for _ in range(runs):
        before()
        start = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def imports(module: str, top: int = 5) -> str:
    """The heaviest imports of a module, in milliseconds of their own and all below them."""
    code = f"import {module}"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    rows = [line.split("|") for line in done.stderr.splitlines()[1:]]
    packages = [(int(row[1]) // 1000, row[2].strip()) for row in rows if len(row) == 3 and "." not in row[2].strip()]
    return ", ".join(f"{name} {ms} ms" for ms, name in sorted(packages, reverse=True)[:top])


def stages() -> list[tuple[str, float]]:
    """The stages of a build of the five letters within one process, imports aside."""
    from kg.building import build_letter, sources
    from kg.catalogue import load
    from kg.describing import describe_letter
    from kg.describing.ontology import describe_ontology
    from kg.describing.reference import describe_reference
    from kg.exporting import write_graphs, write_tables
    from kg.picturing import picture, write_page
    from kg.picturing.interchange import graphml
    from kg.rules import derive
    from kg.store import Store

    found: list[tuple[str, float]] = []

    def timed(name: str, work: Callable[[], object]) -> object:
        start = time.perf_counter()
        result = work()
        found.append((name, time.perf_counter() - start))
        return result

    documents, _ = sources([LETTERS])
    timed("catalogue", lambda: load().find("Mosaic"))
    letters = timed("read letters, first time", lambda: [build_letter(d) for d in documents])
    timed("read letters, again", lambda: [build_letter(d) for d in documents])
    quads = timed("describe letters", lambda: [q for letter in letters for q in describe_letter(letter)])  # type: ignore[attr-defined]
    quads += timed("describe catalogue", lambda: list(describe_reference(load(), [letters[0].council])))  # type: ignore[operator,index]
    quads += timed("describe ontology", lambda: list(describe_ontology()))  # type: ignore[operator]
    quads += timed("rules", lambda: derive(iter(quads)))  # type: ignore[operator,call-overload]
    store = timed("store", lambda: Store.of(quads))
    with tempfile.TemporaryDirectory() as folder:
        timed("RDF files", lambda: write_graphs(quads, Path(folder)))
        timed("tables", lambda: write_tables(store, Path(folder)))
        graph = timed("picture", lambda: picture(store))
        timed("GraphML", lambda: graphml(graph))  # type: ignore[arg-type]
        timed("page", lambda: write_page(graph, Path(folder) / "graph.html"))
    return found


def main() -> None:
    """Print all figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, median of {runs} runs\n")
    with tempfile.TemporaryDirectory() as folder:
        output = str(Path(folder) / "output")
        build = [*KG, "build", str(LETTERS), "-o", output]
        query = [*KG, "query", "--name", "letters", "--where", output]
        rows = [
            ("python -c pass", seconds([sys.executable, "-c", "pass"], runs), ""),
            ("kg --help", seconds([*KG, "--help"], runs), "0.25"),
            ("kg build, cold", seconds([*build, "--force"], runs), "2.5"),
            ("kg build, nothing changed", seconds(build, runs), ""),
            ("kg query --name letters", seconds(query, runs), "0.4"),
        ]
    print("| command | seconds | aim |\n| --- | ---: | ---: |")
    for name, taken, aim in rows:
        print(f"| `{name}` | {taken:.3f} | {aim} |")
    print("\n| stage of a build | seconds |\n| --- | ---: |")
    for name, taken in stages():
        print(f"| {name} | {taken:.3f} |")
    print(f"\nImports of `kg --help`: {imports('kg.cli')}")
    print(f"Imports of a build: {imports('kg.building')}")


if __name__ == "__main__":
    main()
