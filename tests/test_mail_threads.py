"""Threads: an earlier reply of the council below the newest is a source of its own, the requester's mails are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.letters import letter_text
from tests.mails import built, codes, letters, mail

REVIEW = """Dear Ms Penn

You asked on 10 April 2025 for an internal review. Question 2 should have been answered: the contract ends on
31 March 2028. The rest of our reply stands.

Monitoring Officer
Brackwater District Council
"""
REQUESTED = "Please review this. You left out question 2.\n\nA. Penn\n"
FIRST = """Dear Ms Penn

Thank you for your request under the Freedom of Information Act 2000. Our response is as follows.

1. Which system do you use for libraries?
Spydus, from Civica
2. When does the contract end?
Exempt, section 43(2)

FOI Team
Brackwater District Council
"""
ASKED = "1. Which system do you use for libraries?\n2. When does the contract end?\n\nA. Penn\n"


def quoted(text: str, times: int = 1) -> str:
    return "".join(f"{'> ' * times}{line}".rstrip() + "\n" for line in text.splitlines())


def block(sender: str, sent: str, to: str = "A. Penn <request-9@example.org>") -> str:
    return f"From: {sender}\nSent: {sent}\nTo: {to}\nSubject: RE: FOI 2025/0331\n\n"


OFFICE, PENN = "FOI Team <foi@brackwater.gov.uk>", "A. Penn <request-9@example.org>"
OUTLOOK = (
    f"{REVIEW}\n{block(PENN, '10 April 2025 20:15', OFFICE)}{REQUESTED}\n"
    f"{block(OFFICE, '8 April 2025 14:03')}{FIRST}\n{block(PENN, '12 March 2025 21:10', OFFICE)}{ASKED}"
)
ORIGINAL = OUTLOOK.replace("From: ", "-----Original Message-----\nFrom: ")
RULED = OUTLOOK.replace("From: ", "________________________________\nFrom: ")
GMAIL = (
    f"{REVIEW}\nOn Thu, 10 Apr 2025 at 20:15, A. Penn <request-9@example.org> wrote:\n\n{quoted(REQUESTED)}>\n"
    f"> On Tue, 8 Apr 2025 at 14:03, FOI Team <foi@brackwater.gov.uk> wrote:\n>\n{quoted(FIRST, 2)}"
)
APPLE = (
    f"{REVIEW}\nOn 10 Apr 2025, at 20:15, A. Penn <request-9@example.org> wrote:\n\n{quoted(REQUESTED)}\n"
    f"> On 8 Apr 2025, at 14:03, Freedom of Information\n> <foi@brackwater.gov.uk> wrote:\n> \n{quoted(FIRST, 2)}"
)
BOLD = OUTLOOK.replace("From:", "**From:**").replace("Sent:", "**Sent:**").replace("To:", "**To:**")


def facts(found: object, source: str) -> set[tuple[str, str]]:
    """Field and value of what a letter states."""
    (one,) = [one for one in found.letters if one.letter.document.source == source]  # type: ignore[attr-defined]
    return {(s.claim.field, str(s.claim.value)) for s in one.statements}


@pytest.mark.parametrize("thread", [OUTLOOK, ORIGINAL, RULED, GMAIL, APPLE, BOLD], ids=range(6))
def test_an_earlier_reply_is_a_source_of_its_own_with_its_own_date(tmp_path: Path, thread: str) -> None:
    found = built(tmp_path, m__eml=mail(thread, day="Tue, 29 Apr 2025 10:00:00 +0100"))
    assert letters(found) == ["m.eml", "m.eml#earlier-1"]
    newest, earlier = (one.letter for one in found.letters)
    assert (newest.date, earlier.date) == ("2025-04-29", "2025-04-08")
    assert newest.authority == earlier.authority == "Brackwater District Council"
    assert "Spydus" not in newest.document.text
    assert "31 March 2028" not in earlier.document.text
    assert "You left out" in newest.document.text
    assert any(value.startswith("Spydus") for _, value in facts(found, "m.eml#earlier-1"))


def test_evidence_of_an_earlier_reply_is_in_its_own_text(tmp_path: Path) -> None:
    found = built(tmp_path, m__eml=mail(GMAIL))
    for one in found.letters:
        for statement in one.statements:
            evidence = statement.claim.evidence
            assert one.letter.document.text[evidence.span.start : evidence.span.end] == evidence.quote


def test_earlier_replies_in_a_web_page_s_words_are_told_too(tmp_path: Path) -> None:
    lines = "".join(f"<p>{line}</p>" for line in OUTLOOK.replace("<", "&lt;").split("\n") if line)
    found = built(tmp_path, m__html=f"<html><body><div>{lines}</div></body></html>")
    assert letters(found) == ["m.html", "m.html#earlier-1"]


def test_a_thread_saved_as_text_has_the_date_of_its_newest(tmp_path: Path) -> None:
    text = block(OFFICE, "29 April 2025 10:00") + OUTLOOK
    found = built(tmp_path, m__txt=text)
    assert [(one.letter.document.source, one.letter.date) for one in found.letters] == [
        ("m.txt", "2025-04-29"), ("m.txt#earlier-1", "2025-04-08")
    ]  # fmt: skip


def test_two_earlier_replies_are_two_sources(tmp_path: Path) -> None:
    part = FIRST.replace("Spydus, from Civica", "Iken").replace("libraries", "legal services")
    thread = f"{OUTLOOK}\n{block(OFFICE, '1 April 2025 09:00')}{part}"
    found = built(tmp_path, m__eml=mail(thread))
    assert letters(found) == ["m.eml", "m.eml#earlier-1", "m.eml#earlier-2"]
    assert found.letters[2].letter.date == "2025-04-01"


def test_an_answer_below_an_acknowledgement_is_read_without_it(tmp_path: Path) -> None:
    newest = "I acknowledge receipt of your request for a review, and will respond within 20 working days.\n\n"
    found = built(tmp_path, m__eml=mail(newest + OUTLOOK.removeprefix(REVIEW)))
    assert letters(found) == ["m.eml#earlier-1"]
    assert codes(found) == [("m.eml", "acknowledgement")]
    assert found.letters[0].letter.date == "2025-04-08"


def test_an_answer_below_the_requester_s_thanks_is_read(tmp_path: Path) -> None:
    newest = f"Could you please tell me when it ends?\n\n{block(OFFICE, '8 April 2025 14:03')}{FIRST}"
    found = built(tmp_path, m__eml=mail(newest, sender="A. Penn <request-9@example.org>"))
    assert "m.eml#earlier-1" in letters(found)


@pytest.mark.parametrize(
    "below",
    [
        block(PENN, "12 March 2025 21:10", OFFICE) + ASKED,
        block(OFFICE, "13 March 2025 09:00") + "Thank you for your request. We have logged it and will respond by 9 April.\n",
        block(OFFICE, "13 March 2025 09:00") + "Please could you clarify which libraries you mean? Your request is on hold.\n",
        block("Libraries <libraries@brackwater.gov.uk>", "7 April 2025", OFFICE) + "We use Spydus. We do not hold the cost.\n",
        f"On Wed, 12 Mar 2025 at 21:10, A. Penn <request-9@example.org> wrote:\n\n{quoted(ASKED)}",
    ],
    ids=["request", "acknowledgement", "clarification", "within the council", "request in gmail"],
)  # fmt: skip
def test_other_mails_below_are_no_sources(tmp_path: Path, below: str) -> None:
    found = built(tmp_path, m__eml=mail(f"{FIRST}\n{below}"))
    assert letters(found) == ["m.eml"]


def test_answers_written_into_the_quoted_request_stay_in_the_reply(tmp_path: Path) -> None:
    own = "Thank you for your request. Please see our answers below, in your message.\n\nFOI Team, Brackwater District Council\n\n"
    inserted = "1. Which system do you use for libraries?\nSpydus, from Civica\n2. When does the contract end?\n31 March 2027\n"
    found = built(tmp_path, m__eml=mail(own + block(PENN, "12 March 2025 21:10", OFFICE) + inserted))
    assert letters(found) == ["m.eml"]
    assert ("contract_end", "2027-03-31") in facts(found, "m.eml")


def test_answers_between_quoted_lines_stay_in_the_reply(tmp_path: Path) -> None:
    text = (
        "Our answers are between your questions.\n\nOn Wed, 12 Mar 2025 at 21:10, A. Penn wrote:\n"
        "> 1. Which system do you use for libraries?\n\nSpydus, from Civica\n\n> 2. When does the contract end?\n\n31 March 2027\n"
    )
    found = built(tmp_path, m__eml=mail(text))
    assert letters(found) == ["m.eml"]
    assert ("contract_end", "2027-03-31") in facts(found, "m.eml")


@pytest.mark.parametrize("lead", ["", "See below.\n\n", "---------- Forwarded message ---------\n"])
def test_a_reply_that_is_only_passed_on_is_the_letter(tmp_path: Path, lead: str) -> None:
    found = built(
        tmp_path, m__eml=mail(f"{lead}{block(OFFICE, '8 April 2025 14:03')}{FIRST}", subject="FW: FOI 2025/0331")
    )
    assert letters(found) == ["m.eml"]
    assert found.letters[0].letter.date == "2025-04-08"


def test_a_letter_that_quotes_no_mail_is_left_as_it_is(tmp_path: Path) -> None:
    text = letter_text("1. Which system do you use?\n\nMosaic.\n\nFrom: 1 April 2024 to: 31 March 2027")
    found = built(tmp_path, m__txt=text)
    assert letters(found) == ["m.txt"]
    assert found.letters[0].letter.document.text == text
