"""A file of decisions and the letters that it is about → gold, with the letters as they are read without decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.building import decided_letters, read_all_decisions, read_letters, sources
from kg.decisions.gold import Row, gold_of
from kg.errors import NotFoundError, UsageError
from kg.model import Document, Finding, LetterClaims


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Letters that people have reviewed, with what they say."""

    gold: Mapping[str, Row]
    letters: tuple[LetterClaims, ...]
    """As they are read, without decisions."""
    open: tuple[str, ...]
    """Letters of which something is decided, and not all: they are no gold."""
    findings: tuple[Finding, ...]

    @property
    def documents(self) -> Sequence[tuple[Document, Row]]:
        """The documents of the gold, each with its row."""
        by_file = {one.letter.document.source: one.letter.document for one in self.letters}
        return [(by_file[file], row) for file, row in self.gold.items()]


def reviewed(decisions: Path, letters: Iterable[Path]) -> Reviewed:
    """The gold of a file of decisions.

    Raises:
        NotFoundError: the file, or a path of letters, is not there.
        UsageError: it is no file of decisions, or none of its letters is reviewed.
    """
    if not decisions.is_file():
        raise NotFoundError(f"There is no file {decisions}.", "Check its path; `kg review` makes it.")
    lines, problems = read_all_decisions([decisions])
    documents, findings = sources(letters)
    read = read_letters(documents, findings)
    decided = decided_letters(read, lines)
    gold = gold_of(decided)
    if not gold.rows:
        raise UsageError(
            f"None of the letters that {decisions} is about is reviewed, so there is no gold.",
            "Decide all claims of a letter, or mark it as finished: kg review",
        )
    mine = tuple(one for one in read if one.letter.document.source in gold.rows)
    return Reviewed(gold.rows, mine, gold.open, (*problems, *decided.findings))
