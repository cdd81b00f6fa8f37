"""How readings are scored against gold: what is equal, and what is right, false or missed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kg.evaluating import Compared, Evaluation, Score, evaluate, facts_of, fold_value, gold_facts, stem_of


def fact(field: str, value: object, **more: object) -> dict[str, Any]:
    row = {"letter": "a.txt", "service": "housing", "question": "1", "field": field, "value": value, "quote": "words"}
    return row | {"status": "stated"} | more


def gold_of(*facts: dict[str, object], **lists: object) -> dict[str, dict[str, Any]]:
    row = {"letter": "a.md", "facts": [{"service": "housing", **one} for one in facts]}
    return {"a.md": row | {"outcomes": [], "referrals": [], "observations": []} | lists}


def compared(gold: dict[str, Any], *facts: dict[str, Any], **rows: Any) -> Evaluation:
    return evaluate(gold, facts, rows.get("outcomes", ()), rows.get("referrals", ()), rows.get("observations", ()))


def counts(score: Score) -> tuple[int, int, int]:
    return score.right, score.false, score.missed


# --- what is equal -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("system", "Liquidlogic LCS", "liquidlogic  lcs"),
        ("system", "Larchgate Regulate", "LARCHGATE-Regulate"),
        ("supplier", "Harrop Vane Ltd", "Harrop Vane"),
        ("supplier", "Civica UK Ltd", "Civica"),
        ("supplier", "The Access Group", "Access Group"),
        ("annual_cost", 16446, "16446.00"),
        ("annual_cost", 1200.5, Decimal("1200.50")),
        ("users", "250", 250),
        ("training_hours", "2.5", 2.5),
        ("function", "case management", "Case-Management"),
        ("contract_reference", "COV  CG/002", "COV CG/002"),
    ],
)
def test_values_are_equal_through_case_punctuation_aliases_and_kinds_of_number(
    field: str, one: object, other: object
) -> None:
    assert fold_value(field, one) == fold_value(field, other)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("contract_end", "2027", "2027-03-31"),
        ("in_use_since", "2009~", "2009"),
        ("contract_reference", "DN123", "DN124"),
        ("annual_cost", 16446, 16447),
        ("system", "Mosaic", "Mosaiq"),
        ("supplier", "Capita", "Civica"),
        ("contract_term", "P1Y", "P12M"),
    ],
)
def test_dates_references_sums_and_other_names_must_be_the_same(field: str, one: object, other: object) -> None:
    assert fold_value(field, one) != fold_value(field, other)


def test_a_letter_has_the_same_name_in_every_format() -> None:
    assert {stem_of(name) for name in ("x.txt", "x.PDF", "x.eml", "x.eml#a.pdf", "x.EML#b.c.docx")} == {"x"}
    assert stem_of("FOI #12.txt") != stem_of("FOI #13.txt")


# --- scores ------------------------------------------------------------------------------------------------------


def test_a_fact_is_right_false_or_missed() -> None:
    gold = gold_of({"system": "Mosaic", "quote": "q"}, {"system": "Mosaic", "contract_end": "2027"})
    result = compared(gold, fact("system", "mosaic"), fact("contract_end", "2028", quote="until 2028"))
    assert counts(result.fields["system"]) == (1, 0, 0)
    assert counts(result.fields["contract_end"]) == (0, 1, 1)
    assert counts(result.facts) == counts(result.by_letter["a.md"]) == (1, 1, 1)
    assert (result.facts.precision, result.facts.recall, result.facts.f1) == (0.5, 0.5, 0.5)
    false = next(miss for miss in result.misses if miss.side == "false")
    assert (false.letter, false.what, false.value, false.quote) == ("a.md", "contract_end", "2028", "until 2028")
    assert (false.question, false.service) == ("1", "housing")


def test_a_fact_said_twice_counts_once_and_the_first_quote_is_shown() -> None:
    result = compared(gold_of(), fact("users", 5, quote="first"), fact("users", "5", quote="second"))
    assert counts(result.facts) == (0, 1, 0)
    assert [miss.quote for miss in result.misses] == ["first"]


def test_the_same_value_for_another_service_is_another_fact() -> None:
    result = compared(gold_of({"system": "Mosaic"}), fact("system", "Mosaic", service=None))
    assert counts(result.facts) == (0, 1, 1)


def test_what_rules_conclude_is_not_counted() -> None:
    assert compared(gold_of(), fact("contract_end", "2028", status="inferred")).clean


def test_functions_have_a_score_but_no_part_in_the_total() -> None:
    result = compared(gold_of({"system": "Mosaic", "function": "finance"}), fact("function", "case notes"))
    assert counts(result.fields["function"]) == (0, 1, 1)
    assert counts(result.facts) == counts(result.by_letter["a.md"]) == (0, 0, 0)
    assert len(result.misses) == 2


def test_names_that_no_catalogue_holds_have_a_score_of_their_own() -> None:
    gold = gold_of({"system": "Larchgate Regulate"}, {"system": "Mosaic"}, {"supplier": "Harrop Vane Ltd"})
    result = compared(gold, fact("system", "Larchgate Regulate"), fact("supplier", "Harrop Vale"))
    assert counts(result.unknown_names) == (1, 1, 1)


def test_a_row_of_gold_holds_several_fields_about_one_system() -> None:
    row = gold_of({"question": "2", "system": "SIMS", "contract_end": "2027", "supplier": "Capita"}, {"system": "SIMS"})
    assert [(f["field"], f["value"], f["question"]) for f in gold_facts(row["a.md"])] == [
        ("contract_end", "2027", "2"),
        ("supplier", "Capita", "2"),
        ("system", "SIMS", None),
    ]


def test_a_fact_may_hang_at_a_system_by_any_name_that_the_gold_accepts_for_it() -> None:
    gold = gold_of({"system": "Spydus 10", "accept": ["Spydus"]}, {"system": "Spydus 10", "contract_end": "2027"})
    for system, right in (("Spydus 10", 1), ("Spydus", 1), ("Taranto", 0), (None, 0)):
        told = [fact("contract_end", "2027", system=system)]
        result = evaluate(gold, told, (), (), (), compared=Compared.SYSTEM)
        assert counts(result.fields["contract_end"]) == (right, 1 - right, 1 - right), system


def test_when_a_system_went_is_about_that_system() -> None:
    gold = gold_of({"former_system": "Vubis", "in_use_until": "2019"})
    assert [(one.field, one.systems) for one in facts_of(gold["a.md"])] == [
        ("former_system", ()), ("in_use_until", ("Vubis",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "given", "right"),
    [
        ("s.40(2); s.43(2)", "s.43(2); s.40(2)", True),
        ("s.40(2), s.43(2)", "s.40(2) ;s.43(2)", True),
        (["s.40(2)", "s.43(2)"], "s.40(2); s.43(2)", True),
        ("s.40(2); s.43(2)", "s.40(2)", False),
        ("s.43(2)", None, False),
        (None, "s.43(2)", False),
    ],
)
def test_several_exemptions_are_a_set(wanted: object, given: str | None, right: bool) -> None:
    gold = gold_of(outcomes=[{"question": "1", "outcome": "withheld", "exemption": wanted}])
    row = {"letter": "a.txt", "question": "1", "outcome": "withheld", "exemption": given, "quote": "No."}
    result = compared(gold, outcomes=[row])
    assert counts(result.outcomes) == (1, 0, 0)
    assert result.exemptions.recall == float(right)
    assert result.clean is right


def test_questions_without_exemption_on_either_side_are_not_counted_as_exemptions() -> None:
    gold = gold_of(outcomes=[{"question": None, "outcome": "answered"}])
    result = compared(
        gold, outcomes=[{"letter": "a.txt", "question": None, "outcome": "answered", "exemption": None, "quote": ""}]
    )
    assert (counts(result.outcomes), counts(result.exemptions)) == ((1, 0, 0), (0, 0, 0))


def test_a_wrong_outcome_and_a_question_that_was_not_found_are_misses() -> None:
    gold = gold_of(outcomes=[{"question": label, "outcome": "withheld", "exemption": None} for label in "12"])
    row = {"letter": "a.txt", "question": "1", "outcome": "answered", "exemption": None, "quote": "Yes."}
    result = compared(gold, outcomes=[row])
    assert counts(result.outcomes) == (0, 0, 2)
    assert [(m.question, m.value, m.quote) for m in result.misses] == [
        ("1", "withheld, got answered", "Yes."),
        ("2", "withheld, got no such question", ""),
    ]


def test_referrals_and_observations_are_compared_one_by_one() -> None:
    link = {"question": "1", "label": "register", "url": "https://register.example"}
    figure = {"question": "3", "measure": "bins", "value": 12, "unit": "bins", "period": None, "dimensions": {"a": "b"}}
    gold = gold_of(referrals=[link], observations=[figure, figure])
    result = compared(
        gold,
        referrals=[link | {"letter": "a.txt", "quote": "See it."}, {"letter": "a.txt", "question": "2", "label": "x"}],
        observations=[figure | {"letter": "a.txt", "value": 12.0, "quote": "12"}],
    )
    assert counts(result.referrals) == (1, 1, 0)
    assert counts(result.observations) == (1, 0, 1)
    assert {(m.what, m.side, m.value) for m in result.misses} == {
        ("referral", "false", "x"),
        ("observation", "missed", "bins | 12 | bins | a=b"),
    }
