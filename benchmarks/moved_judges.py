"""Decided claims → the shipped judges with a few more trees: a stand-in for training anew, which takes all letters.

The shipped trees stay, and their scores are where learning begins. So few decisions can say little: a leaf takes ten of
them, a tree asks at most three questions, and all new trees together move a score by little more than one step of the
odds where decisions agree. These numbers were chosen so beforehand, not by what comes of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kg.decisions.kinds import ACCEPT, ASSERT
from kg.decisions.values import text_of
from kg.extracting.candidates import propose
from kg.extracting.claiming import claim_of
from kg.extracting.judging import CLAIM_COLUMNS, judging_rows
from kg.extracting.sheet import sheet_of
from kg.model import Claim, Decision, LetterClaims
from kg.training.boosting import fit_trees
from kg.trees import Row
from kg.weights import Weights, shipped

_FEW: dict[str, Any] = {
    "rounds": 20, "learning_rate": 0.1, "num_leaves": 4, "min_data_in_leaf": 10, "min_data_per_group": 10
}  # fmt: skip
_RIGHT = frozenset({ACCEPT, ASSERT})
"""Decisions by which all of a claim is right."""
_PLACED = frozenset({"correct service", "correct system"})
"""Decisions by which field and value are right."""


def moved(letters: Iterable[LetterClaims], decisions: Iterable[Decision]) -> Weights:
    """The weights by which letters are read, after decisions on claims of these."""
    verdicts = {
        (one.letter, one.service, one.system, one.field, one.value): (
            one.decision in _RIGHT | _PLACED, one.decision in _RIGHT
        )
        for one in decisions
    }  # fmt: skip
    base = shipped()
    rows: list[Row] = []
    told: list[tuple[bool, bool]] = []
    for letter in letters:
        sheet = sheet_of(letter.letter)
        candidates = propose(sheet, base)
        for candidate, row in zip(candidates, judging_rows(sheet, candidates), strict=True):
            verdict = verdicts.get((letter.letter.document.source, *_said(claim_of(sheet, candidate))))
            if verdict is not None:
                rows.append(row)
                told.append(verdict)
    evenly = [1.0] * len(rows)
    trees = {
        name: fit_trees(name, CLAIM_COLUMNS, rows, right, evenly, base.trees[name], **_FEW)
        for name, right in (("fact", [fact for fact, _ in told]), ("row", [row for _, row in told]))
    }
    return replace(base, trees={**base.trees, **trees})


def _said(claim: Claim) -> tuple[str, ...]:
    return claim.service or "", claim.system or "", claim.field, text_of(claim.value)
