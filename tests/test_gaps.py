"""What is not known, why, and the letter that asks for it."""

from __future__ import annotations

import re
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from kg.errors import NotFoundError, UsageError
from kg.extracting.besides import besides_in
from kg.known.filtering import Filters
from kg.known.rows import Row
from kg.model import LetterClaims, Outcome
from kg.reading import read
from kg.reporting.formats.drafting import written
from kg.reporting.reports.gaps import FACTS, gaps
from kg.reporting.reports.requesting import draft_request, draft_requests
from kg.store import Store
from tests.graphs import ADULT, CHILDREN, Asked, Said, letter, named, store_of

DAY = date(2026, 11, 21)
REGISTER = ("contracts register", "https://example.org/register")


def rows(store: Store, **filters: str) -> list[Row]:
    return list(gaps(store, Filters(**filters), DAY).sections[0].rows)


def missing(*letters: LetterClaims) -> dict[str, str]:
    return {str(row["missing"]): str(row["why"]) for row in rows(store_of(*letters))}


def test_a_system_of_which_only_the_name_is_known_lacks_all_else() -> None:
    assert missing(letter(named("Mosaic"))) == {fact.name: "never asked" for fact in FACTS if fact.name != "system"}


def test_what_a_letter_states_is_no_gap() -> None:
    said = (
        named("Mosaic"), Said("supplier", "The Access Group", system="Mosaic"), Said("contract_reference", "REF 1", system="Mosaic"),
        Said("contract_start", "2020", system="Mosaic"), Said("contract_end", "2028", system="Mosaic"),
        Said("hosting", "cloud", system="Mosaic"), Said("annual_cost", 1000, system="Mosaic"),
    )  # fmt: skip
    assert missing(letter(*said)) == {}


def test_what_was_never_asked_is_not_said_to_be_left_out_of_an_answer() -> None:
    asked = [Asked("1", "When does the contract end?", Outcome.ANSWERED)]
    found = missing(letter(named("Mosaic"), asked=asked))
    assert found["end"] == "asked, but the answer does not say (question 1)"
    assert {found["start"], found["reference"], found["cost"]} == {"never asked"}


def test_a_rolling_contract_has_no_end_to_ask_for() -> None:
    assert "end" not in missing(letter(named("Mosaic"), Said("contract_term", "rolling/P1Y", system="Mosaic")))


def test_why_something_is_not_known_and_where_to_look() -> None:
    asked = [
        Asked("1", "Who is the supplier?", Outcome.NOT_HELD),
        Asked("2", "When does the contract end?", Outcome.WITHHELD, ("s.21",), (REGISTER,)),
        Asked("3", "Who hosts the system?", Outcome.UNANSWERED),
        Asked("4", "How much do you pay for it each year?", Outcome.WITHHELD, ("s.43(2)",)),
    ]
    found = {str(row["missing"]): row for row in rows(store_of(letter(named("Mosaic"), asked=asked)))}
    assert {name: row["why"] for name, row in found.items()} == {
        "supplier": "not held (question 1)", "reference": "withheld under s.21 (question 2)",
        "start": "withheld under s.21 (question 2)", "end": "withheld under s.21 (question 2)",
        "hosting": "asked, left unanswered (question 3)", "cost": "withheld under s.43(2) (question 4)",
    }  # fmt: skip
    assert found["end"]["look"] == " ".join(REGISTER)
    assert found["cost"]["quote"] == "Answer to 4: withheld."
    assert found["supplier"]["question"] == "1"


def test_what_a_rule_infers_is_known_and_what_only_the_catalogue_knows_is_not() -> None:
    ours = letter(Said("contract_end", "2026-11"), reference="A")
    theirs = letter(
        named("CareDirector"),
        Said("contract_reference", "REF 1", system="CareDirector"),
        reference="B",
        date="2022-09-23",
    )
    found = rows(store_of(ours, theirs))
    assert {row["missing"] for row in found} == {"supplier", "start", "hosting", "cost"}
    assert {(row["supplier"], row["supplier_status"]) for row in found} == {("CareWorks", "reference")}


def test_letters_written_later_are_left_out_and_counted() -> None:
    store = store_of(letter(named("Mosaic")), letter(named("CareDirector", CHILDREN), reference="B", date="2026-12-01"))
    report = gaps(store, None, DAY)
    assert {row["service"] for row in report.sections[0].rows} == {ADULT}
    assert report.notes[0] == "Left out: 1 letter written after 2026-11-21."


def test_a_system_that_is_no_longer_in_use_has_no_gaps() -> None:
    gone = letter(named("CareDirector"), Said("in_use_until", "2023", system="CareDirector"))
    assert rows(store_of(gone, letter(named("Liquidlogic", CHILDREN), reference="B"))) != []
    assert {row["service"] for row in rows(store_of(gone, letter(named("Liquidlogic", CHILDREN), reference="B")))} == {
        CHILDREN
    }


def test_an_unknown_council_is_told_with_the_nearest_names() -> None:
    with pytest.raises(NotFoundError, match="Did you mean Coventry City Council"):
        gaps(store_of(letter(named("Mosaic"))), Filters(council="Covntry"))


def test_what_questions_ask_for_besides_is_read_with_the_letter() -> None:
    """A question on the value of a contract asks for its cost; who asks by whom it is managed has not asked when it ends."""
    value = Asked("1", "What is the total value of the contract?")
    assert missing(letter(named("Mosaic"), asked=[value]))["cost"].startswith("asked, but the answer does not say")
    managed = Asked("1", "Who is responsible for the contract?")
    assert missing(letter(named("Mosaic"), asked=[managed]))["end"] == "never asked"


@pytest.mark.parametrize(
    ("text", "besides"),
    [
        ("When does the contract end?", ()),
        ("What is its value, and who is the contact?", ("money", "people")),
        ("How is the supplier's performance monitored?", ("performance",)),
        ("Valued customers pay nothing.", ("money",)),
        ("Is it paperless?", ()),
    ],
)
def test_what_questions_ask_for_besides(text: str, besides: tuple[str, ...]) -> None:
    assert besides_in(text) == besides


# The letter


def text_of(*letters: LetterClaims, **filters: str) -> str:
    store = store_of(*letters)
    return draft_request(store, gaps(store, Filters(**filters), DAY)).text


def test_the_letter_of_the_five_letters_asks_for_what_is_not_known(store: Store) -> None:
    report = gaps(store, Filters(council="Coventry"), DAY)
    text = draft_request(store, report).text
    assert "under the Freedom of Information Act 2000." in text
    assert "REQ07510 of 9 October 2020" in text
    assert "SIMS, contract MD-133-2018" in text
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == text.count("   Answer (")
    assert "What is the reference of the contract" not in text.partition("SIMS, contract")[2]
    assert [line for line in text.splitlines() if line.count("?") > 1] == [], "one fact a question"


def test_what_was_refused_or_is_not_held_is_not_asked_again() -> None:
    asked = [
        Asked("1", "Who is the supplier?", Outcome.NOT_HELD),
        Asked("2", "When does the contract end?", Outcome.WITHHELD, ("s.21",), (REGISTER,)),
        Asked("4", "What is the annual cost?", Outcome.WITHHELD, ("s.43(2)",)),
    ]
    store = store_of(letter(named("Mosaic"), asked=asked))
    draft = draft_request(store, gaps(store, None, DAY))
    assert "Which organisation" not in draft.text
    assert "pay under the contract" not in draft.text
    assert f"(You referred to: {' '.join(REGISTER)}.)" in draft.text
    assert len(draft.notes) == 2
    assert "cost of Mosaic" in " ".join(draft.notes)


@pytest.mark.parametrize(
    ("council", "act"),
    [
        ("Glasgow City Council", "the Freedom of Information (Scotland) Act 2002"),
        ("Leeds City Council", "the Freedom of Information Act 2000"),
        ("Cardiff Council", "the Freedom of Information Act 2000"),
    ],
)
def test_the_act_is_that_of_the_councils_country(council: str, act: str) -> None:
    assert f"a request under {act}." in text_of(letter(named("Mosaic"), council=council))


def test_what_the_council_answered_under_the_regulations_is_asked_under_them() -> None:
    from dataclasses import replace

    claims = letter(named("Confirm", "highways-waste"), council="Leeds City Council")
    environmental = replace(claims, letter=replace(claims.letter, regime="eir"))
    assert "a request under the Environmental Information Regulations 2004." in text_of(environmental)
    mixed = text_of(environmental, letter(named("Mosaic"), council="Leeds City Council", reference="B"))
    assert "Freedom of Information Act 2000 and, as far as the information is environmental, the Env" in mixed


@pytest.mark.parametrize("section", ["s.21", "s.21(1)", "s.25(1)", "reg.6(1)(b)"])
def test_what_is_published_elsewhere_is_asked_for_by_its_page(section: str) -> None:
    asked = [Asked("2", "When does the contract end?", Outcome.WITHHELD, (section,), (REGISTER,))]
    assert "On which date does the contract end" in text_of(letter(named("Mosaic"), asked=asked))


def test_the_subject_names_the_services_as_one_writes_them() -> None:
    text = text_of(letter(named("Jadu", "crm-customer-services"), named("ArcGIS", "gis-property")))
    assert "systems and contracts for customer services and CRM, GIS and property\n" in text


def test_a_letter_goes_to_one_council() -> None:
    letters = letter(named("Mosaic")), letter(named("Mosaic"), council="Leeds City Council", reference="B")
    with pytest.raises(UsageError, match="--council"):
        text_of(*letters)
    assert text_of(*letters, council="Leeds").startswith("To: Leeds City Council")


# A council that refuses everything, reviews, and files that can be sent

REFUSING = Asked(
    "1",
    "Which system do you use for housing, who supplies it and when does the contract end?",
    Outcome.WITHHELD,
    ("s.43(2)",),
)


def test_a_council_that_refused_everything_is_asked_fact_by_fact() -> None:
    store = store_of(letter(named("Mosaic")), letter(council="Leeds City Council", asked=[REFUSING], reference="B"))
    report = gaps(store, Filters(council="Leeds"), DAY)
    assert {(row["service"], row["why"]) for row in report.sections[0].rows} == {
        ("housing", "withheld under s.43(2) (question 1)")
    }
    text = draft_request(store, report).text
    assert "Housing: the system in use\n\n1. What is the name of the system?" in text
    assert "On which date does the contract end" in text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 11, 27), "The council can be asked to review it until 27 November 2024, 40 working days after."),
        (date(2024, 11, 28), "The time to ask for a review was over on 27 November 2024; a new request can be made."),
    ],
)
def test_a_review_is_offered_as_long_as_its_time_lasts(day: date, words: str) -> None:
    asked = [Asked("4", "What is the annual cost?", Outcome.WITHHELD, ("s.43(2)",))]
    store = store_of(letter(named("Mosaic"), asked=asked, date="2024-10-02"))
    assert any(note.endswith(words) for note in draft_request(store, gaps(store, None, day)).notes)


def test_many_councils_have_a_letter_each() -> None:
    councils = ("Leeds City Council", "Kent County Council")
    store = store_of(*(letter(named("Mosaic"), council=council, reference=council) for council in councils))
    drafts = draft_requests(store, gaps(store, None, DAY))
    assert sorted(drafts) == sorted(councils)
    assert all(draft.text.startswith(f"To: {council}, ") for council, draft in drafts.items())


def test_a_draft_is_a_mail_a_document_or_text_and_nothing_else(tmp_path: Path) -> None:
    store = store_of(letter(named("Mosaic")))
    text = draft_request(store, gaps(store, None, DAY)).text
    mail = message_from_bytes(written(text, "eml"), policy=default)
    assert mail["Subject"] == "Request for information: systems and contracts for adult social care"
    body = mail.get_content().replace("\r\n", "\n")
    assert body.startswith("Coventry City Council, Freedom of Information\n\nDear Sir or Madam\n")
    assert body.endswith(text.partition("\n\n")[2])
    path = tmp_path / "draft.docx"
    path.write_bytes(written(text, "docx"))
    assert "On which date does the contract end" in read(path).text
    assert written(text, "docx") == written(text, "docx")
    for format_ in ("xlsx", "html", "csv"):
        with pytest.raises(UsageError, match=format_):
            written(text, format_)
