"""However a mail quotes what it answers, the council's words are read as they are without it, and the requester's state nothing."""

from __future__ import annotations

import html
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pytest

from tests.mails import built, mail

ANSWER = """Dear A. Penn

Thank you for your request. The Council's answers are as follows.

1. Which system do you use for adult social care, and who supplies it?
Mosaic, supplied by The Access Group.
2. When does the contract end?
31 March 2028

Information Governance
Brackwater District Council
"""
ASKED = """Dear Brackwater District Council,

1. Which system do you use for adult social care? I believe that it is CareDirector.
2. Who supplies it? Is it OLM Systems?
3. When does the contract end? Reference CN/4471 ended on 1 August 2025.

A. Penn
"""
LOGGED = "Your request FOI / 4481299 has been logged. You will have our reply by 9 April 2025.\n\nFOI Team\n"
FOOTER = """
--------------------------------------------------------------------
This e-mail and any files with it are confidential. If you have had it in error please tell postmaster@brackwater.example.
https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.brackwater.example%2Ffoi&data=05%7C02&sdata=x%3D&reserved=0
"""
SITE = """
-------------------------------------------------------------------
Please use this email address for all replies to this request:
request-9@example.org
Disclaimer: This message and any reply that you make will be published on the internet.
-------------------------------------------------------------------
"""
PENN, OFFICE = "A. Penn <request-9@example.org>", "FOI Team <foi@brackwater.gov.uk>"


def block(
    sender: str = PENN, sent: str = "12 March 2025 21:10", to: str = OFFICE, subject: str = "FOI / 4481299 - systems"
) -> str:
    return f"From: {sender}\nSent: {sent}\nTo: {to}\nSubject: {subject}\n\n"


def marked(text: str, times: int = 1) -> str:
    return "".join(f"{'>' * times} {line}".rstrip() + "\n" for line in text.splitlines())


GMAIL = "On Wed, 12 Mar 2025 at 21:10, A. Penn <request-9@example.org> wrote:"
FORMS = {
    "outlook": block() + ASKED,
    "outlook in bold": block().replace("From:", "**From:**").replace("Sent:", "**Sent:**").replace("To:", "**To:**") + ASKED,
    "outlook with a date": block().replace("Sent:", "Date:") + ASKED,
    "below a rule": "________________________________\n" + block() + ASKED,
    "original message": "-----Original Message-----\n" + block() + ASKED,
    "original message without fields": "-----Original Message-----\n\n" + ASKED,
    "forwarded message": "---------- Forwarded message ---------\n" + block().replace("Sent:", "Date:") + ASKED,
    "on a day somebody wrote": f"{GMAIL}\n\n{ASKED}",
    "the same, with marks": f"{GMAIL}\n\n{marked(ASKED)}",
    "the same, wrapped": f"{GMAIL.replace('Penn ', 'Penn' + chr(10))}\n\n{marked(ASKED)}",
    "marks alone": marked(ASKED),
    "marks before the fields": marked(block() + ASKED),
    "fields that are wrapped": block(to="FOI Team <foi@brackwater.gov.uk>; Information Governance\n <ig@brackwater.gov.uk>",
                                     subject="FOI / 4481299 -\n systems for adult social care") + ASKED,
    "two levels": block(OFFICE, "13 March 2025 09:00", PENN) + LOGGED + "\n" + block() + ASKED,
    "three levels": block(PENN, "2 April 2025 08:00", OFFICE) + "I remind you of my request.\n\n"
    + block(OFFICE, "13 March 2025 09:00", PENN) + LOGGED + "\n" + block() + ASKED,
    "two levels of marks": f"On 13 Mar 2025, at 09:00, FOI Team <foi@brackwater.gov.uk> wrote:\n\n{marked(LOGGED)}>\n> {GMAIL}\n>\n{marked(ASKED, 2)}",
    "welsh": block().replace("From:", "Oddi wrth:").replace("Sent:", "Anfonwyd:").replace("To:", "At:").replace("Subject:", "Pwnc:") + ASKED,
    "a site's footer": block() + ASKED + SITE,
}  # fmt: skip


@cache
def _facts(folder: Path, text: str, page: str = "") -> tuple[set[tuple[str, str]], str | None, str | None]:
    data = mail(text)
    if page:
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = (
            "Brackwater FOI <foi@brackwater.gov.uk>",
            "request-9@example.org",
            "RE: FOI 2025/0331",
        )
        made["Date"] = "Tue, 08 Apr 2025 14:03:00 +0100"
        made.set_content(page, subtype="html", cte="8bit")
        data = bytes(made)
    (one,) = built(folder, m__eml=data).letters
    return {(s.claim.field, str(s.claim.value)) for s in one.statements}, one.letter.authority, one.letter.date


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mail")


@pytest.fixture(scope="module")
def alone(folder: Path) -> tuple[set[tuple[str, str]], str | None, str | None]:
    """What is read where nothing is quoted."""
    return _facts(folder, ANSWER)


def test_the_answer_alone_is_read(alone: tuple[set[tuple[str, str]], str | None, str | None]) -> None:
    facts, authority, date = alone
    assert {("system", "Mosaic (social care)"), ("contract_end", "2028-03-31")} <= facts
    assert (authority, date) == ("Brackwater District Council", "2025-04-08")


@pytest.mark.parametrize("form", FORMS)
def test_what_is_quoted_changes_nothing(folder: Path, alone: object, form: str) -> None:
    assert _facts(folder, f"{ANSWER}{FOOTER if form == 'two levels' else ''}\n{FORMS[form]}") == alone


def test_what_a_web_page_quotes_changes_nothing(folder: Path, alone: object) -> None:
    def lines(text: str) -> str:
        return "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in text.splitlines())

    page = f"<html><body>{lines(ANSWER)}<div class=gmail_quote>{html.escape(GMAIL)}<blockquote>{lines(ASKED)}</blockquote></div></body></html>"
    assert _facts(folder, "", page) == alone
