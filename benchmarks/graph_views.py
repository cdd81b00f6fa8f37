"""The graph page as a reader meets it: how soon it stands, how much of it has a name, how soon a change is drawn.

    python -m benchmarks.graph_views [--letters 76 150 500] [--runs 3]

The letters are the five of `data/letters` and, evenly over the alphabet, letters of `data/training`. For each number of
them: what the graph holds; from opening the page to its first complete drawing; what is drawn, and the share of it that
has its name, in windows of 1400 and 375 pixels; and of a filter by council, service or supplier, a neighbourhood, a
path and the time slider the slowest, from the change to the complete drawing, layout and all. Processor time is that of
the page's own thread, the median of some runs; time on the clock, which other work on the machine makes longer, is the
quickest of them. Needs playwright and Chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.graph_page import ARGUMENTS, ROOT
from kg.building import build_graph, sources
from kg.picturing import picture, render
from kg.picturing.letters import texts_of
from kg.store import Store

WINDOWS = ((1400, 900), (375, 720))
CHANGES = {
    "council": "{ council: councilKg.data.councils[Math.floor(councilKg.data.councils.length / 2)][0] }",
    "service": "{ service: councilKg.data.services.find(([key]) => key === 'services/housing')[0] }",
    "supplier": "{ supplier: most('supplier') }",
    "neighbourhood": "{ near: most('supplier'), hops: '2' }",
    "path": "{ pick: most('supplier'), to: most('council') }",
    "time": "{ at: dates[Math.floor(dates.length / 2)] }",
}
CHANGE = """async () => {
  const drawn = () => new Promise((done) => councilKg.whenDrawn(done));
  const most = (kind) => councilKg.data.nodes.filter((node) => node.group === kind)
    .sort((a, b) => councilKg.edgesOf.get(b.id).length - councilKg.edgesOf.get(a.id).length)[0].id;
  const dates = councilKg.data.letters.map(([, date]) => date).filter(Boolean).sort();
  const start = performance.now();
  const redrawn = drawn();
  councilKg.go(%s, { refit: true });
  await redrawn;
  return performance.now() - start;
}"""
FIRST = """async () => {
  councilKg.go({ ...councilKg.clear, ...councilKg.nothing, open: [] }, { refit: true });
  await new Promise((done) => setTimeout(done, 100));
}"""
SHARE = "(() => { const all = [...councilKg.named().values()]; return all.filter(Boolean).length / all.length; })()"


def chosen(count: int) -> list[Path]:
    """The five letters, and of those that reading is learned from as many as are wanted, evenly over the alphabet."""
    five = sorted((ROOT / "data" / "letters").iterdir())
    whole = list(_whole_letters(ROOT / "data" / "training"))
    more = max(0, count - len(five))
    return five + [whole[number * len(whole) // more] for number in range(more)]


def _whole_letters(folder: Path) -> Iterator[Path]:
    """Letters about systems: no extracts, and none about how requests are handled."""
    for path in sorted((folder / "letters").iterdir()):
        gold = folder / "gold" / f"{path.stem}.json"
        about_systems = not path.name.startswith("mysociety") and gold.exists()
        if about_systems and not json.loads(gold.read_text(encoding="utf-8")).get("extract"):
            yield path


def processor_time(session: Any) -> float:
    """Seconds that the page's own thread has worked since it was opened."""
    metrics = {row["name"]: row["value"] for row in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


def measured(graph: Any, launch: Callable[[], Any], runs: int) -> dict[str, str]:
    """The figures of one graph."""
    kinds = Counter(data["kind"] for _, data in graph.nodes(data=True))
    html = render(graph)
    rows = {
        "letters; councils; contracts": "; ".join(f"{kinds[kind]:,}" for kind in ("letter", "council", "contract")),
        "things; lines": f"{len(graph):,}; {graph.number_of_edges():,}",
        "size": f"{len(html.encode()) / 1e6:.2f} MB",
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.html"
        path.write_text(html, encoding="utf-8")
        browser = launch()
        for width, height in WINDOWS:
            rows |= _in_window(browser, path, (width, height), runs)
        browser.close()
    return rows


def _in_window(browser: Any, path: Path, size: tuple[int, int], runs: int) -> dict[str, str]:
    firsts, works = [], []
    for _ in range(runs):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
        context.set_default_timeout(300_000)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(path.as_uri())
        page.wait_for_selector("body[data-ready]")
        works.append(processor_time(session))
        firsts.append(page.evaluate("performance.getEntriesByName('first-drawing')[0].startTime") / 1000)
        if len(firsts) < runs:
            context.close()
    at = f"at {size[0]} px"
    drawn, share = page.evaluate("councilKg.picture().nodes.size"), page.evaluate(SHARE)
    taken = {name: _changed(page, session, change, runs) for name, change in CHANGES.items()}
    slowest = max(taken, key=lambda name: taken[name])
    context.close()
    return {
        f"first drawing, {at}": f"{min(firsts):.2f} s",
        f"processor time until all is ready, {at}": f"{statistics.median(works):.2f} s",
        f"signs drawn, {at}": f"{drawn:,}",
        f"of them with a name, {at}": f"{share:.0%}",
        f"processor time of the slowest change, {at}": f"{taken[slowest][0]:.2f} s ({slowest})",
        f"the same on the clock, {at}": f"{taken[slowest][1]:.2f} s",
    }


def _changed(page: Any, session: Any, change: str, runs: int) -> tuple[float, float]:
    """Seconds of a change: of the processor (the median of the runs), on the clock (the quickest of them)."""
    works, clock = [], []
    for _ in range(runs):
        page.evaluate(FIRST)
        before = processor_time(session)
        clock.append(page.evaluate(CHANGE % change) / 1000)
        works.append(processor_time(session) - before)
    return statistics.median(works), min(clock)


def main() -> None:
    """Print all figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, nargs="+", default=[76, 150, 500])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    columns = []
    with sync_playwright() as playwright:
        launch = lambda: playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)  # noqa: E731
        for count in options.letters:
            built = build_graph(*sources(chosen(count)))
            graph = picture(Store.of(built.quads), texts_of(built.letters))
            columns.append(measured(graph, launch, options.runs))
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    print(f"Chromium without a GPU, {os.cpu_count()} cores, load {load}\n")
    print(f"| | {' | '.join(f'{count:,} letters' for count in options.letters)} |\n|{' --- |' * (len(columns) + 1)}")
    for what in columns[0]:
        print(f"| {what} | {' | '.join(column[what] for column in columns)} |")


if __name__ == "__main__":
    main()
