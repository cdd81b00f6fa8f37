"""Locks on folders: held by a process while it lives, gone with it, and leaving no file: flock(2) on the folder.

Where the system or the file system has no such locks, as on Windows, nothing is locked, and `held` says yes, so that
nobody clears away what another may still write.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import OutputError

if sys.platform != "win32":
    import fcntl

WAIT = 60.0
"""Seconds for which a lock is waited for."""
_PAUSE = 0.02


@contextmanager
def locked(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock of `folder`, alone or, if `shared`, together with others who share it.

    Raises:
        OutputError: somebody else holds it for longer than `WAIT`.
    """
    place = _opened(folder)
    try:
        until = time.monotonic() + WAIT
        while _taken(place, shared):
            if time.monotonic() > until:
                raise OutputError(
                    f"Another command is writing into {folder}.", "Wait until it is done, then run this again."
                )
            time.sleep(_PAUSE)
        yield
    finally:
        if place is not None:
            os.close(place)  # gives up the lock


def held(folder: Path) -> bool:
    """Whether a living process holds the lock of `folder`, or that cannot be told."""
    place = _opened(folder)
    if place is None:
        return True
    try:
        return _taken(place, shared=False, unknown=True)
    finally:
        os.close(place)


def _opened(folder: Path) -> int | None:
    if sys.platform == "win32":
        return None
    try:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None  # what is to be done in the folder will say why


def _taken(place: int | None, shared: bool, unknown: bool = False) -> bool:
    """Whether others hold the lock; if not, it is now held here. `unknown` is the answer where there are no locks."""
    if place is None or sys.platform == "win32":
        return unknown
    try:
        fcntl.flock(place, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return unknown
    return False
