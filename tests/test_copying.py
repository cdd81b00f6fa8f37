"""Cells and lines that only point to others say what those say: "as above", "ditto", "same as sheet 1"."""

from __future__ import annotations

from tests.letters import claims_of, facts_of, letter_text

PARKING = "parking"

TABLE = """Our systems and contracts are these.

| Service | System | Supplier | Contract start | Contract end | Hosting |
|---|---|---|---|---|---|
| Revenues and benefits | Academy | Capita | 1 April 2021 | 31 March 2027 | Supplier hosted |
| Housing | Orchard | MRI Software | 6 May 2019 | 5 May 2026 | On our own servers |
| Parking | Taranto | Taranto Systems | 3 June 2020 | {end} | {hosting} |
"""


def test_a_cell_that_points_up_says_what_the_cell_above_says() -> None:
    found = facts_of(letter_text(TABLE.format(end="as above", hosting="ditto"), subject="software contracts"))
    assert (PARKING, "contract_end", "2026-05-05") in found
    assert (PARKING, "hosting", "council-hosted") in found


def test_a_cell_may_name_the_row_that_it_points_to() -> None:
    found = facts_of(letter_text(TABLE.format(end="same as for revenues", hosting="as Revenues"), subject="contracts"))
    assert (PARKING, "contract_end", "2027-03-31") in found
    assert (PARKING, "contract_end", "2026-05-05") not in found


def test_what_points_nowhere_says_nothing() -> None:
    found = facts_of(letter_text(TABLE.format(end="as for libraries", hosting="see attached"), subject="contracts"))
    assert not [fact for fact in found if fact[0] == PARKING and fact[1] in ("contract_end", "hosting")]


def test_a_card_points_to_another_by_its_number() -> None:
    card = (
        "--- Sheet {number} ---\nService ........ {service}\nProduct ........ {system}\nBought from .... {supplier}\n"
        "Agreement ...... {end}\n\n"
    )
    body = (
        card.format(
            number=1, service="Housing", system="Orchard", supplier="MRI Software", end="6 May 2019 to 5 May 2026"
        )
        + card.format(
            number=2, service="Parking", system="Taranto", supplier="Taranto Systems", end="10 July 2023 to 9 July 2028"
        )
        + card.format(number=3, service="Libraries", system="same as sheet 1", supplier="as sheet 1", end="See sheet 1")
    )
    found = facts_of(letter_text("Each service has filled in a sheet.\n\n" + body, subject="software contracts"))
    ends = [(service, value) for service, field, value in found if field == "contract_end"]
    assert sorted(value for _, value in ends) == [
        "2026-05-05",
        "2026-05-05",
        "2028-07-09",
    ]  # the third card's is the first's


def test_the_words_that_point_are_the_evidence() -> None:
    found = claims_of(letter_text(TABLE.format(end="as above", hosting="ditto"), subject="software contracts"))
    claims = [statement.claim for statement in found.statements]
    copied = [claim for claim in claims if claim.service == PARKING and claim.field == "contract_end"]
    assert [claim.evidence.quote for claim in copied] == ["as above"]
