"""A question while its passages are gathered."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Passage


@dataclass(slots=True)
class Draft:
    """A question while its passages are gathered."""

    label: str
    parent: str | None
    bare: bool
    head: Passage
    """Where it begins, for a question without words."""
    question: list[Passage]
    own: list[Passage] = field(default_factory=list)
    joint: list[Passage] = field(default_factory=list)
    heading: str = ""
    part: str = ""
    """What comes before its label where the numbering begins anew in each part."""

    announced: bool = False
    """Whether a heading says that the response begins after it."""

    @property
    def text(self) -> str:
        return " ".join(" ".join(p.text.split()) for p in self.question)
