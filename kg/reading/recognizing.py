"""Pictures of pages → the words on them, by Tesseract, run as a process of its own, bounded in time and memory.

Where it is not installed nothing is recognised, and readers say what they said before. Tesseract is run on one core:
the same picture then gives the same words.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PAGES = 20
"""Pictures of one file that are looked at."""
MOST_PIXELS = 50_000_000
"""Of one picture: an A4 page at 600 dots per inch has 35 million."""
PAGE_SECONDS = 60.0
FILE_SECONDS = 300.0
"""All pictures of one file together."""
LEAST_CONFIDENCE = 0.3
"""What Tesseract holds for less likely is a stamp, a signature or dirt."""
_MEMORY = 2_000_000_000
_MOST_OUTPUT = 20_000_000
_COMMAND = ("stdin", "stdout", "-l", "eng", "--psm", "3")
_FIGURES = re.compile(r"([a-z_]+) (-?[\d.]+(?: -?[\d.]+)*)")
_LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a picture; places are in its pixels from the top left corner, `confidence` is from 0 to 1.

    `base` is the line that it stands on, `size` the height of its line's type.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Picture:
    """What was read from the picture of a page: its size in pixels, its words line by line, and what has read them."""

    width: float
    height: float
    lines: tuple[tuple[Word, ...], ...]
    system: str


class Clock:
    """The time that is left for the pictures of one file."""

    def __init__(self) -> None:
        self._end = time.monotonic() + FILE_SECONDS

    def left(self, pages: int) -> float:
        """Seconds for the next picture, of so many pages."""
        return min(pages * PAGE_SECONDS, self._end - time.monotonic())


def is_installed() -> bool:
    """Whether there is a Tesseract to run."""
    return shutil.which("tesseract") is not None


def recognized(image: bytes, clock: Clock, *, dots: int | None = None, pages: int = 1) -> list[Picture]:
    """The words in an image file (PNG, JPEG, TIFF, PNM), for each of its pages.

    `dots` is how many there are to an inch, where that is known. Empty where Tesseract is not there, fails, or takes
    too long.
    """
    program, seconds = shutil.which("tesseract"), clock.left(pages)
    if program is None or seconds <= 0:
        return []
    resolution = ("--dpi", str(dots)) if dots else ()
    return list(_pictures(_run([program, *_COMMAND, *resolution, "hocr"], image, seconds)))


def _run(command: list[str], image: bytes, seconds: float) -> bytes:
    """What a program prints; nothing where it fails, or takes too long."""
    # Into a file, since its size is what the system bounds.
    with TemporaryFile() as printed:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=printed, stderr=subprocess.DEVNULL,
                env={**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}, **_bounds(),
            )  # fmt: skip
        except OSError:
            return b""
        try:
            process.communicate(image, timeout=seconds)
        except subprocess.TimeoutExpired:
            return b""
        finally:
            _end(process)
        if process.returncode:
            return b""
        printed.seek(0)
        return printed.read(_MOST_OUTPUT)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process, and those that it has started."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if process.stdin:
        with suppress(OSError):
            process.stdin.close()


def _bounds() -> dict[str, Any]:
    """What keeps a process within bounds of memory and output, where the system has that."""
    if sys.platform == "win32":
        return {}
    import resource

    def limit() -> None:
        for kind, wanted in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_FSIZE, _MOST_OUTPUT)):
            _, most = resource.getrlimit(kind)
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, (wanted if most < 0 else min(wanted, most), most))

    return {"preexec_fn": limit, "start_new_session": True}


def _pictures(page: bytes) -> Iterator[Picture]:
    """The pages of an hOCR document (http://kba.github.io/hocr-spec/1.2/)."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return
    system = next((meta.get("content", "") for meta in root.iter("meta") if meta.get("name") == "ocr-system"), "")
    for one in root.iter("div"):
        box = _figures(one).get("bbox", ())
        if one.get("class") == "ocr_page" and len(box) == 4 and box[2] > box[0] and box[3] > box[1]:
            lines = (tuple(_words(line)) for line in one.iter() if line.get("class") in _LINES)
            yield Picture(box[2], box[3], tuple(line for line in lines if line), system or "Tesseract")


def _words(line: _Element) -> Iterator[Word]:
    told = _figures(line)
    left, _, _, bottom = _four(told.get("bbox", ()))
    slope, offset = (*told.get("baseline", (0.0, 0.0)), 0.0, 0.0)[:2]
    for word in line.iter("span"):
        if word.get("class") != "ocrx_word":
            continue
        own = _figures(word)
        x0, top, x1, low = _four(own.get("bbox", ()))
        size = next(iter(told.get("x_size", ())), 0.0) or low - top
        confidence = min(max(next(iter(own.get("x_wconf", ())), 0.0) / 100, 0.0), 1.0)
        text = "".join(map(str, word.itertext())).strip()
        if text and x1 > x0 and size > 0 and confidence >= LEAST_CONFIDENCE:
            yield Word(text, x0, x1, bottom + offset + slope * (x0 - left), size, confidence)


def _figures(element: _Element) -> dict[str, tuple[float, ...]]:
    """The properties of an element that are numbers."""
    found = {}
    for match in _FIGURES.finditer(element.get("title") or ""):
        with suppress(ValueError):
            found[match[1]] = tuple(map(float, match[2].split()))
    return found


def _four(box: tuple[float, ...]) -> tuple[float, float, float, float]:
    return (box[0], box[1], box[2], box[3]) if len(box) == 4 else (0.0, 0.0, 0.0, 0.0)
