"""Where a graph comes from: a folder or a file that is there, or letters that have just been read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import UsageError
from kg.model import Finding
from kg.resources import BUILD_REPORT

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.building import Built
    from kg.known.proposals import Proposals
    from kg.store import Store


class Source(Protocol):
    """What a graph is asked through."""

    def store(self) -> Store:
        """The graph, loaded."""

    def quads(self) -> Iterable[Quad]:
        """Its quads exactly as they were made: a store gives numbers and durations back in their canonical form."""

    def unsure(self) -> list[Any]:
        """Rows of the flat view that are not sure enough to be stated."""

    def findings(self) -> Sequence[Finding]:
        """What a person should look at."""

    def refused(self) -> list[Any]:
        """What a language model proposed, and the letters do not carry: rows of `proposals.csv`."""

    def other(self, where: Path) -> Source:
        """Another folder or file, to be told of as this one is."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The output folder of a build, or a graph file."""

    where: Path

    def store(self) -> Store:
        from kg.store import Store

        return Store.open(self.where)

    def quads(self) -> Iterable[Quad]:
        from kg.store import read_quads

        return read_quads(self.where)

    def unsure(self) -> list[Any]:
        from kg.exporting.unsure import read_unsure

        if self.where.is_file():
            raise UsageError(
                f"{self.where} holds what is stated, and nothing unsure.",
                "Name the output folder of a build, or letters.",
            )
        return read_unsure(self.where)

    def findings(self) -> Sequence[Finding]:
        path = self.where / BUILD_REPORT
        if not path.is_file():
            return ()
        return tuple(Finding(**row) for row in json.loads(path.read_bytes())["findings"])

    def refused(self) -> list[Any]:
        from kg.exporting.proposals import read_refused

        return list(read_refused(self.where))

    def other(self, where: Path) -> Source:
        return Stored(where)


@dataclass(frozen=True, slots=True)
class Read:
    """Letters as they were read, with nothing written."""

    built: Built

    def store(self) -> Store:
        from kg.store import Store

        return Store.of(self.built.quads)

    def quads(self) -> Iterable[Quad]:
        return self.built.quads

    def unsure(self) -> list[Any]:
        from kg.exporting.unsure import unsure_rows

        return list(unsure_rows(self.built.letters))

    def findings(self) -> Sequence[Finding]:
        return self.built.findings

    def refused(self) -> list[Any]:
        from kg.exporting.proposals import proposal_rows

        return [row for row in proposal_rows(self.built.letters) if row["became"] == "refused"]

    def other(self, where: Path) -> Source:
        return Stored(where)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A source without the claims that rest on proposals of a language model, or with these alone."""

    source: Source
    choice: Proposals

    def store(self) -> Store:
        from kg.known.proposals import chosen

        return chosen(self.source.store(), self.choice)

    def quads(self) -> Iterable[Quad]:
        from kg.known.proposals import chosen_quads

        return chosen_quads(self.source.quads(), self.choice)

    def unsure(self) -> list[Any]:
        from kg.known.proposals import Proposals, is_proposed

        wanted = self.choice is Proposals.ONLY
        return [row for row in self.source.unsure() if is_proposed(row["extractor"]) == wanted]

    def findings(self) -> Sequence[Finding]:
        return self.source.findings()

    def refused(self) -> list[Any]:
        return self.source.refused()

    def other(self, where: Path) -> Source:
        return Chosen(self.source.other(where), self.choice)
