"""Examples → weights, step by step: lines, names, roles of names and values, links, services, and what judges a claim.

Each step learns from letters as the steps before it read letters that they have not learned from: the lines and names
of every letter come from models of other batches.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from typing import Any

from kg.extracting.candidates import Candidate, propose
from kg.extracting.names import Named, names_in
from kg.extracting.sheet import Sheet, sheet_of, with_names
from kg.segmenting import Role, with_units
from kg.training.examples import FOLDS, Example, folds_of
from kg.training.figuring import figures_of
from kg.training.judges import fit_judges
from kg.training.sequences import fit_lines, fit_names, ordinary_words, roles_of
from kg.training.steps import fit_outcomes, fit_steps
from kg.weights import Weights

Say = Callable[[str], None]


def train(examples: Sequence[Example], say: Say = lambda text: None) -> Weights:
    """The weights that examples teach.

    Letters of more weight than others are learned by heart: they are real, and are to be read without a fault.
    """
    say(f"{len(examples)} letters")
    lines = fit_lines(examples)
    roles = cross_lines(examples)
    by_heart = [one for one in examples if one.weight > 1]
    roles |= {one.name: roles_of(lines, one) for one in by_heart}
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
        proposed.append((one, sheet, propose(sheet, Weights(models, ordinary, {}), sheet.names)))
    trees = fit_judges(proposed)
    say("claims judged")
    card = {
        "letters": len(examples),
        "facts": sum(len(one.facts) for one in examples),
        "batches": sorted({one.batch for one in examples}),
        "folds": FOLDS,
        "figures": figures_of(proposed, roles),
    }
    return Weights(models, ordinary, trees, card)


def cross_lines(examples: Sequence[Example], many: int = FOLDS) -> dict[str, list[Role]]:
    """The roles of each letter's lines by a model that has not seen its batch."""
    folds = folds_of(examples, many)

    def read(fold: int) -> dict[str, list[Role]]:
        others = [one for one in examples if folds[one.name] != fold]
        model = fit_lines(others if any(one.roles for one in others) else examples)
        return {one.name: roles_of(model, one) for one in examples if folds[one.name] == fold}

    return {name: roles for part in _on_all_cores(read, many) for name, roles in part.items()}


def cross_names(examples: Sequence[Example], sheets: dict[str, Sheet], many: int = FOLDS) -> None:
    """Set the names of each sheet by a model that has not seen its batch."""
    folds = folds_of(examples, many)

    def read(fold: int) -> dict[str, list[Named]]:
        others = [one for one in examples if folds[one.name] != fold]
        ordinary = ordinary_words(others)
        model = fit_names(others, sheets, ordinary)
        mine = [one.name for one in examples if folds[one.name] == fold]
        return {name: names_in(sheets[name].words, model, ordinary) for name in mine}

    for part in _on_all_cores(read, many):
        for name, names in part.items():
            with_names(sheets[name], names)


def cross_candidates(
    examples: Sequence[Example], sheets: dict[str, Sheet], many: int = FOLDS
) -> list[tuple[Example, Sheet, list[Candidate]]]:
    """The candidates of each letter by models that have not seen its batch; the sheets' names are as tagged before."""
    folds = folds_of(examples, many)

    def read(fold: int) -> list[tuple[str, Sheet, list[Candidate]]]:
        weights = Weights(fit_steps([one for one in examples if folds[one.name] != fold], sheets), frozenset(), {})
        found: list[tuple[str, Sheet, list[Candidate]]] = []
        for one in examples:
            if folds[one.name] == fold:
                sheet = sheets[one.name]
                found.append((one.name, sheet, propose(sheet, weights, sheet.names)))
                sheet.served = {}
        return found

    named = {one.name: one for one in examples}
    return [(named[name], sheet, found) for part in _on_all_cores(read, many) for name, sheet, found in part]


def _on_all_cores(work: Callable[[int], Any], many: int) -> list[Any]:
    """What `work` gives for each number below `many`, in order; by several processes where the system can fork them."""
    cores = min(many, os.cpu_count() or 1)
    if cores < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [work(number) for number in range(many)]
    _given.append(work)
    try:
        with multiprocessing.get_context("fork").Pool(cores) as pool:
            return pool.map(_do, range(many), chunksize=1)
    finally:
        _given.pop()


_given: list[Callable[[int], Any]] = []
"""What forked processes are to do: they inherit it, since functions within functions cannot be sent to them."""


def _do(number: int) -> Any:
    return _given[-1](number)
