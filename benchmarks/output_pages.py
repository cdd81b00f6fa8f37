"""The pages of an output folder at several numbers of letters: their length, bytes, how fast they load and filter, and
what they add to a build.

    python benchmarks/output_pages.py [--letters 76 150 500]

Letters are those of `data/letters` and, spread evenly, whole letters of `data/training`. Lengths are in screens of 900
points at a width of 1400, and of 812 at 375, as the pages open; `all open` is with everything unfolded. Loading ends
with the load event; filtering is the slowest answer to a few words, painted. Times of building are processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kg.building import build_graph, output, sources
from kg.publishing.site import MENU

ROOT = Path(__file__).parent.parent
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WIDTHS = ((1400, 900), (375, 812))
OPEN = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
FILTER = """async ([box, words]) => {
  let worst = 0;
  const input = document.querySelector(box);
  if (!input) return null;
  for (const word of [...words, ""]) {
    const start = performance.now();
    input.value = word;
    input.dispatchEvent(new Event("input"));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    worst = Math.max(worst, performance.now() - start);
  }
  return worst;
}"""


def letters(number: int) -> list[Path]:
    """As many letters, the same ones each time."""
    real = sorted((ROOT / "data" / "letters").iterdir())
    training = ROOT / "data" / "training"
    whole = [
        path
        for path in sorted((training / "letters").iterdir())
        if not json.loads((training / "gold" / f"{path.stem}.json").read_text(encoding="utf-8")).get("extract")
    ]
    more = number - len(real)
    return [*real, *(whole[at * len(whole) // more] for at in range(more))]


def built(number: int, folder: Path) -> tuple[float, float]:
    """Seconds that a build takes in all, and of these its pages."""
    import kg.publishing

    given = folder / "letters"
    given.mkdir(parents=True)
    for path in letters(number):
        shutil.copy(path, given / path.name)
    pages = 0.0
    publish = kg.publishing.publish

    def timed(*arguments: Any) -> None:
        nonlocal pages
        start = time.process_time()
        publish(*arguments)
        pages = time.process_time() - start

    kg.publishing.publish = timed
    start = time.process_time()
    output.write_output(build_graph(*sources([given])), folder / "output", "measured")
    kg.publishing.publish = publish
    return time.process_time() - start, pages


def measured(launch: Callable[[], Any], path: Path) -> Iterator[str]:
    """The cells of a page."""
    browser = launch()
    for width, height in WIDTHS:
        page = browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(240_000)
        page.goto(path.as_uri())
        yield f"{page.evaluate('document.documentElement.scrollHeight') / height:.1f}"
        if width > 1000:
            load = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
            box = "#q" if path.name == "index.html" else "#filter"
            filtering = page.evaluate(FILTER, [box, ["social", "social care", "council", "zzz"]])
            page.evaluate(OPEN)
            whole = page.evaluate("document.documentElement.scrollHeight") / height
        page.close()
    yield f"{whole:,.0f}"
    yield f"{load / 1000:.2f} s"
    yield f"{filtering / 1000:.2f} s" if filtering is not None else ""
    yield f"{path.stat().st_size / 1e6:.2f} MB"
    browser.close()


def main() -> None:
    """Print all figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, nargs="+", default=[76, 150, 500])
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, load {load}")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as place:
        launch = lambda: playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)  # noqa: E731
        for number in options.letters:
            folder = Path(place) / str(number)
            whole, pages = built(number, folder)
            own = list((folder / "output" / "pages").iterdir())
            size = sum(path.stat().st_size for path in own) / 1e6
            print(f"\n{number} letters: built in {whole:.1f} s, of which pages {pages:.1f} s", end="")
            print(f" ({100 * pages / (whole - pages):.0f} % more); {len(own):,} pages of things, {size:.1f} MB\n")
            print("| page | screens at 1400 | at 375 | all open, at 1400 | load | filter | size |")
            print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
            for _, file in MENU:
                if file != "graph.html":
                    print(f"| {file} | {' | '.join(measured(launch, folder / 'output' / file))} |", flush=True)
            largest = max(own, key=lambda path: path.stat().st_size)
            print(f"| the largest of things | {' | '.join(measured(launch, largest))} |", flush=True)


if __name__ == "__main__":
    main()
