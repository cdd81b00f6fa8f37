"""Decided claims → the shipped judges, moved by them: a stand-in for training anew, which takes all letters again.

The shipped weights are where learning begins and to where it is drawn, with the penalty by which they were learned
(`kg/training/judges.py`); only the features of decided claims move.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.optimize import minimize

from kg.decisions.kinds import ACCEPT
from kg.decisions.values import text_of
from kg.extracting import weigh
from kg.extracting.judging import judging_features
from kg.model import Claim, Decision, LetterClaims
from kg.scoring import UNIT, Model
from kg.training.fitting import matrix, vocabulary
from kg.weights import Weights, shipped

_RIDGE = 2.0
_PLACED = frozenset({"correct service", "correct system"})
"""Decisions by which field and value are right."""


def moved(letters: Iterable[LetterClaims], decisions: Iterable[tuple[Decision, Claim | None]]) -> Weights:
    """The weights by which letters are read, after decisions on claims of these."""
    verdicts = {
        (one.letter, *_said(claim)): (one.decision == ACCEPT or one.decision in _PLACED, one.decision == ACCEPT)
        for one, claim in decisions
        if claim is not None
    }
    own: list[list[str]] = []
    whole: list[list[str]] = []
    told: list[tuple[bool, bool]] = []
    for letter in letters:
        found = weigh(letter.letter)
        features = judging_features(found.sheet, found.candidates)
        for candidate, (mine, placed) in zip(found.candidates, features, strict=True):
            claim = found.claim_of(candidate)
            verdict = verdicts.get((letter.letter.document.source, *_said(claim))) if claim else None
            if verdict is not None:
                own.append(mine)
                whole.append(mine + placed)
                told.append(verdict)
    base = shipped()
    models = {
        "fact": _moved(base["fact"], own, [fact for fact, _ in told]),
        "row": _moved(base["row"], whole, [row for _, row in told]),
    }
    return Weights({**base.models, **models}, base.ordinary)


def _said(claim: Claim) -> tuple[str, ...]:
    return claim.service or "", claim.system or "", claim.field, text_of(claim.value)


def _moved(model: Model, rows: Sequence[Sequence[str]], right: Sequence[bool]) -> Model:
    """A model of one score after more examples (logistic regression with an offset)."""
    if not rows:
        return model
    known = vocabulary(rows, 1)
    x, y = matrix(rows, known), np.array(right, dtype=float)
    before = np.array([model.score(row) for row in rows]) / UNIT

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = before + x @ w
        value = (np.logaddexp(0, z) - y * z).sum() + 0.5 * _RIDGE * (w * w).sum()
        return float(value), x.T @ (1 / (1 + np.exp(-z)) - y) + _RIDGE * w

    best = minimize(loss, np.zeros(len(known)), jac=True, method="L-BFGS-B").x
    more = {name: round(float(best[at]) * UNIT) for name, at in known.items()}
    table = {name: model.weights.get(name, 0) + weight for name, weight in more.items()}
    return Model(model.name, model.labels, {**model.weights, **table})
