"""Questions in parts, together, and under headings: what each is called, and what answers it."""

from __future__ import annotations

import pytest

from kg.segmenting import segment
from tests.letters import document, letter_text


def answers(body: str) -> dict[str | None, str]:
    """The words of each question's answers, by its label."""
    letter = segment(document(letter_text(body)))
    return {
        item.label: " / ".join(" ".join(passage.text.split()) for passage in item.answer.passages)
        for item in letter.items
        if item.answer
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "1. Which system do you use?\n\nMosaic.\n\n"
            "2. What are (a) the annual fee and (b) the fee per user?\n\n(a) £27,412 (b) not recorded\n",
            {"1": "Mosaic.", "2a": "£27,412", "2b": "not recorded"},
            id="in a line",
        ),
        pytest.param(
            "1. Which systems do you use in i) adults' services ii) children's services?\n\ni) Mosaic ii) Liquidlogic\n\n"
            "2. Who hosts it?\n\nThe supplier.\n",
            {"1i": "Mosaic", "1ii": "Liquidlogic", "2": "The supplier."},
            id="numerals",
        ),
        pytest.param(
            "1. Which systems do you use for (a) payroll (b) rostering (c) recruitment?\n\n"
            "(a) iTrent (b) Allocate (c) TalentLink\n\n"
            "2. When do their contracts end?\n\n(a) and (b) 31 March 2027 (c) 30 June 2026\n",
            {"1a": "iTrent", "1b": "Allocate", "1c": "TalentLink", "2a": "31 March 2027", "2b": "31 March 2027", "2c": "30 June 2026"},
            id="again for the next question",
        ),
        pytest.param(
            "1. Which system do you use, (a) for housing and (b) for planning?\n\nNorthgate for both.\n",
            {"1": "Northgate for both."},
            id="but not where the answer knows no parts",
        ),
        pytest.param(
            "Questions 1 to 3 (name, supplier, modules)\n\nCapita OneHousing, from Capita.\n\n"
            "Question 4 (cost)\n\n£12,000 a year.\n",
            {**dict.fromkeys("123", "Capita OneHousing, from Capita."), "4": "£12,000 a year."},
            id="several questions at once",
        ),
        pytest.param(
            "CRM\nWhich do you use? Lagan\nWho supplies it? Verint\n\nTelephony\nWhich do you use? Mitel\nWho supplies it? Daisy\n",
            {"1": "Lagan", "2": "Verint", "3": "Mitel", "4": "Daisy"},
            id="the same words under another heading",
        ),
        pytest.param(
            "Contract 1 - Firewall\nSupplier: Insight\nExpiry: 31 March 2027\n\n"
            "Contract 2 - Antivirus\nSupplier: Sophos\nExpiry: 9 November 2026\n",
            {"1": "Insight", "2": "31 March 2027", "3": "Sophos", "4": "9 November 2026"},
            id="lines of numbered contracts",
        ),
    ],
)  # fmt: skip
def test_each_question_has_its_own_answer(body: str, expected: dict[str | None, str]) -> None:
    assert answers(body) == expected
