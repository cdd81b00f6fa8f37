"""The renewal horizon over graphs made for it: nothing stated is lost, and what is not stated is marked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Certainty, LetterClaims, Outcome, Polarity
from kg.querying import named_query
from kg.reporting.formats.calendar import calendar
from kg.reporting.formats.rendering import render
from kg.reporting.formats.timeline import timeline
from kg.reporting.reports.renewals import renewals
from kg.reporting.reports.wanting import wanted
from kg.store import Store
from kg.values import interval_of
from tests.graphs import CHILDREN, Asked, Said, letter, modular, named, store_of, texts

AS_OF = date(2025, 1, 15)
DAYS = st.dates(date(2020, 1, 1), date(2034, 12, 31))
PRECISION = st.sampled_from([4, 7, 10])
STATED = st.builds(lambda day, width: day.isoformat()[:width], DAYS, PRECISION)
REGISTER = ("contracts register", "https://example.org/register")


ENDS = ("ends", "held-over", "extended", "passed", "moved")


def rows(store: Store, names: str | tuple[str, ...], *period: str | None, **filters: str) -> list[dict[str, object]]:
    report = renewals(store, wanted(*period, **filters), AS_OF)
    wanted_names = (names,) if isinstance(names, str) else names
    return [dict(row) for section in report.sections if section.name in wanted_names for row in section.rows]


def only(*letters: LetterClaims, section: str = "ends") -> dict[str, object]:
    (row,) = rows(store_of(*letters), section)
    return row


@given(ends=st.lists(STATED, min_size=1, max_size=8), first=STATED, last=STATED)
@settings(max_examples=60, deadline=None)
def test_the_report_says_what_a_plain_reading_of_the_dates_says(ends: list[str], first: str, last: str) -> None:
    store = store_of(
        *(letter(Said("contract_end", end), reference=f"FOI {number}") for number, end in enumerate(ends)),
        reference=False,
    )
    begin, finish = interval_of(first).earliest, interval_of(last).latest
    assert begin
    assert finish
    if begin > finish:
        first, last, begin, finish = last, first, interval_of(last).earliest, interval_of(first).latest
        assert begin
        assert finish
    expected = []
    for number, end in enumerate(ends):
        bounds = interval_of(end)
        assert bounds.earliest
        assert bounds.latest
        if begin <= bounds.earliest and bounds.latest <= finish:
            expected.append((f"foi-{number}.txt", end, "certain"))
        elif bounds.earliest <= finish and begin <= bounds.latest:
            expected.append((f"foi-{number}.txt", end, "possible"))
    found = [(str(row["letter"]), str(row["end"]), str(row["falls"])) for row in rows(store, ENDS, first, last)]
    assert sorted(found) == sorted(expected)
    assert len(rows(store, ENDS)) == len(ends), "without a period none is left out"
    assert rows(store, "unknown") == []


@given(start=STATED, years=st.integers(1, 9), first=DAYS)
@settings(max_examples=30, deadline=None)
def test_an_inferred_end_is_read_like_a_stated_one(start: str, years: int, first: date) -> None:
    said = (Said("contract_start", start), Said("contract_term", f"P{years}Y"))
    store = store_of(letter(*said), reference=False)
    (row,) = rows(store, ENDS)
    bounds = interval_of(str(row["end"]))
    assert (row["earliest"], row["latest"]) == (str(bounds.earliest), str(bounds.latest))
    assert "end by rule term-end" in str(row["inferred"])
    assert bounds.latest
    assert bool(rows(store, ENDS, first.isoformat())) == (bounds.latest >= first)


def test_an_open_end_is_possible_and_never_lost() -> None:
    store = store_of(letter(Said("contract_end", "2026-04/..")))
    assert [row["falls"] for row in rows(store, ENDS, "2030", "2031")] == ["possible"]
    assert rows(store, ENDS, None, "2026-03") == []


@pytest.mark.parametrize("how", ["denied", "planned"])
def test_what_is_denied_or_planned_is_no_end(how: str) -> None:
    end = (
        Said("contract_end", "2026", polarity=Polarity.DENIED)
        if how == "denied"
        else Said("contract_end", "2026", certainty=Certainty.PLANNED)
    )
    assert rows(store_of(letter(end)), ENDS) == []
    store = store_of(letter(end, Said("contract_reference", "REF 1")))
    assert rows(store, ENDS) == []
    assert [row["reference"] for row in rows(store, "unknown")] == ["REF 1"]


def test_ends_that_contradict_each_other_are_both_told_the_later_letter_s_first() -> None:
    reference = Said("contract_reference", "REF 1")
    older = letter(reference, Said("contract_end", "2026-11"), reference="A", date="2022-01-01")
    newer = letter(reference, Said("contract_end", "2028-03"), reference="B")
    store = store_of(older, newer)
    (stands,), (put_off,) = rows(store, "ends"), rows(store, "moved")
    assert [(row["end"], row["letter"], row["reference"]) for row in (put_off, stands)] == [
        ("2026-11", "a.txt", "REF 1"),
        ("2028-03", "b.txt", "REF 1"),
    ]
    assert len(rows(store, ENDS)) == 2


def test_months_are_counted_from_the_day_asked_about() -> None:
    store = store_of(letter(Said("contract_end", "2026-01-14"), Said("contract_end", "2026-01-15", CHILDREN)))
    assert [row["months_left"] for row in rows(store, ENDS)] == [11, 12]


# What is not stated


def test_a_supplier_stated_of_what_is_probably_the_same_contract_comes_before_the_catalogue() -> None:
    ours = letter(Said("contract_end", "2026-11"), reference="A")
    theirs = letter(
        named("CareDirector"), Said("contract_reference", "REF 1", system="CareDirector"),
        Said("supplier", "Phoenix Software", system="CareDirector"), reference="B", date="2022-09-23",
    )  # fmt: skip
    (row,) = rows(store_of(ours, theirs), ENDS)
    assert (row["supplier"], row["supplier_status"]) == ("Phoenix Software", "inferred")
    assert (row["system"], row["reference"]) == ("CareDirector", "REF 1")
    assert (row["system_status"], row["reference_status"]) == ("inferred", "inferred")


def test_a_named_system_gets_the_reference_that_another_letter_gives() -> None:
    ours = letter(named("CareDirector"), Said("contract_end", "2026-11", system="CareDirector"), reference="A")
    theirs = letter(
        named("CareDirector"),
        Said("contract_reference", "REF 1", system="CareDirector"),
        reference="B",
        date="2022-09-23",
    )
    (row,) = rows(store_of(ours, theirs), ENDS)
    assert (row["system"], row["system_status"]) == ("CareDirector", "stated")
    assert (row["reference"], row["reference_status"]) == ("REF 1", "inferred")


def test_a_filter_finds_what_is_only_inferred() -> None:
    ours = letter(Said("contract_end", "2028", CHILDREN), reference="A")
    store = store_of(ours, modular())
    assert [row["end"] for row in rows(store, ENDS, system="Liquidlogic")] == ["2028"]
    assert [row["end"] for row in rows(store, ENDS, system="ContrOCC")] == ["2028"], "it is under the same contract"
    assert rows(store, "unknown") == [], "the end of the contract is known"


# Ends that are not known


def asked(outcome: Outcome, *exemptions: str, look: bool = False) -> Asked:
    return Asked("2", "When does the contract for the system end?", outcome, exemptions, (REGISTER,) if look else ())


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (asked(Outcome.WITHHELD, "s.21", look=True), "withheld under s.21 (question 2)"),
        (asked(Outcome.WITHHELD, "s.43(2)", "s.31"), "withheld under s.31, s.43(2) (question 2)"),
        (asked(Outcome.WITHHELD), "refused, no section given (question 2)"),
        (asked(Outcome.PARTLY_ANSWERED, "s.43(2)"), "withheld in part under s.43(2) (question 2)"),
        (asked(Outcome.NOT_HELD), "not held (question 2)"),
        (asked(Outcome.REFERRED, look=True), "referred elsewhere (question 2)"),
        (asked(Outcome.UNANSWERED), "asked, left unanswered (question 2)"),
        (asked(Outcome.ANSWERED), "asked, but the answer does not say (question 2)"),
        (Asked("2", "How many users are there?"), "not asked"),
    ],
)
def test_every_reason_for_an_end_that_is_not_known(answer: Asked, why: str) -> None:
    row = only(
        letter(named("Mosaic"), Said("contract_reference", "REF 1", system="Mosaic"), asked=[answer]), section="unknown"
    )
    assert row["why"] == why
    assert row["look"] == (" ".join(REGISTER) if answer.look_in else None)


def test_a_rolling_contract_has_no_end_to_be_known() -> None:
    said = (named("Mosaic"), Said("contract_term", "rolling/P1Y", system="Mosaic", question="2"))
    store = store_of(letter(*said, asked=[asked(Outcome.ANSWERED)]))
    report = renewals(store, wanted(), AS_OF)
    assert [section.name for section in report.sections] == ["ends", "rolling", "unknown"]
    assert [row["term"] for row in report.sections[1].rows] == ["rolling/P1Y"]
    assert report.sections[2].rows == ()


def test_the_letter_that_was_asked_tells_why() -> None:
    reference = Said("contract_reference", "REF 1", system="Mosaic")
    silent = letter(named("Mosaic"), reference, reference="A", date="2020-01-01")
    refusing = letter(named("Mosaic"), reference, reference="B", asked=[asked(Outcome.WITHHELD, "s.21", look=True)])
    for letters in ((silent, refusing), (refusing, silent)):
        row = only(*letters, section="unknown")
        assert row["why"] == "withheld under s.21 (question 2)"
        assert row["letter"] == "b.txt", "the words are those of the letter that refuses"


def test_a_contract_that_is_only_denied_is_none() -> None:
    denied = Said("supplier", "System C", polarity=Polarity.DENIED)
    store = store_of(letter(denied))
    assert rows(store, "unknown") == []
    assert texts(store, named_query("contracts-without-end").text) == []


@pytest.mark.parametrize("width", [70, 80, 100, 110, 160])
def test_a_table_cuts_nothing_off(store: Store, width: int) -> None:
    report = renewals(store, wanted("2026", "2028"), AS_OF)
    lines = render(report, "table", width=width).splitlines()
    assert max(map(len, lines)) <= width
    letters = "".join("".join(lines).split())
    for section in report.sections:
        for row in section.rows:
            quote = "".join(str(row["quote"]).split())
            assert quote[:40] in letters
    if width >= 100:
        assert "Months" in "\n".join(lines)
        assert [words in " ".join(lines) for words in ("2b)", "7)")] == [True] * 2


# What a later letter says of the same end


def moved(first: str, second: str, *more: Said, **later: str) -> list[dict[str, object]]:
    old = letter(named("Mosaic"), Said("contract_end", first, system="Mosaic"), *more, reference="A", date="2023-05-01")
    new = letter(named("Mosaic"), Said("contract_end", second, system="Mosaic"), reference="B", date="2024-05-01")
    return sorted(rows(store_of(old, new), ENDS, "2024", "2031"), key=lambda row: str(row["letter"]))


def test_an_end_that_a_later_letter_puts_off_is_no_longer_due() -> None:
    old, new = moved("2025-03-31", "2027-03-31")
    assert (old["state"], old["later_end"]) == ("moved", "2027-03-31 (b.txt)")
    assert (old["band"], old["start_by"]) == (None, None)
    assert (new["state"], new["later_end"], new["band"]) == ("running", None, "later")


def test_an_end_brought_forward_stays_and_says_so() -> None:
    old, _ = moved("2027-03-31", "2026-03-31")
    assert (old["state"], old["later_end"]) == ("running", "2026-03-31 (b.txt)")
    assert old["band"] == "later"


def test_an_end_that_is_only_more_precise_is_the_same() -> None:
    old, _ = moved("2027", "2027-03")
    assert (old["state"], old["later_end"]) == ("running", None)


def test_of_two_ends_in_a_letter_it_is_not_known_which_one_moved() -> None:
    first, second, _ = moved("2025-03-31", "2027-03-31", Said("contract_end", "2025-06-30", system="Mosaic"))
    assert {first["later_end"], second["later_end"]} == {None}


def test_the_end_of_another_contract_does_not_move_this_one() -> None:
    said = [
        (named("Mosaic"), Said("contract_end", end, system="Mosaic"), Said("contract_reference", ref, system="Mosaic"))
        for ref, end in (("REF 1", "2025-03-31"), ("REF 2", "2027-03-31"))
    ]
    letters = [
        letter(*one, reference=name, date=date_)
        for one, name, date_ in zip(said, "AB", ("2023-05-01", "2024-05-01"), strict=True)
    ]
    assert {row["later_end"] for row in rows(store_of(*letters), ENDS, "2024", "2031")} == {None}


def test_a_later_end_outside_of_the_period_is_seen() -> None:
    old = letter(named("Mosaic"), Said("contract_end", "2025-03", system="Mosaic"), reference="A", date="2023-05-01")
    new = letter(named("Mosaic"), Said("contract_end", "2030-03", system="Mosaic"), reference="B", date="2024-05-01")
    (row,) = rows(store_of(old, new), ENDS, "2025", "2026")
    assert (row["state"], row["later_end"]) == ("moved", "2030-03 (b.txt)")


def test_a_contract_that_renews_on_a_day_of_the_year_breaks_before_it() -> None:
    said = Said("contract_term", "rolling/P1Y", system="Mosaic", quote="It renews each 1 April.")
    assert only(letter(named("Mosaic"), said), section="rolling")["next_break"] == "2025-03-31"


# Questions that are about something else


@pytest.mark.parametrize(
    "text", ["Who is the contract manager for the contract?", "What is the value of the contract?"]
)
def test_what_is_asked_of_a_contract_beside_its_terms_is_no_reason_for_an_unknown_end(text: str) -> None:
    asked = [Asked("3", text, Outcome.WITHHELD, ("s.40(2)",))]
    assert only(letter(named("Mosaic"), asked=asked), section="unknown")["why"] == "not asked"


def test_a_refusal_on_contracts_at_large_is_a_reason() -> None:
    asked = [Asked("3", "Please provide a copy of the contract.", Outcome.WITHHELD, ("s.43(2)",))]
    assert only(letter(named("Mosaic"), asked=asked), section="unknown")["why"] == "withheld under s.43(2) (question 3)"


def test_a_question_refused_in_part_is_about_what_is_refused() -> None:
    end = Said("contract_end", "2027-03-31", CHILDREN, "LCS", question="2")
    asked = [Asked("2", "When do the contracts end?", Outcome.PARTLY_ANSWERED, ("s.43(2)",))]
    found = rows(store_of(letter(named("Mosaic"), named("LCS", CHILDREN), end, asked=asked)), "unknown")
    assert [(row["system"], row["why"]) for row in found] == [("Mosaic", "withheld in part under s.43(2) (question 2)")]


def test_an_end_that_is_put_off_has_no_event_and_no_bar_and_stands_by_itself() -> None:
    old = letter(named("Mosaic"), Said("contract_end", "2025-03-31", system="Mosaic"), reference="A", date="2023-05-01")
    new = letter(named("Mosaic"), Said("contract_end", "2027-03-31", system="Mosaic"), reference="B", date="2024-05-01")
    report = renewals(store_of(old, new), wanted("2024", "2031"), AS_OF)
    events = calendar(report).decode()
    assert "20270331" in events
    assert "20250331" not in events
    assert [(section.name, len(section.rows)) for section in report.sections if section.rows] == [
        ("ends", 1),
        ("moved", 1),
    ]
    drawn = timeline(report)
    assert drawn is not None
    assert [len(bars) for _, services in drawn.groups for _, bars in services] == [1]


def test_ends_that_have_passed_or_may_be_put_off_are_drawn_too() -> None:
    said = (Said("contract_end", "2025-03-31"), Said("extension", "P1Y"))
    drawn = timeline(renewals(store_of(letter(*said)), wanted(), AS_OF))
    assert drawn is not None
    ((_, ((_, (bar,)),)),) = drawn.groups
    assert [stretch.kind for stretch in bar.stretches] == ["runs", "extended"]
