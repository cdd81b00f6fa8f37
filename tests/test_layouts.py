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
    "answers without a stop": lists("{n}. {q}", "{n} {a}", "\n\nResponse\n\n"),
    "answers after a dash": lists("{n}. {q}", "{n} - {a}", "\n\nResponse\n\n"),
    "answers called by number": lists("{n}. {q}", "Answer {n} {a}", "\n\n"),
    "answers to questions": lists("{n}. {q}", "Answer to question {n}: {a}", "\n\n"),
    "answers to points": lists("{n}. {q}", "Point {n} - {a}\n", "\n\n"),
    "answers in order": lists("{n}. {q}", "{a}\n", "\n\nOur answers are in the order of your questions.\n\n"),
    "answers in order, bullets": lists("{n}. {q}", "- {a}", "\n\nOur answers are as follows:\n\n"),
    "answers in a table": lists("{n}. {q}", "| {n} | {a} |", "\n\nResponse\n\n"),
    "answers before questions": lambda rows: (
        "\n".join(f"{n}. {a}" for n, _, a, _ in rows)
        + "\n\nYour questions were:\n\n"
        + "\n".join(f"{n}. {q}" for n, q, _, _ in rows)
    ),
    "bulleted lists": lambda rows: (
        "\n".join(f"- {q}" for _, q, _, _ in rows) + "\n\nOur answers:\n\n" + "\n".join(f"- {a}" for _, _, a, _ in rows)
    ),
    "one line a cell": lambda rows: "Question\nResponse\n" + "\n".join(f"{n}\n{q}\n{a}" for n, q, a, _ in rows),
    "quoted below": lambda rows: (
        "\n\n".join(f"{n}. {a}" for n, _, a, _ in rows)
        + "\n\nKind regards\n\n> Dear Council,\n>\n"
        + "\n".join(f"> {n}. {q}" for n, q, _, _ in rows)
    ),
    "forwarded below": lambda rows: (
        "\n\n".join(f"{n}. {a}" for n, _, a, _ in rows)
        + "\n\nKind regards\n\nFrom: a requester\nSent: 3 April 2024\nTo: FOI\n\nDear Council,\n\n"
        + "\n".join(f"{n}. {q}" for n, q, _, _ in rows)
    ),
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
    "quoted, answered between", "on one line, announced", "answers to questions", "answers in order", "answers in a table",
    "one line a cell",
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


@pytest.mark.parametrize("separator", [": ", " - ", " – ", "\t", "      "])
def test_topics_keep_the_answers_behind_them(separator: str) -> None:
    body = "\n".join(f"{n}. {q}{separator}{a}" for n, q, a, _ in TOPICS)
    assert [row[:3] for row in read(letter_text(body))] == [
        (n, q + ":" if separator == ": " else q, a) for n, q, a, _ in TOPICS
    ] or read(letter_text(body)) == list(TOPICS)


LABELS = {
    "letters": ("a) Which system?\n\nMosaic\n\nb) Whose?\n\nAccess\n\nc) Cost?\n\n£5", "a b c"),
    "letters in lists": ("a) Which system?\nb) Whose?\nc) Cost?\n\nOur answers:\n\na) Mosaic\nb) Access\nc) £5", "a b c"),
    "numerals": ("(i) Which system?\n\nMosaic\n\n(ii) Whose?\n\nAccess\n\n(iii) Cost?\n\n£5", "i ii iii"),
    "parts in letters": ("1. Please state:\n(a) the system\nMosaic\n(b) the supplier\nAccess\n\n2. Cost?\n£5", "1a 1b 2"),
    "parts in numerals": ("1. Which system:\ni. is in use?\nMosaic\nii. is planned?\nAccess\n\n2. Cost?\n£5", "1i 1ii 2"),
    "parts answered apart": ("1. Please state:\na) the system\nb) the supplier\n\na) Mosaic\nb) Access\n\n2. Cost?\n\n£5", "1a 1b 2"),
    "numbers with letters": ("1a. Which system?\n\nMosaic\n\n1b. Whose?\n\nAccess\n\n2. Cost?\n\n£5", "1a 1b 2"),
    "letters after the stop": ("1. a) Which system?\n\nMosaic\n\n1. b) Whose?\n\nAccess\n\n2. Cost?\n\n£5", "1a 1b 2"),
    "two levels": ("1.1 Which system?\n\nMosaic\n\n1.2 Whose?\n\nAccess\n\n2.1 Cost?\n\n£5", "1.1 1.2 2.1"),
    "three levels": ("1.1.1 Which system?\n\nMosaic\n\n1.1.2 Whose?\n\nAccess\n\n1.2.1 Cost?\n\n£5", "1.1.1 1.1.2 1.2.1"),
    "three levels in brackets": ("1(a)(i) Which?\n\nMosaic\n\n1(a)(ii) Whose?\n\nAccess\n\n2. Cost?\n\n£5", "1ai 1aii 2"),
    "not from the first": ("3. Which system?\n\nMosaic\n\n4. Whose?\n\nAccess\n\n5. Cost?\n\n£5", "3 4 5"),
    "lettered sections": ("Part A: Care\n\n1. Which system?\n\nMosaic\n\n2. Whose?\n\nAccess\n\nPart B: Homes\n\n1. Cost?\n\n£5\n\n2. Since?\n\n2019", "A1 A2 B1 B2"),
    "bare sections": ("CARE\n\n1. Which system?\n\nMosaic\n\n2. Whose?\n\nAccess\n\nHOMES\n\n1. Cost?\n\n£5\n\n2. Since?\n\n2019", "1.1 1.2 2.1 2.2"),
    "sections in numerals": ("I. Care\n\n(a) Which system?\n\nMosaic\n\n(b) Whose?\n\nAccess\n\nII. Homes\n\n(a) Cost?\n\n£5\n\n(b) Since?\n\n2019", "Ia Ib IIa IIb"),
}  # fmt: skip


@pytest.mark.parametrize("name", LABELS)
def test_labels_are_what_the_letter_prints(name: str) -> None:
    body, labels = LABELS[name]
    found = {label: answer for label, _, answer, _ in read(letter_text(body)) if answer}
    assert " ".join(str(label) for label in found) == labels
    assert list(found.values()) == ["Mosaic", "Access", "£5", "2019"][: len(found)]


def test_one_list_of_questions_under_bare_headings_is_answered_once_under_each_heading() -> None:
    body = (
        "for each service: (1) the system, (2) its supplier, (3) the contract end date, (4) the cost.\n\n"
        "LIBRARIES\n\n1. Spydus\n2. Civica\n3 and 4. Not held\n\n"
        "PARKING\n\n1. Taranto\n2. Taranto Systems\n3. 31 March 2027\n4. £5"
    )
    letter = read_letter(letter_text(body))
    assert [(item.label, str(item.answer.outcome)) for item in letter.items if item.question and item.answer] == [
        ("1", "answered"), ("2", "answered"), ("3", "partly_answered"), ("4", "partly_answered"),
    ]  # fmt: skip
    assert [(unit.headings[0], unit.passage.text) for unit in letter.units if unit.questions == ("1",)] == [
        ("LIBRARIES", "Spydus"), ("PARKING", "Taranto"),
    ]  # fmt: skip


LISTED = "1. Which system?\n2. Whose is it?\n3. What does it cost?\n4. Who uses it?\n\n"
REFUSED = "is exempt under section 43(2) of the Act."
JOINTLY = {
    "at the end": ("1. Which system?\n\nMosaic\n\n2. Whose is it?\n\n3. What does it cost?\n\n4. Who uses it?\n\nThe information in questions 2 to 4 " + REFUSED, "234"),
    "before the list": (f"The information in questions 3 and 4 {REFUSED}\n\n1. Which system?\n\nMosaic\n\n2. Whose is it?\n\nAccess\n\n3. What does it cost?\n\n4. Who uses it?\n", "34"),
    "by numbers": (LISTED + "1 & 2. Mosaic, from Access.\n\n3-4. This " + REFUSED, "34"),
    "by Q": (LISTED + "Q1 and Q2: Mosaic, from Access.\n\nQ3, Q4: This " + REFUSED, "34"),
    "by questions": (LISTED + "With regard to questions 1 and 2, we use Mosaic.\n\nIn relation to questions 3 and 4, the information " + REFUSED, "34"),
    "under headings": (LISTED + "Response\n\nQuestions 1 and 2\n\nMosaic, from Access.\n\nQuestions 3 and 4\n\nThis " + REFUSED, "34"),
    "as a whole": (LISTED + "Your request " + REFUSED.replace("is exempt", "is refused, as it is exempt"), "1234"),
    "beforehand": ("Your request is refused, as the information you requested " + REFUSED + " You asked:\n\n" + LISTED, "1234"),
    "by pointing": ("1. Which system?\n\nMosaic\n\n2. Whose is it?\n\nThis " + REFUSED + "\n\n3. What does it cost?\n\nSee answer to question 2.\n\n4. Who uses it?\n\nAs above", "234"),
}  # fmt: skip


@pytest.mark.parametrize("name", JOINTLY)
def test_a_refusal_reaches_the_questions_that_it_names(name: str) -> None:
    body, refused = JOINTLY[name]
    items = [item for item in read_letter(letter_text(body)).items if item.label and item.answer]
    found = {item.label: item.answer for item in items}
    assert sorted(found) == ["1", "2", "3", "4"]
    assert "".join(str(label) for label, a in found.items() if a and a.exemptions == ("s.43(2)",)) == refused
    assert "".join(str(label) for label, a in found.items() if a and str(a.outcome) == "withheld") == refused


def test_what_the_requester_writes_is_never_an_answer() -> None:
    text = "Our ref: F/1\n\nGood morning\n\n1. No\n\n2. Access\n\nKind regards\n\n> Our contract with Salesforce ends 2030.\n> 1. Do you use Salesforce?\n> 2. Who is the supplier?\n> Salesforce costs £9."
    assert read(text) == [
        ("1", "Do you use Salesforce?", "No", "answered"),
        ("2", "Who is the supplier?", "Access", "answered"),
    ]


TABLES = {
    "numbered rows": (
        "| | Permits | Camera enforcement |\n|---|---|---|\n| 1. System | MiPermit | Videalert |\n"
        "| 2. Supplier | Chipside Ltd | Marston |\n| 3. End date | 30/09/2027 | 31/08/2028 |\n",
        ["1", "2", "3"],
    ),
    "a column of questions": (
        "| Information requested | Permits | Camera enforcement |\n|---|---|---|\n| System | MiPermit | Videalert |\n"
        "| Supplier | Chipside Ltd | Marston |\n| End date | 30/09/2027 | 31/08/2028 |\n",
        ["1", "2", "3"],
    ),
    "a register": (
        "| No. | System | Supplier | End date |\n|---|---|---|---|\n| 1 | MiPermit | Chipside Ltd | 30/09/2027 |\n"
        "| 2 | Videalert | Marston | 31/08/2028 |\n",
        [None],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_rows_that_ask_are_questions_and_rows_that_list_are_none(name: str) -> None:
    body, labels = TABLES[name]
    letter = read_letter(letter_text(body))
    assert [item.label for item in letter.items] == labels
    assert {str(item.answer.outcome) for item in letter.items if item.answer} == {"answered"}


NUMBERED_ANSWERS = {
    "named in the sentence": "Regarding point 1, we use Spydus.\n\nAs to point 2, Civica supplies it.\n\nOn point 3, it ends on 31 March 2028.",
    "named together": "In answer to questions 1 and 2, we use Spydus, from Civica.\n\nOn question 3, it ends on 31 March 2028.",
    "in italics": "_1. Which system?_\nSpydus\n\n_2. Whose is it?_\nCivica\n\n_3. When does it end?_\n31 March 2028",
    "without stops": "1 Spydus\n2 Civica\n3 2028, on 31 March\n4 The library service",
}  # fmt: skip


@pytest.mark.parametrize("name", NUMBERED_ANSWERS)
def test_answers_that_name_their_questions_are_told_apart_without_them(name: str) -> None:
    labels = [item.label for item in read_letter(letter_text(NUMBERED_ANSWERS[name])).items if item.answer]
    assert labels[:3] == ["1", "2", "3"]


def test_a_table_below_a_list_of_questions_answers_them_all() -> None:
    asked = "You asked:\n1. Which systems do you use?\n2. Who supplies them?\n3. When do the contracts end?\n\nOur answer:\n\n"
    table = "| System | Supplier | Ends |\n|---|---|---|\n| Spydus | Civica | 31/03/2028 |\n| Taranto | Taranto Systems | 30/06/2027 |\n"
    assert [row[3] for row in read(letter_text(asked + table))] == ["answered"] * 3
