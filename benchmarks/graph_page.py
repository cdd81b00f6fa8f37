"""The graph page in Chromium, beside pyvis's own page of the same graph.

    python -m benchmarks.graph_page [--letters 400] [--patience 120]

Two graphs: the five letters, and made letters of as many councils (`councils.py`; 400 letters give about 5,000 things).
For each: layout and writing in Python; then, from opening to the first complete drawing, frames while the picture is
dragged and zoomed, the slowest answer of the search box, and the memory of the page's process. pyvis's page is written
with its scripts inlined (what it loads from elsewhere all the same is refused, which spares it the waiting); drawing
is complete when its physics have settled, for which there is `--patience` seconds. Needs playwright and Chromium.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.councils import letters as made_letters
from kg.building import Built, build_graph, sources
from kg.picturing import picture, render
from kg.picturing.folding import folds
from kg.picturing.layout import place
from kg.picturing.letters import texts_of
from kg.store import Store

ROOT = Path(__file__).parent.parent
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
FRAMES = """() => {
  const times = (window.frames_ = []);
  const step = (time) => { times.push(time); if (window.frames_ === times) requestAnimationFrame(step); };
  requestAnimationFrame(step);
}"""
GAPS = (
    "() => { const times = window.frames_; window.frames_ = null; return times.slice(1).map((t, i) => t - times[i]); }"
)
SEARCH = """(words) => {
  const box = document.getElementById("search-box");
  return Math.max(...words.map((word) => {
    box.value = word;
    const start = performance.now();
    box.dispatchEvent(new Event("input"));
    document.body.getBoundingClientRect();
    return performance.now() - start;
  }));
}"""
SETTLED = """() => {
  if (typeof network === "undefined" || !network) return null;
  if (!window.watched_) {
    window.watched_ = true;
    network.once("stabilizationIterationsDone", () => (window.settled_ = performance.now()));
    if (network.physics.stabilized) window.settled_ = performance.now();
  }
  return window.settled_ ?? null;
}"""


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def memory(browser: Any) -> float:
    """MB of the largest renderer: its proportional share of memory, JavaScript, pictures and all."""
    session = browser.new_browser_cdp_session()
    sizes = []
    for process in session.send("SystemInfo.getProcessInfo")["processInfo"]:
        rollup = Path(f"/proc/{int(process['id'])}/smaps_rollup")
        if process["type"] == "renderer" and rollup.exists():
            sizes.append(
                next(int(line.split()[1]) for line in rollup.read_text().splitlines() if line.startswith("Pss:"))
            )
    session.detach()
    return max(sizes, default=0) / 1000


def frames(page: Any, act: Callable[[], None]) -> str:
    """Frames a second, and the frame time that one in twenty exceeds, while something is done."""
    page.evaluate(FRAMES)
    act()
    gaps = page.evaluate(GAPS)
    slow = sorted(gaps)[int(len(gaps) * 0.95)]
    return f"{1000 / statistics.mean(gaps):.0f} a second, 95 % within {slow:.0f} ms"


def drag(page: Any) -> None:
    page.mouse.move(400, 560)
    page.mouse.down()
    for step in range(90):
        page.mouse.move(400 + 3 * step, 560 - step)
        page.wait_for_timeout(8)
    page.mouse.up()


def zoom(page: Any) -> None:
    page.mouse.move(450, 400)
    for step in range(60):
        page.mouse.wheel(0, -60 if step < 30 else 60)
        page.wait_for_timeout(12)


def ours(launch: Callable[[], Any], path: Path, view: str = "") -> list[tuple[str, str]]:
    browser = launch()
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{path.as_uri()}#{view}")
    page.wait_for_selector("body[data-ready]")
    drawn = page.evaluate("performance.getEntriesByName('first-drawing')[0].startTime")
    shown, lines = page.evaluate("[councilKg.picture().nodes.size, councilKg.edgeIds().length]")
    rows = [
        (f"first drawing ({shown:,} things and {lines:,} lines shown)", f"{drawn / 1000:.2f} s"),
        ("dragging", frames(page, lambda: drag(page))),
        ("zooming", frames(page, lambda: zoom(page))),
        ("search, slowest answer", f"{page.evaluate(SEARCH, ['c', 'co', 'council', 'system', 'zzz', 'm']):.0f} ms"),
        ("memory of the page's process", f"{memory(browser):.0f} MB"),
    ]
    browser.close()
    return rows


def theirs(launch: Callable[[], Any], path: Path, patience: float) -> list[tuple[str, str]]:
    browser = launch()
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.route("http*://**", lambda route: route.abort())
    page.set_default_timeout(patience * 1000)
    start = time.perf_counter()
    settled = None
    try:
        page.goto(path.as_uri(), wait_until="commit")
        while settled is None and time.perf_counter() - start < patience:
            settled = page.evaluate(SETTLED)
            page.wait_for_timeout(100)
    except Exception as error:  # noqa: BLE001 - a page that answers no more is a finding
        return [("settled", f"no answer: {type(error).__name__}")]
    finally:
        size = memory(browser)
        browser.close()
    words = f"{settled / 1000:.1f} s" if settled else f"not after {patience:.0f} s"
    return [("settled", words), ("memory of the page's process", f"{size:.0f} MB")]


def pyvis_page(graph: Any, path: Path) -> None:
    """What pyvis makes of the graph by itself."""
    import networkx
    from pyvis.network import Network

    plain = networkx.DiGraph()
    plain.add_nodes_from((node, {"label": data["name"]}) for node, data in graph.nodes(data=True))
    plain.add_edges_from((start, end) for start, end, _ in graph.edges(keys=True))
    network = Network(height="750px", width="100%", directed=True, cdn_resources="in_line")
    network.from_nx(plain)
    path.write_text(network.generate_html(), encoding="utf-8")


def measure(name: str, built: Built, launch: Callable[[], Any], patience: float) -> None:
    store = Store.of(built.quads)
    texts = texts_of(built.letters)
    graph, drawing = timed(lambda: picture(store, texts))
    print(f"\n## {name}: {len(graph):,} things, {graph.number_of_edges():,} lines\n")
    _, laid = timed(lambda: place(graph, {}))
    html, written = timed(lambda: render(graph))
    rows = [
        ("asking the store for the picture", f"{drawing:.2f} s"),
        ("layout for other programs", f"{laid:.3f} s"),
        ("page made", f"{written:.2f} s"),
        ("size", f"{len(html.encode()) / 1e6:.2f} MB"),
    ]
    with tempfile.TemporaryDirectory() as folder:
        page, default = Path(folder) / "ours.html", Path(folder) / "theirs.html"
        page.write_text(html, encoding="utf-8")
        pyvis_page(graph, default)
        rows += ours(launch, page)
        if folds(graph):
            rows += [(f"all open: {what}", value) for what, value in ours(launch, page, "open=all")]
        rows += [(f"pyvis's own page: {what}", value) for what, value in theirs(launch, default, patience)]
        rows.append(("pyvis's own page: size", f"{default.stat().st_size / 1e6:.2f} MB"))
    print("| what | measured |\n| --- | --- |")
    for what, value in rows:
        print(f"| {what} | {value} |")


def main() -> None:
    """Print all figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=400)
    parser.add_argument("--patience", type=float, default=120)
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    with sync_playwright() as playwright:
        launch = lambda: playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)  # noqa: E731
        browser = launch()
        print(f"Chromium {browser.version} without a GPU, {os.cpu_count()} cores, {platform.machine()}, load {load}")
        browser.close()
        measure("Five letters", build_graph(*sources([ROOT / "data" / "letters"])), launch, options.patience)
        measure(
            f"{options.letters} made letters",
            build_graph(list(made_letters(options.letters))),
            launch,
            options.patience,
        )


if __name__ == "__main__":
    main()
