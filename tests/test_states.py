"""What is awaited or only looked into is not in use, and takes nothing from what is."""

from __future__ import annotations

import pytest

from tests.letters import claims_of, letter_text


def state_of(text: str, name: str) -> str | None:
    """What a letter that answers with a text makes of a name: the certainty with which it is in use, if any."""
    statements = claims_of(letter_text(f"1. Which system do you use for adult social care?\n\n{text}\n")).statements
    found = {str(s.claim.certainty) for s in statements if s.claim.field == "system" and s.claim.value == name}
    return min(found, default=None)


@pytest.mark.parametrize(
    ("text", "name", "states"),
    [
        ("We use Tidewell until it is replaced by Quillmere in 2027.", "Quillmere", {"planned"}),
        ("We use Tidewell, pending replacement by Quillmere.", "Quillmere", {"planned"}),
        ("We use Tidewell until we move to Quillmere.", "Quillmere", {"planned"}),
        ("We use Tidewell pending migration to Quillmere.", "Quillmere", {"planned"}),
        ("The council was using Tidewell before moving to Quillmere.", "Quillmere", {"definite"}),
        ("We use Tidewell until it is replaced by Quillmere in 2027.", "Tidewell", {"definite"}),
        ("We are exploring the use of Quillmere.", "Quillmere", {None, "possible"}),
        ("We are looking into using Quillmere.", "Quillmere", {None, "possible"}),
    ],
)
def test_what_a_sentence_makes_of_a_name(text: str, name: str, states: set[str | None]) -> None:
    assert state_of(text, name) in states


@pytest.mark.parametrize(
    "awaiting",
    ["until CareQuill is live", "until it is replaced by CareQuill", "while we wait, and until we move to CareQuill"],
)
def test_the_end_of_a_contract_is_not_that_of_the_system_awaited(awaiting: str) -> None:
    body = (
        "1. Which system do you use and when does the contract end?\n"
        f"Tidewell. The contract ends on 31 March 2027 but has been extended on a rolling monthly basis {awaiting}.\n"
        "\n2. How many users does the system have?\n4,300\n"
    )
    claims = [s.claim for s in claims_of(letter_text(body)).statements]
    about = {c.field: c.system for c in claims if c.field in ("contract_end", "contract_term", "users")}
    assert about == {"contract_end": "Tidewell", "contract_term": "Tidewell", "users": "Tidewell"}
    assert ("CareQuill", "definite") not in {(c.system, str(c.certainty)) for c in claims if c.field == "system"}
