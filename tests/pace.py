"""How long work takes, in seconds of a processor that has nothing else to do.

Where other programs share a processor's units and its cache, its own time grows too: bounds that protect from endless reading
would then fail on a busy machine. A fixed piece of work tells how much slower the machine is at the moment.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

_IDLE = 0.017
"""Seconds that the fixed piece of work takes on the machine for which bounds were chosen, with nothing else running."""
_WORD = re.compile(r"\b(\w+)(?=\W)")
_TEXT = "The contract with the supplier ends on 31 March 2027, and may be extended by a year. " * 1200


def seconds(work: Callable[[], object]) -> float:
    """The processor's time that work takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def idle_seconds(work: Callable[[], object], enough: float) -> float:
    """The processor's time that work takes, or would take if nothing else ran; tried once more if it is not `enough`."""
    took = seconds(work)
    return took if took < enough else min(took, seconds(work)) / max(1.0, min(seconds(_fixed) for _ in range(3)) / _IDLE)


def _fixed() -> dict[str, int]:
    found: dict[str, int] = {}
    for match in _WORD.finditer(_TEXT):
        word = match[1].lower()
        found[word] = found.get(word, 0) + len(f"{word} {match.start()}")
    return found
