"""What people decide about what was read: the lines of their file, and what became of each."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of a file of decisions, cell by cell; what a kind of decision does not need is empty.

    `decision` is its kind, such as `reject` or `same supplier`. The cells from `letter` to `value`, with `words`, name
    a claim by what is claimed and in which words; `to` is what is right instead.
    """

    decision: str
    letter: str = ""
    question: str = ""
    service: str = ""
    system: str = ""
    field: str = ""
    value: str = ""
    to: str = ""
    words: str = ""
    """The words of the letter, or of another source, that support a claim."""
    source: str = ""
    """Where an assertion comes from that no letter makes: an address, or whose word it is."""
    who: str = ""
    """Initials, or a role; no name of a person."""
    when: str = ""
    """The day, or the day and the time: ISO 8601."""
    why: str = ""
    council: str = ""
    request: str = ""
    """The council's reference of the request, by which a letter is found in another file or format."""
    digest: str = ""
    """The first digits of the SHA-256 of the letter's bytes; of two letters joined by a bar."""
    file: str = dataclasses.field(default="", compare=False)
    line: int = dataclasses.field(default=0, compare=False)
    """The line of `file` on which it begins, from 1."""

    @property
    def cells(self) -> dict[str, str]:
        """Its cells by the names of their columns, in the order in which they are written."""
        return {name: getattr(self, name) for name in DECISION_COLUMNS}

    @property
    def said(self) -> tuple[str, ...]:
        """What is decided, without who did so, when and why."""
        return tuple(text for name, text in self.cells.items() if name not in ("who", "when", "why"))

    @property
    def key(self) -> str:
        """What it is called in IRIs: the day, a digest of the line, and who decided."""
        digest = hashlib.sha256("\x1f".join(self.cells.values()).encode()).hexdigest()[:8]
        who = re.sub(r"[^a-z]+", "-", self.who.lower()).strip("-")
        return f"{self.when[:10] or 'undated'}-{digest}-{who or 'somebody'}"


DECISION_COLUMNS = tuple(one.name for one in dataclasses.fields(Decision) if one.name not in ("file", "line"))
"""The columns of a file of decisions."""


class Effect(StrEnum):
    """What became of a decision in a build."""

    APPLIED = "applied"
    SETTLED = "settled"
    """What is read agrees with it already."""
    KEPT = "kept"
    """It changes nothing, and nobody is asked again."""
    REPEATED = "repeated"
    """An earlier line says the same."""
    NOTHING = "finds nothing"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown name"
    CONTRADICTED = "contradicted"
    DAMAGED = "damaged"


TROUBLES = frozenset({Effect.NOTHING, Effect.AMBIGUOUS, Effect.UNKNOWN, Effect.CONTRADICTED, Effect.DAMAGED})
"""Effects at which a person should look."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision and what became of it; `told` says more of that, `letter` is the file that it is about."""

    decision: Decision
    effect: Effect
    told: str = ""
    letter: str = ""
