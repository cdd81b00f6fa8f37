"""Requests → answers kept: several at a time, not too many a minute, again where that may help, never twice."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import AnswerError, KgError, ReadError, UsageError, guarded
from kg.proposing.answers import keep, made, path_of
from kg.proposing.asking import Request
from kg.proposing.carrying import MOST_TOKENS, body_of
from kg.proposing.client import PassingError, Server, ask
from kg.proposing.forms import answer_of

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pace:
    """How hard a server is pressed."""

    parallel: int = 2
    a_minute: float = 0.0
    """No more requests begin in a minute; 0 for as many as there are."""
    attempts: int = 5
    wait: float = 1.0
    """Before the second attempt, in seconds; before each further one twice as long."""
    longest: float = 60.0
    tokens: int = MOST_TOKENS


@dataclass(slots=True)
class Outcome:
    """How it ended."""

    answered: int = 0
    there: int = 0
    """So many answers were there already."""
    failed: list[tuple[str, str]] = field(default_factory=list)
    """Requests without an answer: what the letter is called, and why."""


class _Gate:
    """Lets requests begin at a bounded rate, until it is shut."""

    def __init__(self, a_minute: float) -> None:
        self._apart = 60.0 / a_minute if a_minute else 0.0
        self._lock = threading.Lock()
        self._next = 0.0
        self.shut = threading.Event()

    def enter(self) -> bool:
        """Wait for one's turn; whether there is one."""
        with self._lock:
            now = time.monotonic()
            begin = max(now, self._next)
            self._next = begin + self._apart
        return not self.shut.wait(begin - now) if begin > now else not self.shut.is_set()


def run(requests: Sequence[Request], server: Server, folder: Path, model: str, pace: Pace, tell: Tell) -> Outcome:
    """Ask for every answer that is not there yet. Ends with all letters answered or told.

    Raises:
        UsageError: the server cannot be reached or refuses what every request has in common.
        OutputError: the folder cannot be written. What was answered is kept in either case.
    """
    outcome = Outcome()
    waiting: queue.SimpleQueue[Request] = queue.SimpleQueue()
    for one in requests:
        if path_of(folder, one, model).is_file():
            outcome.there += 1
        else:
            waiting.put(one)
    many = waiting.qsize()
    done: queue.SimpleQueue[tuple[Request, KgError | None]] = queue.SimpleQueue()
    gate = _Gate(pace.a_minute)

    def work() -> None:
        while not gate.shut.is_set():
            try:
                request = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                with guarded(request.source):
                    keep(folder, request, model, _asked(request, server, model, pace, gate))
            except KgError as error:
                done.put((request, error))
            else:
                done.put((request, None))

    if many:
        made(folder)
    for _ in range(min(pace.parallel, many)):
        threading.Thread(target=work, daemon=True).start()
    try:
        for number in range(1, many + 1):
            request, error = done.get()
            _note(outcome, request, error)
            tell(f"{number:,} of {many:,}  {request.source}{_part(request)}{'' if error is None else f': {error}'}")
    finally:
        gate.shut.set()
    return outcome


def _note(outcome: Outcome, request: Request, error: KgError | None) -> None:
    """Count an answer or a failure of one letter; raise what every other letter would meet too."""
    if error is None:
        outcome.answered += 1
    elif isinstance(error, AnswerError | ReadError) or (isinstance(error, PassingError) and error.reached):
        outcome.failed.append((f"{request.source}{_part(request)}", str(error)))
    elif isinstance(error, PassingError):
        raise UsageError(error.message, "Start the server, or check the endpoint's address.") from error
    else:
        raise error


def _part(request: Request) -> str:
    return f", part {request.part} of {request.parts}" if request.parts > 1 else ""


def _asked(request: Request, server: Server, model: str, pace: Pace, gate: _Gate) -> dict[str, Any]:
    """An answer that can be read, after as many attempts as it takes and are allowed."""
    body = body_of(request, model, pace.tokens)
    wait = pace.wait
    for attempt in range(1, pace.attempts + 1):
        if not gate.enter():
            raise AnswerError("It was not asked for.", "Run the command again.")
        try:
            return answer_of(ask(server, body))
        except (PassingError, AnswerError) as error:
            if attempt == pace.attempts:
                raise
            pause = max(wait, error.wait if isinstance(error, PassingError) else 0.0)
            wait = min(wait * 2, pace.longest)
            gate.shut.wait(pause)
    raise AssertionError("no attempt was allowed")
