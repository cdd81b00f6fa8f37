"""What is said to people, without what a terminal would obey: names of files and arguments come from outside."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO, cast

from kg.reporting.printing import escaped


class _Guarded(io.TextIOBase):
    """A stream whose text is escaped; bytes, which are data for programs, go to its `buffer` as they are."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    encoding = "utf-8"
    """What the terminal cannot show is escaped too, so that anything may be written."""

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError("this stream takes text")
        known = self._stream.encoding or "utf-8"
        self._stream.write(escaped(text).encode(known, "backslashreplace").decode(known))
        return len(text)

    @property
    def buffer(self) -> io.BufferedIOBase:
        return cast(io.BufferedIOBase, self._stream.buffer)

    def flush(self) -> None:
        self._stream.flush()

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def writable(self) -> bool:
        return True


@contextmanager
def guarded() -> Iterator[None]:
    """Let nothing but harmless text be printed, on standard output and standard error."""
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, _Guarded(stream)) for stream in streams)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams


def many(number: int, noun: str) -> str:
    """So many things: `1 letter`, `2,000 letters`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
