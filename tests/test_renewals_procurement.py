"""When a procurement has to start, contracts that roll on, and contracts held over past their end."""

from __future__ import annotations

from datetime import date

from kg.known.rows import Row
from kg.model import Outcome
from kg.reporting.report import Report
from kg.reporting.reports.renewals import renewals
from kg.reporting.reports.wanting import wanted
from kg.store import Store
from tests.graphs import ADULT, CHILDREN, Asked, Said, letter, named, store_of

DAY = date(2026, 11, 21)


def report_of(store: Store, *period: str | None, lead: str | None = "18m", **filters: str) -> Report:
    first, last = (*period, None, None)[:2]
    return renewals(store, wanted(first, last, lead, **filters), DAY)


def rows(report: Report, name: str) -> list[Row]:
    return [row for section in report.sections if section.name == name for row in section.rows]


def one(*said: Said, period: tuple[str | None, ...] = (), name: str = "ends", date_: str = "2024-10-02") -> Row:
    (row,) = rows(report_of(store_of(letter(*said, date=date_), reference=False), *period), name)
    return row


def test_a_procurement_starts_before_the_first_day_on_which_the_contract_may_end() -> None:
    assert one(Said("contract_end", "2028-03-31"))["start_by"] == "2026-09-30"
    assert one(Said("contract_end", "2028"))["start_by"] == "2026-07-01"
    assert one(Said("contract_end", "2028"))["band"] == "overdue"
    assert one(Said("contract_end", "2029-01-31"))["band"] == "12 months"


def test_without_a_lead_the_warning_is_that_of_the_end() -> None:
    store = store_of(letter(Said("contract_end", "2027-03-31")), reference=False)
    (row,) = rows(report_of(store, lead=None), "ends")
    assert (row["start_by"], row["band"]) == (None, "6 months")


def test_an_extension_gives_a_latest_end_and_a_later_start() -> None:
    row = one(Said("contract_end", "2027-03-31"), Said("extension", "P1Y+P1Y"))
    assert (row["end"], row["latest_end"], row["extension"]) == ("2027-03-31", "2029-03-31", "P1Y+P1Y")
    assert (row["start_by"], row["start_by_extended"]) == ("2025-09-30", "2027-09-30")


def test_time_left_is_counted_to_either_bound() -> None:
    row = one(Said("contract_end", "2028"))
    assert (row["months_least"], row["months_left"]) == (13, 25)


def test_a_rolling_contract_has_its_next_break() -> None:
    said = (
        named("Mosaic"),
        Said("contract_start", "2020-04-01", system="Mosaic"),
        Said("contract_term", "rolling/P1Y", system="Mosaic"),
    )
    row = one(*said, name="rolling")
    assert (row["next_break"], row["break_earliest"], row["start_by"]) == ("2027-03-31", "2027-03-31", "2025-09-30")
    assert rows(report_of(store_of(letter(*said))), "unknown") == []


def test_a_rolling_contract_with_an_end_has_both() -> None:
    row = one(Said("contract_end", "2025-03-31"), Said("contract_term", "rolling/P1Y"), name="extended")
    assert (row["end"], row["next_break"], row["state"]) == ("2025-03-31", "2027-03-31", "end passed, rolls on")
    assert row["start_by"] == "2025-09-30", "counted to the next break, not to the end that has passed"


def test_an_end_that_has_passed_is_no_news_and_stands_by_itself() -> None:
    row = one(Said("contract_end", "2025-03-31"), name="passed")
    assert (row["state"], row["band"], row["start_by"]) == ("end passed, no later letter", None, None)


def test_options_that_reach_beyond_the_day_are_told() -> None:
    row = one(Said("contract_end", "2026-03-31"), Said("extension", "P1Y+P1Y"), name="extended")
    assert (row["state"], row["latest_end"]) == ("end passed, may have been extended", "2028-03-31")
    assert (row["start_by"], row["band"]) == ("2026-09-30", "overdue")
    assert (
        one(Said("contract_end", "2025-03-31"), Said("extension", "P1Y"), name="passed")["latest_end"] == "2026-03-31"
    )


def test_costs_and_the_place_of_the_council_stand_beside_an_end() -> None:
    said = (Said("contract_end", "2028-03-31"), Said("contract_reference", "REF 1"))
    older = letter(*said, Said("annual_cost", 100_000), reference="A", date="2022-01-01")
    newer = letter(*said, Said("annual_cost", 125_000), Said("total_cost", 500_000), reference="B")
    for row in rows(report_of(store_of(older, newer)), "ends"):
        assert (row["annual_cost"], row["total_cost"]) == (125_000, 500_000), "as the newest letter gives them"
        assert (row["region"], row["council_type"]) == ("West Midlands", "Metropolitan district")
        assert row["as_of"] == "2026-11-21"


def test_a_contract_is_held_over_if_a_letter_after_its_end_says_that_the_system_is_in_use() -> None:
    said = (named("Mosaic"), Said("contract_end", "2023-03-31", system="Mosaic"))
    assert one(*said, date_="2025-01-01", name="held-over")["state"] == "held over"
    assert one(*said, date_="2022-01-01", name="passed")["state"] == "end passed, no later letter"
    assert one(named("Mosaic"), Said("contract_end", "2026-11", system="Mosaic"))["state"] == "may have ended"
    assert one(named("Mosaic"), Said("contract_end", "2026-12", system="Mosaic"))["state"] == "running"


def test_what_is_held_over_is_shown_outside_of_the_period_too() -> None:
    said = (named("Mosaic"), Said("contract_end", "2023-03-31", system="Mosaic"))
    report = report_of(store_of(letter(*said, date="2025-01-01")), "2027", "2028")
    assert rows(report, "ends") == []
    assert [row["end"] for row in rows(report, "held-over")] == ["2023-03-31"]
    over = report_of(store_of(letter(*said, date="2022-01-01")), "2027", "2028")
    assert rows(over, "held-over") == []
    assert over.notes[0] == "Left out: 1 of 1 known ends, which lie outside the period."


def test_a_build_says_that_it_does_not_look_at_the_clock() -> None:
    report = renewals(store_of(letter(Said("contract_end", "2028")), reference=False))
    assert report.as_of == "2024-10-02"
    assert "the date of the newest letter" in report.notes[0]
    assert not any("newest letter" in note for note in report_of(store_of(letter(Said("contract_end", "2028")))).notes)


# Why an end is not known, service by service


def test_a_question_about_another_service_is_no_reason() -> None:
    asked = [
        Asked("2", "When does the contract for adult social care end?", Outcome.NOT_HELD),
        Asked("3", "When does the contract for children's social care end?", Outcome.WITHHELD, ("s.43(2)",)),
    ]
    store = store_of(letter(named("Mosaic"), named("Liquidlogic", CHILDREN), asked=asked))
    why = {row["service"]: row["why"] for row in rows(report_of(store), "unknown")}
    assert why == {ADULT: "not held (question 2)", CHILDREN: "withheld under s.43(2) (question 3)"}


def test_another_letter_on_the_same_service_tells_why() -> None:
    asked = Asked("2", "When does the contract for adult social care software end?", Outcome.WITHHELD, ("s.21",))
    naming = letter(named("Mosaic"), named("Liquidlogic", CHILDREN), reference="A", date="2020-01-01")
    refusing = letter(Said("hosting", "cloud"), reference="B", asked=[asked])
    why = {row["service"]: row["why"] for row in rows(report_of(store_of(naming, refusing)), "unknown")}
    assert why == {ADULT: "withheld under s.21 (question 2)", CHILDREN: "not asked"}


def test_an_end_that_a_letter_does_not_tie_to_the_one_system_it_names_is_that_systems() -> None:
    (row,) = rows(report_of(store_of(letter(named("Mosaic"), Said("contract_end", "2028")))), "ends")
    assert (row["system_status"], row["end"]) == ("inferred", "2028")
    assert "Mosaic" in str(row["system"])
    assert rows(report_of(store_of(letter(named("Mosaic"), Said("contract_end", "2028")))), "unknown") == []


def test_an_end_beside_two_systems_is_tied_to_neither() -> None:
    report = report_of(store_of(letter(named("Mosaic"), named("CareDirector"), Said("contract_end", "2028"))))
    assert [row["system"] for row in rows(report, "ends")] == [None]
    assert len(rows(report, "unknown")) == 2
