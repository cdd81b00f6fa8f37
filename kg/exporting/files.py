"""Bytes → a file: written aside and moved into place, so that nobody ever reads half a file."""

from __future__ import annotations

import os
from pathlib import Path

from kg.errors import OutputError


def write_aside(path: Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all.

    Raises:
        OutputError: the place cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or a pipe: there is nothing to keep, and it must not be replaced
            return
        target = path.resolve()
        aside = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            aside.write_bytes(data)
            os.replace(aside, target)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}.", "Choose another place.") from error
