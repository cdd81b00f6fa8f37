"""Rules on dates: where a term ends, and within which days a contract starts and ends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg.model import Certainty, LetterClaims, Polarity
from kg.rules import DERIVED
from kg.values import add_duration, interval_of
from kg.vocab import KG
from tests.graphs import CHILDREN, Said, concluded, letter, quads_of, store_of, texts

PLANNED, DENIED = Certainty.PLANNED, Polarity.DENIED


def end_of(*said: Said) -> list[str]:
    return [value for _, value in concluded(store_of(letter(*said)), "term-end")]


# The end of a term


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        ("2021-04", "P5Y", "2026-03"),
        ("2022-11-01", "P4Y", "2026-10-31"),
        ("2021", "P5Y", "2026"),
        ("2021-04-15", "P18M", "2022-10-14"),
        ("2020-02-29", "P1Y", "2021-02-28"),
        ("2020-02-29", "P4Y", "2024-02-28"),
        ("2023-03-01", "P1Y", "2024-02-29"),
        ("2020-10-31", "P4M", "2021-02-28"),
        ("2021-09", "P2Y6M", "2024-02"),
        ("2021-01", "P12M", "2021-12"),
        ("2021", "P18M", "2022/2023"),
        ("2021~", "P5Y", "2026~"),
        ("2021~", "P6M", "2021~/2022~"),
    ],
)
def test_a_fixed_term_ends(start: str, term: str, end: str) -> None:
    assert end_of(Said("contract_start", start), Said("contract_term", term)) == [end]


@given(
    year=st.integers(1971, 2059),
    months=st.integers(1, 500),
    day=st.one_of(st.none(), st.tuples(st.integers(1, 12), st.one_of(st.none(), st.integers(1, 31)))),
    approximate=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_the_end_of_a_term_is_that_of_the_calendar(
    year: int, months: int, day: tuple[int, int | None] | None, approximate: bool
) -> None:
    start = str(year) + (f"-{day[0]:02}" if day else "") + (f"-{day[1]:02}" if day and day[1] else "")
    try:
        interval_of(start)
    except ValueError:
        return  # a day that the month does not have
    years, rest = divmod(months, 12)
    term = "P" + (f"{years}Y" if years else "") + (f"{rest}M" if rest else "")
    said = Said(
        "contract_start",
        start + ("~" if approximate else ""),
        certainty=Certainty.APPROXIMATE if approximate else Certainty.DEFINITE,
    )
    found = store_of(letter(said, Said("contract_term", term)), reference=False)
    (row,) = texts(
        found,
        "SELECT ?value ?earliest ?latest ?object ?certainty WHERE { ?c rdf:predicate kg:endDate ; rdf:object ?object ;"
        " kg:value ?value ; kg:certainty ?certainty ; kg:earliest ?earliest ; kg:latest ?latest }",
    )
    wanted = add_duration(said.value if isinstance(said.value, str) else "", term)
    bounds = interval_of(wanted)
    assert row["value"] == wanted
    assert (row["earliest"], row["latest"]) == (str(bounds.earliest), str(bounds.latest))
    assert row["object"] == wanted.replace("~", "")
    assert row["certainty"].endswith("approximate" if approximate else "definite")


@pytest.mark.parametrize(
    "said",
    [
        (Said("contract_start", "2021-04"), Said("contract_term", "P5Y"), Said("contract_end", "2027")),
        (Said("contract_start", "2021-04"), Said("contract_term", "P5Y"), Said("contract_start", "2020-04")),
        (Said("contract_start", "2021-04"), Said("contract_term", "P5Y"), Said("contract_term", "P3Y")),
        (Said("contract_start", "2021-04"), Said("contract_term", "P5Y"), Said("extension", "P1Y used")),
        (Said("contract_start", "2021-04"), Said("contract_term", "rolling/P1Y")),
        (Said("contract_start", "2021-04"), Said("contract_term", "P60D")),
        (Said("contract_start", "2021-21"), Said("contract_term", "P5Y")),
        (Said("contract_start", "2021-04/.."), Said("contract_term", "P5Y")),
        (Said("contract_start", "2021-04", certainty=PLANNED), Said("contract_term", "P5Y")),
        (Said("contract_start", "2021-04"), Said("contract_term", "P5Y", certainty=PLANNED)),
        (Said("contract_start", "2021-04", polarity=DENIED), Said("contract_term", "P5Y")),
        (Said("contract_start", "2021-04"), Said("contract_term", "P5Y", polarity=DENIED)),
        (Said("contract_start", "2021-04"), Said("contract_term", "P5Y", service=CHILDREN)),
        (Said("in_use_since", "2021-04"), Said("contract_term", "P5Y")),
        (Said("contract_start", "9999"), Said("contract_term", "P5Y")),
    ],
    ids=lambda said: ", ".join(f"{one.field} {one.value}" for one in said),
)
def test_no_end_is_concluded(said: tuple[Said, ...]) -> None:
    assert end_of(*said) == []


def test_an_option_that_is_not_used_is_not_added() -> None:
    said = (Said("contract_start", "2021-04"), Said("contract_term", "P5Y"))
    assert end_of(*said, Said("extension", "P2Y")) == ["2026-03"]
    assert end_of(*said, Said("extension", "P2Y used", polarity=DENIED)) == ["2026-03"]
    assert end_of(*said, Said("contract_end", "2027", certainty=PLANNED)) == ["2026-03"]


def test_start_and_term_may_stand_in_two_letters_of_one_contract() -> None:
    reference = Said("contract_reference", "REF 1", system="Mosaic")
    first = letter(reference, Said("contract_start", "2021-04", system="Mosaic"), reference="A")
    second = letter(reference, Said("contract_term", "P5Y", system="Mosaic"), reference="B")
    assert concluded(store_of(first, second), "term-end") == [("contract/coventry-city-council/ref-1", "2026-03")]


# Bounds


BOUNDS = frozenset(
    str(bound) for bound in (KG.startDateEarliest, KG.startDateLatest, KG.endDateEarliest, KG.endDateLatest)
)


def bounds_of(*letters: LetterClaims) -> dict[str, str]:
    found = [quad for quad in quads_of(*letters, reference=False) if quad.predicate.value in BOUNDS]
    assert {quad.graph_name for quad in found} <= {DERIVED}
    return {quad.predicate.value.rsplit("#", 1)[1]: quad.object.value for quad in found}


def test_bounds_hold_all_that_letters_state() -> None:
    reference = Said("contract_reference", "REF 1")
    first = letter(reference, Said("contract_end", "2026-11"), reference="A")
    second = letter(reference, Said("contract_end", "2027"), reference="B")
    assert bounds_of(first, second) == {"endDateEarliest": "2026-11-01", "endDateLatest": "2027-12-31"}


def test_bounds_of_a_concluded_end() -> None:
    found = bounds_of(letter(Said("contract_start", "2021-04"), Said("contract_term", "P5Y")))
    assert (found["endDateEarliest"], found["endDateLatest"]) == ("2026-03-01", "2026-03-31")


def test_an_open_date_has_no_bound_on_that_side() -> None:
    assert bounds_of(letter(Said("contract_end", "2026-04/.."))) == {"endDateEarliest": "2026-04-01"}
    both = letter(Said("contract_end", "2026-04/.."), Said("contract_end", "2025-03-31"))
    assert bounds_of(both) == {"endDateEarliest": "2025-03-31"}


def test_what_is_denied_or_planned_sets_no_bounds() -> None:
    said = [
        Said("contract_end", "2026"),
        Said("contract_end", "2020", polarity=DENIED),
        Said("contract_end", "2030", certainty=PLANNED),
    ]
    assert bounds_of(letter(*said)) == {"endDateEarliest": "2026-01-01", "endDateLatest": "2026-12-31"}
    assert bounds_of(letter(*said[1:])) == {}


def test_literals_of_the_derived_graph_are_typed() -> None:
    days = [
        quad.object
        for quad in quads_of(letter(Said("contract_end", "2026-11")), reference=False)
        if quad.graph_name == DERIVED and quad.predicate.value in (str(KG.endDateEarliest), str(KG.endDateLatest))
    ]
    date = NamedNode("http://www.w3.org/2001/XMLSchema#date")
    assert days == [Literal("2026-11-01", datatype=date), Literal("2026-11-30", datatype=date)]
