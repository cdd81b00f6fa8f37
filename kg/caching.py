"""Large graph files on disk, ready to be asked: a path in, a store of Oxigraph out.

To load a million quads into memory takes seconds, for each command again. So a file from `LARGE` on is loaded once into
a store on disk, in the user's folder of caches (XDG Base Directory Specification:
https://specifications.freedesktop.org/basedir-spec/latest/), and opened there in a hundredth of a second. The file
stays the truth: a store is of one path and content, and one of other content is removed. A store on disk
answers faster than one in memory, too, where a thing stands in thousands of graphs: its indexes are of whole quads.
Stores are for their user alone, whatever the rights of the file.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, Quad, RdfFormat

from kg.locking import held, locked
from kg.outputs import digest_of

LARGE = 64_000_000
"""Bytes from which a graph file is kept as a store on disk, about 300,000 quads."""
_PLAIN = DefaultGraph()
_LOADING = ".loading-"
_STATE = ".state"
_SETTLED = 2_000_000_000
"""Nanoseconds after a change in which a further one may leave the times of a file as they are."""


def cache_folder() -> Path:
    """Where stores are kept: `$COUNCIL_KG_CACHE`, else the user's folder of caches."""
    own = os.environ.get("COUNCIL_KG_CACHE")
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "council-kg"


def is_large(path: Path) -> bool:
    """Whether a graph file is kept as a store on disk. Raises OSError."""
    return path.suffix.lower() == ".nq" and path.stat().st_size >= LARGE


def content_of(path: Path) -> str:
    """The SHA-256 of a file, which is not computed again while nothing has written to it. Raises OSError."""
    state, note = _state(path), _of_path(path) / _STATE
    try:
        noted, digest = note.read_text(encoding="ascii").split("\n")
        if noted == state and len(digest) == 64:
            return digest
    except (OSError, ValueError):
        pass  # not noted yet
    digest = digest_of(path)
    if _state(path) == state and time.time_ns() - path.stat().st_ctime_ns > _SETTLED:
        try:
            _private(note.parent)
            note.write_text(f"{state}\n{digest}", encoding="ascii")
            note.chmod(0o600)
        except OSError:
            pass  # the next command computes it again
    return digest


def cached(path: Path, content: str) -> pyoxigraph.Store | None:
    """The quads of a large N-Quads file in a store on disk that is only read, every triple in the default graph too.

    `content` is the SHA-256 of the file. None for a file with triples in no graph, and where nothing can be kept.

    Raises:
        SyntaxError: the file is damaged.
    """
    folder = _of_path(path) / _short(f"{content} {pyoxigraph.__version__}")
    try:
        if not folder.is_dir() and not _fill(path, folder):
            return None
        return pyoxigraph.Store.read_only(str(folder))
    except (OSError, RuntimeError):
        return None  # the graph is then held in memory


def clear_abandoned() -> None:
    """Remove what commands have left that were ended while they loaded a file."""
    for left in (cache_folder() / "stores").glob(f"*/{_LOADING}*"):
        if not held(left):
            shutil.rmtree(left, ignore_errors=True)


def _fill(path: Path, folder: Path) -> bool:
    """Load a file into a new folder, which is there whole or not at all."""
    _private(folder.parent)
    clear_abandoned()
    state = _state(path)
    with locked(folder.parent):
        aside = Path(tempfile.mkdtemp(prefix=_LOADING, dir=folder.parent))
    try:
        with locked(aside):
            store = pyoxigraph.Store(str(aside))
            store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
            if any(store.quads_for_pattern(None, None, None, _PLAIN)):
                return False
            store.bulk_extend(_merged(path))
            store.optimize()
            del store  # gives up its lock
            if _state(path) != state:
                return False  # somebody has written to it meanwhile
            for file in aside.iterdir():
                file.chmod(0o600)
            for old in folder.parent.iterdir():
                if old != folder and not old.name.startswith("."):
                    shutil.rmtree(old, ignore_errors=True)
            if not folder.is_dir():
                aside.rename(folder)
        return True
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _merged(path: Path) -> Iterator[Quad]:
    for quad in pyoxigraph.parse(path=str(path), format=RdfFormat.N_QUADS):
        yield Quad(quad.subject, quad.predicate, quad.object)


def _private(folder: Path) -> None:
    """Make a folder that only its user can enter."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def _of_path(path: Path) -> Path:
    return cache_folder() / "stores" / _short(str(path.resolve()))


def _state(path: Path) -> str:
    """What changes with every write to a file; its time of change cannot be set by hand."""
    found = path.stat()
    return f"{found.st_dev} {found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]
