"""Letters are taken apart as their writers meant them, in the ways of writing that letters have."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.segmenting import clean
from kg.segmenting.asked import Asked, settle
from kg.segmenting.labels import labels_in
from kg.segmenting.outcomes import outcome_of, sections
from tests.letters import document, letter_text, read_letter

PASSAGE = clean(document("Which system do you use? Mosaic.")).passage(0, 20)


def outcomes(text: str) -> dict[str | None, str]:
    return {item.label: str(item.answer.outcome) for item in read_letter(text).items if item.answer}


def answers(text: str) -> dict[str | None, str]:
    return {
        item.label: " ".join(" ".join(p.text.split()) for p in item.answer.passages)
        for item in read_letter(text).items
        if item.answer
    }


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("3 and 4", "3 4"),
        ("3 to 6c", "3 4 5a 5b 5c 6a 6b 6c"),
        ("12a and 12b", "12a 12b"),
        ("5", "5a 5b 5c"),
        ("3, 4 & 12a", "3 4 12a"),
        ("5a-c", "5a 5b 5c"),
        ("1-4", "3 4"),
    ],
)
def test_a_list_of_labels_names_questions_in_the_order_of_the_letter(words: str, named: str) -> None:
    known = ["3", "4", "5a", "5b", "5c", "6a", "6b", "6c", "12a", "12b"]
    if words == "1-4":
        known = ["1", *known]
        named = "1 3 4"
    assert " ".join(labels_in(words, known)) == named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("exempt under Section 21 of the Freedom of Information Act 2000", "s.21"),
        ("Section 43(2) – Commercially Sensitive Information. Section 43(2) exempts", "s.43(2)"),
        ("withheld under s43(2)", "s.43(2)"),
        ("refused under Section 40,2 of the Act", "s.40(2)"),
        ("section 31(1)(a) applies", "s.31(1)(a)"),
        ("regulation 12(4)(b) and 12(5)(e)", "reg.12(4)(b) reg.12(5)(e)"),
        ("sections 40(2) and 43(2)", "s.40(2) s.43(2)"),
        ("Section 40(2), read with section 40(3A)(a).", "s.40(2)"),
        ("exempt under section 43, namely section 43(2)", "s.43(2)"),
        ("section 47 enquiries", ""),
        ("a section 106 agreement", ""),
        ("section 117 aftercare and a section 114 notice", ""),
        ("under section 36 of the Children Act 1989", ""),
        ("as per Section 1(1) of the Act", ""),
    ],
)
def test_sections_count_only_where_the_act_has_them(text: str, found: str) -> None:
    assert " ".join(sections(text)) == found


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Third party.", "answered"),
        ("This information is not held.", "not_held"),
        ("We do not hold this information.", "not_held"),
        ("Not applicable.", "not_applicable"),
        ("N/A", "not_applicable"),
        ("", "unanswered"),
        ("The supplier is Acme. Its price is exempt under section 43(2).", "partly_answered"),
        ("To find them would take 40 hours. This is refused under section 12(1).", "withheld"),
        ("There are 900 files. Section 12(1) applies, as each would be read.", "withheld"),
        ("The prices are exempt under section 43(2). The rest of the contract is attached.", "partly_answered"),
        ("iTrent 5,480\nWe do not hold this for the other two.", "partly_answered"),
        ("This is on the council's website: https://x.example/page", "referred"),
        ("We neither confirm nor deny that we hold it, by virtue of section 31(3).", "withheld"),
        ("The bids are commercially sensitive and are withheld.", "withheld"),
        ("It is confirmed that the Council does hold information. It is exempt under Section 43(2).", "withheld"),
    ],
)
def test_outcomes(text: str, outcome: str) -> None:
    assert outcome_of(text)[0] == outcome


BODIES = {
    "bold": "**1. What is it called?**\n\nCareDirector.\n\n**2. Who hosts it?**\n\nThe supplier.",
    "glued": "1.What is it called?\n\nCareDirector.\n\n2.Who hosts it?\n\nThe supplier.",
    "one below the other": "1. What is it called?\nCareDirector.\n\n2. Who hosts it?\nThe supplier.",
    "words": "Q1. What is it called?\nA1. CareDirector.\n\nQ2. Who hosts it?\nA2. The supplier.",
    "words without numbers": "Q. What is it called?\nA. CareDirector.\n\nQ. Who hosts it?\nA. The supplier.",
    "two lists": "1. What is it called?\n2. Who hosts it?\n3. Anything else?\n\nOur response\n\n1. CareDirector.\n2. The supplier.\n3. No.",
    "in brackets": "Question 1 (what it is called, for instance Mosaic)\n\nCareDirector.\n\nQuestion 2 (who hosts it)\n\nThe supplier.",
    "bullets": "- What is it called?\n\nCareDirector.\n\n. Who hosts it?\n\nThe supplier.",
    "label alone": "1.\n\n**What is it called?**\n\nCareDirector.\n\n2.\n\n**Who hosts it?**\n\nThe supplier.",
    "marks out of step": "- 1. What is it called?**\n\nCareDirector.\n\n- 2. Who hosts it?**\n\nThe supplier.",
    "broken question": "**1. What is\n\nit called?**\n\nCareDirector.\n\n2. Who does in your view\n\nHost it?\n\nThe supplier.",
}


@pytest.mark.parametrize("layout", BODIES)
def test_questions_meet_their_answers_in_every_layout(layout: str) -> None:
    found = answers(letter_text(BODIES[layout]))
    assert found["1"] == "CareDirector."
    assert found["2"] == "The supplier."


def test_the_request_quoted_below_a_reply_gives_its_questions() -> None:
    text = "Our ref: F/1\n3 May 2024\n\nGood morning\n\n1) CareDirector.\n\n2) The supplier.\n\nKind regards\n\n> Dear Council,\n>\n> 1) What is it called?\n> 2) Who hosts it?\n> 3) And then?"
    letter = read_letter(text)
    assert [(i.label, i.question.text if i.question else "") for i in letter.items][:2] == [
        ("1", "What is it called?"),
        ("2", "Who hosts it?"),
    ]
    assert answers(text)["2"] == "The supplier."
    assert outcomes(text)["3"] == "unanswered"


def test_a_joint_answer_serves_all_the_questions_it_names() -> None:
    text = letter_text(
        "1. What is it called?\n\nCareDirector.\n\n2a. What does it cost?\n\n2b. And in all?\n\n3. Why?\n\n"
        "For Questions 2a to 3, the information is exempt under Section 43(2).\n\n4. Who hosts it?\n\nThe supplier."
    )
    assert outcomes(text) == {"1": "answered", "2a": "withheld", "2b": "withheld", "3": "withheld", "4": "answered"}


def test_parts_that_only_list_years_belong_to_their_question_until_one_is_answered() -> None:
    listed = "1. How many, in the following years?\n\ni) 2017/18\n\nii) 2018/19\n\nFor Question 1, we do not hold this information.\n\n2. Why?\n\nNo reason."
    assert outcomes(letter_text(listed)) == {"1": "not_held", "2": "answered"}
    answered = "1. How many, in the following years?\n\ni) 2017/18\n\n12\n\nii) 2018/19\n\n2. Why?\n\nNo reason."
    assert outcomes(letter_text(answered)) == {"1i": "answered", "1ii": "unanswered", "2": "answered"}


def test_a_numbered_list_in_an_answer_is_no_question() -> None:
    body = "**1. What?**\n\nThis.\n\n**2. Where?**\n\nDo as follows:\n\n1. Click here\n2. Filter there\n\n**3. Why?**\n\nBecause."
    assert list(outcomes(letter_text(body))) == ["1", "2", "3"]


def test_an_answer_that_points_elsewhere_has_the_outcome_of_its_target() -> None:
    body = "1. What does it cost?\n\nExempt under section 43(2).\n\n2. And the rest?\n\nPlease refer to Question 1.\n\n3. More?\n\nAs above."
    assert set(outcomes(letter_text(body)).values()) == {"withheld"}


def test_arguments_and_closing_words_answer_nothing() -> None:
    body = (
        "1. What does it cost?\n\nThis is exempt under section 43(2).\n\nArguments in favour of disclosure.\n\n- Openness about Mosaic.\n\n"
        "Arguments against disclosure.\n\n- Prices of Capita.\n\nHaving considered both, we withhold it."
    )
    found = answers(letter_text(body))["1"]
    assert "Mosaic" not in found
    assert "Capita" not in found
    assert "unhappy" not in found


def test_a_remark_on_figures_is_a_note_and_no_answer() -> None:
    body = "1. How many, in the following years?\n\ni. 2019\n\n11\n\nii. 2020\n\nThe data provided for Question 1 is as of 31st March for each year."
    letter = read_letter(letter_text(body))
    assert outcomes(letter_text(body))["1ii"] == "unanswered"
    assert [note.passage.text for note in letter.notes]


def test_the_head_is_read() -> None:
    letter = read_letter(letter_text("1. What?\n\nThis."))
    assert letter.authority == "Borsetshire County Council"
    assert letter.date == "2024-05-03"
    assert letter.request_reference == "FOI/24/0107"
    assert letter.regime == "foia"
    assert letter.subject == "adult social care software"


HEADS = {
    "the reply's date, not the request's": ("Date of request: 2 May 2023\nDate of response: 30 May 2023", "2023-05-30"),
    "a label above its date": ("Date of request\n\n22 July 2024\n\nDate of response\n\n12 August 2024", "2024-08-12"),
    "in the title": ("FOI F/23/166 - reply of 21 June 2023\n\nSystem since 4 August 2015", "2023-06-21"),
    "in a column": ("Information Governance Team            2 August 2023", "2023-08-02"),
    "in two languages": ("Dyddiad / Date: 3 Mai / May 2023", "2023-05-03"),
    "not that of the enquiry": ("1 December 2023\n\nThank you for your enquiry dated 3 November 2023.", "2023-12-01"),
    "beside the signature": ("We answer your request dated 27 May 2025.\n\nQ1. Until when?\n\n29 June 2026.\n\nBorsetshire County Council, 24 June 2025", "2025-06-24"),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADS)
def test_the_date_is_that_of_the_reply(name: str) -> None:
    text, date = HEADS[name]
    assert read_letter("Borsetshire County Council\n\n" + text).date == date


@pytest.mark.parametrize(
    ("text", "council"),
    [
        ("BORSET AND THE ISLES COUNCIL", "Borset and the Isles Council"),
        ("Cyngor Sir Cwm Borset County Council", "Cwm Borset County Council"),
        ("VALE OF BORSET\nDISTRICT COUNCIL", "Vale of Borset District Council"),
        ("Borset Fire and Rescue Service", "Borset Fire and Rescue Service"),
    ],
)
def test_the_authority_is_read_in_capitals_on_two_lines_and_in_two_languages(text: str, council: str) -> None:
    assert read_letter(text + "\n\nDear Sir").authority == council


@pytest.mark.parametrize(
    ("answer", "label"),
    [
        ("This is on the council's website: https://x.example/contact", "council's website"),
        ("It is listed on our contracts register: https://procure.example/borset", "contracts register"),
        ("This is published by NHS England: https://digital.nhs.example/safeguarding", "NHS England"),
        ("It is published with the Cabinet papers for 11 July 2023: https://x.example/c-1", "Cabinet papers for 11 July 2023"),
        ("- payments to suppliers of more than £500, month by month: https://x.example/s", "payments to suppliers of more than £500"),
    ],
)  # fmt: skip
def test_a_referral_is_called_what_the_letter_calls_it(answer: str, label: str) -> None:
    letter = read_letter(letter_text(f"1. Where?\n\n{answer}\n\n2. Why?\n\nBecause."))
    assert [(r.question, r.label) for r in letter.referrals] == [("1", label)]


def test_page_furniture_leaves_the_text_but_not_its_offsets() -> None:
    page = "\n\nMill Lane, Borchester\nPage {} of 3\n\n"
    text = f"Start\n\nThe term is a period of{page.format(1)}four years.{page.format(2)}The end."
    view = read_letter(text).view
    assert "period of\nfour years" in view.text
    assert "Page" not in view.text
    assert all(view.text[at] == text[offset] for at, offset in enumerate(view.offsets))


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "1.",
                "2a)",
                "**",
                "a)",
                "ii.",
                "For Questions 1 to 3,",
                "Section 43(2)",
                "\t",
                "|",
                "> ",
                "- ",
                "\n",
                "\n\n",
                "?",
                "N/A",
                "1.1 ",
                "Part A\n",
                "Response\n",
                "Q3 ",
                "4-6. ",
                "Page 1 of 2\n",
                "\f",
                "Question\nResponse\n",
                "| 1 | What? | Mosaic |\n",
                "[x](http://y.uk)",
            ]
        ),
        st.text(max_size=20),
    ),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_no_text_breaks_the_segmenter_and_every_span_is_its_words(pieces: list[str]) -> None:
    text = "".join(pieces)
    letter = read_letter(text)
    for at, offset in enumerate(letter.view.offsets):
        assert letter.view.text[at] == text[offset]
    for item in letter.items:
        for passage in item.answer.passages if item.answer else ():
            assert 0 <= passage.span.start <= passage.span.end <= len(text)


def test_the_council_on_a_line_of_its_own_answers_and_not_one_named_in_the_body() -> None:
    text = letter_text("1. Do you share a system?\nWe share it with Coventry City Council.")
    assert read_letter(text).authority == "Borsetshire County Council"


@pytest.mark.parametrize(
    ("first", "gap"),
    [("Name of your children's social care case management system and provider", " "), ("Name of your system", "\n")],
)
def test_a_question_without_a_question_mark_ends_with_its_line_unless_the_page_broke_it(first: str, gap: str) -> None:
    text = (
        "Borsetshire County Council\n\n3 May 2024\n\nFreedom of Information Act 2000\n\n"
        f"1. {first}\nQuillmere, Tidewell Ltd\n\n2. Contract end date\n31/03/2025\n\n"
        f"3. Name of your adult social care case management system and the full name{gap}of its provider\n"
        "Hartle, Kern Ltd\n\n4. Contract end date\nMarch 2027\n\nYours faithfully\n"
    )
    assert answers(text) == {
        "1": "Quillmere, Tidewell Ltd",
        "2": "31/03/2025",
        "3": "Hartle, Kern Ltd",
        "4": "March 2027",
    }


def test_a_reply_above_the_questions_of_a_mail_answers_them_all_or_each_its_own() -> None:
    def asked(*labels: str) -> list[Asked]:
        return [Asked(label, PASSAGE) for label in labels]

    reply = Asked(None, None, answers=[PASSAGE])
    together = [reply, *asked("1", "2", "3")]
    settle(together, (), has_labels=True)
    assert [(one.label, len(one.answers), one.joint) for one in together] == [
        ("1", 1, True),
        ("2", 1, True),
        ("3", 1, True),
    ]

    two = Asked(None, None, answers=[PASSAGE, PASSAGE.sub(1)])
    each = [two, *asked("1", "2")]
    settle(each, (), has_labels=True)
    assert [(one.label, one.answers, one.joint) for one in each] == [
        ("1", [PASSAGE], False),
        ("2", [PASSAGE.sub(1)], False),
    ]


def test_a_reply_above_questions_that_have_answers_stays_by_itself() -> None:
    reply, one, other = (
        Asked(None, None, answers=[PASSAGE]),
        Asked("1", PASSAGE),
        Asked("2", PASSAGE, answers=[PASSAGE]),
    )
    asked = [reply, one, other]
    settle(asked, (), has_labels=True)
    assert asked == [reply, one, other]
    assert not one.answers
