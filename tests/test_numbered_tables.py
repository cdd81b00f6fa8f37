"""Tables whose first column numbers the questions of the second."""

from __future__ import annotations

from kg.segmenting import Role, clean, lines_of
from kg.segmenting.tidying import tidied
from tests.letters import document, facts_of, letter_text, read_letter

TABLE = (
    "| No. | Question | Response |\n| --- | --- | --- |\n| 1 | Which housing system do you use? | NEC Housing |\n"
    "| 1.1 | When does the contract end? | 31 March 2027 |\n| 2 | Any planned changes? | |\n| 3 | Annual cost | Not held |\n"
)


def test_each_row_asks_and_answers_under_its_own_label() -> None:
    items = {item.label: item for item in read_letter(letter_text(TABLE)).items}
    assert list(items) == ["1", "1.1", "2", "3"]
    told = {label: item.answer.outcome.value for label, item in items.items() if item.answer}
    assert told == {"1": "answered", "1.1": "answered", "2": "unanswered", "3": "not_held"}
    question = items["1.1"].question
    assert question
    assert question.text.strip() == "When does the contract end?"


def test_what_a_row_answers_is_read_as_an_answer_to_its_question() -> None:
    facts = {(field, value) for _, field, value in facts_of(letter_text(TABLE, subject="housing software"))}
    assert {("system", "NEC Housing"), ("contract_end", "2027-03-31")} <= facts


def test_a_table_of_three_columns_that_asks_nothing_stays_a_table() -> None:
    lines = lines_of(clean(document("| No. | System | Ends |\n| 1 | Mosaic | 2027 |\n| 2 | Spydus | 2026 |\n")))
    roles = [Role.HEADER, Role.ROW, Role.ROW]
    assert tidied(lines, roles) == roles
