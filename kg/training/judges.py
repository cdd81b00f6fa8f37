"""Candidates and gold → the models that judge: whether a letter tells anything, and whether claims are right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kg.evaluating import Fact, fold_value
from kg.extracting.candidates import SYSTEMS, Candidate
from kg.extracting.judging import CLAIM_COLUMNS, judging_rows
from kg.extracting.sheet import Sheet
from kg.extracting.systems import key_of
from kg.extracting.telling import LETTER_COLUMNS, telling_row
from kg.training.boosting import fit_trees
from kg.training.examples import Example
from kg.trees import Row, Trees

_FEW: Mapping[str, Any] = {"num_leaves": 8, "min_data_in_leaf": 20, "feature_fraction": 0.4, "rounds": 150}
"""How trees differ that are learned from few examples; chosen on folds."""
_MOST_SHARE = 30
"""So much, at the most, counts what a letter of weight says of how sure claims are."""
Proposed = Sequence[tuple[Example, Sheet, list[Candidate]]]


def fit_judges(proposed: Proposed) -> dict[str, Trees]:
    """The models that judge: whether a letter tells anything, whether field and value are right, and whether service
    and system are right too."""
    rows: list[Row] = []
    verdict: list[tuple[bool, bool]] = []
    shares: list[float] = []
    for one, sheet, candidates in proposed:
        known = verdicts(one.facts, sheet.systems.alias, any_system=one.seen)
        for candidate, row in zip(candidates, judging_rows(sheet, candidates), strict=True):
            told = known(candidate)
            if told is not None:
                rows.append(row)
                verdict.append(told)
                shares.append(min(one.weight, _MOST_SHARE))
    letters = [(one, sheet, candidates) for one, sheet, candidates in proposed if not one.extract]
    return {
        "letter": fit_trees(
            "letter",
            LETTER_COLUMNS,
            [telling_row(sheet, candidates) for _, sheet, candidates in letters],
            [any(not fact.optional for fact in one.facts) for one, _, _ in letters],
            [min(one.weight, _MOST_SHARE) for one, _, _ in letters],
            **_FEW,
        ),
        "fact": fit_trees("fact", CLAIM_COLUMNS, rows, [told[0] for told in verdict], shares),
        "row": fit_trees("row", CLAIM_COLUMNS, rows, [told[1] for told in verdict], shares),
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
