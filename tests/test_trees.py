"""Boosted trees: what LightGBM learned is scored the same without it, and what judges sees whole rows."""

from __future__ import annotations

import pickle
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import lightgbm
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extracting import weigh
from kg.extracting.candidates import propose
from kg.extracting.deciding import ALONE, PLACED, stated, why_not
from kg.extracting.judging import CLAIM_COLUMNS, judged, judging_rows
from kg.extracting.sheet import Sheet, sheet_of
from kg.extracting.telling import LETTER_COLUMNS, telling_row
from kg.scoring import UNIT
from kg.segmenting import segment
from kg.training.boosting import fit_trees
from kg.trees import FINE, LEAVES, Row, Tree, Trees, parsed, whole, written
from kg.weights import read_weights, shipped, write_weights
from tests.letters import document, letter_text

COLUMNS = ("size", "kind", "share")
KINDS = ("cell", "pair", "prose", "note")
TREES = st.recursive(
    st.integers(-900, 900),
    lambda below: st.one_of(
        st.tuples(st.sampled_from([0, 2]), st.integers(-5, 1005), below, below),
        st.tuples(st.just(~1), st.integers(0, 15), below, below),
    ),
    max_leaves=12,
)
ROWS = st.tuples(st.integers(0, 20), st.sampled_from([*KINDS, "never seen"]), st.integers(-1, 1000))
LETTER = letter_text(
    "1. Which systems do you use for housing and for libraries, and who supplies them?\n\n"
    "Housing: Northgate, supplied by NEC. Libraries: Spydus, supplied by Civica.\n\n"
    "2. When do the contracts end?\n\nNorthgate on 31 March 2027, Spydus in June 2026.\n\n"
    "3. What does Spydus cost?\n\n£31,200 a year.\n\n"
    "4. Who hosts Spydus, and since when is it in use?\n\nCivica hosts it. It has been in use since May 2016."
)


def examples(seed: int, many: int = 600) -> tuple[list[Row], list[bool]]:
    """Rows that are right where two things are true together, mostly."""
    chance = random.Random(seed)
    rows: list[Row] = [
        (chance.randrange(20), chance.choice(KINDS), whole(chance.random())) for _ in range(many)
    ]  # fmt: skip
    return rows, [(int(row[0]) > 9) == (row[1] in KINDS[:2]) or chance.random() < 0.1 for row in rows]


def learned(seed: int) -> Trees:
    rows, right = examples(seed)
    return fit_trees("m", COLUMNS, rows, right, [1.0] * len(rows), rounds=60, min_data_in_leaf=5, feature_fraction=1.0)


def test_trees_learn_what_is_true_together() -> None:
    model = learned(1)
    assert all(
        (model.score((size, kind, 500)) > 0) == ((size > 9) == (kind in KINDS[:2]))
        for size in (3, 15)
        for kind in KINDS
    )


def test_the_same_rows_give_the_same_trees() -> None:
    assert learned(2) == learned(2) != learned(3)


def test_trees_score_as_the_library_does_that_learned_them(monkeypatch: pytest.MonkeyPatch) -> None:
    boosters = []
    train = lightgbm.train

    def kept(*given: object, **named: object) -> lightgbm.Booster:
        boosters.append(train(*given, **named))
        return boosters[-1]

    monkeypatch.setattr(lightgbm, "train", kept)
    model = learned(4)
    rows, _ = examples(5, 200)
    codes = {word: at for at, word in enumerate(model.words["kind"])}
    table = np.array([[row[0], codes[str(row[1])], row[2]] for row in rows], dtype=float)
    raw = boosters[0].predict(table, raw_score=True)
    assert [model.score(row) / UNIT for row in rows] == pytest.approx(list(raw), abs=0.01)


def one_by_one(model: Trees, row: Row) -> int:
    """What the leaves make that are reached by answering question after question."""
    codes = {word: at for at, word in enumerate(KINDS)}
    total = 0
    for node in model.trees:
        while not isinstance(node, int):
            column, limit, yes, no = node
            if column >= 0:
                node = yes if int(row[column]) <= limit else no
            else:
                node = yes if limit >> codes.get(str(row[~column]), len(KINDS)) & 1 else no
        total += node
    return total


@given(st.lists(TREES, max_size=6), ROWS)
def test_all_trees_at_once_are_as_one_by_one(trees: Sequence[Tree], row: Row) -> None:
    model = Trees("m", COLUMNS, {"kind": KINDS}, tuple(trees))
    assert model.score(row) * FINE == pytest.approx(one_by_one(model, row))
    assert pickle.loads(pickle.dumps(model)).score(row) == model.score(row)


@pytest.mark.parametrize("leaves", [LEAVES, LEAVES + 1])
def test_a_tree_has_so_many_leaves_and_no_more(leaves: int) -> None:
    tree: Tree = 7
    for limit in range(leaves - 1):
        tree = (0, limit, limit, tree)
    if leaves > LEAVES:
        with pytest.raises(ValueError, match="33 leaves"):
            Trees("m", COLUMNS, {}, (tree,))
    else:
        model = Trees("m", COLUMNS, {}, (tree, tree))
        assert [round(model.score((at, "cell", 0)) * FINE) for at in (-5, 30, 31)] == [2 * 30, 2 * 30, 14]


def test_nothing_is_learned_where_all_is_right() -> None:
    model = fit_trees("m", COLUMNS, examples(1)[0], [True] * 600, [1.0] * 600)
    assert model.trees == ()
    assert model.score((1, "cell", 2)) == 0


def test_more_trees_begin_where_others_end() -> None:
    before = learned(1)
    few = {"rounds": 20, "num_leaves": 4, "min_data_in_leaf": 10, "min_data_per_group": 10}
    rows: list[Row] = [(size, kind, 500) for size in range(20) for kind in (*KINDS, "row")]
    right = [row[1] == "row" or (int(row[0]) > 9) == (row[1] in KINDS[:2]) for row in rows]
    after = fit_trees("m", COLUMNS, rows, right, [1.0] * len(rows), before, **few)
    assert after.trees[: len(before.trees)] == before.trees
    assert len(before.trees) < len(after.trees) <= len(before.trees) + 20
    assert after.words["kind"] == (*before.words["kind"], "row"), "known words keep their numbers"
    assert replace(after, trees=before.trees).score((3, "row", 500)) == before.score((3, "row", 500))

    def loss(model: Trees) -> float:
        return sum(
            np.logaddexp(0, (-1 if so else 1) * model.score(row) / UNIT) for row, so in zip(rows, right, strict=True)
        )

    assert loss(after) < loss(before)


def test_others_stay_as_they_are_where_nothing_is_to_be_learned() -> None:
    before = learned(1)
    assert fit_trees("m", COLUMNS, examples(1)[0], [True] * 600, [1.0] * 600, before) == before
    assert fit_trees("m", COLUMNS, [], [], [], before) == before


@given(st.lists(TREES, max_size=4), ROWS)
def test_a_model_is_read_as_it_was_written(trees: Sequence[Tree], row: Row) -> None:
    import json

    model = Trees("m", COLUMNS, {"kind": KINDS}, tuple(trees))
    head, *lines = written(model)
    again = parsed(json.loads(head), lines)
    assert again == model
    assert again.score(row) == model.score(row)


def test_shipped_trees_are_read_as_they_were_written(tmp_path: Path) -> None:
    write_weights(shipped(), tmp_path / "weights")
    assert read_weights(tmp_path / "weights").trees == shipped().trees


def test_shipped_trees_look_at_what_reading_shows_them() -> None:
    trees = shipped().trees
    assert trees["fact"].columns == trees["row"].columns == CLAIM_COLUMNS
    assert trees["letter"].columns == LETTER_COLUMNS


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return sheet_of(segment(document(LETTER)))


def test_every_row_has_a_number_or_word_in_each_column(sheet: Sheet) -> None:
    candidates = propose(sheet, shipped())
    rows = judging_rows(sheet, candidates)
    assert len(rows) == len(candidates) > 8
    assert {len(row) for row in rows} == {len(CLAIM_COLUMNS)}
    assert len(telling_row(sheet, candidates)) == len(LETTER_COLUMNS)
    words = {column for row in rows for column, cell in zip(CLAIM_COLUMNS, row, strict=True) if isinstance(cell, str)}
    assert words == shipped().trees["fact"].words.keys()


def test_the_order_of_candidates_does_not_matter(sheet: Sheet) -> None:
    candidates = propose(sheet, shipped())
    there = judged(sheet, candidates, shipped())
    back = judged(sheet, candidates[::-1], shipped())[::-1]
    assert [(one.fact, one.row) for one in there] == [(one.fact, one.row) for one in back]


def test_a_second_place_is_stated_only_where_it_is_likely_by_itself() -> None:
    found = weigh(segment(document(LETTER)))
    one = next(one for one in found.stated if one.field == "contract_end")
    best = replace(one, fact=0.95, row=ALONE + 0.1)
    near, far = replace(best, service="parking", row=ALONE + 0.05), replace(best, service="waste", row=ALONE - 0.05)
    assert stated([best, near, far], 1.0) == [best, near]
    assert why_not(far, [best, near, far], 1.0) == "another service or system is likelier for it"
    lonely = replace(best, row=(ALONE + PLACED) / 2)
    assert stated([lonely], 1.0) == [lonely]
