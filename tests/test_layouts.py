"""One content in the layouts in which councils write: the same labels, questions, answers and outcomes in each."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from tests.letters import letter_text, read_letter

Row = tuple[str, str, str, str]

CONTENT: tuple[Row, ...] = (
    ("1", "What case management system is used in adult social care?", "CareDirector.", "answered"),
    ("2", "Which company supplies the system, and since when?", "Advanced, since 4 June 2018.", "answered"),
    ("3", "When does the present contract end?", "31 March 2028.", "answered"),
    (
        "4",
        "What does it cost each year?",
        "The price is exempt under section 43(2) of the Act, as a tender is under way.",
        "withheld",
    ),
    ("5", "How many licences have never been used?", "We do not hold this information.", "not_held"),
    ("6", "Who hosts the system?", "The supplier does, in its own data centre.", "answered"),
)
TOPICS: tuple[Row, ...] = tuple(
    (label, question, answer, outcome)
    for (label, _, answer, outcome), question in zip(
        CONTENT,
        (
            "Name of the case management system",
            "Name of the supplier and date of first use",
            "Contract end date",
            "Annual cost",
            "Number of unused licences",
            "Hosting",
        ),
        strict=True,
    )
)


def each(form: str, between: str = "\n\n") -> Callable[[tuple[Row, ...]], str]:
    """A layout that writes every question and answer in the same form."""
    return lambda rows: between.join(form.format(n=n, q=q, a=a, letter=chr(96 + int(n))) for n, q, a, _ in rows)


def lists(asked: str, given: str, between: str) -> Callable[[tuple[Row, ...]], str]:
    """A layout that writes all questions, then all answers."""
    return lambda rows: (
        "\n".join(asked.format(n=n, q=q) for n, q, _, _ in rows)
        + between
        + "\n".join(given.format(n=n, a=a) for n, _, a, _ in rows)
    )


def wrapped(rows: tuple[Row, ...]) -> str:
    """Lines of at most 44 characters, with a footer and a header within one answer and before another."""
    lines = []
    for n, q, a, _ in rows:
        lines += [*textwrap.wrap(f"{n}. {q}", 44), "", *textwrap.wrap(a, 44), ""]
    for number, line in enumerate(
        ("The price is exempt under section 43(2) of", "We do not hold this information."), 1
    ):
        at = lines.index(line) + 2 - number
        lines[at:at] = ["", "Mill Lane, Borchester", f"Page {number} of 3", "FOI/24/0107 - our response", ""]
    return "\n".join(lines)


LAYOUTS: dict[str, Callable[[tuple[Row, ...]], str]] = {
    "number, blank line": each("{n}. {q}\n\n{a}"),
    "bracket": each("{n}) {q}\n\n{a}"),
    "brackets": each("({n}) {q}\n\n{a}"),
    "number and dash": each("{n} - {q}\n\n{a}"),
    "number alone": each("{n} {q}\n\n{a}"),
    "bold questions": each("**{n}. {q}**\n\n{a}"),
    "bold label": each("**{n}.** {q}\n\n{a}"),
    "bold answers": each("{n}. {q}\n\n**{a}**"),
    "italic questions": each("*{n}. {q}*\n\n{a}"),
    "heading": each("### Question {n}\n\n{q}\n\n{a}"),
    "line below": each("{n}. {q}\n{a}"),
    "line below, no blank": each("{n}. {q}\n{a}", "\n"),
    "indented answer": each("{n}. {q}\n\n      {a}"),
    "Q": each("Q{n}. {q}\n\n{a}"),
    "Q without stop": each("Q{n} {q}\n\n{a}"),
    "Q and A": each("Q{n}: {q}\nA{n}: {a}"),
    "Q and A apart": each("Q{n}. {q}\n\nA{n}. {a}"),
    "Q, A without number": each("Q: {q}\nA: {a}"),
    "Question, Answer": each("Question {n}: {q}\n\nAnswer: {a}"),
    "QUESTION, ANSWER": each("QUESTION {n}\n{q}\n\nANSWER {n}\n{a}"),
    "Response": each("{n}. {q}\nResponse: {a}"),
    "Response on its own line": each("{n}. {q}\n\nResponse:\n{a}"),
    "RESPONSE TO Q": each("{n}. {q}\n\nRESPONSE TO Q{n}\n\n{a}"),
    "Council response": each("{n}. {q}\n\nCouncil Response: {a}"),
    "Our response": each("{n}. {q}\n\nOur response - {a}"),
    "response in bold": each("{n}. {q}\n\n**Response:** {a}"),
    "on one line": each("{n}. {q} {a}"),
    "on one line, announced": each("{n}. {q} Answer: {a}"),
    "glued": each("{n}.{q}{a}", ""),
    "glued with labels": lambda rows: " ".join(f"{n}. {q} {a}" for n, q, a, _ in rows),
    "you asked, we said": each("You asked:\nQ{n}. {q}\nWe said:\n{a}"),
    "Welsh and English labels": each("Cwestiwn {n} / Question {n}\n{q}\n\nAteb / Answer\n{a}"),
    "two lists": lists("{n}. {q}", "{n}. {a}", "\n\nOur response is as follows.\n\n"),
    "two lists under headings": lists("{n}. {q}", "{n}. {a}", "\n\nRESPONSE\n\n"),
    "two lists, words": lists("Q{n}. {q}", "A{n}. {a}", "\n\n"),
    "two lists, brackets": lists("{n}) {q}", "{n}) {a}", "\n\nResponse\n\n"),
    "answers under their labels": lists("{n}. {q}", "Question {n}\n\n{a}\n", "\n\nResponse\n\n"),
    "answers named by Q": lists("{n}. {q}", "Q{n}: {a}", "\n\n"),
    "quoted, answered between": each("> {n}. {q}\n\n{a}"),
    "quoted without a gap": each(">{n}) {q}\n{a}"),
    "quoted answers": each("{n}. {q}\n\n> {a}"),
    "table": lambda rows: (
        "| No | Question | Response |\n| --- | --- | --- |\n" + each("| {n} | {q} | {a} |", "\n")(rows)
    ),
    "table without numbers": lambda rows: "| Question | Answer |\n|---|---|\n" + each("| {q} | {a} |", "\n")(rows),
    "tabs": lambda rows: "Ref\tRequest\tResponse\n" + each("{n}\t{q}\t{a}", "\n")(rows),
    "words only": each("{q}\n\n{a}"),
    "bold words only": each("**{q}**\n\n{a}"),
    "words only, line below": each("{q}\n{a}"),
    "page numbers within answers": wrapped,
}
OF_TOPICS = (
    "number, blank line", "bracket", "bold questions", "heading", "line below", "line below, no blank", "Q", "Q and A",
    "Question, Answer", "Response", "RESPONSE TO Q", "two lists", "two lists under headings", "table", "tabs",
    "quoted, answered between", "on one line, announced",
)  # fmt: skip


def read(text: str) -> list[tuple[str | None, str, str, str]]:
    """Label, question, answer and outcome of each item with a question."""
    return [
        (
            item.label,
            item.question.text,
            " ".join(" ".join(p.text.split()) for p in item.answer.passages),
            str(item.answer.outcome),
        )
        for item in read_letter(text).items
        if item.question and item.answer
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_questions_and_answers_are_the_same_in_every_layout(layout: str) -> None:
    assert read(letter_text(LAYOUTS[layout](CONTENT))) == list(CONTENT)


@pytest.mark.parametrize("layout", OF_TOPICS)
def test_questions_that_are_no_sentences_keep_their_answers(layout: str) -> None:
    assert read(letter_text(LAYOUTS[layout](TOPICS))) == list(TOPICS)
