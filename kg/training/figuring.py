"""Candidates by models that have not seen their letters → figures: how well letters are read that nothing had seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kg.evaluating import Compared, Evaluation, Score, evaluate
from kg.extracting.candidates import Candidate
from kg.extracting.claiming import claim_of
from kg.extracting.deciding import stated
from kg.extracting.judging import judged
from kg.extracting.ruling import by_rules
from kg.extracting.sheet import Sheet
from kg.extracting.telling import tells
from kg.model import Letter, Polarity
from kg.segmenting import Role, with_units
from kg.training.examples import FOLDS, Example, folds_of
from kg.training.judges import Proposed, fit_judges, verdicts
from kg.training.steps import fit_outcomes
from kg.weights import Weights

_BINS = 10
_TELLING = 20
"""Of a field with fewer facts than this a figure tells nothing."""
_LAYOUTS = {"cell": "tables", "head": "tables", "pair": "forms", "prose": "prose", "note": "prose"}


def figures_of(proposed: Proposed, roles: Mapping[str, Sequence[Role]]) -> dict[str, Any]:
    """Precision, recall, outcomes and calibration of whole letters, each read by models that have not seen its batch.

    `proposed` comes of `cross_candidates`. Letters that are learned by heart, and extracts, are left out.
    """
    tested = [one for one in proposed if not one[0].extract and one[0].weight <= 1]
    folds = folds_of([one for one, _, _ in proposed], FOLDS)
    rows: list[dict[str, Any]] = []
    outcomes: list[dict[str, Any]] = []
    sure: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        others = [one for one in proposed if folds[one[0].name] != fold]
        outcome = fit_outcomes([one for one, _, _ in others], {one.name: sheet for one, sheet, _ in others})
        weights = Weights({"outcome": outcome}, frozenset(), fit_judges(others))
        for example, sheet, candidates in tested:
            if folds[example.name] != fold:
                continue
            letter = with_units(example.outline, example.lines, roles[example.name], weights)
            told = judged(sheet, candidates, weights)
            chosen = stated(told, tells(sheet, told, weights))
            rows += _rows(example.name, sheet, letter, chosen)
            outcomes += _outcomes(example.name, letter)
            sure += _sure(example, sheet, chosen)
    golds = {one.name: dict(one.gold) for one, _, _ in tested}
    results = {one: evaluate(golds, rows, outcomes, (), (), compared=one) for one in Compared}
    whole, fields = results[Compared.SERVICE], results[Compared.VALUE].fields
    silent = {one.name for one, _, _ in tested if all(fact.optional for fact in one.facts)}
    return {
        "letters": len(tested),
        "compared": {one.value: _rates(result.facts) for one, result in results.items()},
        "fields": {name: _rates(score) for name, score in sorted(fields.items()) if score.gold >= _TELLING},
        "layouts": _by_layout(whole, {one.name: _layout(sheet) for one, sheet, _ in tested}),
        "outcomes": round(whole.outcomes.recall, 3),
        "silent": {"letters": len(silent), "told": len(silent & {row["letter"] for row in rows})},
        "calibration": round(_calibration(sure), 3),
    }


def _rows(name: str, sheet: Sheet, letter: Letter, chosen: Sequence[Candidate]) -> list[dict[str, Any]]:
    claims = [claim_of(sheet, one) for one in chosen]
    claims += by_rules(letter, claims).claims
    return [
        {"letter": name, "field": one.field, "value": one.value, "service": one.service, "system": one.system}
        for one in claims
        if one.polarity is Polarity.AFFIRMED
    ]


def _outcomes(name: str, letter: Letter) -> list[dict[str, Any]]:
    return [
        {"letter": name, "question": item.label, "outcome": item.answer.outcome.value, "exemption": None}
        for item in letter.items
        if item.answer
    ]


def _sure(example: Example, sheet: Sheet, chosen: Sequence[Candidate]) -> list[tuple[float, bool]]:
    """How sure each row is, and whether it is right; without those that the gold leaves open."""
    verdict = verdicts(example.facts, sheet.systems.alias, any_system=example.seen)
    found = ((one.row, verdict(one)) for one in chosen)
    return [(share, told[1]) for share, told in found if told is not None]


def _calibration(sure: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error, in ten bins (Naeini and others 2015, https://doi.org/10.1609/aaai.v29i1.9602)."""
    gaps = [0.0] * _BINS
    for share, right in sure:
        gaps[min(int(share * _BINS), _BINS - 1)] += share - right
    return sum(map(abs, gaps)) / max(1, len(sure))


def _rates(score: Score) -> list[float]:
    """Precision and recall."""
    return [round(score.precision, 3), round(score.recall, 3)]


def _layout(sheet: Sheet) -> str:
    """In what form most of a letter's answers stand."""
    counts = Counter(_LAYOUTS[words.unit.kind] for words in sheet.words)
    return min(counts, key=lambda kind: (-counts[kind], kind)) if counts else "prose"


def _by_layout(result: Evaluation, layouts: Mapping[str, str]) -> dict[str, list[float]]:
    found: dict[str, Score] = {}
    for name, score in result.by_letter.items():
        found.setdefault(layouts[name], Score()).add(score)
    return {name: _rates(score) for name, score in sorted(found.items())}
