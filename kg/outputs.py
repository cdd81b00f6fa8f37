"""The output folder from outside: moves that were interrupted are finished, and files are as their build left them.

A build writes into `.building-…` inside the folder, and marks that as its own. Renaming it to `.ready` is the point of
no return: from then on its files can always be moved into place, and whoever builds or reads next does it, the report
last. Only what a build has left is moved or removed; anything else in the way is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.errors import DataError, OutputError
from kg.locking import held, locked
from kg.resources import BUILD_REPORT

READY = ".ready"
BUILDING = ".building-"
MARK = ".council-kg"
"""The file by which a build knows the hidden folders of builds."""
PAGES = "pages"
"""The only folder in it that a build writes."""
_FRESH = re.compile(rf"{re.escape(BUILDING)}\w{{8}}")
"""The name of a folder that a build has made; before it is marked, it is empty."""
_AGAIN = "Build it again: kg build LETTERS"


def finish_move(folder: Path) -> bool:
    """Finish a move that was interrupted; whether there was one.

    Raises:
        OutputError: it cannot be finished, or what is there was left by no build; then nothing is moved.
    """
    if not os.path.lexists(folder / READY):
        return False
    with locked(folder):
        return moved(folder)


def moved(folder: Path) -> bool:
    """The same for who holds the lock of `folder` alone."""
    ready = folder / READY
    if not os.path.lexists(ready):
        return False
    try:
        names = _names(ready)
        refuse_blocked(folder, names)
        for name in names:
            if name == BUILD_REPORT:
                _clear_old(folder, _files(ready) or {})
            (folder / name).parent.mkdir(exist_ok=True)
            os.replace(ready / name, folder / name)
        (ready / MARK).unlink(missing_ok=True)
        if (ready / PAGES).is_dir():
            (ready / PAGES).rmdir()
        ready.rmdir()
    except OSError as error:
        raise OutputError(
            f"A build into {folder} was interrupted, and cannot be finished: {error.strerror or error}.",
            "Check the rights and the space of the folder, and run this again.",
        ) from error
    return True


def _names(ready: Path) -> list[str]:
    """The files that wait to be moved, the report last: while that is the old one, the move is not over."""
    if ready.is_symlink() or not ready.is_dir():
        raise _foreign(ready)
    known = {BUILD_REPORT, MARK, *(_files(ready) or {})}
    names = []
    for path in ready.rglob("*"):
        name = path.relative_to(ready).as_posix()
        if path.is_symlink() or not (path.is_file() if name in known else name == PAGES and path.is_dir()):
            raise _foreign(path)
        if path.is_file() and name != MARK:
            names.append(name)
    return sorted(names, key=lambda name: (name == BUILD_REPORT, name))


def _clear_old(folder: Path, new: Mapping[str, str]) -> None:
    """Remove what the last build wrote and this one does not: pages of letters that are no more among the inputs.

    What somebody has changed since is left.
    """
    try:
        old = _files(folder) or {}
    except DataError:
        return
    for name, digest in old.items():
        path = folder / name
        is_inside = path.parent in (folder, folder / PAGES) and not path.is_symlink()
        if name not in new and is_inside and path.is_file() and digest_of(path) == digest:
            path.unlink()


def refuse_blocked(folder: Path, names: Iterable[str]) -> None:
    """Raise OutputError if in `folder` something that is no file bears the name of one that is to be written."""
    pages = folder / PAGES
    if os.path.lexists(pages) and (pages.is_symlink() or not pages.is_dir()):
        raise OutputError(
            f"{pages} is {'a link' if pages.is_symlink() else 'a file'}; a build writes a folder of that name.",
            "Move it away and run this again, or choose another folder with `-o`.",
        )
    for name in names:
        path = folder / name
        if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):
            what = "a link" if path.is_symlink() else "a folder" if path.is_dir() else "no ordinary file"
            raise OutputError(
                f"{path} is {what}; a build writes a file of that name.",
                "Move it away and run this again, or choose another folder with `-o`.",
            )


def clear_leftovers(folder: Path) -> None:
    """Remove what builds have left that were ended while they wrote; for who holds the lock of `folder` alone.

    Raises:
        OutputError: something bears such a name and was left by no build.
    """
    for left in sorted(folder.glob(f"{BUILDING}*")):
        if left.is_symlink() or not left.is_dir():
            raise _foreign(left)
        mark = left / MARK
        if not (mark.is_file() and not mark.is_symlink()) and not (
            _FRESH.fullmatch(left.name) and not any(left.iterdir())
        ):
            raise _foreign(left)
        if not held(left):
            shutil.rmtree(left, ignore_errors=True)


def _foreign(path: Path) -> OutputError:
    return OutputError(
        f"{path} stands where builds keep what is not finished, and was left by none; it stays as it is.",
        "Move it away and run this again, or choose another folder with `-o`.",
    )


@contextmanager
def reading(path: Path) -> Iterator[str | None]:
    """Keep a file as it is while it is read; yields the SHA-256 that its build gives for it, None without a build.

    Raises:
        OutputError: the move of a build was interrupted and cannot be finished.
        DataError: the report of the build is damaged.
    """
    folder = path.parent
    if not (os.path.lexists(folder / READY) or os.path.lexists(folder / BUILD_REPORT)):
        yield None
        return
    finish_move(folder)
    with locked(folder, shared=True):
        yield (_files(folder) or {}).get(path.name)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of an output folder.

    Raises:
        OSError: it cannot be read.
        DataError: it is not as its build left it.
    """
    with reading(path) as noted:
        data = path.read_bytes()
        check(path, hashlib.sha256(data).hexdigest(), noted)
        return data


def check(path: Path, digest: str, noted: str | None) -> None:
    """Raise DataError if a file is not as its build left it."""
    if noted is not None and digest != noted:
        raise DataError(f"{path} is damaged: it is not what its build wrote, by {BUILD_REPORT}.", _AGAIN)


def files_in(folder: Path) -> list[str]:
    """The files that a build has written into its hidden folder, by their places in it."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name != MARK)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> Mapping[str, str] | None:
    """The files of a build and their digests, by the report in `folder`; None if there is no report of a build."""
    path = folder / BUILD_REPORT
    try:
        report = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(f"{path} is damaged: {error}.", _AGAIN) from error
    files = report.get("files") if isinstance(report, dict) and "fingerprint" in report else None
    return files if isinstance(files, dict) else None
