"""Which systems refused questions and figures have to do with, and the filters that go by them."""

from __future__ import annotations

from datetime import date

import pytest

from kg.errors import NotFoundError
from kg.known.filtering import Filters
from kg.known.rows import Row
from kg.model import Outcome
from kg.reporting.reports.refusals import refusals
from kg.reporting.reports.statistics import statistics
from kg.store import Store
from tests.graphs import CHILDREN, Asked, Said, letter, named, store_of

DAY = date(2025, 1, 1)


def refused(label: str, text: str, sections: tuple[str, ...] = ("s.43(2)",)) -> Asked:
    return Asked(label, text, Outcome.WITHHELD, sections)


def questions(store: Store, filters: Filters | None = None, as_of: date | None = DAY) -> dict[str, Row]:
    return {str(row["question"]): row for row in refusals(store, filters, as_of).sections[1].rows}


@pytest.fixture(scope="module")
def letters() -> Store:
    """Adults on Mosaic, whose supplier the catalogue knows; children on Liquidlogic, whose supplier is stated."""
    return store_of(
        letter(
            named("Mosaic"),
            named("Liquidlogic", CHILDREN),
            Said("supplier", "System C", CHILDREN, "Liquidlogic"),
            asked=(
                refused("1", "What does the adult social care system cost?"),
                refused("2", "What did you pay for Liquidlogic in adult social care?"),
                refused("3", "Who signed?"),
                refused("4", "Is there a mosaic in children's social care?"),
            ),
        )
    )


def test_a_named_system_is_stated_and_that_of_the_service_inferred(letters: Store) -> None:
    found = questions(letters)
    told = {label: tuple(row[key] for key in ("system", "system_status")) for label, row in found.items()}
    assert told == {
        "1": ("Mosaic (social care)", "inferred"),
        "2": ("Liquidlogic", "stated"),
        "3": (None, None),
        "4": ("Liquidlogic", "inferred"),
    }
    suppliers = {label: tuple(row[key] for key in ("supplier", "supplier_status")) for label, row in found.items()}
    assert suppliers == {
        "1": ("The Access Group", "reference"),
        "2": ("System C", "stated"),
        "3": (None, None),
        "4": ("System C", "inferred"),
    }


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(system="mosaic"), ["1"]),
        (Filters(system="liquid"), ["2", "4"]),
        (Filters(supplier="system c"), ["2", "4"]),
        (Filters(supplier="access"), ["1"]),
        (Filters(system="liquid", service="adult-social-care"), ["2"]),
    ],
    ids=str,
)
def test_refusals_by_system_and_supplier(letters: Store, filters: Filters, kept: list[str]) -> None:
    report = refusals(letters, filters, DAY)
    assert [row["question"] for row in report.sections[1].rows] == kept
    assert sum(int(str(row["questions"])) for row in report.sections[0].rows) == len(kept)
    assert f"Left out by the filters: {4 - len(kept)} questions." in report.notes


def test_an_unknown_system_is_told_with_the_nearest(letters: Store) -> None:
    with pytest.raises(NotFoundError, match="Mosaic"):
        refusals(letters, Filters(system="Mosiac"), DAY)


def test_a_word_that_the_catalogue_adds_is_no_part_of_a_name() -> None:
    asked = refused("1", "What does Mosaic cost?")
    assert questions(store_of(letter(named("Mosaic"), asked=[asked])))["1"]["system_status"] == "stated"


def test_a_system_that_is_no_longer_in_use_is_not_that_of_a_service() -> None:
    store = store_of(
        letter(named("Mosaic"), Said("in_use_until", "2024-03-31", system="Mosaic"), asked=(
            refused("1", "What does the adult social care system cost?"),
        ))
    )  # fmt: skip
    assert questions(store)["1"]["system"] is None
    assert questions(store, as_of=date(2024, 1, 1)) == {}, "the letter came later"


def test_a_system_named_by_another_council_does_not_count() -> None:
    ours = letter(named("Mosaic"), council="Coventry City Council", reference="A")
    theirs = letter(
        council="Leeds City Council",
        reference="B",
        asked=(refused("1", "What does Mosaic in adult social care cost?"),),
    )
    assert questions(store_of(ours, theirs))["1"]["system"] is None


def test_statistics_by_system_and_supplier(store: Store) -> None:
    day = date(2026, 11, 21)
    all_ = statistics(store, None, day).sections[1].rows
    on_sims = statistics(store, Filters(system="SIMS"), day).sections[1].rows
    assert [(row["system"], row["system_status"]) for row in on_sims] == [("SIMS", "stated")] * 3
    children = [row for row in all_ if row["service"] == CHILDREN]
    assert {row["system_status"] for row in children} == {"inferred"}
    by_supplier = statistics(store, Filters(supplier="System C"), day).sections[1].rows
    assert [row for row in by_supplier if row["service"]] == children
    assert {row["system"] for row in by_supplier if not row["service"]} == {"Liquidlogic"}
