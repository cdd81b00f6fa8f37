"""Work that Ctrl-C stops, also while the engine computes and Python sees no signal."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

INTERRUPTED = 130
"""128 + SIGINT: what a shell reports for a program that Ctrl-C has ended."""


def interruptible(work: Callable[[], Result], message: str) -> Result:
    """The result of `work`, done in a thread of its own; on Ctrl-C `message` is printed and the program ends.

    The engine lets other threads run while it computes, but it cannot be stopped: the program ends without waiting.
    """
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again below, in the thread that asked
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    try:
        thread.start()
        while thread.is_alive():
            thread.join(0.05)
    except KeyboardInterrupt:
        print(message, file=sys.stderr, flush=True)
        os._exit(INTERRUPTED)
    if errors:
        raise errors[0]
    return results[0]
