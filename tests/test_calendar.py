"""The calendar of renewals, as a calendar's own library reads it: all-day events, stable identifiers, clean text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from kg.building import build_in_memory
from kg.errors import UsageError
from kg.reporting.formats.calendar import calendar
from kg.reporting.reports.gaps import gaps
from kg.reporting.reports.renewals import renewals
from kg.reporting.reports.wanting import wanted
from kg.store import Store
from tests.conftest import LETTERS
from tests.graphs import Said, letter, named, store_of

DAY = date(2026, 11, 21)
Event = dict[str, object]


def events_of(data: bytes) -> list[Event]:
    """The events of a calendar, each property with its value of Python."""
    found = Calendar.from_ical(data)
    assert found.errors == []
    assert [event.errors for event in found.walk("VEVENT") if event.errors] == []
    return [{name: event.decoded(name) for name in event} for event in found.walk("VEVENT")]


def events(store: Store, lead: str | None = None, day: date = DAY) -> list[Event]:
    return events_of(calendar(renewals(store, wanted(lead=lead), day)))


def ending(end: str, system: str = "Mosaic", reference: str = "A") -> Store:
    return store_of(letter(named(system), Said("contract_end", end, system=system), reference=reference))


def title(store: Store) -> str:
    (event,) = events(store)
    summary = event["SUMMARY"]
    assert isinstance(summary, str)
    return summary.partition(":")[0]


def test_an_event_for_each_end_and_each_start(store: Store) -> None:
    found = events_of(calendar(renewals(store, wanted("2026", "2028", "18m"), DAY)))
    days = [event["DTSTART"] for event in found]
    assert [str(day) for day in days] == ["2026-11-01", "2026-11-21", "2028-01-01", "2026-11-21"]
    assert [str(event["SUMMARY"]).partition(": ")[0] for event in found] == [
        "Contract may end between 1 and 30 Nov 2026",
        "Procurement overdue since 1 May 2025",
        "Contract may end between 1 Jan and 31 Dec 2028",
        "Procurement overdue since 1 Jul 2026",
    ]
    assert {str(event["URL"]) for event in found} == {"https://www.coventry.gov.uk/contractsregister"}
    assert "CareDirector (probably), Adult social care, Coventry City Council" in str(found[0]["SUMMARY"])
    assert "“Until November 2026.”" in str(found[0]["DESCRIPTION"])
    assert len({event["UID"] for event in found}) == 4


def test_every_event_is_of_one_whole_day(store: Store) -> None:
    for event in events(store, "18m"):
        first, last = event["DTSTART"], event["DTEND"]
        assert {type(first), type(last)} == {date}, "a day, not a time"
        assert last - first == timedelta(days=1), "the day after the event, which it does not reach"
    text = calendar(renewals(store, wanted(lead="18m"), DAY))
    assert text.count(b"DTSTART;VALUE=DATE:") == text.count(b"DTEND;VALUE=DATE:") == text.count(b"BEGIN:VEVENT")


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("2028-03-31", "Contract ends"),
        ("2028-03", "Contract may end between 1 and 31 Mar 2028"),
        ("2028", "Contract may end between 1 Jan and 31 Dec 2028"),
        ("2027-10-01/2028-03-31", "Contract may end between 1 Oct 2027 and 31 Mar 2028"),
        ("2028-01-01/..", "Contract may end on or after 1 Jan 2028"),
        ("../2028-12-31", "Contract may end by 31 Dec 2028"),
    ],
)
def test_the_title_says_between_which_days_a_contract_may_end(end: str, words: str) -> None:
    assert title(ending(end)) == words


def test_an_end_without_a_first_day_stands_on_the_last() -> None:
    (event,) = events(ending("../2028-12-31"))
    assert event["DTSTART"] == date(2028, 12, 31)


def test_identifiers_are_the_same_in_two_builds_and_as_of_other_days() -> None:
    one, other = build_in_memory([LETTERS]), build_in_memory(sorted(LETTERS.iterdir(), reverse=True))
    assert {event["UID"] for event in events(one, "18m")} == {event["UID"] for event in events(other, "18m")}
    first, later = (calendar(renewals(store, wanted(), DAY)) for store in (one, other))
    assert first == later
    earlier = events(one, "18m", date(2024, 1, 1))
    assert [event["UID"] for event in earlier] == [event["UID"] for event in events(one, "18m", DAY)]
    ends = [event["UID"] for event in earlier if str(event["SUMMARY"]).startswith("Contract")]
    assert ends == [event["UID"] for event in events(one)], "nor does an identifier depend on the lead"


def test_an_identifier_stays_when_other_letters_come() -> None:
    ours = letter(named("Mosaic"), Said("contract_end", "2028-03-31", system="Mosaic"), reference="A")
    theirs = letter(named("CareDirector"), Said("contract_end", "2027", system="CareDirector"), reference="B")
    alone, among = events(store_of(ours)), events(store_of(theirs, ours), day=date(2027, 1, 1))
    assert {event["UID"] for event in alone} < {event["UID"] for event in among}


def test_the_stamp_is_the_day_of_the_report_not_the_clock() -> None:
    (event,) = events(ending("2028"), day=date(2020, 2, 29))
    assert event["DTSTAMP"] == datetime(2020, 2, 29, tzinfo=UTC)
    (built,) = events_of(calendar(renewals(ending("2028"), wanted())))
    assert built["DTSTAMP"] == datetime(2024, 10, 2, tzinfo=UTC), "of a build, the day of its newest letter"


def test_a_rolling_contract_has_an_event_for_its_next_break() -> None:
    start, term = (
        Said("contract_start", "2020-04-01", system="Mosaic"),
        Said("contract_term", "rolling/P1Y", system="Mosaic"),
    )
    (event,) = events(store_of(letter(named("Mosaic"), start, term)))
    assert event["DTSTART"] == date(2027, 3, 31)
    assert str(event["SUMMARY"]).startswith("Rolling contract renews: Mosaic")
    month = Said("contract_start", "2020-04", system="Mosaic")
    assert (
        title(store_of(letter(named("Mosaic"), month, term)))
        == "Rolling contract may renew between 31 Mar and 29 Apr 2027"
    )


def test_what_is_over_has_no_event_unless_it_is_asked_for() -> None:
    store = ending("2024-03-31")
    assert events(store, "18m") == []
    (event,) = events_of(calendar(renewals(store, wanted(lead="18m"), DAY), past=True))
    assert event["DTSTART"] == date(2024, 3, 31)


def test_an_end_that_options_put_off_has_an_event_on_the_day_that_they_allow() -> None:
    said = (Said("contract_end", "2026-03-31", system="Mosaic"), Said("extension", "P2Y", system="Mosaic"))
    (event,) = events(store_of(letter(named("Mosaic"), *said)))
    assert (event["DTSTART"], str(event["SUMMARY"]).partition(":")[0]) == (
        date(2028, 3, 31), "Contract may end if extended to the full",
    )  # fmt: skip
    assert "Options to extend: one option of two years" in str(event["DESCRIPTION"])


def test_a_start_that_is_still_to_come_stands_on_its_day_and_every_event_has_a_reminder() -> None:
    data = calendar(renewals(ending("2029-03-31"), wanted(lead="18m"), DAY))
    end, start = events_of(data)
    assert (end["DTSTART"], start["DTSTART"]) == (date(2029, 3, 31), date(2027, 9, 30))
    assert str(start["SUMMARY"]).startswith("Start procurement by today: ")
    triggers = [alarm.decoded("TRIGGER") for alarm in Calendar.from_ical(data).walk("VALARM")]
    assert triggers == [timedelta(days=-90), timedelta(days=-30)]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=200))
@example("a,b;c\\n:d")
@example("🏛" * 60)
@settings(max_examples=40, deadline=None)
def test_text_comes_back_as_it_was_and_lines_are_folded(words: str) -> None:
    said = Said("contract_end", "2028-03-31", system="Mosaic", quote=f"Start {words} end")
    data = calendar(renewals(store_of(letter(named("Mosaic"), said), reference=False), wanted(), DAY))
    (event,) = events_of(data)
    shown = "".join(char if char.isprintable() else " " for char in said.words)
    assert f"“{' '.join(shown.split())}”" in str(event["DESCRIPTION"])
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert [line.decode() for line in lines], "no character is cut in two"


def test_other_reports_have_no_calendar(store: Store) -> None:
    with pytest.raises(UsageError, match="gaps"):
        calendar(gaps(store, None, DAY))
