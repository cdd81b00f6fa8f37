"""Work in a process of its own, which can be ended at any moment: by Ctrl-C, after a time, or for its memory.

The engine computes without asking Python, and cannot be stopped from inside; where it fails it takes its process along.
On Linux a process is a copy of this one, which takes some milliseconds.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from kg.errors import KgError, QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

Result = TypeVar("Result")
Begin = Callable[[], None]

INTERRUPTED = 130
"""128 + SIGINT: what a shell reports for a program that Ctrl-C has ended."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What work may take once it has begun in earnest."""

    seconds: float
    megabytes: int
    """Memory beyond what was held then; looked at on Linux alone."""


def in_worker(work: Callable[..., Result], *arguments: object, limits: Limits, stopped: tuple[str, str]) -> Result:
    """The result of `work(begin, *arguments)`; it calls `begin` when what it needs is there, and limits hold from then.

    `work`, its arguments and its result are such that can be pickled. On Ctrl-C one of `stopped` is printed, the first
    before `begin`, and the program ends.

    Raises:
        KgError: as `work` raises it.
        QueryError: the work took too long or too much memory, or ended its process.
    """
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, work, arguments, limits), daemon=True)  # type: ignore[attr-defined]
    begun = False
    try:
        with _uninterrupted():
            process.start()
        theirs.close()
        answer, what = mine.recv()
        if answer == "begun":
            begun = True
            if not mine.poll(limits.seconds):
                raise _too_long(limits)
            answer, what = mine.recv()
    except EOFError as error:
        process.join()
        raise _ended(process.exitcode, limits) from error
    except KeyboardInterrupt as interruption:
        _end(process)
        _tidy()
        typer.echo(stopped[begun], err=True)
        raise typer.Exit(INTERRUPTED) from interruption
    finally:
        _end(process)
    if answer == "failed":
        raise what
    if answer == "memory":
        raise _too_much(limits)
    result: Result = what
    return result


def _serve(pipe: Connection, work: Callable[..., object], arguments: tuple[object, ...], limits: Limits) -> None:
    """The other process: it prints nothing, and leaves Ctrl-C to the one that it works for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)

    def begin() -> None:
        pipe.send(("begun", None))
        _limit(limits)

    try:
        answer: tuple[str, Any] = ("done", work(begin, *arguments))
    except MemoryError:
        answer = ("memory", None)
    except KgError as error:
        answer = ("failed", error)
    pipe.send(answer)


def _limit(limits: Limits) -> None:
    """Set the limits that the system itself watches over: they hold also where nobody waits any more."""
    if sys.platform == "win32":
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + 1)
    if sys.platform == "linux":
        import resource

        with open("/proc/self/status", encoding="ascii", errors="replace") as file:
            held = next((int(line.split()[1]) * 1024 for line in file if line.startswith("VmData:")), 0)
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = held + limits.megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_DATA, (wanted if most < 0 else min(wanted, most), most))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put off Ctrl-C, so that the other process is not hit before it knows what to do."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(process: Any) -> None:
    if process.pid is not None and process.exitcode is None:
        process.kill()
        process.join()


def _tidy() -> None:
    from kg.caching import clear_abandoned

    clear_abandoned()


def _ended(code: int | None, limits: Limits) -> QueryError:
    """Why the other process ended without an answer."""
    signals = {getattr(signal, name): name for name in ("SIGABRT", "SIGKILL", "SIGALRM") if hasattr(signal, name)}
    name = signals.get(-(code or 0))
    if name == "SIGALRM":
        return _too_long(limits)
    if name in ("SIGABRT", "SIGKILL"):
        return _too_much(limits)
    return QueryError("The engine broke down over this query.", "It may be nested too deep: ask in several queries.")


def _too_long(limits: Limits) -> QueryError:
    unit = "second" if limits.seconds == 1 else "seconds"
    return QueryError(
        f"The query took longer than {limits.seconds:g} {unit} and was stopped.",
        "Ask for less, tie its patterns together, or give it more time: --timeout 600",
    )


def _too_much(limits: Limits) -> QueryError:
    return QueryError(
        f"The query took more than {limits.megabytes:,} MB of memory and was stopped.",
        "Ask for less, tie its patterns together, or give it more memory: --memory 8000",
    )
