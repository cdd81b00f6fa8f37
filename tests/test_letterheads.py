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
