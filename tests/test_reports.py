"""Refusals, the market, changes and statistics: what each report says of letters made for it, and of the five."""

from __future__ import annotations

from datetime import date

import pytest

from kg.building import build_graph
from kg.errors import NotFoundError
from kg.known.filtering import Filters
from kg.known.rows import Row
from kg.model import LetterClaims, Outcome
from kg.reporting.formats.plots import plots
from kg.reporting.report import Column, Report, marked
from kg.reporting.reports.changes import Period, changes, changes_of_builds
from kg.reporting.reports.market import market
from kg.reporting.reports.refusals import refusals
from kg.reporting.reports.statistics import statistics
from kg.store import Store
from tests.graphs import ADULT, CHILDREN, Asked, Said, letter, named, store_of
from tests.letters import document, letter_text

DAY = date(2026, 11, 21)
LEEDS, KENT = "Leeds City Council", "Kent County Council"


def rows(report: Report, name: str) -> list[Row]:
    return [row for section in report.sections if section.name == name for row in section.rows]


# Refusals


def test_refusals_of_the_five_letters(store: Store) -> None:
    report = refusals(store, None, DAY)
    sums = {row["section"]: (row["questions"], row["tests"]) for row in rows(report, "by-section")}
    assert sums["s.43(2)"] == (6, 6)
    assert sums["s.21"] == (15, 0)
    weighed = [row for row in rows(report, "refusals") if row["interest"] == "made"]
    assert {row["question"] for row in weighed} == {"12a", "12b", "5", "6", "7", "8"}
    assert all("best served by maintaining the exemption" in str(row["interest_words"]) for row in weighed)
    assert all(row["subject"] for row in weighed)


def test_a_refusal_has_its_section_kind_and_test_and_silence_is_none() -> None:
    text = letter_text(
        "1. When does the contract for adult social care end?\n\nThis is exempt under section 43(2). The public interest "
        "in withholding it outweighs that in disclosure, in our view.\n\n"
        "2. What is the annual cost?\n\nThis is exempt under section 43(2).\n\n3. Which system do you use?\n\nMosaic."
    )
    found = rows(refusals(Store.of(build_graph([document(text)]).quads)), "refusals")
    assert [(row["question"], row["section"], row["interest"]) for row in found] == [
        ("1", "s.43(2)", "made"),
        ("2", "s.43(2)", None),
    ]
    assert "contract end" in str(found[0]["kind"])
    assert found[0]["service"] == ADULT
    assert found[0]["quote"] == "This is exempt under section 43(2)."


def test_what_is_refused_in_part_is_of_the_service_that_the_refusal_names() -> None:
    text = letter_text(
        "1. Which systems do you use for adult social care, housing and payroll?\n\nAdult social care: Mosaic\n"
        "Housing: Civica Cx\nPayroll: iTrent\n\n2. What is the annual cost of each?\n\nAdult social care: £412,500\n"
        "Housing: £198,000\nPayroll: This is exempt under section 43(2).\n"
    )
    found = rows(refusals(Store.of(build_graph([document(text)]).quads)), "refusals")
    assert [(row["question"], row["outcome"], row["service"]) for row in found] == [
        ("2", "partly answered", "hr-payroll")
    ]


def test_a_question_refused_under_two_sections_counts_under_each() -> None:
    asked = [
        Asked("1", "What does it cost?", Outcome.WITHHELD, ("s.43(2)", "s.41")),
        Asked("2", "Who is the supplier?", Outcome.WITHHELD, ("s.43(2)",)),
    ]
    report = refusals(store_of(letter(named("Mosaic"), asked=asked)))
    sums = {row["section"]: (row["questions"], row["title"]) for row in rows(report, "by-section")}
    assert {section: questions for section, (questions, _) in sums.items()} == {"s.43(2)": 2, "s.41": 1}
    assert [str(title).split(":")[0] for _, title in sums.values()] == ["Section 43(2)", "Section 41"]
    assert len(rows(report, "refusals")) == 2


@pytest.mark.parametrize(
    "wanted", ["childrens-social-care", "Children's social care", "children’s  social", "CHILDRENS"]
)
def test_a_service_is_filtered_by_its_notation_or_its_label(store: Store, wanted: str) -> None:
    kept = rows(refusals(store, Filters(service=wanted), DAY), "refusals")
    assert kept
    assert all("childrens-social-care" in str(row["service"]) for row in kept)


def test_refusals_by_service(store: Store) -> None:
    kept = rows(refusals(store, Filters(service="school-mis"), DAY), "refusals")
    assert kept
    assert {row["service"] for row in kept} == {"school-mis"}


def test_councils_and_kinds_of_question_are_compared_by_shares_of_all_that_was_asked(store: Store) -> None:
    report = refusals(store, None, DAY)
    (council,) = rows(report, "by-council")
    assert (council["council"], council["questions"], council["withheld"]) == ("Coventry City Council", 90, 21)
    assert council["share"] == 23
    kinds = {row["kind"]: (row["questions"], row["withheld"], row["share"]) for row in rows(report, "by-kind")}
    assert kinds["contract end date"] == (4, 2, 50)
    assert kinds["supplier"] == (7, None, 0), "what was never withheld is compared too"
    assert len(rows(report, "by-kind")) == len(kinds)


@pytest.mark.parametrize("wanted", ["libraries", "Library management", "library", "librar"])
def test_a_service_is_filtered_by_any_words_that_mean_it(wanted: str) -> None:
    found = store_of(letter(named("Spydus", "libraries"), named("Mosaic")))
    assert [row["system"] for row in rows(market(found, Filters(service=wanted), DAY), "uses")] == ["Spydus"]


# Market


def market_of(*letters: LetterClaims, day: date = DAY, **filters: str) -> Report:
    return market(store_of(*letters), Filters(**filters), day)


def test_tenure_counts_from_the_first_date_that_a_letter_gives() -> None:
    said = (
        named("Mosaic"),
        Said("in_use_since", "2018~", system="Mosaic"),
        Said("contract_start", "2020-04", system="Mosaic"),
    )
    (row,) = rows(market_of(letter(*said)), "uses")
    assert (row["since"], row["years"], row["since_status"]) == ("2018~", 8, "stated")


def test_suppliers_are_the_letters_or_the_catalogues_with_their_owners() -> None:
    stated = letter(named("Mosaic"), Said("supplier", "Phoenix Software", system="Mosaic"), council=LEEDS)
    silent = letter(named("CareDirector"), council=KENT, reference="B")
    found = {row["council"]: row for row in rows(market_of(stated, silent), "uses")}
    assert (found[LEEDS]["supplier"], found[LEEDS]["supplier_status"]) == ("Phoenix Software", "stated")
    assert (found[KENT]["supplier"], found[KENT]["supplier_status"]) == ("CareWorks", "reference")
    assert (found[KENT]["owner"], found[KENT]["owner_status"]) == ("OneAdvanced", "reference")


def test_shares_and_concentration() -> None:
    letters = [letter(named("Mosaic"), council=name, reference=name) for name in (LEEDS, KENT, "Devon County Council")]
    letters.append(letter(named("CareDirector"), council="Essex County Council", reference="E"))
    report = market_of(*letters)
    shares = [(row["councils"], row["share"]) for row in rows(report, "suppliers")]
    assert shares == [(3, 75), (1, 25)]
    note = next(section.note for section in report.sections if section.name == "suppliers")
    assert "Adult social care 6,250" in note
    systems = {row["system"]: (row["councils"], row["letters"]) for row in rows(report, "systems")}
    assert sorted(systems.values()) == [(1, 1), (3, 3)]


def test_a_system_for_two_services_counts_for_each_of_them() -> None:
    def both(council: str) -> LetterClaims:
        said = (Said("contract_reference", "REF 1", service, "Eclipse") for service in (ADULT, CHILDREN))
        return letter(named("Eclipse"), named("Eclipse", CHILDREN), *said, council=council, reference=council)

    report = market_of(both(LEEDS), letter(named("Eclipse"), council=KENT, reference="B"))
    for name in ("systems", "suppliers"):
        counted = {row["service"]: (row["councils"], row["letters"]) for row in rows(report, name)}
        assert counted == {ADULT: (2, 2), CHILDREN: (1, 1)}


def test_sums_of_the_market_carry_the_newest_words_that_name_what_they_count() -> None:
    said = Said("supplier", "Phoenix Software", system="Mosaic", quote="Phoenix Software sold us Mosaic.")
    old = letter(named("Mosaic", quote="We use Mosaic."), said, council=LEEDS, reference="A", date="2022-01-01")
    new = letter(named("Mosaic", quote="Mosaic it is."), council=KENT, reference="B", date="2024-01-01")
    report = market_of(old, new)
    (system,) = rows(report, "systems")
    assert (system["quote"], system["letter"], system["letter_date"]) == ("Mosaic it is.", "b.txt", "2024-01-01")
    by_name = {row["supplier"]: row for row in rows(report, "suppliers")}
    stated, known = by_name["Phoenix Software"], by_name["The Access Group"]
    assert (stated["supplier_status"], stated["quote"], stated["source"]) == ("stated", said.quote, None)
    assert (known["supplier_status"], known["quote"]) == ("reference", "Mosaic it is.")
    assert str(known["source"]).startswith("http")
    assert [row["source"] for row in rows(report, "uses") if row["council"] == KENT] == [known["source"]]


def test_what_the_catalogue_has_without_a_source_says_so() -> None:
    (row,) = rows(market_of(letter(named("8x8", "telephony"))), "suppliers")
    assert (row["supplier_status"], row["source"]) == ("reference", "none given")


def test_the_market_is_as_of_a_day() -> None:
    old = letter(named("CareDirector"), Said("in_use_until", "2023", system="CareDirector"), date="2022-01-01")
    new = letter(named("Mosaic"), reference="B", date="2024-01-01")
    now = market_of(old, new)
    assert [row["letter"] for row in rows(now, "uses")] == ["b.txt"]
    assert "Left out: 1 system that letters say is no longer in use." in now.notes
    then = market_of(old, new, day=date(2022, 6, 1))
    assert len(rows(then, "uses")) == 1
    assert then.notes[0] == "Left out: 1 letter written after 2022-06-01."


def test_names_and_owners_as_they_changed(store: Store) -> None:
    events = rows(market(store, Filters(service=CHILDREN), DAY), "ownership")
    (bought,) = [row for row in events if row["organisation"] == "Liquidlogic" and row["event"] == "acquisition"]
    assert (bought["date"], bought["other"], bought["status"]) == ("2009-07-16", "System C", "reference")
    before = rows(market(store, None, date(2022, 12, 31)), "ownership")
    assert all(str(row["date"] or "") < "2023" for row in before)


# Changes


def changed(*letters: LetterClaims, period: Period | None = None) -> list[tuple[str, object, object]]:
    report = changes(store_of(*letters), None, period)
    return [
        (str(row["what"]), row["before"], row["after"]) for row in (*rows(report, "changes"), *rows(report, "open"))
    ]


def test_the_five_letters_contradict_each_other_nowhere(store: Store) -> None:
    assert [section.rows for section in changes(store).sections] == [(), ()]


def ending(end: str, when: str, ref: str) -> LetterClaims:
    return letter(named("Mosaic"), Said("contract_end", end, system="Mosaic"), reference=ref, date=when)


def test_an_end_that_moved_stands_beside_the_one_before() -> None:
    assert changed(ending("2026-03", "2022-01-01", "A"), ending("2028-03", "2024-01-01", "B")) == [
        ("end extended", "2026-03", "2028-03")
    ]
    assert changed(ending("2028-03", "2022-01-01", "A"), ending("2026", "2024-01-01", "B")) == [
        ("end brought forward", "2028-03", "2026")
    ]
    assert changed(ending("2028", "2022-01-01", "A"), ending("2028-03-31", "2024-01-01", "B")) == [], (
        "only more precise"
    )


def test_ends_of_contracts_with_different_references_are_not_compared() -> None:
    def of(reference: str, end: str, when: str) -> LetterClaims:
        said = (Said("contract_reference", reference, system="Mosaic"), Said("contract_end", end, system="Mosaic"))
        return letter(named("Mosaic"), *said, reference=reference, date=when)

    assert changed(of("REF 1", "2026", "2022-01-01"), of("REF 2", "2028", "2024-01-01")) == []


def test_both_letters_stand_side_by_side() -> None:
    report = changes(store_of(ending("2026-03", "2022-01-01", "A"), ending("2028-03", "2024-01-01", "B")))
    (row,) = rows(report, "changes")
    assert (row["before_letter"], row["after_letter"]) == ("a.txt", "b.txt")
    assert "2026-03" in str(row["before_quote"])
    assert "2028-03" in str(row["after_quote"])


def test_a_system_is_replaced_only_where_a_letter_says_so() -> None:
    said = letter(named("Liquidlogic"), Said("former_system", "CareFirst", system="CareFirst"), reference="A")
    assert changed(said) == [("system replaced", "CareFirst", "Liquidlogic")]
    silent = letter(named("CareFirst"), date="2020-01-01"), letter(named("Liquidlogic"), reference="B")
    assert changed(*silent) == [("two systems named", "CareFirst", "Liquidlogic")]
    report = changes(store_of(*silent))
    assert (len(rows(report, "changes")), len(rows(report, "open"))) == (0, 1)


def test_modules_and_systems_that_both_letters_name_are_no_contradiction() -> None:
    both = (
        letter(named("CareFirst"), named("Liquidlogic"), date="2020-01-01"),
        letter(named("Liquidlogic"), reference="B"),
    )
    assert changed(*both) == []
    module = letter(named("Liquidlogic LCS", CHILDREN), date="2020-01-01")
    assert changed(module, letter(named("Liquidlogic", CHILDREN), reference="B")) == []


def test_a_supplier_that_was_bought_is_no_contradiction() -> None:
    first = letter(named("CareDirector"), Said("supplier", "CareWorks", system="CareDirector"), date="2018-01-01")
    second = letter(named("CareDirector"), Said("supplier", "OneAdvanced", system="CareDirector"), reference="B")
    assert changed(first, second) == [("supplier renamed or taken over", "CareWorks", "OneAdvanced")]
    third = letter(named("CareDirector"), Said("supplier", "Capita", system="CareDirector"), reference="B")
    assert changed(first, third) == [("supplier differs", "CareWorks", "Capita")]


def test_only_what_letters_of_the_period_tell() -> None:
    letters = ending("2026-03", "2022-01-01", "A"), ending("2028-03", "2024-01-01", "B")
    assert changed(*letters, period=Period(date(2023, 1, 1), DAY)) != []
    assert changed(*letters, period=Period(date(2024, 6, 1), DAY)) == []
    assert changed(*letters, period=Period(None, date(2023, 1, 1))) == []


def test_letters_written_after_the_day_are_left_out() -> None:
    letters = ending("2026-03", "2022-01-01", "A"), ending("2028-03", "2024-01-01", "B")
    store = store_of(*letters)
    late = "Left out: 1 letter written after 2023-06-01."
    assert rows(changes(store, None, None, date(2024, 1, 1)), "changes") != []
    before = changes(store, None, None, date(2023, 6, 1))
    assert (rows(before, "changes"), before.as_of, before.notes) == ([], "2023-06-01", (late,))
    both = changes(store, None, Period(None, date(2030, 1, 1)), date(2023, 6, 1))
    assert (rows(both, "changes"), both.as_of, both.notes) == ([], "2023-06-01", (late,))
    to = changes(store, None, Period(None, date(2023, 6, 1)), date(2025, 1, 1))
    assert (rows(to, "changes"), to.as_of, to.notes) == ([], "2025-01-01", (late,))
    assert to.title == "What changed in letters written until 2023-06-01"
    old = store_of(letters[0])
    assert rows(changes_of_builds(old, store, None, date(2024, 1, 1)), "builds") != []
    assert rows(changes_of_builds(old, store, None, date(2023, 6, 1)), "builds") == []


def test_what_two_builds_say_differently() -> None:
    old = store_of(ending("2026-03", "2022-01-01", "A"))
    new = store_of(ending("2026-03", "2022-01-01", "A"), ending("2028-03", "2024-01-01", "B"))
    (row,) = rows(changes_of_builds(old, new), "builds")
    assert (row["what"], row["before"], row["after"], row["after_letter"]) == (
        "contract end date",
        None,
        "2028-03",
        "b.txt",
    )
    (gone,) = rows(changes_of_builds(new, old), "builds")
    assert (gone["before"], gone["after"], gone["before_letter"]) == ("2028-03", None, "b.txt")
    assert rows(changes_of_builds(new, new), "builds") == []


# Statistics


def test_the_figures_of_the_five_letters_are_tidy_rows(store: Store) -> None:
    report = statistics(store, None, DAY)
    figures = rows(report, "figures")
    assert len(figures) == 51
    assert all(isinstance(row["value"], int | float) and row["quote"] for row in figures)
    series = {(row["measure"], row["of"]): (row["first"], row["last"], row["change"]) for row in rows(report, "series")}
    assert series["referrals", CHILDREN] == (5433, 4505, -17)
    assert series["social worker leavers", ADULT] == (4, 21, 425)


def test_a_period_that_is_not_over_is_no_change(store: Store) -> None:
    found = {(row["measure"], row["of"]): row for row in rows(statistics(store, None, DAY), "series")}
    leavers = found["social worker leavers", CHILDREN]
    assert (leavers["periods"], leavers["first"], leavers["last"]) == ("2020-21 to 2024 to date", 57, 48)
    assert leavers["change"] == -16


def test_where_letters_differ_on_a_figure_the_newest_counts() -> None:
    def table(day: str, first: str) -> str:
        grid = f"\t2021-22\t2022-23\t2023-24\nReferrals\t{first}\t1,200\t1,300"
        return letter_text(
            f"1. How many referrals were there to children's social care each year?\n\n{grid}\n", date=day
        )

    letters = [document(table("3 March 2025", "900")), document(table("4 April 2024", "1,000"))]
    for documents in (letters, letters[::-1]):
        report = statistics(Store.of(build_graph(documents).quads), None, DAY)
        (row,) = rows(report, "series")
        assert (row["first"], row["last"]) == (900, 1300)
        assert [line.points[0][2] for plot in plots(report) for line in plot.lines] == ["900"]
        assert len(rows(report, "figures")) == 6


def test_maintained_schools_and_academies_are_not_the_same_and_about_is_no_kind(store: Store) -> None:
    figures = rows(statistics(store, None, DAY), "figures")
    of = [str(row["of"]) for row in figures if row["measure"] == "schools supported"]
    assert len(set(of)) == len(of) == 3
    assert {row["of"] for row in figures if row["measure"] == "referrals"} == {CHILDREN}
    assert not [row for row in figures if "approximately" in str(row["of"])]


def test_a_plot_for_each_measure_over_periods(store: Store) -> None:
    drawn = plots(statistics(store, None, DAY))
    leavers = next(plot for plot in drawn if plot.title.startswith("social worker leavers"))
    assert [line.name for line in leavers.lines] == ["Adult social care", "Children's social care"]
    assert [value for _, _, value in leavers.lines[1].points] == ["57", "62", "78", "48", "38"]
    heights = [y for _, y, _ in leavers.lines[1].points]
    assert heights.index(min(heights)) == 2, "the greatest figure stands highest"


def test_only_one_measure_and_unknown_ones(store: Store) -> None:
    assert {row["measure"] for row in rows(statistics(store, measure="leavers"), "figures")} == {
        "social worker leavers"
    }
    with pytest.raises(NotFoundError, match="Did you mean referrals"):
        statistics(store, measure="referalls")


def test_a_question_left_open_is_a_refusal_without_a_section() -> None:
    asked = Asked("1", "How many users are there?", Outcome.UNANSWERED)
    (row,) = rows(refusals(store_of(letter(named("Mosaic"), asked=[asked]))), "refusals")
    assert (row["outcome"], row["section"], row["interest"]) == ("unanswered", None, None)


def test_people_read_seasons_in_words_and_programs_as_stated() -> None:
    end = Column("end", "End", standing=True)
    assert marked({"end": "2024-23", "end_status": "stated"}, end) == "autumn 2024"
    assert marked({"end": "2024-12", "end_status": "stated"}, end) == "2024-12"
    assert marked({"period": "2021-22"}, Column("period", "Period")) == "2021-22"
