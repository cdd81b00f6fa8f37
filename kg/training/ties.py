"""Examples → the models that tie values and suppliers to systems: each by itself, then in the company of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from kg.evaluating import Fact
from kg.extracting.candidates import ROLE_GROUPS
from kg.extracting.company import Options, in_company, tie_of
from kg.extracting.mentions import Mention
from kg.extracting.sheet import Sheet, link_options
from kg.extracting.systems import NameAt
from kg.scoring import Model
from kg.training.aligning import Truth, roles_of_value, systems_of_facts
from kg.training.examples import Example, folds_of
from kg.training.fitting import fit_choice

_RIDGE = 3.0
"""How strongly weights are drawn to nothing; chosen on folds."""
_PARTS = 3
"""In so many parts are letters cut, each of which is looked at by a model of the others."""


def told_of(sheet: Sheet, truth: Truth) -> list[tuple[Mention | NameAt, str, list[Fact]]]:
    """What hangs at systems, with its role and facts."""
    found: list[tuple[Mention | NameAt, str, list[Fact]]] = []
    for at, facts in truth.mentions.items():
        ways: dict[str, list[Fact]] = {}
        for role, told in roles_of_value(facts).items():
            ways.setdefault(ROLE_GROUPS.get(role, "hosting"), []).extend(told)
        found += [(sheet.mentions[at], way, told) for way, told in ways.items()]
    for at, facts in truth.names.items():
        if sheet.names[at].kind == "supplier":
            found.append((sheet.names[at], "supplier", facts))
    return found


@dataclass(slots=True)
class Choices:
    """Options with their features, of which those of one group exclude each other."""

    rows: list[list[str]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, options: Options, wanted: Set[str | None], weight: float) -> None:
        """One more group: each option with its features, those that are right, and how much it counts."""
        group = self.groups[-1] + 1 if self.groups else 0
        for name, features in options:
            self.rows.append(features)
            self.right.append(name in wanted)
            self.groups.append(group)
            self.weights.append(weight)

    def fit(self, name: str, ridge: float) -> Model:
        return fit_choice(name, self.rows, self.right, self.groups, ridge=ridge, weights=self.weights)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter's ties: what is tied, in which role, to which of its options, and which of these are right."""

    sheet: Sheet
    weight: float
    part: int
    ties: Sequence[tuple[Mention | NameAt, str, Options, Set[str | None]]]

    def add_to(self, choices: Choices, options: Sequence[Options]) -> None:
        for (_, _, _, wanted), ones in zip(self.ties, options, strict=True):
            choices.add(ones, wanted, self.weight)


def fit_ties(learned: Sequence[tuple[Example, Sheet, Truth, float]]) -> dict[str, Model]:
    """The model that looks at each tie by itself, and that which sees what the first makes of a letter's other ties.

    The second learns from what models of other batches make of them, as it will read letters that are new to both.
    """
    parts = folds_of([example for example, *_ in learned], _PARTS)
    letters = [
        _Letter(sheet, weight, parts[example.name], list(_ties_of(sheet, truth)))
        for example, sheet, truth, weight in learned
    ]
    link = _fit_links(letters)
    by_part = [_fit_links([letter for letter in letters if letter.part != part]) for part in range(_PARTS)]
    choices = Choices()
    for letter in letters:
        model = link if letter.weight > 1 else by_part[letter.part]  # what is learned by heart is known to the first
        ties = [tie_of(model, one, role, 1.0, options) for one, role, options, _ in letter.ties]
        letter.add_to(choices, in_company(letter.sheet, ties))
    return {"link": link, "tie": choices.fit("tie", _RIDGE)}


def _fit_links(letters: Sequence[_Letter]) -> Model:
    choices = Choices()
    for letter in letters:
        letter.add_to(choices, [options for _, _, options, _ in letter.ties])
    return choices.fit("link", _RIDGE)


def _ties_of(sheet: Sheet, truth: Truth) -> Iterator[tuple[Mention | NameAt, str, Options, Set[str | None]]]:
    """The ties of a letter, those of which the right one is among the options."""
    alias = sheet.systems.alias
    for one, role, facts in told_of(sheet, truth):
        wanted = {alias.get(key, key) if key else key for key in systems_of_facts(facts)}
        options = link_options(sheet, one, role)
        if any(key in wanted for key, _ in options):
            yield one, role, options, wanted
