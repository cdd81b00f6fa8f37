"""What a graph knows as things with types: claims, contracts with their ends, and what belongs together."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.known.claims import Claim, by_letter, claim_of, newest_first
from kg.known.contracts import Contract
from kg.known.sameness import Likely, Link, tied
from kg.model import Interval

ROW = {
    "use": "u", "contract": "c", "council": "Coventry City Council", "service": "housing", "system": None,
    "field": "contract_end", "value": "2028", "earliest": "2028-01-01", "latest": "2028-12-31", "status": "stated",
    "rule": None, "renews": None, "quote": "Until 2028.", "start": 7, "letter": "a.txt", "letter_date": "2024",
    "question": "4", "letter_iri": "l",
}  # fmt: skip
DAYS = Interval(date(2028, 1, 1), date(2028, 12, 31))


def claim(**changed: str | int | None) -> Claim:
    return claim_of({**ROW, **changed})


def test_a_row_becomes_a_claim_with_its_letter_and_its_words() -> None:
    one = claim()
    assert (one.subject, one.use, one.bounds) == ("c", "u", DAYS)
    assert one.letter.written == Interval(date(2024, 1, 1), date(2024, 12, 31))
    assert one.words == {key: ROW[key] for key in one.words}


def test_that_a_system_is_in_use_is_a_claim_on_the_use() -> None:
    row = {key: ROW[key] for key in ("use", "council", "service", "letter", "letter_date", "letter_iri", "question")}
    one = claim_of({**row, "system": "Mosaic", "contract": None, "quote": None}, "system")
    assert (one.subject, one.field, one.value, one.start) == ("u", "system", "Mosaic", None)


@pytest.mark.parametrize(
    ("statuses", "counted"),
    [
        (("stated", "inferred"), ["stated"]),
        (("asserted", "inferred"), ["asserted"]),
        (("asserted", "stated"), ["asserted", "stated"]),
        (("inferred",), ["inferred"]),
        ((), []),
    ],
)
def test_what_letters_state_and_people_assert_goes_before_what_rules_work_out(
    statuses: tuple[str, ...], counted: list[str]
) -> None:
    contract = Contract("c", [claim(status=one) for one in statuses])
    assert [end.status for end in contract.ends] == counted


def test_a_contract_may_end_on_the_days_of_all_its_ends() -> None:
    early, late, open_ = claim(earliest="2027-03-31", latest="2027-03-31"), claim(), claim(latest=None)
    assert Contract("c", [late, early]).may_end == Interval(date(2027, 3, 31), date(2028, 12, 31))
    assert Contract("c", [late, open_]).may_end == Interval(date(2028, 1, 1), None)
    assert Contract("c").may_end == Interval(None, None)


def test_claims_by_the_day_of_their_letters() -> None:
    old, new, undated = (claim(letter_iri=one, letter_date=one) for one in ("2020", "2024", None))
    assert newest_first([undated, old, new]) == [new, old, undated]
    assert by_letter([old, new, old]) == [[old, old], [new]]


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))))
def test_what_is_tied_together_has_one_name(pairs: list[tuple[str, str]]) -> None:
    root = tied(pairs)
    assert all(root(one) == root(other) for one, other in pairs)
    assert all(root(one) <= one for one in "abcdefgh")
    alone = set("abcdefgh") - {one for pair in pairs for one in pair}
    assert all(root(one) == one for one in alone)


def test_what_is_probably_the_same_is_so_in_either_direction() -> None:
    likely = Likely({"a": [Link("b", None, None, None, "x.txt")], "c": [Link(None, "Mosaic", None, None, "x.txt")]}, [])
    assert likely.same == {"a": frozenset("b"), "b": frozenset("a")}
    assert likely.things == frozenset("abc")
    more = likely.with_links([("c", Link("a", None, None, None, "y.txt"))])
    assert more.same["a"] == frozenset("bc")
    assert "c" not in likely.same
