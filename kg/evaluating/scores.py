"""What a comparison with gold counts, and how it is told: rows for tables, objects for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

UNCOUNTED = frozenset({"function"})
"""Fields that have a score but stay out of the total: careful readers differ about what a system is for."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A row that only one side has."""

    letter: str
    what: str
    """A field of the flat view, or `outcome`, `exemption`, `referral`, `observation`."""
    side: str
    """`missed`: in the gold only; `false`: in the graph only."""
    value: str
    quote: str = ""
    question: str | None = None
    service: str | None = None


@dataclass(slots=True)
class Score:
    """Counts of one field or of all."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def gold(self) -> int:
        """How many the gold has."""
        return self.right + self.missed

    def add(self, other: Score) -> None:
        self.right += other.right
        self.false += other.false
        self.missed += other.missed

    def to_json(self) -> dict[str, int | float]:
        """Counts, and the figures that follow from them."""
        rates = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return asdict(self) | {name: round(rate, 4) for name, rate in rates.items()}


@dataclass(slots=True)
class Evaluation:
    """How the graph of some letters compares with their gold."""

    letters: int = 0
    fields: dict[str, Score] = field(default_factory=dict)
    unknown_names: Score = field(default_factory=Score)
    """Systems and suppliers that the catalogue does not hold."""
    outcomes: Score = field(default_factory=Score)
    exemptions: Score = field(default_factory=Score)
    referrals: Score = field(default_factory=Score)
    observations: Score = field(default_factory=Score)
    by_letter: dict[str, Score] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    @property
    def facts(self) -> Score:
        """All fields but functions, about which careful readers differ."""
        total = Score()
        for name, score in self.fields.items():
            if name not in UNCOUNTED:
                total.add(score)
        return total

    @property
    def clean(self) -> bool:
        """Whether graph and gold say the same."""
        return not self.misses

    def scores(self) -> Iterator[tuple[str, Score]]:
        """Each field, the commonest in the gold first; then the total, and what is not a fact but has two sides."""
        yield from sorted(self.fields.items(), key=lambda pair: (-pair[1].gold, pair[0]))
        yield "all facts but functions", self.facts
        yield "systems and suppliers that no catalogue holds", self.unknown_names
        yield "referrals", self.referrals
        yield "observations", self.observations

    def judged(self) -> Iterator[tuple[str, Score]]:
        """What is judged by question, and is right or wrong."""
        yield "outcomes of questions", self.outcomes
        yield "exemptions of questions", self.exemptions

    def to_json(self) -> dict[str, object]:
        """All figures and misses, for programs."""
        return {
            "letters": self.letters,
            "facts": self.facts.to_json(),
            "fields": {name: score.to_json() for name, score in sorted(self.fields.items())},
            "unknown_names": self.unknown_names.to_json(),
            "outcomes": _accuracy(self.outcomes),
            "exemptions": _accuracy(self.exemptions),
            "referrals": self.referrals.to_json(),
            "observations": self.observations.to_json(),
            "by_letter": {name: score.to_json() for name, score in sorted(self.by_letter.items())},
            "misses": [asdict(miss) for miss in self.misses],
        }


def _accuracy(score: Score) -> dict[str, int | float]:
    return {"right": score.right, "wrong": score.missed, "accuracy": round(score.recall, 4)}
