"""Examples → the models that follow names: roles of names and values, links, services and outcomes."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from kg.evaluating import Fact
from kg.extracting.candidates import KINDS, ROLE_GROUPS, likeliest, settle_names
from kg.extracting.mentions import Mention
from kg.extracting.services import NONE
from kg.extracting.sheet import (
    Sheet,
    as_kind,
    link_options,
    name_features,
    service_options,
    set_names,
    value_features,
)  # fmt: skip
from kg.extracting.systems import NameAt
from kg.scoring import Model
from kg.segmenting.outcome_model import outcome_features
from kg.training.aligning import Truth, role_of_name, role_of_value, systems_of_facts, truth_of
from kg.training.examples import FOLDS, Example, folds_of
from kg.training.fitting import fit_choice, fit_classes

_RIDGE = {"name": 4.0, "value": 4.0, "link": 3.0, "service": 4.0, "outcome": 8.0}
"""How strongly the weights of each model are drawn to nothing; chosen on folds."""
_MOST_TIES = 100
"""So much, at the most, counts what a letter of weight says of what hangs at which system."""


def fit_steps(examples: Sequence[Example], sheets: dict[str, Sheet]) -> dict[str, Model]:
    """The models of roles, links and services, from sheets whose names are set."""
    learned = [(sheets[one.name], truth_of(sheets[one.name], one.facts), one.weight) for one in examples]
    tagged = [sheet.names for sheet, _, _ in learned]
    names, told = _cross_name_roles(examples, learned)
    models = {"name": names}
    for (sheet, _, _), roles in zip(learned, told, strict=True):
        settle_names(sheet, roles)
    for kind in sorted(set(KINDS.values())):
        models[kind] = _fit_value_roles(learned, kind)
    for sheet, truth, weight in learned:
        if weight > 1:  # what is learned by heart will have its names as the gold has them
            _settle(sheet, truth)
    tied = [
        (sheet, truth, min(weight, _MOST_TIES))
        for (sheet, truth, weight), one in zip(learned, examples, strict=True)
        if not one.seen or weight > 1
    ]
    models["link"] = _fit_links(tied)
    for (sheet, truth, _), names_of in zip(learned, tagged, strict=True):
        set_names(sheet, names_of)
        _settle(sheet, truth)
    models["service"] = _fit_services(learned)
    for (sheet, _, _), names_of in zip(learned, tagged, strict=True):
        set_names(sheet, names_of)
        sheet.anchors = {}
    return models


Learned = Sequence[tuple[Sheet, Truth, float]]


def _cross_name_roles(
    examples: Sequence[Example], learned: Learned, many: int = FOLDS
) -> tuple[Model, list[list[tuple[str, float]]]]:
    """The model of the roles of names, and those roles by models that have not seen a letter's batch."""
    rows = [[name_features(sheet, name) for name in sheet.names] for sheet, _, _ in learned]
    folds = folds_of(examples, many)
    told: list[list[tuple[str, float]]] = [[] for _ in learned]
    for fold in range(many):
        inner = [at for at, one in enumerate(examples) if folds[one.name] != fold]
        model = _fit_name_roles([learned[at] for at in inner], [rows[at] for at in inner])
        for at, one in enumerate(examples):
            if folds[one.name] == fold:
                told[at] = [likeliest(model, features) for features in rows[at]]
    return _fit_name_roles(learned, rows), told


def _fit_name_roles(learned: Learned, rows: Sequence[Sequence[list[str]]]) -> Model:
    features: list[list[str]] = []
    roles: list[str] = []
    weights: list[float] = []
    for (sheet, truth, weight), described in zip(learned, rows, strict=True):
        for at in range(len(sheet.names)):
            if at not in truth.open_names:
                features.append(described[at])
                roles.append(role_of_name(truth.names[at]) if at in truth.names else NONE)
                weights.append(weight)
    return fit_classes("name", features, roles, ridge=_RIDGE["name"], weights=weights)


def _fit_value_roles(learned: Learned, kind: str) -> Model:
    rows: list[list[str]] = []
    roles: list[str] = []
    weights: list[float] = []
    for sheet, truth, weight in learned:
        for at, mention in enumerate(sheet.mentions):
            if mention.kind == kind and at not in truth.open_mentions:
                rows.append(value_features(sheet, mention))
                roles.append(role_of_value(truth.mentions[at]) if at in truth.mentions else NONE)
                weights.append(weight)
    return fit_classes(kind, rows, roles, ridge=_RIDGE["value"], weights=weights)


def _settle(sheet: Sheet, truth: Truth) -> None:
    """Give the names of a sheet the kinds that the gold says; places where a system is told of become anchors."""
    names: list[NameAt] = []
    for at, name in enumerate(sheet.names):
        facts = truth.names.get(at)
        kind = name.kind if at in truth.open_names else NONE
        if facts:
            kind = "system" if "system" in facts[0].field else "supplier"
        names.append(as_kind(name, kind))
    set_names(sheet, names)
    sheet.anchors = {}
    for at, name in enumerate(sheet.names):
        if at in truth.names and name.kind == "system":
            sheet.anchors.setdefault(name.key, []).append(name)
            sheet.systems.roles.setdefault(name.key, (role_of_name(truth.names[at]), 1.0))


def _told(sheet: Sheet, truth: Truth) -> list[tuple[Mention | NameAt, str, list[Fact]]]:
    """What hangs at systems, with its role and facts."""
    found: list[tuple[Mention | NameAt, str, list[Fact]]] = []
    for at, facts in truth.mentions.items():
        found.append((sheet.mentions[at], ROLE_GROUPS.get(role_of_value(facts), "hosting"), facts))
    for at, facts in truth.names.items():
        if sheet.names[at].kind == "supplier":
            found.append((sheet.names[at], "supplier", facts))
    return found


@dataclass(slots=True)
class _Choices:
    """Options with their features, of which those of one group exclude each other."""

    rows: list[list[str]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, options: Sequence[tuple[str | None, list[str]]], wanted: Set[str | None], weight: float) -> None:
        """One more group: each option with its features, those that are right, and how much it counts."""
        group = self.groups[-1] + 1 if self.groups else 0
        for name, features in options:
            self.rows.append(features)
            self.right.append(name in wanted)
            self.groups.append(group)
            self.weights.append(weight)

    def fit(self, name: str) -> Model:
        return fit_choice(name, self.rows, self.right, self.groups, ridge=_RIDGE[name], weights=self.weights)


def _fit_links(learned: Learned) -> Model:
    choices = _Choices()
    for sheet, truth, weight in learned:
        alias = sheet.systems.alias
        for one, role, facts in _told(sheet, truth):
            wanted = {alias.get(key, key) if key else key for key in systems_of_facts(facts)}
            options = link_options(sheet, one, role)
            if any(key in wanted for key, _ in options):
                choices.add(options, wanted, weight)
    return choices.fit("link")


def _fit_services(learned: Learned) -> Model:
    choices = _Choices()
    for sheet, truth, weight in learned:
        places: list[tuple[str | None, Mention | NameAt, set[str | None]]] = []
        for one, _, facts in _told(sheet, truth):
            if any(not fact.system for fact in facts):
                places.append((None, one, {fact.service for fact in facts if not fact.system}))
        for at, facts in truth.names.items():
            if sheet.names[at].kind == "system":
                places.append((sheet.names[at].key, sheet.names[at], {fact.service for fact in facts}))
        for key, one, services in places:
            choices.add(service_options(sheet, key, one.unit, one.start, one.end), services, weight)
    return choices.fit("service")


def fit_outcomes(examples: Sequence[Example], sheets: dict[str, Sheet]) -> Model:
    """The model of what becomes of questions, from those whose answers are found."""
    rows: list[list[str]] = []
    outcomes: list[str] = []
    weights: list[float] = []
    for one in examples:
        told = {str(row["question"]): str(row["outcome"]) for row in one.gold.get("outcomes", ())}
        for item in sheets[one.name].letter.items:
            outcome = told.get(str(item.label))
            if outcome and item.answer and item.answer.passages:
                rows.append(outcome_features(item.question.text if item.question else "", item.answer))
                outcomes.append(outcome)
                weights.append(one.weight)
    return fit_classes("outcome", rows, outcomes, ridge=_RIDGE["outcome"], weights=weights)
