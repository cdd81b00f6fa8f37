"""The head of a letter: under which law it is written, and who writes it."""

from __future__ import annotations

import pytest

from tests.letters import read_letter

BODY = "\n\n1. Which system do you use?\nTidewell.\n"


@pytest.mark.parametrize(
    ("head", "regime"),
    [
        ("Reference: FOI-24-0777\n\nRequest under the Freedom of Information (Scotland) Act 2002", "foisa"),
        ("Our Ref EIR-2018-0093\n\nEnvironmental Information (Scotland) Regulations 2004", "eir-scotland"),
        ("FOI ref: 21-4455\n\nEnvironmental Information Regulations 2004", "eir"),
        ("Freedom of Information Team\n\nYour FOI request is refused under FOISA.", "foisa"),
        ("FOI 2024/889\n\nFreedom of Information Act 2000", "foia"),
        ("Freedom of Information Act 2000\n\nThe Scottish rule, FOISA, is another.", "foia"),
        ("FOI request no. 5512", "foia"),
        ("Your letter of May", None),
    ],
)
def test_the_law_is_that_which_the_letter_names_and_not_the_number_of_its_request(
    head: str, regime: str | None
) -> None:
    assert read_letter(f"Glenfarrow Council\n\n{head}{BODY}").regime == regime


@pytest.mark.parametrize(
    ("head", "authority"),
    [
        ("City and County of Swansea\nCivic Centre\nOystermouth Road", "City and County of Swansea Council"),
        ("City and County of Glenfarrow\nCivic Hall\nMoor Road", "City and County of Glenfarrow"),
        ("County of Glenfarrow\nCivic Hall\nMoor Road", "County of Glenfarrow"),
        ("Royal Borough of\nGlenfarrow\nCivic Hall", "Royal Borough of Glenfarrow"),
    ],
)
def test_the_name_of_the_council_ends_before_its_address(head: str, authority: str) -> None:
    assert read_letter(f"{head}\n\nFOI request{BODY}").authority == authority


QUOTED = "\n\nFrom: A requester\nSent: 2 April 2024 09:12\nTo: Information Team\nSubject: Request REQ-9\n\nDear Borset Council\n\n1. Which system?\n"
DATES = {
    "of the mail, not of the request below": ("From: FOI Team\nSent: 3 May 2024 10:20\nTo: requester\nSubject: Reply\n\nWe use Tidewell." + QUOTED, "2024-05-03"),
    "none where only the request has one": ("Borset Council\n\nWe use Tidewell." + QUOTED, None),
    "never the end of a contract": ("Borset Council\n\nThank you for your request.\n\n1. When does it end?\n\n1 August 2028", None),
    "nor the day on which the request came": ("Borset Council\nDate received: 2 May 2024\n\n1. Which?\nTidewell.", None),
    "not the day of receipt in a table of two columns": ("Borset Council\n\n| Received | Responded |\n|---|---|\n| 4 Oct 2021 | 28 Oct 2021 |\n\n1. Which?\nTidewell.", "2021-10-28"),
    "behind a leader of dots": ("BORSET COUNCIL\nReceived ...... 24/10/2023\nAnswered ...... 20/11/2023\n\n1. Which?\nTidewell.", "2023-11-20"),
    "with the year in two figures": ("Borset Council\n4.11.24\n\nWe use Tidewell.", "2024-11-04"),
    "glued to its month": ("Borset Council\nDate: / 17June 2015 / MD-6\n\nWe use Tidewell.", "2015-06-17"),
    "of a review, not of the reply reviewed": ("Borset Council\nOriginal response: 6 February 2024\nDate of this letter: 12 March 2024\n\nWe uphold it.", "2024-03-12"),
    "at the end of a page of a site": ("Borset Council\nFOI Number\n19877\nDate Received\n06/11/2023\n\n1. Which?\nTidewell.\n\nDate Responded\n04/12/2023", "2023-12-04"),
    "on a page of a site for requests": (
        "A request to Borset Council by A. Friend\n\nFrom: A. Friend\n3 May 2023\n\nDear Borset Council,\n\nPlease tell me which system you use.\n\n"
        "From: Information Team\nBorset Council\n29 June 2023\n\nDear A. Friend\n\nWe use Tidewell.", "2023-06-29"),
}  # fmt: skip


@pytest.mark.parametrize("name", DATES)
def test_the_date_is_that_of_the_councils_own_newest_mail_or_unknown(name: str) -> None:
    text, date = DATES[name]
    assert read_letter(text).date == date


@pytest.mark.parametrize(
    ("head", "reference"),
    [
        ("EIR / 4480011", "EIR / 4480011"),
        ("FOI-12345", "FOI-12345"),
        ("Ref 12345/25", "12345/25"),
        ("Case: 10123-456", "10123-456"),
        ("FOI 2024/1186", "FOI 2024/1186"),
        ("Our ref: BBC 23 1873", "BBC 23 1873"),
        ("BC/FOI/24/0719 | 3 May 2024", "BC/FOI/24/0719"),
        ("Your request of 2 September: Council meetings (BBC-FOI-0914)", "BBC-FOI-0914"),
        ("Date: 17 July 2024  Your ref: none  Our ref: 7719/24", "7719/24"),
        ("Internal review IR/2023/041 (original request FOI/2023/1902)", "IR/2023/041"),
        ("Freedom of Information Act 2000, 3 May 2024", None),
        ("2 Attachments\nReply 1598527.xlsx\n66K", None),
        ("To: [FOI #1289012 email]", None),
        ("Telephone: 01632 960871", None),
        ("Figures for 2023/24", None),
        ("Contract ref: HX-4471", None),
    ],
)
def test_the_reference_is_the_councils_own_number_of_the_request(head: str, reference: str | None) -> None:
    assert read_letter(f"Borset Council\n{head}\n\nDear Sir\n\nWe use Tidewell.{BODY}").request_reference == reference


def test_the_number_in_a_quoted_mail_of_the_council_is_taken_where_its_answer_has_none() -> None:
    text = (
        "From: FOI Team\nSent: 3 May 2024 10:20\nTo: requester\nSubject: Lorries\n\nThe lorries are hired.\n\n"
        "From: FOI Team\nSent: 4 April 2024 10:20\nTo: requester\nSubject: Reference - FOI / 4481299\n\nYour request has been logged."
    )
    letter = read_letter(text)
    assert (letter.date, letter.request_reference) == ("2024-05-03", "FOI / 4481299")


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("Thank you.\n\nRegards\nWaste Service in Glenfarrow City Council", "Glenfarrow City Council"),
        ("FOI Team, Glenfarrow Borough Council\n\n3 May 2024", "Glenfarrow Borough Council"),
        ("Glenfarrow Council\n\nWe share it with Muirdale Council, who host it.", "Glenfarrow Council"),
        ("3 May 2024\n\nMuirdale County Council pays our staff for us.\n\nClerk, Glenfarrow Town Council", "Glenfarrow Town Council"),
        ("3 May 2024\n\nBefore that it was run with Muirdale Council.", None),
        ("3 May 2024\n\nBuilding control is dealt with by Muirdale District Council.", None),
        ("3 May 2024\n\nIt went to Full Council and the Council agreed.", None),
        ("Cookies   Privacy   © 2025 Glenfarrow Sands Borough Council", "Glenfarrow Sands Borough Council"),
        ("GLENFARROW TOWN AND DISTRICT COUNCIL - Highways", "Glenfarrow Town and District Council"),
    ],
)  # fmt: skip
def test_the_council_is_the_one_that_writes_without_the_words_before_its_name(text: str, authority: str | None) -> None:
    assert read_letter(text).authority == authority


@pytest.mark.parametrize(
    ("text", "regime"),
    [
        ("Freedom of Information Team\nRef: GB/EIR/2311", "eir"),
        ("Freedom of Information Team\n\nRefused under regulation 12(4)(b).", "eir"),
        ("FOI and EIR Unit\n\nRefused under section 43(2).", "foia"),
        ("Your FOI request\n\nYou may appeal to the Scottish Information Commissioner.", "foisa"),
        ("Ref EIR/2024/0388\nEnvironmental Information (Scotland) Regulations 2004 (EIRs)\n\nYou asked under FOISA. We must answer under the EIRs.", "eir-scotland"),
        ("Lines are from Eir Evo.", None),
    ],
)  # fmt: skip
def test_the_law_is_told_by_numbers_citations_and_the_country_too(text: str, regime: str | None) -> None:
    assert read_letter(f"Glenfarrow Council\n{text}{BODY}").regime == regime


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        ("Subject: RE: FOI 4471 Library software [ref 33-12]", "Library software"),
        ("FOI 4190 - Planning and land charges software", "Planning and land charges software"),
        ("Home > Your council > Parking systems > 2024", None),
        ("Housing Services\nHigh Street, Glenfarrow", None),
        ("Dear Housing Team", None),
        ("relating to Adult Social Care. Please see the response", None),
        ("Service | System | Contract", None),
    ],
)
def test_a_subject_says_what_the_letter_is_about(head: str, subject: str | None) -> None:
    assert read_letter(f"Glenfarrow Council\n{head}{BODY}").subject == subject
