"""A page → a PNG of its picture, by a headless Chromium where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from kg.errors import OutputError, UsageError

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_ARGUMENTS = (
    "--headless=new",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=20000",
)
_SECONDS = 120


def write_png(html: str, path: Path, size: tuple[int, int] = (1600, 1000)) -> None:
    """Draw a page's picture, without its controls and panel; `size` is its width and height in pixels.

    Raises:
        UsageError: no Chromium is installed, or it draws nothing.
        OutputError: the place cannot be written.
    """
    browser = next(filter(None, map(shutil.which, _NAMES)), None)
    if browser is None:
        raise UsageError(
            "A PNG is drawn by a headless Chromium, and none is installed.",
            "Install one (Debian: apt-get install chromium), or open the page and print it.",
        )
    with tempfile.TemporaryDirectory() as folder:
        page, picture = Path(folder) / "graph.html", Path(folder) / "graph.png"
        page.write_text(html, encoding="utf-8")
        command = [browser, *_ARGUMENTS, f"--window-size={size[0]},{size[1]}", f"--user-data-dir={folder}/profile"]
        command += [f"--screenshot={picture}", f"{page.as_uri()}#bare=1"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium's sandbox refuses to run for root
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
            drawn = picture.read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            hint = "Try it by hand, or open the page and print it."
            raise UsageError(f"{browser} has drawn nothing.", hint) from error
        try:
            path.write_bytes(drawn)
        except OSError as error:
            message = f"{path} cannot be written: {error.strerror or error}."
            raise OutputError(message, "Choose another place.") from error
