"""Rows of numbers and words → boosted trees, by LightGBM.

The same rows give the same trees on one machine: one thread, fixed seeds.
Ke and others 2017, https://papers.nips.cc/paper/6907; https://lightgbm.readthedocs.io/en/stable/Parameters.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import lightgbm
import numpy as np

from kg.scoring import UNIT
from kg.trees import FINE, Row, Tree, Trees

_SETTINGS: Mapping[str, Any] = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 31, "min_data_in_leaf": 60, "lambda_l2": 5.0,
    "feature_fraction": 0.6, "bagging_fraction": 0.8, "bagging_freq": 1, "seed": 1, "deterministic": True,
    "force_col_wise": True, "num_threads": 1, "verbose": -1,
}  # fmt: skip
_ROUNDS = 300


def fit_trees(
    name: str, columns: Sequence[str], rows: Sequence[Row], right: Sequence[bool], weights: Sequence[float],
    before: Trees | None = None, **settings: Any,
) -> Trees:  # fmt: skip
    """A model of being right, of rows with a number or word in each of `columns`; `settings` are those of LightGBM that
    differ. Without trees, by which all is as likely as not, where there is nothing to learn.

    A model `before` of the same columns stays: its scores are where learning begins, and new trees stand behind its."""
    known = before or Trees(name, tuple(columns), {}, ())
    if len(set(right)) < 2:
        return known
    words = {
        column: _words(rows, at, known.words.get(column, ()))
        for at, column in enumerate(columns)
        if isinstance(rows[0][at], str)
    }
    codes = {columns.index(column): {word: at for at, word in enumerate(seen)} for column, seen in words.items()}
    table = np.array(
        [[codes[at][str(cell)] if at in codes else cell for at, cell in enumerate(row)] for row in rows], dtype=float
    )
    data = lightgbm.Dataset(
        table, np.array(right, dtype=float), weight=np.array(weights), categorical_feature=sorted(codes),
        init_score=[before.score(row) / UNIT for row in rows] if before else None,
    )  # fmt: skip
    rounds = settings.pop("rounds", _ROUNDS)
    learned = lightgbm.train({**_SETTINGS, **settings}, data, num_boost_round=rounds).dump_model()
    more = (_tree(one["tree_structure"]) for one in learned["tree_info"])
    return Trees(name, tuple(columns), words, (*known.trees, *more))


def _words(rows: Sequence[Row], at: int, known: Sequence[str]) -> tuple[str, ...]:
    """The words of a column: those that trees know already keep their numbers."""
    return *known, *sorted({str(row[at]) for row in rows}.difference(known))


def _tree(node: Mapping[str, Any]) -> Tree:
    """A tree as LightGBM tells it, in whole numbers."""
    if "leaf_value" in node:
        return round(float(node["leaf_value"]) * UNIT * FINE)
    left, right = _tree(node["left_child"]), _tree(node["right_child"])
    column = int(node["split_feature"])
    if node["decision_type"] == "==":
        return ~column, sum(1 << int(code) for code in str(node["threshold"]).split("||")), left, right
    return column, int(np.floor(node["threshold"])), left, right
