"""Large graph files on disk, ready to be asked: a path in, a store of Oxigraph out.

To load a million quads into memory takes seconds, for each command again. So a file from `LARGE` on is loaded once into
a store on disk, in the user's folder of caches (XDG Base Directory Specification:
https://specifications.freedesktop.org/basedir-spec/latest/), and opened there in a hundredth of a second. The file
stays the truth: a store is of one path, size and time of change, and one of an older state is removed. A store on disk
answers faster than one in memory, too, where a thing stands in thousands of graphs: its indexes are of whole quads.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, Quad, RdfFormat

LARGE = 64_000_000
"""Bytes from which a graph file is kept as a store on disk, about 300,000 quads."""
_PLAIN = DefaultGraph()


def cache_folder() -> Path:
    """Where stores are kept: `$COUNCIL_KG_CACHE`, else the user's folder of caches."""
    own = os.environ.get("COUNCIL_KG_CACHE")
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "council-kg"


def cached(path: Path) -> pyoxigraph.Store | None:
    """The quads of an N-Quads file in a store on disk that is only read, with every triple in the default graph too.

    None for a small file, for one with triples in no graph, and where nothing can be kept.

    Raises:
        SyntaxError: the file is damaged.
    """
    state = path.stat()
    if path.suffix.lower() != ".nq" or state.st_size < LARGE:
        return None
    of_path = cache_folder() / "stores" / _digest(str(path.resolve()))
    folder = of_path / _digest(f"{state.st_size} {state.st_mtime_ns} {pyoxigraph.__version__}")
    try:
        if not folder.is_dir() and not _fill(path, folder):
            return None
        return pyoxigraph.Store.read_only(str(folder))
    except (OSError, RuntimeError):
        return None  # the graph is then held in memory


def _fill(path: Path, folder: Path) -> bool:
    """Load a file into a new folder, which is there whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".loading-", dir=folder.parent))
    try:
        store = pyoxigraph.Store(str(aside))
        store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
        if any(store.quads_for_pattern(None, None, None, _PLAIN)):
            return False
        store.bulk_extend(_merged(path))
        store.optimize()
        del store  # gives up its lock
        for old in folder.parent.iterdir():
            if old != aside and not old.name.startswith("."):
                shutil.rmtree(old, ignore_errors=True)
        aside.rename(folder)
        return True
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _merged(path: Path) -> Iterator[Quad]:
    for quad in pyoxigraph.parse(path=str(path), format=RdfFormat.N_QUADS):
        yield Quad(quad.subject, quad.predicate, quad.object)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]
