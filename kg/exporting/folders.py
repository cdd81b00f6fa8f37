"""Files → a folder of them: written aside and moved into place whole; what others have put there is never replaced."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kg.errors import OutputError
from kg.locking import locked
from kg.outputs import digest_of

_MARK = ".council-kg.json"
"""The file by which a folder is known again: the names and digests of what was written into it."""


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files as the whole of a folder; one that was written so before, and not touched since, is replaced.

    Raises:
        OutputError: something else is there, or it cannot be written; what was there stays as it was.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with locked(folder.parent):
            _refuse_others(folder)
            aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
            try:
                _fill(aside / "new", files)
                _exchange(aside / "new", folder, aside / "old")
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror or error}.", "Choose another place.") from error


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    digests = {name: digest_of(folder / name) for name in sorted(files)}
    (folder / _MARK).write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")


def _exchange(new: Path, folder: Path, old: Path) -> None:
    """Put a folder in the place of one that may be there; if that fails, all is as before."""
    if folder.exists():
        os.rename(folder, old)
    try:
        os.rename(new, folder)
    except OSError:
        if old.exists():
            os.rename(old, folder)
        raise


def _refuse_others(folder: Path) -> None:
    """Raises OutputError where something is there that is not as it was written here."""
    if not os.path.lexists(folder) or (folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir())):
        return
    try:
        known = json.loads((folder / _MARK).read_text(encoding="utf-8"))
        same = known == {one.name: digest_of(one) for one in folder.iterdir() if one.name != _MARK}
    except (OSError, ValueError):
        same = False
    if not same or folder.is_symlink():
        hint = "Name a folder that is not there yet, or move what is in this one."
        raise OutputError(f"{folder} holds what was not written here, or was changed since: it stays as it is.", hint)
