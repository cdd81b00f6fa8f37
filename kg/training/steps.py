"""Examples → the models that follow names: roles of names and values, links, services and outcomes."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extracting.candidates import KINDS, likeliest, settle_names
from kg.extracting.mentions import Mention
from kg.extracting.services import NONE
from kg.extracting.sheet import (
    Sheet,
    as_kind,
    name_features,
    service_options,
    set_names,
    value_features,
)  # fmt: skip
from kg.extracting.systems import NameAt
from kg.scoring import Model
from kg.segmenting.outcome_model import outcome_features
from kg.training.aligning import Truth, role_of_name, roles_of_value, truth_of
from kg.training.examples import FOLDS, Example, folds_of
from kg.training.fitting import fit_classes
from kg.training.ties import Choices, fit_ties, told_of

_RIDGE = {"name": 4.0, "value": 4.0, "service": 4.0, "outcome": 8.0}
"""How strongly the weights of each model are drawn to nothing; chosen on folds."""
_MOST_TIES = 100
"""So much, at the most, counts what a letter of weight says of what hangs at which system."""

Learned = Sequence[tuple[Sheet, Truth, float]]
"""Letters, with what the gold says of their names and values, and how much each letter counts."""


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
    models |= fit_ties([
        (one, sheet, truth, min(weight, _MOST_TIES))
        for (sheet, truth, weight), one in zip(learned, examples, strict=True)
        if not one.seen or weight > 1
    ])  # fmt: skip
    for (sheet, truth, _), names_of in zip(learned, tagged, strict=True):
        set_names(sheet, names_of)
        _settle(sheet, truth)
    models["service"] = _fit_services(learned)
    for (sheet, _, _), names_of in zip(learned, tagged, strict=True):
        set_names(sheet, names_of)
        sheet.anchors = {}
    return models


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
                told = list(roles_of_value(truth.mentions.get(at, ()))) or [NONE]
                features = value_features(sheet, mention)
                for role in told:
                    rows.append(features)
                    roles.append(role)
                    weights.append(weight / len(told))
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


def _fit_services(learned: Learned) -> Model:
    choices = Choices()
    for sheet, truth, weight in learned:
        places: list[tuple[str | None, Mention | NameAt, set[str | None]]] = []
        for one, _, facts in told_of(sheet, truth):
            if any(not fact.system for fact in facts):
                places.append((None, one, {fact.service for fact in facts if not fact.system}))
        for at, facts in truth.names.items():
            if sheet.names[at].kind == "system":
                places.append((sheet.names[at].key, sheet.names[at], {fact.service for fact in facts}))
        for key, one, services in places:
            choices.add(service_options(sheet, key, one.unit, one.start, one.end), services, weight)
    return choices.fit("service", _RIDGE["service"])


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
