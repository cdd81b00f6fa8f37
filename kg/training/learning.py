"""Examples → weights, step by step: lines, names, roles of names and values, links, services, and what judges a claim.

Each step learns from letters as the steps before it read letters that they have not learned from: the lines and names
of every letter come from models of other batches.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from kg.evaluating import Fact, fold_value
from kg.extracting.candidates import ROLE_GROUPS, SYSTEMS, Candidate, likeliest, propose, settle_names
from kg.extracting.judging import judging_features, letter_features
from kg.extracting.linking import NameAt, key_of
from kg.extracting.mentions import Mention
from kg.extracting.names import capitals_in, features_of, names_in
from kg.extracting.services import NONE
from kg.extracting.sheet import (
    Sheet,
    as_kind,
    link_options,
    name_features,
    service_options,
    set_names,
    sheet_of,
    value_features,
    with_names,
)  # fmt: skip
from kg.scoring import Model, best_paths
from kg.segmenting import Role, with_units
from kg.segmenting.describing import describe
from kg.segmenting.outcome_model import outcome_features
from kg.training.aligning import (
    KINDS,
    Truth,
    name_places,
    role_of_name,
    role_of_value,
    systems_of_facts,
    tags_of,
    truth_of,
)  # fmt: skip
from kg.training.examples import Example, folds_of
from kg.training.fitting import fit_chain, fit_choice, fit_classes
from kg.weights import Weights

FOLDS = 5
_WORD = re.compile(r"(?<![\w'’-])[a-z]{2,}(?![\w])")
_RIDGE = {
    "lines": 2.0,
    "names": 1.5,
    "name": 4.0,
    "value": 4.0,
    "link": 3.0,
    "service": 4.0,
    "judge": 2.0,
    "letter": 1.0,
    "outcome": 8.0,
}
"""How strongly the weights of each step are drawn to nothing; chosen on folds."""
_MOST_COPIES = 5
"""So often, at the most, a letter of weight is shown to the models of sequences."""
_MOST_SHARE = 30
"""So much, at the most, counts what a letter of weight says of how sure claims are."""
_MOST_TIES = 30
"""So much, at the most, counts what a letter of weight says of what hangs at which system."""
Say = Callable[[str], None]


def train(examples: Sequence[Example], say: Say = lambda text: None) -> Weights:
    """The weights that examples teach.

    Letters of more weight than others are learned by heart: they are real, and are to be read without a fault.
    """
    say(f"{len(examples)} letters")
    lines = fit_lines(examples)
    roles = cross_lines(examples)
    by_heart = [one for one in examples if one.weight > 1]
    roles |= {one.name: roles_by(lines, one) for one in by_heart}
    say("lines read")
    ordinary = ordinary_words(examples)
    sheets = {one.name: sheet_of(with_units(one.outline, one.lines, roles[one.name])) for one in examples}
    names = fit_names(examples, sheets, ordinary)
    cross_names(examples, sheets)
    for one in by_heart:
        with_names(sheets[one.name], names_in(sheets[one.name].words, names, ordinary))
    say("names read")
    models = {"lines": lines, "names": names, **fit_steps(examples, sheets), "outcome": fit_outcomes(examples, sheets)}
    say("steps learned")
    proposed = [one for one in cross_candidates(examples, sheets) if one[0] not in by_heart]
    for one in by_heart:
        sheet = sheets[one.name]
        proposed.append((one, sheet, propose(sheet, Weights(models, ordinary), sheet.names)))
    models |= fit_judges_on(proposed)
    card = {
        "letters": len(examples),
        "facts": sum(len(one.facts) for one in examples),
        "batches": sorted({one.batch for one in examples}),
        "folds": FOLDS,
    }
    return Weights(models, ordinary, card)


def ordinary_words(examples: Sequence[Example]) -> frozenset[str]:
    """The words that two letters or more write in small letters."""
    counts: Counter[str] = Counter()
    for one in examples:
        counts.update(set(_WORD.findall(one.document.text)))
    return frozenset(word for word, count in counts.items() if count >= 2)


def fit_lines(examples: Sequence[Example]) -> Model:
    """The model of what lines are."""
    told = [one for one in examples if one.roles is not None]
    rows = [one.notes.get("lines") or describe(one.lines) for one in told]
    for one, features in zip(told, rows, strict=True):
        one.notes["lines"] = features
    copies = [at for at, one in enumerate(told) for _ in range(min(_MOST_COPIES, int(one.weight)))]
    truths = [[str(role) for role in one.roles or ()] for one in told]
    return fit_chain(
        "lines", [rows[at] for at in copies], [truths[at] for at in copies], ridge=_RIDGE["lines"], least=2
    )


def roles_by(model: Model, one: Example) -> list[Role]:
    """The roles of a letter's lines by a model."""
    features = one.notes.get("lines") or describe(one.lines)
    one.notes["lines"] = features
    rows = [model.scores(row) for row in features]
    return [Role(model.labels[place]) for place in best_paths(model, rows)[0][1]]


def cross_lines(examples: Sequence[Example], many: int = FOLDS) -> dict[str, list[Role]]:
    """The roles of each letter's lines by a model that has not seen its batch."""
    folds = folds_of(examples, many)
    found: dict[str, list[Role]] = {}
    for fold in range(many):
        others = [one for one in examples if folds[one.name] != fold]
        model = fit_lines(others if any(one.roles for one in others) else examples)
        found |= {one.name: roles_by(model, one) for one in examples if folds[one.name] == fold}
    return found


def fit_names(examples: Sequence[Example], sheets: dict[str, Sheet], ordinary: frozenset[str]) -> Model:
    """The model of which words are names."""
    sequences: list[list[list[str]]] = []
    truths: list[list[str]] = []
    for one in examples:
        sheet = sheets[one.name]
        places = name_places(sheet.letter.view, one.facts)
        counts = capitals_in(sheet.words)
        for words in sheet.words:
            for _ in range(min(_MOST_COPIES, int(one.weight)) if words.tokens else 0):
                sequences.append(features_of(words, counts, ordinary))
                truths.append(tags_of(words, places))
    return fit_chain("names", sequences, truths, ridge=_RIDGE["names"], least=3, rounds=90)


def cross_names(examples: Sequence[Example], sheets: dict[str, Sheet], many: int = FOLDS) -> None:
    """Set the names of each sheet by a model that has not seen its batch."""
    folds = folds_of(examples, many)
    for fold in range(many):
        others = [one for one in examples if folds[one.name] != fold]
        ordinary = ordinary_words(others)
        model = fit_names(others, sheets, ordinary)
        for one in examples:
            if folds[one.name] == fold:
                sheet = sheets[one.name]
                with_names(sheet, names_in(sheet.words, model, ordinary))


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
    for (sheet, truth, _), names_of in zip(learned, tagged, strict=True):
        set_names(sheet, names_of)
        _settle(sheet, truth)
    tied = [
        (sheet, truth, min(weight, _MOST_TIES))
        for (sheet, truth, weight), one in zip(learned, examples, strict=True)
        if not one.seen or weight > 1
    ]
    models["link"] = _fit_links(tied)
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
    for at, name in enumerate(names):
        if at in truth.names and name.kind == "system":
            sheet.anchors.setdefault(name.key, []).append(name)


def _told(sheet: Sheet, truth: Truth) -> list[tuple[Mention | NameAt, str, list[Fact]]]:
    """What hangs at systems, with its role and facts."""
    found: list[tuple[Mention | NameAt, str, list[Fact]]] = []
    for at, facts in truth.mentions.items():
        found.append((sheet.mentions[at], ROLE_GROUPS.get(role_of_value(facts), "hosting"), facts))
    for at, facts in truth.names.items():
        if sheet.names[at].kind == "supplier":
            found.append((sheet.names[at], "supplier", facts))
    return found


def _fit_links(learned: Learned) -> Model:
    rows: list[list[str]] = []
    right: list[bool] = []
    groups: list[int] = []
    number = 0
    shares: list[float] = []
    for sheet, truth, weight in learned:
        for one, role, facts in _told(sheet, truth):
            alias = sheet.systems.alias
            wanted = {alias.get(key, key) if key else key for key in systems_of_facts(facts)}
            options = link_options(sheet, one, role)
            if any(key in wanted for key, _ in options):
                rows += [features for _, features in options]
                right += [key in wanted for key, _ in options]
                groups += [number] * len(options)
                shares += [weight] * len(options)
                number += 1
    return fit_choice("link", rows, right, groups, ridge=_RIDGE["link"], weights=shares)


def _fit_services(learned: Learned) -> Model:
    rows: list[list[str]] = []
    right: list[bool] = []
    groups: list[int] = []
    shares: list[float] = []
    number = 0
    for sheet, truth, weight in learned:
        places: list[tuple[str | None, Mention | NameAt, set[str | None]]] = []
        for one, _, facts in _told(sheet, truth):
            if any(not fact.system for fact in facts):
                places.append((None, one, {fact.service for fact in facts if not fact.system}))
        for at, facts in truth.names.items():
            if sheet.names[at].kind == "system":
                places.append((sheet.names[at].key, sheet.names[at], {fact.service for fact in facts}))
        for key, one, services in places:
            options = service_options(sheet, key, one.unit, one.start, one.end)
            rows += [features for _, features in options]
            right += [service in services for service, _ in options]
            groups += [number] * len(options)
            shares += [weight] * len(options)
            number += 1
    return fit_choice("service", rows, right, groups, ridge=_RIDGE["service"], weights=shares)


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


def cross_candidates(
    examples: Sequence[Example], sheets: dict[str, Sheet], many: int = FOLDS
) -> list[tuple[Example, Sheet, list[Candidate]]]:
    """The candidates of each letter by models that have not seen its batch; the sheets' names are as tagged before."""
    folds = folds_of(examples, many)
    found: list[tuple[Example, Sheet, list[Candidate]]] = []
    for fold in range(many):
        others = [one for one in examples if folds[one.name] != fold]
        models = fit_steps(others, sheets)
        weights = Weights(models, frozenset())
        for one in examples:
            if folds[one.name] == fold:
                sheet = sheets[one.name]
                tagged = sheet.names
                found.append((one, sheet, propose(sheet, weights, tagged)))
                sheet.served = {}
    return found


def fit_judges_on(proposed: Sequence[tuple[Example, Sheet, list[Candidate]]]) -> dict[str, Model]:
    """The models that judge: whether field and value are right, and whether service and system are right too."""
    rows: list[list[str]] = []
    whole: list[list[str]] = []
    verdict: list[tuple[bool, bool]] = []
    shares: list[float] = []
    for one, sheet, candidates in proposed:
        if one.extract:
            continue
        known = verdicts(one.facts, sheet.systems.alias, any_system=one.seen)
        for candidate, (own, placed) in zip(candidates, judging_features(sheet, candidates), strict=True):
            told = known(candidate)
            if told is not None:
                rows.append(own)
                whole.append(own + placed)
                verdict.append(told)
                shares.append(min(one.weight, _MOST_SHARE))
    ridge = _RIDGE["judge"]
    whole_letters = [(one, sheet, candidates) for one, sheet, candidates in proposed if not one.extract]
    return {
        "letter": fit_choice(
            "letter",
            [letter_features(sheet, candidates) for _, sheet, candidates in whole_letters],
            [any(not fact.optional for fact in one.facts) for one, _, _ in whole_letters],
            ridge=_RIDGE["letter"],
            weights=[min(one.weight, _MOST_SHARE) for one, _, _ in whole_letters],
        ),
        "fact": fit_choice("fact", rows, [told[0] for told in verdict], ridge=ridge, least=5, weights=shares),
        "row": fit_choice("row", whole, [told[1] for told in verdict], ridge=ridge, least=5, weights=shares),
    }


def verdicts(
    facts: Sequence[Fact], alias: Mapping[str, str], *, any_system: bool = False
) -> Callable[[Candidate], tuple[bool, bool] | None]:
    """How a letter's gold judges candidates: whether field and value are right, and with service and system; None where
    it leaves it open."""
    values: set[tuple[str, object]] = set()
    rows: set[tuple[str, object, str | None, str | None]] = set()
    undecided: set[tuple[str, object]] = set()
    for fact in facts:
        system = key_of(fact.system, "system") if fact.system and fact.field not in SYSTEMS else None
        system = alias.get(system, system) if system else None
        for value in fact.values:
            key = (fact.field, fold_value(fact.field, value))
            (undecided if fact.optional else values).add(key)
            rows.add((*key, fact.service, system))

    def verdict(one: Candidate) -> tuple[bool, bool] | None:
        key = (one.field, fold_value(one.field, one.value))
        if key in undecided and key not in values:
            return None
        system = None if one.field in SYSTEMS else one.system
        if any_system and (*key, one.service, None) in rows:
            return True, True
        return key in values, (*key, one.service, system) in rows

    return verdict
