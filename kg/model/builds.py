"""What a build tells of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.model.claims import Finding


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build found, in numbers, and where it is."""

    folder: Path
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    unchanged: bool
    proposals: Mapping[str, int] = field(default_factory=dict)
    """What became of what a language model proposed, where one was asked."""
