"""A page in a real Chromium, from disk: every request, console error and dialog is a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def needs_chromium() -> None:
    """Without Chromium tests are skipped, but not where they run for everyone."""
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing; .ci/run installs it.")
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium).")


@contextmanager
def running() -> Iterator[Any]:
    """A browser."""
    needs_chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Any, path: Path | str, width: int = 1280, height: int = 800, view: str = "", **options: Any
) -> Iterator[Any]:
    """The page of a file, or at an address, at a view, ready; on leaving, whatever it asked for elsewhere or complained
    of is a failure."""
    address = path if isinstance(path, str) else path.as_uri()
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda m: complaints.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda r: complaints.append(f"request: {r.url}") if is_outside(r.url) else None)
    own = {"data:,", address, *([f"{address}decisions"] if isinstance(path, str) else [])}
    is_outside = lambda url: url.partition("#")[0] not in own  # noqa: E731
    page.goto(f"{address}#{view}")
    page.wait_for_selector("body[data-ready]")
    yield page
    page.wait_for_timeout(100)
    context.close()
    assert complaints == []


def click_at(page: Any, place: dict[str, float]) -> None:
    page.mouse.move(place["x"], place["y"])
    page.mouse.click(place["x"], place["y"])
